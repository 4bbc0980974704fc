"""Turns a form's checks into relations over the data of one page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from ratebook.forms.section import place_of
from ratebook.forms.tables.data.enter import Cells
from ratebook.forms.tables.rows.unread import Unread
from ratebook.records.datum import Relation, Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.form import Check, Term

_ONE, _TENTH = Decimal(1), Decimal("0.1")
_ABSENT = Standing.ABSENT  # Members of an enumeration are found by a search each time.


class UnresolvableError(Exception):
    """A reference names nothing, or more than one thing, on this page."""


_Pools = dict[tuple[str, ...], list[Cells]]
"""By reference: the rows it may speak of."""

LinesUnread = dict[str, list[Unread]]
"""By table: the lines with figures that nothing read."""


def relate(
    checks: tuple[Check, ...],
    rows: dict[str, list[Cells]],
    source: str,
    ledger: Ledger,
    unread: LinesUnread | None = None,
) -> None:
    """Adds the relations of these checks. `rows` holds the rows of each table by its name. A sum
    over a group in which lines stayed unread is no relation, unless these show their addends."""
    unread = unread or {}
    for check in checks:
        name = f"{source}: {check.name}"
        if check.kind in ("linear", "ratio"):
            _equations(check, rows, name, ledger, unread)
        elif check.kind == "step":
            _steps(check, rows, name, ledger, unread)
        elif check.kind == "distinct":
            _distinct(check, rows, name, ledger)
        else:
            _across(check, rows, name, ledger, any(unread.values()))


def _all(rows: dict[str, list[Cells]]) -> list[Cells]:
    return [cells for table in rows.values() for cells in table]


def _candidates(ref: tuple[str, ...], rows: dict[str, list[Cells]], ledger: Ledger) -> list[Cells]:
    """The rows a reference may speak of: `total[overhead]` those of a group of that value."""
    if len(ref) == 1:
        return [c for c in _all(rows) if ref[0] in c.ids]
    name, _, value = ref[-2].removesuffix("]").partition("[")
    pool = rows.get(ref[0], []) if len(ref) == 3 else _all(rows)
    return [c for c in pool if c.row.name == name and (not value or _stands_in(c, value, ledger))]


def _stands_in(cells: Cells, value: str, ledger: Ledger) -> bool:
    return any(str(ledger.data[i].value) == value for i in cells.hit.groups.values())


def _anchor(check: Check) -> Term:
    """The term whose row each instance of the equation belongs to: the last that is no sum."""
    plain = [t for t in check.terms if not t.total]
    return plain[-1] if plain else check.terms[-1]


def _equations(
    check: Check, rows: dict[str, list[Cells]], source: str, ledger: Ledger, unread: LinesUnread
) -> None:
    pools = {term.ref: _candidates(term.ref, rows, ledger) for term in check.terms}
    summed = {i for t in check.terms if t.total for c in pools[t.ref] for i in _groups(c)}
    for anchor in pools[_anchor(check).ref]:
        try:
            more = _unread_addends(check, anchor, unread)
            if more is None or more:
                _lose(check, anchor, pools, ledger)
            if more is None:
                continue
            terms = tuple(
                [t for term in check.terms for t in _resolve(term, anchor, pools[term.ref], ledger)]
            )
            if more and any(ledger.data[i].value is None for _, i in terms):
                continue
            terms = (*more, *terms)
        except UnresolvableError:
            continue
        if check.kind == "linear" and len(terms) < 2:
            continue
        if check.kind == "ratio":
            _share_of_nothing([i for _, i in terms], ledger)
        name, ratio = _name(check, anchor, ledger), check.kind == "ratio"
        ledger.relations.append(
            Relation(
                "ratio" if ratio else "linear",
                name,
                terms,
                constant=check.scale if ratio else Decimal(0),
                rounding=check.rounding,
                source=source,
                loose=bool(more)
                or _coarse([i for _, i in terms], ledger)
                or _of_lost_group(summed.union(_groups(anchor)), ledger),
                over=_over(check, anchor),
            )
        )


def _over(check: Check, anchor: Cells) -> str:
    """Which rows a sum is over: those of a kind whose total the anchor is."""
    if any(term.total and term.coef < 0 for term in check.terms):
        return ""
    summed = [".".join(t.ref[:-1]) for t in check.terms if t.total]
    if not summed:
        return ""
    where = *place_of(anchor.hit.line)[:2], *sorted(anchor.hit.groups.values())
    return f"{' + '.join(summed)} of {where}"


def _coarse(terms: list[int], ledger: Ledger) -> bool:
    """Whether kilowatts are all whole hundreds: of so few digits that another reading of one makes
    up for a row that is lost."""
    data = [ledger.data[i] for i in terms]
    loads = [d for d in data if d.raw is not None and d.raw.endswith("kW")]
    return bool(loads) and all(isinstance(d.value, Decimal) and not d.value % _TENTH for d in loads)


def _groups(cells: Cells) -> Iterable[int]:
    """The groups a row stands in."""
    return cells.hit.groups.values()


def _of_lost_group(groups: Iterable[int], ledger: Ledger) -> bool:
    """Whether the heading of one of these groups, those of a relation's rows and of the others a
    sum is over, was lost, or another line contradicts it."""
    return any(ledger.data[i].value is None or ledger.data[i].touched for i in groups)


def _unread_addends(
    check: Check, anchor: Cells, unread: LinesUnread
) -> list[tuple[Decimal, int]] | None:
    """The addends that unread lines show; None where one may hold an addend it does not show."""
    found: list[tuple[Decimal, int]] = []
    for term in check.terms if any(unread.values()) else ():
        tables = [term.ref[0]] if len(term.ref) == 3 else list(unread)
        for line in [line for table in tables for line in unread.get(table, []) if term.total]:
            if not all(line.groups.get(name, i) == i for name, i in anchor.hit.groups.items()):
                continue
            if (term.ref[-2], term.ref[-1]) not in line.addends:
                return None
            found += [(term.coef, i) for i in line.addends[term.ref[-2], term.ref[-1]]]
    return found


def _lose(check: Check, anchor: Cells, pools: _Pools, ledger: Ledger) -> None:
    """A total whose sum has lost a line needs another proof than its own reading."""
    for term in check.terms:
        for _, i in [] if term.total else _resolve(term, anchor, pools[term.ref], ledger):
            ledger.data[i] = ledger.data[i]._replace(touched=True)


def _share_of_nothing(terms: list[int], ledger: Ledger) -> None:
    """A quotient beside nothing to divide stands in the wrong row: it needs a proof."""
    top, bottom, quotient = (ledger.data[i] for i in terms)
    if bottom.value == 0 and top.value == 0 and quotient.value:
        ledger.data[quotient.id] = quotient._replace(touched=True)


def _resolve(
    term: Term, anchor: Cells, pool: list[Cells], ledger: Ledger
) -> list[tuple[Decimal, int]]:
    field = term.ref[-1]
    if len(term.ref) == 1:
        return [(term.coef, _datum(anchor, field, ledger))]
    of_form = len(term.ref) == 3
    found = [c for c in pool if _same_group(c, anchor, ledger if of_form else None)]
    if term.total:
        data = ledger.data
        printed = [
            i for c in found for i in c.ids.get(field, ()) if data[i].standing is not _ABSENT
        ]
        if not printed:
            raise UnresolvableError
        return [(term.coef, i) for i in printed]
    if anchor in found:
        found = [anchor]
    if len(found) != 1:
        raise UnresolvableError
    return [(term.coef, _datum(found[0], field, ledger))]


def _datum(cells: Cells, field: str, ledger: Ledger) -> int:
    found = cells.first(field)
    if found is None or _absent(found, ledger):
        raise UnresolvableError
    return found


def _absent(datum: int, ledger: Ledger) -> bool:
    return ledger.data[datum].standing is _ABSENT


def _same_group(cells: Cells, anchor: Cells, ledger: Ledger | None) -> bool:
    """Rows of the anchor's groups. In another table (with `ledger`) the same words are the same
    group."""
    mine, theirs = anchor.hit.groups, cells.hit.groups
    if mine == theirs:
        return True
    for group, own in mine.items():
        other = theirs.get(group, own)
        if own != other and (ledger is None or not _alike(own, other, ledger)):
            return False
    return True


def _alike(one: int, other: int, ledger: Ledger) -> bool:
    value = ledger.data[one].value
    return value is not None and value == ledger.data[other].value


def _name(check: Check, anchor: Cells, ledger: Ledger) -> str:
    groups = [str(ledger.data[i].value) for i in anchor.hit.groups.values()]
    texts = (anchor.hit.text(n) for n in anchor.hit.cells)
    named = next((text for text in texts if text[:1].isalpha()), None)
    where = ", ".join([*groups, named] if named else groups)
    return f"{where}: {check.name}" if where else check.name


def _by_group(rows: list[Cells]) -> list[list[Cells]]:
    groups: dict[tuple[tuple[str, int], ...], list[Cells]] = {}
    for cells in rows:
        groups.setdefault(tuple(sorted(cells.hit.groups.items())), []).append(cells)
    return list(groups.values())


def _steps(
    check: Check, rows: dict[str, list[Cells]], source: str, ledger: Ledger, unread: LinesUnread
) -> None:
    """From row to row. A line between them that was not read counts as a row; as it may be none,
    such a step changes no value."""
    ref = tuple(check.fields[0].split("."))
    gaps = sorted(line.at for lines in unread.values() for line in lines)
    for group in _by_group(_candidates(ref, rows, ledger)):
        ids = [(cells.hit.at, i) for cells in group for i in cells.ids.get(ref[-1], [])]
        for (above, one), (below, two) in pairwise(ids):
            over = sum(above < gap < below for gap in gaps)
            ledger.relations.append(
                Relation(
                    "linear",
                    f"{check.name}, a line between not read" if over else check.name,
                    ((_ONE, two), (-_ONE, one)),
                    constant=-_ONE * (1 + over),
                    rounding="exact",
                    source=source,
                    loose=over > 0,
                )
            )


def _distinct(check: Check, rows: dict[str, list[Cells]], source: str, ledger: Ledger) -> None:
    refs = [tuple(f.split(".")) for f in check.fields]
    names = [ref[-1] for ref in refs]
    owners = [c for c in _candidates(refs[0], rows, ledger) if all(c.first(n) for n in names)]
    # A field by itself stands once in each group, rows of a kind once in the document.
    within = _by_group(owners) if all(len(ref) == 1 for ref in refs) else [owners]
    for rivals in within:
        groups = tuple(tuple(c.first(n) or 0 for n in names) for c in rivals)
        if len(groups) > 1:
            ledger.relations.append(
                Relation("distinct", check.name, (), groups=groups, source=source)
            )


def _across(
    check: Check, rows: dict[str, list[Cells]], source: str, ledger: Ledger, unread: bool
) -> None:
    """One group's values are the sums of all other groups' values, key by key. Where lines stayed
    unread, only for keys that every group holds."""
    by_key: dict[str, list[Cells]] = {}
    for cells in _all(rows):
        if check.group in cells.hit.groups:
            by_key.setdefault(_key(cells, check.key), []).append(cells)
    groups = {c.hit.groups[check.group] for members in by_key.values() for c in members}
    into_names = check.into.lower().split("|")
    for key, members in by_key.items():
        into = [c for c in members if _key(c, check.group, ledger) in into_names]
        rest = [c for c in members if c not in into]
        held = {c.hit.groups[check.group] for c in members}
        if len(into) == 1 and rest and (held == groups or not unread):
            for name in check.fields:
                _sum_across(check, key, name, into[0], rest, source, ledger)


def _key(cells: Cells, name: str, ledger: Ledger | None = None) -> str:
    if ledger is not None and name in cells.hit.groups:
        return str(ledger.data[cells.hit.groups[name]].value).strip().lower()
    return f"{cells.row.name}|{cells.hit.text(name).strip().lower()}"


def _sum_across(
    check: Check, key: str, name: str, into: Cells, rest: list[Cells], source: str, ledger: Ledger
) -> None:
    terms = [(_ONE, c.ids[name][0]) for c in rest if c.ids.get(name)]
    if terms and into.ids.get(name):
        terms.append((-_ONE, into.ids[name][0]))
        label = key.partition("|")[2] or "total"
        ledger.relations.append(
            Relation(
                "linear",
                f"{label}, {name}: {check.name}",
                tuple(terms),
                rounding=check.rounding,
                source=source,
            )
        )
