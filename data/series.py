"""One indicator of one partner over the years, cut where no line may run."""

import pandas as pd


def series_of(indicators: pd.DataFrame, catalogue: pd.DataFrame, indicator: str, partner: str) -> pd.DataFrame:
    """Return year (int), value (float) in the order of years, in the unit that the catalogue gives.

    Where the catalogue says that absence means zero, every year from first_year to last_year has a row, a year without
    figure a measured 0. Where absence means unknown, such a year has no row. Raises KeyError for an indicator that
    the catalogue does not have.
    """
    entry = catalogue.set_index("code").loc[indicator]
    chosen = (indicators["indicator"] == indicator) & (indicators["partner"] == partner)
    values = indicators[chosen].set_index("year")["value"].sort_index()
    if entry["absent_means"] == "zero":
        values = values.reindex(range(entry["first_year"], entry["last_year"] + 1), fill_value=0.0)
    return values.rename_axis("year").reset_index()


def segments(series: pd.DataFrame, break_year: float, step: float = 1) -> pd.DataFrame:
    """Return a series with a column segment (0, 1, …): values of different segments must not be joined or compared.

    A new segment starts at `break_year` (missing: no break) and after a gap of more than `step` years between values.
    """
    year = series["year"]
    is_break = (year >= break_year) & (year.shift() < break_year)
    return series.assign(segment=(is_break | (year.diff() > step)).cumsum())
