"""The small chart of yearly figures, read as data."""

import pandas as pd
import pytest

from components.indicator_chart import event_strip, indicator_figure
from data.query import Filters, select

WINDOW = (1960, 1979)
NONE = float("nan")


def figures_of(*rows):
    return pd.DataFrame(rows, columns=["line", "year", "value", "segment"])


def draw(record, figures, breaks=(NONE,), events=None, selected=None, title="Trade"):
    events = select(record.events, Filters(WINDOW, ("RUS",))) if events is None else events
    return indicator_figure(title, "%", figures, breaks, event_strip(events, WINDOW, record.categories, selected, 330))


RISING = figures_of(("Share", 1968, 2.5, 0), ("Share", 1969, 3.0, 0), ("Share", 1971, 9.0, 1))


def lines_of(figure):
    return [trace for trace in figure.data if trace.yaxis != "y2"]


def notes_of(figure):
    return [note.text for note in figure.layout.annotations]


def test_no_line_runs_over_a_break_or_a_gap(tiny):
    figure = draw(tiny, RISING, breaks=(1970.0,))
    assert [list(trace.x) for trace in lines_of(figure)] == [["1968-07-02", "1969-07-02"], ["1971-07-02"]]
    (rule,) = (shape for shape in figure.layout.shapes if shape.line.dash == "dash")
    assert rule.x0 == rule.x1 == "1970-01-01" and "break" in notes_of(figure)


@pytest.mark.parametrize("breaks", [(NONE,), (1950.0,), (1990.0,)])
def test_a_break_outside_the_period_is_not_drawn(tiny, breaks):
    assert not [shape for shape in draw(tiny, RISING, breaks).layout.shapes if shape.line.dash == "dash"]


def test_few_values_are_points_and_many_a_line(tiny):
    dense = figures_of(*(("Share", year, 1.0, 0) for year in range(1960, 1970)))
    sparse = figures_of(*(("Share", year, 1.0, 0) for year in range(1960, 1980, 5)))
    assert [trace.mode for trace in lines_of(draw(tiny, dense))] == ["lines"]
    assert [trace.mode for trace in lines_of(draw(tiny, sparse))] == ["lines+markers"]


def test_the_axis_starts_at_zero_and_the_years_are_the_period(tiny):
    figure = draw(tiny, RISING)
    assert figure.layout.yaxis.range[0] == 0 and figure.layout.yaxis.range[1] > 9
    assert figure.layout.xaxis.range == ("1960-01-01", "1980-01-01")


def test_the_last_value_stands_beside_the_line(tiny):
    assert "<b>9</b><br>1971" in notes_of(draw(tiny, RISING)) and "%" in notes_of(draw(tiny, RISING))


def test_two_lines_are_named_told_apart_and_do_not_touch(tiny):
    both = figures_of(("Favourable", 1970, 50.0, 0), ("Unfavourable", 1970, 49.0, 0))
    figure = draw(tiny, both)
    ends = [note for note in figure.layout.annotations if "<br>" in note.text]
    assert {note.text.split("<br>")[1] for note in ends} == {"favourable", "unfavourable"}
    assert len({trace.line.color for trace in lines_of(figure)}) == 2
    px = 136 / figure.layout.yaxis.range[1]
    assert abs(ends[0].y - ends[1].y) * px >= 28


def test_events_are_marks_that_a_click_picks_and_turning_points_have_hairlines(tiny):
    figure = draw(tiny, RISING)
    picked = [name for trace in figure.data for name in trace.customdata or [] if trace.yaxis == "y2"]
    assert set(picked) == {"rus-1962-veto", "rus-1968-arms"}
    (hairline,) = (shape for shape in figure.layout.shapes if shape.line.dash != "dash")
    assert hairline.x0.startswith("1962-06")
    words = [word for trace in figure.data if trace.mode == "text" for word in trace.text]
    assert "Turning" in words
    assert not any(trace.customdata for trace in lines_of(figure))


def test_the_points_of_all_categories_are_one_trace_that_names_them(tiny):
    (points,) = (trace for trace in draw(tiny, RISING).data if trace.customdata and trace.type == "scatter")
    assert len(points.x) == len(points.marker.color) == len(points.marker.symbol) == len(points.hovertext)
    assert any(text.endswith("United Nations") for text in points.hovertext)


def test_the_selected_event_is_ringed(tiny):
    chosen = draw(tiny, RISING, selected="rus-1962-veto")
    assert any(getattr(trace.marker, "symbol", None) == "circle-open" for trace in chosen.data)


def test_a_chart_without_events_is_a_chart(tiny):
    figure = draw(tiny, RISING, events=tiny.events.head(0))
    assert len(figure.data) == len(lines_of(figure)) == 2


def test_nothing_of_the_tables_is_read_as_markup(tiny):
    figure = draw(tiny, RISING.assign(line="<i>x</i>"), title="<a>y</a>")
    assert "&lt;a&gt;" in figure.layout.title.text and "&lt;i&gt;" in figure.data[-1].name
