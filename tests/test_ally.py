"""Totals, ranks and what would change them: cases by hand, properties for any scores, and the shipped weightings."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import ally
from data.ally import Swap

LENSES = ["arms", "trade", "votes"]
NAN = float("nan")


def scores_of(**rows: list[float]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=LENSES, dtype=float).T.rename_axis("partner")


SCORES = scores_of(CHN=[0, 100, 80], NPL=[NAN, NAN, 90], RUS=[60, 20, 60], USA=[10, 100, 20])
ANY_SCORES = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3), min_size=2, max_size=6
).map(lambda rows: pd.DataFrame(rows, index=[f"P{at:02}" for at in range(len(rows))], columns=LENSES, dtype=float))
ANY_WEIGHTS = (
    st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(sum).map(lambda parts: dict(zip(LENSES, parts)))
)


@pytest.mark.parametrize(
    ("weights", "totals"),
    [
        ({"arms": 1, "trade": 1, "votes": 1}, {"CHN": 60, "NPL": 90, "RUS": 46.67, "USA": 43.33}),
        ({"arms": 3, "trade": 1, "votes": 0}, {"CHN": 25, "NPL": NAN, "RUS": 50, "USA": 32.5}),
        ({"arms": 0, "trade": 0, "votes": 0}, {"CHN": NAN, "NPL": NAN, "RUS": NAN, "USA": NAN}),
        ({"votes": 0, "trade": 0, "arms": 1}, {"CHN": 0, "NPL": NAN, "RUS": 60, "USA": 10}),
    ],
)
def test_totals(weights, totals):
    assert ally.total_scores(SCORES, weights).round(2).to_dict() == pytest.approx(totals, nan_ok=True)


@given(scores=ANY_SCORES, weights=ANY_WEIGHTS, lens=st.sampled_from(LENSES), more=st.integers(1, 50))
def test_a_higher_score_never_lowers_the_total(scores, weights, lens, more):
    higher = scores.assign(**{lens: scores[lens] + more})
    before, after = ally.total_scores(scores, weights), ally.total_scores(higher, weights)
    assert ((after >= before - 1e-9) | before.isna()).all()


@given(scores=ANY_SCORES, weights=ANY_WEIGHTS, scale=st.floats(0.01, 100))
def test_only_proportions_of_weights_count(scores, weights, scale):
    scaled = {lens: weight * scale for lens, weight in weights.items()}
    pd.testing.assert_series_equal(ally.total_scores(scores, weights), ally.total_scores(scores, scaled))


@given(scores=ANY_SCORES, weights=ANY_WEIGHTS)
def test_a_total_lies_within_the_scores_it_weighs(scores, weights):
    weighed = scores[[lens for lens in LENSES if weights[lens]]]
    total = ally.total_scores(scores, weights)
    assert (total.isna() == weighed.isna().all(axis=1)).all()
    inside = (total >= weighed.min(axis=1) - 1e-9) & (total <= weighed.max(axis=1) + 1e-9)
    assert (inside | total.isna()).all()


@given(scores=ANY_SCORES, weights=ANY_WEIGHTS, seed=st.randoms(use_true_random=False))
def test_the_order_of_partners_does_not_matter(scores, weights, seed):
    shuffled = scores.loc[seed.sample(list(scores.index), len(scores))]
    known = pd.DataFrame({"lenses": 9, "events": 9, "missing": ""}, index=scores.index)
    a, b = ally.ranking(scores, weights, known), ally.ranking(shuffled, weights, known.loc[shuffled.index])
    pd.testing.assert_frame_equal(a, b)


def test_missing_is_not_zero():
    weights = dict.fromkeys(LENSES, 1)
    assert ally.total_scores(SCORES, weights)["NPL"] == 90
    assert ally.total_scores(SCORES.fillna(0), weights)["NPL"] == 30


VOCABULARY = pd.DataFrame({"code": LENSES, "silent": [0.0, NAN, NAN]})


def test_a_measured_zero_is_no_evidence_of_the_partners_own():
    events = pd.DataFrame({"partner": ["RUS", "RUS", "CHN"]})
    known = ally.evidence(SCORES, VOCABULARY, events)
    assert known["lenses"].to_dict() == {"CHN": 2, "NPL": 1, "RUS": 3, "USA": 3}
    assert known["events"].to_dict() == {"CHN": 1, "NPL": 0, "RUS": 2, "USA": 0}
    assert known["missing"].to_dict() == {"CHN": "", "NPL": "arms trade", "RUS": "", "USA": ""}


@pytest.mark.parametrize(("lenses", "events", "ranked"), [(4, 5, True), (8, 50, True), (3, 5, False), (4, 4, False)])
def test_enough_evidence_to_be_ranked(lenses, events, ranked):
    known = pd.DataFrame({"lenses": [lenses], "events": [events], "missing": [""]}, index=["RUS"])
    assert ally.enough(known).tolist() == [ranked]


def test_the_ranking_lists_the_unranked_last_and_lets_ties_share_a_rank():
    scores = scores_of(AAA=[1, 1, 1], BBB=[50, 50, 50], CCC=[90, 90, 90], DDD=[50, 50, 50], EEE=[20, 20, 20])
    known = pd.DataFrame({"lenses": [9, 9, 1, 9, 9], "events": 9, "missing": ""}, index=scores.index)
    ranked = ally.ranking(scores, dict.fromkeys(LENSES, 1), known)
    assert ranked["partner"].tolist() == ["BBB", "DDD", "EEE", "AAA", "CCC"]
    assert ranked["rank"].tolist() == [1, 1, 3, 4, pd.NA]
    assert ranked["total"].iloc[-1] == 90


def test_the_essay_beside_the_ranking():
    table = pd.DataFrame({"partner": ["USA", "OMN", "RUS", "NPL"], "essay_rank": [3, pd.NA, 1, 2]}).astype(
        {"essay_rank": "Int64"}
    )
    names = {"RUS": "Russia", "NPL": "Nepal", "USA": "United States", "OMN": "Oman"}

    def said(*ranks):
        return ally.essay_sentence(table.assign(rank=pd.array(ranks, dtype="Int64")), names)

    assert said(1, 2, 12, pd.NA).endswith(": Russia 12th, Nepal unranked, United States 1st")
    assert said(1, 3, 3, pd.NA).endswith(": Russia joint 3rd, Nepal unranked, United States 1st")


@pytest.mark.parametrize(
    ("first", "second", "weights", "swap"),
    [
        # totals 46.67 and 43.33; from arms to trade the lead of 10/3 shrinks by (60 − 20) − (10 − 100) = 130 a unit
        ("RUS", "USA", {"arms": 1, "trade": 1, "votes": 1}, Swap("arms", "trade", 1 / 39)),
        ("USA", "RUS", {"arms": 1, "trade": 1, "votes": 1}, Swap("arms", "trade", 1 / 39)),
        # of Nepal only votes are known, 90 whatever the weights; China gains 100 a unit on its 60
        ("CHN", "NPL", {"arms": 1, "trade": 1, "votes": 1}, Swap("arms", "trade", 0.3)),
        # 50 : 40; a unit from trade to arms costs China 100 and gives Russia 40
        ("CHN", "RUS", {"arms": 1, "trade": 1, "votes": 0}, Swap("trade", "arms", 1 / 14)),
        ("LOW", "RUS", {"arms": 1, "trade": 1, "votes": 1}, None),
        ("RUS", "NPL", {"arms": 1, "trade": 1, "votes": 0}, None),
    ],
)
def test_smallest_swap(first, second, weights, swap):
    scores = pd.concat([SCORES, scores_of(LOW=[0, 0, 0])])
    found = ally.smallest_swap(scores, weights, first, second)
    assert (found is None) == (swap is None)
    if swap:
        assert (found.source, found.target) == (swap.source, swap.target)
        assert found.shift == pytest.approx(swap.shift)


@given(scores=ANY_SCORES, weights=ANY_WEIGHTS)
def test_the_swap_swaps_and_nothing_smaller_does(scores, weights):
    a, b = scores.index[:2]
    found = ally.smallest_swap(scores, weights, a, b)
    shares = pd.Series(weights, dtype=float) / sum(weights.values())

    def lead(source, target, shift):
        moved = shares.copy()
        moved[source] -= shift
        moved[target] += shift
        totals = ally.total_scores(scores.loc[[a, b]], moved.clip(lower=0))
        return totals[a] - totals[b]

    ahead = np.sign(lead("arms", "trade", 0))
    if found:
        assert lead(found.source, found.target, found.shift) == pytest.approx(0, abs=1e-6)
    for source, target in permutations(LENSES, 2):
        for part in (0.3, 0.6, 0.9):
            shift = part * min(found.shift if found else 1, shares[source])
            overtaken = ahead * lead(source, target, shift) < -1e-6  # NaN: no total at all
            assert not overtaken


def test_the_swap_in_words():
    labels = {"arms": "Arms", "trade": "Trade"}
    assert ally.swap_sentence([Swap("arms", "trade", 0.08)], "Russia", "United States", labels) == (
        "United States would lead Russia if 8% of all weight moved from Arms to Trade"
    )
    assert "less than 1%" in ally.swap_sentence([Swap("arms", "trade", 0.001)], "Russia", "China", labels)
    two = [Swap("arms", "trade", 0.125), Swap("votes", "trade", 0.03)]
    assert ally.swap_sentence(two, "Russia", "Japan", labels | {"votes": "Votes"}) == (
        "Japan would lead Russia if 12% of all weight moved from Arms to Trade and 3% moved from Votes to Trade"
    )
    assert ally.swap_sentence([], "Russia", "China", labels).startswith("No shift of weight")
    assert "are level" in ally.swap_sentence([], "Russia", "China", labels, level=True)


def test_where_one_lens_is_not_enough_several_give_weight():
    scores = scores_of(AAA=[90, 10, 60], BBB=[10, 40, 10])
    path = ally.swap_path(scores, dict.fromkeys(LENSES, 1), "AAA", "BBB")
    # from arms all of 1/3 narrows the gap of 100/3 by 110/3, more than enough
    assert [(swap.source, swap.target) for swap in path] == [("arms", "trade")]
    scores = scores_of(AAA=[90, 10, 90], BBB=[10, 40, 10])
    path = ally.swap_path(scores, dict.fromkeys(LENSES, 1), "AAA", "BBB")
    # the gap is 130/3; each third from arms or votes to trade closes 110/3, so the second gives 20/3 of 110 a unit
    assert {swap.source for swap in path} == {"arms", "votes"} and {swap.target for swap in path} == {"trade"}
    assert sum(swap.shift for swap in path) == pytest.approx(1 / 3 + 20 / 330, abs=1e-4)


@given(scores=ANY_SCORES, weights=ANY_WEIGHTS)
def test_the_shifts_together_close_the_gap(scores, weights):
    a, b = scores.index[:2]
    shares = pd.Series(weights, dtype=float) / sum(weights.values())
    path = ally.swap_path(scores, weights, a, b)
    for swap in path:
        shares[swap.source] -= swap.shift
        shares[swap.target] += swap.shift
    before, after = (ally.total_scores(scores.loc[[a, b]], w) for w in (pd.Series(weights), shares.clip(lower=0)))
    ahead = np.sign(before[a] - before[b])
    assert not path or ahead * (after[a] - after[b]) < 1e-3
    assert path == [] or ahead != 0


def test_every_preset_weighs_every_lens(shipped):
    weights = shipped.weightings.pivot(index="preset", columns="lens", values="weight")
    assert set(weights.index) == set(shipped.presets["code"]) and set(weights) == set(shipped.lenses["code"])
    assert (weights.notna().all(axis=None)) and (weights.sum(axis="columns") > 0).all()


def test_the_essays_weights_are_counts_of_its_claims(shipped):
    essay = shipped.weightings[shipped.weightings["preset"] == "essay"]
    assert essay["weight"].tolist() == [len(cell.split()) for cell in essay["claims"]]
    counted = " ".join(essay["claims"]).split()
    assert len(counted) == len(set(counted)) == 70 - 12
    assert set(counted) <= {f"C{number:02}" for number in range(1, 71)}
    assert "70 assertions" in shipped.presets.set_index("code").loc["essay", "description"]


def test_the_essay_names_partners_that_its_claims_are_about(shipped):
    about = shipped.claims.set_index("id")["partner"]
    assert all(partner in about[claim] for partner, claim in zip(shipped.essay["partner"], shipped.essay["claim"]))
    assert shipped.essay["rank"].is_monotonic_increasing and shipped.essay["rank"].iloc[0] == 1
