"""India's crises and wars: what each outside power did in them."""

import pandas as pd

CRISIS_KINDS = ("crisis", "war")
STANCES = ("supported", "mixed", "opposed", "stayed_out")


def outside_acts(events: pd.DataFrame, stories: pd.DataFrame) -> pd.DataFrame:
    """Return the events in which an outside power acts towards India in one of India's crises or wars, in their order.

    India's own acts (from_india) and the other side's are left out. `events` needs story, partner and direction;
    `stories` code, kind and opponents.
    """
    crises = stories[stories["kind"].isin(CRISIS_KINDS)]
    sides = crises.assign(partner=crises["opponents"].str.split()).explode("partner")
    other_side = pd.MultiIndex.from_frame(sides[["code", "partner"]])
    acts = events[events["story"].isin(crises["code"]) & events["direction"].isin(["to_india", "mutual"])]
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
    stances = stances.assign(
        stance=stance.mask(stances["helped"] & stances["harmed"], "mixed"),
        begun=stances["story"].map(events.groupby("story")["start"].min()),
    )
    in_order = stances.sort_values(["begun", "story", "partner"], ignore_index=True)
    return in_order[["story", "partner", "stance", "salience", "events"]]
