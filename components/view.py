"""What every page starts from and repeats: the current selection as one value, its heading, its controls, its card."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.event_card import show_event_card, show_turning_points
from components.filters import current_filters, default_years, set_years, show_chips
from components.record import record
from components.results import show_empty
from components.selection import is_leaving, pick, selected, share
from components.text import escape_markdown
from data.load import Dataset
from data.query import Filters, caption, describe, names_of, select


@dataclass(frozen=True)
class View:
    """What the reader looks at: the record, the filters, the events that pass, the event chosen, the window's size."""

    record: Dataset
    filters: Filters
    events: pd.DataFrame
    event_id: str | None
    size: str  # "phone", "tablet" or "desktop"
    partners: dict[str, str]  # names by ISO3
    categories: dict[str, str]  # labels by code
    description: str

    def widened(self, **changes: Any) -> pd.DataFrame:
        """Return the events that pass once some filters are changed; `years` may be None for the whole period."""
        if changes.get("years", ()) is None:
            changes["years"] = default_years()
        return select(self.record.events, replace(self.filters, **changes))

    def narrowed(self, codes: Sequence[str]) -> "View":
        """Return the view with the events of some partners, whichever the filters name."""
        shown = replace(self.filters, partners=tuple(codes))
        description = describe(shown, self.partners, self.categories)
        return replace(self, events=select(self.record.events, shown), description=description)


def current_view() -> View:
    """Return the view that widgets and address ask for."""
    data, filters = record(), current_filters()
    partners = names_of(data.partners, "iso3", "name")
    categories = names_of(data.categories, "code", "label")
    return View(
        record=data,
        filters=filters,
        events=select(data.events, filters),
        event_id=selected("event"),
        size=st.session_state["size"],
        partners=partners,
        categories=categories,
        description=describe(filters, partners, categories),
    )


def show_heading(view: View, finding: str, stops: bool = True) -> None:
    """Draw the finding as title and say below it what is shown; if nothing is, say so and, if it `stops`, end there."""
    st.markdown(f"# {escape_markdown(finding)}", anchors=False)
    show_chips(view.record, view.filters, caption(len(view.events), len(view.record.events), view.description))
    if view.events.empty:
        show_empty(view.description)
        if stops:
            st.stop()


def choose(label: str, options: Iterable[str], key: str) -> str:
    """Draw a switch between a few options, the first one by default, and return the choice. `key` is its URL word."""
    options = list(options)
    return st.segmented_control(
        label, options, default=options[0], required=True, key=key, bind="query-params", label_visibility="collapsed"
    )


def take_selection(key: str) -> None:
    """Obey a click on the timeline with this key: a mark selects its event; a brush, or a mark that stands for several,
    sets the period, or opens the table where the period cannot be narrower."""
    selection = st.session_state[key]["selection"]
    if selection["box"]:
        first, last = selection["box"][0]["x"]
        set_years(int(first[:4]), int(last[:4]))
    elif selection["points"]:
        chosen = selection["points"][0].get("customdata", "")  # a point of a line stands for no event
        if ".." in chosen:
            years = tuple(map(int, chosen.split("..")))
            if key != "overview" and years == current_filters().years:
                st.session_state["view"] = "Table"
            set_years(*years)
        elif chosen:
            pick("event", chosen)


def beside(view: View) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the places for the chart and the card: side by side; on a phone, where the card is a dialog, stacked."""
    if view.size == "phone":
        card, chart = st.container(), st.container()
        return chart, card
    chart, card = st.columns([3, 1], gap="medium")
    return chart, card


def show_beside(view: View, show_chart: Callable[[View], None]) -> None:
    """Draw the chart and the card, first the one that the reader waits for: the card if another event was chosen since
    the last run, else the chart. For a chart that takes long to draw; elsewhere the card comes first."""
    chart, card = beside(view)
    parts = [(chart, show_chart), (card, show_card)]
    if st.session_state.get("event-shown") != view.event_id:
        parts.reverse()
    st.session_state["event-shown"] = view.event_id
    for place, show in parts:
        with place:
            show(view)


def show_card(view: View) -> None:
    """Draw the chosen event or, while none is and there is room, the turning points to choose from."""
    if view.event_id and view.size == "phone":
        st.dialog("Event", on_dismiss=lambda: pick("event", None))(_show_chosen)(view)
    elif view.event_id:
        show_event_card(view.record, view.events, view.event_id)
    elif view.size != "phone" and not view.events.empty:
        show_turning_points(view.events)


def _show_chosen(view: View) -> None:
    """Draw the event chosen now: the buttons of the card run this part of the page alone."""
    share("event")
    event_id = selected("event")
    if not event_id or is_leaving():
        st.rerun()
    show_event_card(view.record, view.events, event_id)
