"""What every figure shares: colours that carry meaning, and safe text."""

from html import escape

ACCENT = "#5693BD"
INK = {"light": "#1D2433", "dark": "#E8EAED"}  # text, by theme, where a chart cannot leave its colour to the theme
RULE = "rgba(128,128,128,0.25)"
BAND = "rgba(128,128,128,0.06)"
QUIET = "#858B95"
TONE_COLOURS = {"cooperative": "#2F7FC4", "neutral": QUIET, "conflictual": "#C8502A"}
TONE_SYMBOLS = {"cooperative": 0, "neutral": 2, "conflictual": 4}  # Plotly's circle, diamond and x
TONE_GLYPHS = {"cooperative": "●", "neutral": "◆", "conflictual": "✕"}
FONT = 13
# In the place of Plotly's own, which is long, checked and sent with each figure, and of no use here. Its layout must
# not be empty: Streamlit puts its theme there.
TEMPLATE = {"layout": {"showlegend": False}}
# An axis that keeps still and draws nothing but its labels. Margins are known: finding them takes Plotly many passes.
BARE_AXIS = {"fixedrange": True, "automargin": False, "showgrid": False, "zeroline": False, "ticks": ""}
DOTTED_GRID = {"showgrid": True, "gridcolor": RULE, "griddash": "dot"}
ZERO_LINE = {"zeroline": True, "zerolinecolor": QUIET, "zerolinewidth": 1}
LETTER = 6.1  # mean width in px of a letter of 12 px Source Sans, with a margin for wide ones


def plain(text: str) -> str:
    """Return text for a Plotly label: what looks like a tag is shown, not obeyed."""
    return escape(text, quote=False)


def channels(colour: str) -> list[int]:
    """Return the red, green and blue of a colour "#RRGGBB", 0 to 255 each."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def see_through(colour: str, alpha: float) -> str:
    """Return a colour "#RRGGBB" at an opacity from 0 to 1, as CSS writes it."""
    return f"rgba({','.join(map(str, channels(colour)))},{alpha})"


def base_layout(height: int, **overrides: object) -> dict[str, object]:
    """Return the layout that all figures start from: no legend, no frame, no zoom, `height` px."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "font": {"size": FONT},
        "hoverlabel": {"align": "left", "font": {"size": FONT}},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "template": TEMPLATE,
        **overrides,
    }


def text_width(text: str) -> float:
    """Return the estimated width in px of a 12 px label."""
    return LETTER * len(text) + 4
