"""Walks a section line by line for one table: headings, groups, rows, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.across import match_across
from ratebook.forms.tables.columns.columns import first_field
from ratebook.forms.tables.columns.foreign import find_foreign, without
from ratebook.forms.tables.columns.heading import (
    Heading,
    continues_heading,
    find_heading,
    heads_others,
)
from ratebook.forms.tables.columns.leaves import squash
from ratebook.forms.tables.columns.places import Layout, layout_of, needs_places
from ratebook.forms.tables.groups.groups import enter_groups, enter_matched, set_group
from ratebook.forms.tables.groups.lost_group import group_begun, same_heading
from ratebook.forms.tables.groups.mentions import headed, mention, mentioned, names_only, own_groups
from ratebook.forms.tables.hit import Text, hit_of, match_row, prepare, worn_mark
from ratebook.forms.tables.openings import opening_of
from ratebook.forms.tables.rows.gaps import has_gaps, row_with_gaps
from ratebook.forms.tables.rows.placed import doubt_blanks, groups_of_rest, read_placed, reads
from ratebook.forms.tables.rows.trim import trim
from ratebook.forms.tables.rows.years import give_year
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.model.page import Line
from ratebook.records.datum import Standing
from ratebook.rules.form import Row, Table
from ratebook.rules.template import Template

_PRINTED = re.compile(r"[\w$]")
_RUNNING = re.compile(r"\bpage\s+\d+\b|\bcase\s+no\b", re.IGNORECASE)
"""The head that runs over the pages of an appendix is the title of no table."""
_DAY_ALONE = re.compile(
    r"\W*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+\d{1,2}\W+(?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
"""A day and nothing else is a stamp's, whose words may be lost: no row of a month and figures."""
_SIGN = re.compile(r"\w")
_DIGIT = re.compile(r"\d")
_FIELD = re.compile(r"\{[^{}]*\}")
_WORDS = re.compile(r"[A-Za-z]{3}")
_SEVERAL = 3
_GROUPS = re.compile(r"\W*(?:group|class|category|(?:type|kind)\s+of\s+service)\b", re.IGNORECASE)
_PRICED = re.compile(r"\b(?:rates?|charges?|prices?|amount|cost)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\$|\d,\d{3}")
_Way = tuple[tuple[str, ...], Layout | None]
"""The order of the columns, and where they stand if they are told by their place."""


def scan_table(scan: Scan) -> None:
    """Fills `scan.hits` and `scan.left`."""
    scan.active = not scan.table.start and (not scan.table.columns or scan.table.optional_header)
    if scan.active:
        scan.order = tuple(c.name for c in scan.table.columns)
    passing = mentioned(scan.table)
    for at in range(len(scan.lines)):
        if passing and not scan.ended:
            mention(scan, scan.lines[at], passing)
        if at not in scan.claimed and not scan.ended:
            _step(scan, at)
    if scan.told:
        doubt_blanks(scan)
    if scan.year:
        give_year(scan)
    trim(scan)


def _step(scan: Scan, at: int) -> None:
    if _DAY_ALONE.match(scan.lines[at].text):
        return
    text = prepare(scan.lines[at], scan.letters)
    if scan.foreign is not None:
        text = without(scan.foreign, text)
    if scan.active and any(t.match(text.text) for t in scan.table.end):
        scan.active, scan.ended = False, not scan.table.start
        return
    if not scan.active and _matches(scan.table.start, text) and not _of_columns(scan, text.line):
        scan.active, scan.opened = True, at if scan.opened is None else scan.opened
        entered = enter_groups(scan, at, text, early=True)
        scan.claim(at, "start of the table" + (f", {entered}" if entered else ""))
        return
    if scan.active and scan.order and _row(scan, at, text):
        return  # Headings hold no figures of their columns, so that a row is never one.
    if scan.table.columns and (scan.active or not scan.table.start) and _heading(scan, at):
        return
    if scan.active and (scan.order or not scan.table.columns):
        _inside(scan, at, text)
    elif not scan.table.start:
        # A group may stand above the column headings (`Step 1 Reductions:`).
        entered = enter_groups(scan, at, text, early=True)
        if entered:
            scan.claim(at, entered)
        elif scan.groups:
            _lost_group(scan, at, text)


