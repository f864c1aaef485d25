"""What one partner's page says, from small frames and the tiny record."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import partner as facts
from data.crises import crises_in_order, select_stances
from data.query import Filters, select

EVERY = (1947, 2026)


def events_of(record, code, **changes):
    return select(record.events, Filters(partners=(code,), **changes))


def row_of(record, code):
    return record.partners.set_index("iso3", drop=False).loc[code]


@pytest.mark.parametrize(
    ("asked", "chosen", "shown", "expected"),
    [
        ("NPL", ("PAK",), 5, "NPL"),
        (None, ("PAK",), 5, "PAK"),
        (None, ("PAK", "NPL"), 5, "NPL"),
        (None, ("CHN",), 5, "CHN"),
        (None, (), 5, "RUS"),
        (None, (), 1, "NPL"),
        (None, (), 0, "RUS"),
    ],
)
def test_the_partner_asked_for_then_the_one_chosen_then_the_most_eventful(tiny, asked, chosen, shown, expected):
    assert facts.shown_partner(asked, chosen, tiny.events.head(shown), tiny.events) == expected


def test_partners_without_events_come_last(tiny):
    without = tiny.events[tiny.events["partner"] != "NPL"]
    assert facts.partner_order(tiny.partners, without) == {"PAK": 1, "RUS": 3, "NPL": 0}
    assert list(facts.partner_order(tiny.partners, without)) == ["PAK", "RUS", "NPL"]


def test_the_headline_is_made_from_the_numbers(tiny):
    russia = events_of(tiny, "RUS")
    assert facts.partner_headline(russia.head(0), "Russia", True) == "Russia: no event passes these filters"
    assert facts.partner_headline(russia.head(0), "Russia", False) == "Russia: no event in the record yet"
    assert facts.partner_headline(russia.head(1), "Russia", True) == "Russia: one event, cooperative, in 1951"
    assert facts.partner_headline(russia, "Russia", True) == "Russia: 2 of 3 events are cooperative"


@pytest.mark.parametrize(
    ("tones", "says"), [((8.0, 2.0), "warmest in the 1950s, coolest in the 1960s"), ((2.0, 2.0), "")]
)
def test_the_headline_names_decades_only_where_they_differ(tiny, tones, says):
    event = events_of(tiny, "RUS").head(1)
    decades = [
        event.assign(decade=decade, goldstein=tone) for decade, tone in zip((1950, 1960), tones) for _ in range(6)
    ]
    finding = facts.partner_headline(pd.concat(decades), "Russia", True)
    assert finding.endswith(says) and ("warmest" in finding) == bool(says)


def test_facts_that_are_blank_are_said_to_be_unknown(tiny):
    words = {what: words for what, words, _ in facts.partner_facts(row_of(tiny, "RUS"), events_of(tiny, "RUS"))}
    assert words["Partnership in force"] == words["Relations since"] == facts.UNKNOWN
    assert words["Events shown"] == "3, 1951–1968" and words["Mean tone, −10 to +10"] == "+3.8 (n = 3)"
    known = row_of(tiny, "RUS").to_dict() | {"label": "Pact", "label_since": "2010-12", "label_source": "https://a"}
    assert facts.partner_facts(known, tiny.events.head(0))[0] == (
        "Partnership in force",
        "Pact, since December 2010",
        "https://a",
    )


def test_figures_hold_measured_zeros_and_no_unknown_years(tiny):
    figures = facts.partner_figures(tiny.indicators, tiny.catalogue, "RUS", EVERY)
    assert figures.groupby("chart")["year"].apply(list).to_dict() == {
        "Arms": [1960, 1961, 1962, 1963],
        "Trade": [1968, 1969, 1971],
    }
    assert figures[figures["chart"] == "Trade"]["segment"].tolist() == [0, 0, 1]
    assert set(facts.partner_figures(tiny.indicators, tiny.catalogue, "RUS", (1968, 1969))["year"]) == {1968, 1969}


@pytest.mark.parametrize(
    ("code", "years", "drawn", "zero", "absent"),
    [
        ("RUS", EVERY, ["Arms", "Trade"], [], []),
        ("RUS", (1960, 1961), [], ["Arms"], ["Trade"]),
        ("NPL", EVERY, [], ["Arms"], ["Trade"]),
        ("NPL", (1990, 1999), [], [], ["Arms", "Trade"]),
    ],
)
def test_no_chart_without_a_value_above_zero(tiny, code, years, drawn, zero, absent):
    figures = facts.partner_figures(tiny.indicators, tiny.catalogue, code, years)
    assert facts.sort_charts(figures, tiny.catalogue) == (drawn, zero, absent)
    assert facts.export_figures(figures, tiny.catalogue, code)["partner"].eq(code).all()


def test_what_is_not_drawn_is_named():
    assert facts.missing_words(["Arms"], ["Trade", "Votes"]) == "None recorded: Arms. No data: Trade, Votes."
    assert facts.missing_words([], []) == ""


CATALOGUE = pd.DataFrame(
    [
        ("n", "", "Neutrality", "ATOP", 1952, 2018, "Short."),
        ("c", "", "Consultation", "ATOP", 1952, 2018, "Longer caveat."),
    ],
    columns=["code", "chart", "line", "credit", "first_year", "last_year", "caveat"],
)


def treaties(*spells):
    rows = [(code, "RUS", year, 1.0) for code, first, last in spells for year in range(first, last + 1)]
    return pd.DataFrame(rows, columns=["indicator", "partner", "year", "value"])


@pytest.mark.parametrize(
    ("spells", "years", "sentences"),
    [
        ([("c", 1971, 1993), ("n", 1971, 1993)], EVERY, ["Neutrality and consultation 1971–1993 (ATOP)"]),
        ([("n", 1971, 1971)], EVERY, ["Neutrality 1971 (ATOP)"]),
        ([("n", 1971, 1973), ("n", 1980, 1981)], EVERY, ["Neutrality 1971–1973 (ATOP)", "Neutrality 1980–1981 (ATOP)"]),
        ([("n", 1971, 1973), ("c", 1973, 2018)], EVERY, [
            "Neutrality 1971–1972 (ATOP)", "Neutrality and consultation 1973 (ATOP)",
            "Consultation 1974–2018, where the source ends (ATOP)",
        ]),
        ([("n", 1971, 1993)], (1990, 1995), ["Neutrality 1971–1993 (ATOP)"]),
        ([("n", 1971, 1993)], (1994, 1995), ["No obligation by treaty is coded in these years; ATOP covers 1952–2018"]),
        ([], EVERY, ["No obligation by treaty is coded in these years; ATOP covers 1952–2018"]),
    ],
)  # fmt: skip
def test_treaties_in_words(spells, years, sentences):
    words = facts.treaty_words(treaties(*spells), CATALOGUE, "RUS", years)
    assert [sentence for sentence, _ in words] == sentences
    assert all(caveat for _, caveat in words)
    assert facts.treaty_words(treaties(*spells), CATALOGUE, "NPL", years)[0][0].startswith("No obligation")


def test_the_treaties_of_the_record(shipped):
    words = [words for words, _ in facts.treaty_words(shipped.indicators, shipped.catalogue, "RUS", EVERY)]
    assert "Neutrality, non-aggression and consultation 1971–1993 (ATOP)" in words


def stances_of(record, code, **changes):
    return select_stances(record.events, record.stories, Filters(partners=(code,), **changes))


def crises_of(record):
    return crises_in_order(record.events, record.stories)


@pytest.mark.parametrize("bent", [{"tones": ("neutral",)}, {"categories": ("un",)}, {"salience": 3}])
def test_no_filter_by_kind_bends_a_stance(shipped, bent):
    whole = facts.partner_crises(stances_of(shipped, "USA"), crises_of(shipped))
    asked = facts.partner_crises(stances_of(shipped, "USA", **bent), crises_of(shipped))
    pd.testing.assert_frame_equal(whole, asked)


def test_crises_come_in_the_order_of_the_matrix_and_with_years(shipped):
    crises = crises_of(shipped)
    acted = facts.partner_crises(stances_of(shipped, "RUS"), crises)
    assert acted.set_index("code").loc["war-1971", "stance"] == "supported"
    assert acted["label"].tolist() == crises.loc[crises["code"].isin(acted["code"]), "label"].tolist()
    ids = [name for names in acted["events"] for name in names]
    assert ids and all(name.startswith("rus-") for name in ids)


@pytest.mark.parametrize("code", ["RUS", "PAK", "CHN"])
def test_each_crisis_is_one_of_act_other_side_or_silence(shipped, code):
    crises = crises_of(shipped)
    acted = facts.partner_crises(stances_of(shipped, code), crises)["label"].tolist()
    opposed, silent = facts.silent_crises(crises, shipped.events, shipped.stories, code)
    assert sorted([*acted, *opposed, *silent]) == sorted(crises["label"])


def test_silence_is_told_apart_from_the_other_side(shipped):
    opposed, silent = facts.silent_crises(crises_of(shipped), shipped.events, shipped.stories, "PAK")
    assert "Kargil, 1999" in opposed and "Goa, 1961" in silent


def test_a_partner_without_events_acted_in_no_crisis(tiny):
    assert facts.partner_crises(stances_of(tiny, "RUS"), crises_of(tiny)).empty
    silence = facts.silent_crises(crises_of(tiny), tiny.events, tiny.stories, "RUS")
    assert silence == ([], ["The war of 1971"])


@pytest.mark.parametrize(
    ("since", "decades"),
    [("", "1940s, 1970s"), ("1951-04", "1970s"), ("1976", "1970s")],
)
def test_gaps(tiny, since, decades):
    partner = row_of(tiny, "RUS").to_dict() | {"relations_since": since}
    gaps = dict(facts.record_gaps(events_of(tiny, "RUS"), partner, tiny.categories, ["Votes"], 1979))
    assert gaps == {"Decades without an event": decades, "Figures without data": "Votes"}


@pytest.mark.parametrize(
    ("value", "words"),
    [(36.0, "36"), (36.26, "36.3"), (68_612.0, "68,600"), (0.8127, "0.813"), (1_234_567.0, "1,230,000"), (0.0, "0"), (99.96, "100"), (2.92e-06, "0.00000292")],
)  # fmt: skip
def test_values_are_rounded_to_what_they_bear(value, words):
    assert facts.show_value(value) == words


@given(st.floats(1e-9, 1e8))
def test_a_shown_value_is_within_half_a_percent_and_has_no_exponent(value):
    words = facts.show_value(value)
    assert "e" not in words and float(words.replace(",", "")) == pytest.approx(value, rel=0.0051)


def test_salient_events_are_few_and_weighty(shipped):
    salient = facts.salient_events(events_of(shipped, "USA"))
    assert len(salient) == facts.DRAWN_EVENTS and (salient["salience"] == 3).all()
    assert facts.salient_events(events_of(shipped, "USA").head(0)).empty
