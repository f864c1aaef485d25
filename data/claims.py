"""Claims about India's friends and foes, and the events that bear on them."""

from collections.abc import Collection

import pandas as pd

SIDES = {"for": "Bears it out", "against": "Contradicts it"}


def select_claims(
    claims: pd.DataFrame, verdicts: Collection[str] = (), partners: Collection[str] = (), text: str = ""
) -> pd.DataFrame:
    """Return the claims that pass, in the order of their numbers: with one of `verdicts` (codes), about one of
    `partners` (ISO3), and with every word of `text` in claim or explanation. Empty means all."""
    keep = pd.Series(True, index=claims.index)
    if verdicts:
        keep &= claims["verdict"].isin(verdicts)
    if partners:
        keep &= claims["partner"].map(lambda cell: not set(partners).isdisjoint(cell.split()))
    words = (claims["claim"] + " " + claims["explanation"]).str.lower()
    for word in text.lower().split():
        keep &= words.str.contains(word, regex=False)
    return claims[keep].sort_values("id", key=lambda ids: ids.str.len(), kind="stable")


def verdict_counts(claims: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return `verdicts` with a column `claims`: how many of `claims` got each, 0 included."""
    counts = claims["verdict"].value_counts()
    return verdicts.assign(claims=verdicts["code"].map(counts).fillna(0).astype(int))


def claims_headline(claims: pd.DataFrame, verdicts: pd.DataFrame) -> str:
    """Return what became of some claims, in words made from their numbers, in the order of `verdicts`."""
    if claims.empty:
        return "No claim in the record matches"
    counts = verdict_counts(claims, verdicts)
    told = [f"{row.claims} {row.label.lower()}" for row in counts.itertuples() if row.claims]
    return f"{len(claims)} claim{'s' if len(claims) > 1 else ''}: {', '.join(told)}"


def claim_events(events: pd.DataFrame, claim: pd.Series) -> pd.DataFrame:
    """Return the events that bear on a claim (events_for, events_against), in their order, with a column `side`:
    "for" or "against"."""
    sides = dict.fromkeys(claim["events_for"].split(), "for") | dict.fromkeys(
        claim["events_against"].split(), "against"
    )
    chosen = events[events["id"].isin(sides)]
    return chosen.assign(side=chosen["id"].map(sides))


def most_evidenced(claims: pd.DataFrame) -> str:
    """Return the id of the claim on which the most events bear, the first of several; `claims` must not be empty."""
    events = (claims["events_for"] + " " + claims["events_against"]).str.split().str.len()
    return str(claims.loc[events.idxmax(), "id"])
