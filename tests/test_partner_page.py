"""The page of one partner as a reader meets it, on the shipped record."""

import pytest
from streamlit.testing.v1 import AppTest

from data.query import show_date
from tests import test_pages
from tests.test_pages import words

PAGE = "pages/partner_page.py"


def open_page(**query: str | list[str]) -> AppTest:
    """Return the app on the Partner page, as an address with these query parameters opens it."""
    return test_pages.open_page(PAGE, **query)


def open_country(code: str, **query: str | list[str]) -> AppTest:
    """Return the app on the page of a country: a switch of pages in AppTest empties the address."""
    app = open_page(**query)
    app.session_state["country"] = code
    app.run()
    assert not app.exception, app.exception
    return app


def title(app: AppTest) -> str:
    return app.markdown[0].value


def shown(app: AppTest) -> str:
    return app.selectbox(key="country-choice").value


def name_of(record, code: str) -> str:
    return record.partners.set_index("iso3").loc[code, "name"]


def test_it_opens_on_the_most_eventful_partner(shipped):
    app = open_page()
    assert shown(app) == shipped.events["partner"].value_counts().index[0]
    assert title(app).startswith(f"# {name_of(shipped, shown(app))}")
    charts = app.get("plotly_chart")
    assert len(charts) > 5 and all(chart.proto.alt for chart in charts)


def test_it_opens_on_the_one_partner_of_the_filter_bar_and_the_filter_then_needs_no_word():
    app = open_page(partner="Nepal")
    assert shown(app) == "NPL" and "filter by partner does not apply" not in words(app)


@pytest.mark.parametrize(("code", "name"), [("RUS", "Russia"), ("rus", "Russia"), ("BTN", "Bhutan")])
def test_a_country_is_chosen_by_its_code(code, name):
    assert title(open_country(code)).startswith(f"# {name}")


def test_an_unknown_code_falls_back(shipped):
    app = open_country("XXX")
    assert shown(app) == "USA" and app.session_state["country"] is None


def test_russia_on_one_page(shipped):
    app, row = open_country("RUS"), shipped.partners.set_index("iso3").loc["RUS"]
    text = words(app)
    for part in (row["label"], row["capital"], show_date(row["relations_since"]), "1971–1993", "The war of 1971"):
        assert part in text, part
    assert "n \\= " in text and "Silence is not distance" in text


def test_the_box_chooses_a_country():
    app = open_page()
    app.selectbox(key="country-choice").set_value("BTN").run()
    assert title(app).startswith("# Bhutan") and app.session_state["country"] == "BTN"
    assert app.query_params["country"] == "BTN"


def test_the_partner_filter_does_not_apply_but_the_others_do():
    app = open_country("RUS", partner="France", years=["1960", "1975"])
    assert title(app).startswith("# Russia")
    assert "filter by partner does not apply" in words(app)
    assert "events with Russia, 1960–1975" in words(app)


def test_a_partner_with_one_event(shipped):
    sizes = shipped.events["partner"].value_counts()
    code = sorted(sizes[sizes == 1].index)[0]
    app = open_country(code)
    assert "one event" in title(app) and app.get("plotly_chart")
    assert "a mean would say little" in words(app)


def test_a_partner_without_events():
    app = open_country("NRU")
    text = words(app)
    assert "no event in the record yet" in title(app) and "no proof that nothing happened" in text
    assert "not known to us" in text and "None recorded" in text
    assert not [button for button in app.button if button.key == "reset-empty"]
    assert app.get("plotly_chart")  # its votes and trade are known all the same


@pytest.mark.parametrize("code", ["VAT", "PSE", "TWN"])
def test_a_state_outside_the_united_nations_has_a_page_too(shipped, code):
    app = open_country(code)
    assert shown(app) == code and title(app).startswith(f"# {name_of(shipped, code)}")


def test_an_impossible_filter_says_so_and_offers_a_way_back():
    app = open_country("RUS", q="no event says this")
    assert "no event passes these filters" in title(app) and "no proof that nothing happened" in words(app)
    app.button(key="reset-empty").click().run()
    assert title(app).startswith("# Russia\\:") and "no event passes" not in title(app)


def figures(app: AppTest) -> list:
    """Return the charts of yearly figures."""
    return [chart for chart in app.get("plotly_chart") if "-figure-" in chart.proto.id]


def test_a_period_before_the_figures_draws_none():
    assert figures(open_country("OMN"))
    app = open_country("OMN", years=["1947", "1950"])
    assert not figures(app) and "No data\\:" in words(app)


def test_tables_stand_in_for_the_charts():
    app = open_country("RUS")
    app.segmented_control(key="view").set_value("Table").run()
    assert not app.get("plotly_chart") and len(app.dataframe) == 3


def test_text_of_the_address_is_shown_and_not_obeyed():
    app = open_country("RUS", q="![x](https://elsewhere.example/p.png)")
    assert "![x](http" not in words(app)


def test_an_act_before_the_period_is_not_told_as_silence():
    app = open_country("RUS", years=["1990", "2026"])
    (silent,) = (caption.value for caption in app.caption if caption.value.startswith("No act recorded in"))
    assert "Goa, 1961" not in silent and "The war of 1971" not in silent
    assert "**The war of 1971**" not in words(app) and "**The war of 1971**" in words(open_country("RUS"))


def test_the_card_leads_to_the_partner():
    app = test_pages.open_page("pages/timeline_page.py")
    key = next(button.key for button in app.button if (button.key or "").startswith("turning-"))
    app.button(key=key).click().run()
    link = next(button for button in app.button if (button.key or "").startswith("partner-card-"))
    code = link.key[-3:]
    link.click().run()
    assert not app.exception and app.session_state["country"] == code and shown(app) == code


@pytest.mark.parametrize(
    ("page", "where", "query"),
    [("compare", "compare", {}), ("timeline", "lanes", {"lanes": "Partner"}), ("crises", "powers", {})],
)
def test_partners_of_a_chart_lead_to_their_pages(page, where, query):
    app = test_pages.open_page(f"pages/{page}_page.py", partner=["Russia", "China"], **query)
    app.button(key=f"partner-{where}-CHN").click().run()
    assert title(app).startswith("# China")


def test_few_claims_stand_open_and_many_are_folded(shipped):
    few, many = open_country("BTN"), open_country("RUS")
    assert [button for button in few.button if (button.key or "").startswith("claim-")]
    assert not [button for button in many.button if (button.key or "").startswith("claim-")]
    count = shipped.claims["partner"].str.contains("RUS").sum()
    assert any(f"{count} claims" in fold.label for fold in many.expander)
