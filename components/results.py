"""What every view offers beside its chart: the table, downloads, the notice that nothing matches."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.filters import reset_filters
from components.selection import pick
from components.text import escape_markdown
from data.query import file_stem
from data.schema import field_names, resources

TABLE = {
    "when": "Date",
    "partner_name": "Partner",
    "category_name": "Category",
    "title": "Event",
    "tone": "Tone",
    "goldstein": "Goldstein",
    "salience": "Weight",
}
TABLE_HEIGHT, ROW_HEIGHT = 590, 35  # px of a table at most, of a row
EXPORT = [*field_names(resources()["events"]), "goldstein", "tone"]


def chart_config(description: str) -> dict[str, object]:
    """Return Plotly's settings: only a picture button, named after what is shown, at twice the screen's density."""
    picture = {"format": "png", "filename": file_stem(description), "scale": 2}
    return {"displaylogo": False, "modeBarButtons": [["toImage"]], "toImageButtonOptions": picture}


def show_choices(
    table: pd.DataFrame,
    codes: Sequence[str],
    take: Callable[[str | None], None],
    key: str,
    alt: str,
    columns: Mapping[str, Any] | None = None,
) -> None:
    """Show a table of which a row can be chosen: `take` gets the code of that row, or None when it is let go. `columns`
    says how columns look."""

    def take_row() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        take(codes[rows[0]] if rows else None)

    st.dataframe(
        table,
        hide_index=True,
        height=min(TABLE_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 3),
        key=key,
        on_select=take_row,
        selection_mode="single-row",
        column_config=columns,
        alt=alt,
    )


def show_table(events: pd.DataFrame) -> None:
    """Show events as a table, the text form of the chart; a chosen row opens its event."""
    look = {"Event": st.column_config.TextColumn(width=380)}
    table, alt = events[list(TABLE)].rename(columns=TABLE), "Events of the current selection"
    show_choices(table, events["id"].tolist(), partial(pick, "event"), "table", alt, look)


def offer_csv(label: str, frame: pd.DataFrame, stem: str) -> None:
    """Draw a button that hands out `frame` as CSV under the name `stem`, written only when it is pressed."""
    st.download_button(
        label,
        lambda: frame.to_csv(index=False).encode(),
        file_name=f"{stem}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
    )


def show_downloads(events: pd.DataFrame, description: str) -> None:
    """Offer what is shown as CSV: the columns of the record, then the Goldstein value and its tone."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        offer_csv("Download these events (CSV)", events[EXPORT], file_stem(description))
        st.caption(
            f"n = {len(events)}. Source: the Mitra record, CC BY 4.0; each event names its own pages.", width="content"
        )


def show_empty(description: str) -> None:
    """Say that nothing matches, that silence proves nothing, and offer a way back."""
    st.info(
        f"The record holds no {escape_markdown(description)}. That is no proof that nothing happened.",
        icon=":material/search_off:",
    )
    st.button("Reset all filters", key="reset-empty", on_click=reset_filters)
