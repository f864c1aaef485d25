"""Partners side by side: who is compared, what their events are made of, how the tone runs, where they differ."""

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from data.query import Filters, Frame, count_by, most_eventful, show_date, show_tone, summarise_partners

FEWEST, USUAL, MOST = 2, 4, 6  # partners compared: at least, when the reader chooses fewer than that, at most
SPAN = 10  # years of a rolling mean
FEW = 3  # events below which a mean is not drawn and a partner is not ranked
FIRM = 6  # events from which a mean is drawn as a firm line
NOT_IN_RECORD = "not in the record"
NONE_HERE = "none in this selection"
COUNTED = (
    "First event",
    "Events",
    "Share conflictual",
    "Mean tone, −10 to +10",
    "Last conflictual event of weight 2 or 3",
    "Most events in",
)
HEADINGS = {
    "partner": "Partner",
    "decade": "Decade",
    "category": "Category",
    "year": "Year",
    "events": "Events (n)",
    "of": "of n",
    "share": "Share",
    "tone_mean": "Mean tone",
}


def compared_partners(events: pd.DataFrame, chosen: Sequence[str]) -> list[str]:
    """Return the codes to compare: the first MOST chosen or, if fewer than FEWEST are, those and the most eventful.

    `events` is the selection without its partner filter. Fewer than FEWEST come back only if it has no others.
    """
    chosen = list(dict.fromkeys(chosen))
    if len(chosen) >= FEWEST:
        return chosen[:MOST]
    return list(dict.fromkeys([*chosen, *most_eventful(events, USUAL)]))[:USUAL]


def explain_choice(chosen: Sequence[str], compared: Sequence[str]) -> str:
    """Return the sentence that says how the compared partners differ from the chosen ones; "" if they do not."""
    if len(set(chosen)) > len(compared):
        return f"The first {len(compared)} of {len(set(chosen))} chosen partners are compared."
    if set(chosen) == set(compared):
        return ""
    who = "The most eventful others are added" if chosen else "The most eventful partners are shown"
    return f"{who}: choose two to six under Partners."


def shown_categories(categories: Frame, filters: Filters) -> Frame:
    """Return the rows of the vocabulary that the filters leave in, in their order."""
    if not filters.categories:
        return categories
    return nw.from_native(categories).filter(nw.col("code").is_in(filters.categories)).to_native()


def share_by(events: Frame, *columns: str) -> Frame:
    """Return count_by(events, *columns) with `of` (events in the same group but for the last column) and `share`
    (events / of, 0 to 1): shares of a group sum to 1."""
    counts = nw.from_native(count_by(events, *columns))
    return (
        counts.with_columns(nw.col("events").sum().over(*columns[:-1]).alias("of"))
        .with_columns((nw.col("events") / nw.col("of")).alias("share"))
        .sort(*columns)
        .to_native()
    )


def rolling_tone(
    events: pd.DataFrame, partners: Sequence[str], years: tuple[int, int], span: int = SPAN
) -> pd.DataFrame:
    """Return one row per partner and year (inclusive): partner, year, events (n that began in the `span` years up to
    and including that year) and tone_mean (their mean Goldstein value, −10 to 10; NaN where n is 0).

    An event that began before the first year counts in it.
    """
    counts = count_by(events.assign(year=events["year"].clip(*years)), "partner", "year")
    counts = counts.assign(total=counts["events"] * counts["tone_mean"])

    def sums(column: str) -> pd.DataFrame:
        wide = counts.pivot(index="year", columns="partner", values=column)
        every = wide.reindex(index=range(years[0], years[1] + 1), columns=pd.Index(partners, name="partner"))
        return every.rename_axis(index="year").astype(float).fillna(0).rolling(span, min_periods=1).sum()

    n = sums("events")
    mean = (sums("total").where(n > 0) / n).round(9)  # rolling sums carry rounding noise
    long = n.round().astype(int).melt(ignore_index=False, value_name="events").reset_index()
    return long[["partner", "year", "events"]].assign(tone_mean=mean.melt()["value"])


def readable(counts: pd.DataFrame, partners: Mapping[str, str], categories: Mapping[str, str]) -> pd.DataFrame:
    """Return `share_by` or `rolling_tone` with names for codes and headings to read. Rows without events go."""
    names = {"partner": partners, "category": categories}
    named = {column: counts[column].map(names[column]) for column in counts.columns.intersection(list(names))}
    return counts.assign(**named)[counts["events"] > 0].round({"share": 2}).rename(columns=HEADINGS)


