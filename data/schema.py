"""What a valid table is: the Frictionless descriptor `datapackage.json`, turned into pandera checks.

The descriptor is the one place that names a column, its type and its limits. Beside the standard
properties a field may carry `allowed` (what to write instead, in words), and `separator` with `refers`
(a list of keys of another table); a resource may carry `sortedBy` and `optional` (a missing file is an empty table).
"""

import calendar
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import pandera.pandas as pa

Descriptor = dict[str, Any]

DESCRIPTOR = Path(__file__).with_name("datapackage.json")
FIRST_YEAR = 1947


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with one cell, row or file, and what is allowed instead."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.message}"


class RecordError(Exception):
    """The record cannot be used; `problems` lists every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@cache
def resources() -> dict[str, Descriptor]:
    """Return the tables of the data package: name → resource descriptor, in the package's order."""
    package = json.loads(DESCRIPTOR.read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def field_names(resource: Descriptor) -> list[str]:
    """Return the column names of a table in order."""
    return [field["name"] for field in resource["schema"]["fields"]]


def to_numbers(cells: pd.Series) -> pd.Series:
    """Return text as numbers, missing where it is none."""
    codes, distinct = cells.factorize(use_na_sentinel=False)  # parses each text once: years repeat by the thousand
    return pd.Series(pd.to_numeric(distinct, errors="coerce").take(codes), index=cells.index)


def check_table(frame: pd.DataFrame, resource: Descriptor, file: str) -> list[Problem]:
    """Return what is wrong inside one table, without looking at other tables.

    `frame` holds the cells as text (blank = missing) with the line number of each row as its index.
    """
    try:
        _pandera_schema(resource["name"]).validate(frame.replace("", None), lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        problems = [
            Problem(file, int(line), column, _failure(check, value))
            for column, check, value, line in zip(
                cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
            )
        ]
    else:
        problems = []
    own_rules = _event_problems if resource["name"] == "events" else _no_problems
    return (
        problems
        + own_rules(frame, file)
        + _key_problems(frame, resource, file)
        + _order_problems(frame, resource, file)
    )


def check_references(
    frame: pd.DataFrame, resource: Descriptor, file: str, tables: dict[str, pd.DataFrame]
) -> list[Problem]:
    """Return every cell of a table that names a row which another table does not have."""
    problems = []
    for column, other, key, separator in _references(resource):
        known = set(tables[other][key]) | {""}
        missing = {
            cell: names
            for cell in frame[column].unique()
            if (names := [name for name in (cell.split(separator) if separator else [cell]) if name not in known])
        }
        problems += [
            Problem(file, int(line), column, f"'{name}' is not in {other}.csv; add it there first or correct it")
            for line, cell in (frame[column].items() if missing else ())
            for name in missing.get(cell, [])
        ]
    return problems


def check_hosts(events: pd.DataFrame, denylist: pd.DataFrame, file: str) -> list[Problem]:
    """Return every event whose pages all stand on hosts of the deny list, or on subdomains of them."""
    denied = set(denylist["domain"])

    def is_denied(url: str) -> bool:
        try:
            labels = (urlsplit(url).hostname or "").split(".")
        except ValueError:  # no address at all, which the pattern of sources.csv reports
            return False
        return any(".".join(labels[at:]) in denied for at in range(len(labels)))

    return [
        Problem(file, int(line), "sources", "rests only on hosts of denylist.csv; add a page that can be trusted")
        for line, cell in events["sources"].items()
        if cell and all(is_denied(url) for url in cell.split())
    ]


def _references(resource: Descriptor) -> list[tuple[str, str, str, str | None]]:
    """Return (column, other table, its key, separator or None) for each reference a table makes."""
    single = [
        (key["fields"], key["reference"]["resource"], key["reference"]["fields"], None)
        for key in resource["schema"].get("foreignKeys", [])
    ]
    lists = [
        (field["name"], *field["refers"].split("."), field["separator"])
        for field in resource["schema"]["fields"]
        if "refers" in field
    ]
    return single + lists


@cache
def _pandera_schema(name: str) -> pa.DataFrameSchema:
    fields = resources()[name]["schema"]["fields"]
    return pa.DataFrameSchema({field["name"]: _column(field) for field in fields})


def _column(field: Descriptor) -> pa.Column:
    limits = field.get("constraints", {})
    return pa.Column(
        nullable=not limits.get("required", False),
        unique=limits.get("unique", False),
        checks=_checks(field["type"], limits, field.get("allowed", "")),
    )


def _checks(kind: str, limits: Descriptor, allowed: str) -> list[pa.Check]:
    checks = []
    if kind in ("number", "integer"):
        low, high = limits.get("minimum", float("-inf")), limits.get("maximum", float("inf"))
        whole = kind == "integer"

        def is_number(cells: pd.Series) -> pd.Series:
            numbers = to_numbers(cells)
            inside = numbers.between(low, high)
            return inside & (numbers % 1 == 0) if whole else inside

        checks.append(pa.Check(is_number, error=f"write {allowed}"))
    if "pattern" in limits:
        checks.append(pa.Check.str_matches(limits["pattern"], error=f"write {allowed}"))
    if "enum" in limits:
        checks.append(pa.Check.isin(limits["enum"], error=f"write one of {', '.join(limits['enum'])}"))
    if "maxLength" in limits:
        longest = limits["maxLength"]
        checks.append(pa.Check.str_length(max_value=longest, error=f"at most {longest} characters are allowed"))
    return checks


def _failure(check: str, value: object) -> str:
    if check == "not_nullable":
        return "is blank; a value is required"
    if check == "field_uniqueness":
        return f"'{value}' stands in another row too; each must be unique"
    shown = str(value) if len(str(value)) <= 60 else f"{str(value)[:57]}…"
    return f"'{shown}' is not allowed; {check}"


def _no_problems(frame: pd.DataFrame, file: str) -> list[Problem]:
    return []


def _event_problems(frame: pd.DataFrame, file: str) -> list[Problem]:
    """Return what the rules that span several columns of an event find."""
    found = []
    for event in frame.itertuples():

        def wrong(column: str, message: str, line: int = event.Index) -> None:
            found.append(Problem(file, int(line), column, message))

        for column in ("date", "end_date"):
            if not _is_real_day(getattr(event, column)):
                wrong(
                    column, f"'{getattr(event, column)}' is not a day of the calendar; correct the day or leave it off"
                )
        if event.date and event.date[:4] < str(FIRST_YEAR):
            wrong("date", f"'{event.date}' is before {FIRST_YEAR}, where the record begins")
        if event.end_date and event.end_date < event.date[: len(event.end_date)]:
            wrong("end_date", f"'{event.end_date}' is before the date '{event.date}'")
        if event.id[:3] != event.partner.lower():
            wrong("id", f"'{event.id}' must start with the partner's code, '{event.partner.lower()}-'")
        if bool(event.lat) != bool(event.lon):
            wrong("lat" if not event.lat else "lon", "latitude and longitude go together; give both or neither")
        if event.salience == "3":
            if len(set(event.sources.split())) < 2:
                wrong("sources", "an event of salience 3 needs two independent pages; add one or lower the salience")
            for column in ("label", "significance"):
                if not getattr(event, column):
                    wrong(column, "is blank; an event of salience 3 needs it")
    return found


def _is_real_day(text: str) -> bool:
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return True  # not a full day: the pattern judges it
    year, month, day = map(int, parts)
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _key_problems(frame: pd.DataFrame, resource: Descriptor, file: str) -> list[Problem]:
    """Return the rows that repeat a key of several columns; a key of one column is a field that must be unique."""
    key = resource["schema"].get("primaryKey")
    if not isinstance(key, list):
        return []
    return [
        Problem(file, int(line), key[0], f"'{', '.join(cells)}' stands in an earlier row too; keep one of them")
        for line, *cells in frame.loc[frame.duplicated(key), key].itertuples(name=None)
    ]


def _order_problems(frame: pd.DataFrame, resource: Descriptor, file: str) -> list[Problem]:
    keys = resource.get("sortedBy", [])
    is_less = pd.Series(False, index=frame.index)
    for key in reversed(keys):
        before = frame[key].shift(fill_value="")
        is_less = (frame[key] < before) | ((frame[key] == before) & is_less)
    return [
        Problem(file, int(line), keys[0], f"'{cell}' is out of order; sort the rows by {', then '.join(keys)}")
        for line, cell in (frame.loc[is_less, keys[0]].items() if keys else ())
    ]
