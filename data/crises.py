"""India's crises and wars: what each outside power did in them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from data.query import Filters, describe, select

CRISIS_KINDS = ("crisis", "war")
STANCES = ("supported", "mixed", "opposed", "stayed_out")
RULE = (
    "A stance is read from what a power did towards India in the crisis: cooperative acts support, conflictual ones "
    "oppose, both are mixed, neutral ones alone stay out. India's own acts and the other side's do not count."
)
IN_FULL, IN_SHORT = "in {} of the {} crises in which it acted", "in {} of {}"
FIRM = 4  # crises in which a power must have acted to be named in a headline


def other_sides(stories: pd.DataFrame) -> pd.DataFrame:
    """Return one row per crisis or war and state on its other side: story, partner. `stories` needs code, kind,
    opponents."""
    crises = stories[stories["kind"].isin(CRISIS_KINDS)]
    sides = crises.assign(story=crises["code"], partner=crises["opponents"].str.split()).explode("partner")
    return sides.loc[sides["partner"].notna(), ["story", "partner"]].reset_index(drop=True)


def outside_acts(events: pd.DataFrame, stories: pd.DataFrame) -> pd.DataFrame:
    """Return the events in which an outside power acts towards India in one of India's crises or wars, in their order.

    India's own acts (from_india) and the other side's are left out. `events` needs story, partner and direction;
    `stories` code, kind and opponents.
    """
    crises = stories.loc[stories["kind"].isin(CRISIS_KINDS), "code"]
    other_side = pd.MultiIndex.from_frame(other_sides(stories))
    acts = events[events["story"].isin(crises) & events["direction"].isin(["to_india", "mutual"])]
    return acts[~pd.MultiIndex.from_frame(acts[["story", "partner"]]).isin(other_side)]


def crisis_stances(events: pd.DataFrame, stories: pd.DataFrame) -> pd.DataFrame:
    """Return one row per crisis and outside power that acted in it: story, partner, stance, salience (of its most
    salient act, 1 to 3), events (the ids of its acts in order of date, separated by one space).

    The stance is `supported` (cooperative acts, perhaps beside neutral ones), `opposed` (conflictual, likewise),
    `mixed` (both) or `stayed_out` (neutral ones only). Crises come in the order of their first event in `events`,
    within them partners by code. A power without an act has no row: the record is silent about it.
    """
    acts = outside_acts(events, stories).sort_values(["start", "id"])
    if acts.empty:  # of nothing, pandas makes columns that cannot be joined
        return pd.DataFrame(columns=["story", "partner", "stance", "salience", "events"], dtype="str")
    acts = acts.assign(helped=acts["tone"] == "cooperative", harmed=acts["tone"] == "conflictual")
    stances = acts.groupby(["story", "partner"], as_index=False).agg(
        salience=("salience", "max"), events=("id", " ".join), helped=("helped", "any"), harmed=("harmed", "any")
    )
    stance = pd.Series("stayed_out", index=stances.index, dtype="str")
    stance = stance.mask(stances["helped"], "supported").mask(stances["harmed"], "opposed")
    stances = stances.assign(stance=stance.mask(stances["helped"] & stances["harmed"], "mixed"))
    begun = stances["story"].map(events.groupby("story")["start"].min().to_dict())
    in_order = stances.assign(begun=begun).sort_values(["begun", "story", "partner"], ignore_index=True)
    return in_order[["story", "partner", "stance", "salience", "events"]]


def select_stances(events: pd.DataFrame, stories: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Return the stances (as crisis_stances does) of the period and partners of `filters`.

    A search keeps the stances of which some act matches, whole: half of a power's acts could tell another stance than
    all of them. Category, tone and salience would do the same and are passed over.
    """
    asked = replace(filters, categories=(), tones=(), salience=1)
    stances = crisis_stances(select(events, replace(asked, text="", partners=())), stories)
    passing = set(select(events, asked)["id"])
    is_shown = np.array([not passing.isdisjoint(ids.split()) for ids in stances["events"]], dtype=bool)
    return stances[is_shown].reset_index(drop=True)


def crises_in_order(events: pd.DataFrame, stories: pd.DataFrame) -> pd.DataFrame:
    """Return one row per crisis or war that has events: code, label (its title, with years where that names none),
    intro. They come in the order of the date in the middle of their events: what came long before, or is still
    quoted long after, does not move a crisis."""
    dates = events.groupby("story").agg(middle=("start", "median"), first=("year", "min"), last=("last_year", "max"))
    crises = stories[stories["kind"].isin(CRISIS_KINDS)].join(dates, on="code", how="inner")
    is_dated = crises["title"].str.contains(r"\b(?:19|20)\d\d\b")
    years = [_years(*pair) for pair in zip(crises["first"], crises["last"], strict=True)]
    label = crises["title"].where(is_dated, crises["title"] + ", " + pd.Series(years, index=crises.index, dtype="str"))
    in_order = crises.assign(label=label).sort_values(["middle", "code"], ignore_index=True)
    return in_order[["code", "label", "intro"]]


