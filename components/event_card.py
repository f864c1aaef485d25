"""One event in full, and lists of events to choose from."""

import pandas as pd
import streamlit as st

from components.partner_link import partner_link
from components.selection import pick, selected
from components.text import escape_markdown, link
from data.load import Dataset
from data.query import SALIENCE, neighbours, show_date, show_tone, turning_points

TIERS = {"primary": "primary source", "press": "press", "scholarly": "scholarship", "reference": "reference work"}
PAGE, LISTED = 30, 7  # events listed at a time, and of the weightiest ones


def show_event_card(record: Dataset, events: pd.DataFrame, event_id: str) -> None:
    """Draw the card of an event; previous and next follow the order of `events`, the current selection."""
    found = record.events[record.events["id"] == event_id]
    if found.empty:
        st.info(
            "No event has this address. It may have been renamed: search for a word of its title.",
            icon=":material/link_off:",
        )
        st.button("Close", key="close", on_click=pick, args=("event", None))
        return
    event = next(found.itertuples())
    category = record.categories.set_index("code").loc[event.category]
    _buttons(events, event_id)
    st.markdown(f"### {escape_markdown(event.title)}", anchors=False)
    if st.session_state["path"] != "partner" or event.partner != selected("country"):
        partner_link(event.partner, event.partner_name, "card")
    st.caption(
        f"**{show_date(event.date, event.end_date)}** · "
        f":material/{category['symbol']}: {escape_markdown(category['label'])}"
        + (f" · {escape_markdown(event.place)}" if event.place else "")
    )
    st.markdown(escape_markdown(event.summary))
    if event.significance:
        st.markdown(f"**Why it matters.** {escape_markdown(event.significance)}")
    if event.contested:
        st.markdown(f":material/balance: **Contested.** {escape_markdown(event.contested)}")
    st.caption(
        f"{event.tone.capitalize()}: Goldstein {show_tone(event.goldstein)}, "
        f"CAMEO {event.cameo} “{escape_markdown(event.action)}”. "
        f"Weight {event.salience} of 3, {SALIENCE[event.salience]}."
    )
    show_sources(record, event.sources.split())
    if event_id not in set(events["id"]):
        st.caption("This event is not among those shown here.")


def _buttons(events: pd.DataFrame, event_id: str) -> None:
    before, after = neighbours(events, event_id)
    with st.container(horizontal=True, gap="small", key="card-buttons"):
        st.button(
            "Previous",
            key="previous",
            icon=":material/arrow_back:",
            disabled=not before,
            on_click=pick,
            args=("event", before),
        )
        st.button(
            "Next",
            key="next",
            icon=":material/arrow_forward:",
            icon_position="right",
            disabled=not after,
            on_click=pick,
            args=("event", after),
        )
        st.button("Close", key="close", icon=":material/close:", type="tertiary", on_click=pick, args=("event", None))


def show_sources(record: Dataset, urls: list[str]) -> None:
    """List cited pages as named links, with publisher, date and kind."""
    pages = record.sources.set_index("url")
    lines = [
        f"{link(pages.loc[url, 'title'], url)}  \n{escape_markdown(pages.loc[url, 'publisher'])}"
        + (f", {show_date(pages.loc[url, 'published'])}" if pages.loc[url, "published"] else "")
        + f" ({TIERS[pages.loc[url, 'tier']]})"
        for url in urls
    ]
    st.markdown("**Sources**\n\n" + "\n\n".join(lines))


def show_turning_points(events: pd.DataFrame) -> None:
    """List the weightiest events of a selection; choosing one opens its card."""
    st.markdown("**Weightiest events here**")
    st.caption("Choose one, or any mark of the chart.")
    show_event_buttons(turning_points(events, LISTED), "turning")


def show_event_buttons(events: pd.DataFrame, where: str) -> None:
    """List events as buttons that open their card; `where` tells one list of a page from another."""
    for event in events.itertuples():
        _event_button(event, where)


def show_event_list(events: pd.DataFrame) -> None:
    """List events as cards by year, the phone's form of the timeline; more are added on demand."""
    listed, pages = st.session_state.get("list", (None, 1))
    ids = tuple(events["id"])
    if listed != ids:  # another selection starts at its beginning
        pages = 1
    shown = events.head(PAGE * pages)
    for year, group in shown.groupby("year", sort=False):
        st.markdown(f"#### {year}", anchors=False)
        show_event_buttons(group, "list")
    if len(events) > len(shown):
        st.button(
            f"Show {min(PAGE, len(events) - len(shown))} more of {len(events)}",
            key="more",
            width="stretch",
            on_click=_list_more,
            args=(ids, pages + 1),
        )


def _list_more(ids: tuple[str, ...], pages: int) -> None:
    st.session_state["list"] = ids, pages


def _event_button(event, where: str) -> None:  # noqa: ANN001
    """Draw an event as a button that opens its card. `where` tells it from others of the same view."""
    st.button(
        f":gray[{show_date(event.date, event.end_date)}]  \n{escape_markdown(event.title)}",
        key=f"{where}-{event.id}",
        type="tertiary",
        wrap=True,
        on_click=pick,
        args=("event", event.id),
    )
