"""Papers filed with a tariff: letters, testimony, notices, exhibits, forms of bills.

What they print as figures is argued for, asked for or an example, and no charge. A page is such a
paper where it prints all that the lookup `papers.toml` asks for; only pages of which nothing else
was read are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

import regex

from ratebook.model.page import Line
from ratebook.records.ledger import Ledger
from ratebook.rules.lookup import load_lookup
from ratebook.rules.vocabulary import Key

BY = "papers"
"""The name under which these pages are claimed."""

_KINDS = ("letter", "testimony", "notice", "exhibit", "bill")


def claim_papers(
    lines: Iterable[Line], printed: Sequence[Line], ledger: Ledger
) -> tuple[Line, ...]:
    """Claims, of these lines, those on pages that are such papers; returns the others. `printed`:
    all that these pages print."""
    rest: list[Line] = []
    for number, page in groupby(lines, key=lambda line: line.page):
        own = list(page)
        kind = paper_of([line for line in printed if line.page == number])
        if not kind:
            rest += own
        for line in own if kind else ():
            ledger.claim(line, BY, f"words of a {kind}")
    return tuple(rest)


def paper_of(lines: Sequence[Line]) -> str:
    """What paper these lines of a page are of: `letter`, `testimony`, `notice`, `exhibit`, `bill`;
    empty where they are of none."""
    text = "\n".join(line.text.replace("\t", " ") for line in lines)
    kinds = _patterns().items()
    return next((kind for kind, said in kinds if all(p.search(text) for p in said)), "")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, list[regex.Pattern[str]]]:
    shape = {kind: Key("texts", required=True) for kind in _KINDS}
    table = load_lookup("papers", shape)
    flags = regex.IGNORECASE | regex.MULTILINE
    return {kind: [regex.compile(p, flags) for p in table[kind]] for kind in _KINDS}
