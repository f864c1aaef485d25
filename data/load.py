"""Read the tables, check them all, and hand out one frozen `Dataset`."""

import csv
import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from data.query import show_date
from data.schema import (
    Descriptor,
    Problem,
    RecordError,
    check_hosts,
    check_references,
    check_table,
    field_names,
    resources,
    to_numbers,
)

DATA = Path(__file__).parent


@dataclasses.dataclass(frozen=True)
class Dataset:
    """The whole record, typed. Frames are shared between visitors: read them, never change them.

    `events` has the columns of events.csv plus, from the tables beside it:
    `start`, `end` (datetime64, first instant and the instant after the last), `precision` (day, month, year),
    `when` (the date in words), `year`, `last_year`, `decade` (int), `goldstein` (−10 to 10), `tone` (cooperative,
    neutral, conflictual), `action` (CAMEO name), `partner_name`, `category_name`, `story_title` and `search`
    (lower-case text that a search looks in).
    `indicators` holds the rows of both indicator tables: `indicator`, `partner`, `year` (int), `value` (float).
    `catalogue` is indicator_catalogue.csv without the indicators whose table is not there: of those nothing is known,
    not even a zero. `break_year` is a float, missing where a series has no break.
    The other frames have the columns of their CSV.
    """

    events: pd.DataFrame
    partners: pd.DataFrame
    categories: pd.DataFrame
    groups: pd.DataFrame
    stories: pd.DataFrame
    eras: pd.DataFrame
    verdicts: pd.DataFrame
    claims: pd.DataFrame
    lenses: pd.DataFrame
    presets: pd.DataFrame
    weightings: pd.DataFrame
    essay: pd.DataFrame
    sources: pd.DataFrame
    cameo: pd.DataFrame
    denylist: pd.DataFrame
    indicators: pd.DataFrame
    catalogue: pd.DataFrame


def load(folder: Path = DATA) -> Dataset:
    """Read and check every table of `folder`.

    Raises RecordError with all problems of all files: the app never starts on half a record.
    """
    tables, problems = read_tables(folder)
    if problems:
        raise RecordError(problems)
    typed = {name: _typed(frame, resources()[name]) for name, frame in tables.items()}
    typed["events"] = enrich(typed)
    catalogue, kept, apart = (
        typed.pop(name) for name in ("indicator_catalogue", "indicators", "indicators_noncommercial")
    )
    offered = catalogue["table"].ne("indicators_noncommercial") | (not apart.empty)
    return Dataset(
        **typed,
        indicators=pd.concat([kept, apart], ignore_index=True).astype({"year": int, "value": float}),
        catalogue=catalogue[offered].reset_index(drop=True),
    )


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the tables as text (index = line in the file), and every problem found in and between them."""
    tables, problems = {}, []
    for name, resource in resources().items():
        tables[name], found = read_table(folder / resource["path"], resource)
        problems += found
    for name, resource in resources().items():
        problems += check_references(tables[name], resource, resource["path"], tables)
    problems += check_hosts(tables["events"], tables["denylist"], "events.csv")
    return tables, sorted(problems)


def read_table(path: Path, resource: Descriptor) -> tuple[pd.DataFrame, list[Problem]]:
    """Return one CSV as text (index = line in the file) and the problems inside it.

    A file that cannot be read, or whose header is wrong, yields an empty frame and says why.
    """
    name, columns = resource["path"], field_names(resource)
    empty = pd.DataFrame(columns=columns, dtype="str")
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        if resource.get("optional"):
            return empty, []
        return empty, [Problem(name, 1, "file", "is missing; put it beside datapackage.json")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return empty, [Problem(name, line, "file", "is not UTF-8 here; save the file as UTF-8")]
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    if header != columns:
        return empty, [Problem(name, 1, "header", f"is '{','.join(header)}'; write {','.join(columns)}")]
    rows, problems = [], []
    lines: list[int] = []
    for line, cells in _numbered(reader):
        if len(cells) == len(columns):
            rows.append(cells)
            lines.append(line)
        else:
            found = f"has {len(cells)} cells, but the header has {len(columns)}; quote cells that hold a comma"
            problems.append(Problem(name, line, "row", found))
    frame = pd.DataFrame(rows, index=lines, columns=columns, dtype="str") if rows else empty
    return frame, problems + check_table(frame, resource, name)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield (line on which the row starts, cells); a quoted cell may run over several lines."""
    line = reader.line_num + 1  # type: ignore[attr-defined]
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]


def _typed(frame: pd.DataFrame, resource: Descriptor) -> pd.DataFrame:
    kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    numeric = {name: to_numbers(frame[name]) for name, kind in kinds.items() if kind in ("number", "integer")}
    return frame.assign(**numeric).reset_index(drop=True)


def enrich(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return events with the columns that `Dataset` lists, looked up in the other tables."""
    events = tables["events"]
    codes = tables["cameo"].set_index("code")
    goldstein = events["cameo"].map(codes["goldstein"])
    partner_name = events["partner"].map(tables["partners"].set_index("iso3")["name"])
    first, last = events["date"], events["end_date"].where(events["end_date"] != "", events["date"])
    year = first.str[:4].astype(int)
    return events.assign(
        start=pd.to_datetime(first, format="ISO8601").astype("datetime64[s]"),
        end=last.map(_instant_after).astype("datetime64[s]"),
        precision=first.str.len().map({4: "year", 7: "month", 10: "day"}),
        when=[show_date(*dates) for dates in zip(first, events["end_date"], strict=True)],
        year=year,
        last_year=last.str[:4].astype(int),
        decade=year // 10 * 10,
        goldstein=goldstein,
        tone=goldstein.map(tone_of),
        action=events["cameo"].map(codes["name"]),
        partner_name=partner_name,
        category_name=events["category"].map(tables["categories"].set_index("code")["label"]),
        story_title=events["story"].map(tables["stories"].set_index("code")["title"]).fillna(""),
        search=(events["title"] + " " + events["summary"] + " " + events["place"] + " " + partner_name).str.lower(),
    )


def tone_of(goldstein: float) -> str:
    """Return the tone class of a Goldstein value: within ±1 (exclusive) it is a statement, neither help nor harm."""
    return "cooperative" if goldstein >= 1 else "conflictual" if goldstein <= -1 else "neutral"


def _instant_after(date: str) -> pd.Timestamp:
    """Return the first instant after an ISO date of day, month or year precision."""
    step = {4: pd.DateOffset(years=1), 7: pd.DateOffset(months=1), 10: pd.DateOffset(days=1)}[len(date)]
    return pd.Timestamp(date) + step
