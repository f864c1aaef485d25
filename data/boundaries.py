"""Build the world map's boundaries: two views of the same borders, and the lines on which the views differ.

    python -m data.boundaries                        # fetches the pinned npm package world-atlas
    python -m data.boundaries countries-10m.json     # or reads that file of it

Writes into static/:

* world_india_view.geojson  India as its government draws it: all of Jammu and Kashmir and Ladakh
  (with Gilgit-Baltistan, Shaksgam, Aksai Chin, Siachen), Arunachal Pradesh up to the McMahon Line.
* world_de_facto.geojson    the lines of actual control as borders.
* border_lines.geojson      land borders, each once (`kind` border; `view` both, or the one view that has it),
  so that the map need not outline every coast; and, cut into dashes, the disputed lines: in both views the lines of
  control, in the de facto view also the claim line and the McMahon Line. They run along the simplified borders.

Sources. Countries: Natural Earth 1:10m (public domain) as packed in npm `world-atlas`. The lines on which the views
differ: data/boundary_lines.csv, our own table of vertices (WGS 84 degrees; `kind` is `claim` or `control`; `seq` is
the order along the `line`). They are derived by simplification from Natural Earth 1:10m countries and disputed areas
(public domain), good enough for a world map and **not authoritative**: no survey, no statement about any border.

How. The countries become one coverage (shared edges identical), are cut by the table's lines into the pieces that
change owner, and are simplified once, together. Each view then merges the same pieces differently, so that every
other border is the same in both. Other choices, the same in both views: Crimea in Ukraine (A/RES/68/262),
Somaliland in Somalia, all of Cyprus (with the British bases) in Cyprus, Kosovo (XKX), Taiwan and Western Sahara
apart; see MERGED and DROPPED below. Siachen is India's in both views: the Actual Ground Position Line bounds it.

Build-only dependencies (requirements-build.txt), not needed to run the dashboard:

* shapely >= 2.2   cleaning and simplifying a coverage (GEOS 3.14)
* pycountry        ISO 3166-1 numeric to alpha-3: world-atlas carries numeric codes only
* npm              only to fetch the package
"""

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pycountry
import shapely
import shapely.ops
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "data" / "boundary_lines.csv"
OUT = ROOT / "static"
PACKAGE = "world-atlas@2.0.2"
ATLAS = "countries-10m.json"

Pieces = dict[str, BaseGeometry]
Lines = dict[str, tuple[str, str, LineString]]  # line -> (kind, label, geometry)

WITHOUT_ISO_CODE = {"Kosovo": "XKX"}  # the user-assigned code that the World Bank and the EU use
MERGED = {  # features of the atlas that are counted with another country
    "Siachen Glacier": "IND",
    "Somaliland": "SOM",
    "N. Cyprus": "CYP",
    "Cyprus U.N. Buffer Zone": "CYP",
    "Dhekelia": "CYP",
    "Akrotiri": "CYP",
    "Baikonur": "KAZ",
    "USNB Guantanamo Bay": "CUB",
    "Indian Ocean Ter.": "AUS",
    "Coral Sea Is.": "AUS",
    "Ashmore and Cartier Is.": "AUS",
    "Clipperton I.": "FRA",
}
DROPPED = {  # no owner agreed, or no use on this map; the Vatican has no area at the atlas's precision
    "Antarctica",
    "Spratly Is.",
    "Bajo Nuevo Bank",
    "Serranilla Bank",
    "Scarborough Reef",
    "Vatican",
}
CRIMEA = Point(34.1, 45.0)
NAMES = {  # where the atlas abbreviates or is out of date
    "ATG": "Antigua and Barbuda",
    "ATF": "French Southern Territories",
    "BIH": "Bosnia and Herzegovina",
    "BLM": "Saint Barthélemy",
    "CAF": "Central African Republic",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "COK": "Cook Islands",
    "CYM": "Cayman Islands",
    "DOM": "Dominican Republic",
    "ESH": "Western Sahara",
    "FLK": "Falkland Islands",
    "FRO": "Faroe Islands",
    "GNQ": "Equatorial Guinea",
    "HMD": "Heard Island and McDonald Islands",
    "IOT": "British Indian Ocean Territory",
    "KNA": "Saint Kitts and Nevis",
    "MAF": "Saint Martin",
    "MHL": "Marshall Islands",
    "MKD": "North Macedonia",
    "MNP": "Northern Mariana Islands",
    "PCN": "Pitcairn Islands",
    "PYF": "French Polynesia",
    "SGS": "South Georgia and the South Sandwich Islands",
    "SLB": "Solomon Islands",
    "SPM": "Saint Pierre and Miquelon",
    "SSD": "South Sudan",
    "STP": "São Tomé and Príncipe",
    "SWZ": "Eswatini",
    "TCA": "Turks and Caicos Islands",
    "TUR": "Türkiye",
    "UMI": "United States Minor Outlying Islands",
    "VCT": "Saint Vincent and the Grenadines",
    "VGB": "British Virgin Islands",
    "VIR": "United States Virgin Islands",
    "WLF": "Wallis and Futuna",
}

