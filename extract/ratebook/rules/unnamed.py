"""The wording of sheets that name no state: what the sheets of the states known share.

Read by it are only documents that name none of them, and no book. The state of such a sheet is not
known, nor is what a letter in its margin means: only that it is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ratebook.rules.jurisdiction import FootWords, Jurisdiction, OrderWords, SheetWords, StampWords

UNNAMED = "?"
"""The code of sheets that name no state."""
_ALWAYS = ("jurisdiction", "book", "utility", "sheet", "revision", "effective", "issued_by")
_STARTS = ("FOR",)
_WORDS = ("Sheet [No.]",)


def with_unnamed(known: Mapping[str, Jurisdiction]) -> dict[str, Jurisdiction]:
    """The profiles by code, with that of sheets that name no state."""
    return {**known, UNNAMED: unnamed(tuple(known.values()))}


@lru_cache(maxsize=8)
def unnamed(known: tuple[Jurisdiction, ...]) -> Jurisdiction:
    """The profile of sheets that name no state, made of those known."""
    sheets, feet = [p.sheet for p in known], [p.foot for p in known]
    return Jurisdiction(
        UNNAMED,
        "",
        _all(p.commissions for p in known),
        (),
        SheetWords(
            words=_WORDS,
            originals=_all(s.originals for s in sheets),
            revised=_all(s.revised for s in sheets),
            cancelling=_all(s.cancelling for s in sheets),
            territory_starts=_STARTS,
            furniture=_all(s.furniture for s in sheets),
            always=_ALWAYS,
            indexes=_all(s.indexes for s in sheets),
        ),
        FootWords(
            issued=_all(f.issued for f in feet),
            effective=_all(f.effective for f in feet),
            issued_by=_all(f.issued_by for f in feet),
            issuer_title=_all(f.issuer_title for f in feet),
        ),
        StampWords(),
        OrderWords(),
        {letter: "" for p in known for letter in p.marks},
        {},
    )


def _all(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The phrases of all lists, none twice."""
    return tuple(dict.fromkeys(phrase for phrases in lists for phrase in phrases))
