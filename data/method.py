"""How the record was made and is measured: the documents' own sections, and tables that explain tables."""

import re
from pathlib import Path

import pandas as pd

from data.load import DATA, Dataset, tone_of
from data.schema import resources

RECORD_README = DATA / "README.md"
PROJECT_README = DATA.parent / "README.md"


def section(document: Path, heading: str) -> str:
    """Return what a Markdown document says under a heading of the second level; links to files become plain text.

    Raises ValueError if the document has no such heading.
    """
    text = document.read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    if not found:
        raise ValueError(f"{document.name} has no heading '{heading}'")
    return re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]+\)", r"\1", found.group(1)).strip()


def quad_classes() -> dict[int, str]:
    """Return the names of the quad classes of CAMEO by number, as datapackage.json describes the column."""
    fields = {field["name"]: field["description"] for field in resources()["cameo"]["schema"]["fields"]}
    return {int(number): name for number, name in re.findall(r"(\d) ([a-z ]+)", fields["quadclass"])}


def used_codes(data: Dataset) -> pd.DataFrame:
    """Return one row per CAMEO code that events carry, from the most hostile to the friendliest: code, name, goldstein
    (−10 to 10), tone, quad_class (in words), events (how many)."""
    counts = data.events["cameo"].value_counts()
    used = data.cameo[data.cameo["code"].isin(counts.index)]
    table = used.assign(
        tone=used["goldstein"].map(tone_of),
        quad_class=used["quadclass"].map(quad_classes()),
        events=used["code"].map(counts).astype(int),
    )
    columns = ["code", "name", "goldstein", "tone", "quad_class", "events"]
    return table.sort_values(["goldstein", "code"], ignore_index=True)[columns]


def preset_weights(data: Dataset) -> pd.DataFrame:
    """Return lenses (labels, the index, in their order) × presets (labels): the share of all weight, 0 to 1."""
    table = data.weightings.pivot(index="lens", columns="preset", values="weight").fillna(0)
    table = table.reindex(index=data.lenses["code"], columns=data.presets["code"])
    shares = table / table.sum()
    lenses, presets = (frame.set_index("code")["label"].to_dict() for frame in (data.lenses, data.presets))
    return shares.rename(index=lenses, columns=presets).rename_axis(index="lens", columns=None)
