"""The ally index: sub-scores weighed into a total, partners ranked by it, and what would change the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pandas as pd
from numpy.polynomial import Polynomial

REQUIRED_LENSES = 4  # of 8, each with evidence of the partner's own
REQUIRED_EVENTS = 5
WHOLE = 1 - 1e-6  # of a lens's weight: with the rest gone too, a partner known by that lens alone has no total


@dataclass(frozen=True)
class Swap:
    """A shift of weight from one lens to another, in shares of all weight (0 to 1)."""

    source: str
    target: str
    shift: float


def weights_of(weightings: pd.DataFrame, preset: str) -> pd.Series:
    """Return the weights of one preset of weightings.csv, by lens."""
    return weightings[weightings["preset"] == preset].set_index("lens")["weight"]


def total_scores(scores: pd.DataFrame, weights: Mapping[str, float] | pd.Series) -> pd.Series:
    """Return the weighted mean of each partner's scores over the lenses that it has, 0 to 100.

    `scores` is partners × lenses with NaN for no data, `weights` is not negative and has a value for each lens; only
    their proportions count. NaN where a partner has no lens that weighs anything.
    """
    weight = pd.Series(weights, dtype=float).loc[scores.columns].to_numpy()
    known = scores.notna() @ weight
    return (scores.fillna(0.0) @ weight / known.where(known > 0)).rename("total")


def evidence(scores: pd.DataFrame, lenses: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return what the scores rest on, by partner: `lenses` (number with evidence of the partner's own), `events` (of
    the period, which `events` holds), `missing` (codes of the lenses without data, separated by one space).

    A score that equals the `silent` score of lenses.csv only says that the source has no case of the partner: it
    counts in the total, but not as evidence of the partner's own.
    """
    silent = lenses.set_index("code")["silent"].reindex(scores.columns)
    own = scores.notna() & ~scores.eq(silent, axis="columns")
    missing = scores.isna().apply(lambda row: " ".join(scores.columns[row.to_numpy()]), axis=1)
    counts = events["partner"].value_counts().reindex(scores.index, fill_value=0)
    return pd.DataFrame({"lenses": own.sum(axis=1), "events": counts, "missing": missing}, index=scores.index)


def enough(known: pd.DataFrame, required: int = REQUIRED_LENSES) -> pd.Series:
    """Return by partner whether `evidence` suffices to be ranked: lenses of its own and events of the period."""
    return (known["lenses"] >= required) & (known["events"] >= REQUIRED_EVENTS)


def ranking(
    scores: pd.DataFrame,
    weights: Mapping[str, float] | pd.Series,
    known: pd.DataFrame,
    required: int = REQUIRED_LENSES,
) -> pd.DataFrame:
    """Return one row per partner: partner, rank (1 is closest to India, ties share a rank, NA is unranked), total, and
    lenses, events and missing of `evidence`. Ranked ones come first, in order; the others by code."""
    total = total_scores(scores, weights)
    rank = total.where(enough(known, required)).rank(ascending=False, method="min").astype("Int64")
    table = known.assign(rank=rank, total=total).rename_axis("partner").reset_index()
    return table.sort_values(["rank", "partner"], ignore_index=True)[
        ["partner", "rank", "total", "lenses", "events", "missing"]
    ]


def beside_essay(ranked: pd.DataFrame, essay: pd.DataFrame) -> pd.DataFrame:
    """Return the essay's ranking beside ours: partner, words, essay_rank, rank (NA: unranked), in the essay's order."""
    ours = ranked.set_index("partner")["rank"]
    table = essay.rename(columns={"rank": "essay_rank"}).assign(rank=essay["partner"].map(ours).astype("Int64"))
    return table.sort_values(["essay_rank", "partner"], ignore_index=True)[["partner", "words", "essay_rank", "rank"]]


def smallest_swap(
    scores: pd.DataFrame, weights: Mapping[str, float] | pd.Series, first: str, second: str
) -> Swap | None:
    """Return the smallest shift of weight from one lens to another beyond which the lower of two partners leads.

    None if no shift between two lenses does so, or if the two are level. With shares of weight that sum to 1, each
    total is a ratio of sums over the lenses that the partner has; shifting x makes both sums linear in x, so that the
    two are level at the roots of a quadratic.
    """
    shares = pd.Series(weights, dtype=float).loc[scores.columns]
    shares = shares / shares.sum()
    totals = total_scores(scores.loc[[first, second]], shares)
    if totals.isna().any() or totals[first] == totals[second]:
        return None
    higher, lower = (scores.loc[partner] for partner in (totals.idxmax(), totals.idxmin()))
    swaps = []
    for source, target in permutations(scores.columns, 2):

        def moved(values: pd.Series, source: str = source, target: str = target) -> Polynomial:
            """Return the weighted sum of values as a function of the weight shifted."""
            return Polynomial([values @ shares, values[target] - values[source]])

        lead = moved(higher.fillna(0)) * moved(lower.notna() * 1.0) - moved(lower.fillna(0)) * moved(
            higher.notna() * 1.0
        )
        for root in lead.roots():
            x = float(np.real(root))
            if np.isreal(root) and 0 < x < shares[source] * WHOLE and lead.deriv()(x) < 0:
                swaps.append(Swap(source, target, x))
    return min(swaps, key=lambda swap: (swap.shift, swap.source, swap.target), default=None)


def swap_sentence(swap: Swap | None, first: str, second: str, labels: Mapping[str, str], level: bool = False) -> str:
    """Return what would put `second` (a name) ahead of `first`, in one sentence. `labels` maps lens codes to names;
    `level` says that the two have the same total."""
    if swap is None and level:
        return f"{first} and {second} are level: any shift of weight that favours one puts it ahead"
    if swap is None:
        return f"No shift of weight from one lens to another would put {second} ahead of {first}"
    share = f"{swap.shift:.0%}" if swap.shift >= 0.01 else "less than 1%"
    path = f"from {labels[swap.source]} to {labels[swap.target]}"
    return f"{second} would lead {first} if {share} of all weight moved {path}"


def essay_sentence(beside: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return the essay's order with our ranks, from `beside_essay`, in one sentence. `names` maps ISO3 to name."""
    ranks = (
        f"{names[partner]} {'unranked' if pd.isna(rank) else f'{rank}{_ending(rank)}'}"
        for partner, rank in zip(beside["partner"], beside["rank"], strict=True)
    )
    return f"The essay’s order, with the ranks found here: {', '.join(ranks)}"


def _ending(rank: int) -> str:
    """Return the ending that makes a number an ordinal."""
    return "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
