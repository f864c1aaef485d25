"""Where the marks and labels of a timeline go, in px, so that none hides another.

Everything is placed from the data and the size of the plot alone: the same selection always looks the same.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.style import text_width

STEP = 9  # px between the rows of a lane
MARK = {1: 8, 2: 9, 3: 12}  # px across, by salience
FOLD = 24  # px of time that one counted mark stands for
MARK_LIMIT = 1500  # marks sent to a browser, however many events there are
LINE = 14  # px height of a label
CARRIED = [
    "id",
    "start",
    "end",
    "year",
    "salience",
    "category",
    "tone",
    "label",
    "title",
    "when",
    "end_date",
]


@dataclass(frozen=True)
class Canvas:
    """The plot area: its window in time and its size in px."""

    start: pd.Timestamp
    end: pd.Timestamp
    width: float
    lane_height: float
    lanes: int

    @classmethod
    def of_years(cls, window: tuple[int, int], width: float, height: float, lanes: int) -> "Canvas":
        """Return the plot area of `width` × `height` px, with at least one lane, for years (inclusive)."""
        start, end = pd.Timestamp(year=window[0], month=1, day=1), pd.Timestamp(year=window[1] + 1, month=1, day=1)
        return cls(start, end, width, height / max(1, lanes), max(1, lanes))

    def px(self, moments: pd.Series) -> pd.Series:
        """Return moments as px from the left edge, cut off at the edges."""
        share = (moments - self.start) / (self.end - self.start)
        return (share * self.width).clip(0, self.width)

    def moment(self, px: float) -> pd.Timestamp:
        """Return the moment at px from the left edge."""
        return self.start + (self.end - self.start) * (px / self.width)

    @property
    def rows(self) -> list[int]:
        """The rows of a lane, nearest to its line first: 0, 1, −1, 2, −2 …"""
        each_side = max(1, int(self.lane_height * 0.4 // STEP))
        return sorted(range(-each_side, each_side + 1), key=lambda row: (abs(row), -row))


def place_marks(
    events: pd.DataFrame, lane: pd.Series, canvas: Canvas, selected: str | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (marks, folds) for `events`, whose lane numbers (0 = top) are in `lane`.

    `marks` has the columns CARRIED of events plus lane, row, left, right (px) and shape: a `bar` where the date is but
    a year, or where the time that the event lasts or that its date leaves open is wider than a mark; else a `mark` in
    the middle of that time. `folds` counts events that found no room: lane, x (px), events, first_year, last_year.
    The selected event is placed first, then the salient ones.
    """
    left, right = canvas.px(events["start"]), canvas.px(events["end"])
    size = events["salience"].map(MARK)
    is_bar = ((right - left) > size) | (events["precision"] == "year")
    middle = ((left + right) / 2).clip(4, canvas.width - 4)
    spread = (
        events[events.columns.intersection(CARRIED)]
        .assign(
            lane=lane,
            shape=np.where(is_bar, "bar", "mark"),
            left=left.where(is_bar, middle - size / 2),
            right=right.where(is_bar, middle + size / 2),
            first=events["id"] == selected,
        )
        .sort_values(["first", "salience", "start", "id"], ascending=[False, False, True, True])
    )
    rows = [*_assign_rows(spread.head(MARK_LIMIT), canvas.rows), *[None] * (len(spread) - MARK_LIMIT)]
    has_room = np.array([row is not None for row in rows], dtype=bool)
    return spread[has_room].assign(row=np.array(rows, dtype=object)[has_room].astype(int)), _fold(spread[~has_room])


def _assign_rows(marks: pd.DataFrame, candidates: list[int]) -> list[int | None]:
    """Return the first of `candidates`, the rows of a lane from its line outwards, in which each mark is free of those
    before it; None if none is."""
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    rows: list[int | None] = []
    for lane, left, right in zip(marks["lane"], marks["left"], marks["right"], strict=True):
        for row in candidates:
            others = taken.setdefault((lane, row), [])
            if all(right + 1 <= begin or left >= end + 1 for begin, end in others):
                others.append((left, right))
                rows.append(row)
                break
        else:
            rows.append(None)
    return rows


