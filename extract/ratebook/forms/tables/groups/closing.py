"""Totals close groups: what stands below one belongs to a group whose heading was lost."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.hit import Hit, Text
from ratebook.forms.tables.state import Leftover, Scan
from ratebook.records.datum import Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Row, Table


@lru_cache(maxsize=256)
def sums_of(table: Table) -> Mapping[str, Mapping[str, str]]:
    """Rows that print sums: the name of each to its summed fields and the fields they sum."""
    found: dict[str, dict[str, str]] = {}
    for check in table.checks:
        parts = [t.ref for t in check.terms if t.total]
        wholes = [t.ref for t in check.terms if not t.total]
        if check.kind == "linear" and len(wholes) == 1 and parts:
            found.setdefault(wholes[0][-2], {})[wholes[0][-1]] = parts[0][-1]
    return found


def spent_groups(scans: list[Scan]) -> set[int]:
    """The groups whose totals these walks read."""
    spent: set[int] = set()
    for scan in scans:
        sums = sums_of(scan.table)
        for hit in scan.hits:
            if hit.row.name in sums:
                own = [(id(scan.table), name, i) for name, i in hit.groups.items()]
                last = _innermost(scan.table, own)
                spent |= {last[2]} if last else set()
    return spent


def close_groups(scans: list[Scan], ledger: Ledger) -> None:
    """Rows below the total of their group stand in an unknown group, over pages as well."""
    spent: set[tuple[int, str, int]] = set()
    begun: set[tuple[int, str, int]] = set()
    for scan in scans:
        totals = {*sums_of(scan.table), *(r.name for r in scan.table.rows if r.expected)}
        main = main_row(scan.table)
        unknown: dict[tuple[int, str, int], int] = {}
        ended: set[tuple[int, str, int]] = set()
        last_at = -1
        for hit in sorted(scan.hits, key=lambda h: h.at):
            if hit.at != last_at:  # Groups may stand side by side, with all their totals in a line.
                spent |= ended
                ended, last_at = set[tuple[int, str, int]](), hit.at
            ends = hit.row.name in totals
            own = [(id(scan.table), name, i) for name, i in hit.groups.items()]
            for key in own:
                if key in spent and (ends or hit.row is main):
                    hit.groups[key[1]] = _unknown(unknown, key, hit, ledger)
            if not ends:
                begun.update(own)
                continue
            last = _innermost(scan.table, own)
            if last in begun:
                ended.add(last)
            unknown.pop(last, None) if last else None
        spent |= ended


def cut_below_totals(scan: Scan) -> None:
    """A table without groups ends with its total, and so does one whose groups the headings name:
    rows below it, with no headings of their own, belong to a table whose headings were lost. They
    are left over, for a person to see."""
    main, sums = main_row(scan.table), sums_of(scan.table)
    groups = [group for group in scan.table.groups if not group.mentioned]
    if main is None or (groups and not any(group.headed for group in groups)):
        return
    ended: int | None = None
    spent: dict[str, int] = {}
    for hit in sorted(scan.hits, key=lambda h: h.at):
        total = hit.row.name in sums
        again = ended is not None and (
            hit.groups != spent or any(ended < h <= hit.at for h in scan.headings)
        )
        if ended is not None and not again and (total or hit.row is main):
            scan.hits.remove(hit)
            scan.claimed.discard(hit.at)
            scan.left.append(Leftover(hit.at, Text(hit.line, hit.line.text, None), {}))
        elif total:
            ended, spent = hit.at, hit.groups
        elif again:
            ended = None


def _unknown(
    known: dict[tuple[int, str, int], int], key: tuple[int, str, int], hit: Hit, ledger: Ledger
) -> int:
    if key not in known:
        known[key] = ledger.add(
            None, None, Standing.UNREADABLE, place_of(hit.line), label=f"{key[1]} of these rows"
        )
        message = f"a total above ends its group; the heading with the {key[1]} was not read"
        ledger.issue("lost-group", message, place_of(hit.line), known[key])
    return known[key]


def _innermost(table: Table, own: list[tuple[int, str, int]]) -> tuple[int, str, int] | None:
    order = [group.field for group in table.groups]
    return max(own, key=lambda key: order.index(key[1]) if key[1] in order else -1, default=None)


def doubt_slid_columns(scan: Scan) -> None:
    """Where a total's words are printed without its figure, the column above may have slid."""
    main = main_row(scan.table)
    sums = sums_of(scan.table)
    for total in [hit for hit in scan.hits if hit.row.name in sums]:
        for whole, part in sums[total.row.name].items():
            if whole not in total.cells and whole not in total.unsure and _prints(total.row, whole):
                for hit in scan.hits:
                    if hit.row is main and hit.groups == total.groups and part in hit.cells:
                        hit.cells[part] = [t._replace(loose=True) for t in hit.cells[part]]


def _prints(row: Row, name: str) -> bool:
    """Whether this kind of row is known by words that the figure follows."""
    return any(spec.name == name for template in row.lines for spec in template.fields)
