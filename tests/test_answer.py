"""The answer as a table, its chart, and its page."""

import numpy as np
import pandas as pd
import pytest

from components.ally_chart import FORMS, ally_figure
from components.ally_controls import HEAVIEST, presets_of
from data.answer import LEADING, Answer, answer, index_table, shown_rows, what_would_change
from data.lenses import Question
from data.query import names_of
from data.stability import rank_stability
from tests.test_pages import open_page, words

PAGE = "pages/ally_page.py"
LENSES = {"arms": "Arms", "trade": "Trade"}
SCORES = pd.DataFrame(
    {"arms": [60.0, 10.0, np.nan], "trade": [20.0, 90.0, 50.0]}, index=pd.Index(["RUS", "USA", "NPL"], name="partner")
)
KNOWN = pd.DataFrame({"lenses": [4, 4, 1], "events": [9, 9, 9], "missing": ["", "", "arms"]}, index=SCORES.index)
FOUND = Answer(SCORES, KNOWN, rank_stability(SCORES.loc[["RUS", "USA"]], seed=1))
ESSAY = pd.DataFrame([(1, "RUS", "ally", ""), (2, "NPL", "sister", "")], columns=["rank", "partner", "words", "claim"])
NAMES = {"RUS": "Russia", "USA": "United States", "NPL": "Nepal"}


def table_of(**weights: float) -> pd.DataFrame:
    return index_table(FOUND, weights, ESSAY)


def test_the_table_holds_rank_scores_chances_and_the_essay():
    table = table_of(arms=1, trade=1)
    assert table["partner"].tolist() == ["USA", "RUS", "NPL"]
    assert table["total"].tolist() == [50, 40, 50] and table["rank"].isna().tolist() == [False, False, True]
    assert table["first"].iloc[:2].sum() == pytest.approx(1) and np.isnan(table["first"].iloc[2])
    assert table["essay_rank"].fillna(0).tolist() == [0, 1, 2]


def test_the_smallest_change_is_told_of_the_two_that_lead():
    labels = LENSES
    said = what_would_change(FOUND, table_of(arms=1, trade=1), {"arms": 1, "trade": 1}, NAMES, labels)
    assert said == "Russia would lead United States if 8% of all weight moved from Trade to Arms"
    alone = Answer(SCORES, KNOWN.assign(lenses=[4, 0, 0]), FOUND.stability)
    assert (
        what_would_change(
            alone, index_table(alone, {"arms": 1, "trade": 1}, ESSAY), {"arms": 1, "trade": 1}, NAMES, labels
        )
        == ""
    )


def test_leaders_those_of_the_essay_and_those_asked_for_are_shown():
    ranks = pd.array(range(1, 31), dtype="Int64")
    table = pd.DataFrame({"partner": [f"P{at}" for at in range(30)], "rank": ranks, "essay_rank": np.nan})
    table.loc[20, "essay_rank"] = 2
    assert shown_rows(table, ["P25"])["partner"].tolist() == [f"P{at}" for at in [*range(LEADING), 20, 25]]
    assert shown_rows(table.assign(rank=pd.array([pd.NA] * 30, dtype="Int64")), []).empty


def figure_of(form: str, rows: int = 2):
    table = shown_rows(table_of(arms=1, trade=1), []).head(rows)
    return ally_figure(table, LENSES, NAMES, 2, "#000000", form)


def test_scores_stand_as_numbers_and_what_is_unknown_as_a_dash():
    rows = shown_rows(table_of(arms=1, trade=1), []).assign(arms=[np.nan, 60])
    figure = ally_figure(rows, LENSES, NAMES, 2, "#000000", "wide")
    cells = next(trace for trace in figure.data if trace.type == "heatmap")
    assert [list(row) for row in cells.z] == [[None, 90], [60, 20]]
    texts = [trace.text for trace in figure.data if getattr(trace, "mode", "") == "text" and trace.xaxis == "x"]
    assert texts == [("90", "60", "20"), ("–",)]


