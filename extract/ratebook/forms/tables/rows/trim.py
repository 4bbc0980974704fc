"""Which of the lines nothing read are inside the table."""

from __future__ import annotations

import re
from functools import lru_cache

from ratebook.forms.tables.hit import runs_on
from ratebook.forms.tables.rows.tails import match_tail
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.rules.form import Table
from ratebook.rules.template import template as compiled
from ratebook.rules.types import TYPES, FieldType

_DIGIT = re.compile(r"\d")


def trim(scan: Scan) -> None:
    """Keeps the leftovers that are inside the table: from its beginning to its last row, and
    after that only while they look like rows."""
    loose = not scan.hits and scan.opened is None
    if loose and not scan.order:
        scan.left = []
        return
    first = scan.hits[0].at if scan.hits else scan.opened or 0
    last = max((h.at for h in scan.hits), default=first)
    start = first if scan.opened is None else min(first, scan.opened)
    kept: list[Leftover] = []
    for left in scan.left:
        likely = _looks_like_row(scan, left)
        near = loose or left.at - last <= 4
        if (likely and near) if loose or left.at > last else left.at >= start:
            kept.append(left)
            last = max(last, left.at)
    inside = {left.at for left in kept}
    scan.beyond = {left.at: left.groups for left in scan.left if left.at not in inside}
    scan.left = kept


def _looks_like_row(scan: Scan, left: Leftover) -> bool:
    """It is no sentence, and a figure of the table's kind stands in it."""
    text = left.text.text
    if len(text.split()) > 20 or not _DIGIT.search(text) or runs_on(text):
        return False
    if left.text.line.tabular or match_tail(scan.table, left.text) is not None:
        return True
    return (len(text.split()) <= 12 and _figures(scan, text) > 0) or _figures(scan, text) > 2


def _figures(scan: Scan, text: str) -> int:
    """Clean figures of the kinds the table prints; whole numbers count only in a row of them."""
    kinds = _number_kinds(scan.table)
    pointed = [k for k in kinds if k.decimals and k.decimals != (0, 0)]
    found = max((len(k.pattern.findall(text)) for k in kinds), default=0)
    sure = any(k.pattern.search(text) for k in pointed)
    return max(found if found > 2 else 0, int(sure))


@lru_cache(maxsize=256)
def _number_kinds(table: Table) -> tuple[FieldType, ...]:
    """The types of the figures a table prints."""
    templates = [t for row in table.rows for t in row.lines]
    templates += [compiled(c.cell) for c in table.columns] if table.rows else []
    kinds = dict.fromkeys(TYPES[spec.type] for t in templates for spec in t.fields)
    return tuple(kind for kind in kinds if kind.family == "number")
