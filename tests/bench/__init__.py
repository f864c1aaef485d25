"""Measurements of Mitra beside the smallest Streamlit app that draws the same rows: `python -m tests.bench`."""
