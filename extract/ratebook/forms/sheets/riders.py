"""Riders a sheet says it is subject to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from ratebook.model.page import Line
from ratebook.rules.lookup import name_words


@lru_cache(maxsize=1)
def _patterns() -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(p, regex.IGNORECASE) for p in name_words().riders)


def riders_of(lines: Sequence[Line]) -> list[tuple[str, Line, int, int]]:
    """Rider names in the order printed, each with its line and place in it; no name twice."""
    found: dict[str, tuple[str, Line, int, int]] = {}
    for line in lines:
        if "subject to" not in line.text.lower():
            continue
        for pattern in _patterns():
            for m in pattern.finditer(line.text):
                name = " ".join(m["name"].split())
                found.setdefault(name.lower(), (name, line, m.start("name"), m.end("name")))
    return list(found.values())
