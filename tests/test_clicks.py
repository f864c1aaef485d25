"""What clicks on charts do to the state that all views share."""

from contextlib import nullcontext
from types import SimpleNamespace

import pandas as pd
import pytest

from components import event_card, filters, map_controls, partner_link, selection, view
from data.query import Filters

KNOWN = {"FRA", "RUS"}


@pytest.fixture
def state(monkeypatch):
    shared = {"filters": Filters(years=(1947, 2026)), "event": None, "said": {}, "is_choice": False}
    for module in (map_controls, view, event_card, filters, selection):
        monkeypatch.setattr(module.st, "session_state", shared)
    return shared


def click_country(state, *codes):
    layers = {"countries": [{"properties": {"iso3": code}} for code in codes]} if codes else {}
    state["map"] = {"selection": {"objects": layers}}
    map_controls.take_country(KNOWN)
    return list(state["filters"].partners)


def test_a_country_becomes_the_partner_and_again_none(state):
    assert click_country(state, "FRA") == ["FRA"]
    assert click_country(state) == []  # the browser reports a second click as nothing selected


def test_another_country_takes_its_place(state):
    click_country(state, "FRA")
    assert click_country(state, "RUS") == ["RUS"]


@pytest.mark.parametrize("code", ["IND", "GRL"])
def test_what_is_no_partner_changes_nothing(state, code):
    click_country(state, "FRA")
    assert click_country(state, code) == ["FRA"]


def test_letting_go_of_a_country_leaves_partners_chosen_elsewhere(state):
    state["filters"] = Filters(partners=("FRA", "RUS"))
    assert click_country(state) == ["FRA", "RUS"]


@pytest.mark.parametrize(
    ("box", "points", "event", "years"),
    [
        ([], [{"customdata": "rus-1962-veto"}], "rus-1962-veto", (1947, 2026)),
        ([], [{"customdata": "1971..1972"}], None, (1971, 1972)),
        ([{"x": ["1962-03-01 10:00", "1972-09-01"]}], [{"customdata": "1965..1965"}], None, (1962, 1972)),
        ([{"x": ["1990-01-01", "1900-01-01"]}], [], None, (1947, 1990)),
        ([], [], None, (1947, 2026)),
    ],
)
def test_clicks_and_brushes_on_a_timeline(state, box, points, event, years):
    state["chart"] = {"selection": {"box": box, "points": points}}
    view.take_selection("chart")
    assert (state["event"], state["filters"].years) == (event, years)


def test_a_count_that_cannot_be_narrowed_opens_the_table(state):
    state["filters"] = Filters(years=(1971, 1971))
    state["chart"] = {"selection": {"box": [], "points": [{"customdata": "1971..1971"}]}}
    view.take_selection("chart")
    assert state["view"] == "Table"


@pytest.mark.parametrize(("rows", "country", "page"), [([1], "RUS", "pages/partner_page.py"), ([], None, None)])
def test_a_row_of_a_table_of_countries_opens_its_page(state, monkeypatch, rows, country, page):
    drawn = {}
    monkeypatch.setattr(partner_link.st, "caption", lambda words: None)
    monkeypatch.setattr(partner_link.st, "dataframe", lambda table, **options: drawn.update(options))
    partner_link.show_countries(pd.DataFrame({"Partner": ["France", "Russia"]}), ["FRA", "RUS"], "index", "Partners")
    state["index"] = {"selection": {"rows": rows}}
    drawn["on_select"]()
    assert (state.get("country"), state.get("page")) == (country, page)


@pytest.mark.parametrize(
    ("shown", "event", "order"),
    [
        (None, None, ["chart", "card"]),
        (None, "a", ["card", "chart"]),
        ("a", "a", ["chart", "card"]),
        ("a", None, ["card", "chart"]),
    ],
)
def test_the_card_comes_first_where_another_event_was_chosen(state, monkeypatch, shown, event, order):
    drawn = []
    state["event-shown"] = shown
    monkeypatch.setattr(view, "beside", lambda _: (nullcontext(), nullcontext()))
    monkeypatch.setattr(view, "show_card", lambda _: drawn.append("card"))
    view.show_beside(SimpleNamespace(event_id=event), lambda _: drawn.append("chart"))
    assert drawn == order


