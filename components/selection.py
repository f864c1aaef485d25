"""What the reader has chosen, one thing per word of the address: an event, a claim, a country."""

import streamlit as st


def arrive(path: str) -> None:
    """Note at the start of a run which page it draws: `path` is that of the page."""
    state = st.session_state
    state["arrived"], state["path"], state["read"] = state.get("path") != path, path, set()


def selected(word: str) -> str | None:
    """Return what is chosen under a word: the reader's choice or what the address asks for, when the reader arrives
    with one or goes back to one."""
    state = st.session_state
    if word not in state["read"]:
        state["read"].add(word)
        asked = st.query_params.get(word)
        is_news = asked is not None if state["arrived"] else asked != state.get(f"said-{word}")
        if word not in state or is_news:
            state[word] = asked
    return state[word]


def pick(word: str, chosen: str | None) -> None:
    """Choose something under a word; None chooses nothing."""
    st.session_state[word] = chosen


def share(word: str) -> None:
    """Write what is chosen under a word into the address."""
    chosen = selected(word)
    st.session_state[f"said-{word}"] = chosen
    if chosen and st.query_params.get(word) != chosen:
        st.query_params[word] = chosen
    elif not chosen and word in st.query_params:
        del st.query_params[word]


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
