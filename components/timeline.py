"""The timeline: events in lanes over eras, with an overview below whose brush sets the period."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from components.marks import MARK, STEP, Canvas, place_labels, place_marks
from components.style import (
    ACCENT,
    BAND,
    QUIET,
    RULE,
    TONE_COLOURS,
    TONE_GLYPHS,
    TONE_SYMBOLS,
    base_layout,
    plain,
    text_width,
)
from data.query import TONES, show_date

HEIGHT = 640
TOP, GAP, OVERVIEW, BOTTOM = 22, 40, 54, 22  # px above the lanes, below them, of the overview, below it
LANES_HEIGHT = HEIGHT - TOP - GAP - OVERVIEW - BOTTOM


def timeline_figure(
    events: pd.DataFrame,
    backdrop: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    lane_column: str | None,
    window: tuple[int, int],
    span: tuple[int, int],
    eras: pd.DataFrame,
    colours: dict[str, str],
    selected: str | None = None,
    width: int = 860,
) -> go.Figure:
    """Return the timeline of `events` (rows of Dataset.events inside `window`, years inclusive).

    `lanes` are (value of `lane_column`, label) from top to bottom; no column means one lane for all. `backdrop`
    holds the same selection over all of `span`, for the overview. `colours` maps category code to colour, `eras`
    has start, end, label, and `width` is the likely width of the plot area in px. Each point carries, as
    customdata, the id of its event or, for what stands for several, the years "1971..1972".
    """
    canvas = Canvas(
        start=pd.Timestamp(year=window[0], month=1, day=1),
        end=pd.Timestamp(year=window[1] + 1, month=1, day=1),
        width=width,
        lane_height=LANES_HEIGHT / max(1, len(lanes)),
        lanes=max(1, len(lanes)),
    )
    numbers = {value: number for number, (value, _) in enumerate(lanes)}
    lane = events[lane_column].map(numbers) if lane_column else pd.Series(0, index=events.index)
    inside = events[lane.notna()]
    marks, folds = place_marks(inside, lane[lane.notna()].astype(int), canvas)
    figure = go.Figure(layout=_layout(lanes, lane, window, span))
    figure.add_traces([_bars(marks, canvas, colours), _points(marks, canvas, colours), _folds(folds, canvas)])
    figure.add_traces(_overview(backdrop))
    _draw_eras(figure, eras, canvas)
    _draw_lanes(figure, len(lanes))
    _draw_labels(figure, place_labels(marks, folds, canvas), canvas)
    _draw_window(figure, window, span)
    _draw_selected(figure, marks[marks["id"] == selected], canvas)
    return figure


def _height(lane: pd.Series, row: pd.Series | float, canvas: Canvas) -> pd.Series:
    """Return the y value of marks: lane number, less their row's px in units of a lane."""
    return lane - row * STEP / canvas.lane_height


def _hover(marks: pd.DataFrame) -> list[str]:
    """Return what the pointer reads: title, date, partner and category."""
    return [
        f"<b>{plain(mark.title)}</b><br>{show_date(mark.date, mark.end_date)} · {plain(mark.partner_name)} · "
        f"{plain(mark.category_name)} · {mark.tone}"
        for mark in marks.itertuples()
    ]


def _points(marks: pd.DataFrame, canvas: Canvas, colours: dict[str, str]) -> go.Scatter:
    points = marks[marks["shape"] == "mark"]
    middle = canvas.start + (canvas.end - canvas.start) * ((points["left"] + points["right"]) / 2 / canvas.width)
    return go.Scatter(
        x=middle.dt.strftime("%Y-%m-%d").tolist(),
        y=_height(points["lane"], points["row"], canvas).round(3).tolist(),
        mode="markers",
        customdata=points["id"].tolist(),
        hovertext=_hover(points),
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "color": points["category"].map(colours).tolist(),
            "symbol": points["tone"].map(TONE_SYMBOLS).tolist(),
            "size": points["salience"].map(MARK).tolist(),
            "opacity": 0.9,
            "line": {"width": 0},
        },
        selected={"marker": {"opacity": 0.9}},
        unselected={"marker": {"opacity": 0.9}},
    )


