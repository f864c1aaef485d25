"""The timeline: events in lanes over eras, and the overview whose brush sets the period."""

from collections.abc import Sequence
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from components.mark_traces import Part, fold_trace, label_traces, mark_traces, selected_parts, years_axis
from components.marks import Canvas, place_labels, place_marks
from components.style import ACCENT, BAND, BARE_AXIS, QUIET, RULE, TONE_COLOURS, base_layout, plain, text_width
from data.query import TONES, count_by

PLOT_WIDTH = {"desktop": 840, "tablet": 520}  # px that the plot area is likely to have
HEIGHT, OVERVIEW = 520, 88  # px of the lanes and of the overview below them
TOP, BOTTOM = 22, 22  # px above the lanes for the names of eras, below them for years
MARGIN = 158  # px left of the lanes for their names
NAME_LETTERS = 20  # of a line of a lane's name, with its n


def timeline_figure(
    events: pd.DataFrame,
    lanes: Sequence[tuple[str, str]],
    lane_column: str | None,
    window: tuple[int, int],
    eras: pd.DataFrame,
    categories: pd.DataFrame,
    selected: str | None = None,
    width: int = 840,
    height: int = HEIGHT,
) -> go.Figure:
    """Return `events` (rows of Dataset.events) in lanes over `window` (years, inclusive).

    `lanes` are (value of `lane_column`, label) from top to bottom; no column means one lane for all. `eras` has start,
    end, label; `categories` has code, label, colour; `width` is the likely width of the plot area, `height` that of the
    figure, in px. Each point carries, as customdata, the id of its event or, for what stands for several, the
    years "1971..1972".
    """
    canvas = Canvas.of_years(window, width, height - TOP - BOTTOM, len(lanes))
    numbers = {value: number for number, (value, _) in enumerate(lanes)}
    lane = events[lane_column].map(numbers) if lane_column else pd.Series(0, index=events.index)
    has_lane = lane.notna()
    marks, folds = place_marks(events[has_lane], lane[has_lane].astype(int), canvas, selected)
    bands, names = _eras(eras, canvas)
    rings, hairlines = selected_parts(marks, selected, canvas)
    return go.Figure(
        data=[
            *mark_traces(marks, canvas, categories),
            fold_trace(folds, canvas),
            *label_traces(place_labels(marks, folds, canvas), canvas),
            *rings,
        ],
        layout=base_layout(
            height,
            margin={"l": MARGIN, "r": 12, "t": TOP, "b": BOTTOM},
            bargap=0,
            uirevision="timeline",
            xaxis=years_axis(window),
            yaxis=_lane_axis(lanes, lane.value_counts()),
            shapes=[*bands, *_lane_rules(len(lanes)), *hairlines],
            annotations=names,
        ),
    )


def overview_figure(
    backdrop: pd.DataFrame, window: tuple[int, int], span: tuple[int, int], is_phone: bool
) -> go.Figure:
    """Return events per year of `span`, stacked by tone, with the years outside `window` shaded.

    A brush over it chooses a period; on a phone, where a drag scrolls the page, a tap chooses a year. Bars carry, as
    customdata, their years, "1971..1971".
    """
    counts = count_by(backdrop, "tone", "year")
    outside = [(span[0], window[0] - 1), (window[1] + 1, span[1])]
    return go.Figure(
        data=[_tone_bars(counts[counts["tone"] == tone], tone) for tone in TONES],
        layout=base_layout(
            OVERVIEW,
            margin={"l": 4 if is_phone else MARGIN, "r": 12, "t": 4, "b": BOTTOM},
            barmode="stack",
            bargap=0,
            dragmode=False if is_phone else "select",
            selectdirection="h",
            newselection={"line": {"color": ACCENT, "width": 1, "dash": "solid"}},
            uirevision="overview",
            xaxis={**years_axis(span), "nticks": 5 if is_phone else 9},
            yaxis={"visible": False, **BARE_AXIS},
            shapes=[_shade(first, last) for first, last in outside if first <= last],
        ),
    )


def _tone_bars(counts: pd.DataFrame, tone: str) -> Part:
    return {
        "type": "bar",
        "x": [f"{year}-07-02" for year in counts["year"]],
        "y": counts["events"].tolist(),
        "width": 300 * 86_400_000,  # milliseconds
        "customdata": [f"{year}..{year}" for year in counts["year"]],
        "hovertemplate": f"%{{x|%Y}}: %{{y}} {tone}<extra></extra>",
        "marker": {"color": TONE_COLOURS[tone], "line": {"width": 0}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _shade(first: int, last: int) -> Part:
    return {
        "type": "rect",
        "x0": f"{first}-01-01",
        "x1": f"{last + 1}-01-01",
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "fillcolor": "rgba(128,128,128,0.22)",
        "line": {"width": 0},
    }


def _lane_axis(lanes: Sequence[tuple[str, str]], sizes: pd.Series) -> Part:
    """Return the axis that names the lanes, each with its n."""
    labels = [
        f"{'<br>'.join(map(plain, wrap(label, NAME_LETTERS)))} <span style='opacity:.55'>{sizes.get(number, 0)}</span>"
        for number, (_, label) in enumerate(lanes)
    ]
    return {
        "range": [max(1, len(lanes)) - 0.5, -0.5],
        "tickvals": list(range(len(lanes))),
        "ticktext": labels,
        **BARE_AXIS,
    }


def _lane_rules(lanes: int) -> list[Part]:
    rule = {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "layer": "below", "line": {"color": RULE, "width": 1}}
    return [rule | {"y0": edge - 0.5, "y1": edge - 0.5} for edge in range(1, lanes)]


def _eras(eras: pd.DataFrame, canvas: Canvas) -> tuple[list[Part], list[Part]]:
    """Return every other era as a quiet band, and the names that fit. Caretakers of some days get neither."""
    begin = pd.to_datetime(eras["start"])
    end = pd.to_datetime(eras["end"].replace("", canvas.end.strftime("%Y-%m-%d")))
    lasting = eras.assign(begin=begin, end=end)[end - begin > pd.Timedelta(days=30)]
    bands, names = [], []
    for number, era in enumerate(lasting.itertuples()):
        first, last = max(era.begin, canvas.start), min(era.end, canvas.end)
        width = (last - first) / (canvas.end - canvas.start) * canvas.width
        if width > 0 and number % 2 == 0:
            place = {"x0": first, "x1": last, "y0": 0, "y1": 1, "yref": "y domain", "layer": "below"}
            bands.append({"type": "rect", "fillcolor": BAND, "line": {"width": 0}} | place)
        if width > text_width(era.label):
            place = {"x": first + (last - first) / 2, "y": 1, "yref": "y domain", "yanchor": "bottom"}
            font = {"size": 11, "color": QUIET}
            names.append({"text": plain(era.label), "showarrow": False, "font": font} | place)
    return bands, names
