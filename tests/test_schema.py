"""Every rule of the schema, broken once: the problem names file, line, column and remedy, and nothing else is reported."""

from pathlib import Path

import pytest

from data.load import load, read_tables
from data.schema import RecordError
from tests.conftest import PAGE, ROWS, write_record


def broken(table: str, row: int, **cells: str) -> dict[str, list[dict[str, str]]]:
    """Return a table of the tiny record with some cells of one row replaced."""
    rows = [dict(entry) for entry in ROWS[table]]
    rows[row] |= cells
    return {table: rows}


CASES = [
    # table, row, cells, line, column, part of the message
    ("events", 0, {"date": "31 July 1950"}, 2, "date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    ("events", 0, {"date": "1950-13"}, 2, "date", "is not allowed"),
    ("events", 0, {"date": "1950-02-30"}, 2, "date", "not a day of the calendar"),
    ("events", 0, {"date": "1946-07-31"}, 2, "date", "before 1947"),
    ("events", 4, {"end_date": "1971-12-01"}, 6, "end_date", "before the date"),
    ("events", 0, {"title": ""}, 2, "title", "is blank; a value is required"),
    ("events", 0, {"title": "x" * 91}, 2, "title", "at most 90 characters"),
    ("events", 0, {"category": "sport"}, 2, "category", "not in categories.csv"),
    ("events", 0, {"partner": "Nepal"}, 2, "partner", "ISO 3166-1 alpha-3"),
    ("events", 0, {"direction": "both"}, 2, "direction", "to_india, from_india, mutual"),
    ("events", 0, {"cameo": "999"}, 2, "cameo", "not in cameo.csv"),
    ("events", 0, {"cameo": "57"}, 2, "cameo", "leading zero kept"),
    ("events", 0, {"salience": "4"}, 2, "salience", "1 (routine), 2 (notable) or 3"),
    ("events", 0, {"salience": "1.5"}, 2, "salience", "1 (routine), 2 (notable) or 3"),
    ("events", 2, {"sources": PAGE}, 4, "sources", "two independent pages"),
    ("events", 2, {"sources": f"{PAGE} {PAGE}"}, 4, "sources", "two independent pages"),
    ("events", 2, {"significance": ""}, 4, "significance", "salience 3 needs it"),
    ("events", 2, {"label": ""}, 4, "label", "salience 3 needs it"),
    ("events", 2, {"lat": ""}, 4, "lat", "give both or neither"),
    ("events", 2, {"lat": "95"}, 4, "lat", "decimal degrees from -90 to 90"),
    ("events", 2, {"lon": "west"}, 4, "lon", "decimal degrees from -180 to 180"),
    ("events", 0, {"story": "nowhere"}, 2, "story", "not in stories.csv"),
    ("events", 0, {"sources": "https://example.org/unknown"}, 2, "sources", "not in sources.csv"),
    ("events", 0, {"id": "nep-1950-treaty"}, 2, "id", "must start with the partner's code, 'npl-'"),
    ("events", 0, {"id": "npl treaty"}, 2, "id", "iso3-year-name"),
    ("events", 1, {"date": "1940"}, 3, "date", "before 1947"),
    ("events", 0, {"sources": "http://[bad"}, 2, "sources", "not in sources.csv"),
    ("events", 0, {"date": "1950-0²-01"}, 2, "date", "write YYYY"),
    ("partners", 0, {"label_source": "https://example.org/unknown"}, 2, "label_source", "not in sources.csv"),
    ("partners", 0, {"relations_source": "nowhere"}, 2, "relations_source", "http:// or https://"),
    ("categories", 0, {"colour": "blue"}, 2, "colour", "six hexadecimal digits"),
    ("groups", 0, {"members": "NPL XXX"}, 2, "members", "'XXX' is not in partners.csv"),
    ("stories", 0, {"kind": "tale"}, 2, "kind", "crisis, war, deal, thread"),
    ("stories", 0, {"opponents": "PAK XXX"}, 2, "opponents", "'XXX' is not in partners.csv"),
    ("claims", 0, {"verdict": "true"}, 2, "verdict", "supported"),
    ("claims", 0, {"events_for": "rus-1900-none"}, 2, "events_for", "not in events.csv"),
    ("sources", 1, {"tier": "blog"}, 3, "tier", "primary, press, scholarly, reference"),
    ("cameo", 3, {"goldstein": "-11"}, 5, "goldstein", "from -10 to 10"),
    ("indicators", 1, {"indicator": "gold"}, 3, "indicator", "'gold' is not in indicator_catalogue.csv"),
    ("indicators", 1, {"partner": "XXX"}, 3, "partner", "'XXX' is not in partners.csv"),
    ("indicators", 1, {"year": "1968-69"}, 3, "year", "a year of four digits from 1947"),
    ("indicators", 1, {"value": ""}, 3, "value", "is blank; a value is required"),
    ("indicators", 2, {"year": "1968"}, 4, "indicator", "'trade, RUS, 1968' stands in an earlier row too"),
    ("indicators", 3, {"year": "1967"}, 5, "indicator", "out of order"),
    ("indicator_catalogue", 0, {"absent_means": "none"}, 2, "absent_means", "zero, unknown"),
]


def test_the_tiny_record_is_valid(tmp_path: Path):
    assert read_tables(write_record(tmp_path))[1] == []


@pytest.mark.parametrize(("table", "row", "cells", "line", "column", "message"), CASES)
def test_a_broken_cell_is_named(tmp_path, table, row, cells, line, column, message):
    problems = read_tables(write_record(tmp_path, **broken(table, row, **cells)))[1]
    found = [
        problem
        for problem in problems
        if (problem.file, problem.line, problem.column) == (f"{table}.csv", line, column)
    ]
    assert any(message in problem.message for problem in found), list(map(str, problems))


def test_a_repeated_id_is_named_on_both_lines(tmp_path):
    rows = [dict(entry) for entry in ROWS["sources"]]
    rows[1]["url"] = rows[0]["url"]
    problems = read_tables(write_record(tmp_path, sources=rows))[1]
    assert [problem.line for problem in problems if "must be unique" in problem.message] == [2, 3]


@pytest.mark.parametrize(
    ("host", "is_refused"), [("notes.example", True), ("www.notes.example", True), ("mynotes.example", False)]
)
def test_an_event_may_not_rest_on_a_denied_host_alone(tmp_path, host, is_refused):
    page = {"url": f"https://{host}/a", "title": "A", "publisher": "B", "tier": "press"}
    sources = sorted([*ROWS["sources"], page], key=lambda row: row["url"])
    folder = write_record(tmp_path, sources=sources, **broken("events", 0, sources=page["url"]))
    assert any("denylist.csv" in problem.message for problem in read_tables(folder)[1]) is is_refused


def test_rows_out_of_order_are_named(tmp_path):
    problems = read_tables(write_record(tmp_path, events=ROWS["events"][::-1]))[1]
    assert [problem.line for problem in problems if "out of order" in problem.message] == [3, 4, 5, 6]


def test_all_problems_of_all_files_come_at_once(tmp_path):
    folder = write_record(tmp_path, **broken("events", 0, title=""), **broken("sources", 0, tier="blog"))
    with pytest.raises(RecordError) as error:
        load(folder)
    assert {(problem.file, problem.column) for problem in error.value.problems} == {
        ("events.csv", "title"),
        ("sources.csv", "tier"),
    }


@pytest.mark.parametrize(
    ("content", "line", "column", "message"),
    [
        (None, 1, "file", "is missing"),
        (b"\xff\xfe", 1, "file", "not UTF-8"),
        (b"code,label\n", 1, "header", "write code,title,intro,kind,opponents"),
        (b"", 1, "header", "write code,title,intro,kind,opponents"),
        (b"code,title,intro,kind,opponents\na,b\n", 2, "row", "has 2 cells, but the header has 5"),
        (b'code,title,intro,kind,opponents\na,"two\nlines",c,war,\nb,c,d,tale,\n', 4, "kind", "is not allowed"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, line, column, message):
    path = write_record(tmp_path) / "stories.csv"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    problems = [problem for problem in read_tables(tmp_path)[1] if problem.file == "stories.csv"]
    assert (problems[0].line, problems[0].column) == (line, column)
    assert message in problems[0].message
