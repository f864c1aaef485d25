"""A tiny record of our own, valid until a test breaks it."""

import csv
from pathlib import Path

import pytest
from hypothesis import settings

from data.load import Dataset, load
from data.schema import field_names, resources

settings.register_profile("shared-machine", deadline=None, max_examples=50)
settings.load_profile("shared-machine")

PAGE, OTHER = "https://example.org/a", "https://example.org/b"
ABOUT = {
    "unit": "%", "definition": "It is.", "higher_means": "More", "absent_means": "unknown", "step": "1", "source": "A", "citation": "B",
    "licence": "C", "caveat": "D", "table": "indicators", "line": "Value", "credit": "Source A",
}  # fmt: skip
ROWS = {
    "categories": [
        {"code": "diplomacy", "label": "Diplomacy", "colour": "#165BEA", "symbol": "handshake", "description": "Visits"},
        {"code": "conflict", "label": "Conflict", "colour": "#E66500", "symbol": "swords", "description": "Wars"},
        {"code": "un", "label": "United Nations", "colour": "#5295C2", "symbol": "how_to_vote", "description": "Votes"},
    ],
    "partners": [
        {"iso3": "NPL", "name": "Nepal", "region": "Southern Asia", "capital": "Kathmandu", "lat": "27.72", "lon": "85.32"},
        {"iso3": "PAK", "name": "Pakistan", "region": "Southern Asia", "capital": "Islamabad", "lat": "33.7", "lon": "73.17"},
        {"iso3": "RUS", "name": "Russia", "region": "Eastern Europe", "capital": "Moscow", "lat": "55.75", "lon": "37.61"},
    ],
    "groups": [
        {"code": "near", "label": "Near", "members": "NPL PAK", "description": "Two of them", "source": PAGE},
    ],
    "stories": [{"code": "war-1971", "title": "The war of 1971", "intro": "A war.", "kind": "war", "opponents": "PAK"}],
    "eras": [
        {"start": "1947-08-15", "end": "1964-05-27", "label": "Nehru", "source": PAGE},
        {"start": "1964-05-27", "end": "", "label": "After", "source": PAGE},
    ],
    "verdicts": [
        {"code": "supported", "label": "Supported", "description": "Yes", "colour": "#2F7FC4", "symbol": "+"},
        {"code": "partly", "label": "Partly", "description": "Yes and no", "colour": "#7A5BB5", "symbol": "~"},
    ],
    "claims": [
        {
            "id": "C01", "partner": "RUS", "claim": "Always", "verdict": "partly", "explanation": "Mostly.",
            "events_for": "rus-1962-veto", "events_against": "rus-1968-arms", "sources": PAGE,
        },
    ],
    "lenses": [
        {"code": code, "label": code.title(), "question": "How?", "definition": "So.", "formula": "Sum.", "direction": "Up.",
         "years": "All", "caveat": "Few.", "sources": "Events.", "silent": silent}
        for code, silent in (
            ("crisis", ""), ("commitments", "0"), ("arms", "0"), ("un_votes", ""),
            ("trade", ""), ("tone", ""), ("opinion", ""), ("hostility", "100"),
        )
    ],
    "presets": [{"code": "essay", "label": "Essay", "description": "Counted."}],
    "weightings": [
        {"preset": "essay", "lens": "crisis", "weight": "1", "claims": "C01"},
        {"preset": "essay", "lens": "arms", "weight": "0"},
    ],
    "essay": [{"rank": "1", "partner": "RUS", "words": "an ally", "claim": "C01"}],
    "sources": [
        {"url": PAGE, "title": "A page", "publisher": "A press", "published": "1999", "tier": "press"},
        {"url": OTHER, "title": "B page", "publisher": "B archive", "published": "2001-05", "tier": "primary"},
    ],
    "denylist": [{"domain": "notes.example", "reason": "exam notes"}],
    "cameo": [
        {"code": "010", "name": "Make statement", "goldstein": "0.0", "quadclass": "1"},
        {"code": "051", "name": "Praise or endorse", "goldstein": "3.4", "quadclass": "1"},
        {"code": "057", "name": "Sign formal agreement", "goldstein": "8.0", "quadclass": "1"},
        {"code": "190", "name": "Use conventional military force", "goldstein": "-10.0", "quadclass": "4"},
    ],
    "indicator_catalogue": [
        ABOUT | {"code": "arms", "label": "Arms", "chart": "Arms", "absent_means": "zero", "first_year": "1960", "last_year": "1963", "table": "indicators_noncommercial"},
        ABOUT | {"code": "pact", "label": "Pact", "line": "Neutrality", "absent_means": "zero", "first_year": "1960", "last_year": "1962"},
        ABOUT | {"code": "trade", "label": "Trade", "chart": "Trade", "break_year": "1970", "first_year": "1968", "last_year": "1971"},
    ],
    "indicators": [
        {"indicator": "pact", "partner": "RUS", "year": "1961", "value": "1"},
        {"indicator": "trade", "partner": "RUS", "year": "1968", "value": "2.5"},
        {"indicator": "trade", "partner": "RUS", "year": "1969", "value": "3"},
        {"indicator": "trade", "partner": "RUS", "year": "1971", "value": "9"},
    ],
    "indicators_noncommercial": [{"indicator": "arms", "partner": "RUS", "year": "1962", "value": "40"}],
}  # fmt: skip
EVENT = {
    "category": "diplomacy",
    "direction": "mutual",
    "cameo": "057",
    "salience": "2",
    "summary": "It happened.",
    "sources": PAGE,
}
TURNING = {"salience": "3", "label": "Turning", "significance": "It mattered.", "sources": f"{PAGE} {OTHER}"}
ROWS["events"] = [
    EVENT | {"id": "npl-1950-treaty", "date": "1950-07-31", "partner": "NPL", "title": "India and Nepal sign a treaty", "place": "Kathmandu"},
    EVENT | {"id": "rus-1951-grain", "date": "1951", "partner": "RUS", "title": "Soviet Union ships grain"},
    EVENT | TURNING | {
        "id": "rus-1962-veto", "date": "1962-06-22", "partner": "RUS", "category": "un", "cameo": "051", "direction": "to_india",
        "title": "Soviet Union vetoes a text on Kashmir", "place": "New York", "lat": "40.75", "lon": "-73.97",
    },
    EVENT | {
        "id": "rus-1968-arms", "date": "1968-07", "partner": "RUS", "category": "conflict", "cameo": "010", "direction": "to_india",
        "salience": "1", "title": "Soviet Union agrees to arm Pakistan",
    },
    EVENT | TURNING | {
        "id": "pak-1971-war", "date": "1971-12-03", "end_date": "1971-12-16", "partner": "PAK", "category": "conflict", "cameo": "190",
        "title": "India and Pakistan fight a war", "story": "war-1971", "contested": "Losses, by both sides",
    },
]  # fmt: skip


def write_record(folder: Path, **changes: list[dict[str, str]]) -> Path:
    """Write the tiny record into `folder`, with whole tables replaced by `changes`."""
    for name, resource in resources().items():
        (folder / resource["path"]).parent.mkdir(exist_ok=True)
        with (folder / resource["path"]).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, field_names(resource), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(changes.get(name, ROWS[name]))
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Dataset:
    """The tiny record, loaded."""
    return load(write_record(tmp_path))


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    """The record that ships, loaded once; tests must not change it."""
    return load()
