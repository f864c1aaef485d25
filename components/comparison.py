"""Partners side by side: mirrored timelines, what the events are made of, and tone through time.

In every figure `partners` are (ISO3, name) in the order in which they are drawn, and all panels share their axes.
"""

from collections.abc import Sequence
from math import ceil, isnan

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from components.mark_traces import Part, fold_trace, label_traces, mark_traces, selected_parts, years_axis
from components.marks import STEP, Canvas, place_labels, place_marks
from components.style import (
    BARE_AXIS,
    DOTTED_GRID,
    QUIET,
    RULE,
    TEMPLATE,
    TONE_GLYPHS,
    ZERO_LINE,
    base_layout,
    plain,
    text_width,
)
from data.comparison import FEW, FIRM, SPAN, show_tone

Partners = Sequence[tuple[str, str]]

# Six colours apart in normal vision and under simulated deuteranopia and protanopia.
PARTNER_COLOURS = ["#238C72", "#BF0AA9", "#B28809", "#7373FF", "#8C5823", "#FF409F"]
PARTNER_SYMBOLS = ["square", "triangle-up", "circle-open", "star", "triangle-down", "pentagon-open"]
PLOT_WIDTH = {"desktop": 880, "tablet": 560, "phone": 270}  # px that the plot area of the timelines is likely to have
ABREAST = {"desktop": 4, "tablet": 3, "phone": 1}  # panels side by side, at most
TALLEST = 640  # px of the timelines, at most
TONE_HEIGHT = 400
BOTTOM = 24  # px below the panels: the years
LINE = 17  # px of a line of the key
FOLD_ROOM = 13  # px at the outer edge of a panel for the counts of what is folded
ROW_GAP = 60  # px between rows of panels: the decades of one, the names of the next
NOTHING = "No events in this selection"


