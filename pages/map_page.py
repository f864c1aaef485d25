"""Map: whom the record ties India to, how, and how that changed."""

import pandas as pd
import streamlit as st

from components.filters import current_filters
from components.map_controls import chosen_year, show_legend, show_measure_table, take_country
from components.partner_link import partner_links
from components.partner_map import BORDERS, HEIGHT, MEASURES, ZOOM, Measure, partner_map
from components.results import offer_csv, show_downloads
from components.selection import is_leaving
from components.view import beside, choose, current_view, show_card, show_heading
from data.query import file_stem, map_headline, summarise_partners

view = current_view()
is_playing = st.session_state.get("playing", False)


@st.fragment(run_every=1.0 if is_playing else None)
def show_map() -> None:
    """Draw the controls and the map; while the years play, only this part runs again."""
    if is_leaving() or current_filters() != view.filters or st.session_state.get("playing", False) != is_playing:
        st.rerun()  # a click on a country, or on Play, concerns the whole page
    with st.container(horizontal=True, gap="medium"):
        measure = MEASURES[choose("Colour", MEASURES, "measure")]
        border = BORDERS[choose("Borders", BORDERS, "borders")]
        form = choose("Show as", ["Chart", "Table"], "view")
    until = chosen_year(view.filters.years)
    everyone = view.widened(partners=(), years=(view.filters.years[0], until))
    summary = summarise_partners(everyone)
    if form == "Table":
        show_measure_table(summary, view.partners)
    else:
        show_deck(summary, measure, border)
    period = f"partners-{view.filters.years[0]}-{until}"
    offer_csv("Download the partners' figures (CSV)", summary.round({"tone_mean": 2}), file_stem(period))


def show_deck(summary: pd.DataFrame, measure: Measure, border: str) -> None:
    """Draw the map of `summary`, with what explains it."""
    theme = st.context.theme.type or "light"
    linked = view.filters.partners or tuple(summary["partner"])
    deck = partner_map(summary, view.record.partners, measure, border, theme, linked, ZOOM[view.size])
    alt = "World map of India's partners; the table holds the same figures"
    st.pydeck_chart(deck, height=HEIGHT[view.size], key="map", on_select=lambda: take_country(view.partners), alt=alt)
    show_legend(measure, theme)
    st.caption("The map shows every partner; arcs, the list beside it and the events to download follow those chosen.")


show_heading(view, map_headline(view.events, view.partners), stops=not view.filters.partners)
chart, card = beside(view)
with card:
    partner_links(view.filters.partners, view.partners, "map")
    show_card(view)
with chart:
    show_map()
    show_downloads(view.events, view.description)
