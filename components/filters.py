"""The filter bar: one for all views, kept in the address, with chips, a sentence and a reset."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.text import escape_markdown
from data.address import from_query, to_query
from data.load import Dataset
from data.query import FIRST_YEAR, SALIENCE, TONES, Filters, last_year, names_of

SALIENCE_LABELS = {1: "All", 2: "Notable", 3: "Turning points"}


def default_years() -> tuple[int, int]:
    """Return the whole period of the record."""
    return FIRST_YEAR, last_year()


def current_filters() -> Filters:
    """Return what the widgets of the bar say now."""
    state = st.session_state
    return Filters(
        years=tuple(state["years"]),
        partners=tuple(state["partner"]),
        categories=tuple(state["category"]),
        tones=tuple(state["tone"]),
        salience=state["weight"],
        text=state["q"],
    )


def set_filters(filters: Filters) -> None:
    """Set the widgets of the bar."""
    st.session_state.update(_widget_values(filters))


def reset_filters() -> None:
    """Put every filter back to its default: everything is shown."""
    set_filters(Filters(years=default_years()))


def restore_filters(record: Dataset) -> None:
    """Set the widgets to what the address says when a visitor arrives, and to what they were after a page switch.

    Streamlit forgets widgets that a folded popover hides when the page changes, bound to the address or not; so
    the filters are kept as one value of our own.
    """
    state = st.session_state
    if "filters" not in state:
        query = {word: st.query_params.get_all(word) for word in st.query_params}
        state["filters"] = from_query(query, *_vocabularies(record), default_years())
    for key, value in _widget_values(state["filters"]).items():
        if key not in state:
            state[key] = value


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
    st.session_state["filters"] = current_filters()
    for word, values in to_query(current_filters(), *_vocabularies(record), default_years()).items():
        if values != st.query_params.get_all(word):
            if values:
                st.query_params[word] = values
            else:
                del st.query_params[word]


def _vocabularies(record: Dataset) -> tuple[dict[str, str], dict[str, str]]:
    return names_of(record.partners, "iso3", "name"), names_of(record.categories, "code", "label")


def set_years(first: int, last: int) -> None:
    """Narrow or widen the period, kept inside the record."""
    low, high = default_years()
    first, last = max(low, min(first, last)), min(high, max(first, last))
    st.session_state["years"] = (first, last)


def show_filter_bar(record: Dataset, is_phone: bool) -> None:
    """Draw the bar. On a phone it folds behind one button that counts what is set."""
    restore_filters(record)
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
        key="q",
        placeholder="veto, Tashkent, wheat …",
        icon=":material/search:",
        max_chars=60,
        width=180,
        label_visibility="collapsed",
    )


def _period() -> None:
    low, high = default_years()
    st.slider("Period", low, high, key="years", width=240, label_visibility="collapsed")


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
        key="preset",
        on_change=_take_preset,
        args=(groups["members"],),
    )
    st.multiselect(
        "Partners",
        names.index.tolist(),
        key="partner",
        format_func=names.__getitem__,
        placeholder="All partners; type a name",
    )


def _take_preset(members: pd.Series) -> None:
    """Show the partners of the preset pressed, which is then ready to be pressed again."""
    st.session_state["partner"] = members[st.session_state["preset"]].split()
    st.session_state["preset"] = None


def _categories(record: Dataset) -> None:
    names = record.categories.set_index("code")["label"].map(escape_markdown)
    st.pills("Categories", names.index.tolist(), selection_mode="multi", key="category", format_func=names.__getitem__)


def _tone_and_weight() -> None:
    st.pills("Tone", TONES, selection_mode="multi", key="tone", format_func=str.capitalize)
    st.segmented_control(
        "Weight",
        list(SALIENCE),
        key="weight",
        required=True,
        format_func=SALIENCE_LABELS.__getitem__,
        help="Turning points changed the relation",
    )


def _jumps(record: Dataset) -> None:
    """Offer decades and heads of government, each of which sets the period."""
    low, high = default_years()
    decades = {f"{decade}s": (decade, decade + 9) for decade in range(low // 10 * 10, high + 1, 10)}
    eras = {}
    for era in record.eras.itertuples():
        years = int(era.start[:4]), int(era.end[:4]) if era.end else high
        eras[f"{era.label} {years[0]}–{years[1]}"] = years
    for label, key, periods in (
        ("Decades", "decade", {"All years": (low, high)} | decades),
        ("Governments", "era", eras),
    ):
        st.pills(
            label, list(periods), format_func=escape_markdown, key=key, on_change=_take_period, args=(key, periods)
        )


def _take_period(key: str, periods: dict[str, tuple[int, int]]) -> None:
    """Set the period to the one pressed, which is then ready to be pressed again."""
    set_years(*periods[st.session_state[key]])
    st.session_state[key] = None


def _chips(record: Dataset, filters: Filters):  # noqa: ANN202
    """Yield (key, label, function that takes the filter away) for each filter that is set."""
    partners = record.partners.set_index("iso3")["name"]
    categories = record.categories.set_index("code")["label"]
    if filters.years != default_years():
        yield "years", "–".join(map(str, filters.years)), lambda: set_years(*default_years())
    for code in filters.partners:
        yield f"partner-{code}", partners[code], lambda code=code: _drop("partner", code)
    for code in filters.categories:
        yield f"category-{code}", categories[code], lambda code=code: _drop("category", code)
    for tone in filters.tones:
        yield f"tone-{tone}", tone.capitalize(), lambda tone=tone: _drop("tone", tone)
    if filters.salience > 1:
        yield "salience", SALIENCE_LABELS[filters.salience], lambda: _set("weight", 1)
    if filters.text:
        yield "q", f"“{filters.text}”", lambda: _set("q", "")


def _set(key: str, value: object) -> None:
    st.session_state[key] = value


def _drop(key: str, code: str) -> None:
    st.session_state[key] = [kept for kept in st.session_state[key] if kept != code]
