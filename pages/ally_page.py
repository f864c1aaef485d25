"""Ally: the question itself, answered by the evidence that the reader weighs, with how firm the answer is."""

import streamlit as st

from components.ally_controls import chosen_half_life, chosen_weights, show_presets, show_weights
from components.ally_results import show_ranking, show_unranked
from components.filters import show_chips
from components.selection import is_leaving
from components.text import escape_markdown
from components.view import View, current_view
from data.answer import Answer, answer
from data.lenses import Question
from data.query import names_of, year_span
from data.stability import stability_sentence

SEED = 1947
EVIDENCE = "Partners with evidence enough: {}, {}"
EXPLAINED = (
    "Eight lenses, each a score from 0 to 100, and your weights; 10,000 random weightings say how firm the order is. "
    "The period applies, category, tone, weight and search do not; chosen partners with a rank are always shown. India "
    "has had no defence pact with any state since 1947."
)


@st.cache_resource(max_entries=32, show_spinner="Weighing the evidence ten thousand times …")
def found_for(_view: View, question: Question) -> Answer:
    """Return what does not depend on the reader's weights, kept for whoever asks the same."""
    return answer(_view.record, question, SEED)


@st.fragment
def show_index(view: View, found: Answer) -> None:
    """Draw the weights and the ranking; while weights change, only this part runs again."""
    if is_leaving():
        st.rerun(scope="app")
    show_presets(view.record)
    chart, sliders = st.container(), st.container()
    if view.size != "phone":
        chart, sliders = sliders, chart
    with chart:  # first: it is what the reader waits for
        show_ranking(view, found, chosen_weights())
    with sliders:
        show_weights(view.record, view.size)


view = current_view()
heading = st.container()
found = found_for(view, Question(view.filters.years, chosen_half_life()))
with heading:
    finding = stability_sentence(found.stability, view.partners, names_of(view.record.lenses, "code", "label"))
    st.markdown(f"# {escape_markdown(finding)}", anchors=False)
    show_chips(view.record, view.filters, EVIDENCE.format(len(found.stability.chances), year_span(*view.filters.years)))
    st.caption(EXPLAINED)
show_index(view, found)
show_unranked(found.known, view.record.lenses, view.partners)
