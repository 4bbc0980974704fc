"""Numbered groups come one after another: a number that breaks the order may be a misread one.

Cycles, blocks and steps are counted (blocks by the percentages a plan may have). Where changing the
number of one group would put a page in order, or a heading that was lost would explain a gap, that
group stays open. Which number it is nothing says, so that none is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.groups.closing import sums_of
from ratebook.forms.tables.hit import Hit
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line
from ratebook.records.datum import Candidate, Standing
from ratebook.rules.form import Group

_MOST = 60
_SECTION = 1_000_000
_NONE = -1000
_FEWEST_DOWN = 3


@dataclass(slots=True)
class Run:
    """Rows one after another in one group. `number` is its rank in the order groups come in, None
    where its own number cannot be read; `printed` says how often the rows print it themselves."""

    datum: int
    number: int | None
    printed: int
    ended: bool = False
    """Whether a total ends the rows above them, so that the same number again is another group."""
    rows: list[Hit] = field(default_factory=list[Hit])


class Walk:
    """The rows of a table that goes on from page to page, in the order of the pages. `at` says
    where, by the identity of a row."""

    def __init__(self, scans: list[Scan]) -> None:
        self.scans, self.table, self.ledger = scans, scans[0].table, scans[0].ledger
        self.hits = [h for s in scans for h in sorted(s.hits, key=lambda h: h.at)]
        self.told = [told for s in scans for told in s.told]
        places = ((n * _SECTION + h.at, h) for n, s in enumerate(scans) for h in s.hits)
        self.at = {id(hit): at for at, hit in places}
        self.spread = {p.column.spread[0] for s in scans if s.layout for p in s.layout.places}

    def line(self, page: int, number: int | None) -> Line | None:
        """A line of a text source."""
        lines = (line for scan in self.scans for line in scan.lines)
        return next((x for x in lines if (x.page, x.number) == (page, number)), None)


def walks(scans: list[Scan]) -> list[Walk]:
    """Walks of one table each, those together whose groups go on from page to page."""
    chains: list[list[Scan]] = []
    for scan in (s for s in scans if any(g.required for g in s.table.groups)):
        held = {i for h in scan.hits for i in h.groups.values()} & scan.carried
        chain = next((c for c in reversed(chains) if c[-1].table is scan.table), None)
        theirs = {i for s in chain or () for h in s.hits for i in h.groups.values()}
        if chain and held & theirs:
            chain.append(scan)
        else:
            chains.append([scan])
    return [Walk(chain) for chain in chains]


def doubt_numbers(walk: Walk) -> None:
    """Leaves groups of a walk open whose numbers contradict those beside them."""
    main = main_row(walk.table)
    rows = [h for h in walk.hits if h.row is main]
    order = [group.field for group in walk.table.groups]
    shuffled = False
    for group in walk.table.groups:
        if not group.required:
            continue
        outer = order[: order.index(group.field)]
        for within in _by_parents(rows, outer):
            runs = _gone_on(_runs(walk, within, group), order[order.index(group.field) + 1 :])
            if len(runs) < 2:
                continue
            found = _of_set(runs) if shuffled else _doubtful(walk, group, runs)
            shuffled = shuffled or found is None
            odd = _of_set(runs) if found is None else found
            odd = odd or (_lone(runs) if not _totals(walk, group) else [])
            for run in odd:
                _doubt(walk, group.field, run)
                for name in outer if run in (runs[0], runs[-1]) else ():
                    _doubt_parent(walk, name, run)


def _by_parents(rows: list[Hit], outer: list[str]) -> list[list[Hit]]:
    found: dict[tuple[int, ...], list[Hit]] = {}
    for hit in rows:
        found.setdefault(tuple(hit.groups.get(name, 0) for name in outer), []).append(hit)
    return [*found.values()]


def _runs(walk: Walk, rows: list[Hit], group: Group) -> list[Run]:
    told = {id(hit) for hit, printed in walk.told if group.field in printed}
    inside = [h for h in rows if group.field in h.groups]
    totals = _totals(walk, group)
    made: list[Run] = []
    above = -1
    for hit in inside:
        datum, own = hit.groups[group.field], id(hit) in told
        ended = own and any(above < at < walk.at[id(hit)] for at in totals)
        if not made or made[-1].datum != datum or ended:
            number = _number(group, walk.ledger.data[datum].value)
            made.append(Run(datum, number, 0, ended))
        made[-1].rows.append(hit)
        made[-1].printed += own
        above = walk.at[id(hit)]
    # Groups whose numbers are words count nothing.
    return made if any(run.number is not None for run in made) and len(made) <= _MOST else []


def _totals(walk: Walk, group: Group) -> list[int]:
    """Where totals of such a group stand."""
    order, sums = [g.field for g in walk.table.groups], sums_of(walk.table)
    inner = order[order.index(group.field) + 1 :]
    return [
        walk.at[id(h)]
        for h in walk.hits
        if h.row.name in sums and group.field not in h.row.closes and set(inner) <= {*h.row.closes}
    ]


def _number(group: Group, value: object) -> int | None:
    """The rank of a value in the order its groups come in; nothing is counted from 0."""
    said = str(value)
    if group.values:
        return group.values.index(said) if said in group.values else None
    return (int(said) or _NONE) if said.isascii() and said.isdigit() and len(said) < 4 else None


def _gone_on(runs: list[Run], inner: list[str]) -> list[Run]:
    """Groups of the same number one after another are one where the heading is printed again on
    the next page, or for what comes next within the group."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        if last is None or run.number is None or last.number != run.number:
            made.append(run)
        elif not run.ended and (last.datum == run.datum or _again(last.rows, run.rows, inner)):
            last.rows += run.rows
        else:
            made.append(run)
    return made


