"""Each page by AppTest: as it opens, by a deep link, and with filters that nothing passes."""

import pytest
from streamlit.testing.v1 import AppTest

from data.query import show_tone

PAGES = ["pages/timeline_page.py", "pages/map_page.py", "pages/compare_page.py", "pages/crises_page.py"]
CHART = {"pages/map_page.py": "deck_gl_json_chart"}


def open_page(page: str, **query: str | list[str]) -> AppTest:
    """Return the app, run on one page as an address with these query parameters opens it."""
    app = AppTest.from_file("../app.py", default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(page).run()
    assert not app.exception, app.exception
    return app


def pill(app: AppTest, word: str):
    return app.pills(key=f"{word}.{app.session_state['edition']}")


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.caption, *app.info])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_a_finding_a_sentence_and_a_chart(page):
    app = open_page(page)
    assert app.markdown[0].value.startswith("# ")
    assert ", 1947–" in words(app)
    charts = app.get(CHART.get(page, "plotly_chart"))
    assert charts and all(chart.proto.alt for chart in charts)


@pytest.mark.parametrize("page", PAGES)
def test_a_deep_link_sets_the_filters(page):
    app = open_page(page, partner=["Russia", "Pakistan"], years=["1960", "1975"])
    assert "with Russia and Pakistan, 1960–1975" in words(app)
    assert app.session_state["filters"].years == (1960, 1975)


@pytest.mark.parametrize("page", PAGES)
def test_an_impossible_filter_says_so_and_offers_a_way_back(page):
    app = open_page(page, q="no event says this")
    assert "no proof that nothing happened" in words(app)
    assert not app.get(CHART.get(page, "plotly_chart"))
    app.button(key="reset-empty").click().run()
    assert app.get(CHART.get(page, "plotly_chart")) and app.session_state["filters"].text == ""


@pytest.mark.parametrize("page", PAGES)
def test_the_table_stands_in_for_the_chart(page):
    app = open_page(page)
    app.segmented_control(key="view").set_value("Table").run()
    assert app.dataframe and not app.get(CHART.get(page, "plotly_chart"))


def test_an_unknown_value_in_the_address_is_ignored():
    app = open_page(PAGES[0], partner="Atlantis", years=["then", "now"], lanes="Nonsense")
    assert not app.exception and app.session_state["filters"].partners == ()


def test_a_click_on_a_mark_opens_the_card_of_its_event(shipped):
    app = open_page(PAGES[0])
    chosen = shipped.events["id"].iloc[40]
    app.session_state["event"] = chosen
    app.run()
    event = shipped.events.set_index("id").loc[chosen]
    text = words(app)
    assert f"Goldstein {show_tone(event['goldstein'])}" in text
    assert all(url in text for url in event["sources"].split())
    app.button(key="next").click().run()
    assert app.session_state["event"] == shipped.events["id"].iloc[41]
    app.button(key="close").click().run()
    assert app.session_state["event"] is None


def test_an_unknown_event_is_said_to_be_unknown():
    app = open_page(PAGES[0], event="rus-1900-nothing")
    assert "No event has this address" in words(app)


def test_presets_chips_and_reset(shipped):
    app = open_page(PAGES[0])
    pill(app, "preset").set_value("Quad").run()
    assert app.session_state["filters"].partners == ("AUS", "JPN", "USA")
    app.button(key="chip-partners-JPN").click().run()
    assert app.session_state["filters"].partners == ("AUS", "USA")
    pill(app, "decade").set_value("1990s").run()
    assert app.session_state["filters"].years == (1990, 1999)
    app.button(key="reset").click().run()
    assert f"{len(shipped.events):,} events" in words(app)


@pytest.mark.parametrize("lanes", ["Category", "Partner", "Story", "None"])
def test_lanes_of_every_kind(lanes):
    assert open_page(PAGES[0], lanes=lanes).get("plotly_chart")


def test_the_map_follows_its_year_player():
    app = open_page(PAGES[1])
    app.slider(key="until").set_value(1950).run()
    early = app.get("deck_gl_json_chart")[0].proto.json
    app.slider(key="until").set_value(2000).run()
    assert len(app.get("deck_gl_json_chart")[0].proto.json) > len(early)


def test_a_link_opens_the_map_at_its_year_and_another_period_starts_out_whole():
    app = open_page(PAGES[1], until="1962")
    assert app.slider(key="until").value == 1962
    app.slider(key="until").set_value(1955).run()
    app.query_params["until"] = "1962"  # Back
    assert app.run().slider(key="until").value == 1962
    pill(app, "decade").set_value("1970s").run()
    assert app.slider(key="until").value == 1979


def test_a_period_of_one_year_ends_the_play():
    app = open_page(PAGES[1], years=["1960", "1970"])
    app.button(key="play").click().run()
    assert app.session_state["playing"]
    app.slider(key=f"years.{app.session_state['edition']}").set_value((1962, 1962)).run()
    assert not app.session_state["playing"] and not app.exception
    pill(app, "decade").set_value("1970s").run()
    assert app.button(key="play").label == "Play"


def test_the_map_stays_when_a_country_without_events_is_chosen():
    app = open_page(PAGES[1], partner="Nauru")
    assert "no proof that nothing happened" in words(app)
    assert app.get("deck_gl_json_chart")


@pytest.mark.parametrize("page", PAGES)
def test_text_of_the_address_is_shown_and_not_obeyed(page):
    app = open_page(page, q="![x](https://elsewhere.example/p.png)")
    shown = [words(app), *(button.label for button in app.button)]
    assert not any("![x](http" in text for text in shown)
    app = open_page(page, q="https://elsewhere.example")
    shown = [text.replace("\\", "") for text in (words(app), *(button.label for button in app.button))]
    assert any("elsewhere.example" in text for text in shown)
    assert not any("https://elsewhere" in text for text in shown)
