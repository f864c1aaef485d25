"""Map: whom the record ties India to, how, and how that changed."""

from dataclasses import replace

import streamlit as st

from components.event_card import selected_event, show_event_card, show_turning_points
from components.filters import current_filters, show_chips
from components.map_controls import chosen_year, show_legend, show_measure_table, take_country
from components.partner_map import BORDERS, HEIGHT, MEASURES, partner_map
from components.record import record
from components.results import show_downloads, show_empty
from data.query import caption, describe, map_headline, names_of, select, summarise_partners

ZOOM = {"desktop": 1.0, "tablet": 0.5, "phone": -0.3}
data, filters, event_id = record(), current_filters(), selected_event()
partners, categories = names_of(data.partners, "iso3", "name"), names_of(data.categories, "code", "label")


@st.fragment(run_every=st.session_state.get("playing") and 1.0)
def show_map() -> None:
    """Draw the controls and the map; while the years play, only this part runs again."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        measure = st.segmented_control("Colour", MEASURES, default="Tone", required=True, key="measure", bind="query-params", label_visibility="collapsed")
        border = st.segmented_control("Borders", BORDERS, default=next(iter(BORDERS)), required=True, key="borders", bind="query-params", label_visibility="collapsed")
        view = st.segmented_control("Show as", ["Chart", "Table"], default="Chart", required=True, key="view", bind="query-params", label_visibility="collapsed")
    until = chosen_year(filters.years)
    everyone = select(data.events, replace(filters, partners=(), years=(filters.years[0], until)))
    summary = summarise_partners(everyone)
    if view == "Table":
        show_measure_table(summary, partners)
        return
    theme = st.context.theme.type or "light"
    linked = filters.partners or tuple(summary["partner"])
    deck = partner_map(summary, data.partners, MEASURES[measure], BORDERS[border], theme, linked, ZOOM[st.session_state["size"]])
    st.pydeck_chart(deck, height=HEIGHT, key="map", on_select=take_country, alt="World map of India's partners; the table holds the same figures")
    show_legend(MEASURES[measure], theme)


events = select(data.events, filters)
description = describe(filters, partners, categories)
st.markdown(f"## {map_headline(events, partners)}", anchors=False)
show_chips(data, filters, caption(len(events), len(data.events), description))
if events.empty:
    show_empty(description)
    st.stop()
chart, card = st.columns([3, 1], gap="medium")
with chart:
    show_map()
    show_downloads(events, description)
with card:
    show_event_card(data, events, event_id) if event_id else show_turning_points(events)