def _again(above: list[Hit], below: list[Hit], inner: list[str]) -> bool:
    if above[-1].line.page != below[0].line.page:
        return True
    within = [
        {h.groups[n] for h in rows for n in inner if n in h.groups} for rows in (above, below)
    ]
    return all(within) and not within[0] & within[1]


def _doubtful(walk: Walk, group: Group, runs: list[Run]) -> list[Run] | None:
    """The runs one of which, read otherwise, would put all in order; all where none does. None
    where the rows print their groups and are in another order than that of the groups."""
    if group.field in walk.spread:
        runs = _columns(walk, runs)  # One column for each, and rows in any order.
    numbers = [run.number for run in runs]
    if _in_order(numbers):
        return []
    in_cells = sum(run.printed > 1 for run in runs) > 0
    odd = {
        at for at, run in enumerate(runs) if run.printed < 2 and _would_do(numbers, at, in_cells)
    }
    if in_cells and not odd:
        return None
    odd |= {at for at, (one, two) in enumerate(pairwise(numbers)) if _gap(one, two)}
    return [runs[at] for at in sorted(odd)] or runs


def _columns(walk: Walk, runs: list[Run]) -> list[Run]:
    """The groups in the order of their columns, each once."""
    by_datum: dict[int, Run] = {}
    for run in runs:
        one = by_datum.setdefault(run.datum, Run(run.datum, run.number, 0))
        one.rows += run.rows

    def left(run: Run) -> float:
        datum = walk.ledger.data[run.datum]
        if datum.place.box:
            return datum.place.box[0]
        line = walk.line(datum.place.page, datum.place.line)
        return line.text.find(datum.raw or "") if line else 0

    return sorted(by_datum.values(), key=left)


def _of_set(runs: list[Run]) -> list[Run]:
    """Of groups whose rows are in any order: those without whose number there is no gap, or one
    that it may have filled; all where there is none."""
    numbers = {run.number for run in runs if run.number is not None}
    if not numbers or max(numbers) - min(numbers) < len(numbers):
        return []
    odd: set[int] = set()
    for number in numbers:
        rest = numbers - {number}
        if not rest or max(rest) - min(rest) <= len(rest):
            odd.add(number)
    return [run for run in runs if run.number in (odd or numbers)]


def _lone(runs: list[Run]) -> list[Run]:
    """Where rows print their groups and no total tells how many there are: a first or last group of
    one row only, which may be of the one beside it."""
    numbers = [run.number for run in runs if run.number is not None]
    if not any(run.printed > 1 for run in runs):
        return []
    ends = {min(numbers), max(numbers)}
    one = [r for r in runs if r.number in ends and len(r.rows) == 1 == numbers.count(r.number)]
    return one if len(numbers) > len(one) else []


def _in_order(numbers: Sequence[int | None]) -> bool:
    """Whether each number is the one after that above it, up or down the page; a number that
    cannot be read may be any."""
    known = [(at, n) for at, n in enumerate(numbers) if n is not None]
    return any(
        all(
            two - one == 1 if below - above == 1 else 0 < two - one <= below - above
            for (above, one), (below, two) in pairwise([(at, way * n) for at, n in known])
        )
        for way in ((1, -1) if len(known) >= _FEWEST_DOWN else (1,))
    ) and (_NONE not in numbers)


def _would_do(numbers: Sequence[int | None], at: int, in_cells: bool) -> bool:
    """Whether another number in this place would put all in order. Where rows print their number
    it may be that of the row above or below."""
    if numbers[at] is None:
        return False
    if _in_order([*numbers[:at], None, *numbers[at + 1 :]]):
        return True
    without = [*numbers[:at], *numbers[at + 1 :]]
    return in_cells and _in_order([n for n, _ in groupby(without)])


def _gap(one: int | None, two: int | None) -> bool:
    """Whether one number is left out: the heading between may be lost, and what stands below it
    read as of the group above."""
    return one is not None and two is not None and abs(two - one) == 2


def _doubt(walk: Walk, name: str, run: Run) -> None:
    held, hit = walk.ledger.data[run.datum], run.rows[0]
    seen = (Candidate(held.value, 0.0, "as printed"),) if isinstance(held.value, int) else ()
    place = place_of(hit.line)
    made = walk.ledger.add(held.raw, None, Standing.AMBIGUOUS, place, candidates=seen, label=name)
    message = f"{name} {held.value} is out of order here: it, or one beside it, is wrong"
    walk.ledger.issue("check-failed", message, place, made)
    first, last = walk.at[id(hit)], walk.at[id(run.rows[-1])]
    whole = sum(h.groups.get(name) == run.datum for h in walk.hits if h.row is hit.row)
    for other in walk.hits:
        inside = whole == len(run.rows) or first <= walk.at[id(other)] <= last
        if inside and other.groups.get(name) == run.datum:
            other.groups[name] = made


def _doubt_parent(walk: Walk, name: str, run: Run) -> None:
    """The first or last rows of a group that are out of order in it may be of the one beside it."""
    held = walk.ledger.data[run.rows[0].groups[name]] if name in run.rows[0].groups else None
    if held is None or held.value is None:
        return
    seen = (Candidate(held.value, 0.0, "as printed"),) if isinstance(held.value, int) else ()
    place = place_of(run.rows[0].line)
    made = walk.ledger.add(held.raw, None, Standing.AMBIGUOUS, place, candidates=seen, label=name)
    first, last = (walk.at[id(run.rows[end])] for end in (0, -1))
    for other in walk.hits:
        if first <= walk.at[id(other)] <= last and other.groups.get(name) == held.id:
            other.groups[name] = made
