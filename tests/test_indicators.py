"""The yearly indicators: published values come back, unknown is never zero, and the build does what it says."""

import shutil

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.indicators import (
    WINDOW,
    arms_share,
    build,
    rounded,
    trade_share,
    trade_two_way,
    treaty_years,
    un_cells,
)
from data.load import DATA, load
from data.schema import resources
from data.series import segments, series_of

ZERO_IS_A_REPORT = {"trade_two_way", "trade_share"}  # the source writes 0 for trade below its rounding


def table(columns: str, *rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def cells(frame: pd.DataFrame) -> dict[tuple[str, int], float]:
    return {
        (partner, year): value for partner, year, value in frame[["partner", "year", "value"]].itertuples(index=False)
    }


def value(shipped, indicator: str, partner: str) -> pd.Series:
    return series_of(shipped.indicators, shipped.catalogue, indicator, partner).set_index("year")["value"]


# --- what ships ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("partner", "year", "published"), [("RUS", 2014, 72), ("RUS", 2019, 55), ("RUS", 2024, 36), ("FRA", 2024, 33), ("ISR", 2024, 13)]
)  # fmt: skip
def test_shares_of_arms_are_those_published(shipped, partner, year, published):
    assert value(shipped, "arms_share", partner)[year] == pytest.approx(published, abs=0.5)


def test_shares_of_a_year_are_most_of_the_whole_and_exceed_it_by_rounding_only(shipped):
    for indicator in ("arms_share", "trade_share"):
        rows = shipped.indicators[shipped.indicators["indicator"] == indicator]
        assert rows.groupby("year")["value"].sum().between(95, 100.2).all(), indicator


def test_votes_with_the_soviet_union_and_the_united_states(shipped):
    assert value(shipped, "un_agree_identical", "RUS").loc[1975:1989].mean() == pytest.approx(0.75, abs=0.005)
    assert value(shipped, "un_agree_identical", "USA").loc[1980:1989].between(0.07, 0.18).all()


def test_trade_with_china(shipped):
    assert value(shipped, "trade_two_way", "CHN")[2021] == pytest.approx(115_800, rel=0.001)


@pytest.mark.parametrize(
    ("partner", "year", "level"), [("PAK", 1971, 5), ("CHN", 1962, 5), ("PAK", 1999, 5), ("USA", 1971, 0), ("BTN", 1990, 0)]
)  # fmt: skip
def test_wars_are_levels_of_five(shipped, partner, year, level):
    assert value(shipped, "dispute_level", partner)[year] == level


def test_the_treaty_of_1971_and_no_defence_pact(shipped):
    for indicator in ("treaty_neutrality", "treaty_nonaggression", "treaty_consultation"):
        assert value(shipped, indicator, "RUS").loc[1971:1993].eq(1).all()
    assert value(shipped, "treaty_neutrality", "RUS")[1970] == 0
    assert "treaty_defence" not in set(shipped.indicators["indicator"])
    assert value(shipped, "treaty_defence", "RUS").eq(0).all()


def test_the_catalogue_tells_the_years_of_each_indicator(shipped):
    years = shipped.indicators.groupby("indicator")["year"].agg(["min", "max"])
    for entry in shipped.catalogue.itertuples():
        if entry.absent_means == "unknown":
            assert (entry.first_year, entry.last_year) == tuple(years.loc[entry.code])
        elif entry.code in years.index:
            assert entry.first_year <= years.loc[entry.code, "min"] and years.loc[entry.code, "max"] <= entry.last_year
        assert not entry.break_year <= entry.first_year


def test_unknown_is_never_stored_as_zero(shipped):
    kinds = shipped.indicators["indicator"].map(shipped.catalogue.set_index("code")["absent_means"])
    zeros = shipped.indicators[shipped.indicators["value"] == 0]
    assert set(zeros["indicator"]) <= ZERO_IS_A_REPORT
    assert kinds.notna().all() and shipped.indicators["value"].notna().all()
    trade = shipped.indicators[shipped.indicators["indicator"].isin(ZERO_IS_A_REPORT)]
    assert (trade.groupby(["indicator", "partner"])["value"].first() > 0).all()


