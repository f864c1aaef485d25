"""Promises about the shipped record itself: breadth, balance, sourcing."""

import re
from urllib.parse import urlsplit

import pytest
from frictionless import validate

from data.load import DATA


def test_the_data_package_is_valid_for_others_too():
    report = validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])[:10]


def test_breadth(shipped):
    assert len(shipped.events) >= 650
    assert shipped.events["partner"].nunique() >= 85


@pytest.mark.parametrize(("decade", "least"), [(1940, 20), *((decade, 45) for decade in range(1950, 2030, 10))])
def test_no_decade_is_empty(shipped, decade, least):
    assert (shipped.events["decade"] == decade).sum() >= least


def test_no_kind_of_event_is_empty(shipped):
    assert shipped.events["category"].value_counts().reindex(shipped.categories["code"], fill_value=0).min() >= 40


def test_balance(shipped):
    assert (shipped.events["tone"] != "cooperative").mean() >= 0.30
    assert shipped.events["partner"].value_counts(normalize=True).max() <= 0.14


@pytest.mark.parametrize(
    ("partners", "least"),
    [
        ("RUS USA CHN PAK BGD NPL LKA ISR JPN GBR FRA BTN", 15),
        ("DEU IRN ARE SAU AFG MMR MDV AUS KOR VNM CAN IDN SGP EGY ZAF BRA", 8),
    ],
)
def test_the_partners_that_matter_most_are_told_at_length(shipped, partners, least):
    counts = shipped.events["partner"].value_counts()
    assert {code: counts.get(code, 0) for code in partners.split() if counts.get(code, 0) < least} == {}


def test_most_rows_rest_on_primary_press_or_scholarly_pages(shipped):
    tiers = dict(zip(shipped.sources["url"], shipped.sources["tier"]))
    firm = shipped.events["sources"].map(lambda cell: any(tiers[url] != "reference" for url in cell.split()))
    assert firm.mean() >= 0.70


def test_no_source_is_listed_without_being_cited(shipped):
    tables = [
        (shipped.events, "sources"),
        (shipped.claims, "sources"),
        (shipped.groups, "source"),
        (shipped.eras, "source"),
    ]
    tables += [(shipped.partners, "relations_source"), (shipped.partners, "label_source")]
    cited = {url for table, column in tables for cell in table[column] for url in cell.split()}
    assert set(shipped.sources["url"]) == cited
    assert all(urlsplit(url).hostname for url in cited)


def test_every_claim_of_the_essay_is_judged(shipped):
    assert {f"C{number:02}" for number in range(1, 71)} <= set(shipped.claims["id"])
    assert len(shipped.claims) >= 95
    graded = shipped.claims[shipped.claims["verdict"].isin(["supported", "partly", "disputed", "refuted"])]
    assert (graded["sources"] != "").all()


def test_each_crisis_has_more_than_one_power_in_it(shipped):
    crises = shipped.stories[shipped.stories["kind"].isin(["crisis", "war"])]["code"]
    powers = shipped.events.groupby("story")["partner"].nunique().reindex(crises, fill_value=0)
    assert powers.min() >= 1 and (powers >= 2).mean() >= 0.8


def test_no_text_tells_how_the_record_was_made(shipped):
    tables = ("events", "partners", "claims", "stories", "eras", "groups")
    cells = [
        cell
        for name in tables
        for column in getattr(shipped, name).select_dtypes(["object", "string"])
        for cell in getattr(shipped, name)[column]
    ]
    assert [cell for cell in cells if re.search(r"\b(this session|excerpt|row [A-Z]{3})\b", str(cell))] == []
