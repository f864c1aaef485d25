"""What outside powers did in India's crises: whose acts count, what stance they add up to, how both are shown."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import crisis_cell, selection
from components.crisis_matrix import LOOKS, crisis_matrix
from data.crises import (
    STANCES,
    acting_powers,
    cell_events,
    cells_of,
    count_stances,
    crises_headline,
    crises_in_order,
    crisis_stances,
    describe_acts,
    explain_powers,
    other_sides,
    outside_acts,
    select_stances,
    stance_table,
)
from data.query import Filters
from tests.test_pages import open_page, words

PAGE = "pages/crises_page.py"
NAMES = {"RUS": "Russia", "USA": "United States", "FRA": "France", "PAK": "Pakistan"}

STORIES = pd.DataFrame(
    [
        ("war", "war", "PAK CHN"),
        ("test", "crisis", ""),
        ("deal", "deal", ""),
    ],
    columns=["code", "kind", "opponents"],
)


def acts_of(*rows: tuple[str, str, str, str, int]) -> pd.DataFrame:
    """Return events of (story, partner, direction, tone, salience), a day apart in the order given."""
    events = pd.DataFrame(rows, columns=["story", "partner", "direction", "tone", "salience"])
    days = pd.date_range("1971-01-01", periods=len(rows), unit="s")
    ids = [f"e{number}" for number in range(len(rows))]
    return events.assign(
        id=ids, start=days, year=1971, last_year=1971, category="un", search=[f"{i} said" for i in ids]
    )


@pytest.mark.parametrize(
    ("tones", "stance"),
    [
        (["cooperative"], "supported"),
        (["cooperative", "neutral"], "supported"),
        (["conflictual"], "opposed"),
        (["neutral", "conflictual"], "opposed"),
        (["conflictual", "cooperative"], "mixed"),
        (["cooperative", "neutral", "conflictual"], "mixed"),
        (["neutral", "neutral"], "stayed_out"),
    ],
)
def test_the_stance_is_what_the_tones_add_up_to(tones, stance):
    events = acts_of(*(("war", "USA", "to_india", tone, 1 + number) for number, tone in enumerate(tones)))
    row = crisis_stances(events, STORIES).iloc[0]
    assert (row["stance"], row["salience"]) == (stance, len(tones))
    assert row["events"] == " ".join(events["id"])


@pytest.mark.parametrize(
    ("story", "partner", "direction", "counts"),
    [
        ("war", "USA", "to_india", True),
        ("war", "USA", "mutual", True),
        ("war", "USA", "from_india", False),
        ("war", "PAK", "to_india", False),
        ("war", "CHN", "mutual", False),
        ("test", "PAK", "to_india", True),
        ("deal", "USA", "to_india", False),
        ("", "USA", "to_india", False),
    ],
)
def test_only_acts_of_outside_powers_in_crises_count(story, partner, direction, counts):
    events = acts_of((story, partner, direction, "cooperative", 2))
    assert len(outside_acts(events, STORIES)) == len(crisis_stances(events, STORIES)) == counts


def test_no_events_are_no_stances():
    nothing = acts_of(("war", "USA", "to_india", "cooperative", 1)).head(0)
    assert crisis_stances(nothing, STORIES).empty


def test_crises_come_in_the_order_of_their_first_event():
    events = acts_of(
        ("test", "PAK", "from_india", "neutral", 1),
        ("war", "USA", "to_india", "cooperative", 1),
        ("test", "USA", "to_india", "neutral", 1),
        ("test", "FRA", "to_india", "neutral", 1),
    )
    stances = crisis_stances(events, STORIES)
    assert list(zip(stances["story"], stances["partner"])) == [("test", "FRA"), ("test", "USA"), ("war", "USA")]


@pytest.mark.parametrize(
    ("story", "partner", "stance"),
    [
        ("war-1971", "RUS", "supported"),
        ("war-1971", "USA", "opposed"),
        ("war-1971", "ISR", "mixed"),
        ("war-1962", "USA", "supported"),
        ("tests-1998", "FRA", "stayed_out"),
        ("tests-1998", "JPN", "mixed"),
    ],
)
def test_known_stances(shipped, story, partner, stance):
    stances = crisis_stances(shipped.events, shipped.stories).set_index(["story", "partner"])
    assert stances.loc[(story, partner), "stance"] == stance


def test_every_stance_occurs_and_every_event_is_in_one_cell(shipped):
    stances = crisis_stances(shipped.events, shipped.stories)
    assert set(stances["stance"]) == set(STANCES)
    ids = " ".join(stances["events"]).split()
    assert len(ids) == len(set(ids)) == len(outside_acts(shipped.events, shipped.stories))
    assert ("war-1971", "PAK") not in set(zip(stances["story"], stances["partner"]))


def stances_of(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Return stances of (partner, stance, how many crises)."""
    cells = [
        (f"c{at}", code, stance, 1, f"e-{code}-{stance}-{at}") for code, stance, count in rows for at in range(count)
    ]
    return pd.DataFrame(cells, columns=["story", "partner", "stance", "salience", "events"])


