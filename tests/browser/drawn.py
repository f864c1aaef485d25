"""What is drawn in the charts of a page: read and clicked only once it has come to rest."""

from typing import Any

from playwright.sync_api import Page

CHART = ".js-plotly-plot"
# What lies where it lay a frame ago, while the server is still, is at rest.
READ = """arg => {
  const plots = [...document.querySelectorAll(".js-plotly-plot")], plot = plots[0], traces = plot?._fullData;
  const spot = (x, y, xaxis, yaxis, of = plot) => {
    const box = of.getBoundingClientRect();
    const at = [box.x + xaxis._offset + xaxis.d2p(x), box.y + yaxis._offset + yaxis.d2p(y)];
    return at.every(Number.isFinite) && at;
  };
  const found = document.querySelector('[data-test-script-state="notRunning"]') && traces && (%s);
  const before = window.foundBefore;
  window.foundBefore = JSON.stringify(found);
  return window.foundBefore === before && found;
}"""
IDS = "traces.flatMap(trace => [...(trace.customdata ?? [])])"
TOTALS = "traces.find(trace => trace.type === 'bar' && trace.customdata)?.customdata"


def settle(page: Page) -> None:
    """Wait until a page has its headline and the script that the server runs for it has ended."""
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")


def read(page: Page, expression: str, arg: Any = None) -> Any:
    """Wait until a JavaScript expression over `plots`, the first `plot`, its `traces` and `arg` holds and rests, and
    return its value. `spot(x, y, xaxis, yaxis)` is where a point of the first chart stands on the screen, in px."""
    return page.wait_for_function(READ % expression, arg=arg).json_value()


def click(page: Page, expression: str, arg: Any = None) -> None:
    """Point at the spot that a JavaScript expression finds, as `read` does, and click there once Plotly has seen it."""
    page.mouse.move(*read(page, expression, arg))
    page.locator(".hoverlayer .hovertext").first.wait_for()
    page.mouse.down()
    page.mouse.up()


def mark_ids(page: Page) -> list[str]:
    """Return the ids of the events that are drawn."""
    return [name for name in read(page, IDS) if ".." not in name]


def first_point(page: Page) -> str:
    """Return the id of an event that is drawn as a point."""
    return read(page, "traces.find(trace => trace.mode === 'markers')?.customdata[0]")


def click_mark(page: Page, name: str) -> None:
    """Click the mark of an event or cell."""
    marked = "traces.filter(trace => trace.type === 'scatter' && trace.customdata?.includes(arg))"
    found = f"{marked}.map(t => [t, t.customdata.indexOf(arg)]).map(([t, at]) => spot(t.x[at], t.y[at], plot._fullLayout.xaxis, plot._fullLayout.yaxis))[0]"
    click(page, found, name)


def totals(page: Page) -> list[str]:
    """Return the codes of the partners in the order of the ranking drawn."""
    return list(read(page, TOTALS))