def _bars(marks: pd.DataFrame, canvas: Canvas, colours: dict[str, str]) -> go.Bar:
    """Return spans as solid bars, and dates known only to the month or year as soft ones."""
    bars = marks[marks["shape"] == "bar"]
    begin, end = bars["start"].clip(lower=canvas.start), bars["end"].clip(upper=canvas.end)
    opacity = (bars["end_date"] != "").map({True: 0.85, False: 0.4}).tolist()
    return go.Bar(
        orientation="h",
        base=begin.dt.strftime("%Y-%m-%d").tolist(),
        x=((end - begin) / pd.Timedelta(milliseconds=1)).tolist(),
        y=_height(bars["lane"], bars["row"], canvas).round(3).tolist(),
        width=7 / canvas.lane_height,
        customdata=bars["id"].tolist(),
        hovertext=_hover(bars),
        hovertemplate="%{hovertext}<extra></extra>",
        text=bars["tone"].map(TONE_GLYPHS).tolist(),
        textposition="inside",
        insidetextanchor="middle",
        constraintext="none",
        textangle=0,
        textfont={"size": 8},
        marker={"color": bars["category"].map(colours).tolist(), "opacity": opacity, "cornerradius": 4, "line": {"width": 0}},
        selected={"marker": {"opacity": 0.85}},
        unselected={"marker": {"opacity": 0.6}},
    )


