"""The main journeys, in Debian's Chromium, on a running server."""

import math
import re

import pytest
from playwright.sync_api import expect

from tests.browser.drawn import CHART, IDS, TOTALS, click, click_mark, first_point, mark_ids, read, settle, totals

expect.set_options(timeout=60_000)

PAGES = {
    "timeline": CHART,
    "map": "[data-testid=stDeckGlJsonChart] canvas",
    "compare": CHART,
    "claims": CHART,
    "ally": CHART,
    "crises": CHART,
    "partner": CHART,
}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        *((path, "with Russia and Pakistan, 1960–1975") for path in ("", "map", "compare")),
        ("claims", re.compile(r"^\d+ of \d+ claims")),
        ("ally", re.compile(r"evidence enough: \d+, 1960–1975")),
    ],
)
def test_a_deep_link_opens_on_a_server_that_has_just_started(cold_server, visit, path, words):
    page = visit(f"{cold_server}/{path}?partner=Russia&partner=Pakistan&years=1960&years=1975")
    page.locator(PAGES[path or "timeline"]).first.wait_for()
    expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_role("button", name="Partners · 2")).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_role("link", name="Compare")).to_be_visible()


def test_a_category_changes_the_timeline_and_the_address_and_survives_a_switch(server, visit):
    page = visit(server)
    page.locator(CHART).first.wait_for()
    before = len(mark_ids(page))
    page.get_by_role("button", name="Categories").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Conflict").click()
    expect(page.get_by_text(re.compile(r"events: conflict, 1947"))).to_be_visible()
    read(page, f"{IDS}.filter(name => !name.includes('..')).length < arg", before)
    page.wait_for_url(re.compile("category=Conflict"))
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url(re.compile("/compare.*category=Conflict"))
    expect(page.get_by_role("heading", name="Where they differ")).to_be_visible()
    expect(page.get_by_text(re.compile(r"events: conflict.*1947"))).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile(r"events: conflict.*1947"))).to_be_visible()
    page.get_by_role("button", name="Reset all").click()
    expect(page.get_by_text(re.compile(r"events: conflict"))).to_have_count(0)


def test_a_filter_taken_away_stays_away_and_back_brings_it_back(server, visit):
    page = visit(f"{server}/?partner=Russia")
    page.locator(CHART).first.wait_for()
    page.get_by_role("button", name="Categories").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Conflict").click()
    page.wait_for_url(re.compile("category=Conflict"))
    page.keyboard.press("Escape")
    page.locator("[class*=st-key-chip-categories] button").first.click()
    page.wait_for_url(lambda url: "category" not in url)
    page.get_by_text("Story", exact=True).click()
    page.wait_for_url(re.compile("lanes=Story"))
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url(re.compile("/compare"))
    expect(page.get_by_text(re.compile("The most eventful others are added"))).to_be_visible()
    assert "category" not in page.url
    page.get_by_role("link", name="Timeline").click()
    page.wait_for_url(lambda url: "/compare" not in url and "partner=Russia" in url)
    expect(page.get_by_text(re.compile("events with Russia, 1947"))).to_be_visible()
    page.locator("[class*=st-key-chip-partners] button").first.click()
    page.wait_for_url(lambda url: "partner" not in url)
    expect(page.get_by_text(re.compile("events with Russia, 1947"))).to_have_count(0)
    page.go_back()
    page.wait_for_url(re.compile("partner=Russia"))
    expect(page.get_by_text(re.compile("events with Russia, 1947"))).to_be_visible()


def test_a_click_on_a_mark_opens_its_card_and_the_address_reopens_it(server, visit):
    page = visit(f"{server}/?partner=Russia")
    page.locator(CHART).first.wait_for()
    event = first_point(page)
    click_mark(page, event)
    expect(page.get_by_text("Sources", exact=True)).to_be_visible()
    page.wait_for_url(re.compile(f"event={event}"))
    title = page.get_by_role("heading", level=3).inner_text()
    again = visit(page.url)
    expect(again.get_by_role("heading", level=3)).to_have_text(title)
    again.get_by_role("button", name="Next").click()
    expect(again.get_by_role("heading", level=3)).not_to_have_text(title)
    again.get_by_role("button", name="Close").click()
    again.wait_for_function("!location.search.includes('event=')")


