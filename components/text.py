"""Text of the record as Markdown that shows it and nothing more: no styling, no links but ours, no HTML."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=])")


def escape_markdown(text: str) -> str:
    """Return text with every character that Markdown, LaTeX or Streamlit directives could read as a command escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def link(title: str, url: str) -> str:
    """Return a Markdown link; `url` must have passed the schema (http or https, no space, quote or angle bracket)."""
    return f"[{escape_markdown(title)}](<{url}>)"
