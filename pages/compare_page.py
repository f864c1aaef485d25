"""Compare: two to six partners side by side on the same axes."""

import streamlit as st

from components import comparison as figures
from components.compare_controls import compared_view, show_chart, show_differences
from components.partner_link import partner_links
from components.results import chart_config, show_downloads, show_table
from components.view import beside, choose, show_card, show_heading, take_selection
from data import comparison
from data.comparison import FEW, FIRM, SPAN

AMOUNTS = {"Share": "share", "Count": "events"}

view, codes = compared_view()
partners, years = [(code, view.partners[code]) for code in codes], view.filters.years
categories = comparison.shown_categories(view.record.categories, view.filters)
columns, width = figures.abreast(len(codes), view.size), figures.PLOT_WIDTH[view.size]
table = comparison.differences(view.events, view.record.partners, codes)
show_heading(view, comparison.compare_headline(table))

chart, card = beside(view)
with card:
    show_card(view)
with chart:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(comparison.explain_choice(view.filters.partners, codes), width="content")
        form = choose("Show as", ["Chart", "Table"], "view")
    if form == "Table":
        show_table(view.events)
    else:
        figure = figures.mirrored_figure(view.events, partners, years, categories, view.event_id, width)
        alt = "A timeline for each partner on one axis: cooperative events above the line, conflictual below"
        config = chart_config(view.description)
        st.plotly_chart(
            figure,
            key="mirrored",
            on_select=lambda: take_selection("mirrored"),
            selection_mode="points",
            config=config,
            alt=alt,
        )
    show_downloads(view.events, view.description)

st.markdown("### Events by category and by decade", anchors=False)
amount = AMOUNTS[choose("Amount", AMOUNTS, "amount")]
st.caption(f"By decade of beginning; n stands above each bar. Faint bars hold fewer than {FEW} events.")
kinds = comparison.share_by(view.events, "partner", "category")
figure = figures.category_figure(kinds, partners, categories, amount, columns)
show_chart(view, form, figure, kinds, "category", "Events of each partner by category")
decades = comparison.share_by(view.events, "partner", "decade", "category")
figure = figures.decade_figure(decades, partners, categories, amount, columns, years)
show_chart(view, form, figure, decades, "decade", "Events of each partner by decade and category")

st.markdown("### Tone through time", anchors=False)
scale = f"Mean Goldstein value, −10 to +10, of the {SPAN} years up to each year; older ones count in the first."
st.caption(f"{scale} No line below {FEW} events, dotted below {FIRM}.")
rolling = comparison.rolling_tone(view.events, codes, years)
figure = figures.tone_figure(rolling, partners, years, width)
show_chart(view, form, figure, rolling, "tone", "Rolling mean tone of each partner through time")

st.markdown("### Where they differ", anchors=False)
st.caption("Relations and partnership come from the table of partners, the rest from the events shown.")
partner_links(codes, view.partners, "compare")
show_differences(view, table)
