"""Questions asked of the events: `Filters` is a value, queries take tables and return tables.

Queries are column expressions through narwhals, so that the same code answers from pandas, Arrow or an engine
that reads more than memory holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

import narwhals as nw
import pandas as pd

from data.schema import FIRST_YEAR

Frame = TypeVar("Frame", bound=Any)  # a frame of any engine that narwhals speaks to

TONES = ("cooperative", "neutral", "conflictual")
SALIENCE = {1: "routine", 2: "notable", 3: "changed the relation"}


def last_year() -> int:
    """Return the year in which the period ends unless the reader says otherwise: this one."""
    return date.today().year


@dataclass(frozen=True)
class Filters:
    """What the reader asks to see. Empty tuples and texts, and salience 1, leave everything in."""

    years: tuple[int, int] = (FIRST_YEAR, 9999)
    partners: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    salience: int = 1
    text: str = ""

    def active(self) -> list[str]:
        """Return the names of the filters, the period apart, that leave something out."""
        return [
            field.name for field in fields(self) if field.name != "years" and getattr(self, field.name) != field.default
        ]


def select(events: Frame, filters: Filters) -> Frame:
    """Return the events that pass, in their order. An event that lasts is in every year it touches.

    `events` needs year, last_year, partner, category, tone, salience and search (lower-case text); every word
    of `filters.text` must occur in search.
    """
    first, last = filters.years
    keep = (nw.col("year") <= last) & (nw.col("last_year") >= first) & (nw.col("salience") >= filters.salience)
    for column, wanted in (
        ("partner", filters.partners),
        ("category", filters.categories),
        ("tone", filters.tones),
    ):
        if wanted:
            keep = keep & nw.col(column).is_in(wanted)
    for word in filters.text.lower().split():
        keep = keep & nw.col("search").str.contains(word, literal=True)
    return nw.from_native(events).filter(keep).to_native()


def count_by(events: Frame, *columns: str) -> Frame:
    """Return one row per combination of `columns`, sorted by them, with `events` (how many) and `tone_mean`
    (mean Goldstein value, −10 to 10)."""
    return (
        nw.from_native(events)
        .group_by(*columns)
        .agg(nw.len().alias("events"), nw.col("goldstein").mean().alias("tone_mean"))
        .sort(*columns)
        .to_native()
    )


def summarise_partners(events: Frame) -> Frame:
    """Return one row per partner that has events, most eventful first: partner, events, tone_mean (−10 to 10),
    conflictual (number of conflictual events), first_year, latest_year (in which one began)."""
    return (
        nw.from_native(events)
        .with_columns((nw.col("tone") == "conflictual").cast(nw.Int64).alias("conflictual"))
        .group_by("partner")
        .agg(
            nw.len().alias("events"),
            nw.col("goldstein").mean().alias("tone_mean"),
            nw.col("conflictual").sum(),
            nw.col("year").min().alias("first_year"),
            nw.col("year").max().alias("latest_year"),
        )
        .sort("events", "partner", descending=[True, False])
        .to_native()
    )


def coverage(events: Frame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return how many rows the record has for each partner of `names` (ISO3 to name), in the order of names: partner
    (the name), one column per decade in which events began ("1940s", …), total. A row of zeros says that the record
    is silent, not that nothing happened."""
    counts = nw.from_native(count_by(events, "partner", "decade")).to_pandas()
    table = counts.pivot(index="partner", columns="decade", values="events")
    table = table.reindex(sorted(names, key=names.__getitem__)).fillna(0).astype(int)
    decades = {decade: f"{decade}s" for decade in table.columns}
    named = table.rename(index=names, columns=decades).rename_axis(index="partner", columns=None)
    return named.assign(total=named.sum(axis=1)).reset_index()


def most_eventful(events: pd.DataFrame, limit: int) -> list[str]:
    """Return the codes of the `limit` partners with the most events, most eventful first."""
    return summarise_partners(events)["partner"].head(limit).tolist()


def neighbours(rows: pd.DataFrame, row_id: str) -> tuple[str | None, str | None]:
    """Return the ids before and after a row, an event or a claim, in the order of `rows`; None at an end or if it is
    not there."""
    ids = rows["id"].tolist()
    if row_id not in ids:
        return None, None
    at = ids.index(row_id)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


