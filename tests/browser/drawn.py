"""What is drawn in the first chart of a page: read only while it is drawn, waited for while it is drawn anew."""

from typing import Any

from playwright.sync_api import Page

CHART = ".js-plotly-plot"
READ = """arg => {
  const plot = document.querySelector(".js-plotly-plot"), traces = plot?._fullData;
  const spot = (x, y, xaxis, yaxis) => {
    const box = plot.getBoundingClientRect();
    return [box.x + xaxis._offset + xaxis.d2p(x), box.y + yaxis._offset + yaxis.d2p(y)];
  };
  return traces && (%s);
}"""
IDS = "traces.flatMap(trace => [...(trace.customdata ?? [])])"
TOTALS = "traces.find(trace => trace.type === 'bar' && trace.customdata)?.customdata"


def read(page: Page, expression: str, arg: Any = None) -> Any:
    """Wait until a JavaScript expression over `plot`, its `traces` and `arg` holds, and return its value.
    `spot(x, y, xaxis, yaxis)` is where a point of the chart stands on the screen, in px."""
    return page.wait_for_function(READ % expression, arg=arg).json_value()


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
    page.mouse.click(*read(page, found, name))


def totals(page: Page) -> list[str]:
    """Return the codes of the partners in the order of the ranking drawn."""
    return list(read(page, TOTALS))
