"""Selections, counts and sentences: tables of cases and properties that hold for every filter."""

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import query
from data.query import Filters

NAMES = {"NPL": "Nepal", "PAK": "Pakistan", "RUS": "Russia"}
KINDS = {"diplomacy": "Diplomacy", "conflict": "Conflict", "un": "United Nations"}
IDS = ["npl-1950-treaty", "rus-1951-grain", "rus-1962-veto", "rus-1968-arms", "pak-1971-war"]

FILTERS = st.builds(
    Filters,
    years=st.tuples(st.integers(1947, 1975), st.integers(1947, 1975)).map(lambda pair: tuple(sorted(pair))),
    partners=st.sets(st.sampled_from(list(NAMES))).map(tuple),
    categories=st.sets(st.sampled_from(list(KINDS))).map(tuple),
    tones=st.sets(st.sampled_from(query.TONES)).map(tuple),
    salience=st.integers(1, 3),
    text=st.sampled_from(["", "veto", "INDIA treaty", "nothing like it", ".*"]),
)
FIXTURES_ARE_READ_ONLY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(), IDS),
        (Filters(years=(1950, 1951)), IDS[:2]),
        (Filters(years=(1971, 1971)), IDS[4:]),
        (Filters(partners=("RUS",)), IDS[1:4]),
        (Filters(partners=("RUS", "PAK"), categories=("conflict",)), IDS[3:]),
        (Filters(tones=("neutral",)), ["rus-1968-arms"]),
        (Filters(salience=3), ["rus-1962-veto", "pak-1971-war"]),
        (Filters(text="KASHMIR veto"), ["rus-1962-veto"]),
        (Filters(text="new york"), ["rus-1962-veto"]),
        (Filters(text="russia"), IDS[1:4]),
        (Filters(text=".*"), []),
        (Filters(years=(1980, 1990)), []),
    ],
)
def test_select(tiny, filters, ids):
    assert query.select(tiny.events, filters)["id"].tolist() == ids


def test_an_event_that_lasts_is_in_every_year_it_touches(tiny):
    spans = tiny.events.assign(last_year=tiny.events["year"] + 2)
    assert "pak-1971-war" in query.select(spans, Filters(years=(1973, 1973)))["id"].tolist()


@FIXTURES_ARE_READ_ONLY
@given(filters=FILTERS)
def test_a_selection_is_a_part_in_order_and_nothing_is_changed(tiny, filters):
    before = tiny.events.copy(deep=True)
    chosen = query.select(tiny.events, filters)
    assert [event for event in IDS if event in set(chosen["id"])] == chosen["id"].tolist()
    assert query.select(chosen, filters).equals(chosen)
    pd.testing.assert_frame_equal(tiny.events, before)


@FIXTURES_ARE_READ_ONLY
@given(filters=FILTERS)
def test_another_engine_gives_the_same_answer(tiny, filters):
    arrow = pa.Table.from_pandas(tiny.events, preserve_index=False)
    assert query.select(arrow, filters)["id"].to_pylist() == query.select(tiny.events, filters)["id"].tolist()
    assert query.count_by(arrow, "partner", "tone").to_pydict() == query.count_by(
        tiny.events, "partner", "tone"
    ).to_dict("list")
    assert query.summarise_partners(arrow).to_pydict() == query.summarise_partners(tiny.events).to_dict("list")


@FIXTURES_ARE_READ_ONLY
@given(columns=st.lists(st.sampled_from(["partner", "category", "tone", "decade"]), min_size=1, unique=True))
def test_counts_add_up_and_means_carry_over(tiny, columns):
    counts = query.count_by(tiny.events, *columns)
    assert counts["events"].sum() == len(tiny.events)
    assert (counts["events"] * counts["tone_mean"]).sum() == pytest.approx(tiny.events["goldstein"].sum())


def test_summarise_partners(tiny):
    summary = query.summarise_partners(tiny.events)
    assert summary["partner"].tolist() == ["RUS", "NPL", "PAK"]
    russia = summary.iloc[0]
    assert (russia["events"], russia["conflictual"], russia["first_year"], russia["latest_year"]) == (3, 0, 1951, 1968)
    assert russia["tone_mean"] == pytest.approx((8.0 + 3.4 + 0.0) / 3)


@pytest.mark.parametrize(
    ("event_id", "expected"),
    [(IDS[0], (None, IDS[1])), (IDS[2], (IDS[1], IDS[3])), (IDS[4], (IDS[3], None)), ("unknown", (None, None))],
)
def test_neighbours(tiny, event_id, expected):
    assert query.neighbours(tiny.events, event_id) == expected


