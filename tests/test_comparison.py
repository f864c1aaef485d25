"""Comparing partners: queries on small frames of our own, figures read as data."""

import math
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components import comparison as figures
from components.marks import MARK_LIMIT
from components.style import TEMPLATE, TONE_COLOURS
from data import comparison as ask
from data.load import tone_of
from data.query import Filters
from tests.test_style import SIGHT, contrast, linear, oklab

PARTNERS = pd.DataFrame(
    {
        "iso3": ["BTN", "CHN", "PAK", "RUS"],
        "name": ["Bhutan", "China", "Pakistan", "Russia"],
        "relations_since": ["1968", "", "", "1947-04-13"],
        "label": ["", "", "", "Special Partnership"],
        "label_since": ["", "", "", "2010-12"],
    }
)
NAMES = dict(zip(PARTNERS["iso3"], PARTNERS["name"], strict=True))
CATEGORIES = pd.DataFrame(
    {"code": ["diplomacy", "conflict"], "label": ["Diplomacy", "Conflict"], "colour": ["#1572DB", "#E66700"]}
)
ROW = tuple[str, int, float, int]


def make_events(*rows: ROW) -> pd.DataFrame:
    """Events from (partner, year, goldstein, salience): conflict where the tone is conflictual."""
    frame = pd.DataFrame(rows, columns=["partner", "year", "goldstein", "salience"])
    tone = frame["goldstein"].map(tone_of).astype("str")
    return frame.assign(
        id=[f"{row[0].lower()}-{number}" for number, row in enumerate(rows)],
        title=[f"Event <{number}>" for number in range(len(rows))],
        label="",
        date=frame["year"].astype("str") + "-05-01",
        end_date="",
        precision="day",
        when=frame["year"].astype("str"),
        start=pd.to_datetime(frame["year"].astype("str") + "-05-01"),
        end=pd.to_datetime(frame["year"].astype("str") + "-05-02"),
        last_year=frame["year"],
        decade=frame["year"] // 10 * 10,
        tone=tone,
        category=tone.map({"conflictual": "conflict"}).fillna("diplomacy"),
        category_name=tone.map({"conflictual": "Conflict"}).fillna("Diplomacy"),
        partner_name=frame["partner"].map(NAMES),
    )