class Side(Canvas):
    """One side of each panel: its rows pile up from the panel's line outwards."""

    @property
    def rows(self) -> list[int]:
        """The rows of a side, nearest to the line first: 0, 1, 2 …"""
        return list(range(max(1, int((self.lane_height - FOLD_ROOM) // STEP))))


def abreast(partners: int, size: str) -> int:
    """Return how many panels stand side by side in a window of this size: rows are as few and as even as can be."""
    return ceil(partners / max(1, ceil(partners / ABREAST[size])))


def mirrored_figure(
    events: pd.DataFrame,
    partners: Partners,
    window: tuple[int, int],
    categories: pd.DataFrame,
    selected: str | None,
    width: int,
) -> go.Figure:
    """Return a timeline for each partner on one time axis: conflictual `events` below its line, all others above.

    `window` is in years (inclusive), `categories` has code, label, colour, `width` is the likely width of the plot
    area in px. Each point carries, as customdata, the id of its event or, for what stands for several, the years
    "1971..1972". Its height depends on the number of partners alone.
    """
    key = _key(categories, width)
    top, height = LINE * len(key) + 6, min(TALLEST, 200 + 110 * len(partners))
    canvas = Canvas.of_years(window, width, height - top - BOTTOM, len(partners))
    marks, folds = _place_sides(events, [code for code, _ in partners], canvas, selected)
    rings, hairlines = selected_parts(marks, selected, canvas)
    rules, notes = _panel_parts(events, partners)
    labels = label_traces(place_labels(marks, folds, canvas), canvas)
    layout = _mirrored_layout(events, partners, window, height, top, width)
    return go.Figure(
        data=[*mark_traces(marks, canvas, categories), fold_trace(folds, canvas), *labels, *rings],
        layout=layout | {"shapes": [*rules, *hairlines], "annotations": [*notes, _key_note(key)]},
    )


def _key_note(key: list[str]) -> Part:
    """Return the lines of the key as a note above the panels."""
    return {
        "text": "<br>".join(key),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
        "align": "left",
        "showarrow": False,
        "font": {"size": 12},
    }


def _place_sides(
    events: pd.DataFrame, codes: list[str], canvas: Canvas, selected: str | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return place_marks for panels: `lane` is the panel, and `row` counts STEPs up from its line (below: negative)."""
    panel = events["partner"].map({code: number for number, code in enumerate(codes)}).astype(int)
    side = Side(canvas.start, canvas.end, canvas.width, canvas.lane_height / 2, canvas.lanes * 2)
    marks, folds = place_marks(events, panel * 2 + (events["tone"] == "conflictual"), side, selected)
    sign = 1 - marks["lane"] % 2 * 2
    marks = marks.assign(lane=marks["lane"] // 2, row=sign * (marks["row"] + 0.9))
    return marks, folds.assign(lane=folds["lane"] // 2 + folds["lane"] % 2 * 0.9)


def _key(categories: pd.DataFrame, width: int) -> list[str]:
    """Return the lines that explain sides, symbols and colours, none wider than `width` px."""
    tones = {tone: f"{glyph} {tone}" for tone, glyph in TONE_GLYPHS.items()}
    tone_words = ("Above the line:", tones["cooperative"], f"{tones['neutral']}.", "Below:", f"{tones['conflictual']}.")
    words = [(word, "") for word in tone_words] + [(row.label, row.colour) for row in categories.itertuples()]
    lines: list[str] = []
    room = 0.0
    for word, colour in words:
        text = f'<span style="color:{colour}">■</span> {plain(word)}' if colour else word
        needed = text_width(word) + (18 if colour else 0)
        if needed > room:
            lines, room = [*lines, text], width - needed
        else:
            lines[-1] += ("   " if colour else " ") + text
            room -= needed
    return lines


def _mirrored_layout(
    events: pd.DataFrame, partners: Partners, window: tuple[int, int], height: int, top: int, width: int
) -> dict:
    sizes = events["partner"].value_counts()
    names = [plain(name).replace(" ", "<br>") if width < 500 else plain(name) for _, name in partners]
    counts = [f"<span style='opacity:.6'>n = {sizes.get(code, 0)}</span>" for code, _ in partners]
    return base_layout(
        height,
        margin={"l": _name_margin(names), "r": 12, "t": top, "b": BOTTOM},
        bargap=0,
        uirevision="compare",
        xaxis={**years_axis(window), **DOTTED_GRID, "nticks": 9},
        yaxis={
            "range": [max(1, len(partners)) - 0.5, -0.5],
            "tickvals": list(range(len(partners))),
            "ticktext": [f"{name}<br>{n}" for name, n in zip(names, counts, strict=True)],
            **BARE_AXIS,
        },
    )


def _name_margin(names: Sequence[str]) -> float:
    """Return the px that names need at the left, the widest of their lines deciding."""
    return max((text_width(line) * 1.1 for name in names for line in name.split("<br>")), default=0) + 16


def _panel_parts(events: pd.DataFrame, partners: Partners) -> tuple[list[Part], list[Part]]:
    """Return (shapes, notes): the line of each panel, a hairline between panels, and which partner has nothing."""
    present, shapes, notes = set(events["partner"]), [], []
    for number, (code, _) in enumerate(partners):
        line = {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "yref": "y", "layer": "below"}
        shapes.append(line | {"y0": number, "y1": number, "line": {"color": QUIET, "width": 1}})
        if number:
            shapes.append(line | {"y0": number - 0.5, "y1": number - 0.5, "line": {"color": RULE, "width": 1}})
        if code not in present:
            place = {"x": 0.5, "xref": "x domain", "y": number, "yshift": 10, "showarrow": False}
            notes.append({"text": NOTHING, "font": {"color": QUIET}} | place)
    return shapes, notes


def category_figure(
    counts: pd.DataFrame, partners: Partners, categories: pd.DataFrame, measure: str, columns: int
) -> go.Figure:
    """Return, a panel for each partner, a bar for each category.

    `counts` is share_by(events, "partner", "category"), `measure` is its column to draw, "share" or "events", and
    `columns` is how many panels stand side by side.
    """
    figure = _panels(counts.drop_duplicates("partner"), partners, columns, height=26 + 20 * len(categories), gap=0.03)
    longest = max(counts[measure].max(), 0) if len(counts) else 1
    for place, (code, name) in enumerate(partners):
        own = counts[counts["partner"] == code].set_index("category").reindex(categories["code"])
        if own["of"].any():  # of a partner without events nothing is drawn, not even a nought
            own = own.fillna({measure: 0, "events": 0})
        figure.add_trace(
            go.Bar(
                orientation="h",
                x=own[measure].astype(object).where(own[measure].notna(), None).tolist(),
                y=categories["label"].map(plain).tolist(),
                text=[_amount(value, measure) for value in own[measure]],
                textposition="outside",
                textfont={"size": 11},
                cliponaxis=False,
                marker={"color": categories["colour"].tolist(), "line": {"width": 0}},
                hovertext=[
                    f"{plain(name)}, {plain(label)}: {n:.0f} of {own['of'].max():.0f} events"
                    for label, n in zip(categories["label"], own["events"], strict=True)
                ],
                hovertemplate="%{hovertext}<extra></extra>",
            ),
            **_cell(place, columns),
        )
    figure.update_xaxes(visible=False, range=[0, longest * 1.3], fixedrange=True)
    figure.update_yaxes(autorange="reversed", **BARE_AXIS, tickfont={"size": 12})
    figure.update_layout(margin_l=_name_margin(categories["label"].tolist()), bargap=0.3)
    return figure


def decade_figure(
    counts: pd.DataFrame,
    partners: Partners,
    categories: pd.DataFrame,
    measure: str,
    columns: int,
    window: tuple[int, int],
) -> go.Figure:
    """Return, a panel for each partner, a stack of categories for each decade, with its n; soft where n < FEW.

    `counts` is share_by(events, "partner", "decade", "category"), `measure` is its column to draw, "share" or
    "events", `columns` is how many panels stand side by side, and `window` is in years, inclusive.
    """
    totals = counts.drop_duplicates(["partner", "decade"])
    figure = _panels(totals.groupby("partner", as_index=False)["of"].sum(), partners, columns, height=190, gap=0.02)
    colours = dict(zip(categories["code"], categories["colour"], strict=True))
    names = dict(zip(categories["code"], categories["label"], strict=True))
    tops = totals.assign(top=1.0 if measure == "share" else totals["of"])
    order = {code: number for number, code in enumerate(categories["code"])}
    for place, (code, name) in enumerate(partners):
        own = counts[counts["partner"] == code]
        own = own.assign(order=own["category"].map(order)).sort_values(["decade", "order"])
        top = tops[tops["partner"] == code]
        figure.add_trace(
            go.Bar(
                x=own["decade"].tolist(),
                y=own[measure].tolist(),
                width=8.4,
                marker={
                    "color": own["category"].map(colours).tolist(),
                    "opacity": (own["of"] < FEW).map({True: 0.45, False: 1}).tolist(),
                    "line": {"width": 0},
                },
                hovertext=[
                    f"{plain(name)}, {row.decade}s, {plain(names[row.category])}: {row.events} of {row.of} events"
                    for row in own.itertuples()
                ],
                hovertemplate="%{hovertext}<extra></extra>",
            ),
            **_cell(place, columns),
        )
        figure.add_trace(
            go.Scatter(
                x=top["decade"].tolist(),
                y=top["top"].tolist(),
                mode="text",
                text=[f"{n}" for n in top["of"]],
                textposition="top center",
                textfont={"size": 11},
                hoverinfo="skip",
                cliponaxis=False,
            ),
            **_cell(place, columns),
        )
    highest = tops["top"].max() if len(tops) else 1
    first = min([window[0] // 10 * 10, *counts["decade"]])  # what lasts into the period began before it
    decades = range(first, window[1] + 1, 10)
    figure.update_xaxes(
        tickvals=list(decades),
        ticktext=[f"’{decade % 100:02d}s" for decade in decades],
        range=[decades[0] - 6, decades[-1] + 6],
        **BARE_AXIS,
        tickangle=0,
        tickfont={"size": 11},
        showticklabels=True,
    )
    figure.update_yaxes(
        range=[0, highest * 1.18],
        **(BARE_AXIS | DOTTED_GRID),
        tickfont={"size": 11},
    )
    if measure == "share":
        figure.update_yaxes(tickvals=[0, 0.5, 1], tickformat=".0%")
    else:
        figure.update_yaxes(dtick=ceil(highest / 4))
    figure.update_layout(barmode="stack", margin_l=44)
    return figure


def _panels(sizes: pd.DataFrame, partners: Partners, columns: int, height: int, gap: float) -> go.Figure:
    """Return an empty grid of panels titled with name and n (`of` in `sizes`, one row per partner); one without
    events says so. Each is `height` px."""
    rows = ceil(len(partners) / columns)
    n = dict(zip(sizes["partner"], sizes["of"], strict=True))
    whole = rows * height + (rows - 1) * ROW_GAP
    figure = make_subplots(
        rows, columns, shared_yaxes=True, horizontal_spacing=gap, vertical_spacing=ROW_GAP / whole if rows > 1 else 0
    )
    figure.layout.template = TEMPLATE  # an update would keep what the grid was made with
    figure.update_layout(base_layout(whole + 26 + BOTTOM, margin={"l": 0, "r": 8, "t": 26, "b": BOTTOM}))
    for place, (code, name) in enumerate(partners):
        inside = {"xref": "x domain", "yref": "y domain", "showarrow": False} | _cell(place, columns)
        title = f"<b>{plain(name)}</b>  n = {n.get(code, 0)}"
        figure.add_annotation(text=title, x=0, xanchor="left", y=1, yanchor="bottom", **inside)
        if code not in n:
            figure.add_annotation(text=NOTHING, x=0.5, y=0.5, font={"color": QUIET}, **inside)
    return figure


def _cell(place: int, columns: int) -> dict[str, int]:
    """Return the row and column of a grid that the panel with this number has."""
    return {"row": place // columns + 1, "col": place % columns + 1}


def _amount(value: float, measure: str) -> str:
    if isnan(value):
        return ""
    if value == 0:
        return "–"
    return f"{value:.0%}" if measure == "share" else f"{value:.0f}"


def tone_figure(
    rolling: pd.DataFrame, partners: Partners, window: tuple[int, int], width: int, height: int = TONE_HEIGHT
) -> go.Figure:
    """Return the rolling mean tone of each partner: no line where it rests on fewer than FEW events, a dotted one
    below FIRM. `rolling` has partner, year, events, tone_mean (rolling_tone); `window` is in years, inclusive,
    `width` is the likely width of the plot area in px, `height` that of the figure.
    """
    drawn = rolling[rolling["events"] >= FEW]
    limit = 6 if drawn["tone_mean"].abs().max() <= 6 else 10
    figure = go.Figure(layout=_tone_layout(window, limit, width, height))
    ends = []
    for (code, name), colour, symbol in zip(partners, PARTNER_COLOURS, PARTNER_SYMBOLS, strict=False):
        if code in set(drawn["partner"]):
            figure.add_traces(_tone_lines(rolling[rolling["partner"] == code], name, colour, symbol))
            ends.append((plain(name), colour, drawn[drawn["partner"] == code].iloc[-1]))
    if not ends:
        message = f"No {SPAN} years hold {FEW} events of one partner"
        figure.add_annotation(text=message, x=0.5, y=0, yshift=12, xref="paper", showarrow=False)
    _draw_ends(figure, ends, window, limit, height)
    for word, side in (("cooperative", 1), ("conflictual", -1)):
        figure.add_annotation(
            text=word,
            x=0,
            xref="x domain",
            xanchor="left",
            y=side * limit,
            yshift=-side * 9,
            showarrow=False,
            font={"size": 11, "color": QUIET},
        )
    return figure


def _tone_lines(own: pd.DataFrame, name: str, colour: str, symbol: str) -> list[go.Scatter]:
    """Return a partner's line: dotted wherever there is one, solid over it where n is firm, a mark each tenth year,
    at the end and on a year that stands alone."""
    years, drawn, firm = own["year"], own["events"] >= FEW, own["events"] >= FIRM
    is_alone = drawn & ~drawn.shift(fill_value=False) & ~drawn.shift(-1, fill_value=False)
    is_marked = drawn & ((years % 10 == 0) | (years == years[drawn].max())) | is_alone
    line = {"x": years.tolist(), "mode": "lines", "connectgaps": False}
    return [
        go.Scatter(
            line
            | {
                "y": own["tone_mean"].where(drawn, None).tolist(),
                "line": {"color": colour, "width": 1.5, "dash": "dot"},
            },
            name=plain(name),
            customdata=[f"{show_tone(mean)}, n = {n}" for mean, n in zip(own["tone_mean"], own["events"], strict=True)],
            hovertemplate="%{fullData.name} %{customdata}<extra></extra>",
        ),
        go.Scatter(
            line | {"y": own["tone_mean"].where(firm, None).tolist(), "line": {"color": colour, "width": 2.5}},
            hoverinfo="skip",
        ),
        go.Scatter(
            x=years.tolist(),
            y=own["tone_mean"].where(is_marked, None).tolist(),
            mode="markers",
            marker={
                "color": colour,
                "symbol": symbol,
                "size": 8,
                "line": {"width": 2 if symbol.endswith("open") else 0, "color": colour},
            },
            hoverinfo="skip",
        ),
    ]


def _tone_layout(window: tuple[int, int], limit: int, width: int, height: int) -> dict:
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (window[1] - window[0]) / step <= width / 60)
    ticks = [-limit, -limit // 2, 0, limit // 2, limit]
    return base_layout(
        height,
        hovermode="x unified",
        uirevision="tone",
        margin={"l": 30, "r": 12, "t": 16, "b": BOTTOM},
        xaxis={
            "range": [window[0] - 0.5, window[1] + 0.5],
            "dtick": step,
            "tick0": 0,
            "tickformat": "d",
            **BARE_AXIS,
            "tickfont": {"size": 12},
            "unifiedhovertitle": {"text": f"{SPAN} years to %{{x}}"},
        },
        yaxis={
            "range": [-limit * 1.05, limit * 1.05],
            "tickvals": ticks,
            "ticktext": [f"{tick:+d}".replace("-", "−") if tick else "0" for tick in ticks],
            **(BARE_AXIS | DOTTED_GRID | ZERO_LINE),
            "tickfont": {"size": 12},
        },
    )


def _draw_ends(
    figure: go.Figure, ends: list[tuple[str, str, pd.Series]], window: tuple[int, int], limit: int, height: int
) -> None:
    """Name each line at the right edge, with its last mean and n, moved apart where names would touch."""
    px = (height - 16 - BOTTOM) / (limit * 2.1)
    ordered = sorted(ends, key=lambda end: -end[2]["tone_mean"])
    tops = _apart([last["tone_mean"] for _, _, last in ordered], 34 / px, limit)
    room = 0.0
    for (name, colour, last), top in zip(ordered, tops, strict=True):
        until = "" if last["year"] == window[1] else f"{last['year']}: "
        number = f"{until}{show_tone(last['tone_mean'])}, n = {last['events']}"
        room = max(room, text_width(name) * 1.1, text_width(number))
        figure.add_annotation(
            text=f"<b>{name}</b><br>{number}",
            x=last["year"],
            y=last["tone_mean"],
            ax=window[1] + 0.5,
            ay=top,
            axref="x",
            ayref="y",
            xanchor="left",
            align="left",
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=colour,
            standoff=5,
            font={"size": 12},
        )
    figure.update_layout(margin_r=room + 12)


def _apart(heights: list[float], distance: float, limit: float) -> list[float]:
    """Return descending heights moved as little as needed to be `distance` apart and within ±limit."""
    placed: list[float] = []
    for number, height in enumerate(heights):
        ceiling = placed[-1] - distance if placed else limit
        floor = -limit + distance * (len(heights) - 1 - number)
        placed.append(max(min(height, ceiling), min(floor, ceiling)))
    return placed
