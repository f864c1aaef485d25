"""Small charts of yearly figures, with the partner's weightiest events drawn over them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.mark_traces import Part, label_traces, mark_traces, selected_parts, years_axis
from components.marks import Canvas, place_labels, place_marks
from components.style import ACCENT, QUIET, RULE, TONE_COLOURS, base_layout, plain, text_width
from data.partner import show_value

LINE_COLOURS = [ACCENT, TONE_COLOURS["conflictual"]]  # of the first line and of one that says the opposite
HEIGHT = 250  # px
TOP, BOTTOM, LEFT = 42, 22, 44  # px for title and subtitle, years, and the values of the axis
STRIP, GAP = 44, 6  # px of the strip of events, and between it and the plot
LABEL = 15  # px of a line of text
AXIS_FONT = {"size": 11, "color": QUIET}


def indicator_figure(
    title: str,
    unit: str,
    figures: pd.DataFrame,
    breaks: Sequence[float],
    events: pd.DataFrame,
    window: tuple[int, int],
    categories: pd.DataFrame,
    selected: str | None,
    width: int,
) -> go.Figure:
    """Return one chart of figures through `window` (years, inclusive), from 0, with `events` in a strip above it.

    `figures` has line, year, value, segment (data.partner.partner_figures); values of different segments are not
    joined, and each of `breaks` (years, NaN for none) is a dashed rule. The last value of each line stands beside it.
    `events` are rows of Dataset.events: each point carries its id as customdata, the salient ones a hairline through
    the plot. `categories` has code, label, colour; `width` is the likely width of the figure in px.
    """
    lines = list(dict.fromkeys(figures["line"]))
    ends = figures.drop_duplicates("line", keep="last")
    words = [_end_words(end, len(lines) > 1) for end in ends.to_dict("records")]
    right = max(map(text_width, words), default=0) + 6
    canvas = Canvas(
        start=pd.Timestamp(year=window[0], month=1, day=1),
        end=pd.Timestamp(year=window[1] + 1, month=1, day=1),
        width=width - LEFT - right,
        lane_height=STRIP,
        lanes=1,
    )
    highest = figures["value"].max() * 1.08
    strip, hairlines = _strip(events, canvas, categories, selected)
    colours = dict(zip(lines, LINE_COLOURS, strict=False))
    return go.Figure(
        data=[*strip, *(_trace(part, colours[line]) for (line, _), part in figures.groupby(["line", "segment"]))],
        layout=base_layout(
            HEIGHT,
            title=_title(title, unit),
            margin={"l": LEFT, "r": right, "t": TOP, "b": BOTTOM},
            bargap=0,
            uirevision=title,
            xaxis={**years_axis(window), "nticks": 4, "anchor": "y", "tickfont": AXIS_FONT},
            yaxis=_value_axis(highest),
            yaxis2={"domain": [1 - STRIP / _inner(), 1], "range": [0.5, -0.5], "visible": False, "fixedrange": True},
            shapes=[*hairlines, *(_rule(year) for year in breaks if window[0] < year <= window[1])],
            annotations=[
                *_ends(ends, words, colours, highest),
                *(_break_note(year) for year in breaks if window[0] < year <= window[1]),
            ],
        ),
    )


def _inner() -> float:
    return HEIGHT - TOP - BOTTOM


def _title(title: str, unit: str) -> Part:
    return {
        "text": f"<b>{plain(title)}</b>",
        "subtitle": {"text": plain(unit), "font": {"size": 12, "color": QUIET}},
        "font": {"size": 14},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yanchor": "top",
        "pad": {"t": 4},
    }


def _value_axis(highest: float) -> Part:
    return {
        "domain": [0, 1 - (STRIP + GAP) / _inner()],
        "range": [0, highest],
        "nticks": 4,
        "fixedrange": True,
        "gridcolor": RULE,
        "griddash": "dot",
        "zeroline": True,
        "zerolinecolor": QUIET,
        "zerolinewidth": 1,
        "ticks": "",
        "tickfont": AXIS_FONT,
        "tickformat": "~s" if highest >= 1e6 else ",~r",
    }


def _trace(part: pd.DataFrame, colour: str) -> Part:
    """Return one stretch of a line. Values that are years apart, or alone, are points too."""
    is_dense = len(part) > 1 and (part["year"].diff().dropna() == 1).all()
    return {
        "type": "scatter",
        "mode": "lines" if is_dense else "lines+markers",
        "x": [_middle(year) for year in part["year"]],
        "y": part["value"].tolist(),
        "name": plain(part["line"].iloc[0]),
        "text": [show_value(value) for value in part["value"]],
        "hovertemplate": "%{fullData.name} %{x|%Y}: %{text}<extra></extra>",
        "line": {"color": colour, "width": 2},
        "marker": {"color": colour, "size": 5},
        "unselected": {"marker": {"opacity": 1}},
    }


def _middle(year: int) -> str:
    return f"{year}-07-02"


def _strip(
    events: pd.DataFrame, canvas: Canvas, categories: pd.DataFrame, selected: str | None
) -> tuple[list[Part], list[Part]]:
    """Return (traces, shapes) of the strip of events: marks, the labels that fit, the ring of the selected one, and
    hairlines through the plot for those that changed the relation."""
    marks, folds = place_marks(events, pd.Series(0, index=events.index), canvas, selected)
    rings, chosen = selected_parts(marks, selected, canvas)
    labels = label_traces(place_labels(marks, folds, canvas), canvas)
    middles = (marks["left"] + marks["right"])[marks["salience"] == 3] / 2
    hairlines = [_hairline(canvas.moment(middle).strftime("%Y-%m-%d")) for middle in middles]
    traces = [trace | {"yaxis": "y2"} for trace in (*mark_traces(marks, canvas, categories), *labels, *rings)]
    return traces, [*hairlines, *chosen]


def _hairline(moment: str) -> Part:
    line = {"color": RULE, "width": 1}
    return {"type": "line", "x0": moment, "x1": moment, "y0": 0, "y1": 1, "yref": "y domain", "line": line}


def _rule(year: float) -> Part:
    line = {"color": QUIET, "width": 1, "dash": "dash"}
    return _hairline(f"{year:.0f}-01-01") | {"line": line}


def _break_note(year: float) -> Part:
    return {
        "text": "break",
        "x": f"{year:.0f}-01-01",
        "xanchor": "right",
        "y": 1,
        "yref": "y domain",
        "yanchor": "top",
        "showarrow": False,
        "font": AXIS_FONT,
    }


def _end_words(end: dict[Any, Any], is_named: bool) -> str:
    """Return what stands beside the end of a line: the value, the name where there are several lines, the year."""
    name = f" {end['line'].lower()}" if is_named else ""
    return f"{show_value(end['value'])}{name}, {end['year']}"


def _ends(ends: pd.DataFrame, words: Sequence[str], colours: dict[str, str], highest: float) -> list[Part]:
    """Return the label of each line's end, moved apart where two would touch."""
    px = (_inner() - STRIP - GAP) / highest
    order = sorted(range(len(ends)), key=lambda at: ends["value"].iloc[at])
    heights: dict[int, float] = {}
    lowest = LABEL / 2
    for at in order:
        heights[at] = max(ends["value"].iloc[at] * px, lowest)
        lowest = heights[at] + LABEL
    return [
        {
            "text": plain(words[at]),
            "x": _middle(end.year),
            "xanchor": "left",
            "xshift": 4,
            "y": heights[at] / px,
            "showarrow": False,
            "font": {"size": 12, "color": colours[end.line]},
        }
        for at, end in enumerate(ends.itertuples())
    ]
