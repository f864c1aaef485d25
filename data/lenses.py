"""The lenses of the ally index: each turns one kind of evidence into a score from 0 to 100 per partner.

NaN is no data, never a low score. lenses.csv says in words what each lens measures and what its score leaves out.

Lenses that rest on events take `drawn`, how often each event of the period counts in each of several draws (draws ×
events), and return draws × partners: once each for the score itself, resampled for the bootstrap.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.crises import outside_acts
from data.load import Dataset
from data.query import Filters, select

CRISIS_PRIOR = 3.0  # one turning point's weight of "neither helped nor harmed"
TONE_REACH = 5.0  # Goldstein value at the ends of the scale: no shrunken mean of the record goes beyond it
TONE_PRIOR = 26.0  # 14 events of mean salience: the variance of tone within partners over that between them
FURTHEST = 3.5  # about the ideal-point distance between India and the United States, 1987-92 (mean 3.6)
TREATY_POINTS = {"treaty_neutrality": 40, "treaty_consultation": 15, "treaty_nonaggression": 5, "treaty_defence": 100}
FORCE = {"138": 2, "139": 2, "15": 3, "18": 4, "19": 4, "20": 4}  # CAMEO code → threat, display or use of force
USED, WAR = 4, 5
MEMORY = 5  # years in which a use of force counts: it is not forgotten with the year
EVENT_LENSES = ("crisis", "tone", "hostility")


@dataclass(frozen=True)
class Question:
    """The period asked about, first and last year, and the years in which the weight of evidence halves (going back
    from the last year; infinite: all years weigh the same)."""

    years: tuple[int, int]
    half_life: float = math.inf


def lens_scores(data: Dataset, question: Question) -> pd.DataFrame:
    """Return partners (all of `data.partners`, by ISO3) × lenses (codes of lenses.csv): scores 0 to 100, NaN = no data.

    Years after the record's last are no data: the period ends there.
    """
    partners = pd.Index(data.partners["iso3"], name="partner")
    asked = within_record(question, data.events)

    def table(code: str) -> pd.DataFrame:
        return yearly(data.indicators, data.catalogue, code, partners, asked)

    drawn = np.ones((1, len(period_events(data.events, asked))))
    resting_on_events = event_scores(data, question, drawn)
    return pd.DataFrame(
        {
            "crisis": resting_on_events["crisis"][0],
            "commitments": commitment_scores({code: table(code) for code in TREATY_POINTS}, asked),
            "arms": mean_over_years(table("arms_share"), asked),
            "un_votes": un_vote_scores(table("un_ideal_distance"), asked),
            "trade": trade_scores(table("trade_share"), asked),
            "tone": resting_on_events["tone"][0],
            "opinion": opinion_scores(
                [
                    (table(f"opinion_of_{whom}_favourable"), table(f"opinion_of_{whom}_unfavourable"))
                    for whom in ("partner", "india")
                ],
                asked,
            ),
            "hostility": resting_on_events["hostility"][0],
        },
        index=partners,
    )


def event_scores(data: Dataset, question: Question, drawn: np.ndarray) -> dict[str, np.ndarray]:
    """Return the scores of EVENT_LENSES as draws × partners (of `data.partners`), for events `drawn` (draws × events of
    the period, in the order of `period_events`)."""
    partners = pd.Index(data.partners["iso3"], name="partner")
    asked = within_record(question, data.events)
    events = period_events(data.events, asked)
    disputes = yearly(data.indicators, data.catalogue, "dispute_level", partners, asked)
    until = int(data.catalogue.set_index("code").loc["dispute_level", "last_year"])
    return {
        "crisis": crisis_scores(events, data.stories, partners, asked, drawn),
        "tone": tone_scores(events, partners, asked, drawn),
        "hostility": hostility_scores(events, data.stories, disputes, until, asked, drawn),
    }


def within_record(question: Question, events: pd.DataFrame) -> Question:
    """Return the question with its period ending no later than the record does."""
    first, last = question.years
    return replace(question, years=(first, min(last, max(first, int(events["last_year"].max())))))


def period_events(events: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the events that touch the period, in their order."""
    return select(events, Filters(years=question.years))