def test_each_figure_stands_in_the_table_that_the_catalogue_names(shipped):
    home = shipped.catalogue.set_index("code")["table"]
    for name in ("indicators", "indicators_noncommercial"):
        rows = pd.read_csv(DATA / resources()[name]["path"])
        assert set(rows["indicator"].map(home)) == {name}


def test_trade_is_cut_where_its_source_changes_and_votes_where_none_were_held(shipped):
    entry = shipped.catalogue.set_index("code").loc
    trade = series_of(shipped.indicators, shipped.catalogue, "trade_two_way", "RUS")
    cut = segments(trade, entry["trade_two_way", "break_year"], entry["trade_two_way", "step"]).set_index("year")
    assert cut["segment"][2009] != cut["segment"][2010]
    votes = series_of(shipped.indicators, shipped.catalogue, "un_agree_identical", "USA")
    cut = segments(votes, entry["un_agree_identical", "break_year"], entry["un_agree_identical", "step"]).set_index(
        "year"
    )
    assert 1964 not in cut.index and cut["segment"][1963] != cut["segment"][1965]


def test_the_record_ships_without_the_noncommercial_folder_too(shipped, tmp_path):
    for path in [*DATA.glob("*.csv"), DATA / "datapackage.json"]:
        shutil.copy(path, tmp_path)
    rest = load(tmp_path)
    assert set(shipped.catalogue["code"]) - set(rest.catalogue["code"]) == {"arms_share"}
    assert len(rest.indicators) == (shipped.indicators["indicator"] != "arms_share").sum()


# --- the build -------------------------------------------------------------------------------------------------


def test_arms_share_counts_five_years_and_the_unknown_supplier_in_the_whole():
    deliveries = table(
        "partner year value",
        ("RUS", 1950, 30.0), ("GBR", 1950, 10.0), ("RUS", 1953, 30.0), (np.nan, 1954, 30.0), ("GBR", 1956, 40.0),
    )  # fmt: skip
    assert cells(arms_share(deliveries)) == {
        ("RUS", 1954): 60.0, ("GBR", 1954): 10.0, ("RUS", 1955): 50.0, ("RUS", 1956): 30.0, ("GBR", 1956): 40.0,
    }  # fmt: skip


deliveries = st.dictionaries(
    st.tuples(st.sampled_from(["RUS", "GBR", "USA"]), st.integers(1950, 1965)), st.integers(1, 5000), min_size=1
)


@given(deliveries)
def test_shares_of_arms_sum_to_the_whole(volumes):
    frame = table("partner year value", *((*key, float(volume)) for key, volume in volumes.items()))
    shares = arms_share(frame)
    first, last = frame["year"].min() + WINDOW - 1, frame["year"].max()
    assert shares["year"].between(first, last).all() and (shares["value"] > 0).all()
    assert np.allclose(shares.groupby("year")["value"].sum(), 100)


@pytest.mark.parametrize(
    ("joint", "cast", "is_kept"),
    [
        (20, 90, True),
        (19, 90, False),
        (np.nan, 20, True),
        (np.nan, 19, False),
        (np.nan, np.nan, False),
        (40, np.nan, True),
    ],
)
def test_cells_of_few_votes_are_dropped(joint, cast, is_kept):
    votes = table(
        "indicator partner year value n_joint_votes n_votes_partner",
        ("un_agree_identical", "NPL", 1990, 0.8, joint, cast),
        ("another", "NPL", 1990, 0.1, 90, 90),
    )
    assert cells(un_cells(votes, "un_agree_identical")) == ({("NPL", 1990): 0.8} if is_kept else {})


