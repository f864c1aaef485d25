"""The timeline figure, read as data."""

import pytest

from components.timeline import overview_figure, timeline_figure
from data.query import lanes_of, names_of


def draw(record, **changes):
    events = changes.pop("events", record.events)
    options = {
        "lanes": lanes_of(record.events, "category", names_of(record.categories, "code", "label")),
        "lane_column": "category",
        "window": (1947, 1980),
        "eras": record.eras,
        "categories": record.categories,
    }
    return timeline_figure(events, **(options | changes))


def events_of(trace):
    return [name for name in trace.customdata or [] if ".." not in name]


def marks_of(figure):
    """Return {event id: (x, y, colour, symbol or None, size or None)} of all marks and bars."""
    found = {}
    for trace in figure.data:
        names = events_of(trace)
        marker = trace.marker
        for at, name in enumerate(names):
            is_bar = trace.type == "bar"
            shape = (None, None) if is_bar else (marker.symbol[at], marker.size[at])
            colour = marker.color[at] if is_bar else marker.color
            found[name] = ((trace.base if is_bar else trace.x)[at], trace.y[at], colour, *shape)
    return found


def labels_of(figure):
    return [label for trace in figure.data if getattr(trace, "mode", "") == "text" for label in trace.text]


def test_each_event_stands_in_its_lane_in_its_colour(tiny):
    marks = marks_of(draw(tiny))
    assert set(marks) == set(tiny.events["id"])
    assert marks["rus-1962-veto"][:3] == ("1962-06-22", 2, "#5295C2")
    assert marks["pak-1971-war"][1:3] == (1, "#E66500")


def test_a_date_known_to_the_year_is_a_soft_bar_of_that_year_and_not_a_dot(tiny):
    (bars,) = (trace for trace in draw(tiny).data if trace.type == "bar")
    assert events_of(bars) == ["rus-1951-grain"]
    assert bars.base[0] == "1951-01-01" and bars.x[0] == 365 * 86_400_000
    assert bars.marker.color[0].endswith(",0.4)")


def test_tone_is_told_by_symbol_and_salience_by_size(tiny):
    marks = marks_of(draw(tiny))
    symbols = [marks[name][3] for name in ("rus-1962-veto", "rus-1968-arms", "pak-1971-war")]
    assert len(set(symbols)) == 3
    assert marks["rus-1962-veto"][4] > marks["npl-1950-treaty"][4] > marks["rus-1968-arms"][4]


def test_the_axis_is_the_period(tiny):
    assert draw(tiny, window=(1960, 1969)).layout.xaxis.range == ("1960-01-01", "1970-01-01")


def test_a_click_can_select_a_mark(tiny):
    assert draw(tiny).layout.dragmode is False  # Streamlit hands no clicks on while a drag selects


def test_the_overview_counts_every_event_and_shades_what_the_period_leaves_out(tiny):
    figure = overview_figure(tiny.events, (1960, 1969), (1947, 2026), is_phone=False)
    assert sum(sum(trace.y) for trace in figure.data) == len(tiny.events)
    assert figure.data[0].customdata[0] == "1950..1950"
    assert [(shape.x0, shape.x1) for shape in figure.layout.shapes] == [
        ("1947-01-01", "1960-01-01"),
        ("1970-01-01", "2027-01-01"),
    ]
    assert figure.layout.dragmode == "select"
    assert overview_figure(tiny.events, (1947, 2026), (1947, 2026), is_phone=True).layout.dragmode is False


def test_the_selected_event_is_ringed(tiny):
    ring = draw(tiny, selected="rus-1962-veto").data[-1]
    assert ring.marker.symbol == "circle-open" and ring.y[0] == 2
    assert len(draw(tiny, selected="unknown").data) == len(draw(tiny).data)


def test_labels_name_the_salient_events_and_lanes_give_n(tiny):
    figure = draw(tiny)
    assert {"Nehru", "After"} <= {note.text for note in figure.layout.annotations}
    assert "Turning" in labels_of(figure)
    assert "Conflict" in figure.layout.yaxis.ticktext[1] and ">2<" in figure.layout.yaxis.ticktext[1]


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_any_events_make_a_figure_too(tiny, count):
    assert len(marks_of(draw(tiny, events=tiny.events.head(count)))) == count


def test_nothing_of_the_record_is_read_as_markup(tiny):
    events = tiny.events.assign(title="<b>bold</b> & <a href='javascript:x'>link</a>", label="<u>u</u>")
    figure = draw(tiny, events=events)
    hover = " ".join(text for trace in figure.data if events_of(trace) for text in trace.hovertext)
    assert "<a" not in hover and "&lt;b&gt;bold" in hover
    assert labels_of(figure) and not any("<u>" in label for label in labels_of(figure))


def test_nothing_is_changed(tiny):
    before = tiny.events.copy(deep=True)
    draw(tiny)
    assert tiny.events.equals(before)