def test_a_brush_over_the_overview_sets_the_period(server, visit):
    page = visit(server)
    found = """[plots[1]?._fullLayout].filter(layout => layout?.xaxis?._length).map(({xaxis, yaxis}) =>
      arg.map(day => spot(day, yaxis.p2d(yaxis._length / 2), xaxis, yaxis, plots[1])))[0]"""
    start, end = read(page, found, ["1962-03-01", "1972-09-01"])
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, start[1], steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()
    expect(page.get_by_text(re.compile(r"events, 1962–1972"))).to_be_visible()
    page.wait_for_url(re.compile("years=1962&years=1972"))


def test_a_row_of_the_list_opens_its_card_by_keyboard(server, visit):
    page = visit(f"{server}/?partner=Nepal")
    button = page.locator("[class*=st-key-turning-] button").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sources", exact=True)).to_be_visible()


def test_a_click_on_a_country_filters(server, visit):
    page = visit(f"{server}/map")
    canvas = page.locator(PAGES["map"]).first
    canvas.wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("Date.now = () => 0")  # picking is slow without a GPU; a tap that lasts too long is no tap
    box = canvas.bounding_box()
    size = 512 * 2**0.93  # px round the world at the map's first zoom

    def mercator(lat: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * size / (2 * math.pi)

    x = box["x"] + box["width"] / 2 + (134 - 24) * size / 360  # the middle of Australia
    y = box["y"] + box["height"] / 2 - (mercator(-25) - mercator(24))
    page.mouse.click(x, y)
    expect(page.get_by_text(re.compile("with Australia, 1947"))).to_be_visible()
    page.wait_for_url(re.compile("partner=Australia"))


def test_three_partners_are_compared(server, visit):
    page = visit(f"{server}/compare?partner=Russia&partner=China&partner=Japan")
    for name in ("Russia", "China", "Japan"):
        expect(page.locator(CHART).first).to_contain_text(name)


def test_both_themes(server, visit):
    page = visit(f"{server}/method", scheme="dark")
    for scheme, background in (("dark", "rgb(15, 20, 27)"), ("light", "rgb(252, 251, 248)")):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator(".stApp")).to_have_css("background-color", background)


def test_every_page_is_reached_and_fits_a_narrow_window(server, visit):
    page = visit(f"{server}/method", width=1024, height=844)
    for width in (1024, 390):  # what fits these fits a wider window
        page.set_viewport_size({"width": width, "height": 844})
        if width == 390:  # the pages are in a drawer, which stays open in a window with a mouse
            page.get_by_test_id("stExpandSidebarButton").click()
        for name in (*PAGES, "method"):
            headline = page.get_by_role("heading", level=1).first.inner_text()
            page.get_by_role("link", name=name.title(), exact=True).click()
            expect(page.get_by_role("heading", level=1)).not_to_have_text(headline)
            expect(page.get_by_role("button", name="Filters")).to_have_count(int(width == 390))
            settle(page)
            page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")


def test_a_click_on_a_cell_opens_its_events_and_the_address_reopens_them(server, visit):
    page = visit(f"{server}/crises")
    page.locator(CHART).first.wait_for()
    click_mark(page, "war-1971.USA")
    expect(page.get_by_text("United States · The war of 1971")).to_be_visible()
    page.wait_for_url(re.compile(r"cell=war-1971\.USA"))
    page.locator(".st-key-turning-usa-1971-enterprise button").click()
    expect(page.get_by_text("Sources", exact=True)).to_be_visible()
    page.wait_for_url(re.compile("event=usa-1971-enterprise"))
    again = visit(page.url)
    expect(again.get_by_role("heading", level=3)).to_have_text(page.get_by_role("heading", level=3).inner_text())
    again.get_by_role("button", name="Leave this cell").click()
    again.wait_for_function("!location.search.includes('cell=') && !location.search.includes('event=')")


