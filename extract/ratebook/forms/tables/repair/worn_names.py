"""Names in tables that hold more than a name: a stamp's words, a total's, or a cut through a word;
and names that look like another one of their table.

They are left as they stand and need a proof."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from ratebook.forms.tables.data.enter import field_types
from ratebook.forms.tables.hit import Hit
from ratebook.forms.tables.state import Scan
from ratebook.forms.tokens.heard import bones, shape
from ratebook.forms.tokens.worn import is_word
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
_OVERPRINTED = regex.compile(r"(?<!\bMc)(?<!\bMac)(?<=\p{Ll})\p{Lu}{3,}|\d\p{Lu}{3,}")
"""Capitals that run into a name: `WhitleyCOMMISSION`, `KY 1247AUG`."""
_DUST = regex.compile(r"\p{Ll}{3,}\.$")
_MEASURED = regex.compile(r"\d (?:lumens?|watts?)\b", regex.IGNORECASE)
_PARTED = regex.compile(r"\d\s*\t\s*\p{L}")
_PAIR = 2
_SPACE_IN = regex.compile(r"(?<!\p{L})(\p{L}*\p{Ll})(?= (\p{Ll}{2,}))")
"""On a picture: dust behind a name; a space that a worn letter may have left (`Roundst one`)."""


def doubt_names(scan: Scan, known: Iterable[str]) -> None:
    """Marks names of a table's rows that other print stands in, or that look like another one that
    the document prints (`known`); with a name of digits alone (a row whose cells were dealt out
    otherwise) all names and codes of the row."""
    fixed = _fixed_words(scan.table)
    for hit in scan.hits:
        names = _of(scan.table, hit, "text")
        worn = [n for n in names if any(_worn(token.raw, fixed) for token in hit.cells[n])]
        if any(_is_number(hit.text(name)) for name in names):
            worn = names + _of(scan.table, hit, "code", "feeder")
        for name in worn:
            _doubt(hit, name)
    for hit, name in (*_lookalikes(scan, known), *_specked(scan)):
        _doubt(hit, name)


def _doubt(hit: Hit, name: str) -> None:
    hit.cells[name] = [token._replace(loose=True) for token in hit.cells[name]]


def _lookalikes(scan: Scan, known: Iterable[str]) -> list[tuple[Hit, str]]:
    """Names that differ from another one of their field only in letters of one shape (`Clearfield`,
    `Cleartield`): one may be the other misread. On a picture from any that the document prints."""
    printed = list(known) if _is_picture(scan) else []
    named = [(hit, name) for hit in scan.hits for name in _of(scan.table, hit, "text")]
    spelled: dict[tuple[str, str], set[str]] = {}
    for hit, name in named:
        said = hit.text(name)
        spelled.setdefault((name, _shape_of(said)), set()).add(bones(said))
    fields = {name for _, name in named}
    for said in printed:
        for name in fields:
            if (name, _shape_of(said)) in spelled:
                spelled[name, _shape_of(said)].add(bones(said))
    if max(map(len, spelled.values()), default=0) <= 1:  # as nearly always
        return []
    return [(h, n) for h, n in named if len(spelled[n, _shape_of(h.text(n))]) > 1]


def _specked(scan: Scan) -> list[tuple[Hit, str]]:
    """On a picture: names with a speck behind them or within."""
    named = [(hit, name) for hit in scan.hits for name in _of(scan.table, hit, "text")]
    if not _is_picture(scan):
        return []
    measured = sum(_MEASURED.search(hit.text(name)) is not None for hit, name in named)
    lost = [x for x in named if measured >= _PAIR and _lost_measure(*x)]
    return lost + [x for x in named if x not in lost and _has_speck(x[0].text(x[1]))]


def _lost_measure(hit: Hit, name: str) -> bool:
    """Whether a wide gap follows a figure of a name where others print what it counts: `50,000 |
    Directional` beside `50,000 Lumens | Open Bottom`."""
    return any(_PARTED.search(token.raw) for token in hit.cells[name])


def _has_speck(name: str) -> bool:
    """Whether dust ends a name, or a small letter follows a space in it where no two words of the
    language stand (`Charge per`)."""
    if _DUST.search(name):
        return True
    return any(not (is_word(m[1]) and is_word(m[2])) for m in _SPACE_IN.finditer(name))


def _is_picture(scan: Scan) -> bool:
    return bool(scan.hits) and any(w.score is not None for w in scan.hits[0].line.words)


@lru_cache(maxsize=4096)
def _shape_of(name: str) -> str:
    return shape(bones(name))


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
    if _OVERPRINTED.search(raw):
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
