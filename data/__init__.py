"""The record: tables, what makes them valid, and the questions asked of them. No Streamlit here."""
