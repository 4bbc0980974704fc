"""The words of data access guides, as the lookup `guides.toml` has them, compiled once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import regex

from ratebook.forms.orders.words import compiled
from ratebook.rules.lookup import load_lookup
from ratebook.rules.vocabulary import Key, Shape

_TEXTS = (
    "titles", "headings", "suppliers", "regulators", "meter_labels", "interval_labels",
    "portal_words", "download_labels", "connect_labels", "unsure", "no", "yes", "marks_yes",
    "marks_no", "placeholders", "formats", "brands",
)  # fmt: skip
_TEXT = (
    "facts_separator", "customers", "updated", "kinds", "territory", "meter_prose",
    "interval_prose",
)  # fmt: skip
_COLUMNS = ("method", "first_party", "third_party", "customers", "data", "latency", "format")
_RATES = (
    "approximate", "not_a_charge", "excess", "contract", "customer", "minimum", "classes",
    "effective",
)  # fmt: skip


def _texts(names: tuple[str, ...]) -> Shape:
    return {name: Key("texts", required=True) for name in names}


_GUIDES: Shape = {
    **_texts(_TEXTS),
    **{name: Key("text", required=True) for name in _TEXT},
    "columns": Key("table", required=True, shape=_texts(_COLUMNS)),
    "column_words": Key("table", required=True, shape=_texts(_COLUMNS[3:])),
    "rates": Key("table", required=True, shape=_texts(_RATES)),
    "units": Key("map", required=True),
    "seasons": Key("map", required=True),
    "periods": Key("map", required=True),
}


@lru_cache(maxsize=1)
def guides() -> dict[str, Any]:
    """The whole lookup."""
    return load_lookup("guides", _GUIDES)


@lru_cache(maxsize=64)
def guide_patterns(key: str, table: str | None = None) -> tuple[regex.Pattern[str], ...]:
    """The compiled patterns under a key, of a table within the lookup if named."""
    found = (guides()[table] if table else guides())[key]
    return tuple(compiled(p, "guides.toml") for p in ([found] if isinstance(found, str) else found))


@lru_cache(maxsize=64)
def guide_phrases(key: str, table: str | None = None) -> regex.Pattern[str]:
    """One pattern for all the phrases under a key, at word limits, whatever their case."""
    return any_of((guides()[table] if table else guides())[key])


def any_of(words: list[str]) -> regex.Pattern[str]:
    """A pattern for any of these words or phrases, the longest first, at word limits."""
    parts = [
        r"\s+".join(regex.escape(w) for w in phrase.split())
        for phrase in sorted(words, key=len, reverse=True)
    ]
    return regex.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", regex.IGNORECASE)
