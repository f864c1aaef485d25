"""How firm a ranking is: reproducible, indifferent to order, and fair where the answer is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import stability
from data.lenses import EVENT_LENSES, Question, lens_scores

SCORES = pd.DataFrame(
    {"arms": [90.0, 10, 0, 20], "trade": [10.0, 90, 0, np.nan]}, index=pd.Index(["RUS", "USA", "PAK", "NPL"], name="partner")
)  # fmt: skip
NAMES = {"RUS": "Russia", "USA": "United States", "PAK": "Pakistan", "NPL": "Nepal"}
LABELS = {"arms": "Arms", "trade": "Trade"}
ANY_SCORES = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3), min_size=1, max_size=6
).map(lambda rows: pd.DataFrame(rows, index=[f"P{at:02}" for at in range(len(rows))], columns=list("abc"), dtype=float))
FEW = settings(max_examples=30)


def test_known_chances():
    result = stability.rank_stability(SCORES, seed=1)
    chances = result.chances.set_index("partner")
    assert chances.loc[["RUS", "USA"], "first"].tolist() == pytest.approx([0.5, 0.5], abs=0.02)
    assert chances.loc["PAK"].to_dict() == {"first": 0, "top3": 0, "last": 1, "best": 4, "worst": 4}
    assert chances.loc["NPL", "top3"] == 1  # scored on arms alone, so never below Pakistan
    # Russia leads where arms weigh more than half: their mean weight is then three quarters
    assert result.weights_when_first.loc["RUS"].tolist() == pytest.approx([0.75, 0.25], abs=0.01)
    assert result.weights_when_first.loc["PAK"].isna().all()


@FEW
@given(scores=ANY_SCORES, seed=st.integers(0, 9))
def test_chances_add_up(scores, seed):
    chances = stability.rank_stability(scores, seed, weightings=200).chances
    assert chances["first"].sum() == pytest.approx(1) and chances["last"].sum() == pytest.approx(1)
    assert chances["top3"].sum() == pytest.approx(min(3, len(scores)))
    assert (chances["best"] <= chances["worst"]).all() and chances["worst"].max() <= len(scores)


@FEW
@given(scores=ANY_SCORES, seed=st.integers(0, 9), shuffle=st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_result_whatever_the_order(scores, seed, shuffle):
    order = shuffle.sample(range(len(scores)), len(scores))
    a = stability.rank_stability(scores, seed, scores.to_numpy()[None], weightings=200)
    b = stability.rank_stability(scores.iloc[order], seed, scores.to_numpy()[None][:, order], weightings=200)
    pd.testing.assert_frame_equal(a.chances, b.chances)
    pd.testing.assert_frame_equal(a.weights_when_first, b.weights_when_first)


@FEW
@given(scores=ANY_SCORES, more=st.integers(1, 20))
def test_a_partner_that_leads_everywhere_is_always_first(scores, more):
    scores = scores.fillna(0)
    top = scores.max() + more
    scores = pd.concat([scores, top.to_frame("TOP").T])
    chances = stability.rank_stability(scores, 0, weightings=200).chances
    assert (chances.iloc[0]["partner"], chances.iloc[0]["first"]) == ("TOP", 1)


def test_a_partner_without_evidence_in_a_resample_is_last_there():
    resampled = np.stack([SCORES.to_numpy(), SCORES.mask(SCORES.index.to_series() == "USA").to_numpy()])
    chances = stability.rank_stability(SCORES, 0, resampled).chances.set_index("partner")
    assert chances.loc["USA", "last"] == 0.5 and chances.loc["USA", "first"] == pytest.approx(0.25, abs=0.02)


@FEW
@given(partners=st.lists(st.sampled_from(["NPL", "PAK", "RUS"]), max_size=12), seed=st.integers(0, 9))
def test_each_partner_draws_as_many_of_its_own_events_as_it_has(partners, seed):
    partners = pd.Series(partners, dtype="str")
    drawn = stability.redraw(partners, 7, np.random.default_rng(seed))
    assert drawn.shape == (7, len(partners)) and drawn.min(initial=0) >= 0
    for partner in partners.unique():
        own = (partners == partner).to_numpy()
        assert (drawn[:, own].sum(axis=1) == own.sum()).all()


def test_every_event_is_drawn_once_on_average():
    drawn = stability.redraw(pd.Series(["RUS", "NPL", "RUS", "RUS"]), 4000, np.random.default_rng(0))
    assert drawn.mean(axis=0) == pytest.approx([1, 1, 1, 1], abs=0.05)


def test_only_the_lenses_that_rest_on_events_are_resampled(shipped):
    question = Question((1962, 2026), 20)
    scores = lens_scores(shipped, question).loc[["RUS", "PAK", "USA"]]
    draws = [stability.resampled_scores(scores, shipped, question, seed, 60) for seed in (1, 1, 2)]
    np.testing.assert_array_equal(draws[0], draws[1])
    assert not np.array_equal(draws[0], draws[2], equal_nan=True)
    assert draws[0].shape == (60, 3, 8)
    for at, lens in enumerate(scores.columns):
        if lens not in EVENT_LENSES:
            np.testing.assert_array_equal(draws[0][:, :, at], np.tile(scores[lens].to_numpy(), (60, 1)))
    tone = draws[0][:, :, scores.columns.get_loc("tone")]
    assert tone.std(axis=0).min() > 0
    assert tone.mean(axis=0) == pytest.approx(scores["tone"].to_numpy(), abs=3 * tone.std(axis=0).max() / 60**0.5 + 0.5)


@pytest.mark.parametrize(
    ("partners", "sentence"),
    [
        ([], "No partner has evidence enough to be ranked"),
        (["RUS", "PAK"], "Russia is first under all weightings"),
        (["PAK"], "Only Pakistan has evidence enough to be ranked"),
    ],
)
def test_the_sentence_without_a_rival(partners, sentence):
    result = stability.rank_stability(SCORES.loc[partners], 0, weightings=100)
    assert stability.stability_sentence(result, NAMES, LABELS) == sentence


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (
            0.61,
            0.2,
            "Russia is first under 61% of weightings; next is United States, first under 20% of them, where the weight of Trade averages 70%, not 50%",
        ),
        (
            0.995,
            0.005,
            "Russia is first under more than 99% of weightings; next is United States, first under fewer than 1% of them",
        ),
    ],
)
def test_the_sentence(first, second, words):
    chances = pd.DataFrame({"partner": ["RUS", "USA"], "first": [first, second]})
    weights = pd.DataFrame({"arms": [0.6, 0.3], "trade": [0.4, 0.7]}, index=["RUS", "USA"])
    assert stability.stability_sentence(stability.Stability(chances, weights), NAMES, LABELS) == words
