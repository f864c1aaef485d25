"""The frame: page config, load once, navigation, the one filter bar, run the page.

`python app.py [Streamlit's options]` starts the server; Streamlit then runs this file for every visitor.
"""

import sys
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web import cli

from components.filters import show_filter_bar
from components.record import record
from components.selection import arrive, go_on, share
from components.viewport import viewport
from data.schema import RecordError

# A `url_path` unlike the file's stem keeps Streamlit from serving a page without this frame.
PAGES = [
    ("pages/timeline_page.py", "Timeline", ":material/timeline:", "timeline"),
    ("pages/map_page.py", "Map", ":material/public:", "map"),
    ("pages/compare_page.py", "Compare", ":material/compare_arrows:", "compare"),
    ("pages/partner_page.py", "Partner", ":material/flag:", "partner"),
    ("pages/ally_page.py", "Ally", ":material/handshake:", "ally"),
    ("pages/crises_page.py", "Crises", ":material/grid_on:", "crises"),
    ("pages/claims_page.py", "Claims", ":material/gavel:", "claims"),
    ("pages/method_page.py", "Method", ":material/menu_book:", "method"),
]


def serve() -> None:
    """Start Streamlit on this file.

    A folder named pages/ makes Streamlit look for pages by file name until `st.navigation` has run once, and
    answer the first visitor's link with "Page not found": say beforehand that there is nothing to look for.
    """
    PagesManager.uses_pages_directory = False
    sys.exit(cli.main(["run", __file__, *sys.argv[1:]]))


def show_problems(error: RecordError) -> None:
    """List what is wrong with the record: the app never starts on half of it."""
    st.error(
        f"The record cannot be shown: {len(error.problems)} cells or rows of data/ are wrong. Mend them, start again."
    )
    st.code("\n".join(map(str, error.problems)), language=None)


def main() -> None:
    """Draw the frame and the page that the address names."""
    st.set_page_config(page_title="Mitra: who is India's real ally?", page_icon="🪷", layout="wide")
    pages = [st.Page(file, title=title, icon=icon, url_path=path) for file, title, icon, path in PAGES]
    page = st.navigation(pages, position="top")
    go_on()
    st.html(Path(__file__).parent / "components" / "layout.css")
    try:
        data = record()
    except RecordError as error:
        show_problems(error)
        return
    st.session_state["size"] = viewport()
    if page.url_path != "map":
        st.session_state["playing"] = False
    arrive(page.url_path)
    show_filter_bar(data, page.url_path, is_phone=st.session_state["size"] == "phone")
    share("event")
    page.run()


if get_script_run_ctx(suppress_warning=True):
    main()
else:
    serve()
