"""Applies forms to a section: which form it is, its tables, rows, records and relations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from ratebook.forms.section import Section, place_of
from ratebook.forms.tables.columns.panels import unfold
from ratebook.forms.tables.columns.units import give_units
from ratebook.forms.tables.data.emit import Constants, emit
from ratebook.forms.tables.data.enter import Cells, enter_rows
from ratebook.forms.tables.data.relate import LinesUnread, relate
from ratebook.forms.tables.grid.grid import scan_grid
from ratebook.forms.tables.groups.agree import settle_totals
from ratebook.forms.tables.groups.closing import (
    close_groups,
    cut_below_totals,
    doubt_slid_columns,
    spent_groups,
)
from ratebook.forms.tables.groups.expect import expect_rows
from ratebook.forms.tables.groups.lacking import lose_groups
from ratebook.forms.tables.groups.mentions import begin
from ratebook.forms.tables.groups.sequence import doubt_numbers, walks
from ratebook.forms.tables.repair.floats import give_floats
from ratebook.forms.tables.repair.mend import mend
from ratebook.forms.tables.rows.parting import part
from ratebook.forms.tables.rows.scan import scan_table
from ratebook.forms.tables.rows.unread import unread_lines
from ratebook.forms.tables.rows.years import tells_months, year_of
from ratebook.forms.tables.state import Leftover, Printed, Scan
from ratebook.model.page import Line
from ratebook.records.datum import Draft
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Form, Table
from ratebook.rules.phrase import pieces

_DEBRIS = "*_#"
_SURE = 88


@dataclass(slots=True)
class Found:
    """A form found in a section: its tables walked, not yet mended. `shared` are fields every
    record gets that does not print its own (schedule, effective date)."""

    form: Form
    parent: Draft | None
    scans: list[Scan]
    shared: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class Context:
    """What the forms of one document share: the groups a table carries on to the next page, and
    the names its clean rows print."""

    ledger: Ledger
    forms: tuple[Form, ...]
    letters: str = "CDINRST"
    carried: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    seen: dict[str, set[tuple[tuple[int, ...], str]]] = field(
        default_factory=dict[str, set[tuple[tuple[int, ...], str]]]
    )
    printed: dict[str, Printed] = field(default_factory=dict[str, Printed])
    found: list[Found] = field(default_factory=list[Found])
    later: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])
    """What reads the lines that are left when all tables are mended, before their rows enter."""
    sections: list[tuple[list[Line], set[int], list[Found]]] = field(
        default_factory=list[tuple[list[Line], set[int], list[Found]]]
    )


def flatten(lines: tuple[Line, ...] | list[Line]) -> str:
    """The words of a section in lower case, for recognising it."""
    whole = " ".join([line.text for line in lines])
    for sign in _DEBRIS:
        whole = whole.replace(sign, " ")
    return " ".join(whole.split()).lower()


def recognised(form: Form, kind: str, words: str) -> bool:
    """True where the section prints every phrase the form needs (one of each set)."""
    if kind not in form.within:
        return False
    for held in _held(form):
        if not any(map(words.__contains__, held)):
            return False
    if any(_says(phrase, words) for phrase in form.unless):
        return False
    lacking = [p for p in form.needs if not any(map(words.__contains__, p))]
    return all(any(_nearly_prints(p, words) for p in phrases) for phrases in lacking)


def _says(phrase: str, words: str) -> bool:
    """Whether the phrase stands there as words of its own: `thermal` is no `therm`."""
    if phrase not in words:
        return False
    start = r"\b" if phrase[:1].isalnum() else ""
    end = r"s?\b" if phrase[-1:].isalnum() else ""
    return re.search(start + re.escape(phrase) + end, words) is not None


def _nearly_prints(phrase: str, words: str) -> bool:
    # Fuzzy matching needs length: a short phrase is near to too many others.
    held = len(words) < len(phrase) or any(map(words.__contains__, _pieces(phrase)))
    return len(phrase) >= 14 and held and fuzz.partial_ratio(phrase, words, score_cutoff=_SURE) > 0


@lru_cache(maxsize=256)
def _held(form: Form) -> tuple[tuple[str, ...], ...]:
    """For each set of phrases a form needs what one of stands in every page that prints one: a
    quick test before `_nearly_prints`."""
    return tuple(
        tuple(piece for phrase in phrases for piece in (_pieces(phrase) or (phrase,)))
        for phrases in form.needs
    )


@lru_cache(maxsize=1024)
def _pieces(phrase: str) -> tuple[str, ...]:
    """Pieces of a phrase one of which stands in every text near enough to it."""
    if len(phrase) < 14:
        return ()
    return pieces(phrase, int((1 - _SURE / 100) * 2 * len(phrase)))


def apply_forms(
    section: Section,
    body: tuple[Line, ...],
    parent: Draft | None,
    context: Context,
    shared: dict[str, int] | None = None,
) -> list[str]:
    """Walks every table of every form this section is; returns the names of those forms.

    The rows are entered by `finish`, when the whole document has been walked.
    """
    words = flatten(section.lines)
    forms = [form for form in context.forms if recognised(form, section.kind, words)]
    lines = unfold([*body], [t for form in forms for t in form.tables if t.columns])
    claimed, here = set[int](), list[Found]()
    for form in forms:
        found = _walk(form, section, words, lines, claimed, parent, context)
        if found.scans:
            found.shared = shared or {}
            here.append(found)
    context.found += here
    context.sections.append((lines, claimed, here))
    return [found.form.name for found in here]


def _walk(
    form: Form,
    section: Section,
    words: str,
    lines: list[Line],
    claimed: set[int],
    parent: Draft | None,
    context: Context,
) -> Found:
    found = Found(form, parent, [])
    for table in (t for t in form.tables if not any(map(words.__contains__, t.unless))):
        name = f"{form.name}/{table.name}"
        scan = Scan(table, lines, context.ledger, form.name, context.letters, claimed)
        scan.groups = dict(context.carried.get(name, {}))
        if scan.groups:
            before = [s for f in context.found for s in f.scans if s.table is table]
            scan.carried = frozenset(scan.groups.values()) - spent_groups(before)
        scan.seen = context.seen.setdefault(name, scan.seen)
        scan.printed = context.printed.setdefault(name, scan.printed)
        scan.others = tuple(t for t in form.tables if t.columns and t is not table)
        begin(scan, section.lines)
        scan.year = year_of(section.lines) if tells_months(table) else ""
        known = set(claimed)
        scan_grid(scan, table.grid) if table.grid else scan_table(scan)
        if _of_another(scan):
            claimed &= known
        elif scan.hits or scan.left:
            context.carried[name] = dict(scan.groups)
            found.scans.append(scan)
    part(found.scans)
    return found


def _of_another(scan: Scan) -> bool:
    """Whether rows stand in none of the groups one of which they must stand in: such a table is
    another form's."""
    required = {g.field for g in scan.table.groups if g.required}
    return bool(required) and not any(required & set(h.groups) for h in scan.hits)


