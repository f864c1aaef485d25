"""Placed marks as Plotly draws them, the same in every timeline: points, bars, counts, labels and the chosen event.

Traces, shapes and annotations are plain dictionaries, and a figure is made of all of them at once: adding them to a
figure one by one would have Plotly check the whole figure again each time.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from components.marks import MARK, STEP, Canvas
from components.style import ACCENT, BARE_AXIS, QUIET, RULE, TONE_SYMBOLS, plain, see_through

Part = dict[str, Any]

SOLID, SOFT = 0.85, 0.4  # opacity of bars: of a span, and of a date known only to the month or year
FAR = 20  # px between a mark and its label from which on a leader ties them


def mark_traces(marks: pd.DataFrame, canvas: Canvas, categories: pd.DataFrame) -> list[Part]:
    """Return the traces of placed marks: colour = category, symbol = tone, size = salience, customdata = event id.

    `categories` has code, label and colour.
    """
    drawn = _drawn(marks, canvas, categories.set_index("code")["colour"])
    points, bars = drawn[drawn["shape"] == "mark"], drawn[drawn["shape"] == "bar"]
    labels = dict(zip(categories["code"], categories["label"], strict=True))
    traces = [_points(own) | {"name": plain(labels[code])} for code, own in points.groupby("category")]
    return traces if bars.empty else [*traces, _bars(bars, bars["category"].map(labels), canvas), _tones_on(bars)]


def _drawn(marks: pd.DataFrame, canvas: Canvas, colours: pd.Series) -> pd.DataFrame:
    """Return marks with what is drawn of them, worked out for all at once: x, y, hover, colour, symbol, px, is_span.

    `colours` maps categories to theirs.
    """
    middle = canvas.start + (canvas.end - canvas.start) * ((marks["left"] + marks["right"]) / 2 / canvas.width)
    return marks.assign(
        x=middle.dt.strftime("%Y-%m-%d"),
        y=(marks["lane"] - marks["row"] * STEP / canvas.lane_height).round(3),
        hover=marks["title"].map(plain) + "<br>" + marks["when"] + " · " + marks["tone"],
        colour=marks["category"].map(colours),
        symbol=marks["tone"].map(TONE_SYMBOLS),
        px=marks["salience"].map(MARK),
        is_span=marks["end_date"] != "",
    )


def _points(points: pd.DataFrame) -> Part:
    """Return the points of one category."""
    return _common(points) | {
        "hovertemplate": "%{hovertext}<br>%{fullData.name}<extra></extra>",
        "type": "scatter",
        "mode": "markers",
        "x": points["x"].tolist(),
        "marker": {
            "color": points["colour"].iloc[0],
            "symbol": points["symbol"].tolist(),
            "size": points["px"].tolist(),
            "opacity": 0.9,
            "line": {"width": 0},
        },
    }


def _bars(bars: pd.DataFrame, labels: pd.Series, canvas: Canvas) -> Part:
    """Return spans as solid bars, and dates known only to the month or year as soft ones, all in one trace.

    `labels` names the category of each.
    """
    begin, end = bars["start"].clip(lower=canvas.start), bars["end"].clip(upper=canvas.end)
    return _common(bars) | {
        "type": "bar",
        "hovertext": (bars["hover"] + "<br>" + labels.map(plain)).tolist(),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "orientation": "h",
        "base": begin.dt.strftime("%Y-%m-%d").tolist(),
        "x": ((end - begin) / pd.Timedelta(milliseconds=1)).tolist(),
        "width": 7 / canvas.lane_height,
        "marker": {
            "color": [see_through(colour, SOLID if is_span else SOFT) for colour, is_span in _looks(bars)],
            "line": {"width": 0},
        },
    }


def _tones_on(bars: pd.DataFrame) -> Part:
    """Return the tone of each bar as a small symbol in its middle: text inside bars takes browsers far longer."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": bars["x"].tolist(),
        "y": bars["y"].tolist(),
        "hoverinfo": "skip",
        "marker": {
            "color": ["#FFFFFF" if is_span else colour for colour, is_span in _looks(bars)],
            "symbol": bars["symbol"].tolist(),
            "size": 5,
            "opacity": 1,
            "line": {"width": 0},
        },
    }


