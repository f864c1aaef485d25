"""What stands above a partner's page: the choice of the country, the view narrowed to it, its key facts."""

import pandas as pd
import streamlit as st

from components.filters import show_chips
from components.results import show_empty
from components.selection import pick, selected, share
from components.text import escape_markdown, link
from components.view import View, current_view
from data.partner import Facts, partner_order, shown_partner
from data.query import caption

CHOICE = "country-choice"  # key of the box in which a country is chosen


def partner_view() -> tuple[View, pd.Series]:
    """Return the current view with the events of one partner alone, and its row of the table of partners."""
    view = current_view()
    asked = (selected("country") or "").upper()
    if asked and asked not in view.partners:
        st.info("No country of the record has this code; the most eventful one is shown.", icon=":material/link_off:")
    st.session_state["country"] = asked if asked in view.partners else None
    share("country")
    code = shown_partner(selected("country"), view.filters.partners, view.widened(partners=()), view.record.events)
    return view.narrowed([code]), view.record.partners.set_index("iso3", drop=False).loc[code]


def show_partner_heading(view: View, code: str, finding: str) -> None:
    """Draw the finding as title beside the box in which another country is chosen, and say below it what is shown."""
    sizes = partner_order(view.record.partners, view.record.events)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="title"):
        st.markdown(f"# {escape_markdown(finding)}", anchors=False, width="content")
        st.session_state[CHOICE] = code
        st.selectbox(
            "Country",
            list(sizes),
            key=CHOICE,
            format_func=lambda iso3: f"{view.partners[iso3]} ({sizes[iso3] or 'no events'})",
            on_change=_take_choice,
            label_visibility="collapsed",
            width=260,
        )
    show_chips(view.record, view.filters, caption(len(view.events), len(view.record.events), view.description))
    if view.filters.partners not in ((), (code,)):
        st.caption("This page shows one country: the filter by partner does not apply here, the other filters do.")
    if view.events.empty and sizes[code]:
        show_empty(view.description)
    elif view.events.empty:
        st.info(
            "The record holds no event with this country yet. That is no proof that nothing happened.",
            icon=":material/search_off:",
        )


def _take_choice() -> None:
    pick("country", st.session_state[CHOICE])


def show_facts(view: View, facts: Facts, note: str) -> None:
    """Draw key facts side by side, each with the page that gives it, and the note on predecessor states."""
    publishers = view.record.sources.set_index("url")["publisher"]
    with st.container(horizontal=True, gap="medium", key="facts"):
        for what, words, url in facts:
            source = f" ({link(publishers[url], url)})" if url else ""
            st.markdown(f":gray[:small[{escape_markdown(what)}]]  \n{escape_markdown(words)}{source}", width="content")
    if note:
        st.caption(escape_markdown(note))
