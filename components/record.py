"""The record as the visitors of one server share it."""

import streamlit as st

from data.load import Dataset, load


@st.cache_resource(show_spinner=False)
def record() -> Dataset:
    """Return the shipped record, read and checked once per server.

    Raises RecordError if any table has a problem.
    """
    return load()
