"""Claims: the list to choose from, and one claim with its verdict, its events and its sources."""

from functools import partial

import pandas as pd
import streamlit as st

from components.event_card import show_event_buttons, show_event_card, show_sources
from components.results import chart_config
from components.selection import pick
from components.text import escape_markdown
from components.timeline import timeline_figure
from components.verdict_bar import verdict_bar
from components.view import View, take_selection
from data.claims import SIDES, claim_events, verdict_counts
from data.query import neighbours

LIST_HEIGHT = 720  # px
TIMELINE_HEIGHT = 200  # px
WIDTH = {"desktop": 680, "tablet": 320}  # px that the plot area of a claim's timeline is likely to have


def show_verdicts(claims: pd.DataFrame, verdicts: pd.DataFrame) -> None:
    """Draw how many of `claims` got each verdict."""
    alt = "One bar of all claims, cut into verdicts; the buttons below it hold the same counts"
    st.plotly_chart(
        verdict_bar(verdict_counts(claims, verdicts)), key="verdicts", config=chart_config("verdicts"), alt=alt
    )


def choose_verdicts(claims: pd.DataFrame, verdicts: pd.DataFrame) -> list[str]:
    """Draw the verdicts as pills with the counts of `claims`, and return the codes chosen; none means all."""
    counts = verdict_counts(claims, verdicts).set_index("code")
    labels = {row.label: code for code, row in counts.iterrows()}
    names = {
        row.label: f"{escape_markdown(row.symbol)} {escape_markdown(row.label)} {row.claims}"
        for _, row in counts.iterrows()
    }
    chosen = st.pills(
        "Verdicts",
        list(labels),
        selection_mode="multi",
        key="verdict",
        bind="query-params",
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )
    return [labels[label] for label in chosen]


def show_claim_list(claims: pd.DataFrame, verdicts: pd.DataFrame, is_phone: bool) -> None:
    """List claims; choosing one opens it."""
    looks = verdicts.set_index("code")
    with st.container(height="content" if is_phone else LIST_HEIGHT, border=False, key="claims"):
        for claim in claims.itertuples():
            look = looks.loc[claim.verdict]
            verdict = f"{escape_markdown(look['symbol'])} {escape_markdown(look['label'])}"
            st.button(
                f":gray[{verdict} · {claim.id}]  \n{escape_markdown(claim.claim)}",
                key=f"list-{claim.id}",
                type="tertiary",
                wrap=True,
                on_click=pick,
                args=("claim", claim.id),
            )


def show_claim(view: View, claims: pd.DataFrame, claim_id: str) -> None:
    """Draw a claim: what is said, the verdict and why, the events on either side, the pages. Previous and next follow
    the order of `claims`."""
    found = view.record.claims[view.record.claims["id"] == claim_id]
    _buttons(claims, claim_id, view.size == "phone")
    if found.empty:
        st.info("No claim has this address.", icon=":material/link_off:")
        return
    claim = found.iloc[0]
    verdict = view.record.verdicts.set_index("code").loc[claim["verdict"]]
    about = ", ".join(view.partners[code] for code in claim["partner"].split())
    st.markdown(f"### “{escape_markdown(claim['claim'])}”", anchors=False)
    judged = escape_markdown(f"{verdict['symbol']} {verdict['label']}.")
    st.markdown(
        f"**{judged}** {escape_markdown(verdict['description'])}"
        + (f" :gray[About {escape_markdown(about)}.]" if about else "")
    )
    st.markdown(escape_markdown(claim["explanation"]))
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
            ("Previous claim", "claim-previous", ":material/arrow_back:", before),
            ("Next claim", "claim-next", ":material/arrow_forward:", after),
        ):
            st.button(label, key=key, icon=icon, disabled=not target, on_click=pick, args=("claim", target))
        if hides_list:
            st.button("All claims", key="claim-close", type="tertiary", on_click=pick, args=("claim", None))


def _show_evidence(view: View, events: pd.DataFrame, claim_id: str) -> None:
    """Draw the events for and against: on a timeline where there is room, and as buttons; the chosen one in full."""
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
    if view.event_id and view.event_id in set(events["id"]) and view.size != "phone":
        with st.container(border=True):
            show_event_card(view.record, events, view.event_id)
