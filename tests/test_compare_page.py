"""The Compare page as a reader meets it, on the shipped record."""

import pytest
from streamlit.testing.v1 import AppTest

from tests import test_pages
from tests.test_pages import words

PAGE = "pages/compare_page.py"


def open_page(**query: str | list[str]) -> AppTest:
    """Return the app on the Compare page, as an address with these query parameters opens it."""
    return test_pages.open_page(PAGE, **query)


def compared(app: AppTest) -> list[str]:
    return [name for table in app.table for name in table.value.columns]


def test_it_opens_on_the_most_eventful_partners_and_says_so():
    app = open_page()
    assert app.markdown[0].value.startswith("# Mean tone runs from")
    assert "The most eventful partners are shown" in words(app)
    charts = app.get("plotly_chart")
    assert len(charts) == 4 and all(chart.proto.alt for chart in charts)
    assert len(compared(app)) == 4


def test_a_link_chooses_partners_period_and_amount():
    app = open_page(partner=["Russia", "China"], years=["1960", "1975"], amount="Count")
    assert compared(app) == ["Russia", "China"]
    assert "with Russia and China, 1960–1975" in words(app)
    assert app.session_state["amount"] == "Count"
    assert "most eventful" not in words(app)


def test_one_chosen_partner_gets_company_and_eight_are_cut_to_six():
    one = open_page(partner="Bhutan")
    assert compared(one)[0] == "Bhutan" and len(compared(one)) == 4
    assert "The most eventful others are added" in words(one)
    chosen = ["Russia", "China", "Pakistan", "Nepal", "Bhutan", "Japan", "France", "Israel"]
    eight = open_page(partner=chosen)
    assert compared(eight) == chosen[:6]
    assert "The first 6 of 8 chosen partners are compared." in words(eight)


def test_a_partner_without_events_is_not_in_the_record():
    app = open_page(partner=["Russia", "Nauru"], years=["1950", "1960"])
    assert "none in this selection" in app.table[0].value["Nauru"].tolist()
    assert "Too few events to compare" in app.markdown[0].value


@pytest.mark.parametrize("partner", [[], ["Russia"], ["Russia", "China"]])
def test_an_impossible_filter_says_so_and_offers_a_way_back(partner):
    app = open_page(partner=partner, q="no event says this")
    assert "no proof that nothing happened" in words(app)
    assert not app.get("plotly_chart") and not app.table
    app.button(key="reset-empty").click().run()
    assert len(app.get("plotly_chart")) == 4


def test_tables_stand_in_for_the_charts():
    app = open_page(partner=["Russia", "China"])
    app.session_state["view"] = "Table"
    app.run()
    assert not app.get("plotly_chart")
    assert len(app.dataframe) == 4
    assert set(app.dataframe[3].value["Partner"]) == {"Russia", "China"}


def test_a_selected_event_shows_its_card():
    app = open_page(partner=["Russia", "China"])
    assert "Weightiest events here" in words(app)
    key = next(button.key for button in app.button if button.key and button.key.startswith("turning-"))
    app.button(key=key).click().run()
    assert "**Sources**" in words(app)
