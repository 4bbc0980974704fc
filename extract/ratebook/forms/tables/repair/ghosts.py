"""Ghosts: rows a reader drew twice, once garbled. They are claimed and reported, never counted."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.data.enter import field_types
from ratebook.forms.tables.hit import Hit, Token
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.rules.form import Row, Table
from ratebook.rules.types import TYPES

_WORD = regex.compile(r"\w[\w.'’/-]*")
_WORDY = ("text", "month", "code", "schedule")
_ALIKE = 75
_MONTH = regex.compile(TYPES["month"].clean, regex.IGNORECASE)
_LIKE_WORD = 60
_TWIN = 90
_DRAWN_ALIKE = (
    ("1-l", "H"),
    ("lYI", "M"),
    ("cl", "d"),
    ("rn", "m"),
    ("vv", "w"),
    ("i-", "r"),
    ("IC", "K"),
    ("iii", "m"),
    ("in", "m"),
    ("ii", "ll"),
)


def drop_ghosts(scan: Scan, known: Counter[str]) -> None:
    """Ghost rows and doubled totals of one table."""
    _bare_titles(scan)
    _shadows(scan)
    _twins(scan, known)
    drop_doubled_totals(scan)


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def _bare_titles(scan: Scan) -> None:
    """A row's words without its figure, where another row of that kind prints one, are a title."""
    for hit in [h for h in scan.hits if not h.cells]:
        others = (h for h in scan.hits if h.row is hit.row and h.groups == hit.groups)
        if any(other.cells for other in others):
            scan.hits = [h for h in scan.hits if h is not hit]
            scan.claim(hit.at, "title of what stands below")


def _shadows(scan: Scan) -> None:
    """A leftover every word of which stands in the rows beside it says nothing new."""
    kept: list[Leftover] = []
    for left in scan.left:
        beside = _beside(scan.hits, left.at)
        words = _words(left.text.text)
        there = [w for hit in beside for w in _words(hit.line.text)]
        if len(words) > 2 and len(beside) == 2 and _inside(words, there):
            _ghost(scan, left.at, "the rows beside it drawn into one")
        elif any(_garbled_twin(left.text.text, hit.line.text) for hit in beside):
            _ghost(scan, left.at, "a row printed once and drawn twice")
        else:
            kept.append(left)
    scan.left = kept


def _garbled_twin(text: str, row: str) -> bool:
    """The same figures as the row beside it, and nearly the same words."""
    figures = [w for w in text.split() if any(ch.isdigit() for ch in w)]
    pool = row.split()
    same = sum(figure in pool for figure in figures)
    return len(figures) > 2 and same >= len(figures) - 1 and fuzz.ratio(text, row) >= _TWIN


def _inside(words: list[str], there: list[str]) -> bool:
    pool = list(there)
    for word in words:
        if word not in pool:
            return False
        pool.remove(word)
    return True


def _beside(hits: list[Hit], at: int) -> list[Hit]:
    above = [h for h in hits if h.at < at]
    below = [h for h in hits if h.at > at]
    found = [max(above, key=lambda h: h.at)] if above else []
    return found + ([min(below, key=lambda h: h.at)] if below else [])


def _ghost(scan: Scan, at: int, why: str) -> None:
    line = scan.lines[at]
    scan.claim(at, f"ghost: {why}")
    shown = line.text.replace("\t", " | ").strip()
    scan.ledger.issue("ghost-row", f"not counted, {why}: {shown}", place_of(line))


def _figures(hit: Hit, scan: Scan) -> list[str]:
    wordy = _wordy(scan.table, hit.row)
    return [hit.text(n) for n in hit.cells if n not in wordy]


def _said(hit: Hit, scan: Scan) -> list[str]:
    """The words of a row. A month is words: a garbled copy garbles it."""
    wordy = _wordy(scan.table, hit.row)
    return [hit.text(n) for n in hit.cells if n in wordy]


@lru_cache(maxsize=512)
def _wordy(table: Table, row: Row) -> frozenset[str]:
    """The fields of a row kind that are words."""
    types = field_types(table, row)
    return frozenset(n for n, (kind, _) in types.items() if TYPES[kind].family in _WORDY)


