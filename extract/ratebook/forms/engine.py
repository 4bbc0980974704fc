"""Applies forms to a section: which form it is, its tables, rows, records and relations."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
from rapidfuzz import fuzz

from ratebook.forms.emit import Cells, Constants, emit, enter_rows
from ratebook.forms.mend import mend
from ratebook.forms.relate import relate
from ratebook.forms.scan import Leftover, Scan, scan_table
from ratebook.forms.section import Section, place_of
from ratebook.model.page import Line
from ratebook.records.datum import Draft
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Form, Table

_SPACE = regex.compile(r"[\s*_#]+")
_SURE = 88


@dataclass(slots=True)
class Context:
    """What the forms of one document share: the groups a table carries on to the next page."""

    ledger: Ledger
    forms: tuple[Form, ...]
    letters: str = "CDINRST"
    carried: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    checked: dict[str, dict[str, list[Cells]]] = field(
        default_factory=dict[str, dict[str, list[Cells]]]
    )


def flatten(lines: tuple[Line, ...] | list[Line]) -> str:
    """The words of a section in lower case, for recognising it."""
    return _SPACE.sub(" ", " ".join(line.text for line in lines)).lower()


def recognised(form: Form, kind: str, words: str) -> bool:
    """True where the section prints every phrase the form needs (one of each set)."""
    return kind in form.within and all(
        any(_prints(phrase.strip().lower(), words) for phrase in phrases) for phrases in form.needs
    )


def _prints(phrase: str, words: str) -> bool:
    if phrase in words:
        return True
    # Fuzzy matching needs length: a short phrase is near to too many others.
    return len(phrase) >= 14 and fuzz.partial_ratio(phrase, words, score_cutoff=_SURE) > 0


def apply_forms(
    section: Section, body: tuple[Line, ...], parent: Draft | None, context: Context
) -> list[str]:
    """Reads every table of every form this section is; returns the names of those forms."""
    words = flatten(section.lines)
    found = [f for f in context.forms if recognised(f, section.kind, words)]
    lines, claimed = list(body), set[int]()
    used: list[str] = []
    for form in found:
        if _apply(form, lines, claimed, parent, context):
            used.append(form.name)
    return used


def _apply(
    form: Form, lines: list[Line], claimed: set[int], parent: Draft | None, context: Context
) -> bool:
    rows: dict[str, list[Cells]] = {}
    for table in form.tables:
        scan = Scan(table, lines, context.ledger, form.name, context.letters, claimed)
        scan.groups = dict(context.carried.get(f"{form.name}/{table.name}", {}))
        scan_table(scan)
        if not scan.hits:
            continue
        mend(scan)
        context.carried[f"{form.name}/{table.name}"] = dict(scan.groups)
        rows[table.name] = _enter(form, table, scan, parent, context)
    for name, cells in rows.items():
        relate(_of(form, name).checks, {name: cells}, f"{form.name}/{name}", context.ledger)
    relate(form.checks, rows, form.name, context.ledger)
    return bool(rows)


def _of(form: Form, name: str) -> Table:
    return next(t for t in form.tables if t.name == name)


def _enter(
    form: Form, table: Table, scan: Scan, parent: Draft | None, context: Context
) -> list[Cells]:
    ledger = context.ledger
    scan.hits.sort(key=lambda hit: hit.at)
    cells = enter_rows(table, scan.hits, ledger)
    first = scan.hits[0].line
    emit(table, cells, ledger, Constants(ledger, place_of(first), first.text), parent)
    for left in scan.left:
        _report(left, table, form, ledger)
    return cells


def _report(left: Leftover, table: Table, form: Form, ledger: Ledger) -> None:
    line = left.text.line
    shown = "; ".join(text for _, text in left.heading_cells) or line.text.replace("\t", " | ")
    message = f"in table {table.name} of {form.name}, neither read nor known: {shown.strip()}"
    ledger.issue("unread-line", message, place_of(line))