def _matches(templates: tuple[Template, ...], text: Text) -> bool:
    return any(t.match(text.text) or t.match(text.text, fuzzy=True) for t in templates)


def _heading(scan: Scan, at: int) -> bool:
    first = at
    while first > 0 and first > at - 2 and first - 1 not in scan.claimed:
        first -= 1
    window = scan.lines[first : at + 1]
    found = find_heading(window, len(window) - 1, scan.table)
    if (
        found is None
        and scan.headed_at == at - 1
        and continues_heading(window[-1].text, scan.table)
    ):
        whole = find_heading(scan.lines[at - 1 : at + 1], 1, scan.table)
        if whole and len(whole.orders[0]) > len(scan.order):
            _place(scan, whole, scan.lines[at - 1 : at + 1], at)
        scan.claim(at, "column headings")
        return True
    if found is None:
        # The headings of another table of the form end this one.
        if scan.active and (
            any(find_heading(window, len(window) - 1, t) for t in scan.others)
            or (scan.order and heads_others(scan.lines[at], (scan.table, *scan.others)))
        ):
            scan.active = False
        return False
    if not _place(scan, found, window, at):
        return False
    scan.active, scan.headed_at = True, at
    scan.opened = at if scan.opened is None else scan.opened
    used = [first + i for i in found.lines]
    scan.headings.append(at)
    named = _group_in_heading(scan, window[-1], at)
    named = named or headed(scan, [window[i] for i in found.lines])
    if named:
        scan.headed.add(named)
    elif scan.headed:
        _lose(scan, max(scan.headed, key=_rank(scan)), at)
    _title(scan, used[0])
    _drop(scan, used)
    for i in used:
        scan.claim(i, "column headings")
    _keep_strays(scan, found, at)
    return True


def _place(scan: Scan, found: Heading, window: list[Line], at: int) -> bool:
    """Enters the order of the columns, and where they stand if they are told by their place; says
    whether they can be told."""
    if not _ordered(scan, found, window, at):
        return False
    said = {c.name: c for c in scan.table.columns if c.unit and c.name in scan.order}
    scan.units.append((at, {first_field(c): c.unit for c in said.values()}))
    return True


def _ordered(scan: Scan, found: Heading, window: list[Line], at: int) -> bool:
    """Of several orders the one that reads most of the lines below."""
    lines = [window[i] for i in found.lines]
    ways: list[_Way] = []
    for order in found.orders:
        placed = needs_places(order, scan.table)
        layout = layout_of(lines, order, scan.table) if placed else None
        if layout or not placed:
            ways.append((layout.order if layout else order, layout))
    if not ways:
        return False
    if len(ways) > 1:
        below = [prepare(line, scan.letters) for line in scan.lines[at + 1 : at + 7]]
        scan.order, scan.layout = _best(scan.table, ways, below)
    else:
        scan.order, scan.layout = ways[0]
    if has_gaps(scan.table):
        scan.places = scan.layout or layout_of(lines, scan.order, scan.table)
    if scan.layout is None:
        texts = [prepare(line, scan.letters) for line in scan.lines[at + 1 : at + 7]]
        find_foreign(scan, lines[-1], texts, partial(_reads, scan.table, scan.order, None))
    return True


def _best(table: Table, ways: list[_Way], below: list[Text]) -> _Way:
    """The first of the ways that read most of these lines."""
    best, most = ways[0], -1
    for way in ways:
        read = 0
        for left, text in zip(range(len(below), 0, -1), below, strict=True):
            if read + left <= most:
                break  # It can read no more than the best so far.
            read += _reads(table, *way, text)
        if read > most:
            best, most = way, read
    return best


