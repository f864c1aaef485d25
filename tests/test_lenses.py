"""Each lens by hand on small frames of our own; what is not known is never a low score."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import lenses
from data.crises import crisis_stances
from data.lenses import Question

PARTNERS = pd.Index(["NPL", "PAK", "RUS"], name="partner")
TEN_YEARS = Question((2010, 2019))
CATALOGUE = pd.DataFrame(
    [
        ("arms_share", "zero", 1954, 2024),
        ("un_ideal_distance", "unknown", 1946, 2024),
        ("trade_share", "unknown", 1948, 2021),
        ("dispute_level", "zero", 1947, 2014),
        *((f"treaty_{kind}", "zero", 1952, 2018) for kind in ("defence", "neutrality", "consultation", "nonaggression")),
        *((f"opinion_of_{whom}_{view}avourable", "unknown", 2002, 2023) for whom in ("partner", "india") for view in ("f", "unf")),
    ],
    columns=["code", "absent_means", "first_year", "last_year"],
)  # fmt: skip
STORIES = pd.DataFrame([("war", "war", "PAK"), ("test", "crisis", "")], columns=["code", "kind", "opponents"])


def indicators_of(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["indicator", "partner", "year", "value"])


def events_of(*rows: dict) -> pd.DataFrame:
    """Return events: one of weight 2 by Russia in 2010, an agreement, unless a row says otherwise."""
    usual = {
        "partner": "RUS", "year": 2010, "cameo": "057", "goldstein": 0.0, "salience": 2, "tone": "cooperative",
        "direction": "to_india", "story": "",
    }  # fmt: skip
    frame = pd.DataFrame([usual | {"last_year": row.get("year", 2010)} | row for row in rows])
    return frame.assign(id=[f"e{number}" for number in range(len(rows))])


def once(events: pd.DataFrame) -> np.ndarray:
    return np.ones((1, len(events)))


def table(years: list[int], **rows: list[float]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=years).T.reindex(PARTNERS).rename_axis("partner")


def rounded(scores) -> dict[str, float | None]:
    values = np.asarray(scores, dtype=float).ravel()
    return {partner: None if math.isnan(value) else round(value, 1) for partner, value in zip(PARTNERS, values)}


@pytest.mark.parametrize(
    ("year", "half_life", "weight"), [(2019, 3, 1), (2010, 9, 0.5), (2001, 9, 0.5), (2030, 9, 1), (2010, math.inf, 1)]
)
def test_the_weight_of_a_year(year, half_life, weight):
    assert lenses.recency(pd.Index([year]), Question((2010, 2019), half_life)) == pytest.approx([weight])


def test_a_year_without_a_row_is_zero_only_where_the_source_lists_every_case():
    rows = indicators_of(
        ("dispute_level", "PAK", 2014, 4), ("trade_share", "PAK", 2012, 3), ("trade_share", "NPL", 2009, 9)
    )
    disputes = lenses.yearly(rows, CATALOGUE, "dispute_level", PARTNERS, TEN_YEARS)
    assert disputes.columns.tolist() == [2010, 2011, 2012, 2013, 2014]
    assert disputes.loc["RUS"].tolist() == [0] * 5 and disputes.loc["PAK", 2014] == 4
    trade = lenses.yearly(rows, CATALOGUE, "trade_share", PARTNERS, TEN_YEARS)
    assert trade.count().sum() == 1 and trade.loc["PAK", 2012] == 3


def test_an_indicator_whose_table_is_deleted_is_no_data():
    without = CATALOGUE[CATALOGUE["code"] != "arms_share"]
    arms = lenses.yearly(indicators_of(), without, "arms_share", PARTNERS, TEN_YEARS)
    assert arms.empty and lenses.mean_over_years(arms, TEN_YEARS).isna().all()


@pytest.mark.parametrize(("half_life", "mean"), [(math.inf, 45), (9, 60)])
def test_the_mean_over_the_years_known(half_life, mean):
    years = table([2010, 2015, 2019], RUS=[0, np.nan, 90], NPL=[np.nan] * 3)
    assert rounded(lenses.mean_over_years(years, Question((2010, 2019), half_life))) == {
        "NPL": None, "PAK": None, "RUS": mean,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("in_force", "points"),
    [
        ({}, 0),
        ({"treaty_neutrality": [1, 1]}, 40),
        ({"treaty_neutrality": [0, 1], "treaty_consultation": [0, 1], "treaty_nonaggression": [0, 1]}, 30),
        ({"treaty_defence": [1, 1], "treaty_consultation": [1, 1]}, 100),
    ],
)
def test_commitments(in_force, points):
    treaties = {
        code: table([2017, 2018], NPL=[0, 0], PAK=[0, 0], RUS=in_force.get(code, [0, 0]))
        for code in lenses.TREATY_POINTS
    }
    assert rounded(lenses.commitment_scores(treaties, TEN_YEARS)) == {"NPL": 0, "PAK": 0, "RUS": points}


def test_an_obligation_that_no_state_has_adds_nothing():
    none, some = table([2017], RUS=[np.nan]), table([2017], NPL=[0], RUS=[1])
    treaties = {"treaty_defence": none, "treaty_neutrality": some}
    assert rounded(lenses.commitment_scores(treaties, TEN_YEARS)) == {"NPL": 0, "PAK": None, "RUS": 40}
    assert lenses.commitment_scores({"treaty_defence": none}, TEN_YEARS).isna().all()


def test_un_votes():
    distance = table([2010, 2011], NPL=[7, 7], PAK=[0, 0], RUS=[1.5, 2])
    assert rounded(lenses.un_vote_scores(distance, TEN_YEARS)) == {"NPL": 0, "PAK": 100, "RUS": 50}


def test_trade():
    share = table([2010, 2011], PAK=[2, np.nan], RUS=[6, 10])
    assert rounded(lenses.trade_scores(share, TEN_YEARS)) == {"NPL": None, "PAK": 25, "RUS": 100}


def test_opinion():
    theirs = table([2010], PAK=[10], RUS=[60]), table([2010], PAK=[30], RUS=[20])
    ours = table([2011], RUS=[45]), table([2011], RUS=[45])
    assert rounded(lenses.opinion_scores([theirs, ours], TEN_YEARS)) == {"NPL": None, "PAK": 25, "RUS": 62.5}


HELP, HARM = {"story": "war", "salience": 3}, {"story": "war", "salience": 3, "tone": "conflictual"}


@pytest.mark.parametrize(
    ("rows", "score"),
    [
        ([HELP], 75),
        ([HARM], 25),
        ([HELP, HARM], 50),
        ([HELP | {"tone": "neutral"}], 50),
        ([HELP | {"salience": 1}], 62.5),
        ([HELP, HELP | {"salience": 1}], 75),
        ([HELP, HELP | {"story": "test"}], 83.3),
        ([HELP, HARM | {"story": "test", "salience": 1}], 64.3),
        ([HELP | {"direction": "from_india"}], None),
        ([HELP | {"partner": "PAK"}], None),
        ([HELP | {"story": ""}], None),
    ],
)
def test_crisis(rows, score):
    events = events_of(*rows)
    scores = rounded(lenses.crisis_scores(events, STORIES, PARTNERS, TEN_YEARS, once(events)))
    assert scores == {"NPL": None, "PAK": None, "RUS": score}


def test_an_old_crisis_counts_less():
    events = events_of(HELP)
    scores = lenses.crisis_scores(events, STORIES, PARTNERS, Question((2010, 2019), 9), once(events))
    assert rounded(scores)["RUS"] == round((1.5 * 100 + 3 * 50) / 4.5, 1)


def test_the_crisis_lens_scores_the_stances_of_the_matrix(shipped):
    partners = pd.Index(shipped.partners["iso3"])
    scores = lenses.crisis_scores(
        shipped.events, shipped.stories, partners, Question((1947, 2026)), once(shipped.events)
    )
    stances = crisis_stances(shipped.events, shipped.stories)
    value = stances["stance"].map({"supported": 100, "opposed": 0}).fillna(50)
    sums = (value * stances["salience"]).groupby(stances["partner"]).sum()
    weights = stances.groupby("partner")["salience"].sum()
    expected = ((sums + 150) / (weights + 3)).reindex(partners)
    np.testing.assert_allclose(scores[0], expected)


def test_tone_is_shrunk_towards_the_mean_of_all():
    events = events_of({"goldstein": 5.0}, {"goldstein": -5.0, "partner": "PAK"})
    score = round(50 + 10 * (2 * 5 / (2 + lenses.TONE_PRIOR)), 1)
    scores = rounded(lenses.tone_scores(events, PARTNERS, TEN_YEARS, once(events)))
    assert scores == {"NPL": None, "PAK": round(100 - score, 1), "RUS": score}


def test_three_happy_events_do_not_outrank_three_hundred():
    happy, many = [{"goldstein": 8.0, "partner": "NPL"}] * 3, [{"goldstein": 4.0}] * 300
    events = events_of(*happy, *many, *([{"goldstein": -6.0, "partner": "PAK"}] * 200))
    scores = rounded(lenses.tone_scores(events, PARTNERS, TEN_YEARS, once(events)))
    assert scores["NPL"] < scores["RUS"]


FORCE = {"partner": "PAK", "cameo": "190", "year": 2018, "tone": "conflictual"}


@pytest.mark.parametrize(
    ("level", "rows", "score"),
    [
        ({}, [], 100),
        ({2010: 4}, [], 60),
        ({2010: 4}, [FORCE], 44),
        ({}, [FORCE], 84),
        ({}, [FORCE | {"story": "war"}], 80),
        ({}, [FORCE | {"salience": 1}], 100),
        ({}, [FORCE | {"cameo": "138"}], 92),
        ({}, [FORCE | {"cameo": "131"}], 100),
        ({}, [FORCE | {"year": 2012}], 100),
        ({}, [FORCE | {"year": 2012, "last_year": 2016}], 60),
        ({2014: 5}, [FORCE | {"cameo": "150", "year": 2016}], 44),
    ],
)
def test_hostility(level, rows, score):
    events = events_of({}, *rows)
    disputes = table([*range(2010, 2015)], **{code: [0] * 5 for code in PARTNERS})
    for year, value in level.items():
        disputes.loc["PAK", year] = value
    scores = lenses.hostility_scores(events, STORIES, disputes, 2014, TEN_YEARS, once(events))
    assert rounded(scores) == {"NPL": 100, "PAK": score, "RUS": 100}


def test_years_before_the_dispute_data_of_a_deleted_file_are_no_data():
    events, unknown = events_of({}), table([*range(2010, 2015)], RUS=[np.nan] * 5)
    scores = lenses.hostility_scores(events, STORIES, unknown, 2014, Question((2010, 2014)), once(events))
    assert rounded(scores) == {"NPL": None, "PAK": None, "RUS": None}


@settings(max_examples=30)
@given(drawn=st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_an_event_drawn_twice_counts_like_two_of_it(drawn):
    events = events_of(
        {"goldstein": 8.0}, HELP, HARM | {"partner": "NPL", "goldstein": -4.0}, FORCE | {"goldstein": -10.0},
        FORCE | {"story": "war"}, HELP | {"partner": "NPL"},
    )  # fmt: skip
    copies = events.loc[events.index.repeat(drawn)].reset_index(drop=True)
    disputes = table([2014], **{code: [0] for code in PARTNERS})

    def scores(frame, counts):
        return [
            lenses.crisis_scores(frame, STORIES, PARTNERS, TEN_YEARS, counts),
            lenses.tone_scores(frame, PARTNERS, TEN_YEARS, counts),
            lenses.hostility_scores(frame, STORIES, disputes, 2014, TEN_YEARS, counts),
        ]

    np.testing.assert_allclose(scores(events, np.array([drawn], dtype=float)), scores(copies, once(copies)))


def test_all_lenses_of_the_tiny_record(tiny):
    rows = indicators_of(
        ("arms_share", "RUS", 1970, 80), ("un_ideal_distance", "RUS", 1970, 0.7), ("trade_share", "RUS", 1970, 9),
        ("dispute_level", "PAK", 1971, 5), ("treaty_neutrality", "RUS", 1971, 1),
    )  # fmt: skip
    scores = lenses.lens_scores(replace(tiny, indicators=rows, catalogue=CATALOGUE), Question((1970, 1971)))
    assert scores.columns.tolist() == tiny.lenses["code"].tolist() and scores.index.tolist() == ["NPL", "PAK", "RUS"]
    assert scores.loc["NPL"].dropna().to_dict() == {"commitments": 0, "arms": 0, "hostility": 100}
    assert scores.loc["RUS"].round(1).dropna().to_dict() == {
        "commitments": 20, "arms": 40, "un_votes": 80, "trade": 100, "hostility": 100,
    }  # fmt: skip
    assert scores.loc["PAK", "hostility"] == 50


@pytest.mark.parametrize("years", [(1952, 1953), (1947, 1947), (1962, 1962), (2024, 2026), (2030, 2040)])
def test_any_period_has_scores_within_bounds(shipped, years):
    scores = lenses.lens_scores(shipped, Question(years, 5))
    assert scores.shape == (len(shipped.partners), len(shipped.lenses))
    assert scores.columns.tolist() == shipped.lenses["code"].tolist()
    assert not ((scores < 0) | (scores > 100)).any().any()


def test_the_period_ends_with_the_record(shipped):
    last = int(shipped.events["last_year"].max())
    a, b = (lenses.lens_scores(shipped, Question((1947, year), 20)) for year in (last, last + 9))
    pd.testing.assert_frame_equal(a, b)


@pytest.mark.parametrize(
    ("lens", "words"),
    [
        ("crisis", f"with {lenses.CRISIS_PRIOR:g} further units of weight"),
        ("tone", f"as if {lenses.TONE_PRIOR:g} units of weight"),
        ("tone", f"−{lenses.TONE_REACH:g} or less is 0"),
        ("un_votes", f"0 at {lenses.FURTHEST:g}"),
        ("commitments", "Defence {treaty_defence}".format(**lenses.TREATY_POINTS)),
        (
            "commitments",
            "neutrality {treaty_neutrality} + consultation {treaty_consultation} + non-aggression {treaty_nonaggression}".format(
                **lenses.TREATY_POINTS
            ),
        ),
    ],
)
def test_the_formula_told_is_the_formula_used(shipped, lens, words):
    assert words in shipped.lenses.set_index("code").loc[lens, "formula"]
