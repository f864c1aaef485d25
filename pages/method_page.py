"""Method: what the record holds, how it was coded and measured, what it misses, on what terms it may be used."""

import streamlit as st

from components import method_parts as parts
from components.record import record

SECTIONS = {
    "record": ("How to read the record", parts.show_reading),
    "tone": ("Tone", parts.show_tone),
    "categories": ("Categories", parts.show_categories),
    "crises": ("Stances in a crisis", parts.show_crises),
    "verdicts": ("Verdicts on claims", parts.show_verdicts),
    "lenses": ("Lenses of the ally index", parts.show_lenses),
    "indicators": ("Yearly indicators", parts.show_indicators),
    "borders": ("Borders", parts.show_boundaries),
    "coverage": ("Coverage and gaps", parts.show_coverage),
    "licences": ("Licences", parts.show_licences),
}

TEXT = 820  # px: longer lines are hard to read

data = record()
with st.container(width=TEXT):
    partners = data.events["partner"].nunique()
    st.markdown(
        f"# {len(data.events):,} events with {partners} partners, from {len(data.sources):,} pages", anchors=False
    )
    st.caption("All that follows is read from the tables and documents that the other views use. No filter narrows it.")
    parts.show_contents({anchor: title for anchor, (title, _) in SECTIONS.items()})
    for anchor, (title, show) in SECTIONS.items():
        st.header(title, anchor=anchor)
        show(data)