FLOWS = table(
    "indicator partner year value",
    ("exports_to", "NPL", 1962, 0.0), ("imports_from", "NPL", 1962, 0.0),  # before the first trade: no report
    ("exports_to", "NPL", 1964, 26.0), ("imports_from", "NPL", 1964, 4.0),
    ("exports_to", "NPL", 1965, 0.0), ("imports_from", "NPL", 1965, 0.0),  # after it: none to speak of
    ("exports_to", "MNG", 1964, 5.0),  # one direction only
    ("exports_to", "USA", 1965, 10.0), ("imports_from", "USA", 1965, 30.0),
    ("exports_to", "HKG", 1964, 25.0), ("imports_from", "HKG", 1964, np.nan),
)  # fmt: skip


def test_two_way_trade_needs_both_directions_and_a_first_trade():
    assert cells(trade_two_way(FLOWS)) == {("NPL", 1964): 30.0, ("NPL", 1965): 0.0, ("USA", 1965): 40.0}


def test_trade_share_is_of_everyones_trade():
    assert cells(trade_share(FLOWS)) == {("NPL", 1964): 50.0, ("NPL", 1965): 0.0, ("USA", 1965): 100.0}


def test_a_treaty_year_has_one_of_the_obligations():
    obligations = table(
        "partner year atop_defense atop_offense", ("RUS", 1971, 0, 0), ("NPL", 1971, 0, 1), ("USA", 1971, 1, 1)
    )
    assert cells(treaty_years(obligations, ["atop_defense", "atop_offense"])) == {("NPL", 1971): 1, ("USA", 1971): 1}


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(115829.77, 4, "115800"), (0.75308, 3, "0.753"), (36.0, 3, "36"), (0.0000029, 3, "0.0000029"), (0.0, 3, "0")],
)
def test_rounded(number, digits, text):
    assert rounded(number, digits) == text


@given(st.floats(1e-9, 1e9))
def test_rounding_keeps_a_number_near_and_above_zero(number):
    assert 0 < float(rounded(number, 3)) == pytest.approx(number, rel=0.005)


SOURCES = {
    "sipri_arms_to_india": "year,partner_iso3,value\n1950,GBR,10\n1954,RUS,30\n1954,,40\n",
    "unga": "indicator,year,partner_iso3,value,n_joint_votes,n_votes_partner\n"
    "un_agree_identical,1946,RUS,0.5,,50\nun_agree_identical,1950,RUS,0.51234,,50\nun_ideal_distance,1950,RUS,,,50\n",
    "trade": "indicator,year,partner_iso3,value\nexports_to,1947,RUS,1\nimports_from,1947,RUS,1\n"
    "exports_to,1948,RUS,3\nimports_from,1948,RUS,1\nexports_to,1948,HKG,4\n",
    "cow_mids_yearly": "year,partner_iso3,max_hostility\n1965,PAK,5.0\n",
    "atop_alliances": "year,partner_iso3,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n"
    "1971,RUS,0,0,1,1,1\n1972,XXX,0,0,1,1,1\n",
    "pew_favourability": "indicator,year,partner_iso3,value,unfavourable\nview_of_partner_in_india,2002,RUS,58,\n"
    "view_of_india_in_partner,2023,RUS,60,20.5\n",
    "migrants": "indicator,year,partner_iso3,value\nindian_born_living_in_partner,1990,RUS,12345\n"
    "partner_born_living_in_india,1990,RUS,7\n",
}
BUILT = """\
arms_share,GBR,1954,12.5
arms_share,RUS,1954,37.5
dispute_level,PAK,1965,5
indian_born_residents,RUS,1990,12340
opinion_of_india_favourable,RUS,2023,60
opinion_of_india_unfavourable,RUS,2023,20.5
opinion_of_partner_favourable,RUS,2002,58
trade_share,RUS,1948,50
trade_two_way,RUS,1948,4
treaty_consultation,RUS,1971,1
treaty_neutrality,RUS,1971,1
treaty_nonaggression,RUS,1971,1
un_agree_identical,RUS,1950,0.512
"""


def test_build_keeps_partners_of_the_record_drops_blanks_and_sorts(tmp_path):
    for name, text in SOURCES.items():
        (tmp_path / f"{name}.csv").write_text(text)
    built = build(tmp_path, pd.Series(["GBR", "PAK", "RUS"]))
    assert built.to_csv(index=False, header=False, lineterminator="\n") == BUILT
