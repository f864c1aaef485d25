"""One partner on one screen: what the tables know of it, and what they do not."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.comparison import FIRM
from data.crises import other_sides, outside_acts
from data.query import FIRST_YEAR, headline, listing, most_eventful, show_date, show_tone, turning_points, year_span
from data.series import segments, series_of

DRAWN_EVENTS = 12  # events drawn over a small chart, at most
UNKNOWN = "not known to us"
Facts = list[tuple[str, str, str]]


def shown_partner(asked: str | None, chosen: Sequence[str], events: pd.DataFrame, every: pd.DataFrame) -> str:
    """Return the code of the partner to show: the one `asked` for, else the most eventful of those `chosen` in the
    filters, else of all, by `events` (the selection without its partner filter) or, if that is empty, by `every`
    event."""
    if asked:
        return asked
    within = every if events.empty else events
    ranked = most_eventful(within, within["partner"].nunique())
    return next((code for code in ranked if code in chosen), chosen[0] if chosen else ranked[0])


def partner_order(partners: pd.DataFrame, events: pd.DataFrame) -> dict[str, int]:
    """Return {ISO3: number of its events}, those with events first, each part in the order of names."""
    sizes = partners["iso3"].map(events["partner"].value_counts()).fillna(0).astype(int)
    table = partners.assign(events=sizes, silent=sizes == 0).sort_values(["silent", "name"])
    return dict(zip(table["iso3"], table["events"], strict=True))


def partner_headline(events: pd.DataFrame, name: str, is_recorded: bool) -> str:
    """Return the finding about one partner in a sentence made from its `events`.

    `is_recorded` says whether the record has any of its events, shown or not.
    """
    if events.empty:
        return f"{name}: {'no event passes these filters' if is_recorded else 'no event in the record yet'}"
    if len(events) == 1:
        only = events.iloc[0]
        return f"{name}: one event, {only['tone']}, in {only['year']}"
    decades = events.groupby("decade")["goldstein"].agg(["mean", "size"])
    firm = decades[decades["size"] >= FIRM]["mean"]
    finding = headline(events, dict.fromkeys(events["partner"].unique(), name))
    if len(firm) < 2 or show_tone(firm.max()) == show_tone(firm.min()):
        return finding
    return f"{finding}, warmest in the {firm.idxmax()}s, coolest in the {firm.idxmin()}s"


def partner_facts(partner: Mapping[str, Any], events: pd.DataFrame) -> Facts:
    """Return (what, words, address of its source or "") of one row of partners.csv and of its shown `events`."""
    label, since = partner["label"], partner["label_since"]
    began = f", since {show_date(since)}" if since else f", since when is {UNKNOWN}"
    relations = partner["relations_since"]
    facts = [
        ("Partnership in force", f"{label}{began}" if label else UNKNOWN, partner["label_source"]),
        ("Relations since", show_date(relations) if relations else UNKNOWN, partner["relations_source"]),
        ("Capital", partner["capital"], ""),
    ]
    if events.empty:
        return [*facts, ("Events shown", "none", "")]
    span = f"{len(events)}, {year_span(events['year'].min(), events['last_year'].max())}"
    mean = f"{show_tone(events['goldstein'].mean())} (n = {len(events)})"
    return [*facts, ("Events shown", span, ""), ("Mean tone, −10 to +10", mean, "")]


def salient_events(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events to draw over a chart: salience 3, then 2, at most DRAWN_EVENTS, in order of date."""
    return turning_points(events[events["salience"] >= 2], DRAWN_EVENTS)


def partner_figures(
    indicators: pd.DataFrame, catalogue: pd.DataFrame, partner: str, years: tuple[int, int]
) -> pd.DataFrame:
    """Return chart, line, indicator, year, value, segment of every indicator that has a chart, within `years`.

    Charts and lines come in the order of `catalogue`; measured zeros are rows, unknown years are not.
    """
    own = indicators[indicators["partner"] == partner]
    parts = []
    for entry in catalogue[catalogue["chart"] != ""].itertuples():
        series = series_of(own, catalogue, entry.code, partner)
        series = segments(series[series["year"].between(*years)], entry.break_year, entry.step)
        parts.append(series.assign(chart=entry.chart, line=entry.line, indicator=entry.code))
    columns = ["chart", "line", "indicator", "year", "value", "segment"]
    return pd.concat([pd.DataFrame(columns=columns).astype({"year": int, "value": float}), *parts])[columns]


def sort_charts(figures: pd.DataFrame, catalogue: pd.DataFrame) -> tuple[list[str], list[str], list[str]]:
    """Return the titles of charts to draw, of those whose every value is a measured 0, and of those without a value."""
    highest = figures.groupby("chart")["value"].max()
    titles = [title for title in dict.fromkeys(catalogue["chart"]) if title]
    drawn = [title for title in titles if highest.get(title, 0) > 0]
    zero = [title for title in titles if title in highest.index and title not in drawn]
    return drawn, zero, [title for title in titles if title not in highest.index]