def recency(years: pd.Series | pd.Index, question: Question) -> np.ndarray:
    """Return the weight of each year: 0.5 to the power of its age in half-lives, years outside the period as its
    nearest."""
    age = question.years[1] - np.clip(years.to_numpy(dtype=float), *question.years)
    return 0.5 ** (age / question.half_life)


def yearly(
    indicators: pd.DataFrame, catalogue: pd.DataFrame, code: str, partners: pd.Index, question: Question
) -> pd.DataFrame:
    """Return one indicator as partners × years, over the years of the period that its source covers.

    What the source leaves out is 0 where the catalogue says that it lists every case, NaN otherwise. An indicator that
    `catalogue` lacks (its file may be deleted) has no years.
    """
    if code not in set(catalogue["code"]):
        return pd.DataFrame(index=partners, columns=pd.Index([], dtype=int), dtype=float)
    about = catalogue.set_index("code").loc[code]
    rows = indicators[indicators["indicator"] == code]
    years = range(max(question.years[0], about["first_year"]), min(question.years[1], about["last_year"]) + 1)
    table = rows.pivot(index="partner", columns="year", values="value").reindex(index=partners, columns=pd.Index(years))
    return table.fillna(0.0) if about["absent_means"] == "zero" else table


def mean_over_years(table: pd.DataFrame, question: Question) -> pd.Series:
    """Return the mean of each row of partners × years over the years it has, weighted by recency; NaN if none."""
    weights = table.notna() * recency(table.columns, question)
    total = weights.sum(axis=1)
    return (table * weights).sum(axis=1) / total.where(total > 0)


def commitment_scores(treaties: dict[str, pd.DataFrame], question: Question) -> pd.Series:
    """Return the mean over the years of the points of the obligations in force (TREATY_POINTS, at most 100).

    `treaties` maps the codes of TREATY_POINTS to partners × years of 0 and 1. An obligation that no state has (there
    is no row of it) adds nothing.
    """
    points = sum(table.fillna(0) * TREATY_POINTS[code] for code, table in treaties.items())
    known = np.any([table.notna() for table in treaties.values()], axis=0)
    return mean_over_years(points.clip(upper=100).where(known), question)


def un_vote_scores(distance: pd.DataFrame, question: Question) -> pd.Series:
    """Return nearness in the UN General Assembly: 100 at ideal-point distance 0, 0 at FURTHEST and beyond."""
    return (100 * (1 - mean_over_years(distance, question) / FURTHEST)).clip(0, 100)


def trade_scores(share: pd.DataFrame, question: Question) -> pd.Series:
    """Return the mean share of India's trade in % of the largest partner's."""
    mean = mean_over_years(share, question)
    return (100 * mean / mean.max()).clip(upper=100)


def opinion_scores(views: list[tuple[pd.DataFrame, pd.DataFrame]], question: Question) -> pd.Series:
    """Return the favourable share of those with a view, in %: the mean of the publics asked.

    `views` holds, per public, favourable and unfavourable answers as partners × years.
    """
    shares = [mean_over_years(100 * good / (good + bad), question) for good, bad in views]
    return pd.concat(shares, axis=1).mean(axis=1)


def crisis_scores(
    events: pd.DataFrame, stories: pd.DataFrame, partners: pd.Index, question: Question, drawn: np.ndarray
) -> np.ndarray:
    """Return draws × partners: 100 for support in a crisis, 0 for opposition, 50 for both or neither (the stances of
    `crisis_stances`), weighted by its weightiest act (salience × recency), shrunk to 50 by CRISIS_PRIOR."""
    acts = outside_acts(events, stories).sort_values(["partner", "story"])
    counts = drawn[:, events.index.get_indexer(acts.index)] > 0
    crises, starts = _groups(acts, "story")
    weight = _largest(counts * (acts["salience"].to_numpy() * recency(acts["year"], question)), starts)
    helped = _largest(counts * (acts["tone"] == "cooperative").to_numpy(), starts)
    harmed = _largest(counts * (acts["tone"] == "conflictual").to_numpy(), starts)
    member = _membership(crises, partners)
    known = weight @ member
    score = (weight * (50 + 50 * helped - 50 * harmed)) @ member
    return np.where(known > 0, (score + 50 * CRISIS_PRIOR) / (known + CRISIS_PRIOR), np.nan)