ACTS = (
    ("war", "USA", "to_india", "conflictual", 1),
    ("war", "USA", "to_india", "cooperative", 3),
    ("war", "RUS", "to_india", "cooperative", 2),
    ("test", "PAK", "to_india", "neutral", 1),
)


@pytest.mark.parametrize(
    ("filters", "cells"),
    [
        (Filters(), {"war.USA": "mixed", "war.RUS": "supported", "test.PAK": "stayed_out"}),
        (Filters(partners=("USA",)), {"war.USA": "mixed"}),
        (Filters(text="e0"), {"war.USA": "mixed"}),
        (
            Filters(tones=("neutral",), salience=3, categories=("aid",)),
            {"war.USA": "mixed", "war.RUS": "supported", "test.PAK": "stayed_out"},
        ),
        (Filters(years=(1980, 1990)), {}),
        (Filters(partners=("RUS",), text="e0"), {}),
    ],
)
def test_period_partners_and_search_choose_cells_and_never_change_a_stance(filters, cells):
    events = acts_of(*ACTS)
    before = events.copy(deep=True)
    stances = select_stances(events, STORIES, filters)
    assert dict(zip(cells_of(stances), stances["stance"])) == cells
    pd.testing.assert_frame_equal(events, before)


def test_crises_are_ordered_by_the_middle_of_their_events_and_dated_once(shipped):
    crises = crises_in_order(shipped.events, shipped.stories)
    labels = crises["label"].tolist()
    assert labels.index("Goa, 1961") < labels.index("The war of 1962") < labels.index("The war of 1965")
    assert labels.index("Siachen and Brasstacks, 1984–88") < labels.index("Sri Lanka, 1987–91")
    assert all(any(char.isdigit() for char in label.replace("-19", "")) for label in labels)


@pytest.mark.parametrize(
    ("years", "label"), [((1971, 1971), "X, 1971"), ((1971, 1972), "X, 1971–72"), ((1999, 2002), "X, 1999–2002")]
)
def test_a_title_without_years_gets_them(years, label):
    events = pd.DataFrame(
        {"story": "x", "start": pd.to_datetime([f"{year}-06-01" for year in years]), "year": years, "last_year": years}
    )
    stories = pd.DataFrame([("x", "X", "war", "", "")], columns=["code", "title", "kind", "opponents", "intro"])
    assert crises_in_order(events, stories)["label"].tolist() == [label]


