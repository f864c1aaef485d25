"""`python -m data check`: silent success in one line, failures as file:line: column: remedy."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROWS, write_record

ROOT = Path(__file__).parents[1]


def check(*files: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "data", "check", *map(str, files)], cwd=ROOT, capture_output=True, text=True
    )


def test_the_shipped_record_is_valid():
    run = check()
    assert run.returncode == 0, run.stdout
    assert run.stdout.startswith("The record is valid: ") and run.stdout.count("\n") == 1


def test_a_file_of_ones_own_is_held_to_the_rules_of_events(tmp_path):
    (write_record(tmp_path) / "events.csv").rename(tmp_path / "mine.csv")
    run = check(tmp_path / "mine.csv")
    assert run.returncode == 1
    assert "mine.csv:2: sources: 'https://example.org/a' is not in sources.csv" in run.stdout


def test_every_problem_has_a_line_of_its_own(tmp_path):
    rows = [entry | {"salience": "9"} for entry in ROWS["events"]]
    path = write_record(tmp_path, events=rows) / "events.csv"
    run = check(path)
    assert run.returncode == 1
    assert sum("salience" in line and line.startswith("events.csv:") for line in run.stdout.splitlines()) == len(rows)
