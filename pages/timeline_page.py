"""Timeline: all of it at once, then narrower, then one event."""

from functools import partial

import streamlit as st

from components.event_card import show_event_list
from components.filters import default_years
from components.partner_link import partner_links
from components.results import chart_config, show_downloads, show_table
from components.timeline import PLOT_WIDTH, overview_figure, timeline_figure
from components.view import View, choose, current_view, show_beside, show_heading, take_selection
from data.query import Filters, headline, lanes_of, names_of

LANES = {"Category": "category", "Partner": "partner", "Story": "story", "None": None}


def lanes_by(view: View, column: str | None) -> list[tuple[str, str]]:
    """Return the lanes of the selection, whatever its period: (code, label) by `column`."""
    stories = names_of(view.record.stories, "code", "title")
    names = {"category": view.categories, "partner": view.partners, "story": stories}
    return lanes_of(view.widened(years=None), column, names.get(column or "", {}))


@st.cache_resource(max_entries=64, show_spinner=False)
def lanes_figure(_view: View, filters: Filters, event_id: str | None, size: str, column: str | None):  # noqa: ANN201
    """Return the selection in lanes, which stay the same while the period changes.

    Figures are kept: most visitors see the same few. What follows `_view`, the view, tells one figure from another.
    """
    data, width = _view.record, PLOT_WIDTH[size]
    lanes = lanes_by(_view, column)
    return timeline_figure(_view.events, lanes, column, filters.years, data.eras, data.categories, event_id, width)


def show_lanes(view: View, column: str | None) -> None:
    """Draw the selection in lanes by `column`."""
    figure = lanes_figure(view, view.filters, view.event_id, view.size, column)
    alt = "Timeline of events between India and its partners; the table holds the same rows"
    config = chart_config(view.description)
    take = partial(take_selection, "timeline")
    st.plotly_chart(figure, key="timeline", on_select=take, selection_mode="points", config=config, alt=alt)


def show_overview(view: View) -> None:
    """Draw the years of the selection, whatever its period, to choose a period from."""
    figure = overview_figure(view.widened(years=None), view.filters.years, default_years(), view.size == "phone")
    alt = "Events per year by tone; a brush over them sets the period"
    take = partial(take_selection, "overview")
    st.plotly_chart(figure, key="overview", on_select=take, config=chart_config(view.description), alt=alt)


def show_timeline(view: View) -> None:
    """Draw the controls and the chart, its table or, on a phone, its list."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        column = LANES[choose("Lanes", LANES, "lanes")]
        form = choose("Show as", ["Chart", "Table"], "view")
    if form == "Table":
        show_table(view.events)
    elif view.size == "phone":
        show_overview(view)
        show_event_list(view.events)
    else:
        show_lanes(view, column)
        show_overview(view)
        if column == "partner":
            partner_links([code for code, _ in lanes_by(view, column)], view.partners, "lanes")
    show_downloads(view.events, view.description)


view = current_view()
show_heading(view, headline(view.events, view.partners))
show_beside(view, show_timeline)
