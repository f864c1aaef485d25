"""What the weights make of the evidence: the ranking as chart or table, who has no rank, what would change it."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.ally_chart import FORMS, ally_figure
from components.partner_link import open_partner, show_countries
from components.results import chart_config, offer_csv
from components.style import INK
from components.text import escape_markdown
from components.view import View, choose
from data.ally import REQUIRED_EVENTS, REQUIRED_LENSES, enough, essay_sentence
from data.answer import Answer, index_table, leading_sentence, shown_rows, what_would_change
from data.query import listing, names_of

CHANCES = {"first": "First", "top3": "Top 3", "last": "Last", "best": "Best rank", "worst": "Worst rank"}
KEY = (
    "Sub-scores and total 0 to 100; – is no data, never zero. ● rank with these weights, grey bar: ranks that hold 90% "
    "of random weightings, ◇ rank in the essay that Mitra began with. Click a total for the country's page."
)


def show_ranking(view: View, found: Answer, weights: dict[str, int]) -> None:
    """Draw what the weights make of the evidence, and what would change it; the chart first, for it is waited for."""
    lenses = names_of(view.record.lenses, "code", "label")
    table = index_table(found, weights, view.record.essay)
    leads = leading_sentence(table, view.partners)
    if not leads:
        st.info(
            "No partner has evidence enough in this period, or all that it has weighs nothing. Widen the period.",
            icon=":material/search_off:",
        )
        return
    words = st.container()
    if choose("Show as", ["Chart", "Table"], "view") == "Table":
        show_index_table(table, lenses, view.partners)
    else:
        ink, ranked = INK[st.context.theme.type or "light"], int(table["rank"].notna().sum())
        rows = shown_rows(table, view.filters.partners)
        for form in FORMS[view.size]:
            show_clickable(ally_figure(rows, lenses, view.partners, ranked, ink, form), f"ally-{form}")
        st.caption(KEY)
    without = table.loc[table["rank"].isna() & table["partner"].isin(view.filters.partners), "partner"]
    if len(without):
        st.caption(
            f"Chosen, but without a rank: {listing([escape_markdown(view.partners[code]) for code in without])}."
        )
    idle = int((table["rank"].isna() & enough(table)).sum())
    if idle:
        st.caption(f"{idle} more have evidence enough, but none in a lens that weighs anything here.")
    offer_csv("Download the index (CSV)", table.round(3), "mitra-ally-index")
    change = what_would_change(found, table, weights, view.partners, lenses)
    said = essay_sentence(table, view.partners)
    sure = f"**What would change the answer.** {escape_markdown(change)}. " if change else ""
    words.markdown(f"**{escape_markdown(leads)}.** {sure}{escape_markdown(said)}.")


def show_clickable(figure: Any, key: str) -> None:
    """Draw a chart of the index; a click on a total opens the page of its country."""
    alt = "Partners by rank: score of each lens, total, range of ranks, chance of being first; the table holds the same"
    config = chart_config("ally index")
    st.plotly_chart(
        figure, key=key, on_select=partial(_take_country, key), selection_mode="points", config=config, alt=alt
    )


def _take_country(key: str) -> None:
    """Ask for the page of the country whose total was clicked."""
    points = st.session_state[key]["selection"]["points"]
    codes = [point["customdata"] for point in points if "customdata" in point]
    if codes:
        open_partner(codes[0])


def show_index_table(table: pd.DataFrame, lenses: dict[str, str], names: dict[str, str]) -> None:
    """Show the index as a table, the text form of the chart."""
    columns = {"rank": "Rank", "partner": "Partner", **lenses, "total": "Total", **CHANCES}
    scores = [*lenses.values(), "Total"]
    look = {
        **{label: st.column_config.NumberColumn(format="%.0f") for label in scores},
        **{CHANCES[word]: st.column_config.NumberColumn(format="percent") for word in ("first", "top3", "last")},
    }
    ranked = table[table["rank"].notna()]
    shown = ranked.assign(partner=ranked["partner"].map(names))[list(columns)].rename(columns=columns)
    alt = "Partners by rank, with the score of each lens; an empty cell is no data"
    show_countries(shown, ranked["partner"].tolist(), "index", alt, look)


def show_unranked(known: pd.DataFrame, lenses: pd.DataFrame, names: dict[str, str]) -> None:
    """List the partners with too little evidence (data.ally.evidence) for a rank whatever the weights, and what is
    missing."""
    labels = names_of(lenses, "code", "label")
    unranked = known[~enough(known)]
    with st.expander(f"{len(unranked)} partners are not ranked"):
        st.caption(
            f"A rank needs evidence of the partner's own in {REQUIRED_LENSES} of {len(lenses)} lenses and "
            f"{REQUIRED_EVENTS} events in the period. That a source has no case of a partner is no such evidence."
        )
        missing = unranked["missing"].map(lambda cell: ", ".join(labels[code] for code in cell.split()))
        shown = pd.DataFrame(
            {
                "Partner": unranked.index.map(names),
                "Lenses with evidence": unranked["lenses"],
                "Events": unranked["events"],
                "No data": missing,
            }
        )
        shown = shown.sort_values("Partner")
        show_countries(shown, shown.index.tolist(), "unranked", "Partners without a rank")
