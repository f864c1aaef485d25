"""The filter bar: one for all views, kept in the address, with chips, a sentence and a reset."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.selection import news, note_choice, say
from components.text import escape_markdown
from data.address import from_query, to_query
from data.load import Dataset
from data.query import FIRST_YEAR, SALIENCE, TONES, Filters, last_year, names_of, year_span

WORDS = ("years", "partner", "category", "tone", "weight", "q")  # of an address
SALIENCE_LABELS = {1: "All", 2: "Notable", 3: "Turning points"}


def default_years() -> tuple[int, int]:
    """Return the whole period of the record."""
    return FIRST_YEAR, last_year()


def current_filters() -> Filters:
    """Return what the bar says: its widgets where they are drawn, else what was last set."""
    state = st.session_state
    if _key("years") not in state:
        return state["filters"]
    return Filters(
        years=tuple(state[_key("years")]),
        partners=tuple(state[_key("partner")]),
        categories=tuple(state[_key("category")]),
        tones=tuple(state[_key("tone")]),
        salience=state[_key("weight")],
        text=state[_key("q")],
    )


def set_filters(filters: Filters) -> None:
    """Set the filters, by a new edition of the widgets.

    A widget in a folded popover does not learn what code has set: at the next run the browser would say its old value
    again. A widget with a new key has no old value.
    """
    state = st.session_state
    state["filters"] = filters
    state["edition"] = state.get("edition", 0) + 1


def change_filters(**changes: Any) -> None:
    """Set some fields of Filters, when a widget calls back, and leave the others as they are."""
    set_filters(replace(current_filters(), **changes))
    note_choice()


def reset_filters() -> None:
    """Put every filter back to its default, when a widget calls back: everything is shown."""
    set_filters(Filters(years=default_years()))
    note_choice()


def set_years(first: int, last: int) -> None:
    """Narrow or widen the period, kept inside the record."""
    low, high = default_years()
    change_filters(years=(max(low, min(first, last)), min(high, max(first, last))))


def restore_filters(record: Dataset, page: str) -> None:
    """Set the filters to what the address says when a visitor arrives or goes back, and keep them at a page switch.

    `page` is the path of the page. The navigation opens it without words; Back to there brings what it was opened with.
    """
    state = st.session_state
    is_new_page = state.get("filtered") != page
    if is_new_page:
        state["filtered"], state["wordless"] = page, state.setdefault("filters", Filters(years=default_years()))
    if [word for word in WORDS if news(word) is not None] or is_new_page:
        asked = {word: st.query_params.get_all(word) for word in WORDS if word in st.query_params}
        set_filters(from_query(asked, *_vocabularies(record), default_years()) if asked else state["wordless"])
    for word, value in _widget_values(state["filters"]).items():
        state.setdefault(_key(word), value)


def _key(word: str) -> str:
    """Return the key of the present edition of a widget."""
    return f"{word}.{st.session_state.get('edition', 0)}"


def _widget_values(filters: Filters) -> dict[str, object]:
    return {
        "years": filters.years,
        "partner": list(filters.partners),
        "category": list(filters.categories),
        "tone": list(filters.tones),
        "weight": filters.salience,
        "q": filters.text,
    }


def write_address(record: Dataset) -> None:
    """Keep the filters, and make the address say what they are."""
    state, filters = st.session_state, current_filters()
    query = to_query(filters, *_vocabularies(record), default_years())
    state["filters"] = filters
    if not any(query.values()):
        state["wordless"] = filters
    for word, values in query.items():
        say(word, *values)


def _vocabularies(record: Dataset) -> tuple[dict[str, str], dict[str, str]]:
    return names_of(record.partners, "iso3", "name"), names_of(record.categories, "code", "label")


def show_filter_bar(record: Dataset, page: str, is_phone: bool) -> None:
    """Draw the bar. On a phone it folds behind one button that counts what is set."""
    restore_filters(record, page)
    filters = current_filters()
    if is_phone:
        count = len(filters.active()) + (filters.years != default_years())
        with st.popover(
            f"Filters · {count}" if count else "Filters", icon=":material/tune:", width="stretch", key="filters"
        ):
            _search()
            _period()
            _partners(record)
            _categories(record)
            _tone_and_weight()
            _jumps(record)
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filter-bar"):
            _search()
            _period()
            _folded("Partners", len(filters.partners), lambda: _partners(record))
            _folded("Categories", len(filters.categories), lambda: _categories(record))
            _folded("Tone, weight", len(filters.tones) + (filters.salience > 1), _tone_and_weight)
            _folded("Jump to", 0, lambda: _jumps(record))
    write_address(record)


def show_chips(record: Dataset, filters: Filters, sentence: str) -> None:
    """Say what is shown, and offer to take each filter away."""
    chips = list(_chips(record, filters))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="shown"):
        st.markdown(escape_markdown(sentence), width="content")
        for name, label, remove in chips:
            st.button(
                escape_markdown(label),
                key=f"chip-{name}",
                icon=":material/close:",
                icon_position="right",
                on_click=remove,
                help="Take this filter away",
            )
        if chips:
            st.button("Reset all", key="reset", type="tertiary", on_click=reset_filters)


def _search() -> None:
    st.text_input(
        "Search",
        key=_key("q"),
        placeholder="veto, Tashkent …",
        icon=":material/search:",
        max_chars=60,
        width=180,
        label_visibility="collapsed",
        on_change=note_choice,
    )


def _period() -> None:
    low, high = default_years()
    st.slider("Period", low, high, key=_key("years"), width=240, label_visibility="collapsed", on_change=note_choice)


def _folded(label: str, count: int, draw: Callable[[], None]) -> None:
    with st.popover(f"{label} · {count}" if count else label, key=f"fold-{label}"):
        draw()


def _partners(record: Dataset) -> None:
    names = record.partners.set_index("iso3")["name"].sort_values()
    groups = record.groups.set_index("label")
    st.pills(
        "Presets",
        groups.index.tolist(),
        format_func=escape_markdown,
        key=_key("preset"),
        on_change=_take_preset,
        args=(groups["members"],),
    )
    st.multiselect(
        "Partners",
        names.index.tolist(),
        key=_key("partner"),
        format_func=names.__getitem__,
        placeholder="All partners; type a name",
        on_change=note_choice,
    )


def _take_preset(members: pd.Series) -> None:
    """Show the partners of the preset pressed."""
    change_filters(partners=tuple(members[st.session_state[_key("preset")]].split()))


def _categories(record: Dataset) -> None:
    names = record.categories.set_index("code")["label"].map(escape_markdown)
    st.pills(
        "Categories",
        names.index.tolist(),
        selection_mode="multi",
        key=_key("category"),
        format_func=names.__getitem__,
        on_change=note_choice,
    )


def _tone_and_weight() -> None:
    st.pills("Tone", TONES, selection_mode="multi", key=_key("tone"), format_func=str.capitalize, on_change=note_choice)
    st.segmented_control(
        "Weight",
        list(SALIENCE),
        key=_key("weight"),
        required=True,
        format_func=SALIENCE_LABELS.__getitem__,
        help="Turning points changed the relation",
        on_change=note_choice,
    )


def _jumps(record: Dataset) -> None:
    """Offer decades and heads of government, each of which sets the period."""
    low, high = default_years()
    decades = {f"{decade}s": (decade, decade + 9) for decade in range(low // 10 * 10, high + 1, 10)}
    eras = {}
    for era in record.eras.itertuples():
        years = int(era.start[:4]), int(era.end[:4]) if era.end else high
        eras[f"{era.label} {year_span(*years)}"] = years
    for label, key, periods in (
        ("Decades", "decade", {"All years": (low, high)} | decades),
        ("Governments", "era", eras),
    ):
        st.pills(
            label,
            list(periods),
            format_func=escape_markdown,
            key=_key(key),
            on_change=_take_period,
            args=(key, periods),
        )


def _take_period(key: str, periods: dict[str, tuple[int, int]]) -> None:
    """Set the period to the one pressed."""
    set_years(*periods[st.session_state[_key(key)]])


def _chips(record: Dataset, filters: Filters):  # noqa: ANN202
    """Yield (key, label, function that takes the filter away) for each filter that is set."""
    partners = record.partners.set_index("iso3")["name"]
    categories = record.categories.set_index("code")["label"]
    if filters.years != default_years():
        yield "years", year_span(*filters.years), partial(set_years, *default_years())
    for field, codes, names in (
        ("partners", filters.partners, partners),
        ("categories", filters.categories, categories),
        ("tones", filters.tones, {tone: tone.capitalize() for tone in TONES}),
    ):
        for code in codes:
            rest = tuple(kept for kept in codes if kept != code)
            yield f"{field}-{code}", names[code], partial(change_filters, **{field: rest})
    if filters.salience > 1:
        yield "salience", SALIENCE_LABELS[filters.salience], partial(change_filters, salience=1)
    if filters.text:
        yield "text", f"“{filters.text}”", partial(change_filters, text="")
