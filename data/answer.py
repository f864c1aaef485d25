"""The answer to one question: what is scored and how firm it is, and with the reader's weights a ranking."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from data.ally import enough, evidence, ranking, swap_path, swap_sentence
from data.lenses import Question, lens_scores, period_events, within_record
from data.load import Dataset
from data.query import listing
from data.stability import Stability, rank_stability, resampled_scores

LEADING = 15  # partners shown, beside those that are asked for


@dataclass(frozen=True)
class Answer:
    """What does not depend on the reader's weights.

    `scores` is all partners × lenses (0 to 100, NaN = no data), `known` what they rest on (`evidence`), `stability`
    how firm the ranking of those with enough evidence is.
    """

    scores: pd.DataFrame
    known: pd.DataFrame
    stability: Stability


def answer(data: Dataset, question: Question, seed: int) -> Answer:
    """Return the answer to a question; the same seed gives the same one."""
    scores = lens_scores(data, question)
    known = evidence(scores, data.lenses, period_events(data.events, within_record(question, data.events)))
    ranked = scores[enough(known)]
    return Answer(scores, known, rank_stability(ranked, seed, resampled_scores(ranked, data, question, seed)))


def index_table(found: Answer, weights: Mapping[str, float], essay: pd.DataFrame) -> pd.DataFrame:
    """Return one row per partner, best first, those without a rank last: the columns of `ranking`, a column per lens,
    first, top3, last (shares of weightings), best, worst (ranks) and essay_rank; blank where there is none."""
    said = essay.set_index("partner")["rank"].rename("essay_rank")
    about = pd.concat([found.scores, found.stability.chances.set_index("partner"), said], axis="columns")
    ranked = ranking(found.scores, weights, found.known).join(about, on="partner")
    return ranked.astype({"best": "Int64", "worst": "Int64", "essay_rank": "Int64"})


def shown_rows(table: pd.DataFrame, asked: Collection[str]) -> pd.DataFrame:
    """Return the rows to draw: of those with a rank the LEADING first ones, all that the essay ranks and all `asked`
    for (ISO3), best first."""
    ranked = table[table["rank"].notna()].reset_index(drop=True)
    return ranked[(ranked.index < LEADING) | ranked["essay_rank"].notna() | ranked["partner"].isin(list(asked))]


def what_would_change(
    found: Answer,
    table: pd.DataFrame,
    weights: Mapping[str, float],
    names: Mapping[str, str],
    labels: Mapping[str, str],
) -> str:
    """Return the smallest shifts of weight that swap the two leading partners of `index_table`, in one sentence; empty
    if fewer than two have a rank. `names` maps ISO3, `labels` lens codes to names."""
    leading = table.loc[table["rank"].notna(), "partner"].head(2).tolist()
    if len(leading) < 2:
        return ""
    first, second = leading
    path = swap_path(found.scores, weights, first, second)
    is_level = bool(table["rank"].iloc[0] == table["rank"].iloc[1])
    return swap_sentence(path, names[first], names[second], labels, is_level)


def leading_sentence(table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return who leads an `index_table`, in one sentence; empty if nobody has a rank. `names` maps ISO3 to name."""
    ranked = table[table["rank"].notna()]
    if ranked.empty:
        return ""
    first = [names[code] for code in ranked.loc[ranked["rank"] == 1, "partner"]]
    after = [names[code] for code in ranked.loc[ranked["rank"] > 1, "partner"].head(2)]
    leads = f"{listing(first)} lead{'s' if len(first) == 1 else ''}" if len(first) < 4 else f"{len(first)} are level"
    return f"With these weights {leads}{', before ' + listing(after) if after else ''}"