EVENTS = make_events(
    ("RUS", 1950, 8.0, 3),
    ("RUS", 1955, 4.0, 1),
    ("RUS", 1962, -3.0, 1),
    ("RUS", 1963, 3.0, 2),
    ("RUS", 1963, 8.0, 1),
    ("CHN", 1950, 4.0, 2),
    ("CHN", 1959, -4.0, 2),
    ("CHN", 1962, -10.0, 3),
    ("CHN", 1962, -4.0, 1),
    ("PAK", 1948, -10.0, 3),
)
rows = st.lists(
    st.tuples(
        st.sampled_from(list(PARTNERS["iso3"])),
        st.integers(1947, 2026),
        st.sampled_from([-10.0, -4.4, 0.0, 0.9, 3.4, 8.3]),
        st.integers(1, 3),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("chosen", "compared", "said"),
    [
        ((), ["RUS", "CHN", "PAK"], "The most eventful partners are shown"),
        (("PAK",), ["PAK", "RUS", "CHN"], "The most eventful others are added"),
        (("BTN",), ["BTN", "RUS", "CHN", "PAK"], "The most eventful others are added"),
        (("PAK", "BTN"), ["PAK", "BTN"], ""),
        (("PAK", "BTN", "PAK"), ["PAK", "BTN"], ""),
        (tuple("ABCDEF"), list("ABCDEF"), ""),
        (tuple("ABCDEFGH"), list("ABCDEF"), "The first 6 of 8 chosen partners are compared."),
    ],
)
def test_who_is_compared_and_what_is_said(chosen, compared, said):
    assert ask.compared_partners(EVENTS, chosen) == compared
    assert ask.explain_choice(chosen, compared).startswith(said)
    assert bool(said) == bool(ask.explain_choice(chosen, compared))


def test_nobody_is_compared_where_nothing_passes():
    assert ask.compared_partners(EVENTS.head(0), ()) == []
    assert ask.compared_partners(EVENTS.head(0), ("RUS",)) == ["RUS"]


def test_shown_categories_follow_the_filter():
    assert ask.shown_categories(CATEGORIES, Filters())["code"].tolist() == ["diplomacy", "conflict"]
    assert ask.shown_categories(CATEGORIES, Filters(categories=("conflict",)))["code"].tolist() == ["conflict"]


def test_shares_by_hand():
    shares = ask.share_by(EVENTS, "partner", "category").set_index(["partner", "category"])
    assert shares.loc[("RUS", "diplomacy"), ["events", "of", "share"]].tolist() == [4, 5, 0.8]
    assert shares.loc[("CHN", "conflict"), "share"] == 0.75


@settings(deadline=None)
@given(rows)
def test_shares_of_a_group_sum_to_one_and_counts_to_the_events(rows):
    events = make_events(*rows)
    for groups in (["partner"], ["partner", "decade"]):
        shares = ask.share_by(events, *groups, "category")
        assert shares["events"].sum() == len(events)
        assert shares.groupby(groups)["share"].sum().tolist() == pytest.approx([1] * shares.groupby(groups).ngroups)
        assert (shares["of"] == shares.groupby(groups)["events"].transform("sum")).all()


def test_a_rolling_mean_by_hand():
    rolling = ask.rolling_tone(EVENTS, ["CHN", "RUS"], (1950, 1963)).set_index(["partner", "year"])
    assert rolling.loc[("RUS", 1959)].tolist() == [2, 6.0]  # 1950 to 1959
    assert rolling.loc[("RUS", 1963)].tolist() == [4, 3.0]  # 1954 to 1963: 4, −3, 3, 8
    assert rolling.loc[("CHN", 1959)].tolist() == [2, 0.0]
    assert rolling.loc[("CHN", 1963), "tone_mean"] == -6.0


def test_a_rolling_mean_starts_with_what_lasted_into_the_period_and_is_missing_without_events():
    rolling = ask.rolling_tone(EVENTS, ["PAK", "BTN"], (1950, 1960)).set_index(["partner", "year"])
    assert rolling.loc[("PAK", 1950)].tolist() == [1, -10.0]  # began in 1948
    assert rolling.loc[("PAK", 1960), "events"] == 0
    assert rolling.loc["BTN", "tone_mean"].isna().all() and (rolling.loc["BTN", "events"] == 0).all()


@settings(max_examples=30)
@given(rows, st.integers(1, 15))
def test_a_rolling_mean_equals_the_mean_of_its_window(rows, span):
    events, codes = make_events(*rows), list(PARTNERS["iso3"])
    rolling = ask.rolling_tone(events, codes, (1947, 2026), span)
    assert len(rolling) == len(codes) * 80
    for row in rolling.iloc[::37].itertuples():
        window = events[(events["partner"] == row.partner) & events["year"].between(row.year - span + 1, row.year)]
        assert row.events == len(window)
        assert (math.isnan(row.tone_mean) and window.empty) or row.tone_mean == pytest.approx(
            window["goldstein"].mean()
        )


def test_differences_by_hand():
    table = ask.differences(EVENTS, PARTNERS, ["RUS", "CHN", "BTN"]).set_index("partner")
    assert table.index.tolist() == ["RUS", "CHN", "BTN"]
    assert table["events"].tolist() == [5, 4, 0] and table["conflictual"].tolist() == [1, 3, 0]
    assert table.loc["CHN", ["first_date", "crisis_date", "top_category", "top_events"]].tolist() == [
        "1950-05-01", "1962-05-01", "Conflict", 3,
    ]  # fmt: skip
    assert table.loc["RUS", "crisis"] == ""  # its conflictual event is routine
    assert table.loc["RUS", "tone_mean"] == pytest.approx(4.0)
    assert math.isnan(table.loc["BTN", "share_conflictual"]) and math.isnan(table.loc["BTN", "tone_mean"])


def test_categories_that_tie_are_all_named():
    tie = make_events(("RUS", 1950, 8.0, 1), ("RUS", 1951, -8.0, 1))
    assert ask.differences(tie, PARTNERS, ["RUS"])["top_category"].item() == "Conflict and Diplomacy"


def test_differences_in_words_never_say_zero_for_what_is_missing():
    words = ask.in_words(ask.differences(EVENTS, PARTNERS, ["RUS", "BTN"]))
    assert words["Russia"].tolist() == [
        "13 April 1947", "Special Partnership, since December 2010", "1 May 1950: Event <0>", "5", "20% (1 of 5)",
        "+4.0 (n = 5)", ask.NONE_HERE, "Diplomacy (4)",
    ]  # fmt: skip
    assert words["Bhutan"].tolist() == ["1968", ask.NOT_IN_RECORD] + [ask.NONE_HERE] * 6


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (EVENTS, "Mean tone runs from −3.5 with China (n = 4) to +4.0 with Russia (n = 5)"),
        (EVENTS[EVENTS["partner"] != "RUS"], "Too few events to compare: Russia 0, China 4, Pakistan 1"),
        (EVENTS.head(1), "Too few events to compare: Russia 1, China 0, Pakistan 0"),
        (EVENTS.head(0), "Nothing in the record matches"),
        (
            make_events(*[(code, 1950, 3.4, 1) for code in ("RUS", "CHN") * 3]),
            "Mean tone is +3.4 with each of 2 partners",
        ),
    ],
)
def test_the_headline_states_what_the_numbers_say(events, said):
    finding = ask.compare_headline(ask.differences(events, PARTNERS, ["RUS", "CHN", "PAK"]))
    assert finding.replace("\u00a0", " ") == said