def test_turning_points_are_the_weightiest_in_order_of_date(tiny):
    assert query.turning_points(tiny.events, 3)["id"].tolist() == ["npl-1950-treaty", "rus-1962-veto", "pak-1971-war"]
    assert len(query.turning_points(tiny.events, 99)) == len(tiny.events)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(years=(1947, 2026)), "events, 1947–2026"),
        (Filters(years=(1971, 1971)), "events, 1971"),
        (Filters(years=(1960, 1991), partners=("RUS",), categories=("conflict",)), "conflict with Russia, 1960–1991"),
        (Filters(years=(1960, 1991), categories=("un", "conflict")), "United Nations and conflict, 1960–1991"),
        (
            Filters(years=(1960, 1991), tones=("cooperative", "neutral"), partners=tuple(NAMES)),
            "cooperative or neutral events with Nepal, Pakistan and Russia, 1960–1991",
        ),
        (Filters(years=(1960, 1991), partners=("RUS",) * 5), "events with 5 partners, 1960–1991"),
        (
            Filters(years=(1960, 1991), salience=3, text="veto"),
            "events that changed the relation matching “veto”, 1960–1991",
        ),
    ],
)
def test_describe(filters, sentence):
    assert query.describe(filters, NAMES, KINDS) == sentence


@pytest.mark.parametrize(
    ("shown", "description", "sentence"),
    [
        (214, "events, 1947–2026", "214 events, 1947–2026"),
        (37, "events with Russia, 1947–2026", "37 of 214 events with Russia, 1947–2026"),
        (37, "defence with Russia, 1960–1991", "37 of 214 events: defence with Russia, 1960–1991"),
    ],
)
def test_caption(shown, description, sentence):
    assert query.caption(shown, 214, description) == sentence


@given(st.text())
def test_a_file_stem_is_safe_anywhere(description):
    stem = query.file_stem(description)
    assert stem.startswith("mitra") and set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and len(stem) <= 86


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1951", "", "1951"),
        ("1951-06", "", "June 1951"),
        ("1951-06-05", "", "5 June 1951"),
        ("1971-12-03", "1971-12-16", "3–16 December 1971"),
        ("1971-12-03", "1972-01-16", "3 December 1971 – 16 January 1972"),
        ("1951", "1953", "1951 – 1953"),
        ("1951", "1951", "1951"),
    ],
)
def test_show_date(start, end, words):
    assert query.show_date(start, end) == words


@pytest.mark.parametrize(
    ("filters", "finding"),
    [
        (Filters(), "3 of these events are cooperative; Russia has the most events"),
        (Filters(partners=("RUS",)), "Russia: 2 of 3 events are cooperative"),
        (Filters(text="grain"), "One event, with Russia"),
        (Filters(text="nothing"), "Nothing in the record matches"),
    ],
)
def test_headline(tiny, filters, finding):
    assert query.headline(query.select(tiny.events, filters), NAMES) == finding


def test_map_headline(tiny):
    assert (
        query.map_headline(tiny.events, NAMES)
        == "Most events: Russia, Nepal and Pakistan, together 100% of 5 with 3 partners"
    )
    assert query.map_headline(tiny.events.head(1), NAMES) == "Nepal: mean tone +8.0 over 1 event"


@pytest.mark.parametrize(
    ("column", "limit", "lanes"),
    [
        (None, 12, [("", "All events")]),
        ("partner", 12, [("NPL", "Nepal"), ("PAK", "Pakistan"), ("RUS", "Russia")]),
        ("partner", 1, [("RUS", "Russia")]),
        ("story", 12, [("war-1971", "The war of 1971")]),
    ],
)
def test_lanes(tiny, column, limit, lanes):
    names = {"partner": NAMES, "story": {"war-1971": "The war of 1971"}}.get(column, {})
    assert query.lanes_of(tiny.events, column, names, limit) == lanes


def test_filters_say_which_of_them_are_set():
    assert Filters().active() == []
    assert Filters(years=(1950, 1951), partners=("RUS",), text="x").active() == ["partners", "text"]


@pytest.mark.parametrize(("first", "last", "words"), [(1971, 1971, "1971"), (1962, 1971, "1962–1971")])
def test_year_span(first, last, words):
    assert query.year_span(first, last) == words
