"""Names in tables that hold more than a name: a stamp's words, a total's, or a cut through a word;
and names that look like another one of their table.

They are left as they stand and need a proof."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.tables.data.enter import field_types
from ratebook.forms.tables.hit import Hit
from ratebook.forms.tables.state import Scan
from ratebook.forms.tokens.heard import bones, shape
from ratebook.rules.form import Row, Table
from ratebook.rules.types import TYPES

_CUT = regex.compile(r"[^\W\d_]\s*\t\s*\p{Ll}")
_STAMP = (
    "PUBLICSERVICECOMMISSIONOFKENTUCKYEFFECTIVEPURSUANTTOKARSECTIONEXECUTIVEDIRECTOR"
    "KENTUCKYPUBLICSERVICECOMMISSIONEXECUTIVEDIRECTORTARIFFBRANCH"
)
"""The letters of the stamps of 2007 on, in their order: what overprints a table is a piece."""
_PIECE = 6
_FIXED = 8


def doubt_names(scan: Scan) -> None:
    """Marks names of a table's rows that other print stands in; with a name of digits alone (a row
    whose cells were dealt out otherwise) all names and codes of the row."""
    fixed = _fixed_words(scan.table)
    for hit in scan.hits:
        names = _of(scan.table, hit, "text")
        worn = [n for n in names if any(_worn(token.raw, fixed) for token in hit.cells[n])]
        if any(_is_number(hit.text(name)) for name in names):
            worn = names + _of(scan.table, hit, "code", "feeder")
        for name in worn:
            _doubt(hit, name)
    for hit, name in _lookalikes(scan):
        _doubt(hit, name)


def _doubt(hit: Hit, name: str) -> None:
    hit.cells[name] = [token._replace(loose=True) for token in hit.cells[name]]


def _lookalikes(scan: Scan) -> list[tuple[Hit, str]]:
    """Names of a field that no two print alike, and that differ only in letters of one shape
    (`Clearfield`, `Cleartield`): one may be the other misread."""
    said: dict[tuple[str, str], dict[str, list[Hit]]] = {}
    for hit in scan.hits:
        for name in _of(scan.table, hit, "text"):
            spelled = bones(hit.text(name))
            like = said.setdefault((name, shape(spelled)), {})
            like.setdefault(spelled, []).append(hit)
    several = [(name, spelled) for (name, _), spelled in said.items() if len(spelled) > 1]
    return [(hit, name) for name, spelled in several for hits in spelled.values() for hit in hits]


def _of(table: Table, hit: Hit, *families: str) -> list[str]:
    wanted = _fields(table, hit.row, families)
    return [n for n in hit.cells if n in wanted]


@lru_cache(maxsize=512)
def _fields(table: Table, row: Row, families: tuple[str, ...]) -> frozenset[str]:
    """The fields of a row kind that are of these families."""
    types = field_types(table, row)
    return frozenset(n for n, (kind, _) in types.items() if TYPES[kind].family in families)


@lru_cache(maxsize=4096)
def _is_number(name: str) -> bool:
    return any(map(str.isdigit, name)) and not any(map(str.isalpha, name))


@lru_cache(maxsize=4096)
def _worn(raw: str, fixed: tuple[str, ...]) -> bool:
    """Whether other print stands in a name; kept, since tables print the same names again."""
    if "\t" in raw and _CUT.search(raw):
        return True
    said = "".join(filter(str.isalpha, raw))
    if said.isupper() and len(said) >= _PIECE and said in _STAMP:
        return True
    folded = said.lower()
    return any(words in folded and len(folded) > len(words) for words in fixed)


@lru_cache(maxsize=64)
def _fixed_words(table: Table) -> tuple[str, ...]:
    """The words that rows of totals print, without spaces, longer than what a name might hold."""
    found: set[str] = set()
    for row in table.rows:
        for template in row.lines:
            words = regex.sub(r"\{[^{}]*\}|\[[^\[\]]*\]|\([^()]*\)|\.\.\.", "", template.source)
            letters = "".join(ch for ch in words if ch.isalpha()).lower()
            if len(letters) >= _FIXED:
                found.add(letters)
    return tuple(sorted(found))
