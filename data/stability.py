"""How firm a ranking is: thousands of random weightings, events drawn anew, and the result in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.lenses import Question, event_scores, period_events, within_record
from data.load import Dataset

WEIGHTINGS, RESAMPLES = 10_000, 200
CHANCES = ["partner", "first", "top3", "last", "best", "worst"]
RARE = 0.01  # share of weightings below which no more is said than that there are some
TIE = 1e-9  # points by which level partners are kept apart, in the order of their codes


@dataclass(frozen=True)
class Stability:
    """What becomes of a ranking under random weightings.

    `chances` has one row per partner, the most often first one first: partner, first, top3, last (shares of the
    weightings, 0 to 1), best and worst (ranks between which 90 % of the weightings put it).
    `weights_when_first` is partners × lenses: the mean share of weight (0 to 1) in the weightings that put the partner
    first, NaN if none does; on average over all weightings each lens has an equal share.
    """

    chances: pd.DataFrame
    weights_when_first: pd.DataFrame


def resampled_scores(
    scores: pd.DataFrame,
    data: Dataset,
    question: Question,
    seed: int,
    resamples: int = RESAMPLES,
) -> np.ndarray:
    """Return resamples × partners × lenses: `scores` (rows of `lens_scores` for the same question) with the lenses that
    rest on events computed from each partner's events of the period drawn anew, with replacement (bootstrap within
    strata; Efron and Tibshirani 1993, ch. 8). What the other lenses measure is the same in each."""
    events = period_events(data.events, within_record(question, data.events))
    drawn = redraw(events["partner"], resamples, np.random.default_rng(seed))
    at = pd.Index(data.partners["iso3"]).get_indexer(scores.index)
    resampled = np.repeat(scores.to_numpy()[None], resamples, axis=0)
    for lens, values in event_scores(data, question, drawn).items():
        resampled[:, :, scores.columns.get_loc(lens)] = values[:, at]
    return resampled


def redraw(partners: pd.Series, resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Return resamples × events: how often each event is drawn when each partner draws as many of its own events as it
    has, with replacement. `partners` names the partner of each event."""
    order = np.argsort(partners.to_numpy(), kind="stable")
    _, first, size = np.unique(partners.to_numpy()[order], return_index=True, return_counts=True)
    start, many = np.repeat(first, size), np.repeat(size, size)
    picked = order[start + np.floor(rng.random((resamples, len(order))) * many).astype(int)]
    cells = picked + len(order) * np.arange(resamples)[:, None]
    return np.bincount(cells.ravel(), minlength=resamples * len(order)).reshape(resamples, len(order))


def rank_stability(
    scores: pd.DataFrame, seed: int, resampled: np.ndarray | None = None, weightings: int = WEIGHTINGS
) -> Stability:
    """Return how often each partner of `scores` (partners × lenses, those to be ranked) comes where, when the weights
    are drawn evenly from all possible ones, Dirichlet(1, …, 1).

    With `resampled` (resamples × partners × lenses) each weighting meets one of the resamples in turn, so that the
    chances cover both. The same seed gives the same result, whatever the order of partners; level totals go by code.
    """
    if scores.empty:
        return Stability(pd.DataFrame(columns=CHANCES), scores)
    in_order = np.argsort(scores.index.to_numpy().astype(str))
    partners = scores.index[in_order]
    cases = (scores.to_numpy()[None] if resampled is None else resampled)[:, in_order]
    each = -(-weightings // len(cases))  # rounded up, so that every case meets equally many weightings
    shape = (len(cases), each, scores.shape[1])
    weights = np.random.default_rng(seed).dirichlet(np.ones(shape[2]), shape[:2])
    behind = weights @ -np.nan_to_num(cases).swapaxes(1, 2)  # in place from here: memory is what takes the time
    with np.errstate(invalid="ignore"):
        behind /= weights @ (~np.isnan(cases)).astype(float).swapaxes(1, 2)
    behind += TIE * np.arange(len(partners))
    order = np.argsort(behind.reshape(-1, len(partners)), axis=1)  # NaN, no evidence in this resample, goes last
    counts = _rank_counts(order)
    reached = counts.cumsum(axis=1)
    best, worst = 1 + (reached <= 0.05).sum(axis=1), 1 + (reached < 0.95).sum(axis=1)
    columns = (partners, counts[:, 0], counts[:, :3].sum(axis=1), counts[:, -1], best, worst)
    chances = pd.DataFrame(dict(zip(CHANCES, columns, strict=True)))
    first, flat = order[:, 0], weights.reshape(-1, shape[2])
    won = np.bincount(first, minlength=len(partners))
    sums = np.column_stack([np.bincount(first, share, minlength=len(partners)) for share in flat.T])
    means = sums / np.where(won > 0, won, np.nan)[:, None]
    return Stability(
        chances.sort_values(["first", "top3", "partner"], ascending=[False, False, True], ignore_index=True),
        pd.DataFrame(means, index=partners, columns=scores.columns),
    )


def stability_sentence(stability: Stability, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Return the result in one sentence made from its numbers. `names` maps ISO3, `labels` lens codes to names."""
    chances = stability.chances.head(2).to_dict("records")
    if not chances:
        return "No partner has evidence enough to be ranked"
    if len(chances) == 1:
        return f"Only {names[chances[0]['partner']]} has evidence enough to be ranked"
    leader = f"{names[chances[0]['partner']]} is first under {_share_in_words(chances[0]['first'])} weightings"
    if not chances[1]["first"]:
        return leader
    partner, share = chances[1]["partner"], chances[1]["first"]
    second = f"{leader}; next is {names[partner]}, first under {_share_in_words(share)} them"
    if share < RARE:
        return second
    weights = stability.weights_when_first.loc[partner]
    lens = str(weights.idxmax())
    usual = f"{100 / len(weights):.3g}%"
    return f"{second}, where the weight of {labels[lens]} averages {weights[lens]:.0%}, not {usual}"


def _share_in_words(share: float) -> str:
    """Return a share of weightings, above 0, in words no more exact than it bears."""
    if share == 1:
        return "all"
    return "fewer than 1% of" if share < RARE else "more than 99% of" if share > 1 - RARE else f"{share:.0%} of"


def _rank_counts(order: np.ndarray) -> np.ndarray:
    """Return partners × ranks: the share of rows of `order` (partners by rank) in which a partner has a rank."""
    rows, size = order.shape
    cells = order * size
    cells += np.arange(size)
    return np.bincount(cells.ravel(), minlength=size * size).reshape(size, size) / rows
