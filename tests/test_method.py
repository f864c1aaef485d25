"""What the Method page is made of: sections of documents, tables that explain tables; and the page."""

import re

import pytest

from data.load import DATA, tone_of
from data.method import PROJECT_README, RECORD_README, preset_weights, quad_classes, section, used_codes
from data.query import coverage
from tests.test_pages import open_page, words

PAGE = "pages/method_page.py"
NAMES = {"RUS": "Russia", "NPL": "Nepal", "PAK": "Pakistan", "FRA": "France"}


def test_a_section_ends_at_the_next_and_its_links_to_files_are_text(tmp_path):
    document = tmp_path / "A.md"
    document.write_text(
        "# A\n\n## One\n\nSee [b](b.md), [web](https://example.org).\n\n### Part\n\nMore.\n\n## Two\n\nEnd.\n"
    )
    assert section(document, "One") == "See b, [web](https://example.org).\n\n### Part\n\nMore."
    assert section(document, "Two") == "End."
    with pytest.raises(ValueError, match=r"A\.md has no heading 'Part'"):
        section(document, "Part")


@pytest.mark.parametrize(
    ("document", "heading"),
    [(RECORD_README, "How to read it"), (RECORD_README, "Known gaps"), (PROJECT_README, "Licences")],
)
def test_the_documents_have_the_sections_that_the_page_shows(document, heading):
    assert len(section(document, heading)) > 100


def test_every_quad_class_has_a_name(shipped):
    assert set(quad_classes()) == set(shipped.cameo["quadclass"])


def test_the_codes_in_use_count_every_event_once(shipped):
    codes = used_codes(shipped)
    assert codes["events"].sum() == len(shipped.events) and codes["events"].min() > 0
    assert codes["goldstein"].is_monotonic_increasing and not codes.isna().to_numpy().any()
    assert codes["tone"].tolist() == codes["goldstein"].map(tone_of).tolist()


def test_the_weights_of_each_preset_add_up_to_one(shipped):
    weights = preset_weights(shipped)
    assert weights.sum().tolist() == pytest.approx([1.0] * len(shipped.presets))
    assert weights.index.tolist() == shipped.lenses["label"].tolist()


def test_coverage_counts_rows_by_partner_and_decade(tiny):
    table = coverage(tiny.events, NAMES)
    assert table.columns.tolist() == ["partner", "1950s", "1960s", "1970s", "total"]
    assert table.to_numpy().tolist() == [
        ["France", 0, 0, 0, 0],
        ["Nepal", 1, 0, 0, 1],
        ["Pakistan", 0, 0, 1, 1],
        ["Russia", 1, 2, 0, 3],
    ]


def test_the_readme_tells_the_spread_of_the_record(shipped):
    told = dict(re.findall(r"(\d{4})s (\d+)", section(DATA / "README.md", "How far to trust it")))
    counts = shipped.events["decade"].value_counts()
    assert set(told) == set(counts.index.astype(str))
    for decade, rows in told.items():  # rounded, and rows are added all the time
        assert int(rows) == pytest.approx(counts[int(decade)], abs=10), decade


def test_the_page_renders_the_tables(shipped):
    app = open_page(PAGE)
    assert app.markdown[0].value.startswith(f"# {len(shipped.events):,} events")
    text = words(app).replace("\\", "").replace("\u2060", "")
    for column in ("definition", "formula", "caveat"):
        assert all(" ".join(cell.split()) in text for cell in shipped.lenses[column])
    for column in ("definition", "unit", "source", "citation", "licence", "caveat"):
        assert all(" ".join(cell.split()) in text for cell in shipped.catalogue[column])
    for table in (shipped.categories, shipped.verdicts, shipped.presets):
        assert all(cell in text for cell in table["description"])
    assert "Silence is not distance" in text and "CC BY 4.0" in text and "not authoritative" in text
    titles = re.findall(r"\]\(#([a-z]+)\)", app.markdown[1].value)
    assert titles == [header.anchor for header in app.header]
    assert {"Partner", "1950s", "Total"} <= set(app.dataframe[-1].value.columns)


def test_filters_leave_the_page_as_it_is():
    app = open_page(PAGE, q="no event says this", partner="Nauru")
    assert len(app.dataframe) == len(open_page(PAGE).dataframe) and app.session_state["filters"].text
