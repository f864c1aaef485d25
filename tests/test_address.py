"""An address and the filters it asks for are two forms of one value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.address import from_query, to_query, weights_from_word, weights_to_word
from data.query import TONES, Filters

PARTNERS = {"NPL": "Nepal", "RUS": "Russia", "GBR": "United Kingdom"}
CATEGORIES = {"un": "United Nations", "conflict": "Conflict"}
SPAN = (1947, 2026)


@given(
    st.builds(
        Filters,
        years=st.tuples(st.integers(*SPAN), st.integers(*SPAN)).map(lambda pair: tuple(sorted(pair))),
        partners=st.lists(st.sampled_from(list(PARTNERS)), unique=True).map(tuple),
        categories=st.lists(st.sampled_from(list(CATEGORIES)), unique=True).map(tuple),
        tones=st.lists(st.sampled_from(TONES), unique=True).map(tuple),
        salience=st.integers(1, 3),
        text=st.text(max_size=60),
    )
)
def test_there_and_back(filters):
    assert from_query(to_query(filters, PARTNERS, CATEGORIES, SPAN), PARTNERS, CATEGORIES, SPAN) == filters


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ({}, Filters(years=SPAN)),
        ({"partner": ["russia", "NPL", "Atlantis", "RUS"]}, Filters(years=SPAN, partners=("RUS", "NPL"))),
        (
            {"category": ["United Nations"], "tone": ["neutral", "furious"]},
            Filters(years=SPAN, categories=("un",), tones=("neutral",)),
        ),
        ({"years": ["1975", "1960"]}, Filters(years=(1960, 1975))),
        ({"years": ["1971"]}, Filters(years=(1971, 1971))),
        ({"years": ["1900", "1950"]}, Filters(years=(1947, 1950))),
        ({"years": ["1800", "1900"]}, Filters(years=SPAN)),
        ({"years": ["then", "now"], "weight": ["9"]}, Filters(years=SPAN)),
        ({"weight": ["3"], "q": ["veto"]}, Filters(years=SPAN, salience=3, text="veto")),
    ],
)
def test_what_an_address_asks_for(query, filters):
    assert from_query(query, PARTNERS, CATEGORIES, SPAN) == filters


def test_an_address_leaves_defaults_out():
    assert not any(to_query(Filters(years=SPAN), PARTNERS, CATEGORIES, SPAN).values())


PRESETS = {"equal": {"arms": 5, "un_votes": 5}, "arms": {"arms": 9, "un_votes": 1}}


@given(st.fixed_dictionaries({lens: st.integers(0, 20) for lens in PRESETS["equal"]}).filter(lambda w: any(w.values())))
def test_weights_survive_the_address(weights):
    assert weights_from_word(weights_to_word(weights, PRESETS), PRESETS, 20) == weights


@pytest.mark.parametrize(
    ("word", "weights"),
    [
        ("arms", {"arms": 9, "un_votes": 1}),
        ("", PRESETS["equal"]),
        ("nonsense", PRESETS["equal"]),
        ("arms0-un_votes0", PRESETS["equal"]),
        ("un_votes7", {"arms": 0, "un_votes": 7}),
        ("arms999-luck3", {"arms": 20, "un_votes": 0}),
    ],
)
def test_words_of_weights(word, weights):
    assert weights_from_word(word, PRESETS, 20) == weights