def _fold(events: pd.DataFrame) -> pd.DataFrame:
    """Return one row per lane and stretch of FOLD px: lane, x (px), events, first_year, last_year."""
    stretches: dict[tuple[int, int], list[int]] = {}
    for lane, left, right, year in zip(events["lane"], events["left"], events["right"], events["year"], strict=True):
        stretches.setdefault((lane, (left + right) / 2 // FOLD), []).append(year)
    folds = [
        (lane, (stretch + 0.5) * FOLD, len(years), min(years), max(years))
        for (lane, stretch), years in sorted(stretches.items())
    ]
    return pd.DataFrame(folds, columns=["lane", "x", "events", "first_year", "last_year"])


def place_labels(marks: pd.DataFrame, folds: pd.DataFrame, canvas: Canvas) -> pd.DataFrame:
    """Return the labels that fit: label, x, y (px of the mark's middle), dx, dy (px from there to the label's).

    Labels go to salience-3 marks, those of sparse lanes first; one never touches a mark, a label or the edge.
    """
    middle = ((marks["left"] + marks["right"]) / 2).to_numpy(float)
    height = ((marks["lane"] + 0.5) * canvas.lane_height - marks["row"] * STEP).to_numpy(float)
    half = np.where(marks["shape"] == "bar", (marks["right"] - marks["left"]) / 2, marks["salience"].map(MARK) / 2)
    taken = np.column_stack([middle - half, height - 5, middle + half, height + 5])
    fold_y = (folds["lane"] + 0.06) * canvas.lane_height
    fold_boxes = np.column_stack([folds["x"] - 12, fold_y - 7, folds["x"] + 12, fold_y + 7])
    taken = np.vstack([taken, fold_boxes.astype(float)])
    wanted = marks.assign(x=middle, y=height, half=half)[
        (marks["salience"] == 3).to_numpy() & (marks["label"] != "").to_numpy()
    ]
    rarity = wanted["lane"].map(marks["lane"].value_counts())
    labels = []
    for mark in wanted.assign(rarity=rarity).sort_values(["rarity", "start", "id"]).itertuples():
        width = text_width(mark.label)
        offsets = np.array(_offsets(width, mark.half))
        middles = offsets + (mark.x, mark.y)
        reach = (width / 2, LINE / 2)
        boxes = np.hstack([middles - reach, middles + reach])
        near = (taken[:, 2] > boxes[:, 0].min()) & (taken[:, 0] < boxes[:, 2].max())
        free = _are_free(boxes, taken[near], canvas)
        if free.any():
            at = int(free.argmax())
            labels.append((mark.label, mark.x, mark.y, *offsets[at]))
            taken = np.vstack([taken, boxes[at]])
    return pd.DataFrame(labels, columns=["label", "x", "y", "dx", "dy"])


def _offsets(width: float, half: float) -> list[tuple[float, float]]:
    """Return where a label may stand relative to its mark: beside it, above and below, then further off."""
    side = half + width / 2 + 3
    near: list[tuple[float, float]] = [
        (side, 0),
        (-side, 0),
        (0, -14),
        (0, 14),
        (width / 2, -14),
        (-width / 2, -14),
        (width / 2, 14),
        (-width / 2, 14),
    ]
    return near + [(dx, dy) for dy in (-24, 24) for dx in (0, width / 2, -width / 2)]


def _are_free(boxes: np.ndarray, taken: np.ndarray, canvas: Canvas) -> np.ndarray:
    """Return which boxes (left, top, right, bottom; one a row) lie in the plot area and touch nothing that is taken."""
    left, top, right, bottom = (edge[:, None] for edge in boxes.T)
    apart = (taken[:, 2] <= left) | (taken[:, 0] >= right) | (taken[:, 3] <= top) | (taken[:, 1] >= bottom)
    inside = (left >= 0) & (right <= canvas.width) & (top >= 0) & (bottom <= canvas.lane_height * canvas.lanes)
    return apart.all(axis=1) & inside[:, 0]
