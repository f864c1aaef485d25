"""Claims: what is said about India's friends and foes, and what pages and events say to it."""

import streamlit as st

from components.claim_card import (
    choose_verdicts,
    claim_view,
    show_claim,
    show_claim_list,
    show_verdicts,
)
from components.filters import show_chips
from components.results import offer_csv
from components.selection import selected, share
from components.text import escape_markdown
from components.view import current_view, show_card
from data.claims import claims_headline, most_evidenced, select_claims

view = current_view()
record, is_phone = view.record, view.size == "phone"
within = select_claims(record.claims, partners=view.filters.partners, text=view.filters.text)
heading = st.container()
show_verdicts(within, record.verdicts)
claims = select_claims(within, verdicts=choose_verdicts(within, record.verdicts))
share("claim")
claim_id = selected("claim")
with heading:
    st.markdown(f"# {escape_markdown(claims_headline(claims, record.verdicts))}", anchors=False)
    show_chips(record, view.filters, f"{len(claims)} of {len(record.claims)} claims")
    st.caption(
        "The essay that Mitra began with is on trial, and what newspapers, textbooks and speeches say. Partners, "
        "search and verdicts narrow the list; period, category, tone and weight do not."
    )
if claims.empty:
    st.info("No claim passes. Take a verdict or a filter away.", icon=":material/search_off:")
if is_phone and not claim_id:
    show_claim_list(claims, record.verdicts, None, is_phone)
elif is_phone and claim_id:
    show_claim(view, claims, claim_id)
    show_card(claim_view(view, claim_id))
elif claim_id or not claims.empty:
    opened = claim_id or most_evidenced(claims)
    shown = claim_view(view, opened)
    judged, beside = st.columns([2, 1], gap="large")
    with judged:
        show_claim(shown, claims, opened)
    with beside, st.container(key="stays-in-sight"):
        if shown.event_id:
            show_card(shown)
        else:
            show_claim_list(claims, record.verdicts, opened, is_phone)
offer_csv("Download these claims (CSV)", claims, "mitra-claims")
