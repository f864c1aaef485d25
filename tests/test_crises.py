"""What outside powers did in India's crises: whose acts count, and what stance they add up to."""

import pandas as pd
import pytest

from data.crises import STANCES, crisis_stances, outside_acts

STORIES = pd.DataFrame(
    [
        ("war", "war", "PAK CHN"),
        ("test", "crisis", ""),
        ("deal", "deal", ""),
    ],
    columns=["code", "kind", "opponents"],
)


def acts_of(*rows: tuple[str, str, str, str, int]) -> pd.DataFrame:
    """Return events of (story, partner, direction, tone, salience), a day apart in the order given."""
    events = pd.DataFrame(rows, columns=["story", "partner", "direction", "tone", "salience"])
    days = pd.date_range("1971-01-01", periods=len(rows), unit="s")
    return events.assign(id=[f"e{number}" for number in range(len(rows))], start=days)


@pytest.mark.parametrize(
    ("tones", "stance"),
    [
        (["cooperative"], "supported"),
        (["cooperative", "neutral"], "supported"),
        (["conflictual"], "opposed"),
        (["neutral", "conflictual"], "opposed"),
        (["conflictual", "cooperative"], "mixed"),
        (["cooperative", "neutral", "conflictual"], "mixed"),
        (["neutral", "neutral"], "stayed_out"),
    ],
)
def test_the_stance_is_what_the_tones_add_up_to(tones, stance):
    events = acts_of(*(("war", "USA", "to_india", tone, 1 + number) for number, tone in enumerate(tones)))
    row = crisis_stances(events, STORIES).iloc[0]
    assert (row["stance"], row["salience"]) == (stance, len(tones))
    assert row["events"] == " ".join(events["id"])


@pytest.mark.parametrize(
    ("story", "partner", "direction", "counts"),
    [
        ("war", "USA", "to_india", True),
        ("war", "USA", "mutual", True),
        ("war", "USA", "from_india", False),
        ("war", "PAK", "to_india", False),
        ("war", "CHN", "mutual", False),
        ("test", "PAK", "to_india", True),
        ("deal", "USA", "to_india", False),
        ("", "USA", "to_india", False),
    ],
)
def test_only_acts_of_outside_powers_in_crises_count(story, partner, direction, counts):
    events = acts_of((story, partner, direction, "cooperative", 2))
    assert len(outside_acts(events, STORIES)) == len(crisis_stances(events, STORIES)) == counts


def test_no_events_are_no_stances():
    nothing = acts_of(("war", "USA", "to_india", "cooperative", 1)).head(0)
    assert crisis_stances(nothing, STORIES).empty


def test_crises_come_in_the_order_of_their_first_event():
    events = acts_of(
        ("test", "PAK", "from_india", "neutral", 1),
        ("war", "USA", "to_india", "cooperative", 1),
        ("test", "USA", "to_india", "neutral", 1),
        ("test", "FRA", "to_india", "neutral", 1),
    )
    stances = crisis_stances(events, STORIES)
    assert list(zip(stances["story"], stances["partner"])) == [("test", "FRA"), ("test", "USA"), ("war", "USA")]


@pytest.mark.parametrize(
    ("story", "partner", "stance"),
    [
        ("war-1971", "RUS", "supported"),
        ("war-1971", "USA", "opposed"),
        ("war-1971", "ISR", "mixed"),
        ("war-1962", "USA", "supported"),
        ("tests-1998", "FRA", "stayed_out"),
        ("tests-1998", "JPN", "mixed"),
    ],
)
def test_known_stances(shipped, story, partner, stance):
    stances = crisis_stances(shipped.events, shipped.stories).set_index(["story", "partner"])
    assert stances.loc[(story, partner), "stance"] == stance


def test_every_stance_occurs_and_every_event_is_in_one_cell(shipped):
    stances = crisis_stances(shipped.events, shipped.stories)
    assert set(stances["stance"]) == set(STANCES)
    ids = " ".join(stances["events"]).split()
    assert len(ids) == len(set(ids)) == len(outside_acts(shipped.events, shipped.stories))
    assert ("war-1971", "PAK") not in set(zip(stances["story"], stances["partner"]))
