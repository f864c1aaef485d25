"""Crises: what each outside power did when India was in a crisis or at war."""

import streamlit as st

from components.crisis_cell import crises_view, show_cell, show_matrix, show_stance_list, show_stance_table
from components.results import offer_csv, show_downloads
from components.selection import share
from components.view import beside, choose, show_heading
from data.crises import crises_headline, stance_table
from data.query import file_stem

share("cell")
view, stances, crises = crises_view()
show_heading(view, crises_headline(stances, view.partners))
st.caption(
    f"Acts of outside powers in India's crises and wars ({len(crises)} here). Period, partners and search narrow them; "
    "category, tone and weight do not."
)
chart, card = beside(view)
with card:
    show_cell(view, stances, crises)
with chart:
    table = stance_table(stances, crises, view.partners)
    form = choose("Show as", ["Chart", "Table"], "view")
    if form == "Table":
        show_stance_table(table)
    elif view.size == "phone":
        show_stance_list(table)
    else:
        show_matrix(view, stances, crises)
    offer_csv("Download the stances (CSV)", table, file_stem(f"stances {view.description}"))
    show_downloads(view.events, view.description)
