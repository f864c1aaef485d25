"""A series over the years: measured zeros are filled in, unknown years are not, and nothing runs across a break."""

import shutil

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.load import load
from data.series import segments, series_of
from tests.conftest import write_record


@pytest.mark.parametrize(
    ("indicator", "partner", "years", "values"),
    [
        ("pact", "RUS", [1960, 1961, 1962], [0, 1, 0]),
        ("pact", "NPL", [1960, 1961, 1962], [0, 0, 0]),
        ("arms", "RUS", [1960, 1961, 1962, 1963], [0, 0, 40, 0]),
        ("trade", "RUS", [1968, 1969, 1971], [2.5, 3, 9]),
        ("trade", "NPL", [], []),
    ],
)
def test_series_of(tiny, indicator, partner, years, values):
    series = series_of(tiny.indicators, tiny.catalogue, indicator, partner)
    assert list(series.columns) == ["year", "value"]
    assert series["year"].tolist() == years and series["value"].tolist() == values
    assert series.dtypes.tolist() == ["int64", "float64"]


def test_an_unknown_indicator_is_an_error(tiny):
    with pytest.raises(KeyError):
        series_of(tiny.indicators, tiny.catalogue, "gold", "RUS")


@pytest.mark.parametrize(
    ("years", "break_year", "step", "expected"),
    [
        ([1968, 1969, 1970], float("nan"), 1, [0, 0, 0]),
        ([1968, 1969, 1970], 1970, 1, [0, 0, 1]),
        ([1968, 1969, 1970], 1968, 1, [0, 0, 0]),
        ([1963, 1965, 1966], float("nan"), 1, [0, 1, 1]),
        ([1968, 1971, 1972], 1970, 1, [0, 1, 1]),
        ([1990, 1995, 2001], float("nan"), 5, [0, 0, 1]),
        ([], 1970, 1, []),
    ],
)
def test_segments(years, break_year, step, expected):
    series = pd.DataFrame({"year": pd.Series(years, dtype="int64"), "value": 1.0})
    assert segments(series, break_year, step)["segment"].tolist() == expected


@given(st.sets(st.integers(1947, 2030)), st.integers(1947, 2030), st.integers(1, 6))
def test_no_segment_crosses_the_break_or_a_gap(years, break_year, step):
    series = pd.DataFrame({"year": pd.Series(sorted(years), dtype="int64"), "value": 0.0})
    cut = segments(series, break_year, step)
    pd.testing.assert_frame_equal(cut[["year", "value"]], series)
    for _, part in cut.groupby("segment"):
        assert part["year"].max() < break_year or part["year"].min() >= break_year
        assert (part["year"].diff().dropna() <= step).all()
    edges = cut.groupby("segment")["year"].agg(["min", "max"])
    for end, start in zip(edges["max"], edges["min"].iloc[1:]):
        assert start - end > step or end < break_year <= start


def test_the_folder_of_noncommercial_figures_may_be_deleted(tmp_path):
    whole = load(write_record(tmp_path))
    shutil.rmtree(tmp_path / "noncommercial")
    rest = load(tmp_path)
    assert set(whole.catalogue["code"]) - set(rest.catalogue["code"]) == {"arms"}
    assert set(rest.indicators["indicator"]) == {"pact", "trade"}
    pd.testing.assert_frame_equal(rest.events, whole.events)


def test_a_catalogue_without_figures_of_its_own_stays(tmp_path):
    assert "pact" in set(load(write_record(tmp_path, indicators=[])).catalogue["code"])
