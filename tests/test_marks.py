"""Placement: no mark hides another, no label touches anything, every event is drawn or counted."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.marks import LINE, MARK, STEP, Canvas, place_labels, place_marks
from components.style import text_width

DAY = pd.Timedelta(days=1)


def canvas(lanes: int = 3, width: float = 400, height: float = 50) -> Canvas:
    return Canvas(pd.Timestamp("1950-01-01"), pd.Timestamp("1990-01-01"), width, height, lanes)


def frame(rows: list[tuple[int, int, int, int]]) -> tuple[pd.DataFrame, pd.Series]:
    """Return events, and their lanes, from (day of start, days it lasts, salience, lane)."""
    start = [pd.Timestamp("1950-01-01") + day * DAY for day, *_ in rows]
    events = pd.DataFrame(
        {
            "id": [f"e{number:04}" for number in range(len(rows))],
            "start": pd.to_datetime(start),
            "end": pd.to_datetime([begin + row[1] * DAY for begin, row in zip(start, rows)]),
            "salience": [row[2] for row in rows],
            "label": ["A label" if row[2] == 3 else "" for row in rows],
            "precision": ["year" if row[1] == 365 else "day" for row in rows],
        }
    )
    events["year"] = events["start"].dt.year
    return events, pd.Series([row[3] for row in rows], index=events.index)


ROWS = st.lists(
    st.tuples(st.integers(0, 14_000), st.sampled_from([1, 1, 1, 30, 365, 2000]), st.integers(1, 3), st.integers(0, 2)),
    min_size=1,
    max_size=120,
)


@given(ROWS)
def test_every_event_is_drawn_or_counted_and_no_mark_hides_another(rows):
    events, lane = frame(rows)
    before = events.copy(deep=True)
    marks, folds = place_marks(events, lane, canvas())
    assert len(marks) + folds["events"].sum() == len(events)
    for _, together in marks.groupby(["lane", "row"]):
        ordered = together.sort_values("left")
        assert (ordered["left"].to_numpy()[1:] >= ordered["right"].to_numpy()[:-1]).all()
    assert marks["left"].min() >= -2 and marks["right"].max() <= 402
    pd.testing.assert_frame_equal(events, before)


@given(ROWS)
def test_labels_touch_no_mark_no_label_and_no_edge(rows):
    events, lane = frame(rows)
    area = canvas()
    marks, folds = place_marks(events, lane, area)
    labels = place_labels(marks, folds, area)
    boxes = [
        (
            row.x + row.dx - text_width(row.label) / 2,
            row.y + row.dy - LINE / 2,
            row.x + row.dx + text_width(row.label) / 2,
            row.y + row.dy + LINE / 2,
        )
        for row in labels.itertuples()
    ]
    for left, top, right, bottom in boxes:
        assert left >= 0 and top >= 0 and right <= area.width and bottom <= area.lane_height * area.lanes
        middle = (marks["lane"] + 0.5) * area.lane_height - marks["row"] * STEP
        hit = (
            (marks["right"] > left + 0.01)
            & (marks["left"] < right - 0.01)
            & (middle + 5 > top + 0.01)
            & (middle - 5 < bottom - 0.01)
        )
        assert not hit.any()
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert (
                one[2] <= other[0] + 0.01
                or other[2] <= one[0] + 0.01
                or one[3] <= other[1] + 0.01
                or other[3] <= one[1] + 0.01
            )


@settings(max_examples=30)
@given(ROWS, st.randoms())
def test_the_same_events_in_another_order_look_the_same(rows, random):
    events, lane = frame(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    one = place_marks(events, lane, canvas())[0].set_index("id")[["lane", "row", "left"]].sort_index()
    other = (
        place_marks(events.iloc[order], lane.iloc[order], canvas())[0]
        .set_index("id")[["lane", "row", "left"]]
        .sort_index()
    )
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    ("days", "shape"),
    [(1, "mark"), (30, "mark"), (365, "bar"), (4000, "bar")],  # 400 px for 40 years: a year is 10 px, a mark 9
)
def test_what_is_wider_than_a_mark_is_a_bar_of_its_true_width(days, shape):
    marks, _ = place_marks(*frame([(1000, days, 2, 0)]), canvas())
    mark = marks.iloc[0]
    assert mark["shape"] == shape
    assert mark["right"] - mark["left"] == pytest.approx(MARK[2] if shape == "mark" else days / 14610 * 400, rel=0.01)


def test_salient_events_keep_the_lane_line_and_the_rest_is_counted():
    events, lane = frame([(1000, 1, 1, 0)] * 9 + [(1000, 1, 3, 0)])
    marks, folds = place_marks(events, lane, canvas())
    assert marks.loc[marks["salience"] == 3, "row"].tolist() == [0]
    assert folds[["lane", "events", "first_year", "last_year"]].to_numpy().tolist() == [[0, 5, 1952, 1952]]


def test_the_number_of_marks_is_bounded_however_many_events_there_are():
    events, lane = frame([(number % 14_000, 1, 1, number % 3) for number in range(6000)])
    marks, folds = place_marks(events, lane, canvas())
    assert len(marks) <= 1500 and len(marks) + folds["events"].sum() == 6000