@pytest.mark.parametrize(
    ("chosen", "limit", "powers"),
    [
        ((), 2, ["USA", "FRA"]),
        ((), 9, ["USA", "FRA", "RUS"]),
        (("PAK", "RUS"), 2, ["PAK", "RUS"]),
        (("PAK", "RUS", "USA"), 2, ["USA", "RUS"]),
    ],
)
def test_columns_are_the_chosen_powers_or_the_most_active(chosen, limit, powers):
    stances = stances_of(("RUS", "supported", 1), ("USA", "opposed", 3), ("FRA", "mixed", 1))
    assert acting_powers(stances, chosen, limit) == powers
    assert bool(explain_powers(stances, chosen, powers)) == (len(powers) < (len(chosen) or 3))


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([], "Nothing in the record matches"),
        (
            [("RUS", "supported", 3), ("RUS", "mixed", 1), ("USA", "opposed", 4)],
            "Russia supported India most often, in 3 of the 4 crises in which it acted; "
            "United States opposed India most often, in 4 of 4",
        ),
        (
            [("RUS", "supported", 4), ("FRA", "supported", 4), ("USA", "mixed", 1)],
            "France and Russia supported India most often, in 4 crises each",
        ),
        (
            [("USA", "opposed", 5), ("RUS", "supported", 1)],
            "United States opposed India most often, in 5 of the 5 crises in which it acted",
        ),
        # Three tie, or one with too few crises leads: no one is named.
        ([(code, "supported", 4) for code in ("RUS", "FRA", "USA")], "12 stances of 3 powers: 12 in support of India, 0 against, 0 mixed or neutral"),
        (
            [("RUS", "supported", 3), ("FRA", "supported", 2), ("FRA", "stayed_out", 2)],
            "7 stances of 2 powers: 5 in support of India, 0 against, 2 mixed or neutral",
        ),
        ([("FRA", "mixed", 1)], "France both supported and opposed India in the one crisis in which it acted"),
        ([("FRA", "stayed_out", 1)], "France stayed neutral in the one crisis in which it acted"),
        ([("FRA", "opposed", 2)], "France supported India in none of the 2 crises in which it acted, opposed it in 2"),
    ],
)  # fmt: skip
def test_the_headline_names_those_whom_the_numbers_bear(rows, text):
    assert crises_headline(stances_of(*rows), NAMES) == text


@given(st.lists(st.tuples(st.sampled_from(list(NAMES)), st.sampled_from(STANCES), st.integers(1, 6)), max_size=8))
def test_the_headline_names_no_power_of_few_crises_beside_others(rows):
    stances = stances_of(*dict.fromkeys(rows)).drop_duplicates(["story", "partner"])
    if stances["partner"].nunique() < 2:
        return
    counts = count_stances(stances, "partner")
    assert (counts[list(STANCES)].sum(axis=1) == counts["crises"]).all() and counts["crises"].sum() == len(stances)
    text = crises_headline(stances, NAMES)
    assert not any(NAMES[code] in text for code in counts.index[counts["crises"] < 4])


def test_the_table_and_the_cells_hold_every_act_once(shipped):
    stances = select_stances(shipped.events, shipped.stories, Filters())
    crises = crises_in_order(shipped.events, shipped.stories)
    names = dict(zip(shipped.partners["iso3"], shipped.partners["name"]))
    table = stance_table(stances, crises, names)
    assert len(table) == len(stances) and not table.isna().to_numpy().any()
    assert table["crisis"].drop_duplicates().tolist() == crises["label"].tolist()
    assert table["acts"].sum() == len(outside_acts(shipped.events, shipped.stories))
    usa = table[(table["story"] == "war-1971") & (table["partner"] == "USA")].iloc[0]
    assert cell_events(shipped.events, stances, "war-1971.USA")["id"].tolist() == usa["events"].split()
    assert cell_events(shipped.events, stances, "war-1971").empty


def test_the_description_tells_the_filters_that_count():
    asked = Filters(years=(1960, 1970), partners=("RUS",), tones=("neutral",), text="veto")
    assert (
        describe_acts(asked, NAMES)
        == "events of outside powers in India's crises with Russia matching “veto”, 1960–1970"
    )


def matrix(cell=None):
    stances = select_stances(acts_of(*ACTS), STORIES, Filters())
    crises = pd.DataFrame([("war", "The <b>war</b>"), ("test", "The test")], columns=["code", "label"])
    powers = [(code, NAMES[code]) for code in ("USA", "RUS", "PAK")]
    return crisis_matrix(stances, crises, powers, other_sides(STORIES), cell)


def test_each_stance_has_a_colour_and_a_mark_of_its_own():
    assert set(LOOKS) == set(STANCES)
    assert len({look.colour for look in LOOKS.values()}) == len({look.glyph for look in LOOKS.values()}) == 4
    figure = matrix()
    drawn = {cell: (trace.x[at], trace.y[at], trace.name) for trace in figure.data if trace.customdata is not None for at, cell in enumerate(trace.customdata)}  # fmt: skip
    assert drawn == {
        "war.USA": (0, 0, LOOKS["mixed"].label),
        "war.RUS": (1, 0, LOOKS["supported"].label),
        "test.PAK": (2, 1, LOOKS["stayed_out"].label),
    }
    assert sum(shape.type == "path" for shape in figure.layout.shapes) == 1
    assert figure.layout.yaxis.ticktext[0] == "The &lt;b&gt;war&lt;/b&gt;"
    assert figure.layout.xaxis.ticktext[0] == "United<br>States"