def _twins(scan: Scan, known: Counter[str]) -> None:
    """Two rows one below the other with the same figures and nearly the same words."""
    rows = sorted(scan.hits, key=lambda h: h.at)
    printed = [(hit, _figures(hit, scan)) for hit in rows]
    for (one, figures), (two, same) in itertools.pairwise(printed):
        if figures != same or not any(map(str.isdigit, "".join(figures))):
            continue
        if 0 < two.at - one.at <= 2 and one.groups == two.groups and one in scan.hits:
            words, others = _said(one, scan), _said(two, scan)
            if one.row is not two.row:
                words, others = _words(one.line.text), _words(two.line.text)
            copied = words == others and one.row is two.row and _steps(scan, one)
            garbled = words != others and _garbled(words, others) and not _two_months(one, two)
            if copied or garbled:
                _settle_twins(scan, one, two, words, others, known)


def _two_months(one: Hit, two: Hit) -> bool:
    """Whether both rows print a clean month, and not the same."""
    pairs = [(one.text(n), two.text(n)) for n in one.cells if n in two.cells]
    return any(
        a.strip().lower() != b.strip().lower()
        and _MONTH.fullmatch(a.strip()) is not None
        and _MONTH.fullmatch(b.strip()) is not None
        for a, b in pairs
    )


def _steps(scan: Scan, hit: Hit) -> bool:
    """Whether a field of the row goes up by one from row to row, so that no row stands twice."""
    stepping = {c.fields[0].split(".")[-1] for c in scan.table.checks if c.kind == "step"}
    return any(len(hit.cells.get(name, [])) == 1 for name in stepping)


def _garbled(words: list[str], others: list[str]) -> bool:
    """Word for word alike, the figures among them equal: one printing and its garbled copy."""
    ones, twos = " ".join(words).split(), " ".join(others).split()
    if len(ones) != len(twos):
        return fuzz.ratio("".join(ones), "".join(twos)) >= _TWIN
    return all(_one_word(a, b) for a, b in zip(ones, twos, strict=True) if a != b)


def drawn(word: str) -> str:
    """A word with groups of signs that are drawn alike made equal."""
    for seen, meant in _DRAWN_ALIKE:
        word = word.replace(seen, meant)
    return word.lower()


def _one_word(one: str, two: str) -> bool:
    if any(w.replace(",", "").isdigit() for w in (one, two)):
        return False
    # H may come out as 1-l: a digit more in front is no other number.
    ones, twos = ("".join(ch for ch in w if ch.isdigit()) for w in (one, two))
    alike = max(fuzz.ratio(one.lower(), two.lower()), fuzz.ratio(drawn(one), drawn(two)))
    return alike >= (_LIKE_WORD if ones.endswith(twos) or twos.endswith(ones) else _ALIKE)


def _settle_twins(
    scan: Scan, one: Hit, two: Hit, words: list[str], others: list[str], known: Counter[str]
) -> None:
    """The twin whose name the document knows is the row; if that decides nothing, both names stay
    as candidates."""
    seen = [all(known[w] > 1 for w in twin) for twin in (words, others)]
    real, ghost = (two, one) if seen == [False, True] else (one, two)
    if seen[0] == seen[1]:
        for name in real.cells:
            if real.text(name) != ghost.text(name):
                real.unsure[name] = [real.text(name), ghost.text(name)]
    scan.hits = [h for h in scan.hits if h is not ghost]
    _ghost(scan, ghost.at, "a row printed once and drawn twice")


def drop_doubled_totals(scan: Scan) -> None:
    """A total drawn twice with different figures: one total with two readings."""
    main = main_row(scan.table)
    rows = sorted((h for h in scan.hits if h.row is not main), key=lambda h: h.at)
    for n, one in enumerate(rows):
        for two in rows[n + 1 :]:
            near = 0 < two.at - one.at <= 2 and one.row is two.row and one.groups == two.groups
            if not near or set(one.cells) != set(two.cells) or one not in scan.hits:
                continue
            differing = [n for n in one.cells if one.text(n) != two.text(n)]
            if len(differing) <= 1 and main is not None:
                for name in differing:
                    token = one.cells[name][0]
                    others = (two.text(name),)
                    one.cells[name] = [
                        Token(token.raw, token.line, token.start, token.end, others=others)
                    ]
                scan.hits = [h for h in scan.hits if h is not two]
                _ghost(scan, two.at, "a total printed once and drawn twice")