def turning_points(events: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Return at most `limit` events, the most salient and then the furthest from neutral, in order of date."""
    ranked = events.assign(weight=events["goldstein"].abs()).sort_values(
        ["salience", "weight", "id"], ascending=[False, False, True], kind="stable"
    )
    return ranked.head(limit).sort_values(["date", "id"])[events.columns]


def headline(events: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return the finding of a selection in one sentence made from its numbers. `names` maps ISO3 to name."""
    if events.empty:
        return "Nothing in the record matches"
    share = _share_in_words(int((events["tone"] == "cooperative").sum()), len(events))
    partners = summarise_partners(events)
    first = names[partners["partner"].iloc[0]]
    if len(events) == 1:
        return f"One event, with {first}"
    if len(partners) == 1:
        return f"{first}: {share[0].lower()}{share[1:]} of {len(events)} events are cooperative"
    hostile = partners.sort_values(["conflictual", "events"], ascending=False).iloc[0]
    if hostile["conflictual"] < 2:
        return f"{share} of these events are cooperative; {first} has the most events"
    rival = f"{names[hostile['partner']]} ({hostile['conflictual']})"
    return f"{share} of these events are cooperative; most conflictual events: {rival}"


def _share_in_words(part: int, whole: int) -> str:
    """Return how many of some events in words no more exact than their number bears: tenths only from ten on."""
    if part in (0, whole):
        return "All" if part else "None"
    tenths = round(10 * part / whole)
    if whole < 10 or tenths in (0, 10):
        return f"{part:,}"
    return "Half" if tenths == 5 else f"{tenths} in 10"


def year_span(first: int, last: int) -> str:
    """Return years in words: "1971", "1962–1971"."""
    return str(first) if first == last else f"{first}–{last}"


def describe(filters: Filters, partner_names: Mapping[str, str], category_names: Mapping[str, str]) -> str:
    """Return the filters in words, as in "defence with Russia, 1960–1991"."""
    first, last = filters.years
    kind = listing(
        category_names[code].lower().replace("united nations", "United Nations") for code in filters.categories
    )
    words = [listing(filters.tones, " or "), kind or "events"]
    if filters.partners:
        names = [partner_names[code] for code in filters.partners]
        words.append(f"with {listing(names) if len(names) <= 4 else f'{len(names)} partners'}")
    if filters.salience > 1:
        words.append("that changed the relation" if filters.salience == 3 else "of note")
    if filters.text:
        words.append(f"matching “{filters.text}”")
    return f"{' '.join(word for word in words if word)}, {year_span(first, last)}"


def caption(shown: int, total: int, description: str) -> str:
    """Return the sentence that says what is shown, as in "37 of 214 events: defence with Russia, 1960–1991"."""
    if shown == total:
        return f"{total:,} {description}"
    return f"{shown:,} of {total:,} {description if description.startswith('events') else f'events: {description}'}"


def file_stem(description: str) -> str:
    """Return a description as the stem of a file name: ASCII letters and digits, words joined by hyphens."""
    letters = "".join(char if char.isascii() and char.isalnum() else "-" for char in description.lower())
    return "mitra-" + "-".join(filter(None, letters.split("-")))[:80].rstrip("-")


def show_date(start: str, end: str = "") -> str:
    """Return an ISO date, or two, as people write them: "22 June 1962", "June 1962", "3–16 December 1971"."""
    if not end or end == start:
        return _date_words(start)
    if len(start) == len(end) == 10 and start[:7] == end[:7]:
        return f"{int(start[8:])}–{_date_words(end)}"
    return f"{_date_words(start)} – {_date_words(end)}"


def _date_words(text: str) -> str:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    month = date(2000, parts[1], 1).strftime("%B")
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{parts[2]} {month} {parts[0]}"


def listing(items: Iterable[str], last: str = " and ") -> str:
    """Return items as a list in a sentence: "a, b and c"; "" if there are none."""
    *head, tail = [*items] or [""]
    return f"{', '.join(head)}{last}{tail}" if head else tail


def show_tone(goldstein: float) -> str:
    """Return a Goldstein value, or a mean of some, as people write it: "+3.2", "−0.4"."""
    return f"{round(goldstein, 1) + 0:+.1f}".replace("-", "−")


def names_of(table: pd.DataFrame, key: str, name: str) -> dict[str, str]:
    """Return a vocabulary as a mapping from its `key` column to its `name` column."""
    return dict(zip(table[key], table[name], strict=True))


def lanes_of(
    events: pd.DataFrame, column: str | None, names: Mapping[str, str], limit: int = 12
) -> list[tuple[str, str]]:
    """Return the lanes for `events`: (value of `column`, label), in the order of `names` or, where there are more
    than `limit`, the most frequent ones first. No column means one lane for all."""
    if column is None:
        return [("", "All events")]
    counts = events.loc[events[column] != "", column].value_counts()
    if len(counts) > limit:
        counts = counts.sort_index().sort_values(ascending=False, kind="stable").head(limit)
        return [(value, names[value]) for value in counts.index]
    return [(value, label) for value, label in names.items() if value in counts.index]


def map_headline(events: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return where a selection's events lie, in one sentence made from its numbers. `names` maps ISO3 to name."""
    if events.empty:
        return "Nothing in the record matches"
    partners = summarise_partners(events)
    if len(partners) == 1:
        only = partners.iloc[0]
        count = f"{only['events']} event{'s' if only['events'] > 1 else ''}"
        return f"{names[only['partner']]}: mean tone {show_tone(only['tone_mean'])} over {count}"
    top = partners.head(3)
    share = round(100 * top["events"].sum() / len(events))
    leaders = listing(names[code] for code in top["partner"])
    return f"Most events: {leaders}, together {share}% of {len(events):,} with {len(partners)} partners"