class Address(dict):
    """What Streamlit keeps of an address: the values of each word."""

    def get_all(self, word):
        return self.get(word, [])


@pytest.fixture
def address(state, monkeypatch):
    query = Address()
    monkeypatch.setattr(selection.st, "query_params", query)
    state.clear()
    return query


def run_page(path, picks=None):
    """Run a page as the app does: callbacks first, then what is chosen, then the address; return what is chosen."""
    if picks:
        selection.pick("event", picks)
    selection.arrive(path)
    selection.share("event")
    return selection.selected("event")


def test_a_choice_stands_in_the_address_and_back_brings_the_one_before(address):
    address["event"] = ["a"]
    assert run_page("timeline") == "a"
    assert run_page("timeline", picks="b") == "b" and address == {"event": ["b"]}
    address["event"] = ["a"]  # Back
    assert run_page("timeline") == "a" and address == {"event": ["a"]}
    del address["event"]  # further back, to where nothing was chosen
    assert run_page("timeline") is None


def test_a_choice_survives_a_page_switch_that_empties_the_address(address):
    assert run_page("timeline", picks="b") == "b"
    address.clear()
    assert run_page("map") == "b" and address == {"event": ["b"]}
    address.clear()
    address["event"] = ["c"]  # Back to a page, with what was chosen there
    assert run_page("timeline") == "c"


def test_a_choice_outlives_an_address_that_was_sent_before_it_was_known(address):
    run_page("timeline", picks="b")
    address.clear()  # a second click, made before the browser had heard of the first
    assert run_page("timeline", picks="c") == "c" and address == {"event": ["c"]}
    address.clear()  # likewise, and it concerned something else
    filters.note_choice()
    assert run_page("timeline") == "c"
    address["event"] = ["b"]  # and Back works after it
    assert run_page("timeline") == "b"


def test_back_twice_goes_back_twice(address):
    for chosen in ("a", "b", "c"):
        run_page("timeline", picks=chosen)
    for chosen in ("b", "a"):
        address["event"] = [chosen]
        assert run_page("timeline") == chosen


def test_a_page_that_is_cut_off_while_it_opens_keeps_what_was_chosen(address):
    assert run_page("timeline", picks="b") == "b"
    run_page("map")
    address.clear()
    selection.arrive("timeline")  # cut off before anything was read
    assert run_page("timeline") == "b"


def run_filters(record, path, **changes):
    """Run the filter bar as the app does, with filters changed by a callback; return the partners that it shows."""
    if changes:
        filters.change_filters(**changes)
    selection.arrive(path)
    filters.restore_filters(record, path)
    filters.write_address(record)
    return filters.current_filters().partners


def test_back_brings_the_filters_that_a_page_was_opened_with(address, tiny):
    assert run_filters(tiny, "timeline") == ()
    assert run_filters(tiny, "timeline", partners=("NPL",)) == ("NPL",)
    assert address == {"partner": ["Nepal"]}
    address.clear()  # the navigation opens a page without words
    assert run_filters(tiny, "map") == ("NPL",) and address == {"partner": ["Nepal"]}
    assert run_filters(tiny, "map", partners=("RUS",)) == ("RUS",)
    address["partner"] = ["Nepal"]  # Back
    assert run_filters(tiny, "map") == ("NPL",)
    address.clear()  # further back, to the page as the navigation opened it
    assert run_filters(tiny, "map") == ("NPL",)
    assert run_filters(tiny, "map", partners=()) == () and not address
    address["partner"] = ["Nepal"]  # back on the page before
    assert run_filters(tiny, "timeline") == ("NPL",)
    address.clear()
    assert run_filters(tiny, "timeline") == ()
