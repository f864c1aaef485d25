"""Filters as the words of an address, and back: what a link says is what its reader sees."""

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
        partners=_codes(query.get("partner", []), partners),
        categories=_codes(query.get("category", []), categories),
        tones=_codes(query.get("tone", []), {tone: tone for tone in TONES}),
        salience=int(weight) if weight in ("1", "2", "3") else 1,
        text=" ".join(query.get("q", []))[:60],
    )


def _codes(words: Sequence[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    known = {label.lower(): code for code, label in labels.items()} | {code.lower(): code for code in labels}
    return tuple(dict.fromkeys(known[word.lower()] for word in words if word.lower() in known))


def _years(words: Sequence[str], span: tuple[int, int]) -> tuple[int, int]:
    """Return the period that two years name, cut to `span`; a single year is a period of its own."""
    years = sorted(int(word) for word in words if word.isascii() and word.isdigit() and len(word) == 4)
    if not years or years[-1] < span[0] or years[0] > span[1]:
        return span
    return max(span[0], years[0]), min(span[1], years[-1])
