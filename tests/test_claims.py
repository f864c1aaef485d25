"""Claims: which are shown, what the heading says of them, which events bear on them; and their page."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.verdict_bar import verdict_bar
from data.claims import claim_events, claims_headline, most_evidenced, select_claims, verdict_counts
from tests.test_pages import open_page, words

PAGE = "pages/claims_page.py"
CLAIMS = pd.DataFrame(
    [
        ("C01", "RUS", "Russia always helped", "partly", "Not in 1968.", "rus-1962-veto", "rus-1968-arms"),
        ("C02", "PAK CHN", "Neighbours annoy", "opinion", "A matter of taste.", "", ""),
        ("C03", "", "India is alone", "refuted", "It is not.", "", "rus-1962-veto npl-1950-treaty rus-1951-grain"),
    ],
    columns=["id", "partner", "claim", "verdict", "explanation", "events_for", "events_against"],
)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["C01", "C02", "C03"]),
        ({"verdicts": ["opinion", "refuted"]}, ["C02", "C03"]),
        ({"partners": ["CHN"]}, ["C02"]),
        ({"partners": ["CHN", "RUS"], "verdicts": ["partly"]}, ["C01"]),
        ({"text": "IS not"}, ["C03"]),
        ({"text": "1968 helped"}, ["C01"]),
        ({"text": "nowhere"}, []),
    ],
)
def test_claims_pass_by_verdict_partner_and_words(asked, ids):
    before = CLAIMS.copy(deep=True)
    assert select_claims(CLAIMS, **asked)["id"].tolist() == ids
    pd.testing.assert_frame_equal(CLAIMS, before)


def test_every_verdict_is_counted_also_those_that_no_claim_got(tiny):
    assert verdict_counts(CLAIMS, tiny.verdicts).set_index("code")["claims"].to_dict() == {"supported": 0, "partly": 1}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (3, "3 claims: 1 partly, 1 refuted, 1 opinion"),
        (1, "1 claim: 1 partly"),
        (0, "No claim in the record matches"),
    ],
)
def test_the_headline_is_made_from_the_numbers(shipped, rows, text):
    assert claims_headline(CLAIMS.head(rows), shipped.verdicts) == text


def test_events_stand_on_their_side_in_order_of_date(tiny):
    events = claim_events(tiny.events, CLAIMS.iloc[0])
    assert events[["id", "side"]].to_numpy().tolist() == [["rus-1962-veto", "for"], ["rus-1968-arms", "against"]]
    assert claim_events(tiny.events, CLAIMS.iloc[1]).empty


def test_the_claim_with_most_events_opens_first():
    assert most_evidenced(CLAIMS) == "C03"
    assert most_evidenced(CLAIMS.tail(1)) == "C03"


def test_the_bar_is_cut_as_the_counts_say(tiny):
    counts = tiny.verdicts.assign(claims=[3, 0])
    (only,) = verdict_bar(counts).data
    assert (only.x, only.name, only.marker.color) == ((3,), "Supported", "#2F7FC4")
    assert not verdict_bar(counts.assign(claims=0)).data


def test_the_page_shows_a_claim_with_its_events_and_sources(shipped):
    app = open_page(PAGE)
    assert app.markdown[0].value.startswith(f"# {len(shipped.claims)} claims")
    chosen = shipped.claims.set_index("id").loc["C07"]
    app.button(key="list-C07").click().run()
    assert app.session_state["claim"] == "C07"
    text = words(app)
    assert all(url in text for url in chosen["sources"].split())
    event = chosen["events_against"].split()[0]
    app.button(key=f"turning-against-{event}").click().run()
    assert app.session_state["event"] == event and "Goldstein" in words(app)


def test_a_link_opens_its_claim_and_an_unknown_one_says_so(shipped):
    claim = shipped.claims.set_index("id").loc["C07", "claim"]
    assert f"“{claim}”" in words(open_page(PAGE, claim="C07")).replace("\\", "")
    assert "No claim has this address" in words(open_page(PAGE, claim="C999"))


def test_verdicts_narrow_the_list(shipped):
    app = open_page(PAGE, partner="Israel")
    app.pills(key="verdict-pills").set_value(["opinion"]).run()
    about = shipped.claims[shipped.claims["partner"].str.contains("ISR") & (shipped.claims["verdict"] == "opinion")]
    listed = [button.key for button in app.button if button.key and button.key.startswith("list-")]
    assert listed == [f"list-{code}" for code in about["id"]]
    assert app.query_params["verdict"] == "Opinion"
    again = open_page(PAGE, verdict="opinion", q="friend")
    assert again.session_state["verdict"] == ("opinion",)
    del again.query_params["verdict"]  # Back
    assert again.run().session_state["verdict"] == ()


def test_no_claim_is_said_to_be_none():
    app: AppTest = open_page(PAGE, q="no claim says this")
    assert "No claim passes" in words(app)
