"""Colours keep apart for every eye and in both themes; text of the record is shown, never obeyed."""

import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.style import TONE_COLOURS, TONE_GLYPHS, TONE_SYMBOLS, plain
from components.text import escape_markdown, link
from data.query import TONES

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
PAGES = {"light": "#FFFFFF", "dark": "#0F141B"}


def linear(colour: str) -> np.ndarray:
    """Return linear RGB of a hexadecimal sRGB colour."""
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Return OKLab (Ottosson 2020) of linear RGB."""
    lms = (
        np.array(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        )
        @ rgb
    )
    return np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    ) @ np.cbrt(lms.clip(0))


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio."""
    light, dark = sorted((linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_category_colours_stand_out_from_both_pages(shipped):
    for colour, page in itertools.product(shipped.categories["colour"], PAGES.values()):
        assert contrast(colour, page) >= 3.2, (colour, page)


@pytest.mark.parametrize(("sight", "least"), [("normal", 0.12), ("deuteranopia", 0.076), ("protanopia", 0.076)])
def test_category_colours_keep_apart(shipped, sight, least):
    for one, other in itertools.combinations(shipped.categories["colour"], 2):
        apart = np.linalg.norm(oklab(SIGHT[sight] @ linear(one)) - oklab(SIGHT[sight] @ linear(other)))
        assert apart >= least, (one, other, apart)


def test_each_tone_has_colour_symbol_and_glyph_of_its_own():
    for vocabulary in (TONE_COLOURS, TONE_SYMBOLS, TONE_GLYPHS):
        assert set(vocabulary) == set(TONES) and len(set(vocabulary.values())) == len(TONES)
    for colour, page in itertools.product(TONE_COLOURS.values(), PAGES.values()):
        assert contrast(colour, page) >= 3


@given(st.text())
def test_plain_text_has_no_tag(text):
    assert "<" not in plain(text)


@given(st.text(st.sampled_from("ab *_`[]()<>#$:~|\\!&{}^=+-.\n1"), max_size=30))
def test_escaped_markdown_leaves_no_bare_command(text):
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    bare = escaped.replace("\\\\", "")
    for at, char in enumerate(bare):
        assert char not in "*_`[]()<>#$:~|{}^=" or bare[at - 1] == "\\"


# What mdast-util-gfm-autolink-literal, which Streamlit's Markdown goes through, makes a link of in unescaped text.
AUTOLINKS = re.compile(r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://evil.example/a", "see https:\u2060//evil.example/a"),
        ("HTTP://EVIL.EXAMPLE", "HTTP:\u2060//EVIL.EXAMPLE"),
        ("WWW.evil.example", "WWW\u2060.evil.example"),
        ("a@b.example", "a\u2060@b.example"),
        ("India: 3 of 4, and/or U.S. (1962) // www", "India: 3 of 4, and/or U.S. (1962) // www"),
    ],
)
def test_no_address_becomes_a_link_by_itself(text, shown):
    assert escape_markdown(text).replace("\\", "") == shown


@given(st.lists(st.sampled_from(["http", "s", ":", "/", "//", "www", "WWW", ".", "@", "a", "-", " "])).map("".join))
def test_nothing_that_is_escaped_becomes_a_link(text):
    shown = escape_markdown(text).replace("\\", "")
    assert not AUTOLINKS.search(shown)
    assert shown.replace("\u2060", "") == " ".join(text.split())


def test_a_link_keeps_its_title_inside():
    assert link("A ] title", "https://example.org/a_(b)") == r"[A \] title](<https://example.org/a_(b)>)"


def test_numbers_in_the_bar_of_verdicts_are_legible(shipped):
    assert all(contrast(colour, "#FFFFFF") >= 4.5 for colour in shipped.verdicts["colour"])
