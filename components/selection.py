"""What the reader has chosen, one thing per word of the address: an event, a claim, a country, weights, a year.

The address is read where it says something new: at arrival, and when the reader goes back. What the reader has just
chosen is newer than the address, which the browser may send before it has heard of the choice.
"""

from typing import Any

import streamlit as st


def arrive(path: str) -> None:
    """Note at the start of a run which page it draws: `path` is that of the page."""
    state = st.session_state
    state["arrived"], state["path"] = state.get("path") != path, path
    state["read"] = state.pop("just-picked", set())


def news(word: str) -> list[str] | None:
    """Return what the address says under a word, if the reader arrives with it or goes back to it; else None. What was
    just chosen, or was read before in this run, is no news."""
    state = st.session_state
    if word in state["read"]:
        return None
    state["read"].add(word)
    asked = st.query_params.get_all(word)
    is_news = bool(asked) if state["arrived"] else asked != state.get(f"said-{word}", [])
    return asked if is_news else None


def say(word: str, *values: str) -> None:
    """Make the address say `values` under a word; without any, the word is taken away."""
    state = st.session_state
    state[f"said-{word}"] = list(values)
    state.get("just-picked", set()).discard(word)
    if list(values) == st.query_params.get_all(word):
        return
    if values:
        st.query_params[word] = list(values)
    else:
        del st.query_params[word]


def selected(word: str) -> str | None:
    """Return what is chosen under a word: the reader's choice, or what the address newly asks for."""
    asked = news(word)
    if asked is not None:
        st.session_state[word] = asked[-1] if asked else None
    return st.session_state.setdefault(word, None)


def pick(word: str, chosen: Any) -> None:
    """Choose something under a word, in answer to the reader; None chooses nothing."""
    st.session_state[word] = chosen
    st.session_state.setdefault("just-picked", set()).add(word)


def share(word: str) -> None:
    """Write what is chosen under a word into the address."""
    chosen = selected(word)
    say(word, *([chosen] if chosen else []))


def pick_and_go(word: str, chosen: str, page: str) -> None:
    """Choose something under a word and ask for the page, a file of pages/, that shows it."""
    pick(word, chosen)
    st.session_state["page"] = page


def is_leaving() -> bool:
    """Return whether the reader has asked for another page."""
    return "page" in st.session_state


def go_on() -> None:
    """Open the page that was asked for, before any time is spent on the one that is left."""
    if is_leaving():
        # Without words of its own, Streamlit refuses to leave an address that widgets are bound to.
        st.switch_page(st.session_state.pop("page"), query_params={})
