"""Text of the record as Markdown that shows it and nothing more: no styling, no links but ours, no HTML."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")
_LINKED = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)  # addresses that become links, though escaped
_JOINER = "\u2060"  # no width and no break; after it no address is seen


def escape_markdown(text: str) -> str:
    """Return text with every character that Markdown, LaTeX or Streamlit directives could read as a command escaped,
    and every address that would become a link by itself broken without a trace."""
    return _SPECIAL.sub(r"\\\1", _LINKED.sub(_JOINER, " ".join(text.split())))


def link(title: str, url: str) -> str:
    """Return a Markdown link; `url` must have passed the schema (http or https, no space, quote or angle bracket)."""
    return f"[{escape_markdown(title)}](<{url}>)"