def differences(events: pd.DataFrame, partners: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Return one row per code, in order: partner (ISO3), name, relations_since, label, label_since (ISO dates, text),
    events (n), conflictual (n), share_conflictual (0 to 1), tone_mean (−10 to 10), first_date, first_event,
    crisis_date, crisis (the last conflictual event of salience ≥ 2), top_category (all that tie) and top_events (n
    in each).

    What is missing is blank: "" in texts and dates, NaN in numbers.
    """
    in_order = events.sort_values(["start", "id"])
    first = in_order.drop_duplicates("partner").rename(columns={"date": "first_date", "title": "first_event"})
    crises = in_order[(in_order["tone"] == "conflictual") & (in_order["salience"] >= 2)]
    crisis = crises.drop_duplicates("partner", keep="last").rename(columns={"date": "crisis_date", "title": "crisis"})
    table = partners.set_index("iso3").loc[list(codes), ["name", "relations_since", "label", "label_since"]]
    for part in (
        summarise_partners(events)[["partner", "events", "conflictual", "tone_mean"]],
        first[["partner", "first_date", "first_event"]],
        crisis[["partner", "crisis_date", "crisis"]],
        _top_categories(events),
    ):
        table = table.join(part.set_index("partner"))
    texts = ["first_date", "first_event", "crisis_date", "crisis", "top_category"]
    counts = ["events", "conflictual"]
    table = table.assign(**table[texts].fillna(""), **table[counts].fillna(0).astype(int))
    table.insert(6, "share_conflictual", table["conflictual"] / table["events"].where(table["events"] > 0))
    return table.rename_axis("partner").reset_index()


def _top_categories(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row per partner: partner, top_category (names that tie, joined), top_events (n in each)."""
    counts = count_by(events, "partner", "category_name")
    top = counts[counts["events"] == counts.groupby("partner")["events"].transform("max")]
    return top.groupby("partner", as_index=False).agg(
        top_category=("category_name", " and ".join), top_events=("events", "first")
    )


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return `differences` as text to read: one row per measure, one column per partner's name."""
    return pd.DataFrame({row["name"]: _words(row) for row in table.to_dict("records")}, dtype="str")


def _words(row: Mapping[str, Any]) -> dict[str, str]:
    label_since = f", since {show_date(row['label_since'])}" if row["label_since"] else ""
    facts = {
        "Relations since": show_date(row["relations_since"]) if row["relations_since"] else NOT_IN_RECORD,
        "Partnership in force": f"{row['label']}{label_since}" if row["label"] else NOT_IN_RECORD,
    }
    n = row["events"]
    if not n:
        return facts | dict.fromkeys(COUNTED, NONE_HERE)
    counted = (
        f"{show_date(row['first_date'])}: {row['first_event']}",
        str(n),
        f"{row['share_conflictual']:.0%} ({row['conflictual']} of {n})",
        f"{show_tone(row['tone_mean'])} (n = {n})",
        f"{row['crisis_date'][:4]}: {row['crisis']}" if row["crisis"] else NONE_HERE,
        f"{row['top_category']} ({row['top_events']:.0f})",
    )
    return facts | dict(zip(COUNTED, counted, strict=True))


def compare_headline(table: pd.DataFrame) -> str:
    """Return the finding of a comparison in one sentence made from the numbers of `differences`."""
    if not table["events"].sum():
        return "Nothing in the record matches"
    ranked = table[table["events"] >= FEW].sort_values(["tone_mean", "partner"])
    if len(ranked) < 2:
        sizes = (f"{name} {n}" for name, n in zip(table["name"], table["events"], strict=True))
        return f"Too few events to compare: {', '.join(sizes)}"
    low, high = ranked.iloc[0], ranked.iloc[-1]
    if show_tone(low["tone_mean"]) == show_tone(high["tone_mean"]):
        return f"Mean tone is {show_tone(low['tone_mean'])} with each of {len(ranked)} partners"
    least, most = (
        f"{show_tone(end['tone_mean'])} with {end['name']} (n\u00a0=\u00a0{end['events']})" for end in (low, high)
    )
    return f"Mean tone runs from {least} to {most}"
