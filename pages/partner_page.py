"""Partner: one country on one screen, and what the record does not know of it."""

import streamlit as st

from components import partner_sheet as sheet
from components.filters import default_years
from components.partner_controls import partner_view, show_facts, show_partner_heading
from components.view import beside, choose, show_card
from data import partner as facts
from data.claims import select_claims
from data.query import last_year

view, partner = partner_view()
code, events, years, record = partner["iso3"], view.events, view.filters.years, view.record
whole = record.events[record.events["partner"] == code]

show_partner_heading(view, code, facts.partner_headline(events, partner["name"], not whole.empty))
show_facts(view, facts.partner_facts(partner, events), partner["note"])

chart, card = beside(view)
with card, st.container(key="stays-in-sight"):
    show_card(view)
with chart:
    form = choose("Show as", ["Chart", "Table"], "view")
    sheet.show_events(view, code, form)

    st.markdown("### Tone through time", anchors=False)
    sheet.show_tone(view, code, form)

    st.markdown("### Figures, with the events that mattered", anchors=False)
    figures = facts.partner_figures(record.indicators, record.catalogue, code, years)
    sheet.show_figures(view, code, figures, form)

    st.markdown("### Treaties and agreements", anchors=False)
    obligations = facts.treaty_words(record.indicators, record.catalogue, code, years)
    sheet.show_treaties(obligations, facts.agreements(events))

    st.markdown("### In India's crises", anchors=False)
    st.caption(
        "What this country did towards India in its crises and wars, by the tone of its acts. Period and search apply."
    )
    sheet.show_crises(view, code)

    st.markdown("### Claims about it", anchors=False)
    sheet.show_claims(select_claims(record.claims, partners=[code]), record.verdicts)

    st.markdown("### What the record does not cover", anchors=False)
    every = facts.partner_figures(record.indicators, record.catalogue, code, default_years())
    *_, absent = facts.sort_charts(every, record.catalogue)
    sheet.show_gaps(facts.record_gaps(whole, partner, record.categories, absent, last_year()))
