"""The ally index: sub-scores weighed into a total, partners ranked by it, and what would change the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd

from data.query import listing

REQUIRED_LENSES = 4  # of 8, each with evidence of the partner's own
REQUIRED_EVENTS = 5
LEVEL = 1e-6  # points between totals that count as none
WHOLE = 1 - 1e-6  # of a lens's weight: with the rest gone too, a partner known by that lens alone has no total


@dataclass(frozen=True)
class Swap:
    """A shift of weight from one lens to another, in shares of all weight (0 to 1)."""

    source: str
    target: str
    shift: float


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


def enough(known: pd.DataFrame) -> pd.Series:
    """Return by partner whether `evidence` suffices to be ranked: lenses of its own and events of the period."""
    return (known["lenses"] >= REQUIRED_LENSES) & (known["events"] >= REQUIRED_EVENTS)


def ranking(scores: pd.DataFrame, weights: Mapping[str, float] | pd.Series, known: pd.DataFrame) -> pd.DataFrame:
    """Return one row per partner: partner, rank (1 is closest to India, ties share a rank, NA is unranked), total, and
    lenses, events and missing of `evidence`. Ranked ones come first, in order; the others by code."""
    total = total_scores(scores, weights)
    rank = total.where(enough(known)).rank(ascending=False, method="min").astype("Int64")
    table = known.assign(rank=rank, total=total).rename_axis("partner").reset_index()
    return table.sort_values(["rank", "partner"], ignore_index=True)[
        ["partner", "rank", "total", "lenses", "events", "missing"]
    ]


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
    source, target = np.array(list(permutations(range(len(shares)), 2))).T

    def moved(values: pd.Series) -> tuple[float, np.ndarray]:
        """Return the weighted sum of values, and by how much it grows with the weight shifted between each two."""
        return float(values @ shares), values.to_numpy()[target] - values.to_numpy()[source]

    (high, dhigh), (low, dlow) = moved(higher.fillna(0.0)), moved(lower.fillna(0.0))
    (of_high, dof_high), (of_low, dof_low) = moved(higher.notna() * 1.0), moved(lower.notna() * 1.0)
    lead = high * of_low - low * of_high
    slope = high * dof_low + dhigh * of_low - low * dof_high - dlow * of_high
    bend = dhigh * dof_low - dlow * dof_high
    limit = shares.to_numpy()[source] * WHOLE
    with np.errstate(invalid="ignore"):
        found = [(x, (x > 0) & (x < limit) & (slope + 2 * bend * x < 0)) for x in _roots(lead, slope, bend)]
    swaps = [
        Swap(str(shares.index[source[at]]), str(shares.index[target[at]]), float(x[at]))
        for x, holds in found
        for at in np.flatnonzero(holds)
    ]
    return min(swaps, key=lambda swap: (swap.shift, swap.source, swap.target), default=None)


def _roots(constant: float, slope: np.ndarray, bend: np.ndarray) -> list[np.ndarray]:
    """Return the two roots of constant + slope · x + bend · x², NaN or infinite where there is none; in the form that
    loses no digits (Press et al. 2007, Numerical Recipes, 5.6)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        q = -0.5 * (slope + np.copysign(np.sqrt(slope**2 - 4 * bend * constant), slope))
        return [q / bend, constant / q]


def swap_path(scores: pd.DataFrame, weights: Mapping[str, float] | pd.Series, first: str, second: str) -> list[Swap]:
    """Return the shifts of weight, made one after the other, beyond which the lower of two partners leads.

    One where `smallest_swap` finds one. Otherwise a lens gives all its weight where that closes most of the gap between
    the totals per weight moved, and so on; where both partners have every lens no smaller change does it. Empty if
    nothing does, or if the two are level.
    """
    shares = pd.Series(weights, dtype=float).loc[scores.columns]
    shares, pair, path = shares / shares.sum(), scores.loc[[first, second]], list[Swap]()
    totals = total_scores(pair, shares)
    if totals.isna().any() or abs(totals[first] - totals[second]) < LEVEL:
        return []
    higher, lower = (first, second) if totals[first] > totals[second] else (second, first)
    while swap := smallest_swap(pair, shares, higher, lower) or _best_full_shift(pair, shares, higher, lower):
        path.append(swap)
        shares = shares.add(pd.Series({swap.source: -swap.shift, swap.target: swap.shift}), fill_value=0.0)
        totals = total_scores(pair, shares)
        if totals[higher] - totals[lower] < LEVEL:
            return path
    return []


def _best_full_shift(pair: pd.DataFrame, shares: pd.Series, higher: str, lower: str) -> Swap | None:
    """Return the shift of all the weight of a lens to another that narrows the gap of a pair most per weight moved;
    None if none narrows it."""
    source, target = np.array(list(permutations(range(len(shares)), 2))).T
    moved, each = shares.to_numpy()[source] * WHOLE, np.arange(len(source))
    changed = np.tile(shares.to_numpy(), (len(source), 1))
    changed[each, source] -= moved
    changed[each, target] += moved
    sides = pair.loc[[higher, lower]]
    with np.errstate(invalid="ignore", divide="ignore"):
        totals = (changed @ sides.fillna(0.0).T.to_numpy()) / (changed @ sides.notna().T.to_numpy())
        now = total_scores(sides, shares)
        gained = (now[higher] - now[lower] - (totals[:, 0] - totals[:, 1])) / moved
    gained = np.where(moved > LEVEL, np.nan_to_num(gained, nan=0.0), 0.0)
    best = int(gained.argmax())
    if gained[best] <= LEVEL:
        return None
    return Swap(str(shares.index[source[best]]), str(shares.index[target[best]]), float(moved[best]))


def swap_sentence(path: list[Swap], first: str, second: str, labels: Mapping[str, str], level: bool = False) -> str:
    """Return what would put `second` (a name) ahead of `first`, in one sentence. `labels` maps lens codes to names;
    `level` says that the two have the same total."""
    if level:
        return f"{first} and {second} are level: any shift of weight that favours one puts it ahead"
    if not path:
        return f"No shift of weight would put {second} ahead of {first}"
    shifts = [
        f"{f'{swap.shift:.0%}' if swap.shift >= 0.01 else 'less than 1%'}{' of all weight' if at == 0 else ''} moved "
        f"from {labels[swap.source]} to {labels[swap.target]}"
        for at, swap in enumerate(path)
    ]
    return f"{second} would lead {first} if {listing(shifts)}"


def essay_sentence(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return the essay's order with our ranks in one sentence, from `table` with partner, rank (NA: unranked) and
    essay_rank (NA where the essay is silent). `names` maps ISO3 to name."""
    level = table["rank"].notna() & table["rank"].duplicated(keep=False)
    told = table.assign(level=level).dropna(subset=["essay_rank"]).sort_values(["essay_rank", "partner"])
    places = (f"{names[row.partner]} {_place(row.rank, row.level)}" for row in told.itertuples())
    return f"The essay’s order, with the ranks found here: {', '.join(places)}"


def _place(rank: Any, level: bool) -> str:
    """Return a rank in words; NA is none."""
    return "unranked" if pd.isna(rank) else f"{'joint ' if level else ''}{rank}{_ending(rank)}"


def _ending(rank: int) -> str:
    """Return the ending that makes a number an ordinal."""
    return "th" if 10 < rank % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