def finish(context: Context) -> None:
    """Mends damaged tables, enters rows, records and relations of the whole document."""
    known = _known_names(context)
    for _, _, here in context.sections:
        for found in here:
            for scan in found.scans:
                mend(scan, known)
    for lines, claimed, here in context.sections:
        give_floats([s for f in here for s in f.scans], lines, claimed)
    scans = [s for f in context.found for s in f.scans]
    for scan in scans:
        cut_below_totals(scan)
    settle_totals(scans, context.ledger)
    counted = walks(scans)
    for walk in (w for w in counted if w.told):  # What rows print themselves no total ends.
        doubt_numbers(walk)
    close_groups(scans, context.ledger)
    lose_groups(scans)
    for walk in (w for w in counted if not w.told):
        doubt_numbers(walk)
    for scan in scans:
        doubt_slid_columns(scan)
    expect_rows(scans)
    for scan in scans:
        give_units(scan)
    for read in context.later:
        read()
    shared: dict[str, list[Cells]] = {}
    for together in _gone_on(context.found):
        form, rows, unread = together[0].form, dict[str, list[Cells]](), LinesUnread()
        for found, scan in [(f, s) for f in together for s in f.scans]:
            rows.setdefault(scan.table.name, []).extend(_enter(found, scan, context.ledger))
            unread.setdefault(scan.table.name, []).extend(unread_lines(scan, context.ledger))
        _relate(form, rows, unread, context.ledger)
        shared.setdefault(form.name, []).extend(c for r in rows.values() for c in r)
    for found in {f.form.name: f for f in context.found}.values():
        distinct = tuple(c for c in found.form.checks if c.kind == "distinct")
        relate(distinct, {"": shared[found.form.name]}, found.form.name, context.ledger)


def _gone_on(found: list[Found]) -> list[list[Found]]:
    """Sections whose tables go on from page to page, in groups no total has closed: their sums are
    over the rows of all of them."""
    chains: list[list[Found]] = []
    for one in found:
        goes = [(s, i) for s in one.scans for h in s.hits for i in h.groups.values()]
        carried = {i for s, i in goes if i in s.carried}
        chain = next((c for c in reversed(chains) if c[-1].form is one.form), None)
        above = [s for f in chain or () for s in f.scans]
        theirs = {i for s in above for h in s.hits for i in h.groups.values()}
        if chain and carried & theirs - spent_groups(above):
            chain.append(one)
        else:
            chains.append([one])
    return chains


def _known_names(context: Context) -> Counter[str]:
    """How often a name stands by itself in a cell of a table, anywhere in the document."""
    scans = [scan for found in context.found for scan in found.scans]
    rows = [t.raw for s in scans for h in s.hits for ts in h.cells.values() for t in ts]
    cells = [c.text for s in scans for left in s.left for c in left.text.line.cells]
    return Counter(text.strip() for text in (*rows, *cells) if text[:1].isalpha())


def _relate(form: Form, rows: dict[str, list[Cells]], unread: LinesUnread, ledger: Ledger) -> None:
    tables = {t.name: t for t in form.tables}
    for name, cells in rows.items():
        own = {name: unread.get(name, [])}
        relate(tables[name].checks, {name: cells}, f"{form.name}/{name}", ledger, own)
    plain = tuple(c for c in form.checks if c.kind != "distinct")
    relate(plain, rows, form.name, ledger, unread)


def _enter(found: Found, scan: Scan, ledger: Ledger) -> list[Cells]:
    scan.hits.sort(key=lambda hit: hit.at)
    cells = enter_rows(scan.table, scan.hits, ledger)
    first = scan.hits[0].line if scan.hits else scan.lines[0]
    constants = Constants(ledger, place_of(first), first.text)
    made = emit(scan.table, cells, ledger, constants, found.parent)
    for draft in made:
        for name, datum in found.shared.items():
            if name in KINDS[draft.kind].fields:
                draft.fields.setdefault(name, datum)
    for left in (x for x in scan.left if x.heading_cells or x.at not in scan.claimed):
        _report(left, scan.table, found.form, ledger)
    return cells


def _report(left: Leftover, table: Table, form: Form, ledger: Ledger) -> None:
    line = left.text.line
    shown = "; ".join(text for _, text in left.heading_cells) or line.text.replace("\t", " | ")
    message = f"in table {table.name} of {form.name}, neither read nor known: {shown.strip()}"
    ledger.issue("unread-line", message, place_of(line))