def test_a_phone_lists_powers_by_stance_and_opens_a_cell_in_a_dialog(server, visit):
    page = visit(f"{server}/crises?years=1971&years=1972", width=390, height=844)
    expect(page.get_by_role("button", name="Filters · 1")).to_be_visible()
    expect(page.locator(CHART)).to_have_count(0)
    page.get_by_role("button", name="United States", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.locator(".st-key-turning-usa-1971-enterprise button").click()
    expect(dialog.get_by_role("heading", level=3)).to_be_visible()
    dialog.get_by_role("button", name="Leave this cell").click()
    expect(dialog).to_have_count(0)
    page.wait_for_function("!location.search.includes('cell=')")


def test_the_contents_of_the_method_lead_to_its_sections(server, visit, shipped):
    page = visit(f"{server}/method")
    page.get_by_role("link", name="Coverage and gaps").click()
    expect(page.get_by_role("heading", name="Coverage and gaps")).to_be_in_viewport()
    lens = shipped.lenses.set_index("code").loc["trade"]
    page.get_by_text(f"{lens['label']}: {lens['question']}").click()
    expect(page.get_by_text(lens["caveat"])).to_be_visible()


def test_a_phone_shows_a_list_and_counts_its_filters(server, visit):
    page = visit(f"{server}/?category=Conflict", width=390, height=844)
    expect(page.get_by_role("button", name="Filters · 1")).to_be_visible()
    expect(page.locator(CHART)).to_have_count(1)  # the overview above the list
    first = page.locator("[class*=st-key-list-] button").first
    expect(first).to_be_visible()
    assert first.bounding_box()["height"] >= 44
    first.click()
    title = page.get_by_role("dialog").get_by_role("heading", level=3)
    expect(title).to_be_in_viewport()
    before = title.inner_text()
    page.get_by_role("dialog").get_by_role("button", name="Next").click()
    expect(title).not_to_have_text(before)
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_years_play(server, visit):
    page = visit(f"{server}/map?years=1947&years=1952")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_visible()  # it stops by itself at the end of the period


def test_a_claim_opens_by_its_address_and_its_events_by_a_click(server, visit, shipped):
    page = visit(f"{server}/claims?claim=C07")
    expect(page.get_by_role("heading", level=3)).to_have_text(f"“{shipped.claims.set_index('id').loc['C07', 'claim']}”")
    page.locator("[class*=st-key-turning-against-] button").first.click()
    expect(page.get_by_text("Goldstein")).to_be_visible()
    page.wait_for_url(re.compile("event="))
    page.get_by_role("button", name="Next claim").click()
    page.wait_for_url(re.compile("claim=C08"))
    page.go_back()
    page.wait_for_url(re.compile("claim=C07"))
    page.locator(".st-key-partner-claim-RUS button").click()
    page.wait_for_url(re.compile(r"/partner\?.*country=RUS"))
    page.get_by_role("heading", name="Claims about it").wait_for()


def test_a_weight_moves_the_ranking_and_the_address_reopens_it(server, visit):
    page = visit(f"{server}/ally")
    page.locator(CHART).first.wait_for()
    sentence = page.locator("p", has_text="What would change the answer")
    before, told = totals(page), sentence.inner_text()
    slider = page.get_by_role("slider", name="Trade")
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("weights=.*trade13"))
    expect(sentence).not_to_have_text(told)
    read(page, f"{TOTALS}?.join() !== arg", ",".join(before))
    after = totals(page)
    again = visit(page.url)
    again.locator(CHART).first.wait_for()
    read(again, f"{TOTALS}?.join() === arg", ",".join(after))
    expect(again.get_by_role("slider", name="Trade")).to_have_value("13")


def test_back_brings_the_weights_before(server, visit):
    page = visit(f"{server}/ally")
    page.locator(CHART).first.wait_for()
    before = totals(page)
    page.get_by_role("button", name="Security first").click()
    page.wait_for_url(re.compile("weights=security"))
    read(page, f"{TOTALS}?.join() !== arg", ",".join(before))
    page.go_back()
    page.wait_for_url(lambda url: "weights" not in url)
    read(page, f"{TOTALS}?.join() === arg", ",".join(before))


def test_a_total_of_the_ally_index_leads_to_its_country(server, visit):
    page = visit(f"{server}/ally?weights=arms9&view=Chart")
    page.locator(CHART).first.wait_for()
    row = f"[{TOTALS}?.indexOf(arg)].map(at => spot(0, at, plot._fullLayout.xaxis2, plot._fullLayout.yaxis))[0]"
    click(page, f"{row}.map((px, axis) => axis ? px : px + 4)", "RUS")
    page.wait_for_url(re.compile(r"/partner\?.*country=RUS"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Russia")


def test_back_brings_the_country_before_and_a_link_leaves_an_address_full_of_words(server, visit):
    page = visit(f"{server}/compare?partner=Russia&partner=China&amount=Count&view=Table")
    page.locator(".st-key-partner-compare-RUS button").click()
    page.wait_for_url(re.compile(r"/partner\?.*country=RUS"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Russia")
    page.goto(f"{server}/crises?cell=war-1971.USA")
    page.locator(CHART).first.wait_for()
    click_mark(page, "war-1971.RUS")
    page.wait_for_url(re.compile("cell=war-1971.RUS"))
    page.go_back()
    page.wait_for_url(re.compile("cell=war-1971.USA"))
    expect(page.get_by_text("United States · The war of 1971")).to_be_visible()
