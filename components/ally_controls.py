"""The controls of the ally index: presets, a weight for each lens, how fast evidence ages."""

import math

import streamlit as st

from components.selection import news, note_choice, pick, say
from components.text import escape_markdown
from components.view import choose
from data.address import weights_from_word, weights_to_word
from data.load import Dataset

HEAVIEST = 20  # the largest weight that a reader can give
ABREAST = {"desktop": 8, "tablet": 4, "phone": 1}  # sliders side by side
HALF_LIVES = {"All years alike": math.inf, "Halves in 20 years": 20.0, "Halves in 10 years": 10.0}


def chosen_half_life() -> float:
    """Draw the switch of recency and return the years in which the weight of evidence halves."""
    return HALF_LIVES[choose("Recency", HALF_LIVES, "recency")]


def presets_of(record: Dataset) -> dict[str, dict[str, int]]:
    """Return the presets of weights: code → lens → weight, in the order of presets.csv."""
    presets: dict[str, dict[str, int]] = {code: {} for code in record.presets["code"]}
    for row in record.weightings.itertuples():
        presets[row.preset][row.lens] = int(row.weight)
    return presets


def show_presets(record: Dataset) -> None:
    """Write the weights into the address and draw the presets as buttons, the one that they are equal to marked.

    Buttons, for a widget that shows its choice would send the old one again while a slider is moved, and undo the move.
    """
    presets, asked, state = presets_of(record), news("weights"), st.session_state
    if asked is not None or "weights" not in state:
        _set_weights(weights_from_word(asked[-1] if asked else "", presets, HEAVIEST))
    word = weights_to_word(state["weights"], presets)
    say("weights", word if word != next(iter(presets)) else "")  # the first preset goes without saying
    with st.container(horizontal=True, gap="small"):
        for code, label in zip(record.presets["code"], record.presets["label"], strict=True):
            st.button(
                f"**{escape_markdown(label)}**" if code == word else escape_markdown(label),
                key=f"preset-{code}",
                icon=":material/check:" if code == word else None,
                on_click=_take_preset,
                args=(presets[code],),
            )


def _set_weights(weights: dict[str, int]) -> None:
    """Set all weights, by a new edition of the sliders: a slider told another value while it is moved would jump."""
    state = st.session_state
    state["weights"], state["weights-edition"] = weights, state.get("weights-edition", 0) + 1


def _take_preset(weights: dict[str, int]) -> None:
    """Set all weights to those of the preset pressed."""
    _set_weights(weights)
    note_choice()


def _take_weight(lens: str, key: str) -> None:
    """Set one weight to what its slider says."""
    pick("weights", st.session_state["weights"] | {lens: st.session_state[key]})


def chosen_weights() -> dict[str, int]:
    """Return the weights by lens, once `show_presets` has read them; all 0 means equal."""
    weights = st.session_state["weights"]
    return weights if any(weights.values()) else dict.fromkeys(weights, 1)


def show_weights(record: Dataset, size: str) -> None:
    """Draw a slider for each lens."""
    columns = st.columns(ABREAST[size], gap="medium")
    weights, edition = st.session_state["weights"], st.session_state.get("weights-edition", 0)
    for at, lens in enumerate(record.lenses.itertuples()):
        key = f"weight-{lens.code}.{size}.{edition}"
        st.session_state.setdefault(key, weights[lens.code])
        about = " ".join([lens.question, lens.definition, lens.direction, f"Years: {lens.years}.", lens.caveat])
        with columns[at % len(columns)]:
            st.slider(
                escape_markdown(lens.label),
                0,
                HEAVIEST,
                key=key,
                help=escape_markdown(about),
                on_change=_take_weight,
                args=(lens.code, key),
            )
    if not any(weights.values()):
        st.caption("All weights are 0: the lenses count alike.")
