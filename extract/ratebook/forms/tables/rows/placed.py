"""Columns told by their place: groups printed in a column of their own, and groups spread over
columns whose headings are their values.

Such cells are taken out of the line before it is read as a row; of a spread row each figure is
read as a row of its own, in the group its heading names.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.columns.places import Layout, Part, blanked, is_aside, parts_of
from ratebook.forms.tables.groups.groups import group_type, meaning, set_group
from ratebook.forms.tables.groups.mentions import own_groups
from ratebook.forms.tables.hit import Hit, Text, hit_of, match_row
from ratebook.forms.tables.openings import opening_of
from ratebook.forms.tables.rows.celled import read_cells
from ratebook.forms.tables.rows.gaps import row_with_gaps
from ratebook.forms.tables.state import Scan
from ratebook.forms.tokens.values import read_value
from ratebook.records.datum import Standing
from ratebook.rules.form import Group, Row, Table
from ratebook.rules.template import template as compiled

_DITTO = regex.compile(r"[\s\"“”″〃'’]+|(?:do|ditto)\.?", regex.IGNORECASE)
_FIGURE = regex.compile(r"\d")
_SAYS = regex.compile(r"\w")
_USUAL = 0.7
_LEAST = 4


def reads(table: Table, layout: Layout, text: Text) -> bool:
    """Whether a line is a row of the table where its columns stand like this."""
    parts = parts_of(layout, text.line) or []
    groups = [p for p in parts if p.column.group]
    if not all(_is_value(p, text) for p in groups):
        return False
    beside = [p for p in parts if is_aside(p.column, table)]
    spread = sorted((p for p in parts if p.column.spread[0]), key=lambda p: not p.column.spread[1])
    spread = spread[1:]
    line = blanked(text, [*groups, *beside, *spread])
    main, opening = main_row(table), opening_of(table, line.text)
    if main is None or opening:
        return False
    return match_row((main,), table, layout.order, line) is not None


def read_placed(scan: Scan, at: int, text: Text) -> bool:
    """Takes a line as rows of a table with a layout; what its group columns print is entered."""
    layout = scan.layout
    parts = parts_of(layout, text.line) if layout else None
    scan.rest = None
    if layout is None or parts is None:
        return _beside(scan, at, text)
    short = text.line.tabular and len(text.line.cells) < len(layout.line.cells)
    groups = [p for p in parts if p.column.group]
    aside = [p for p in parts if is_aside(p.column, scan.table) and _is_value(p, text)]
    text = blanked(text, aside)
    told = [p for p in groups if _is_value(p, text)]
    again = [p for p in groups if p not in told and _DITTO.fullmatch(text.text[p.start : p.end])]
    other = [p for p in groups if p not in told and p not in again]
    found = _rows(scan, blanked(text, [*told, *again]), parts, other)
    if not found and other:
        found = _rows(scan, blanked(text, groups), parts, [])
        found = [f for f in found if f[0] is main_row(scan.table)]
        lost = other if found else []
    else:
        lost = []
    if short and any(f[0] is main_row(scan.table) for f in found):
        return False  # A cell is not there: what stands in which is not known.
    _enter_groups(scan, at, text, told, lost)
    printed = frozenset(p.column.group for p in (*told, *again))
    gap = None if found or other or layout.spread else _with_gap(scan, at, text, told, again)
    if gap:
        scan.hits.append(gap)
        scan.told.append((gap, printed))
        return True
    if not found and text.line.tabular and not (short or other or layout.spread):
        hit = read_cells(scan, at, text, parts)
        if hit:
            scan.claim(at, f"row {hit.row.name}, a figure damaged")
            scan.hits.append(hit)
            scan.told.append((hit, printed))
            return True
    if not found:
        scan.rest = blanked(text, [*told, *again]) if told or again else None
        return _only_groups(scan, at, told, scan.rest)
    for row, m, part, value in found:
        _take(scan, at, row, m, part, value, printed)
    scan.claim(at, f"row {found[0][0].name}")
    return True


def _with_gap(
    scan: Scan, at: int, text: Text, told: Sequence[Part], again: Sequence[Part]
) -> Hit | None:
    """The row a line without one of its names is."""
    blank = blanked(text, [*told, *again])
    hit = row_with_gaps(scan, at, blank) if scan.places else None
    if hit:
        scan.claim(at, f"row {hit.row.name}, with blank cells")
    return hit


def _beside(scan: Scan, at: int, text: Text) -> bool:
    """A line that does not follow the headings may be a total in words of its own."""
    spread = {p.column.spread[0] for p in scan.layout.places} if scan.layout else set[str]()
    rows = tuple(r for r in scan.table.rows if r.lines and not r.columns)
    if spread - {""}:
        rows = tuple(r for r in rows if spread & set(r.closes))
    found = match_row(rows, scan.table, scan.order, text)
    if found is None:
        return False
    scan.claim(at, f"row {found[0].name}")
    scan.hits.append(hit_of(found[0], at, text, found[1], scan.groups))
    return True


_Found = tuple[Row, "regex.Match[str]", Text, "Part | None"]


def _rows(scan: Scan, text: Text, parts: Sequence[Part], other: Sequence[Part]) -> list[_Found]:
    """The rows a line is: one, or one for each figure of a spread table; none unless all are."""
    spread = [p for p in parts if p.column.spread[1]]
    whole = [p for p in parts if p.column.spread[0] and not p.column.spread[1]]
    over = {p.column.spread[0] for p in scan.layout.places} - {""} if scan.layout else set[str]()
    found: list[_Found] = []
    for one in spread or [None]:
        line = blanked(text, [p for p in spread if p is not one] + (whole if one else []))
        m = _match(scan, line, {p.column.group for p in other})
        if m and m[0] is main_row(scan.table) and not _in_place(m[1], parts):
            return []
        if m is None or (one and not compiled(one.column.cell).match(_said(one, text))):
            return []
        if over and one is None and not over & set(m[0].closes):
            return []  # A figure outside the spread columns is of none of their groups.
        found.append((*m, line, one))
    if not whole or not spread:
        return found
    return _with_whole(scan, text, found, spread, whole[0])


def _in_place(m: regex.Match[str], parts: Sequence[Part]) -> bool:
    """Whether what a row reads as a column's stands in that column."""
    where = {name: m.start(name) for name in m.re.groupindex if m.start(name) >= 0}
    for part in parts:
        inside = [n for n, at in where.items() if part.start <= at < part.end]
        own = [spec.name for spec in compiled(part.column.cell).fields]
        if not part.column.spread[0] and any(name not in own for name in inside):
            return False
    return True


