"""What loading adds to the tables: intervals at the precision of the date, tone, names."""

import pandas as pd
import pytest

from data.load import tone_of


@pytest.mark.parametrize(
    ("event_id", "start", "end", "precision"),
    [
        ("npl-1950-treaty", "1950-07-31", "1950-08-01", "day"),
        ("rus-1951-grain", "1951-01-01", "1952-01-01", "year"),
        ("rus-1968-arms", "1968-07-01", "1968-08-01", "month"),
        ("pak-1971-war", "1971-12-03", "1971-12-17", "day"),
    ],
)
def test_a_date_is_the_interval_that_it_leaves_open(tiny, event_id, start, end, precision):
    event = tiny.events.set_index("id").loc[event_id]
    assert (event["start"], event["end"], event["precision"]) == (pd.Timestamp(start), pd.Timestamp(end), precision)


@pytest.mark.parametrize(
    ("goldstein", "tone"),
    [
        (10, "cooperative"),
        (1, "cooperative"),
        (0.9, "neutral"),
        (0, "neutral"),
        (-0.9, "neutral"),
        (-1, "conflictual"),
        (-10, "conflictual"),
    ],
)
def test_tone_of(goldstein, tone):
    assert tone_of(goldstein) == tone


def test_names_come_from_the_tables(tiny):
    war = tiny.events.set_index("id").loc["pak-1971-war"]
    assert (war["partner_name"], war["category_name"], war["story_title"], war["action"]) == (
        "Pakistan", "Conflict", "The war of 1971", "Use conventional military force",
    )  # fmt: skip
    assert war["goldstein"] == -10 and war["decade"] == 1970 and "india and pakistan" in war["search"]


def test_the_dataset_cannot_be_rebound(tiny):
    with pytest.raises(AttributeError):
        tiny.events = tiny.events.head(1)
