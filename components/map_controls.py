"""What stands around the map: the year player, the legend, the table and what a click does."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from components.filters import change_filters, current_filters
from components.partner_link import show_countries
from components.partner_map import ARCS, FEW, NOTICE, Measure
from components.selection import news, note_choice, say
from data.address import is_year

COLUMNS = {
    "partner": "Partner",
    "events": "Events",
    "tone_mean": "Mean tone",
    "conflictual": "Conflictual",
    "first_year": "First",
    "latest_year": "Last",
}


def take_country(known: Collection[str]) -> None:
    """A click on a country, a capital or an arc makes it the one partner shown; a second click shows all again.

    Places that are not in `known`, the codes of partners, are left alone.
    """
    state = st.session_state
    objects = state["map"]["selection"]["objects"]
    picked = [thing.get("properties", thing)["iso3"] for layer in objects.values() for thing in layer]
    shown = current_filters().partners
    if picked and picked[0] in known:
        change_filters(partners=() if shown == (picked[0],) else (picked[0],))
        state["picked"] = picked[0]
    elif not picked and shown == (state.get("picked"),):
        change_filters(partners=())


def chosen_year(years: tuple[int, int]) -> int:
    """Draw the year player and return the year up to which events count."""
    first, last = years
    state = st.session_state
    if first == last:
        state["playing"] = False
        say("until")
        return last
    asked = news("until")
    if asked is not None or state.get("until_of") != years:  # a link names its year, another period starts out whole
        state.update(until_of=years, until=max(map(int, filter(is_year, asked or [])), default=last))
    if state.get("playing"):
        state["until"] = min(last, max(first, state.get("until", first)) + 1)
    state["until"] = min(last, max(first, state.get("until", last)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Pause" if state.get("playing") else "Play",
            key="play",
            icon=":material/pause:" if state.get("playing") else ":material/play_arrow:",
            on_click=_toggle_play,
            args=years,
        )
        until = st.slider(
            "Up to", first, last, key="until", format="up to %d", label_visibility="collapsed", on_change=note_choice
        )
    if not state.get("playing"):
        say("until", str(until) if until < last else "")  # the whole period goes without saying
    if state.get("playing") and until == last:
        state["playing"] = False
        st.rerun()
    return until


def _toggle_play(first: int, last: int) -> None:
    state = st.session_state
    state["playing"] = not state.get("playing")
    if state["playing"] and state.get("until", last) >= last:
        state["until"] = first


def show_legend(measure: Measure, theme: str) -> None:
    """Explain colour and width. Only our own words and numbers are in this HTML, nothing of the record."""
    swatch = '<i style="display:inline-block;width:22px;height:10px;margin-right:5px;background:{}"></i>{}'
    items = [swatch.format(*entry) for entry in zip(measure.palette(theme), measure.labels, strict=True)]
    items += [
        f"paler: fewer than {FEW} events; palest: none here",
        f"arcs lead to the {ARCS} most eventful; thicker: more events",
    ]
    spans = "".join(f'<span style="white-space:nowrap">{item}</span>' for item in items)
    layout = "display:flex;flex-wrap:wrap;gap:4px 14px;font-size:13px;align-items:center"
    st.html(f'<div style="{layout}"><b>{measure.title}</b>{spans}</div>')
    st.caption(NOTICE)


def show_measure_table(summary: pd.DataFrame, names: dict[str, str]) -> None:
    """Show the figures behind the map, most eventful partner first; a chosen row opens the page of its country."""
    table = summary.assign(partner=summary["partner"].map(names)).rename(columns=COLUMNS)
    look = {"Mean tone": st.column_config.NumberColumn(format="%+.1f")}
    show_countries(table, summary["partner"].tolist(), "measures", "Partners by number of events", look)
