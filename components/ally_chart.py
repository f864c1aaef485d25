"""The ally index as a chart: sub-scores first, then the total, then how firm the rank is."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from components.mark_traces import Part
from components.style import ACCENT, BARE_AXIS, DOTTED_GRID, QUIET, base_layout, plain, see_through, text_width

FORMS = {"desktop": ["wide"], "tablet": ["aslant"], "phone": ["scores", "totals"]}  # charts, by size of the window
ROW, FOOT = 27, 26  # px
HEAD = {"wide": 40, "aslant": 96, "scores": 96, "totals": 24}  # px above the rows for what the columns are
HEAD_LETTERS = 12  # of a line above a column
STRONGEST = 0.6  # opacity of a score of 100: numbers on it stay legible in either theme
# Shares of the width: sub-scores, total, range of ranks, chance of being first.
ABREAST: dict[str, tuple[float, float]] = {"x": (0, 0.46), "x2": (0.48, 0.64), "x3": (0.67, 0.86), "x4": (0.89, 1)}
DOMAINS: dict[str, dict[str, tuple[float, float]]] = {
    "wide": ABREAST,
    "aslant": ABREAST,
    "scores": {"x": (0, 1)},
    "totals": {"x2": (0, 0.4), "x3": (0.46, 0.78), "x4": (0.84, 1)},
}


def ally_figure(
    rows: pd.DataFrame, lenses: Mapping[str, str], names: Mapping[str, str], ranked: int, ink: str, form: str
) -> go.Figure:
    """Return one row per partner, best first.

    `rows` has partner, rank, total (0 to 100), a column per code of `lenses` (0 to 100, NaN = no data), first (share,
    0 to 1), best and worst (ranks), essay_rank (NaN where the essay is silent). `lenses` maps codes to labels, `names`
    ISO3 to names; `ranked` is how many partners have a rank; `ink` is the colour of text; `form` is one of FORMS.
    Totals carry the partner's code as customdata.
    """
    labels = [f"{plain(names[row.partner])} {row.rank}" for row in rows.itertuples()]
    traces = [
        _cells(rows, list(lenses)),
        *_numbers(rows, list(lenses), ink),
        *_totals(rows, ink),
        *_ranks(rows, ink),
        *_firsts(rows, ink),
        *_titles(form, ink),
    ]
    return go.Figure(
        data=[trace for trace in traces if trace.get("xaxis", "x") in DOMAINS[form]],
        layout=base_layout(
            HEAD[form] + ROW * len(rows) + FOOT,
            margin={"l": max(map(text_width, labels), default=0), "r": 30, "t": HEAD[form], "b": FOOT},
            uirevision="ally",
            yaxis=_names_axis(labels, next(iter(DOMAINS[form]))),
            **_axes(form, lenses, max([ranked, *rows["worst"].dropna()])),
        ),
    )


def _axes(form: str, lenses: Mapping[str, str], ranked: int) -> Part:
    pad = 0.5 + ranked / 40  # room for a mark at either end
    ranges = {"x": (-0.5, len(lenses) - 0.5), "x2": (0, 100), "x3": (1 - pad, ranked + pad), "x4": (0, 1)}
    axes: Part = {
        axis.replace("x", "xaxis"): {**BARE_AXIS, "showticklabels": False, "domain": span, "range": ranges[axis]}
        for axis, span in DOMAINS[form].items()
    }
    middle = max(1, round(ranked / 2))
    rank: Part = {
        "tickvals": sorted({1, middle, max(1, ranked)}),
        **DOTTED_GRID,
    }
    total: Part = {"tickvals": [0, 50] if form == "totals" else [0, 50, 100]}
    heads: Part = {"side": "top", "tickvals": list(range(len(lenses))), "tickfont": {"size": 12}, "tickangle": -45}
    heads["ticktext"] = list(map(plain, lenses.values()))
    if form == "wide":
        heads |= {"ticktext": ["<br>".join(map(plain, wrap(label, HEAD_LETTERS))) for label in lenses.values()]}
        heads |= {"tickangle": 0}
    for axis, ticks in (("xaxis", heads), ("xaxis2", total), ("xaxis3", rank)):
        if axis in axes:
            axes[axis] |= ticks | {"showticklabels": True}
    return axes


def _names_axis(labels: Sequence[str], beside: str) -> Part:
    """Return the axis that names the rows, left of the x axis `beside`."""
    return {
        "anchor": beside,
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "range": [len(labels) - 0.5, -0.5],
        **BARE_AXIS,
    }


def _titles(form: str, ink: str) -> list[Part]:
    """Return what stands above the columns right of the sub-scores, at the left end of their axes."""
    rank = "Rank" if form == "totals" else "Rank: 90% of weightings"
    titles = (("x2", 0, "Total"), ("x3", 1, rank), ("x4", 0, "First"))
    return [_texts(axis, [left], [-0.5], [title], ink, "top right") for axis, left, title in titles]


def _texts(axis: str, x: Sequence[float], y: Sequence[float], texts: Sequence[str], colour: str, position: str) -> Part:
    """Return texts as a trace: Plotly takes far longer for annotations and for texts of bars."""
    return {
        "type": "scatter", "mode": "text", "xaxis": axis, "x": x, "y": y, "text": texts, "textposition": position,
        "textfont": {"size": 12, "color": colour}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _cells(rows: pd.DataFrame, lenses: list[str]) -> Part:
    return {
        "type": "heatmap",
        "z": [[None if pd.isna(cell) else round(cell) for cell in row] for row in rows[lenses].to_numpy()],
        "x": list(range(len(lenses))),
        "y": list(range(len(rows))),
        "zmin": 0,
        "zmax": 100,
        "colorscale": [[0, see_through(ACCENT, 0.03)], [1, see_through(ACCENT, STRONGEST)]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }


def _numbers(rows: pd.DataFrame, lenses: list[str], ink: str) -> list[Part]:
    """Return the scores as text; what is not known is a dash, never a low score."""
    cells = rows[lenses].stack(future_stack=True).reset_index(drop=True)
    known = cells.notna()
    places = pd.DataFrame(
        {"x": list(range(len(lenses))) * len(rows), "y": [at for at in range(len(rows)) for _ in lenses]}
    )

    def words(which: pd.Series, texts: list[str], colour: str) -> Part:
        return _texts("x", places["x"][which].tolist(), places["y"][which].tolist(), texts, colour, "middle center")

    return [
        words(known, [f"{cell:.0f}" for cell in cells[known]], ink),
        words(~known, ["–"] * int((~known).sum()), QUIET),
    ]


def _totals(rows: pd.DataFrame, ink: str) -> list[Part]:
    places = list(range(len(rows)))
    words = [f"\u00a0{total:.0f}" for total in rows["total"]]
    return [
        _texts("x2", rows["total"].tolist(), places, words, ink, "middle right"),
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x2",
            "x": rows["total"].round(1).tolist(),
            "y": places,
            "width": 0.62,
            "customdata": rows["partner"].tolist(),
            "marker": {"color": ACCENT, "line": {"width": 0}},
            "unselected": {"marker": {"opacity": 1}},
            "hovertemplate": "total %{x:.0f} of 100; click for the country's page<extra></extra>",
        },
    ]


def _ranks(rows: pd.DataFrame, ink: str) -> list[Part]:
    """Return the range of ranks as a bar, the rank with these weights as a dot, the essay's as a diamond."""
    spans = {
        "type": "bar", "orientation": "h", "xaxis": "x3", "y": list(range(len(rows))), "width": 0.3,
        "base": (rows["best"] - 0.3).tolist(), "x": (rows["worst"] - rows["best"] + 0.6).tolist(),
        "marker": {"color": "rgba(128,128,128,0.4)", "line": {"width": 0}},
        "hovertext": [f"rank {row.best} to {row.worst}" for row in rows.itertuples()],
        "hovertemplate": "%{hovertext} in 90% of weightings<extra></extra>",
    }  # fmt: skip
    told = rows.reset_index(drop=True)
    told = told[told["essay_rank"].notna()]
    common = {"type": "scatter", "mode": "markers", "xaxis": "x3"}
    return [
        spans,
        common
        | {
            "x": told["essay_rank"].tolist(),
            "y": told.index.tolist(),
            "marker": {"symbol": "diamond-open", "size": 10, "color": "#C8502A", "line": {"width": 2}},
            "hovertemplate": "the essay puts it %{x}<extra></extra>",
        },
        common
        | {
            "x": rows["rank"].astype(int).tolist(),
            "y": list(range(len(rows))),
            "marker": {"size": 9, "color": ink},
            "hovertemplate": "rank %{x} with these weights<extra></extra>",
        },
    ]


def _firsts(rows: pd.DataFrame, ink: str) -> list[Part]:
    places = list(range(len(rows)))
    words = [f"\u00a0{share:.0%}" if share >= 0.005 else "" for share in rows["first"]]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x4",
            "x": rows["first"].tolist(),
            "y": places,
            "width": 0.62,
            "marker": {"color": QUIET, "line": {"width": 0}},
            "hovertemplate": "first under %{x:.1%} of random weightings<extra></extra>",
        },
        _texts("x4", rows["first"].tolist(), places, words, ink, "middle right"),
    ]