@pytest.mark.parametrize(("mean", "text"), [(3.24, "+3.2"), (-0.44, "−0.4"), (-0.01, "+0.0"), (0, "+0.0")])
def test_show_tone(mean, text):
    assert ask.show_tone(mean) == text


def test_nothing_mutates_its_input():
    events, partners = EVENTS.copy(deep=True), PARTNERS.copy(deep=True)
    for figure in draw_all(events, ["RUS", "CHN", "PAK", "BTN"]):
        assert figure.data is not None
    ask.in_words(ask.differences(events, partners, ["RUS", "CHN"]))
    pd.testing.assert_frame_equal(events, EVENTS)
    pd.testing.assert_frame_equal(partners, PARTNERS)


def draw_all(events: pd.DataFrame, codes: list[str], window: tuple[int, int] = (1947, 2026), measure: str = "share"):
    """Return every figure of the comparison, from these events."""
    partners, columns = [(code, NAMES.get(code, code)) for code in codes], figures.abreast(len(codes), "desktop")
    kinds, decades = ask.share_by(events, "partner", "category"), ask.share_by(events, "partner", "decade", "category")
    rolling = ask.rolling_tone(events, codes, window)
    return [
        figures.mirrored_figure(events, partners, window, CATEGORIES, "rus-0", 860),
        figures.category_figure(kinds, partners, CATEGORIES, measure, columns),
        figures.decade_figure(decades, partners, CATEGORIES, measure, columns, window),
        figures.tone_figure(rolling, partners, window, 860),
    ]


def texts(figure) -> str:
    return " ".join(annotation.text for annotation in figure.layout.annotations)


@pytest.mark.parametrize("size", [0, 1, 3, len(EVENTS)])
@pytest.mark.parametrize("codes", [["RUS"], ["RUS", "CHN"], ["RUS", "CHN", "PAK", "BTN"]])
@pytest.mark.parametrize("measure", ["share", "events"])
@pytest.mark.parametrize("window", [(1947, 2026), (1950, 1950)])
def test_every_figure_stands_with_few_events_or_none(size, codes, measure, window):
    events = EVENTS.head(size)
    for figure in draw_all(events[events["partner"].isin(codes)], codes, window, measure):
        assert figure.layout.height > 100 and figure.to_json()


def test_no_figure_carries_a_template_but_our_own():
    events = EVENTS[EVENTS["partner"].isin(["RUS", "CHN"])]
    templates = [figure.to_dict()["layout"]["template"] for figure in draw_all(events, ["RUS", "CHN"])]
    assert templates == [TEMPLATE] * 4


def mirrored_points(events: pd.DataFrame, codes: list[str]) -> dict[str, float]:
    figure = draw_all(events, codes)[0]
    return {
        event: y
        for trace in figure.data
        if trace.customdata is not None
        for event, y in zip(trace.customdata, trace.y, strict=True)
    }


def test_conflict_lies_below_the_line_of_its_panel_and_the_rest_above():
    at = mirrored_points(EVENTS[EVENTS["partner"] != "PAK"], ["RUS", "CHN"])
    for event in EVENTS[EVENTS["partner"] != "PAK"].itertuples():
        panel = ["RUS", "CHN"].index(event.partner)
        assert (at[event.id] > panel) == (event.tone == "conflictual")  # the axis runs downwards
        assert abs(at[event.id] - panel) < 0.5


