"""The map: countries coloured by a measure of their events, arcs from New Delhi, no tile server and no key."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pydeck as pdk

from components.style import INK, channels
from data.query import show_tone, year_span

NEW_DELHI = [77.21, 28.61]
BORDERS = {"India's official view": "india", "Lines of control": "de_facto"}
BOUNDARY_FILES = {"india": "app/static/world_india_view.geojson", "de_facto": "app/static/world_de_facto.geojson"}
LINES_FILE = "app/static/border_lines.geojson"
NOTICE = (
    "Borders follow the Survey of India's depiction, or the lines of control, at world-map scale; "
    "dashed lines are disputed. They are not authoritative."
)
LABELS = 10
ARCS = 40  # more would hide the map
FEW = 3
HEIGHT = {"desktop": 500, "tablet": 420, "phone": 300}
ZOOM = {"desktop": 0.93, "tablet": 0.45, "phone": -0.5}


@dataclass(frozen=True)
class Measure:
    """What the colour of a country says: a column of the summary, cut into classes.

    Class i holds values from breaks[i−1] (included) to breaks[i]; there is one colour and one label more than breaks.
    """

    column: str
    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    labels: tuple[str, ...]
    title: str

    def palette(self, theme: str) -> tuple[str, ...]:
        """Return the colours, class by class; what is more must stand out from the page in either theme."""
        return self.colours[::-1] if theme == "dark" and self.colours is BLUES else self.colours

    def colour(self, value: float, theme: str) -> str:
        """Return the colour of the class that holds `value`."""
        return self.palette(theme)[sum(value >= limit for limit in self.breaks)]


BLUES = ("#B9CFE4", "#8FB3D6", "#6495C4", "#3D76AE", "#1F5590")
MEASURES = {
    "Tone": Measure(
        "tone_mean",
        (-3, -1, 1, 3),
        ("#B2401E", "#D98A6A", "#A7ABB2", "#7DAAD6", "#1F6FB2"),
        ("−10 to −3", "−3 to −1", "−1 to 1", "1 to 3", "3 to 10"),
        "Mean Goldstein value of the events, −10 conflict to 10 cooperation",
    ),
    "Events": Measure(
        "events",
        (3, 6, 12, 30),
        BLUES,
        ("1–2", "3–5", "6–11", "12–29", "30 or more"),
        "Number of events; more rows is not more friendship",
    ),
    "Last event": Measure(
        "latest_year",
        (1990, 2005, 2015, 2021),
        BLUES,
        ("before 1990", "1990–2004", "2005–14", "2015–20", "since 2021"),
        "Year in which the latest event began",
    ),
}
LAND = {"light": "#E6E3DB", "dark": "#2B333E"}
PAGE = {"light": "#FCFBF8", "dark": "#0F141B"}
INDIA = {"light": "#1F4E8C", "dark": "#8DB4F0"}


def partner_map(
    summary: pd.DataFrame,
    partners: pd.DataFrame,
    measure: Measure,
    border: str,
    theme: str,
    linked: Sequence[str],
    zoom: float = 1.0,
) -> pdk.Deck:
    """Return the map of `summary` (partner, events, tone_mean, first_year, latest_year; one row per partner).

    `partners` gives iso3, name, lat and lon of capitals; `border` is "india" or "de_facto"; `theme` "light" or
    "dark"; `linked` are the partners that get an arc; `zoom` is the first zoom
    level (the world is 512 px · 2^zoom wide). Picked objects carry `iso3`. Boundaries come from static
    files, fetched once, so that a change of colours costs a few KB.
    """
    places = summary.merge(partners[["iso3", "name", "lat", "lon"]], left_on="partner", right_on="iso3").dropna(
        subset=["lat"]
    )
    colours = {
        row.partner: _faded(measure.colour(getattr(row, measure.column), theme), row.events, theme)
        for row in summary.itertuples()
    }
    layers = [
        _countries(colours, border, theme),
        _lines(border, theme),
        _arcs(places[places["iso3"].isin(linked)].nlargest(ARCS, "events"), colours),
        _capitals(places, colours, theme),
        _labels(_apart(places.nlargest(LABELS, "events"), zoom), theme),
    ]
    return pdk.Deck(
        layers=layers,
        map_provider=None,
        views=[pdk.View(type="MapView", controller=True, repeat=False)],
        initial_view_state=pdk.ViewState(latitude=24, longitude=24, zoom=zoom, min_zoom=-1, max_zoom=6),
        tooltip={"text": "{name}", "style": {"maxWidth": "260px", "fontSize": "13px", "whiteSpace": "pre-line"}},
    )


def _countries(colours: dict[str, str], border: str, theme: str) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id="countries",
        data=BOUNDARY_FILES[border],
        pickable=True,
        stroked=False,
        auto_highlight=True,
        highlight_color=[128, 128, 128, 90],
        get_fill_color=_fill_expression({"IND": INDIA[theme], **colours}, LAND[theme]),
        update_triggers={"getFillColor": [sorted(colours.items()), theme]},
    )


def _fill_expression(colours: dict[str, str], other: str) -> str:
    """Return the one form of per-country colour that the browser's parser of deck.gl accepts: a chain of choices."""
    chain = " : ".join(f"properties.iso3=='{iso3}' ? {channels(colour)}" for iso3, colour in colours.items())
    return f"{chain} : {channels(other)}"


