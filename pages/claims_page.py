"""Claims: what is said about India's friends and foes, and what pages and events say to it."""

import streamlit as st

from components.claim_card import choose_verdicts, show_claim, show_claim_list, show_verdicts
from components.results import offer_csv
from components.selection import selected, share
from components.text import escape_markdown
from components.view import current_view, show_card
from data.claims import claims_headline, most_evidenced, select_claims

view = current_view()
filters, every = view.filters, view.record.claims
within = select_claims(every, partners=filters.partners, text=filters.text)
share("claim")
claim_id = selected("claim")
st.markdown(f"# {escape_markdown(claims_headline(within))}", anchors=False)
st.caption(
    f"{len(within)} of {len(every)} claims. The record puts the essay that Mitra began with on trial, and what "
    "newspapers, textbooks and speeches say. Partners and search above narrow them; period, category, tone and weight "
    "do not."
)
show_verdicts(within, view.record.verdicts)
verdicts = choose_verdicts(within, view.record.verdicts)
claims = select_claims(within, verdicts=verdicts)
if claims.empty:
    st.info("No claim passes. Take a verdict or a filter away.", icon=":material/search_off:")
if view.size == "phone":
    if claim_id:
        show_claim(view, claims, claim_id)
        show_card(view)
    else:
        show_claim_list(claims, view.record.verdicts, is_phone=True)
else:
    chosen, listed = st.columns([2, 1], gap="large")
    with listed:
        show_claim_list(claims, view.record.verdicts, is_phone=False)
    with chosen:
        if claim_id or not claims.empty:
            show_claim(view, claims, claim_id or most_evidenced(claims))
offer_csv("Download these claims (CSV)", claims, "mitra-claims")
