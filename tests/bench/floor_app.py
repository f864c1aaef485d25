"""The floor: one Plotly scatter of the same rows behind one radio button, and nothing else."""

from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

events = pd.read_csv(Path(__file__).parents[2] / "data" / "events.csv")
category = st.radio("Category", ["all", *sorted(events["category"].unique())], horizontal=True)
shown = events if category == "all" else events[events["category"] == category]
st.plotly_chart(px.scatter(shown, x="date", y="category", custom_data="id", hover_name="title"))
