"""What stands around the comparison: the view narrowed to it, what a click does, a chart or its table, differences."""

from typing import Any

import pandas as pd
import streamlit as st

from components.results import chart_config, offer_csv
from components.text import escape_markdown
from components.view import View, current_view
from data.comparison import compared_partners, in_words, readable
from data.query import file_stem

FORMATS = {
    "Share": st.column_config.NumberColumn(format="percent"),
    "Mean tone": st.column_config.NumberColumn(format="%+.1f"),
    "Year": st.column_config.NumberColumn(format="%d"),
    "Decade": st.column_config.NumberColumn(format="%ds"),
}


def compared_view() -> tuple[View, list[str]]:
    """Return the current view with the events of the compared partners alone, and the codes of these partners."""
    view = current_view()
    codes = compared_partners(view.widened(partners=()), view.filters.partners)
    return view.narrowed(codes), codes


def show_chart(view: View, form: str, figure: Any, numbers: pd.DataFrame, name: str, alt: str) -> None:
    """Draw a Plotly figure or, where `form` is "Table", its numbers. `name` starts the file name of its picture."""
    if form == "Table":
        table = readable(numbers, view.partners, view.categories)
        st.dataframe(table, hide_index=True, column_config=FORMATS, alt=alt)
    else:
        st.plotly_chart(figure, key=f"{name}-chart", config=chart_config(f"{name} {view.description}"), alt=alt)


def show_differences(view: View, table: pd.DataFrame) -> None:
    """Show data.comparison.differences in words, a column for each partner; on a phone a table for each."""
    words = in_words(table).map(escape_markdown).rename(columns=escape_markdown)
    for columns in [[name] for name in words] if view.size == "phone" else [list(words)]:
        st.table(words[columns], alt="What differs between the compared partners")
    offer_csv("Download this table (CSV)", table, file_stem(f"differences {view.description}"))