TOLERANCE = 0.45  # about the side, in degrees at the equator, of the smallest triangle that is kept
FINE_TOLERANCE, SMALL_KM2 = 0.03, 5000.0  # the same for countries smaller than this
GAP = 0.15  # degrees: gaps narrower than this, left between the two simplifications, are closed
FOCUS, FOCUS_RADIUS, FOCUS_GAIN = (80.0, 26.0), 18.0, 4.0  # India and neighbours are simplified this much less
MIN_ISLAND_KM2 = 500.0  # smaller islands go, except each country's largest few
KEPT_ISLANDS = 3
MIN_NEAR_ISLAND_KM2 = 2.0  # the same for India and the Maldives
GRID, FINE_GRID = 0.01, 0.001  # written precision; fine for countries that would lose their shape
DASH, DASH_GAP = 0.7, 0.5  # degrees
NEAR = 0.15  # degrees: how far a simplified border may lie from the table's line


# --- reading ---------------------------------------------------------------------------------------------------


def read_atlas(path: Path | None) -> dict:
    """The TopoJSON of 1:10m countries: from a file, or from the npm package, fetched by its name."""
    if path:
        return json.loads(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            archive.extract(f"package/{ATLAS}", folder, filter="data")
        return json.loads((Path(folder) / "package" / ATLAS).read_text(encoding="utf-8"))


def read_lines(path: Path = LINES) -> Lines:
    """The table of vertices as lines, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: (kind, label, LineString([(float(r["lon"]), float(r["lat"])) for r in group]))
        for (name, kind, label), group in groupby(rows, key=lambda r: (r["line"], r["kind"], r["label"]))
    }


# --- decoding --------------------------------------------------------------------------------------------------


def decode_arcs(topology: dict) -> list[np.ndarray]:
    """Undo the quantisation and the delta encoding of TopoJSON."""
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]


def ring_of(indexes: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """A ring from its arcs; a negative index is an arc read backwards."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def unwrapped(ring: np.ndarray) -> np.ndarray:
    """Longitudes made continuous, so that a ring over the antimeridian leaves [-180, 180] instead of jumping."""
    turns = -np.round(np.diff(ring[:, 0], prepend=ring[0, 0]) / 360)
    return ring + np.column_stack([np.cumsum(turns) * 360, np.zeros(len(ring))])


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons of any geometry; points and lines that cutting may leave behind are left out."""
    return [part for part in shapely.get_parts(shapely.get_parts(geometry)) if isinstance(part, Polygon) and part.area]


def cut_at_antimeridian(polygon: Polygon) -> list[Polygon]:
    """The parts of an unwrapped polygon, moved back between -180 and 180."""
    parts = []
    for turn in (-360, 0, 360):
        moved = shapely.transform(polygon, lambda xy, turn=turn: xy + [turn, 0])
        if moved.bounds[0] < 180 and moved.bounds[2] > -180:
            parts += polygons(shapely.intersection(moved, shapely.box(-180, -90, 180, 90)))
    return parts


def decode(geometry: dict, arcs: list[np.ndarray]) -> list[Polygon]:
    """One feature of the topology as valid polygons; rings that the quantisation flattened are dropped."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = []
    for part in parts:
        rings = [unwrapped(ring) for ring in (ring_of(r, arcs) for r in part) if len(ring) >= 4]
        if rings:
            valid = shapely.make_valid(Polygon(rings[0], rings[1:]), method="structure")
            found += [cut for polygon in polygons(valid) for cut in cut_at_antimeridian(polygon)]
    return found


def iso3_of(geometry: dict) -> str:
    """ISO 3166-1 alpha-3 of a feature, from its numeric code or from the tables above."""
    own = (MERGED | WITHOUT_ISO_CODE).get(geometry["properties"]["name"])
    return own or pycountry.countries.lookup(geometry["id"]).alpha_3


def decode_countries(topology: dict) -> tuple[Pieces, dict[str, str]]:
    """Every country's geometry and name by alpha-3 code."""
    arcs = decode_arcs(topology)
    parts: dict[str, list[Polygon]] = {}
    names: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in DROPPED:
            continue
        iso3 = iso3_of(geometry)
        parts.setdefault(iso3, []).extend(decode(geometry, arcs))
        if name not in MERGED:
            names[iso3] = NAMES.get(iso3, name)
    crimea = next(p for p in parts["RUS"] if p.contains(CRIMEA))
    parts["RUS"].remove(crimea)
    parts["UKR"].append(crimea)
    return {iso3: shapely.union_all(p) for iso3, p in sorted(parts.items())}, names


# --- the two views ---------------------------------------------------------------------------------------------


def faces(polygon: BaseGeometry, knife: BaseGeometry) -> list[Polygon]:
    """A polygon's parts after cutting along lines."""
    found = shapely.get_parts(shapely.polygonize([shapely.union_all([polygon.boundary, knife])]))
    return [face for face in found if polygon.contains(face.representative_point())]


def reaching(line: LineString, countries: Iterable[BaseGeometry]) -> LineString:
    """The line with both ends led just across the nearest border, so that it cuts clean through."""
    borders = shapely.union_all([country.boundary for country in countries])

    def across(end: Point) -> tuple[float, float]:
        x, y = shapely.shortest_line(end, borders).coords[-1]
        gap = max(end.distance(borders), 1e-9)
        stretch = 1 + 1e-4 / gap
        return end.x + (x - end.x) * stretch, end.y + (y - end.y) * stretch

    first, last = Point(line.coords[0]), Point(line.coords[-1])
    return LineString([across(first), *line.coords, across(last)])


def cut_off(country: BaseGeometry, knife: BaseGeometry) -> list[Polygon]:
    """What cutting severs from each polygon of a country: all but its largest part."""
    severed = []
    for polygon in polygons(country):
        if polygon.intersects(knife):
            severed += sorted(faces(polygon, knife), key=lambda face: face.area)[:-1]
    return severed


def claimed(countries: Pieces, claim: BaseGeometry) -> Pieces:
    """IND, PAK and CHN with India's claim line as their border."""
    gained = {rival: cut_off(countries[rival], claim) for rival in ("PAK", "CHN")}
    lost: dict[str, list[Polygon]] = {rival: [] for rival in gained}
    for piece in cut_off(countries["IND"], claim):  # slivers beyond the line go to the neighbour they touch most
        neighbour = max(gained, key=lambda rival: piece.buffer(1e-6).intersection(countries[rival]).area)
        lost[neighbour].append(piece)
    view = {
        rival: shapely.union_all([shapely.difference(countries[rival], shapely.union_all(gained[rival])), *lost[rival]])
        for rival in gained
    }
    everything = shapely.union_all([countries[iso3] for iso3 in ("IND", "PAK", "CHN")])
    return view | {"IND": shapely.difference(everything, shapely.union_all(list(view.values())))}


def pieces_of(countries: Pieces, lines: Lines) -> Pieces:
    """All countries, with IND, PAK and CHN cut so that both views are unions of the pieces.

    A key is `official view's owner/de facto owner`: "IND/PAK" is what India claims and Pakistan holds.
    """
    trio = [countries[iso3] for iso3 in ("IND", "PAK", "CHN")]

    def knife(kind: str, borders: list[BaseGeometry]) -> BaseGeometry:
        return MultiLineString([reaching(line, borders) for k, _, line in lines.values() if k == kind])

    official = claimed(countries, knife("claim", trio))
    control = knife("control", list(official.values()))
    pieces = {iso3: g for iso3, g in countries.items() if iso3 not in official}
    owned: dict[str, list[Polygon]] = {}
    for polygon in polygons(official["IND"]):
        for face in faces(polygon, control):
            owner = max(official, key=lambda iso3: face.intersection(countries[iso3]).area)
            owned.setdefault(f"IND/{owner}", []).append(face)
    return pieces | {k: shapely.union_all(v) for k, v in owned.items()} | {k: official[k] for k in ("PAK", "CHN")}


def view_of(pieces: Pieces, side: int) -> Pieces:
    """Merge the pieces into countries: side 0 is India's official view, side -1 the de facto one."""
    parts: dict[str, list[BaseGeometry]] = {}
    for key, geometry in pieces.items():
        parts.setdefault(key.split("/")[side], []).append(geometry)
    return {iso3: shapely.union_all(p) for iso3, p in sorted(parts.items())}


# --- simplifying -----------------------------------------------------------------------------------------------


def area_km2(geometry: BaseGeometry) -> float:
    """Area in km², by Lambert's cylindrical equal-area projection of a sphere."""
    radius = 6371.0072
    plane = shapely.transform(geometry, lambda p: np.column_stack([np.radians(p[:, 0]), np.sin(np.radians(p[:, 1]))]))
    return plane.area * radius**2


def without_small_islands(geometry: BaseGeometry, smallest_km2: float) -> MultiPolygon:
    """Islands of a certain size, and always the largest few."""
    by_size = sorted(polygons(geometry), key=area_km2, reverse=True)
    return MultiPolygon([p for i, p in enumerate(by_size) if i < KEPT_ISLANDS or area_km2(p) >= smallest_km2])


def rescaled_around_focus(plane: np.ndarray, radius: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Points with their distance from FOCUS changed by a function, their direction kept."""
    centre = np.array([FOCUS[0], np.degrees(np.sin(np.radians(FOCUS[1])))])
    away = plane - centre
    distance = np.maximum(np.hypot(*away.T), 1e-12)[:, None]
    return centre + away / distance * radius(distance)


def to_plane(lonlat: np.ndarray) -> np.ndarray:
    """An equal-area plane in which India and its neighbours are drawn larger, so that they keep more vertices."""
    plane = np.column_stack([lonlat[:, 0], np.degrees(np.sin(np.radians(lonlat[:, 1])))])
    return rescaled_around_focus(plane, lambda r: r + (FOCUS_GAIN - 1) * np.minimum(r, FOCUS_RADIUS))


def from_plane(plane: np.ndarray) -> np.ndarray:
    """The inverse of `to_plane`."""
    flat = rescaled_around_focus(plane, lambda r: np.maximum(r / FOCUS_GAIN, r - (FOCUS_GAIN - 1) * FOCUS_RADIUS))
    return np.column_stack([flat[:, 0], np.degrees(np.arcsin(np.clip(np.radians(flat[:, 1]), -1, 1)))])


def simplified(pieces: Pieces) -> Pieces:
    """Clean the pieces into one coverage and simplify it, so that neighbours stay edge to edge.

    Simplification leaves of a very small country a triangle at best. So those are taken from a finer
    simplification of the same coverage and, standing first, win over their neighbours when it is cleaned again.
    """
    small = [key for key, g in pieces.items() if area_km2(g) < SMALL_KM2]
    order = small + [key for key in pieces if key not in small]
    islands = [
        without_small_islands(pieces[key], MIN_NEAR_ISLAND_KM2 if key[:3] in ("IND", "MDV") else MIN_ISLAND_KM2)
        for key in order
    ]
    plane = shapely.transform(shapely.coverage_clean(np.array(islands, dtype=object)), to_plane)
    fine, coarse = (shapely.coverage_simplify(plane, tolerance) for tolerance in (FINE_TOLERANCE, TOLERANCE))
    mixed = shapely.transform(np.concatenate([fine[: len(small)], coarse[len(small) :]]), from_plane)
    valid = shapely.make_valid(mixed, method="structure")  # a few edges cross once they are no longer bent
    cleaned = shapely.coverage_clean(valid, merge_strategy="min_index", gap_width=GAP)
    return dict(zip(order, cleaned, strict=True))


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Coordinates on a grid, still valid; on a finer grid where the coarse one would spoil the shape."""
    coarse = shapely.set_precision(geometry, GRID)
    spoilt = abs(coarse.area - geometry.area) > 0.1 * geometry.area
    return shapely.set_precision(geometry, FINE_GRID) if spoilt else coarse


# --- writing ---------------------------------------------------------------------------------------------------


def compact(value: Any) -> Any:
    """Numbers as short as JSON allows: 3 decimals at most, whole numbers without any."""
    if isinstance(value, (list, tuple)):
        return [compact(v) for v in value]
    short = round(float(value), 3)
    return int(short) if short == int(short) else short


def feature(geometry: BaseGeometry, properties: dict[str, str], **members: str) -> dict:
    """A GeoJSON feature with compact numbers and, as RFC 7946 asks, counterclockwise outer rings."""
    shape = shapely.geometry.mapping(shapely.orient_polygons(geometry))
    body = {"type": shape["type"], "coordinates": compact(shape["coordinates"])}
    return {"type": "Feature", **members, "properties": properties, "geometry": body}


def collection(features: Iterable[dict]) -> str:
    """A GeoJSON feature collection, one feature a line."""
    lines = (json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def country_features(view: Pieces, names: dict[str, str]) -> Iterator[dict]:
    """One feature per country, in the order of the codes."""
    for iso3, geometry in view.items():
        yield feature(geometry, {"iso3": iso3, "name": names[iso3]}, id=iso3)


def segments(geometry: BaseGeometry) -> Iterator[LineString]:
    """Every straight piece of a geometry's outline."""
    for part in shapely.get_parts(shapely.get_rings(shapely.get_parts(geometry))):
        yield from (LineString(pair) for pair in pairwise(part.coords))


def ends_near(segment: LineString, line: LineString) -> bool:
    """Whether a border's segment runs along the line rather than away from it."""
    return all(Point(end).distance(line) < NEAR for end in segment.coords)


def along(line: str, lines: Lines, view: Pieces) -> BaseGeometry:
    """The border of India, Pakistan and China in a view as far as it follows one line of the table."""
    kind = lines[line][0]
    rivals = {name: geometry for name, (k, _, geometry) in lines.items() if k == kind}
    found = set()
    for iso3 in ("IND", "PAK", "CHN"):
        for segment in segments(view[iso3]):
            middle = segment.interpolate(0.5, normalized=True)
            nearest = min(rivals, key=lambda name: middle.distance(rivals[name]))
            if nearest == line and middle.distance(rivals[line]) < NEAR and ends_near(segment, rivals[line]):
                found.add(tuple(sorted(segment.coords)))
    return shapely.line_merge(MultiLineString(sorted(found)))


def land_borders(view: Pieces) -> set[tuple]:
    """The straight pieces that two countries share, each as its two ends in order."""
    seen = Counter(tuple(sorted(segment.coords)) for geometry in view.values() for segment in segments(geometry))
    return {ends for ends, times in seen.items() if times > 1}


def border_features(official: Pieces, de_facto: Pieces) -> Iterator[dict]:
    """The land borders that both views have, then those that only one has."""
    india, control = land_borders(official), land_borders(de_facto)
    for view, ends in (("both", india & control), ("india", india - control), ("de_facto", control - india)):
        lines = shapely.line_merge(MultiLineString(sorted(ends)))
        yield feature(lines, {"view": view, "line": "land", "kind": "border", "label": "Border"})


def dashed(line: BaseGeometry) -> MultiLineString:
    """A line cut into DASH degrees drawn, DASH_GAP left out."""
    starts = np.arange(0, line.length, DASH + DASH_GAP)
    return MultiLineString([shapely.ops.substring(line, start, start + DASH) for start in starts])


def line_features(lines: Lines, official: Pieces, de_facto: Pieces) -> Iterator[dict]:
    """The disputed lines of each view in dashes, taken from the simplified borders that they follow."""
    for view in ("india", "de_facto"):
        for name, (kind, label, _) in lines.items():
            if view == "india" and kind == "claim":
                continue  # there the claim is the border itself, drawn solid
            borders = official if kind == "claim" else de_facto
            yield feature(
                dashed(along(name, lines, borders)), {"view": view, "line": name, "kind": kind, "label": label}
            )


def build(atlas: Path | None = None) -> None:
    """Write the three files of static/."""
    countries, names = decode_countries(read_atlas(atlas))
    lines = read_lines()
    pieces = simplified(pieces_of(countries, lines))
    views = [{iso3: rounded(g) for iso3, g in view_of(pieces, side).items()} for side in (0, -1)]
    OUT.mkdir(exist_ok=True)
    for file, features in {
        "world_india_view.geojson": country_features(views[0], names),
        "world_de_facto.geojson": country_features(views[1], names),
        "border_lines.geojson": chain(border_features(*views), line_features(lines, *views)),
    }.items():
        text = collection(features)
        (OUT / file).write_text(text, encoding="utf-8")
        print(f"{file}: {len(text.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
