"""`python -m data check [FILE.csv …]`: print every problem of the record, or of the files named."""

import argparse
import sys
from pathlib import Path

from data.load import DATA, read_table, read_tables
from data.schema import Descriptor, Problem, check_hosts, check_references, resources


def check(files: list[Path]) -> tuple[list[Problem], str]:
    """Return the problems of the shipped record, or of the files given, and a line that sums up what was read.

    Files given together see each other: events may cite the sources of a sources.csv beside them.
    """
    tables, problems = read_tables(DATA)
    if not files:
        counts = ", ".join(f"{len(frame)} {name}" for name, frame in tables.items())
        return problems, f"The record is valid: {counts}."
    read = [(path, resource_of(path), *read_table(path, resource_of(path))) for path in files]
    tables |= {resource["name"]: frame for _, resource, frame, _ in read}
    problems, total = [], sum(len(frame) for _, _, frame, _ in read)
    for path, resource, frame, found in read:
        problems += found + check_references(frame, resource, path.name, tables)
        if resource["name"] == "events":
            problems += check_hosts(frame, tables["denylist"], path.name)
    return sorted(problems), f"Valid: {total} rows in {len(files)} {'file' if len(files) == 1 else 'files'}."


def resource_of(path: Path) -> Descriptor:
    """Return the table whose name a file bears; a file of another name holds events."""
    return resources().get(path.stem, resources()["events"])


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
