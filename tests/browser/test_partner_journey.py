"""Ways to a partner's page, in Debian's Chromium, on a running server."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.drawn import click

expect.set_options(timeout=60_000)

POINT = """plots.filter(plot => plot._fullLayout?.yaxis2).map(plot => {
  const {xaxis, yaxis2} = plot._fullLayout, trace = plot._fullData.find(trace => trace.customdata && trace.mode === "markers");
  return spot(trace.x[0], trace.y[0], xaxis, yaxis2, plot);
})[0]"""


def heading(page, name):
    return page.get_by_role("heading", level=1, name=re.compile(f"^{name}:"))


def test_the_card_leads_to_its_partner_and_reload_keeps_it(server, visit):
    page = visit(f"{server}/?partner=Japan&partner=Nepal")
    page.locator("[class*=st-key-turning-] button").first.click()
    link = page.locator("[class*=st-key-partner-card-] button")
    name = link.inner_text().split("\n")[0]
    link.click()
    expect(heading(page, name)).to_be_visible()
    page.wait_for_url(re.compile(r"/partner\?.*country=(JPN|NPL)"))
    expect(page.get_by_text("the filter by partner does not apply here")).to_be_visible()
    page.reload()
    expect(heading(page, name)).to_be_visible()


@pytest.mark.parametrize("view", ["Chart", "Table"])
def test_the_map_leads_to_the_partner_chosen_on_it(server, visit, view):
    page = visit(f"{server}/map?partner=France&view={view}")
    page.locator("[class*=st-key-partner-map-FRA] button").click()
    page.wait_for_url(re.compile("/partner.*country=FRA"))
    expect(page.get_by_text("What the record does not cover")).to_be_visible()


def test_another_country_is_found_by_typing(server, visit):
    page = visit(f"{server}/partner?country=RUS")
    expect(heading(page, "Russia")).to_be_visible()
    box = page.locator(".st-key-country-choice input")
    box.click()
    box.fill("Bhut")
    expect(page.get_by_role("option")).to_have_text(re.compile("Bhutan"))
    page.keyboard.press("Enter")
    expect(heading(page, "Bhutan")).to_be_visible()
    page.wait_for_url(re.compile("country=BTN"))


def test_a_mark_over_a_small_chart_opens_its_event_in_sight(server, visit):
    page = visit(f"{server}/partner?country=BTN")
    chart = page.locator("[class*=st-key-figure-] .js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    page.locator("[class*=st-key-figure-] .js-plotly-plot .points path").first.wait_for()
    click(page, POINT)
    page.wait_for_url(re.compile("event=btn-"))
    expect(page.get_by_role("button", name="Previous")).to_be_in_viewport()


def test_a_deep_link_opens_on_a_server_that_has_just_started(cold_server, visit):
    page = visit(f"{cold_server}/partner?country=OMN")
    expect(heading(page, "Oman")).to_be_visible()
