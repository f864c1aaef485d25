"""Build the yearly indicators from files of their sources, which are not part of this project.

    python -m data.indicators FOLDER

FOLDER holds CSV files, one row per partner and year in each (`partner_iso3`, `year`, UTF-8, blank = unknown):

* sipri_arms_to_india.csv  `value`: major arms delivered to India, SIPRI trend indicator values (million)
* unga.csv                 `indicator`, `value`, `n_joint_votes`, `n_votes_partner`
* trade.csv                `indicator` (exports_to, imports_from), `value`: US$ million
* cow_mids_yearly.csv      `max_hostility`: 2 threat, 3 display, 4 use of force, 5 war
* atop_alliances.csv       `atop_defense`, `atop_offense`, `atop_neutral`, `atop_nonagg`, `atop_consul`: 0 or 1
* pew_favourability.csv    `indicator` (view_of_partner_in_india, view_of_india_in_partner), `value`, `unfavourable`: %
* migrants.csv             `indicator` (indian_born_living_in_partner), `value`: persons

Writes the tables that indicator_catalogue.csv names, which is written by hand and says where each indicator belongs.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from data.schema import FIRST_YEAR, resources

DATA = Path(__file__).parent
WINDOW = 5  # years summed for shares of arms, as SIPRI does, because single years are lumpy
FEWEST_VOTES = 20  # votes of a session below which agreement says little
FIRST_TRADE_YEAR = 1948  # the source has 14 partners for 1947, the United Kingdom not among them
DIGITS = {"trade_two_way": 4, "indian_born_residents": 4}  # significant digits where three would lose something
TREATIES = {
    "treaty_defence": ["atop_defense", "atop_offense"],
    "treaty_neutrality": ["atop_neutral"],
    "treaty_nonaggression": ["atop_nonagg"],
    "treaty_consultation": ["atop_consul"],
}
OPINIONS = {
    "opinion_of_partner_favourable": ("view_of_partner_in_india", "value"),
    "opinion_of_partner_unfavourable": ("view_of_partner_in_india", "unfavourable"),
    "opinion_of_india_favourable": ("view_of_india_in_partner", "value"),
    "opinion_of_india_unfavourable": ("view_of_india_in_partner", "unfavourable"),
}
CELLS = ["partner", "year", "value"]


def arms_share(deliveries: pd.DataFrame) -> pd.DataFrame:
    """Return partner, year, value: each supplier's share (%) of the volume delivered in the year and the four before.

    `deliveries` has partner (missing: unknown supplier, who counts in the whole), year and value. Only suppliers with
    a delivery in the window have a row; the first year is the first with a whole window.
    """
    years = pd.RangeIndex(deliveries["year"].min(), deliveries["year"].max() + 1, name="year")
    volume = deliveries.pivot_table(index="year", columns="partner", values="value", aggfunc="sum")
    whole = deliveries.groupby("year")["value"].sum().reindex(years, fill_value=0)
    windows = [volume.reindex(years).fillna(0).shift(back) for back in range(WINDOW)]
    share = 100 * sum(windows[1:], windows[0]).div(sum(whole.shift(back) for back in range(WINDOW)), axis=0)
    cells = share.melt(ignore_index=False, var_name="partner").reset_index()
    return cells.loc[cells["value"] > 0, CELLS]


def un_cells(votes: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return partner, year, value of one United Nations indicator, without cells that rest on fewer than 20 votes.

    The votes are those cast by both where `n_joint_votes` says so, else those cast by the partner.
    """
    cells = votes[votes["indicator"] == indicator]
    counted = cells["n_joint_votes"].fillna(cells["n_votes_partner"])
    return cells.loc[counted >= FEWEST_VOTES, CELLS].dropna()


def trade_two_way(trade: pd.DataFrame) -> pd.DataFrame:
    """Return partner, year, value: exports and imports together (US$ million), where both directions are known.

    Zeros before a partner's first trade are left out: the source writes 0 both for no trade and for no report, as for
    Nepal before 1963. A later 0 is kept and read as less than half a million, or none.
    """
    flows = trade.pivot(index=["partner", "year"], columns="indicator", values="value")
    both = (flows["exports_to"] + flows["imports_from"]).dropna()
    return both[both.groupby("partner").cummax() > 0].rename("value").reset_index()


def trade_share(trade: pd.DataFrame) -> pd.DataFrame:
    """Return partner, year, value: two-way trade as a share (%) of India's trade with everyone in `trade` that year."""
    whole = trade.groupby("year")["value"].sum()
    cells = trade_two_way(trade)
    return cells.assign(value=100 * cells["value"] / cells["year"].map(whole))


def treaty_years(obligations: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return partner, year, value: 1 in each year in which one of the obligations named by `columns` was in force."""
    return obligations.loc[obligations[columns].eq(1).any(axis=1), ["partner", "year"]].assign(value=1.0)


def build(folder: Path, partners: pd.Series) -> pd.DataFrame:
    """Return indicator, partner, year, value (as text, rounded) of every indicator for `partners`, sorted."""
    votes, trade = _read(folder, "unga"), _read(folder, "trade")
    trade = trade[trade["year"] >= FIRST_TRADE_YEAR]
    obligations, surveys, migrants = (
        _read(folder, name) for name in ("atop_alliances", "pew_favourability", "migrants")
    )
    cells = {
        "arms_share": arms_share(_read(folder, "sipri_arms_to_india")),
        "trade_two_way": trade_two_way(trade),
        "trade_share": trade_share(trade),
        "dispute_level": _read(folder, "cow_mids_yearly").rename(columns={"max_hostility": "value"}),
        "indian_born_residents": migrants[migrants["indicator"] == "indian_born_living_in_partner"],
    }
    cells |= {code: un_cells(votes, code) for code in ("un_ideal_distance", "un_agree_identical")}
    cells |= {code: treaty_years(obligations, columns) for code, columns in TREATIES.items()}
    cells |= {
        code: surveys.loc[surveys["indicator"] == view, ["partner", "year"]].assign(value=surveys[column])
        for code, (view, column) in OPINIONS.items()
    }
    table = pd.concat([frame[CELLS].dropna().assign(indicator=code) for code, frame in cells.items()])
    table = table[table["partner"].isin(partners) & (table["year"] >= FIRST_YEAR)]
    texts = [
        rounded(value, DIGITS.get(code, 3)) for code, value in zip(table["indicator"], table["value"], strict=True)
    ]
    return table.assign(value=texts)[["indicator", *CELLS]].sort_values(["indicator", "partner", "year"])


def rounded(value: float, digits: int) -> str:
    """Return a number to so many significant digits, without exponent: a small share stays above zero."""
    return np.format_float_positional(float(f"{value:.{digits}g}"), trim="-")


def _read(folder: Path, name: str) -> pd.DataFrame:
    frame = pd.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values=[""])
    return frame.rename(columns={"partner_iso3": "partner"})


def main(folder: Path) -> None:
    """Write each indicator into the table that the catalogue names."""
    catalogue = pd.read_csv(DATA / "indicator_catalogue.csv").set_index("code")
    table = build(folder, pd.read_csv(DATA / "partners.csv", keep_default_na=False)["iso3"])
    for name, rows in table.groupby(table["indicator"].map(catalogue["table"])):
        rows.to_csv(DATA / resources()[str(name)]["path"], index=False, lineterminator="\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
