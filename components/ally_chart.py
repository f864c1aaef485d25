"""The ally index as a chart: sub-scores first, then the total, then how firm the rank is."""

from collections.abc import Mapping
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from components.mark_traces import Part
from components.style import ACCENT, QUIET, RULE, base_layout, plain

ROW, FOOT = 27, 26  # px
HEAD = {"desktop": 40, "tablet": 96, "phone": 24}  # px above the rows for what the columns are
HEAD_LETTERS = 12  # of a line above a column
STRONGEST = 0.6  # opacity of a score of 100: numbers on it stay legible in either theme
MARGIN = {"wide": 150, "narrow": 104}  # px left of the rows for names
# Shares of the width: sub-scores, total, range of ranks, chance of being first. A narrow window leaves out the first.
DOMAINS: dict[str, dict[str, tuple[float, float]]] = {
    "wide": {"x": (0, 0.46), "x2": (0.48, 0.64), "x3": (0.67, 0.86), "x4": (0.89, 1)},
    "narrow": {"x2": (0, 0.4), "x3": (0.46, 0.78), "x4": (0.84, 1)},
}
TITLES = {
    "wide": {"x2": "Total", "x3": "Rank: 90% of weightings", "x4": "First"},
    "narrow": {"x2": "Total", "x3": "Rank", "x4": "First"},
}


def ally_figure(
    rows: pd.DataFrame, lenses: Mapping[str, str], names: Mapping[str, str], ranked: int, ink: str, size: str
) -> go.Figure:
    """Return one row per partner, best first.

    `rows` has partner, rank, total (0 to 100), a column per code of `lenses` (0 to 100, NaN = no data), first (share,
    0 to 1), best and worst (ranks), essay_rank (NaN where the essay is silent). `lenses` maps codes to labels, `names`
    ISO3 to names; `ranked` is how many partners have a rank; `ink` is the colour of text; `size` that of the window: a
    phone gets no sub-scores. Totals carry the partner's code as customdata.
    """
    form = "narrow" if size == "phone" else "wide"
    head = HEAD[size]
    height = head + ROW * len(rows) + FOOT
    traces = [*_totals(rows), *_ranks(rows, ink), _firsts(rows)]
    if form == "wide":
        traces = [_cells(rows, list(lenses)), *_numbers(rows, list(lenses), ink), *traces]
    return go.Figure(
        data=traces,
        layout=base_layout(
            height,
            margin={"l": MARGIN[form], "r": 30, "t": head, "b": FOOT},
            uirevision="ally",
            yaxis=_names_axis(rows, names),
            annotations=_heads(lenses, size),
            **_axes(form, len(lenses), max([ranked, *rows["worst"].dropna()])),
        ),
    )


def _axes(form: str, lenses: int, ranked: int) -> Part:
    pad = 0.5 + ranked / 40  # room for a mark at either end
    bare: Part = {"fixedrange": True, "ticks": "", "showgrid": False, "zeroline": False, "showticklabels": False}
    ranges = {"x": (-0.5, lenses - 0.5), "x2": (0, 100), "x3": (1 - pad, ranked + pad), "x4": (0, 1)}
    axes: Part = {
        axis.replace("x", "xaxis"): {**bare, "domain": span, "range": ranges[axis]}
        for axis, span in DOMAINS[form].items()
    }
    ticks = sorted({1, max(1, round(ranked / 2)), max(1, ranked)})
    axes["xaxis3"] |= {
        "showticklabels": True,
        "tickvals": ticks,
        "showgrid": True,
        "gridcolor": RULE,
        "griddash": "dot",
    }
    axes["xaxis2"] |= {"showticklabels": True, "tickvals": [0, 50, 100] if form == "wide" else [0, 50]}
    return axes


def _names_axis(rows: pd.DataFrame, names: Mapping[str, str]) -> Part:
    labels = [f"{plain(names[row.partner])} <b>{row.rank}</b>" for row in rows.itertuples()]
    return {
        "tickvals": list(range(len(rows))),
        "ticktext": labels,
        "range": [len(rows) - 0.5, -0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
    }


def _heads(lenses: Mapping[str, str], size: str) -> list[Part]:
    """Return what stands above the columns; aslant where they are narrow."""
    common: Part = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "font": {"size": 12}}
    heads: list[Part] = [
        common | {"text": title, "xref": f"{axis} domain", "x": 0, "xanchor": "left", "yshift": 4}
        for axis, title in TITLES["narrow" if size == "phone" else "wide"].items()
    ]
    if size == "phone":
        return heads
    straight: list[Part] = [{"text": "<br>".join(map(plain, wrap(label, HEAD_LETTERS)))} for label in lenses.values()]
    aslant: list[Part] = [
        {"text": plain(label), "textangle": -45, "xanchor": "left", "xshift": -6} for label in lenses.values()
    ]
    words = aslant if size == "tablet" else straight
    return heads + [common | word | {"xref": "x", "x": at, "yshift": 2} for at, word in enumerate(words)]


def _cells(rows: pd.DataFrame, lenses: list[str]) -> Part:
    rgb = ",".join(str(int(ACCENT[at : at + 2], 16)) for at in (1, 3, 5))
    return {
        "type": "heatmap",
        "z": [[None if pd.isna(cell) else round(cell) for cell in row] for row in rows[lenses].to_numpy()],
        "x": list(range(len(lenses))),
        "y": list(range(len(rows))),
        "zmin": 0,
        "zmax": 100,
        "colorscale": [[0, f"rgba({rgb},0.03)"], [1, f"rgba({rgb},{STRONGEST})"]],
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
        where = {"x": places["x"][which].tolist(), "y": places["y"][which].tolist()}
        return {
            "type": "scatter", "mode": "text", "text": texts, "hoverinfo": "skip",
            "textfont": {"size": 12, "color": colour},
        } | where  # fmt: skip

    return [
        words(known, [f"{cell:.0f}" for cell in cells[known]], ink),
        words(~known, ["–"] * int((~known).sum()), QUIET),
    ]


def _totals(rows: pd.DataFrame) -> list[Part]:
    return [
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x2",
            "x": rows["total"].round(1).tolist(),
            "y": list(range(len(rows))),
            "width": 0.62,
            "customdata": rows["partner"].tolist(),
            "text": [f"{total:.0f}" for total in rows["total"]],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": ACCENT, "line": {"width": 0}},
            "unselected": {"marker": {"opacity": 1}},
            "hovertemplate": "total %{text} of 100; click for the country's page<extra></extra>",
        }
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


def _firsts(rows: pd.DataFrame) -> Part:
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": "x4",
        "x": rows["first"].tolist(),
        "y": list(range(len(rows))),
        "width": 0.62,
        "text": [f"{share:.0%}" if share >= 0.005 else "" for share in rows["first"]],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": QUIET, "line": {"width": 0}},
        "hovertemplate": "first under %{x:.1%} of random weightings<extra></extra>",
    }