def _folds(folds: pd.DataFrame, canvas: Canvas) -> go.Scatter:
    """Return counted marks: how many more events a crowded stretch holds. A click narrows the period to it."""
    moments = [canvas.moment(x).strftime("%Y-%m-%d") for x in folds["x"]]
    years = [f"{first}..{last}" for first, last in zip(folds["first_year"], folds["last_year"], strict=True)]
    return go.Scatter(
        x=moments,
        y=(folds["lane"] - 0.45).tolist(),
        mode="markers+text",
        text=[f"+{count}" for count in folds["events"]],
        textfont={"size": 10, "color": QUIET},
        marker={"size": 16, "opacity": 0},
        customdata=years,
        hovertext=[f"{count} more events, {span.replace('..', '–')}: narrow the period to see them" for count, span in zip(folds["events"], years, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _overview(backdrop: pd.DataFrame) -> list[go.Bar]:
    """Return events per year, stacked by tone."""
    counts = backdrop.groupby(["tone", "year"]).size()
    bars = []
    for tone in TONES:
        by_year = counts.get(tone, pd.Series(dtype=int)) if tone in counts.index.get_level_values(0) else pd.Series(dtype=int)
        years = by_year.index.tolist()
        bars.append(
            go.Bar(
                x=[f"{year}-07-02" for year in years],
                y=by_year.tolist(),
                width=300 * 86_400_000,
                customdata=[f"{year}..{year}" for year in years],
                hovertemplate=f"%{{x|%Y}}: %{{y}} {tone}<extra></extra>",
                marker={"color": TONE_COLOURS[tone], "line": {"width": 0}},
                selected={"marker": {"opacity": 1}},
                unselected={"marker": {"opacity": 1}},
                xaxis="x2",
                yaxis="y2",
            )
        )
    return bars


def _layout(lanes: Sequence[tuple[str, str]], lane: pd.Series, window: tuple[int, int], span: tuple[int, int]) -> dict:
    sizes = lane.value_counts()
    labels = [f"{plain(label)} <span style='opacity:.55'>{sizes.get(number, 0)}</span>" for number, (_, label) in enumerate(lanes)]
    usable = HEIGHT - TOP - BOTTOM
    axis = {"type": "date", "fixedrange": True, "showgrid": False, "zeroline": False, "tickfont": {"size": 12}}
    formats = [
        {"dtickrange": [None, "M1"], "value": "%-d %b %Y"},
        {"dtickrange": ["M1", "M12"], "value": "%b %Y"},
        {"dtickrange": ["M12", None], "value": "%Y"},
    ]
    return base_layout(
        HEIGHT,
        margin={"l": 158, "r": 12, "t": TOP, "b": BOTTOM},
        barmode="stack",
        bargap=0,
        dragmode="select",
        selectdirection="h",
        newselection={"line": {"color": ACCENT, "width": 1, "dash": "solid"}},
        activeselection={"fillcolor": ACCENT, "opacity": 0.12},
        uirevision="timeline",
        xaxis=axis | {"range": _days(window), "domain": [0, 1], "anchor": "y", "tickformatstops": formats, "ticks": ""},
        yaxis={
            "domain": [(OVERVIEW + GAP) / usable, 1],
            "range": [max(1, len(lanes)) - 0.5, -0.5],
            "tickvals": list(range(len(lanes))),
            "ticktext": labels,
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
        },
        xaxis2=axis | {"range": _days(span), "anchor": "y2", "tickformat": "%Y", "tickfont": {"size": 11}, "nticks": 9},
        yaxis2={"domain": [0, OVERVIEW / usable], "visible": False, "fixedrange": True, "anchor": "x2"},
    )


def _days(years: tuple[int, int]) -> list[str]:
    return [f"{years[0]}-01-01", f"{years[1] + 1}-01-01"]


def _draw_eras(figure: go.Figure, eras: pd.DataFrame, canvas: Canvas) -> None:
    """Draw every other era as a quiet band, and the names that fit their band."""
    first = pd.to_datetime(eras["start"]).clip(lower=canvas.start, upper=canvas.end)
    last = pd.to_datetime(eras["end"].replace("", canvas.end.strftime("%Y-%m-%d"))).clip(lower=canvas.start, upper=canvas.end)
    for number, (begin, end, label) in enumerate(zip(first, last, eras["label"], strict=True)):
        width = (end - begin) / (canvas.end - canvas.start) * canvas.width
        if width <= 0:
            continue
        if number % 2 == 0:
            figure.add_shape(
                type="rect", x0=begin, x1=end, y0=0, y1=1, xref="x", yref="y domain", fillcolor=BAND, line_width=0, layer="below"
            )
        if width > text_width(label):
            figure.add_annotation(
                text=plain(label), x=begin + (end - begin) / 2, y=1, yref="y domain", yanchor="bottom", showarrow=False,
                font={"size": 11, "color": QUIET},
            )  # fmt: skip


def _draw_lanes(figure: go.Figure, lanes: int) -> None:
    for edge in range(1, lanes):
        figure.add_shape(
            type="line", x0=0, x1=1, y0=edge - 0.5, y1=edge - 0.5, xref="x domain", yref="y", line={"color": RULE, "width": 1}, layer="below"
        )


def _draw_labels(figure: go.Figure, labels: pd.DataFrame, canvas: Canvas) -> None:
    for label in labels.itertuples():
        is_far = abs(label.dy) > 20
        figure.add_annotation(
            text=plain(label.label), x=canvas.moment(label.x), y=label.y / canvas.lane_height - 0.5,
            ax=label.dx, ay=label.dy, showarrow=True, arrowhead=0, arrowwidth=1, arrowcolor=RULE if is_far else "rgba(0,0,0,0)",
            standoff=5, font={"size": 12}, borderpad=0, captureevents=False,
        )  # fmt: skip


def _draw_window(figure: go.Figure, window: tuple[int, int], span: tuple[int, int]) -> None:
    """Shade, in the overview, the years that the lanes do not show."""
    for first, last in ((span[0], window[0] - 1), (window[1] + 1, span[1])):
        if first <= last:
            x0, x1 = _days((first, last))
            figure.add_shape(
                type="rect", x0=x0, x1=x1, y0=0, y1=1, xref="x2", yref="y2 domain", fillcolor="rgba(128,128,128,0.22)", line_width=0
            )


def _draw_selected(figure: go.Figure, selected: pd.DataFrame, canvas: Canvas) -> None:
    """Ring the selected event and drop a hairline through it."""
    for mark in selected.itertuples():
        moment = canvas.moment((mark.left + mark.right) / 2)
        figure.add_shape(type="line", x0=moment, x1=moment, y0=0, y1=1, yref="y domain", line={"color": ACCENT, "width": 1})
        figure.add_trace(
            go.Scatter(
                x=[moment], y=[mark.lane - mark.row * STEP / canvas.lane_height], mode="markers", hoverinfo="skip",
                marker={"symbol": "circle-open", "size": 20, "color": ACCENT, "line": {"width": 2}},
            )
        )  # fmt: skip
