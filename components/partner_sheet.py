"""The parts of a partner's page below its heading, from its timeline to what the record does not cover."""

from dataclasses import replace
from functools import partial
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from components.compare_controls import show_chart
from components.comparison import PLOT_WIDTH as TONE_WIDTH
from components.comparison import tone_figure
from components.crisis_matrix import LOOKS
from components.event_card import show_event_buttons, show_event_list, show_turning_points
from components.indicator_chart import event_strip, indicator_figure
from components.results import chart_config, offer_csv, show_downloads, show_table
from components.selection import pick_and_go
from components.text import escape_markdown
from components.timeline import PLOT_WIDTH, timeline_figure
from components.view import View, take_selection
from data.claims import claims_headline
from data.comparison import FEW, FIRM, SPAN, rolling_tone
from data.crises import crises_in_order, select_stances
from data.partner import (
    export_figures,
    missing_words,
    partner_crises,
    salient_events,
    silent_crises,
    sort_charts,
)
from data.query import Filters, file_stem, lanes_of, names_of, year_span

LANE, AROUND, TALLEST = 50, 60, 470  # px of a lane, of what is around the lanes, of the timeline at most
TONE_HEIGHT = 240
UNFOLDED = 5  # agreements or claims that stand open, at most
ABREAST = {"desktop": 2, "tablet": 2, "phone": 1}  # small charts, and crises, side by side
CHART_WIDTH = {"desktop": 490, "tablet": 340, "phone": 350}  # px that a small chart is likely to have


def _fold(label: str, key: str, rows: pd.DataFrame) -> tuple[Any, pd.DataFrame]:
    """Return the fold of a list, open where the list is short, and the rows to draw in it: none while it is closed."""
    is_short = len(rows) <= UNFOLDED
    fold = st.expander(escape_markdown(label), expanded=is_short, key=f"{key}-{len(rows)}", on_change="rerun")
    return fold, rows if fold.open else rows.head(0)


