"""The parts of the Method page: each draws what one table, or one section of the documents, says."""

from collections.abc import Iterable

import streamlit as st

from components.partner_map import NOTICE
from components.results import offer_csv
from components.text import escape_markdown
from data.crises import RULE
from data.load import Dataset
from data.method import PROJECT_README, RECORD_README, preset_weights, quad_classes, section, used_codes
from data.query import coverage, names_of, year_span

LENS = {
    "definition": "What it measures",
    "formula": "Score",
    "direction": "Direction",
    "years": "Years",
    "caveat": "Caveat",
    "sources": "Rests on",
}
INDICATOR = {
    "definition": "What it measures",
    "unit": "Unit",
    "higher_means": "A higher value says",
    "source": "Source",
    "citation": "Cite as",
    "licence": "Licence",
    "caveat": "Caveat",
}
CODES = {
    "code": "CAMEO",
    "name": "Act",
    "goldstein": "Goldstein",
    "tone": "Tone",
    "quad_class": "Quad class",
    "events": "Events",
}
ABSENT = {"zero": "zero: the source lists every case", "unknown": "unknown: the source says nothing"}


def show_contents(sections: dict[str, str]) -> None:
    """List the sections of the page (anchor → title) as links to them."""
    st.markdown(" · ".join(f"[{escape_markdown(title)}](#{anchor})" for anchor, title in sections.items()))


def show_reading(record: Dataset) -> None:
    """Say how to read the record, how far to trust it, and how doubtful cases were coded."""
    st.markdown(section(RECORD_README, "How to read it"))
    with st.expander("How far to trust it"):
        st.markdown(section(RECORD_README, "How far to trust it"))
    with st.expander("Coding rules for doubtful cases"):
        st.markdown(section(RECORD_README, "Coding rules for doubtful cases"))


def show_tone(record: Dataset) -> None:
    """Explain tone by the codes that it comes from."""
    kinds = "; ".join(f"{number} {name}" for number, name in quad_classes().items())
    st.markdown(
        "Tone is not our opinion. Each event carries a code of the Conflict and Mediation Event Observations scheme "
        "(CAMEO), and Goldstein (1992) gave each kind of act a value from −10, most hostile, to +10, friendliest. "
        "At least +1 counts as cooperative, at most −1 as conflictual, what lies between as neutral. The scheme also "
        f"sorts acts into four quad classes: {kinds}. Tone is not importance: that is weight, 1 routine, 2 notable, "
        "3 changed the relation. A mean is shown with its n, and never a sum."
    )
    codes = used_codes(record)
    with st.expander(f"The {len(codes)} codes in use and their values"):
        st.dataframe(codes.rename(columns=CODES), hide_index=True, alt="CAMEO codes in use with their Goldstein values")


def show_categories(record: Dataset) -> None:
    """List what belongs to each category."""
    _define(
        (f":material/{row.symbol}: {escape_markdown(row.label)}", row.description)
        for row in record.categories.itertuples()
    )


def show_verdicts(record: Dataset) -> None:
    """List what each verdict on a claim means."""
    _define(
        (f"{escape_markdown(row.symbol)} {escape_markdown(row.label)}", row.description)
        for row in record.verdicts.itertuples()
    )


def show_crises(record: Dataset) -> None:
    """Say how a stance in a crisis is found."""
    st.markdown(RULE)


def show_lenses(record: Dataset) -> None:
    """Explain each lens of the ally index, and its presets of weights."""
    for lens in record.lenses.itertuples():
        with st.expander(f"{escape_markdown(lens.label)}: {escape_markdown(lens.question)}"):
            _define((title, getattr(lens, column)) for column, title in LENS.items())
    st.markdown("**Presets of weights**")
    _define((escape_markdown(row.label), row.description) for row in record.presets.itertuples())
    weights = 100 * preset_weights(record)
    percent = st.column_config.NumberColumn(format="%.1f%%")
    st.dataframe(
        weights.rename_axis("Lens"),
        column_config=dict.fromkeys(weights.columns, percent),
        alt="Share of the weight that each preset gives each lens",
    )
    with st.expander("How scores become a ranking, and how firm it is"):
        st.markdown(section(RECORD_README, "The ally index"))


def show_indicators(record: Dataset) -> None:
    """Explain each yearly indicator of the catalogue."""
    for row in record.catalogue.itertuples():
        with st.expander(f"{escape_markdown(row.label)}, {year_span(row.first_year, row.last_year)}"):
            _define((title, getattr(row, column)) for column, title in INDICATOR.items())
            _define([("No figure means", ABSENT[row.absent_means])])
    with st.expander("How the figures were prepared"):
        st.markdown(section(RECORD_README, "Indicators"))


def show_boundaries(record: Dataset) -> None:
    """Say whose borders the map draws."""
    st.markdown(f"{NOTICE} They derive from Natural Earth, which is in the public domain.")


def show_coverage(record: Dataset) -> None:
    """Show how many rows there are per partner and decade, and what is known to be missing."""
    table = coverage(record.events, names_of(record.partners, "iso3", "name"))
    silent = int((table["total"] == 0).sum())
    st.markdown(
        f"Rows per partner and decade of beginning. {silent} of {len(table)} partners have none yet: the record is "
        "silent about them, which is no proof that nothing happened."
    )
    titled = table.rename(columns={"partner": "Partner", "total": "Total"})
    st.dataframe(titled, hide_index=True, height=420, alt="Rows of the record per partner and decade")
    offer_csv("Download the coverage (CSV)", table, "mitra-coverage")
    st.markdown("**Known gaps**")
    st.markdown(section(RECORD_README, "Known gaps"))


def show_licences(record: Dataset) -> None:
    """Say on what terms code, record, indicators and borders may be used."""
    st.markdown(section(PROJECT_README, "Licences"))
    terms = record.catalogue[["label", "licence"]].rename(columns={"label": "Indicator", "licence": "Terms"})
    with st.expander("Terms of each indicator"):
        st.table(terms.map(escape_markdown))


def _define(pairs: Iterable[tuple[str, str]]) -> None:
    """Draw (term as Markdown, meaning as text) pairs as a list."""
    st.markdown("\n".join(f"* **{term}.** {escape_markdown(meaning)}" for term, meaning in pairs))
