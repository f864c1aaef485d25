"""What stands around the crisis matrix: the view narrowed to it, its key, table and list, and the cell chosen in it."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from components.crisis_matrix import COLUMNS, LOOKS, OTHER_SIDE, crisis_matrix
from components.event_card import show_event_buttons, show_event_card
from components.partner_link import partner_link, partner_links
from components.results import chart_config, show_choices
from components.selection import is_leaving, pick, selected, share
from components.text import escape_markdown
from components.view import View, current_view, show_card
from data.crises import (
    RULE,
    STANCES,
    acting_powers,
    cell_events,
    cells_of,
    crises_in_order,
    describe_acts,
    explain_powers,
    other_sides,
    select_stances,
)

TABLE = {"crisis": "Crisis", "power": "Power", "stance": "Stance", "salience": "Weight", "acts": "Acts"}


def crises_view() -> tuple[View, pd.DataFrame, pd.DataFrame]:
    """Return the current view with the acts of outside powers in India's crises alone, the stances that they add up
    to (data.crises.crisis_stances), and the crises in which any power acted in the period (code, label, intro)."""
    view = current_view()
    events, stories = view.record.events, view.record.stories
    anyone = select_stances(events, stories, replace(view.filters, partners=()))
    stances = anyone[anyone["partner"].isin(view.filters.partners or view.partners)].reset_index(drop=True)
    crises = crises_in_order(events, stories)
    acts = events[events["id"].isin(" ".join(stances["events"]).split())]
    description = describe_acts(view.filters, view.partners)
    return replace(view, events=acts, description=description), stances, crises[crises["code"].isin(anyone["story"])]


def show_matrix(view: View, stances: pd.DataFrame, crises: pd.DataFrame) -> None:
    """Draw the matrix with its key; a click on a mark chooses its cell."""
    chosen = view.filters.partners
    powers = acting_powers(stances, chosen, COLUMNS[view.size])
    _show_key("nothing recorded that matches" if view.filters.text else "nothing recorded")
    figure = crisis_matrix(
        stances,
        crises,
        [(code, view.partners[code]) for code in powers],
        other_sides(view.record.stories),
        selected("cell"),
    )
    st.plotly_chart(
        figure,
        key="matrix",
        on_select=partial(take_mark, stances),
        selection_mode="points",
        config=chart_config(view.description),
        alt="India's crises by outside power: who supported, mixed, stayed out or opposed; the table holds the same",
    )
    st.caption(f"{explain_powers(stances, chosen, powers)} Totals of the cells shown: supported/acted. {RULE}")
    partner_links(powers, view.partners, "powers")


def _show_key(blank: str) -> None:
    """Explain the marks, and what a blank cell says. Only our own words are in this HTML, nothing of the record."""
    items = [
        f'<b style="color:{LOOKS[code].colour};font-size:16px">{LOOKS[code].glyph}</b> {LOOKS[code].label}'
        for code in STANCES
    ]
    items += ["larger: weightier act", f"{OTHER_SIDE} the other side, not judged here", f"blank: {blank}"]
    spans = "".join(f'<span style="white-space:nowrap">{item}</span>' for item in items)
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:2px 14px;font-size:13px;align-items:baseline">{spans}</div>')


def take_mark(stances: pd.DataFrame) -> None:
    """Obey a click on the matrix."""
    points = st.session_state["matrix"]["selection"]["points"]
    if points and points[0].get("customdata"):
        choose_cell(stances, points[0]["customdata"])


def choose_cell(stances: pd.DataFrame, cell: str | None) -> None:
    """Choose a cell, or none; the only event of a cell is chosen with it."""
    ids = " ".join(stances.loc[cells_of(stances) == cell, "events"]).split()
    pick("cell", cell)
    pick("event", ids[0] if len(ids) == 1 else None)


def show_stance_table(table: pd.DataFrame) -> None:
    """Show the stances of data.crises.stance_table, the text form of the matrix; a chosen row chooses its cell."""
    cells = cells_of(table).tolist()
    st.caption("Choose a row to see its acts.")
    alt = "What each outside power did in each of India's crises"
    show_choices(table[list(TABLE)].rename(columns=TABLE), cells, partial(choose_cell, table), "stances", alt)


def show_stance_list(table: pd.DataFrame) -> None:
    """List the powers of each crisis by stance, the phone's form of the matrix; a name chooses its cell. `table` is
    data.crises.stance_table."""
    for _, rows in table.assign(cell=cells_of(table)).groupby("story", sort=False):
        st.markdown(f"#### {escape_markdown(rows['crisis'].iloc[0])}", anchors=False)
        for stance in STANCES:
            named = rows[rows["stance"] == stance.replace("_", " ")]
            if named.empty:
                continue
            st.caption(f"{LOOKS[stance].glyph} {LOOKS[stance].label}")
            with st.container(horizontal=True, gap="small"):
                for row in named.itertuples():
                    choice = (table, row.cell)
                    st.button(escape_markdown(row.power), key=f"cell-{row.cell}", on_click=choose_cell, args=choice)


def show_cell(view: View, stances: pd.DataFrame, crises: pd.DataFrame) -> None:
    """Draw the chosen cell, on a phone in a dialog, or while none is chosen what other views show beside the chart."""
    cell = selected("cell")
    if not cell:
        show_card(view)
    elif view.size == "phone":
        leave = partial(choose_cell, stances, None)
        st.dialog("Crisis", on_dismiss=leave)(_show_chosen)(view, stances, crises)
    else:
        _show_chosen(view, stances, crises)


def _show_chosen(view: View, stances: pd.DataFrame, crises: pd.DataFrame) -> None:
    """Draw the cell and event chosen now: in a dialog the buttons run this part of the page alone."""
    share("cell")
    share("event")
    cell, event_id = selected("cell"), selected("event")
    if not cell or is_leaving():
        st.rerun()
    found = stances[cells_of(stances) == cell]
    if found.empty:
        st.info("No act stands under this address, at least not with these filters.", icon=":material/link_off:")
    else:
        _show_stance(view, found.iloc[0], crises)
    events = cell_events(view.events, stances, cell or "")
    if event_id in set(events["id"]):
        with st.container(border=True):
            show_event_card(view.record, events, str(event_id))
    else:
        show_event_buttons(events, "turning")
    st.button("Leave this cell", key="cell-close", type="tertiary", on_click=choose_cell, args=(stances, None))


def _show_stance(view: View, stance: pd.Series, crises: pd.DataFrame) -> None:
    look, crisis = LOOKS[stance["stance"]], crises.set_index("code").loc[stance["story"]]
    count = len(stance["events"].split())
    st.markdown(f"**{escape_markdown(view.partners[stance['partner']])} · {escape_markdown(crisis['label'])}**")
    partner_link(stance["partner"], view.partners[stance["partner"]], "cell")
    st.caption(
        f"{look.glyph} {look.label}, by {count} act{'s' if count > 1 else ''}. {escape_markdown(crisis['intro'])}"
    )
