"""Small charts of yearly figures, with the partner's weightiest events drawn over them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.mark_traces import Part, label_traces, mark_traces, selected_parts, years_axis
from components.marks import Canvas, place_labels, place_marks
from components.style import (
    ACCENT,
    BARE_AXIS,
    DOTTED_GRID,
    QUIET,
    RULE,
    TONE_COLOURS,
    ZERO_LINE,
    base_layout,
    plain,
)
from data.partner import show_value

LINE_COLOURS = [ACCENT, TONE_COLOURS["conflictual"]]  # of the first line and of one that says the opposite
HEIGHT = 256  # px
SHORT = 5  # values below which a stretch of a line shows each of them as a point
TOP, BOTTOM, LEFT, RIGHT = 48, 22, 44, 80  # px for title and subtitle, years, values of the axis, ends of lines
STRIP, GAP = 44, 6  # px of the strip of events, and between it and the plot
LABEL = 32  # px of the two lines at the end of a line
AXIS_FONT = {"size": 11, "color": QUIET}


@dataclass(frozen=True)
class Strip:
    """The strip of events that all charts of one page share: traces of its own axis, hairlines through the plot, and
    the px that it takes of the height, with the gap below it; none without events."""

    window: tuple[int, int]
    traces: list[Part]
    hairlines: list[Part]
    height: int


def event_strip(
    events: pd.DataFrame, window: tuple[int, int], categories: pd.DataFrame, selected: str | None, width: int
) -> Strip:
    """Return `events` (rows of Dataset.events) as the strip above charts of `window` (years, inclusive).

    Each point carries its id as customdata; those that changed the relation have a hairline, and a label where it
    fits. `categories` has code, label, colour; `width` is the likely width of a chart in px.
    """
    canvas = Canvas.of_years(window, width - LEFT - RIGHT, STRIP, lanes=1)
    marks, folds = place_marks(events, pd.Series(0, index=events.index), canvas, selected)
    rings, chosen = selected_parts(marks, selected, canvas)
    labels = label_traces(place_labels(marks, folds, canvas), canvas)
    middles = (marks["left"] + marks["right"])[marks["salience"] == 3] / 2
    hairlines = [_vertical(canvas.moment(middle).strftime("%Y-%m-%d"), {"color": RULE}) for middle in middles]
    traces = [*_joined(mark_traces(marks, canvas, categories)), *labels, *rings]
    return Strip(
        window, [trace | {"yaxis": "y2"} for trace in traces], [*hairlines, *chosen], 0 if events.empty else STRIP + GAP
    )


def _joined(traces: list[Part]) -> list[Part]:
    """Return the points of all categories as one trace, beside the other traces: each trace costs a browser time, and
    a page has many charts."""
    points = [trace for trace in traces if "name" in trace]
    if not points:
        return traces
    rest = [trace for trace in traces if "name" not in trace]
    hover = [f"{text}<br>{trace['name']}" for trace in points for text in trace["hovertext"]]
    marker = {part: [each for trace in points for each in trace["marker"][part]] for part in ("symbol", "size")}
    colours = [trace["marker"]["color"] for trace in points for _ in trace["x"]]
    joined = {part: [each for trace in points for each in trace[part]] for part in ("x", "y", "customdata")}
    return [
        points[0]
        | joined
        | {"hovertext": hover, "hovertemplate": "%{hovertext}<extra></extra>"}
        | {"marker": points[0]["marker"] | marker | {"color": colours}},
        *rest,
    ]


def indicator_figure(title: str, unit: str, figures: pd.DataFrame, breaks: Sequence[float], strip: Strip) -> go.Figure:
    """Return one chart of figures through the years of `strip`, from 0, with the strip of events above it.

    `figures` has line, year, value, segment (data.partner.partner_figures); values of different segments are not
    joined, and each of `breaks` (years, NaN for none) is a dashed rule. The last value of each line stands beside it.
    """
    lines = list(dict.fromkeys(figures["line"]))
    colours = {line: LINE_COLOURS[at % len(LINE_COLOURS)] for at, line in enumerate(lines)}
    highest = figures["value"].max() * 1.08
    first, last = strip.window
    broken = [f"{year:.0f}-01-01" for year in breaks if first < year <= last]
    return go.Figure(
        data=[
            *strip.traces,
            *(_trace(part, colours[line]) for (line, _), part in figures.groupby(["line", "segment"])),
        ],
        layout=base_layout(
            HEIGHT,
            title=_title(title),
            margin={"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM},
            bargap=0,
            uirevision=title,
            xaxis={**years_axis(strip.window), "nticks": 6, "anchor": "y", "tickfont": AXIS_FONT},
            yaxis=_value_axis(highest, strip.height),
            yaxis2={"domain": [1 - STRIP / _inner(), 1], "range": [0.5, -0.5], "visible": False, **BARE_AXIS},
            shapes=[*strip.hairlines, *(_vertical(day, {"color": QUIET, "dash": "dash"}) for day in broken)],
            annotations=[
                _unit(unit),
                *_ends(figures, colours, (_inner() - strip.height) / highest),
                *map(_break_note, broken),
            ],
        ),
    )


def _inner() -> float:
    return HEIGHT - TOP - BOTTOM


def _title(title: str) -> Part:
    place = {"x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"}
    return place | {"text": f"<b>{plain(title)}</b>", "font": {"size": 14}, "pad": {"t": 2}}


def _unit(unit: str) -> Part:
    """Return the subtitle as a note: a theme moves that of a title about."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -LEFT, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return place | {"text": plain(unit), "yshift": 6, "showarrow": False, "font": {"size": 12, "color": QUIET}}


def _value_axis(highest: float, taken: int) -> Part:
    return {
        "domain": [0, 1 - taken / _inner()],
        "range": [0, highest],
        "nticks": 4,
        **(BARE_AXIS | DOTTED_GRID | ZERO_LINE),
        "tickfont": AXIS_FONT,
        "tickformat": "~s" if highest >= 1e6 else ",~r",
    }


def _trace(part: pd.DataFrame, colour: str) -> Part:
    """Return one stretch of a line. Where values are few or years apart, each is a point too."""
    is_dense = len(part) >= SHORT and (part["year"].diff().dropna() == 1).all()
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


def _vertical(day: str, line: Part) -> Part:
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "layer": "below",
        "line": {"width": 1} | line,
    }


def _break_note(day: str) -> Part:
    return {
        "text": "break",
        "x": day,
        "xanchor": "right",
        "y": 1,
        "yref": "y domain",
        "yanchor": "top",
        "showarrow": False,
        "font": AXIS_FONT,
    }


def _ends(figures: pd.DataFrame, colours: dict[str, str], px: float) -> list[Part]:
    """Return the last value of each line with its year or, of several, its name, moved apart where they would touch.
    `px` is the height of a unit."""
    ends = figures.drop_duplicates("line", keep="last").sort_values("value")
    notes: list[Part] = []
    lowest = LABEL / 2
    for end in ends.itertuples():
        height = max(end.value * px, lowest)
        lowest = height + LABEL
        below = plain(end.line.lower()) if len(ends) > 1 else f"{end.year}"
        notes.append(
            {
                "text": f"<b>{show_value(end.value)}</b><br>{below}",
                "x": _middle(end.year),
                "xanchor": "left",
                "xshift": 4,
                "y": height / px,
                "align": "left",
                "showarrow": False,
                "font": {"size": 12, "color": colours[end.line]},
            }
        )
    return notes