def test_weightier_acts_are_larger_and_totals_say_supported_of_all():
    (supported,) = (trace for trace in matrix().data if trace.name == LOOKS["supported"].label)
    (mixed,) = (trace for trace in matrix().data if trace.name == LOOKS["mixed"].label)
    assert mixed.marker.size[0] > supported.marker.size[0]
    totals = matrix().data[-1]
    assert dict(zip(zip(totals.x, totals.y), totals.text)) == {
        (0, 2): "0/1", (1, 2): "1/1", (2, 2): "0/1", (3, 0): "1/2", (3, 1): "0/1",
    }  # fmt: skip


def test_the_other_side_is_marked_and_no_cell():
    other = matrix().data[-2]
    assert (other.x, other.y, other.customdata) == ((2,), (0,), None)


@pytest.mark.parametrize(("cell", "frames"), [(None, 0), ("war.USA", 1), ("war.PAK", 1), ("war.NPL", 0), ("x", 0)])
def test_the_chosen_cell_is_framed(cell, frames):
    assert sum(shape.type == "rect" for shape in matrix(cell).layout.shapes) == frames


def test_the_page_opens_with_a_finding(shipped):
    app = open_page(PAGE)
    stances = crisis_stances(shipped.events, shipped.stories)
    finding = crises_headline(stances, dict(zip(shipped.partners["iso3"], shipped.partners["name"], strict=True)))
    assert app.markdown[0].value.replace("\\", "") == f"# {finding}"
    assert "category, tone and weight do not" in words(app)


def test_a_link_opens_its_cell_and_a_button_its_event(shipped):
    app = open_page(PAGE, cell="war-1971.USA", category="Aid")
    assert "**United States · The war of 1971**" in words(app) and "Opposed India" in words(app)
    app.button(key="turning-usa-1971-enterprise").click().run()
    assert app.session_state["event"] == "usa-1971-enterprise" and "**Sources**" in words(app)
    app.button(key="cell-close").click().run()
    assert app.session_state["cell"] is None and "Weightiest events here" in words(app)


@pytest.mark.parametrize(
    ("points", "chosen"),
    [
        ([{"customdata": "war.USA"}], ("war.USA", None)),
        ([{"customdata": "war.RUS"}], ("war.RUS", "e2")),  # its only event
        ([{}], (None, None)),  # a total, or the other side
        ([], (None, None)),
    ],
)
def test_a_click_chooses_a_cell_and_its_only_event(monkeypatch, points, chosen):
    state = {"matrix": {"selection": {"points": points}}, "cell": None, "event": None}
    for module in (crisis_cell, selection):
        monkeypatch.setattr(module.st, "session_state", state)
    crisis_cell.take_mark(select_stances(acts_of(*ACTS), STORIES, Filters()))
    assert (state["cell"], state["event"]) == chosen


@pytest.mark.parametrize("years", [["1950", "1950"], ["1996", "1996"]])
def test_years_without_a_crisis_are_no_error(years):
    assert "The record holds no events of outside powers in India's crises" in words(
        open_page(PAGE, years=years)
    ).replace("\\", "")


def test_an_unknown_cell_is_said_to_be_unknown():
    assert "No act stands under this address" in words(open_page(PAGE, cell="war-1899.ATL"))


def test_the_table_holds_all_powers_and_a_deep_link_narrows_them(shipped):
    app = open_page(PAGE)
    app.segmented_control(key="view").set_value("Table").run()
    assert len(app.dataframe[0].value) == len(crisis_stances(shipped.events, shipped.stories))
    app = open_page(PAGE, partner=["Russia", "France"], years=["1960", "1975"])
    app.segmented_control(key="view").set_value("Table").run()
    assert set(app.dataframe[0].value["Power"]) == {"Russia", "France"}
    assert "with Russia and France, 1960–1975" in words(app)
