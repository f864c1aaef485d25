"""What the reader has chosen, one thing per word of the address: an event, a claim, a country, weights, filters.

The address is read where it says something new: at arrival, and when the reader goes back. A choice that was made just
now is newer than the address: the browser may send it before it has heard of the choice before.
"""

from typing import Any

import streamlit as st


def arrive(path: str) -> None:
    """Note at the start of a run which page it draws, by its path, and whether the reader's choice brought it about."""
    state = st.session_state
    if state.get("path") != path:
        state["path"], state["said"] = path, {}
    state["is_choice"] = state.pop("just_chosen", False)


def note_choice() -> None:
    """Note, when a widget calls back, that the reader has just chosen something."""
    st.session_state["just_chosen"] = True


def news(word: str) -> list[str] | None:
    """Return what the address says under a word where that is new: at arrival, none but what is said, and when the
    reader goes back; else None."""
    state, asked = st.session_state, st.query_params.get_all(word)
    if state["is_choice"] or state.get("just_chosen") or asked == state["said"].get(word, []):
        return None
    state["said"][word] = asked
    return asked


def say(word: str, *values: str) -> None:
    """Make the address say `values` under a word, empty ones apart; without any, the word is taken away."""
    state, words = st.session_state, list(filter(None, values))
    state["said"][word] = words
    state.pop("just_chosen", None)
    if words == st.query_params.get_all(word):
        return
    if words:
        st.query_params[word] = words
    else:
        del st.query_params[word]


def selected(word: str) -> str | None:
    """Return what is chosen under a word: the reader's choice, or what the address newly asks for."""
    asked = news(word)
    if asked is not None:
        st.session_state[word] = asked[-1] if asked else None
    return st.session_state.setdefault(word, None)


def pick(word: str, chosen: Any) -> None:
    """Choose something under a word, when a widget calls back; None chooses nothing."""
    st.session_state[word] = chosen
    note_choice()


def share(word: str) -> None:
    """Write what is chosen under a word into the address."""
    say(word, selected(word) or "")


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
