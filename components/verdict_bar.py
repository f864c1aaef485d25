"""How many claims got each verdict, as one bar."""

import pandas as pd
import plotly.graph_objects as go

from components.style import BARE_AXIS, base_layout, plain

HEIGHT = 54  # px
NARROW = 0.06  # share of the bar below which a number would not fit


def verdict_bar(counts: pd.DataFrame) -> go.Figure:
    """Return one bar cut into verdicts. `counts` has code, label, colour, symbol, claims, in the order of the bar."""
    shown = counts[counts["claims"] > 0]
    total = shown["claims"].sum()
    return go.Figure(
        data=[
            {
                "type": "bar",
                "orientation": "h",
                "x": [row.claims],
                "y": [""],
                "name": plain(row.label),
                "marker": {"color": row.colour, "line": {"width": 0}},
                "text": f"{plain(row.symbol)} {row.claims}" if row.claims / total >= NARROW else "",
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": "#FFFFFF", "size": 13},
                "hovertemplate": f"{plain(row.label)}: {row.claims}<extra></extra>",
            }
            for row in shown.itertuples()
        ],
        layout=base_layout(
            HEIGHT,
            margin={"l": 0, "r": 0, "t": 4, "b": 4},
            barmode="stack",
            xaxis={"visible": False, **BARE_AXIS, "range": [0, max(1, total)]},
            yaxis={"visible": False, **BARE_AXIS},
        ),
    )