def _looks(bars: pd.DataFrame) -> Iterator[tuple[str, bool]]:
    return zip(bars["colour"], bars["is_span"], strict=True)


def _common(marks: pd.DataFrame) -> Part:
    """Return what points and bars share. A click must not fade what was not clicked."""
    return {
        "y": marks["y"].tolist(),
        "customdata": marks["id"].tolist(),
        "hovertext": marks["hover"].tolist(),
        "unselected": {"marker": {"opacity": 0.9}},
    }


def fold_trace(folds: pd.DataFrame, canvas: Canvas) -> Part:
    """Return counted marks: how many more events a crowded stretch holds. Customdata is their years, "1971..1972"."""
    years = [f"{first}..{last}" for first, last in zip(folds["first_year"], folds["last_year"], strict=True)]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [canvas.moment(x).strftime("%Y-%m-%d") for x in folds["x"]],
        "y": (folds["lane"] - 0.45).tolist(),
        "text": [f"+{count}" for count in folds["events"]],
        "textfont": {"size": 10, "color": QUIET},
        "marker": {"size": 16, "opacity": 0},
        "cliponaxis": False,  # those of the top lane stand on the edge
        "customdata": years,
        "hovertemplate": "%{text} events, %{customdata}: narrow the period or see the table<extra></extra>",
    }


def label_traces(labels: pd.DataFrame, canvas: Canvas) -> list[Part]:
    """Return the placed labels, and thin leaders for those that stand off their mark.

    They are a trace of text: as many annotations would take a browser as long as all marks together.
    """
    if labels.empty:
        return []
    x = [canvas.moment(px).strftime("%Y-%m-%d") for px in labels["x"] + labels["dx"]]
    y = ((labels["y"] + labels["dy"]) / canvas.lane_height - 0.5).round(3)
    off = labels[labels["dy"].abs() > FAR]
    foot = [canvas.moment(px).strftime("%Y-%m-%d") for px in off["x"]]
    low = (off["y"] + off["dy"].clip(-5, 5)) / canvas.lane_height - 0.5
    high = (off["y"] + off["dy"] - off["dy"].clip(-7, 7)) / canvas.lane_height - 0.5
    leaders = {
        "type": "scatter",
        "mode": "lines",
        "x": [place for at in foot for place in (at, at, None)],
        "y": [place for ends in zip(low, high, strict=True) for place in (*ends, None)],
        "hoverinfo": "skip",
        "line": {"width": 1, "color": RULE},
    }
    texts = [plain(text) for text in labels["label"]]
    words = {"type": "scatter", "mode": "text", "x": x, "y": y.tolist(), "text": texts, "hoverinfo": "skip"}
    return [leaders, words | {"textfont": {"size": 12}}]


def selected_parts(marks: pd.DataFrame, selected: str | None, canvas: Canvas) -> tuple[list[Part], list[Part]]:
    """Return (traces, shapes) that ring the selected event and drop a hairline through it; empty if it is not drawn."""
    traces, shapes = [], []
    for mark in marks[marks["id"] == selected].itertuples():
        x = canvas.moment((mark.left + mark.right) / 2)
        y = mark.lane - mark.row * STEP / canvas.lane_height
        ring = {"symbol": "circle-open", "size": 20, "color": ACCENT, "line": {"width": 2}}
        traces.append({"type": "scatter", "mode": "markers", "x": [x], "y": [y], "hoverinfo": "skip", "marker": ring})
        line = {"color": ACCENT, "width": 1}
        shapes.append({"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "y domain", "line": line})
    return traces, shapes


def years_axis(window: tuple[int, int]) -> Mapping[str, Any]:
    """Return a fixed axis of time over whole years; ticks are years until months fit."""
    return {
        "type": "date",
        "range": [f"{window[0]}-01-01", f"{window[1] + 1}-01-01"],
        **BARE_AXIS,
        "tickfont": {"size": 12},
        "tickformatstops": [
            {"dtickrange": [None, "M1"], "value": "%-d %b %Y"},
            {"dtickrange": ["M1", "M12"], "value": "%b %Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    }