def _reads(table: Table, order: tuple[str, ...], layout: Layout | None, text: Text) -> bool:
    if layout is not None:
        return reads(table, layout, text)
    found = match_row(table.rows, table, order, text)
    if found is not None and not found[0].columns:
        found = match_row(tuple(r for r in table.rows if r.columns), table, order, text)
    return found is not None and not _of_another_row(table, found[0], text)


def _drop(scan: Scan, used: list[int]) -> None:
    """Lines above that turned out to be headings are no leftovers."""
    scan.left = [left for left in scan.left if left.at not in used]


def _rank(scan: Scan) -> Callable[[str], int]:
    order = [group.field for group in scan.table.groups]
    return order.index


def _lost_group(scan: Scan, at: int, text: Text) -> bool:
    """Ends a group where another begins that cannot be read, unless it is a ghost of the heading
    above."""
    lost = group_begun(scan.table, text.text)
    if lost is None:
        return False
    above = scan.lines[at - 1].text if at - 1 in scan.claimed else ""
    if lost in scan.groups and same_heading(above, text.text):
        scan.claim(at, f"ghost of the {lost} above")
        return True
    _lose(scan, lost, at)
    scan.claim(at, f"group {lost}, not legible")
    return True


def _lose(scan: Scan, name: str, at: int) -> None:
    """A group begins here whose own words cannot be read: what was known of the last one ends."""
    line = scan.lines[at]
    names = [group.field for group in scan.table.groups]
    for later in names[names.index(name) :]:
        scan.groups.pop(later, None)
    scan.groups[name] = scan.ledger.add(
        line.text, None, Standing.UNREADABLE, place_of(line), label=name
    )
    message = f"a new {name} begins here that cannot be read"
    scan.ledger.issue("lost-group", message, place_of(line), scan.groups[name])


def _group_in_heading(scan: Scan, line: Line, at: int) -> str:
    """A group may be printed in the same line as the headings (`5% Substation ...`)."""
    text = prepare(line, scan.letters)
    for group in scan.table.groups:
        for template in group.lines:
            m = template.match(text.text) or template.match(text.text, fuzzy=True)
            if m:
                enter_matched(scan, group, text, m, at)
                return group.field
    return ""


def _title(scan: Scan, first: int) -> None:
    titled = next((g for g in scan.table.groups if g.title), None)
    if titled is None:
        return
    for at in range(first - 1, max(-1, first - 4), -1):
        line = scan.lines[at]
        if at in scan.claimed or not _SIGN.search(line.text):
            break
        if _RUNNING.search(line.text):
            scan.claim(at, "furniture: head of the page")
            return
        if len(line.text) <= 80 and not _AMOUNT.search(line.text):
            set_group(scan, titled, Text(line, line.text, None), 0, len(line.text))
            _drop(scan, [at])
            scan.claim(at, f"group {titled.field}")
            return


def _keep_strays(scan: Scan, heading: Heading, at: int) -> None:
    groups = {g.field for g in scan.table.groups}
    strays = tuple(s for s in heading.strays if not _is_group_text(scan, s[1], groups))
    if strays:
        text = prepare(scan.lines[at], scan.letters)
        scan.left.append(Leftover(at, text, dict(scan.groups), strays))


def _is_group_text(scan: Scan, text: str, fields: set[str]) -> bool:
    current = [scan.ledger.data[scan.groups[f]].raw for f in fields if f in scan.groups]
    return any(text == raw for raw in current)