def _with_whole(
    scan: Scan, text: Text, found: list[_Found], spread: Sequence[Part], whole: Part
) -> list[_Found]:
    """The rows of a line with the figure in the column of all: the total of what the group is in,
    or beside one figure the same once more. None where it is neither."""
    if any(row is main_row(scan.table) for row, *_ in found):
        same = len(spread) == 1 and _said(spread[0], text).split() == _said(whole, text).split()
        return found if same else []
    closing = tuple(r for r in scan.table.rows if whole.column.spread[0] in r.closes)
    line = blanked(text, spread)
    m = match_row(closing, scan.table, scan.order, line)
    return [*found, (*m, line, None)] if m else []


def _match(scan: Scan, text: Text, in_groups: set[str]) -> tuple[Row, regex.Match[str]] | None:
    """The row a line is. Words in the column of a group (`Total` below the blocks) close it."""
    rows, order = scan.table.rows, scan.order
    closing = tuple(r for r in rows if in_groups & set(r.closes))
    found = match_row(closing, scan.table, order, text) if closing else None
    found = found or match_row(rows, scan.table, order, text)
    opening = opening_of(scan.table, text.text) if found and found[0].columns else None
    return None if opening and found and opening[1] is not found[0] else found


def _said(part: Part, text: Text) -> str:
    return text.text[part.start : part.end]


def _is_value(part: Part, text: Text) -> bool:
    return compiled(part.column.cell).match(_said(part, text)) is not None


def _group(table: Table, name: str) -> Group:
    return next(g for g in table.groups if g.field == name)


def _enter_groups(
    scan: Scan, at: int, text: Text, told: Sequence[Part], lost: Sequence[Part]
) -> None:
    """Enters what the group columns of a line print, outer groups first."""
    order = [g.field for g in scan.table.groups]
    named = {p.column.group for p in (*told, *lost)}
    for part in sorted((*told, *lost), key=lambda p: order.index(p.column.group)):
        group = _group(scan.table, part.column.group)
        if part in lost:
            _lose(scan, group, text, part)
            continue
        m = compiled(part.column.cell).match(_said(part, text))
        start, end = m.span(group.field) if m else (0, 0)
        parents = order[: order.index(group.field)]
        whole = all(p in named for p in parents if p in scan.groups)
        _enter_group(scan, group, text, part.start + start, part.start + end, whole)


