"""Claims: the list to choose from, and one claim with its verdict, its events and its sources."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from components.event_card import show_event_buttons, show_sources
from components.partner_link import partner_links
from components.results import chart_config
from components.selection import news, pick, say
from components.text import escape_markdown
from components.timeline import timeline_figure
from components.verdict_bar import verdict_bar
from components.view import View, take_selection
from data.address import codes_of
from data.claims import SIDES, claim_events, verdict_counts
from data.query import names_of, neighbours

LIST_HEIGHT = 720  # px
TIMELINE_HEIGHT = 200  # px
WIDTH = {"desktop": 680, "tablet": 320}  # px that the plot area of a claim's timeline is likely to have


def show_verdicts(claims: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    """Draw how many of `claims` got each verdict."""
    alt = "One bar of all claims, cut into verdicts; the buttons below it hold the same counts"
    st.plotly_chart(
        verdict_bar(verdict_counts(claims, verdicts)), key="verdicts", config=chart_config("verdicts"), alt=alt
    )


def choose_verdicts(claims: pd.DataFrame, verdicts: pd.DataFrame) -> tuple[str, ...]:
    """Draw the verdicts as pills with the counts of `claims`, and return the codes chosen; none means all. They stand
    in the address by their labels, and stay chosen while the reader is on other pages."""
    counts, labels = verdict_counts(claims, verdicts).set_index("code"), names_of(verdicts, "code", "label")
    names = {row.Index: escape_markdown(f"{row.symbol} {row.label} {row.claims}") for row in counts.itertuples()}
    asked, state = news("verdict"), st.session_state
    if asked is not None or "verdict" not in state:
        state["verdict"] = codes_of(asked or [], labels)
    state["verdict-pills"] = list(state["verdict"])
    st.pills(
        "Verdicts",
        list(labels),
        selection_mode="multi",
        key="verdict-pills",
        format_func=names.__getitem__,
        on_change=_take_verdicts,
        label_visibility="collapsed",
    )
    say("verdict", *map(labels.__getitem__, state["verdict"]))
    return state["verdict"]


def _take_verdicts() -> None:
    pick("verdict", tuple(st.session_state["verdict-pills"]))


def open_claim(claim_id: str | None) -> None:
    """Choose a claim, or none; an event chosen for another claim is let go."""
    pick("claim", claim_id)
    pick("event", None)


def show_claim_list(claims: pd.DataFrame, verdicts: pd.DataFrame, opened: str | None, is_phone: bool) -> None:
    """List claims, the `opened` one in bold; choosing one opens it."""
    looks = verdicts.set_index("code")
    with st.container(height="content" if is_phone else LIST_HEIGHT, border=False, key="claims"):
        for claim in claims.itertuples():
            look = looks.loc[claim.verdict]
            verdict = escape_markdown(f"{look['symbol']} {look['label']} · {claim.id}")
            words = escape_markdown(claim.claim)
            st.button(
                f":gray[{verdict}]  \n{f'**{words}**' if claim.id == opened else words}",
                key=f"list-{claim.id}",
                type="tertiary",
                wrap=True,
                on_click=open_claim,
                args=(claim.id,),
            )


def show_claim(view: View, claims: pd.DataFrame, claim_id: str) -> None:
    """Draw a claim: what is said, the verdict and why, the events on either side, the pages. Previous and next follow
    the order of `claims`."""
    found = view.record.claims[view.record.claims["id"] == claim_id]
    _buttons(claims, claim_id, view.size == "phone")
    if found.empty:
        st.info("No claim has this address.", icon=":material/link_off:")
        return
    if claim_id not in set(claims["id"]):
        st.caption("This claim is not among those chosen here.")
    claim = found.iloc[0]
    verdict = view.record.verdicts.set_index("code").loc[claim["verdict"]]
    st.markdown(f"### “{escape_markdown(claim['claim'])}”", anchors=False)
    judged = escape_markdown(f"{verdict['symbol']} {verdict['label']}.")
    st.markdown(f"**{judged}** {escape_markdown(verdict['description'])}")
    st.markdown(escape_markdown(claim["explanation"]))
    if claim["partner"]:
        partner_links(claim["partner"].split(), view.partners, "claim")
    events = claim_events(view.record.events, claim)
    if events.empty:
        st.caption("No event of the record bears on it.")
    else:
        _show_evidence(view, events, claim_id)
    if claim["sources"]:
        show_sources(view.record, claim["sources"].split())


def _buttons(claims: pd.DataFrame, claim_id: str, hides_list: bool) -> None:
    before, after = neighbours(claims, claim_id)
    with st.container(horizontal=True, gap="small"):
        for label, key, icon, target in (
            ("Previous claim", "previous-claim", ":material/arrow_back:", before),
            ("Next claim", "next-claim", ":material/arrow_forward:", after),
        ):
            st.button(label, key=key, icon=icon, disabled=not target, on_click=open_claim, args=(target,))
        if hides_list:
            st.button("All claims", key="all-claims", type="tertiary", on_click=open_claim, args=(None,))


def _show_evidence(view: View, events: pd.DataFrame, claim_id: str) -> None:
    """Draw the events for and against: on a timeline where there is room, and as buttons."""
    counts = events["side"].value_counts()
    if view.size != "phone":
        window = int(events["year"].min()) - 1, int(events["last_year"].max()) + 1
        lanes = [(side, label) for side, label in SIDES.items() if side in counts]
        figure = timeline_figure(
            events,
            lanes,
            "side",
            window,
            view.record.eras,
            view.record.categories,
            view.event_id,
            WIDTH[view.size],
            TIMELINE_HEIGHT,
        )
        config = chart_config(f"claim {claim_id}")
        st.plotly_chart(
            figure,
            key="claim-timeline",
            on_select=partial(take_selection, "claim-timeline"),
            selection_mode="points",
            config=config,
            alt="Timeline of the events for and against the claim",
        )
    columns = st.columns(len(counts)) if view.size != "phone" else [st.container() for _ in counts]
    for column, side in zip(columns, [side for side in SIDES if side in counts], strict=True):
        with column:
            st.markdown(f"**{SIDES[side]}** ({counts[side]})")
            show_event_buttons(events[events["side"] == side], f"turning-{side}")


def claim_view(view: View, claim_id: str | None) -> View:
    """Return the view narrowed to the events that bear on a claim; without a claim, to none."""
    claim = view.record.claims[view.record.claims["id"] == claim_id]
    events = claim_events(view.record.events, claim.iloc[0]) if len(claim) else view.events.head(0)
    return replace(view, events=events, event_id=view.event_id if view.event_id in set(events["id"]) else None)
