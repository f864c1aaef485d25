"""The crisis matrix: crises down, powers across, and in each cell the stance that the power took."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from components.style import ACCENT, BARE_AXIS, QUIET, RULE, TONE_COLOURS, base_layout, plain, text_width
from data.crises import STANCES, cells_of, count_stances

COLUMNS = {"desktop": 12, "tablet": 7}  # powers that fit
FEWEST = 6  # columns for which there is room in any case: a single one is not as wide as the page
ROW = 24  # px of a crisis
TOP, BOTTOM = 44, 26  # px above the crises for the names of powers, below them for the totals
SIZES = {1: 10, 2: 13, 3: 17}  # px of a mark by salience
LINE = 10  # letters of a power's name in one line
OTHER_SIDE = "–"


@dataclass(frozen=True)
class Look:
    """How a stance is written and drawn. `marker` is Plotly's symbol; the half of a half-filled one is a shape."""

    label: str
    glyph: str
    colour: str
    marker: str


LOOKS = {
    "supported": Look("Supported India", "●", TONE_COLOURS["cooperative"], "circle"),
    "mixed": Look("Mixed: both", "◐", "#7A5BB5", "circle-open"),
    "opposed": Look("Opposed India", "✕", TONE_COLOURS["conflictual"], "x"),
    "stayed_out": Look("Stayed out", "○", QUIET, "circle-open"),
}


def crisis_matrix(
    stances: pd.DataFrame,
    crises: pd.DataFrame,
    powers: Sequence[tuple[str, str]],
    sides: pd.DataFrame,
    cell: str | None,
) -> go.Figure:
    """Return `crises` (code, label; from top to bottom) × `powers` (code, name; from left to right).

    `stances` has story, partner, stance, salience, events (ids); `sides` has story and partner of those who were the
    other side of a crisis. Totals count the cells shown: supported of all. Each mark carries its cell, "story.partner",
    as customdata; the chosen `cell` is framed.
    """
    columns = {code: at for at, (code, _) in enumerate(powers)}
    rows = {code: at for at, code in enumerate(crises["code"])}
    shown = _placed(stances, columns, rows).assign(
        power=lambda table: table["partner"].map(dict(powers)),
        crisis=lambda table: table["story"].map(dict(zip(crises["code"], crises["label"], strict=True))),
    )
    lanes = [*map(plain, crises["label"]), "Supported / acted"]
    return go.Figure(
        data=[
            *(_marks(shown[shown["stance"] == stance], stance) for stance in STANCES),
            _other_side(_placed(sides, columns, rows)),
            _totals(shown, rows, columns),
        ],
        layout=base_layout(
            TOP + BOTTOM + ROW * len(rows),
            margin={"l": int(max(map(text_width, lanes))) + 8, "r": 4, "t": TOP, "b": 2},
            uirevision="crises",
            xaxis={
                "side": "top",
                "range": [-0.5, max(len(columns), FEWEST) + 0.5],
                "tickvals": [*columns.values(), len(columns)],
                "ticktext": [*("<br>".join(map(plain, wrap(name, LINE))) for _, name in powers), ""],
                "tickangle": 0,
                "tickfont": {"size": 12},
                **BARE_AXIS,
            },
            yaxis={
                "range": [len(rows) + BOTTOM / ROW - 0.5, -0.5],
                "tickvals": list(range(len(lanes))),
                "ticktext": lanes,
                "tickfont": {"size": 12},
                **BARE_AXIS,
            },
            shapes=[
                *_grid(len(columns), len(rows)),
                *_halves(shown[shown["stance"] == "mixed"]),
                *_frame(cell, columns, rows),
            ],
        ),
    )


def _placed(table: pd.DataFrame, columns: dict[str, int], rows: dict[str, int]) -> pd.DataFrame:
    """Return the rows of `table` that have a cell, with its place: x, y."""
    placed = table.assign(x=table["partner"].map(columns), y=table["story"].map(rows))
    return placed.dropna(subset=["x", "y"])


