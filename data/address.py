"""Filters as the words of an address, and back: what a link says is what its reader sees."""

import re
from collections.abc import Mapping, Sequence

from data.query import TONES, Filters

Query = dict[str, list[str]]


def to_query(
    filters: Filters, partners: Mapping[str, str], categories: Mapping[str, str], span: tuple[int, int]
) -> Query:
    """Return what an address must say to ask for `filters`; defaults are left out.

    `partners` and `categories` map codes to labels, which stand in the address; `span` is the whole period.
    """
    words = {
        "years": [str(year) for year in filters.years] if filters.years != span else [],
        "partner": [partners[code] for code in filters.partners],
        "category": [categories[code] for code in filters.categories],
        "tone": list(filters.tones),
        "weight": [str(filters.salience)] if filters.salience > 1 else [],
        "q": [filters.text] if filters.text else [],
    }
    return words


def from_query(
    query: Mapping[str, Sequence[str]],
    partners: Mapping[str, str],
    categories: Mapping[str, str],
    span: tuple[int, int],
) -> Filters:
    """Return the filters that an address asks for. Labels and codes count, in any case; what is unknown is ignored."""
    weight = (query.get("weight") or ["1"])[0]
    return Filters(
        years=_years(query.get("years", []), span),
        partners=codes_of(query.get("partner", []), partners),
        categories=codes_of(query.get("category", []), categories),
        tones=codes_of(query.get("tone", []), {tone: tone for tone in TONES}),
        salience=int(weight) if weight in ("1", "2", "3") else 1,
        text=" ".join(query.get("q", []))[:60],
    )


def codes_of(words: Sequence[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes that words name, by label or code in any case, each once; what is unknown is left out."""
    known = {label.lower(): code for code, label in labels.items()} | {code.lower(): code for code in labels}
    return tuple(dict.fromkeys(known[word.lower()] for word in words if word.lower() in known))


def is_year(word: str) -> bool:
    """Return whether a word of an address is a year: four digits."""
    return word.isascii() and word.isdigit() and len(word) == 4


def _years(words: Sequence[str], span: tuple[int, int]) -> tuple[int, int]:
    """Return the period that two years name, cut to `span`; a single year is a period of its own."""
    years = sorted(map(int, filter(is_year, words)))
    if not years or years[-1] < span[0] or years[0] > span[1]:
        return span
    return max(span[0], years[0]), min(span[1], years[-1])


def weights_to_word(weights: Mapping[str, int], presets: Mapping[str, Mapping[str, int]]) -> str:
    """Return the word of an address that stands for weights by lens: a preset's code where they are a preset's, else
    each lens with its weight, as in "crisis4-arms3"."""
    for code, preset in presets.items():
        if dict(preset) == dict(weights):
            return code
    return "-".join(f"{lens}{weight}" for lens, weight in weights.items())


def weights_from_word(word: str, presets: Mapping[str, Mapping[str, int]], heaviest: int) -> dict[str, int]:
    """Return the weights by lens that a word stands for; the first preset's if it is unknown or leaves no weight.

    Lenses that the word does not name weigh nothing; no weight is above `heaviest`.
    """
    default = dict(next(iter(presets.values())))
    if word in presets:
        return dict(presets[word])
    named = dict(re.findall(r"([a-z_]+)([0-9]{1,3})(?:-|$)", word))
    weights = {lens: min(heaviest, int(named.get(lens, 0))) for lens in default}
    return weights if any(weights.values()) else default