def _enter_group(scan: Scan, group: Group, text: Text, start: int, end: int, whole: bool) -> None:
    """The group a cell names: the one above if it is the same; one met before where the row says
    all groups it stands in."""
    raw = text.line.text[start:end]
    value = meaning(group, raw) or read_value(raw, group_type(group)).value
    held = scan.groups.get(group.field)
    if held is not None and value is not None and scan.ledger.data[held].value == value:
        return
    order = [g.field for g in scan.table.groups]
    inner, outer = order[order.index(group.field) + 1 :], order[: order.index(group.field)]
    key = group.field, tuple(scan.groups.get(name, 0) for name in outer), str(value)
    if whole and key in scan.printed:
        scan.groups[group.field] = scan.printed[key]
        for name in inner:
            scan.groups.pop(name, None)
        return
    set_group(scan, group, text, start, end)
    scan.printed[key] = scan.groups[group.field]


def _lose(scan: Scan, group: Group, text: Text, part: Part) -> None:
    """Something stands in a group's column that cannot be read."""
    order = [g.field for g in scan.table.groups]
    for name in order[order.index(group.field) :]:
        scan.groups.pop(name, None)
    place, raw = place_of(text.line, part.start, part.end), _said(part, text).strip()
    scan.groups[group.field] = scan.ledger.add(
        raw, None, Standing.UNREADABLE, place, label=group.field
    )


def _only_groups(scan: Scan, at: int, told: Sequence[Part], rest: Text | None) -> bool:
    """A line that prints nothing but groups."""
    if not told or rest is None or _SAYS.search(rest.text):
        return False
    scan.claim(at, f"group {', '.join(p.column.group for p in told)}")
    return True


def _take(
    scan: Scan,
    at: int,
    row: Row,
    m: regex.Match[str],
    text: Text,
    part: Part | None,
    printed: frozenset[str],
) -> None:
    hit: Hit = hit_of(row, at, text, m, {**own_groups(scan, text.line, row)})
    if part is not None and part.column.spread[0] not in row.closes:
        hit.groups[part.column.spread[0]] = _spread_group(scan, part)
    scan.hits.append(hit)
    if row is main_row(scan.table):
        scan.told.append((hit, printed))


def _spread_group(scan: Scan, part: Part) -> int:
    """The group a spread column's heading names, under the groups in force."""
    name, value = part.column.spread
    order = [g.field for g in scan.table.groups]
    outer = tuple(scan.groups.get(n, 0) for n in order[: order.index(name)])
    key = name, outer, value
    if key not in scan.printed and scan.layout:
        line, place = scan.layout.line, part.heading
        group = _group(scan.table, name)
        reading = read_value(value, group_type(group))
        scan.printed[key] = scan.ledger.add(
            line.text[place.start : place.end].strip(),
            reading.value,
            reading.standing,
            place_of(line, place.start, place.end),
            quantum=reading.quantum,
            label=name,
        )
    return scan.printed[key]


def lacks_cells(scan: Scan, text: Text) -> bool:
    """Whether a drawn line of a table with a layout has fewer cells than its headings and is no
    total."""
    if scan.layout is None or opening_of(scan.table, text.text):
        return False
    return text.line.tabular and len(text.line.cells) < len(scan.layout.line.cells)


def groups_of_rest(scan: Scan, text: Text) -> dict[str, int]:
    """The groups of a line nothing read. One with figures that does not follow the headings may
    print groups of its own, unless it is a total."""
    groups = dict(scan.groups)
    if scan.layout is None or opening_of(scan.table, text.text) or not _FIGURE.search(text.text):
        return groups
    parts = parts_of(scan.layout, text.line)
    if parts is None or lacks_cells(scan, text):
        for name in {p.column.group for p in scan.layout.places} - {""}:
            place = place_of(text.line)
            groups[name] = scan.ledger.add(None, None, Standing.UNREADABLE, place, label=name)
    return groups


def doubt_blanks(scan: Scan) -> None:
    """Where nearly every row prints its group, one that does not has lost it."""
    for name in {g.field for g in scan.table.groups}:
        columns = [c for c in scan.layout.places if c.column.group == name] if scan.layout else []
        blank = [hit for hit, printed in scan.told if name not in printed]
        if not columns or not blank or len(scan.told) < _LEAST:
            continue
        if len(scan.told) - len(blank) >= _USUAL * len(scan.told):
            for hit in blank:
                hit.groups[name] = scan.ledger.add(
                    None, None, Standing.UNREADABLE, place_of(hit.line), label=name
                )