@st.cache_resource(max_entries=64, show_spinner=False)
def lanes_figure(_view: View, code: str, filters: Filters, event_id: str | None, size: str):  # noqa: ANN201
    """Return the events of a partner in lanes by category, the same lanes in every period.

    Figures are kept: most visitors see the same few. What follows `_view`, the view, tells one figure from another.
    """
    lanes = lanes_of(_view.widened(years=None, partners=(code,)), "category", _view.categories)
    data, height = _view.record, min(TALLEST, AROUND + LANE * len(lanes))
    width = PLOT_WIDTH[size]
    return timeline_figure(
        _view.events, lanes, "category", filters.years, data.eras, data.categories, event_id, width, height
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def small_figures(  # noqa: ANN201
    _view: View, _figures: pd.DataFrame, code: str, filters: Filters, event_id: str | None, size: str
):
    """Return {title: figure} of the charts of data.partner.partner_figures that have something to draw, kept too."""
    catalogue = _view.record.catalogue
    strip = event_strip(
        salient_events(_view.events), filters.years, _view.record.categories, event_id, CHART_WIDTH[size]
    )
    drawn, *_ = sort_charts(_figures, catalogue)
    entries = {title: catalogue[catalogue["chart"] == title] for title in drawn}
    return {
        title: indicator_figure(
            title, own["unit"].iloc[0], _figures[_figures["chart"] == title], own["break_year"].unique().tolist(), strip
        )
        for title, own in entries.items()
    }


def show_events(view: View, code: str, form: str) -> None:
    """Draw the events of a partner in lanes, as a table or, on a phone, as lists; nothing if there are none."""
    if view.events.empty:
        return
    if form == "Table":
        show_table(view.events)
    elif view.size == "phone":
        show_turning_points(view.events)
        fold, listed = _fold(f"All events shown: {len(view.events)}", "every-event", view.events)
        with fold:
            show_event_list(listed)
    else:
        figure = lanes_figure(view, code, view.filters, view.event_id, view.size)
        st.plotly_chart(
            figure,
            key="lanes-of-one",
            on_select=partial(take_selection, "lanes-of-one"),
            selection_mode="points",
            config=chart_config(view.description),
            alt="Timeline of the events with this country by category; the table holds the same rows",
        )
    show_downloads(view.events, view.description)


def show_tone(view: View, code: str, form: str) -> None:
    """Draw the rolling mean tone of a partner or, where events are too few for one, say so."""
    rolling = rolling_tone(view.events, [code], view.filters.years)
    if rolling["events"].max() < FEW:
        st.caption(f"No {SPAN} years hold {FEW} of the events shown: a mean would say little.")
        return
    scale = f"Mean Goldstein value, −10 to +10, of the {SPAN} years up to each year; older events count in the first."
    st.caption(f"{scale} No line below {FEW} events, dotted below {FIRM}.")
    named = [(code, view.partners[code])]
    figure = tone_figure(rolling, named, view.filters.years, TONE_WIDTH[view.size], TONE_HEIGHT)
    show_chart(view, form, figure, rolling, "tone", "Rolling mean tone of this country through time")


def show_figures(view: View, code: str, figures: pd.DataFrame, form: str) -> None:
    """Draw data.partner.partner_figures as small charts, or as a table, and name those without a value."""
    catalogue = view.record.catalogue
    drawn, zero, absent = sort_charts(figures, catalogue)
    table = export_figures(figures[figures["chart"].isin(drawn)], catalogue, code)
    if form == "Table":
        st.dataframe(
            table[["label", "year", "value", "unit"]],
            hide_index=True,
            column_config={"year": st.column_config.NumberColumn(format="%d")},
            alt="Yearly figures of this country",
        )
    else:
        events = salient_events(view.events)
        if not events.empty:
            st.caption(
                f"Marks above each line are the weightiest events shown (n = {len(events)}). Choose one to read it."
            )
        charts = small_figures(view, figures, code, view.filters, view.event_id, view.size)
        abreast = ABREAST[view.size]
        for first in range(0, len(drawn), abreast):
            row = drawn[first : first + abreast]
            for place, title in zip(st.columns(abreast, gap="medium"), row, strict=False):
                with place:
                    _show_figure(view, figures[figures["chart"] == title], charts[title])
    st.markdown(escape_markdown(missing_words(zero, absent)))
    if drawn:
        offer_csv("Download these figures (CSV)", table, file_stem(f"figures {view.description}"))


def _show_figure(view: View, figures: pd.DataFrame, chart: Any) -> None:
    title, first, last = figures["chart"].iloc[0], figures["year"].min(), figures["year"].max()
    entries = view.record.catalogue[view.record.catalogue["code"].isin(figures["indicator"])]
    entry, key = entries.iloc[0], f"figure-{entries['code'].iloc[0]}"
    st.plotly_chart(
        chart,
        key=key,
        on_select=partial(take_selection, key),
        selection_mode="points",
        config=chart_config(f"{title} {view.description}"),
        alt=f"{title} through time, with the weightiest events; the table holds the same figures",
    )
    about = [entry["definition"], entry["caveat"], f"Source: {entry['source']}.", f"Terms: {entry['licence']}."]
    st.caption(
        f"{escape_markdown(entry['credit'])}, {year_span(first, last)}", help="\n\n".join(map(escape_markdown, about))
    )


def show_treaties(words: list[tuple[str, str]], signed: pd.DataFrame) -> None:
    """List obligations by treaty in words, each with its caveat, and then the agreements among the events."""
    for sentence, caveat in words:
        st.markdown(escape_markdown(sentence), help=escape_markdown(caveat))
    if signed.empty:
        st.caption("No signed agreement is among the events shown.")
        return
    fold, listed = _fold(f"Agreements signed, among the events shown: {len(signed)}", "agreements", signed)
    with fold:
        show_event_buttons(listed, "agreement")


def show_crises(view: View, code: str) -> None:
    """List what the partner did in each of India's crises of the period, with its acts; then, of all crises, where it
    was the other side and where nothing of it is recorded."""
    record, asked = view.record, replace(view.filters, partners=(code,))
    stances = select_stances(record.events, record.stories, asked)
    crises = crises_in_order(record.events, record.stories)
    acted = partner_crises(stances, crises)
    by_id = record.events.set_index("id", drop=False)
    each = ceil(len(acted) / ABREAST[view.size])
    for place, first in zip(
        st.columns(ABREAST[view.size], gap="medium"), range(0, len(acted), each or 1), strict=False
    ):
        with place:
            for crisis in acted.iloc[first : first + each].itertuples():
                st.markdown(
                    f"**{escape_markdown(crisis.label)}** · {LOOKS[crisis.stance].glyph} {LOOKS[crisis.stance].label}"
                )
                show_event_buttons(by_id.loc[crisis.events], "act")
    opposed, silent = silent_crises(crises, record.events, record.stories, code)
    for words, labels in (("The other side in", opposed), ("No act recorded in", silent)):
        if labels:
            st.caption(escape_markdown(f"{words}: {'; '.join(labels)}."))


def show_claims(claims: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    """List claims with their verdict, folded where they are many; choosing one opens it."""
    if claims.empty:
        st.caption("No claim in the record names this country.")
        return
    labels = names_of(verdicts, "code", "label")
    fold, listed = _fold(claims_headline(claims, verdicts), "claims", claims)
    with fold:
        for claim in listed.itertuples():
            label = f":gray[{escape_markdown(labels[claim.verdict])}]  \n{escape_markdown(claim.claim)}"
            go = partial(pick_and_go, "claim", claim.id, "pages/claims_page.py")
            st.button(label, key=f"claim-{claim.id}", type="tertiary", wrap=True, on_click=go)


def show_gaps(gaps: list[tuple[str, str]]) -> None:
    """List what the record does not hold."""
    lines = [f"**{escape_markdown(what)}.** {escape_markdown(which)}." for what, which in gaps]
    lines.append("Silence is not distance: it says what we have not found, not what did not happen.")
    st.markdown("\n\n".join(lines))
