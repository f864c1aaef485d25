"""The way to a country's own page from wherever its name stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.results import show_choices
from components.selection import pick_and_go
from components.text import escape_markdown


def open_partner(iso3: str) -> None:
    """Go to the page of a country."""
    pick_and_go("country", iso3, "pages/partner_page.py")


def partner_link(iso3: str, name: str, where: str) -> None:
    """Draw a country's name as a button that opens its page. `where` tells it from others of the same view."""
    st.button(
        escape_markdown(name),
        key=f"partner-{where}-{iso3}",
        icon=":material/arrow_outward:",
        icon_position="right",
        type="tertiary",
        on_click=open_partner,
        args=(iso3,),
    )


def partner_links(codes: Iterable[str], names: Mapping[str, str], where: str) -> None:
    """Draw the names of countries in a row, each a partner_link. `names` are by ISO3."""
    with st.container(horizontal=True, gap="medium", key=f"partners-{where}"):
        for code in codes:
            partner_link(code, names[code], where)


def show_countries(
    table: pd.DataFrame, codes: Sequence[str], key: str, alt: str, columns: Mapping[str, Any] | None = None
) -> None:
    """Show a table of countries, whose ISO3 codes are `codes`; a chosen row opens the page of its country. `columns`
    says how columns look."""
    st.caption("Choose a row to read all about its country.")
    show_choices(table, codes, lambda code: open_partner(code) if code else None, key, alt, columns)