def _marks(shown: pd.DataFrame, stance: str) -> dict[str, object]:
    look = LOOKS[stance]
    acts = shown["events"].str.split().str.len()
    return {
        "type": "scatter",
        "mode": "markers",
        "name": look.label,
        "x": shown["x"].tolist(),
        "y": shown["y"].tolist(),
        "customdata": cells_of(shown).tolist(),
        "text": [
            f"<b>{plain(row.power)}</b>, {plain(row.crisis)}<br>{look.label}, {count} act{'s' if count > 1 else ''}"
            for row, count in zip(shown.itertuples(), acts, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": look.marker,
            "color": look.colour,
            "size": shown["salience"].map(SIZES).tolist(),
            "line": {"width": 1.8 if look.marker == "circle-open" else 0, "color": look.colour},
            "opacity": 1,
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _halves(mixed: pd.DataFrame) -> list[dict[str, object]]:
    """Return the filled left halves of the marks for mixed stances: Plotly has no such symbol."""
    return [
        {
            "type": "path",
            "xanchor": row.x,
            "yanchor": row.y,
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "path": _half_disc(SIZES[row.salience] / 2),
            "fillcolor": LOOKS["mixed"].colour,
            "line": {"width": 0},
        }
        for row in mixed.itertuples()
    ]


def _half_disc(radius: float) -> str:
    """Return the left half of a disc as an SVG path in px: a Bézier curve with handles of 0.552 of the radius is a
    quarter of a circle."""
    r, k = radius, round(0.552 * radius, 2)
    return f"M0,{r} C{-k},{r} {-r},{k} {-r},0 C{-r},{-k} {-k},{-r} 0,{-r} Z"


def _other_side(placed: pd.DataFrame) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": placed["x"].tolist(),
        "y": placed["y"].tolist(),
        "text": [OTHER_SIDE] * len(placed),
        "textfont": {"color": QUIET},
        "hovertemplate": "The other side of this crisis<extra></extra>",
    }


def _totals(shown: pd.DataFrame, rows: dict[str, int], columns: dict[str, int]) -> dict[str, object]:
    """Return how often each power supported India of all it did, below its column, and likewise beside each crisis."""
    below, beside = count_stances(shown, "partner"), count_stances(shown, "story")
    return {
        "type": "scatter",
        "mode": "text",
        "x": [*below.index.map(columns), *[len(columns)] * len(beside)],
        "y": [*[len(rows)] * len(below), *beside.index.map(rows)],
        "text": [f"{row.supported}/{row.crises}" for row in (*below.itertuples(), *beside.itertuples())],
        "textfont": {"color": QUIET, "size": 12},
        "hoverinfo": "skip",
    }


def _grid(powers: int, crises: int) -> list[dict[str, object]]:
    across = [(-0.5, y - 0.5, powers - 0.5, y - 0.5) for y in range(crises + 1)]
    down = [(x - 0.5, -0.5, x - 0.5, crises - 0.5) for x in range(powers + 1)]
    return [
        {
            "type": "line",
            "x0": x0,
            "y0": y0,
            "x1": x1,
            "y1": y1,
            "line": {"color": RULE, "width": 0.5},
            "layer": "below",
        }
        for x0, y0, x1, y1 in (*across, *down)
    ]


def _frame(cell: str | None, columns: dict[str, int], rows: dict[str, int]) -> list[dict[str, object]]:
    """Return the frame of the chosen cell, if it is shown."""
    story, _, partner = (cell or "").partition(".")
    if story not in rows or partner not in columns:
        return []
    x, y = columns[partner], rows[story]
    line = {"color": ACCENT, "width": 2}
    return [{"type": "rect", "x0": x - 0.5, "x1": x + 0.5, "y0": y - 0.5, "y1": y + 0.5, "line": line}]
