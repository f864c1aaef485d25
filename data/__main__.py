"""`python -m data check [FILE.csv …]`: print every problem of the record, or of the files named."""

import argparse
import sys
from pathlib import Path

from data.load import DATA, read_table, read_tables
from data.schema import Problem, check_hosts, check_references, resources


def check(files: list[Path]) -> tuple[list[Problem], str]:
    """Return the problems of the shipped record, or of the files given, and a line that sums up what was read.

    A file that bears the name of one of our tables is held to that table's rules; any other is read as events.
    """
    tables, problems = read_tables(DATA)
    if not files:
        counts = ", ".join(f"{len(frame)} {name}" for name, frame in tables.items())
        return problems, f"The record is valid: {counts}."
    problems, total = [], 0
    for path in files:
        resource = resources().get(path.stem, resources()["events"])
        frame, found = read_table(path, resource)
        others = tables | {resource["name"]: frame}
        problems += found + check_references(frame, resource, path.name, others)
        if resource["name"] == "events":
            problems += check_hosts(frame, tables["denylist"], path.name)
        total += len(frame)
    return sorted(problems), f"Valid: {total} rows in {len(files)} {'file' if len(files) == 1 else 'files'}."


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 valid, 1 problems found."""
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("check", help="print every problem as file:line: column: what is wrong")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE.csv")
    problems, summary = check(parser.parse_args(arguments).files)
    print("\n".join(map(str, problems)) or summary)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