def _row(scan: Scan, at: int, text: Text) -> bool:
    """Takes a line that is a clean row, whatever its mark looks like."""
    if scan.layout is not None:
        return read_placed(scan, at, text)
    found = match_row(scan.table.rows, scan.table, scan.order, text)
    worn = None if found else worn_mark(text, scan.letters)
    if worn:
        found, text = match_row(scan.table.rows, scan.table, scan.order, worn), worn
    if found is None and scan.places and (hit := row_with_gaps(scan, at, text)):
        scan.claim(at, f"row {hit.row.name}, with blank cells")
        scan.hits.append(hit)
        return True
    if not found or _of_another_row(scan.table, found[0], text):
        return False
    scan.claim(at, f"row {found[0].name}")
    groups = own_groups(scan, text.line, found[0])
    scan.hits.append(hit_of(found[0], at, text, found[1], groups))
    for name in found[0].closes:
        scan.groups.pop(name, None)
    return True


def _inside(scan: Scan, at: int, text: Text) -> None:
    if not _PRINTED.search(text.text):
        scan.claim(at, "noise: no letter or digit")
        return
    if not scan.order and _row(scan, at, text):
        return
    if scan.table.start and not scan.table.columns and _heads_columns(text.line):
        _loose_headings(scan, at)
        return
    entered = enter_groups(scan, at, text)
    if entered:
        scan.claim(at, entered)
        return
    across = match_across(scan.table, scan.hits, at, text, scan.groups)
    if across:
        scan.claim(at, f"row {across[0].row.name}, across the page")
        scan.hits += across
        return
    if any(t.match(text.text) for t in scan.table.furniture):
        scan.claim(at, "furniture")
        return
    if _lost_group(scan, at, text):
        return
    if not scan.table.columns and names_only(scan.table, text.line):
        return
    groups = groups_of_rest(scan, text) if scan.layout else dict(scan.groups)
    scan.left.append(Leftover(at, scan.rest or text, groups))


def _loose_headings(scan: Scan, at: int) -> None:
    """Headings in a table that its form gives no columns: its own, if they stand above all rows or
    are the same again, and some row below is read. Others are another table's."""
    words = squash(scan.lines[at].text)
    below = [prepare(line, scan.letters) for line in scan.lines[at + 1 : at + 7]]
    own = words in scan.loose_headings if scan.hits else True
    if own and any(match_row(scan.table.rows, scan.table, (), text) for text in below):
        scan.loose_headings.add(words)
        scan.claim(at, "column headings")
        return
    scan.active = False
    if scan.hits:
        # What stands above its headings is its title, and no group of the rows above.
        scan.claimed -= {*range(max(h.at for h in scan.hits) + 1, at)}


def _of_columns(scan: Scan, line: Line) -> bool:
    """Whether the line that would open a table without columns heads one whose first column holds
    the groups of its rows."""
    if scan.table.columns or len(line.cells) < _SEVERAL or not _heads_columns(line):
        return False
    return _GROUPS.match(line.cells[0].text) is not None


def _heads_columns(line: Line) -> bool:
    """Whether a line is column headings: several cells of words, one of which speaks of prices."""
    cells = [cell.text for cell in line.cells if _SIGN.search(cell.text)]
    if len(cells) < 2 or _AMOUNT.search(line.text) or _DIGIT.search(line.text):
        return False
    return all(map(_WORDS.search, cells)) and any(map(_PRICED.search, cells))


def _of_another_row(table: Table, row: Row, text: Text) -> bool:
    """True where names of a row would swallow the fixed words another row begins with, or a group
    that ends in a number (`Zone 2`)."""
    if row.columns and len(row.columns) <= 2 and not row.label and _is_group(table, text):
        return True
    opening = opening_of(table, text.text) if row.columns and not row.label else None
    return opening is not None and opening[1] is not row


def _is_group(table: Table, text: Text) -> bool:
    return any(template.match(text.text) for template in _worded_groups(table))


@lru_cache(maxsize=256)
def _worded_groups(table: Table) -> tuple[Template, ...]:
    """The templates of groups that have words of their own."""
    lines = [template for group in table.groups for template in group.lines]
    return tuple(t for t in lines if _WORDS.search(_FIELD.sub(" ", t.source)))
