"""Timeline: all of it at once, then narrower, then one event."""

from dataclasses import replace

import streamlit as st

from components.event_card import select_event, selected_event, show_event_card, show_event_list, show_turning_points
from components.filters import current_filters, default_years, set_years, show_chips
from components.record import record
from components.results import chart_config, show_downloads, show_empty, show_table
from components.timeline import timeline_figure
from data.query import caption, describe, headline, lanes_of, names_of, select

PLOT_WIDTH = {"desktop": 840, "tablet": 560, "phone": 300}
LANES = {"Category": "category", "Partner": "partner", "Story": "story", "None": None}


def take_selection() -> None:
    """A click on a mark selects its event; a brush, or a click on what stands for several, sets the period."""
    selection = st.session_state["timeline-chart"]["selection"]
    if selection["box"]:
        first, last = selection["box"][0]["x"]
        set_years(int(first[:4]), int(last[:4]))
    elif selection["points"]:
        chosen = selection["points"][0]["customdata"]
        chosen = chosen[0] if isinstance(chosen, list) else chosen
        set_years(*map(int, chosen.split(".."))) if ".." in chosen else select_event(chosen)


data, filters, event_id = record(), current_filters(), selected_event()
partners, categories = names_of(data.partners, "iso3", "name"), names_of(data.categories, "code", "label")
events = select(data.events, filters)
backdrop = select(data.events, replace(filters, years=default_years()))
description = describe(filters, partners, categories)
size = st.session_state["size"]
lane_names = {"category": categories, "partner": partners, "story": names_of(data.stories, "code", "title"), None: {}}

st.markdown(f"## {headline(events, partners)}", anchors=False)
show_chips(data, filters, caption(len(events), len(data.events), description))
if events.empty:
    show_empty(description)
    st.stop()
chart, card = st.columns([3, 1], gap="medium")
with chart:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        lanes = st.segmented_control("Lanes", LANES, default="Category", required=True, key="lanes", bind="query-params", label_visibility="collapsed")
        view = st.segmented_control("Show as", ["Chart", "Table"], default="Chart", required=True, key="view", bind="query-params", label_visibility="collapsed")
    if view == "Table":
        show_table(events)
    elif size == "phone":
        show_event_list(events)
    else:
        figure = timeline_figure(
            events, backdrop, lanes_of(backdrop, LANES[lanes], lane_names[LANES[lanes]]), LANES[lanes], filters.years, default_years(), data.eras,
            names_of(data.categories, "code", "colour"), event_id, PLOT_WIDTH[size],
        )  # fmt: skip
        st.plotly_chart(figure, key="timeline-chart", on_select=take_selection, selection_mode=("points", "box"), config=chart_config(description), alt="Timeline of events between India and its partners; the table holds the same rows")
    show_downloads(events, description)
with card:
    show_event_card(data, events, event_id) if event_id else show_turning_points(events)