@pytest.mark.parametrize("size", FORMS)
def test_a_total_leads_to_its_country(size):
    bars = [trace for form in FORMS[size] for trace in figure_of(form).data if trace.customdata is not None]
    assert [list(bar.customdata) for bar in bars] == [["USA", "RUS"]]


@pytest.mark.parametrize("size", FORMS)
def test_sub_scores_come_before_the_total_in_any_window(size):
    kinds = [trace.type for form in FORMS[size] for trace in figure_of(form).data]
    assert "heatmap" in kinds and kinds.index("heatmap") < kinds.index("bar")


def test_no_rows_make_a_figure_too():
    figures = [figure_of(form, rows=0) for forms in FORMS.values() for form in forms]
    assert not any(trace.customdata for figure in figures for trace in figure.data)


def test_the_shipped_record_answers_the_same_with_the_same_seed(shipped):
    one, other = (answer(shipped, Question((1990, 2026)), seed) for seed in (7, 7))
    pd.testing.assert_frame_equal(one.stability.chances, other.stability.chances)
    assert set(one.stability.chances["partner"]) <= set(shipped.partners["iso3"])


def slider(app, lens):
    edition = app.session_state["weights-edition"] if "weights-edition" in app.session_state else 0  # noqa: SIM401
    return app.slider(key=f"weight-{lens}.desktop.{edition}")


def test_the_page_answers_in_a_sentence_made_from_numbers(shipped):
    app = open_page(PAGE)
    assert "is first under" in app.markdown[0].value and "What would change the answer" in words(app)
    first = shipped.essay.set_index("rank").loc[1, "partner"]
    assert f"{names_of(shipped.partners, 'iso3', 'name')[first]} 1st" in words(app)
    assert app.get("plotly_chart") and all(chart.proto.alt for chart in app.get("plotly_chart"))


def test_a_weight_changes_the_address_and_presets_set_all_weights(shipped):
    app = open_page(PAGE)
    slider(app, "trade").set_value(20).run()
    assert app.session_state["weights"]["trade"] == 20
    assert app.query_params["weights"] == "crisis5-commitments5-arms5-un_votes5-trade20-tone5-opinion5-hostility5"
    app.button(key="preset-security").click().run()
    assert app.session_state["weights"] == presets_of(shipped)["security"]
    assert slider(app, "arms").value == presets_of(shipped)["security"]["arms"]
    assert app.query_params["weights"] == "security"
    del app.query_params["weights"]  # Back
    app.run()
    assert app.session_state["weights"] == presets_of(shipped)["equal"] and slider(app, "arms").value == 5


def test_a_link_sets_the_weights_and_the_period(shipped):
    app = open_page(PAGE, weights="arms9", years=["2014", "2026"])
    assert slider(app, "arms").value == 9 and slider(app, "trade").value == 0
    assert "2014–2026" in words(app)


def test_no_weight_at_all_weighs_all_alike():
    app = open_page(PAGE, weights="arms1")
    slider(app, "arms").set_value(0).run()
    assert "the lenses count alike" in words(app)
    equal = next(text.value for text in open_page(PAGE).markdown if "With these weights" in text.value)
    assert equal in [text.value for text in app.markdown]


def test_too_short_a_period_is_said_to_say_nothing():
    app = open_page(PAGE, years=["1947", "1947"])
    assert "No partner has evidence enough" in words(app).replace("\\", "")


def test_the_table_holds_the_index():
    app = open_page(PAGE)
    app.segmented_control(key="view").set_value("Table").run()
    assert "Crisis behaviour" in app.dataframe[0].value.columns


def test_presets_fit_the_sliders(shipped):
    assert all(0 <= weight <= HEAVIEST for preset in presets_of(shipped).values() for weight in preset.values())
    assert list(presets_of(shipped)["equal"]) == list(names_of(shipped.lenses, "code", "label"))