def _lines(border: str, theme: str) -> pdk.Layer:
    """Return land borders in the colour of the page and disputed lines, dashed, in that of ink.

    Each border is drawn once: outlining every country with its coasts takes a browser without a GPU seconds.
    """
    other = "de_facto" if border == "india" else "india"
    hidden, page, ink = [0, 0, 0, 0], channels(PAGE[theme]), channels(INK[theme])
    return pdk.Layer(
        "GeoJsonLayer",
        id="lines",
        data=LINES_FILE,
        get_line_color=f"properties.view=='{other}' ? {hidden} : properties.kind=='border' ? {page} : {ink}",
        get_line_width=1,
        line_width_units='"pixels"',
        update_triggers={"getLineColor": [border, theme]},
    )


def _arcs(places: pd.DataFrame, colours: dict[str, str]) -> pdk.Layer:
    arcs = [
        {
            "iso3": place.iso3,
            "name": _tip(place),
            "to": [place.lon, place.lat],
            "width": round(min(4.0, 1 + math.log2(place.events) / 2), 1),
            "colour": [*channels(colours[place.iso3]), 170],
        }
        for place in places.itertuples(index=False)
    ]
    return pdk.Layer(
        "ArcLayer",
        id="arcs",
        data=arcs,
        pickable=True,
        great_circle=True,
        get_height=0,
        num_segments=24,
        get_source_position=NEW_DELHI,
        get_target_position="to",
        get_source_color="colour",
        get_target_color="colour",
        get_width="width",
    )


def _capitals(places: pd.DataFrame, colours: dict[str, str], theme: str) -> pdk.Layer:
    """Return a dot per partner, without which small states would be neither seen nor clicked."""
    dots = [
        {
            "iso3": place.iso3,
            "name": _tip(place),
            "at": [place.lon, place.lat],
            "colour": channels(colours[place.iso3]),
        }
        for place in places.itertuples(index=False)
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        id="capitals",
        data=dots,
        pickable=True,
        stroked=True,
        get_position="at",
        get_fill_color="colour",
        get_line_color=channels(INK[theme]),
        get_radius=4,
        radius_units='"pixels"',
        get_line_width=1,
        line_width_units='"pixels"',
    )


def _apart(places: pd.DataFrame, zoom: float) -> pd.DataFrame:
    """Return the places in order, without those whose label would touch that of a place before them."""
    wide, high = 50 / 2**zoom, 14 / 2**zoom  # degrees that a label covers
    kept: list[int] = []
    for at, (lon, lat) in enumerate(zip(places["lon"], places["lat"], strict=True)):
        if all(
            abs(lon - places["lon"].iloc[other]) > wide or abs(lat - places["lat"].iloc[other]) > high for other in kept
        ):
            kept.append(at)
    return places.iloc[kept]


def _labels(places: pd.DataFrame, theme: str) -> pdk.Layer:
    texts = [{"text": place.name, "at": [place.lon, place.lat]} for place in places.itertuples(index=False)]
    return pdk.Layer(
        "TextLayer",
        id="labels",
        data=texts,
        get_position="at",
        get_text="text",
        get_size=13,
        get_color=channels(INK[theme]),
        get_pixel_offset=[0, -14],
        character_set='"auto"',
        font_family='"Source Sans, sans-serif"',
        background=True,
        get_background_color=[*channels(PAGE[theme]), 200],
        background_padding=[3, 1, 3, 1],
    )


def _tip(place) -> str:  # noqa: ANN001
    """Return what the pointer reads at a capital or an arc: the name and, always with n, the mean tone."""
    events = f"{place.events} event{'s' if place.events > 1 else ''}, {year_span(place.first_year, place.latest_year)}"
    return f"{place.name}\n{events}\nMean tone {show_tone(place.tone_mean)} (n = {place.events})"


def _faded(colour: str, events: int, theme: str) -> str:
    """Return a colour halfway to that of the land where fewer than FEW events bear it out."""
    if events >= FEW:
        return colour
    return "#" + "".join(f"{(a + b) // 2:02X}" for a, b in zip(channels(colour), channels(LAND[theme]), strict=True))
