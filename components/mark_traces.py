"""Placed marks as Plotly draws them, the same in every timeline: points, bars, counts, labels and the chosen event.

Traces, shapes and annotations are plain dictionaries, and a figure is made of all of them at once: adding them to a
figure one by one would have Plotly check the whole figure again each time.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.marks import MARK, STEP, Canvas
from components.style import ACCENT, QUIET, RULE, TONE_GLYPHS, TONE_SYMBOLS, plain

Part = dict[str, Any]

HOVER = "%{hovertext}<br>%{fullData.name}<extra></extra>"


def mark_traces(marks: pd.DataFrame, canvas: Canvas, categories: pd.DataFrame) -> list[Part]:
    """Return the traces of placed marks: colour = category, symbol = tone, size = salience, customdata = event id.

    `categories` has code, label and colour.
    """
    looks = categories.set_index("code")
    traces = []
    for (code, shape), own in marks.groupby(["category", "shape"]):
        label, colour = looks.loc[code, ["label", "colour"]]
        trace = _bars(own, canvas, colour) if shape == "bar" else _points(own, canvas, colour)
        traces.append({"name": plain(label), "hovertemplate": HOVER} | trace)
    return traces


def _points(points: pd.DataFrame, canvas: Canvas, colour: str) -> Part:
    middle = canvas.start + (canvas.end - canvas.start) * ((points["left"] + points["right"]) / 2 / canvas.width)
    return _common(points, canvas) | {
        "type": "scatter",
        "mode": "markers",
        "x": middle.dt.strftime("%Y-%m-%d").tolist(),
        "marker": {
            "color": colour,
            "symbol": points["tone"].map(TONE_SYMBOLS).tolist(),
            "size": points["salience"].map(MARK).tolist(),
            "opacity": 0.9,
            "line": {"width": 0},
        },
    }


def _bars(bars: pd.DataFrame, canvas: Canvas, colour: str) -> Part:
    """Return spans as solid bars, and dates known only to the month or year as soft ones."""
    rgb = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    begin, end = bars["start"].clip(lower=canvas.start), bars["end"].clip(upper=canvas.end)
    return _common(bars, canvas) | {
        "type": "bar",
        "orientation": "h",
        "base": begin.dt.strftime("%Y-%m-%d").tolist(),
        "x": ((end - begin) / pd.Timedelta(milliseconds=1)).tolist(),
        "width": 7 / canvas.lane_height,
        "text": bars["tone"].map(TONE_GLYPHS).tolist(),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "constraintext": "none",
        "textangle": 0,
        "textfont": {"size": 8},
        "marker": {
            "color": [f"rgba({rgb},{alpha})" for alpha in (bars["end_date"] != "").map({True: 0.85, False: 0.4})],
            "cornerradius": 4,
            "line": {"width": 0},
        },
    }


def _common(marks: pd.DataFrame, canvas: Canvas) -> Part:
    """Return what points and bars share. A click must not fade what was not clicked."""
    hover = marks["title"].map(plain) + "<br>" + marks["when"] + " · " + marks["tone"]
    return {
        "y": (marks["lane"] - marks["row"] * STEP / canvas.lane_height).round(3).tolist(),
        "customdata": marks["id"].tolist(),
        "hovertext": hover.tolist(),
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
        "customdata": years,
        "hovertemplate": "%{text} events, %{customdata}: narrow the period or see the table<extra></extra>",
    }


def label_annotations(labels: pd.DataFrame, canvas: Canvas) -> list[Part]:
    """Return the placed labels, with a thin leader where one stands off its mark."""
    return [
        {
            "text": plain(label.label),
            "x": canvas.moment(label.x),
            "y": label.y / canvas.lane_height - 0.5,
            "ax": label.dx,
            "ay": label.dy,
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": RULE if abs(label.dy) > 20 else "rgba(0,0,0,0)",
            "standoff": 5,
            "font": {"size": 12},
            "borderpad": 0,
        }
        for label in labels.itertuples()
    ]


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
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "tickfont": {"size": 12},
        "tickformatstops": [
            {"dtickrange": [None, "M1"], "value": "%-d %b %Y"},
            {"dtickrange": ["M1", "M12"], "value": "%b %Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    }