def missing_words(zero: Sequence[str], absent: Sequence[str]) -> str:
    """Return the line that names the charts that are not drawn, and why."""
    words = [f"None recorded: {', '.join(zero)}."] if zero else []
    return " ".join([*words, f"No data: {', '.join(absent)}."] if absent else words)


def export_figures(figures: pd.DataFrame, catalogue: pd.DataFrame, partner: str) -> pd.DataFrame:
    """Return `partner_figures` to hand out: indicator, label, partner, year, value, unit, source, licence."""
    about = catalogue.rename(columns={"code": "indicator"})[["indicator", "label", "unit", "source", "licence"]]
    table = figures.merge(about, on="indicator").assign(partner=partner)
    return table[["indicator", "label", "partner", "year", "value", "unit", "source", "licence"]]


def treaty_words(
    indicators: pd.DataFrame, catalogue: pd.DataFrame, partner: str, years: tuple[int, int]
) -> list[tuple[str, str]]:
    """Return (sentence, caveat) for each spell of `years` in which the same treaty obligations were in force, in order.

    Treaty obligations are the indicators without a chart. A spell is told whole, also where it reaches beyond `years`;
    one that lasts to the end of the source says so. If there is none, that is said instead.
    """
    obligations = catalogue[catalogue["chart"] == ""].reset_index(drop=True)
    if obligations.empty:
        return []
    first, last = int(obligations["first_year"].min()), int(obligations["last_year"].max())
    credit, caveat = obligations[["credit", "caveat"]].iloc[0]
    own = indicators[(indicators["partner"] == partner) & (indicators["value"] > 0)]
    order = dict(zip(obligations["code"], obligations.index, strict=True))
    held = own.assign(order=own["indicator"].map(order)).dropna(subset=["order"]).sort_values(["year", "order"])
    terms = held.groupby("year")["order"].agg(tuple)
    spells = (terms != terms.shift()) | (terms.index.to_series().diff() > 1)
    found = []
    for _, spell in terms.groupby(spells.cumsum()):
        begun, ended = int(spell.index[0]), int(spell.index[-1])
        if begun <= years[1] and ended >= years[0]:
            names = listing(obligations["line"][int(at)].lower() for at in spell.iloc[0])
            notes = max((obligations["caveat"][int(at)] for at in spell.iloc[0]), key=len)
            until = ", where the source ends" if ended == last else ""
            found.append((f"{names[0].upper()}{names[1:]} {year_span(begun, ended)}{until} ({credit})", notes))
    return found or [(f"No obligation by treaty is coded in these years; {credit} covers {first}–{last}", caveat)]


def agreements(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events in which a formal agreement was signed: CAMEO code 057 and those under it."""
    return events[events["cameo"].str.startswith("057")]


def partner_crises(stances: pd.DataFrame, crises: pd.DataFrame) -> pd.DataFrame:
    """Return what one partner did in `crises` (code, label), in their order: code, label, stance, events (a list of
    ids). `stances` are the partner's (data.crises.select_stances, which no filter by kind or tone bends)."""
    acted = crises.merge(stances, left_on="code", right_on="story")
    return acted.assign(events=acted["events"].str.split())[["code", "label", "stance", "events"]]


def silent_crises(
    crises: pd.DataFrame, events: pd.DataFrame, stories: pd.DataFrame, partner: str
) -> tuple[list[str], list[str]]:
    """Return the labels of those of `crises` (code, label) in which `partner` was the other side, and of those in which
    no act of it is among `events`, those of the whole record: what a filter hides is not silence."""
    sides, acts = other_sides(stories), outside_acts(events, stories)
    opposed = crises["code"].isin(sides.loc[sides["partner"] == partner, "story"])
    acted = crises["code"].isin(acts.loc[acts["partner"] == partner, "story"])
    return crises.loc[opposed, "label"].tolist(), crises.loc[~opposed & ~acted, "label"].tolist()


def record_gaps(
    events: pd.DataFrame, partner: Mapping[str, Any], categories: pd.DataFrame, absent: Sequence[str], end: int
) -> list[tuple[str, str]]:
    """Return (what is missing, which) of all `events` of one partner: decades without one up to the year `end`, since
    1947 or since relations began, categories without one, and the charts `absent` for want of figures."""
    begun = max(FIRST_YEAR, int(partner["relations_since"][:4])) if partner["relations_since"] else FIRST_YEAR
    decades = [
        f"{decade}s"
        for decade in range(begun // 10 * 10, end + 1, 10)
        if not ((events["year"] <= decade + 9) & (events["last_year"] >= decade)).any()
    ]
    kinds = categories.loc[~categories["code"].isin(events["category"]), "label"].tolist()
    gaps = {
        "Decades without an event": decades,
        "Kinds of event without any": kinds,
        "Figures without data": absent,
    }
    return [(what, ", ".join(which)) for what, which in gaps.items() if which]


def show_value(value: float) -> str:
    """Return a figure as people read it, to three significant digits: "36.3", "68,600", "0.00000292"."""
    short = float(f"{value:.3g}")
    return f"{short:,.0f}" if abs(short) >= 100 else np.format_float_positional(short, trim="-")