def tone_scores(events: pd.DataFrame, partners: pd.Index, question: Question, drawn: np.ndarray) -> np.ndarray:
    """Return draws × partners: the mean Goldstein value, weighted by salience × recency and shrunk towards the mean of
    all partners by TONE_PRIOR, from −TONE_REACH and below (0) over 0 (50) to TONE_REACH and above (100)."""
    weight = drawn * (events["salience"].to_numpy() * recency(events["year"], question))
    value = weight * events["goldstein"].to_numpy()
    total = weight.sum(axis=1, keepdims=True)
    overall = value.sum(axis=1, keepdims=True) / np.where(total > 0, total, np.nan)
    member = _membership(events["partner"], partners)
    known = weight @ member
    mean = (value @ member + TONE_PRIOR * overall) / (known + TONE_PRIOR)
    return np.where(known > 0, np.clip(50 * (1 + mean / TONE_REACH), 0, 100), np.nan)


def hostility_scores(
    events: pd.DataFrame,
    stories: pd.DataFrame,
    disputes: pd.DataFrame,
    until: int,
    question: Question,
    drawn: np.ndarray,
) -> np.ndarray:
    """Return draws × partners: 100 − 20 × the mean over the years of the level of force, 0 (none) to 5 (war).

    A year's level is the highest of the MEMORY years up to it, within the period. `disputes` holds the level by year as
    partners × years; after its source's last year, `until`, it is read from the events (`force_level`).
    """
    first, last = question.years
    years = pd.Index(range(first, last + 1))
    measured = disputes.reindex(columns=years)
    measured = measured.mask(measured.isna() & (years > until), 0.0).T.rolling(MEMORY, min_periods=1).max().T
    acts = events.assign(
        level=force_level(events, stories),
        begin=events["year"].clip(lower=max(first, until + 1)),
        end=(events["last_year"] + MEMORY - 1).clip(upper=last),
    )
    acts = acts[(acts["level"] > 0) & (acts["last_year"] > until) & (acts["end"] >= acts["begin"])]
    acts = acts.loc[acts.index.repeat(acts["end"] - acts["begin"] + 1)]
    acts = acts.assign(year=acts["begin"] + acts.groupby(level=0).cumcount()).sort_values(["partner", "year"])
    cells, starts = _groups(acts, "year")
    member = _membership(cells, disputes.index)
    column = years.get_indexer(acts["year"].iloc[starts])
    already = measured.fillna(0.0).to_numpy()[disputes.index.get_indexer(cells), column]
    level = _largest((drawn[:, events.index.get_indexer(acts.index)] > 0) * acts["level"].to_numpy(), starts)
    weights = recency(years, question)
    total = np.nansum(measured * weights, axis=1) + ((level - already).clip(min=0) * weights[column]) @ member
    known = (measured.notna() * weights).sum(axis=1).to_numpy()
    return 100 - 20 * total / np.where(known > 0, known, np.nan)


def force_level(events: pd.DataFrame, stories: pd.DataFrame) -> pd.Series:
    """Return the level of force of each event: 0 none, 2 threatened, 3 displayed, 4 used, 5 used in a war. Routine
    incidents (salience 1), such as a shot at a crossing, are no disputes between states: 0."""
    level = events["cameo"].str[:3].map(FORCE).fillna(events["cameo"].str[:2].map(FORCE)).fillna(0)
    level = level.where(events["salience"] > 1, 0)
    wars = stories.loc[stories["kind"] == "war", "code"]
    return level.mask((level == USED) & events["story"].isin(wars), WAR)


def _groups(acts: pd.DataFrame, column: str) -> tuple[pd.Series, np.ndarray]:
    """Return the partner and the first position of each run of rows with the same partner and value of `column`."""
    new = ~acts[["partner", column]].duplicated()
    return acts["partner"][new.to_numpy()], np.flatnonzero(new)


def _largest(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return draws × groups: the largest of the values (draws × rows) of each group of neighbouring rows."""
    return np.maximum.reduceat(values.astype(float), starts, axis=1)


def _membership(codes: pd.Series, partners: pd.Index) -> np.ndarray:
    """Return rows × partners: 1 where the row is the partner's."""
    return (codes.to_numpy()[:, None] == partners.to_numpy()[None, :]).astype(float)