def _years(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}–{str(last)[2:] if first // 100 == last // 100 else last}"


def acting_powers(stances: pd.DataFrame, chosen: Sequence[str], limit: int) -> list[str]:
    """Return the codes of at most `limit` powers: those chosen, as chosen; if there are more, or none is chosen, those
    with stances in the most crises, then by code."""
    if chosen and len(chosen) <= limit:
        return list(chosen)
    counts = stances["partner"].value_counts()
    wanted = sorted(chosen or counts.index)
    return sorted(wanted, key=lambda code: -counts.get(code, 0))[:limit]


def explain_powers(stances: pd.DataFrame, chosen: Sequence[str], shown: Sequence[str]) -> str:
    """Return the sentence that says which powers have a column, or nothing where all of them have."""
    whole = len(chosen) or stances["partner"].nunique()
    if len(shown) == whole:
        return ""
    return (
        f"Columns: the {len(shown)} of {whole} {'chosen ' if chosen else ''}powers that acted in the most crises; "
        "the table holds all."
    )


def count_stances(stances: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one row per value of `column` (story or partner), the index: a column per stance of STANCES, and
    `crises`, their sum."""
    counts = pd.crosstab(stances[column], stances["stance"]).reindex(columns=list(STANCES), fill_value=0)
    return counts.assign(crises=counts.sum(axis=1))


def crises_headline(stances: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return who supported and who opposed India most often, in one sentence made from the numbers. `names` maps ISO3
    to name.

    A power is named only if it acted in FIRM crises or more and no power was on that side as often in fewer; two that
    tie are named together, more are not named.
    """
    if stances.empty:
        return "Nothing in the record matches"
    counts = count_stances(stances, "partner")
    if len(counts) == 1:
        return _alone(names[counts.index[0]], counts.iloc[0])
    supported = _most_often(counts, "supported", names, IN_FULL)
    opposed = _most_often(counts, "opposed", names, IN_SHORT if supported else IN_FULL)
    if supported or opposed:
        return "; ".join(filter(None, (supported, opposed)))
    sides = counts.sum()
    return (
        f"{len(stances)} stances of {len(counts)} powers: {sides['supported']} in support of India, "
        f"{sides['opposed']} against, {sides['mixed'] + sides['stayed_out']} mixed or neutral"
    )


def _alone(name: str, counts: pd.Series) -> str:
    """Return what one power did, from its row of count_stances."""
    if counts["crises"] == 1:
        did = {
            "supported": "supported India",
            "mixed": "both supported and opposed India",
            "opposed": "opposed India",
            "stayed_out": "stayed neutral",
        }[counts[list(STANCES)].idxmax()]
        return f"{name} {did} in the one crisis in which it acted"
    supported, opposed = (counts[stance] or "none" for stance in ("supported", "opposed"))
    whole = f"the {counts['crises']} crises in which it acted"
    return f"{name} supported India in {supported} of {whole}, opposed it in {opposed}"


def _most_often(counts: pd.DataFrame, stance: str, names: Mapping[str, str], how: str) -> str:
    """Return who took a stance in the most crises, from count_stances by partner; blank if that says little.

    `how` words the numbers of a single one."""
    most = counts[stance].max()
    leaders = counts[counts[stance] == most]
    if most < 2 or len(leaders) > 2 or leaders["crises"].min() < FIRM:
        return ""
    who = " and ".join(names[code] for code in leaders.index)
    if len(leaders) == 2:
        return f"{who} {stance} India most often, in {most} crises each"
    return f"{who} {stance} India most often, {how.format(most, leaders['crises'].iloc[0])}"


def describe_acts(filters: Filters, names: Mapping[str, str]) -> str:
    """Return what `select_stances` takes from the filters in words, as in "events of outside powers in India's crises
    with Russia, 1960–1991"."""
    events = describe(replace(filters, categories=(), tones=(), salience=1), names, {})
    return f"events of outside powers in India's crises{events.removeprefix('events')}"


def stance_table(stances: pd.DataFrame, crises: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return `stances`, in the order of `crises` (code, label) and then of partners' names, in words: story, crisis,
    partner, power, stance, salience, acts (how many), events (ids). `names` maps ISO3 to name."""
    order = dict(zip(crises["code"], range(len(crises)), strict=True))
    labels = crises.set_index("code")["label"]
    table = stances.assign(
        at=stances["story"].map(order),
        crisis=stances["story"].map(labels),
        power=stances["partner"].map(names),
        stance=stances["stance"].str.replace("_", " "),
        acts=stances["events"].str.split().str.len(),
    )
    columns = ["story", "crisis", "partner", "power", "stance", "salience", "acts", "events"]
    return table.sort_values(["at", "power"], ignore_index=True)[columns]


def cells_of(table: pd.DataFrame) -> pd.Series:
    """Return the cell of each row of a table with story and partner, as in addresses: "war-1971.USA"."""
    return table["story"] + "." + table["partner"]


def cell_events(events: pd.DataFrame, stances: pd.DataFrame, cell: str) -> pd.DataFrame:
    """Return the events of a cell (as cells_of names it), in their order; none if it has no stance."""
    ids = stances.loc[cells_of(stances) == cell, "events"]
    return events[events["id"].isin(" ".join(ids).split())]