def test_a_partner_without_events_says_so_in_every_panel_chart():
    mirrored, kinds, decades, _ = draw_all(EVENTS, ["RUS", "BTN", "CHN", "PAK"])
    for figure in (mirrored, kinds, decades):
        assert texts(figure).count(figures.NOTHING) == 1
    assert "n = 0" in texts(kinds) and "n = 5" in texts(kinds)
    assert any("n = 5" in label for label in mirrored.layout.yaxis.ticktext)


def test_marks_are_bounded_and_nothing_is_lost_when_partners_are_dense():
    events = make_events(*[(code, 1950 + n % 70, 3.4, 1) for n in range(4000) for code in ("RUS", "CHN")])
    at = mirrored_points(events, ["RUS", "CHN"])
    figure = draw_all(events, ["RUS", "CHN"])[0]
    folded = sum(int(text[1:]) for trace in figure.data if trace.text for text in trace.text if text.startswith("+"))
    marks = [event for event in at if ".." not in event]
    assert len(marks) <= MARK_LIMIT
    assert len(marks) + folded == len(events)


def test_all_panels_share_their_axes():
    _, kinds, decades, _ = draw_all(EVENTS, ["RUS", "CHN", "PAK"])
    for figure in (kinds, decades):
        axes = figure.to_dict()["layout"]
        assert len({tuple(axes[name]["range"]) for name in axes if name.startswith("xaxis")}) == 1
    assert len({tuple(axes[name]["range"]) for name in axes if name.startswith("yaxis")}) == 1


def test_a_tone_line_rests_on_enough_events_and_names_its_end():
    _, _, _, tone = draw_all(EVENTS, ["RUS", "CHN", "PAK"])
    dotted = {trace.name: trace for trace in tone.data if trace.name}
    assert set(dotted) == {"Russia", "China"}  # Pakistan never has three in ten years
    drawn = [
        (year, text)
        for year, y, text in zip(*(dotted["Russia"][key] for key in ("x", "y", "customdata")))
        if y is not None and y == y
    ]
    assert drawn and all(int(text.split("n = ")[1]) >= ask.FEW for _, text in drawn)
    assert "<b>Russia</b>" in texts(tone) and "<b>Pakistan</b>" not in texts(tone)


@settings(deadline=None)
@given(st.lists(st.floats(-6, 6), min_size=1, max_size=6))
def test_line_names_stand_apart_and_inside(heights):
    placed = figures._apart(sorted(heights, reverse=True), 1.5, 6)
    assert all(above - below >= 1.5 - 1e-9 for above, below in pairwise(placed))
    assert all(-6 - 1e-9 <= height <= 6 + 1e-9 for height in placed)


def test_names_of_the_record_are_shown_and_not_obeyed():
    events = make_events(*[("RUS", 1950, 3.4, 1)] * 3, *[("CHN", 1950, 3.4, 1)] * 3)
    partners = [("RUS", "<b>Rus</b>"), ("CHN", "<a href='x'>China</a>")]
    shares = ask.share_by(events, "partner", "decade", "category")
    drawn = [
        figures.mirrored_figure(events, partners, (1947, 2026), CATEGORIES, None, 860),
        figures.category_figure(ask.share_by(events, "partner", "category"), partners, CATEGORIES, "share", 2),
        figures.decade_figure(shares, partners, CATEGORIES, "share", 2, (1947, 2026)),
        figures.tone_figure(ask.rolling_tone(events, ["RUS", "CHN"], (1947, 2026)), partners, (1947, 2026), 860),
    ]
    for figure in drawn:
        assert "<a href" not in str(figure.to_dict()) and "&lt;a href" in str(figure.to_dict())


def test_partner_colours_are_apart_for_everyone_and_visible_on_both_pages():
    colours = figures.PARTNER_COLOURS

    def seen(colour: str, sight: str):
        return oklab((SIGHT[sight] @ linear(colour)).clip(0, 1))

    for sight, least in (("normal", 0.14), ("deuteranopia", 0.09), ("protanopia", 0.09)):
        for one, other in combinations(colours, 2):
            assert math.dist(seen(one, sight), seen(other, sight)) >= least, (sight, one, other)
    for colour in colours:
        assert min(math.dist(seen(colour, "normal"), seen(tone, "normal")) for tone in TONE_COLOURS.values()) >= 0.1
        assert all(contrast(colour, page) >= 3 for page in ("#FCFBF8", "#0F141B"))
    assert len(set(figures.PARTNER_SYMBOLS)) == len(colours) == ask.MOST
