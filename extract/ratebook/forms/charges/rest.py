"""Lines that the tables of a page's forms leave: other charges beside them, or issues."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

import regex

from ratebook.forms.charges.down import walk_all
from ratebook.forms.charges.headings.heading import begins_small
from ratebook.forms.charges.headings.headings import heading_of
from ratebook.forms.charges.headings.schedules import Schedules
from ratebook.forms.charges.lines.turned import numbers_page
from ratebook.forms.charges.lines.walk import begin
from ratebook.forms.charges.meaning.chain import tell_blocks_apart
from ratebook.forms.charges.meaning.emit import Found as Priced
from ratebook.forms.charges.meaning.emit import emit_charges
from ratebook.forms.charges.told import tell_of_all
from ratebook.forms.charges.words.facets import Facets, facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.section import place_of
from ratebook.forms.tables.data.emit import contains
from ratebook.forms.tables.engine import Found
from ratebook.forms.tables.hit import Hit, prepare
from ratebook.model.page import Line
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger
from ratebook.rules.form import RecordRule

_FEW = 3
_HEADINGS = 20
_ONCE = regex.compile(r"\b(?:once|one[\s-]time|contribution|first\s+cost)\b", regex.IGNORECASE)
_SHARE = regex.compile(
    r"\b(?:charge|fee|penalty|surcharge|adder)\s*[:=-]\s*\d+(?:\.\d+)?\s?%", regex.IGNORECASE
)
_APPENDIX = "appendix"
_SCHEDULE = ("schedule", "schedule_title")
_PERCENTAGES = ("late_payment", "discount", "credit")


def read_rest(
    lines: list[Line], claimed: set[int], here: list[Found], ledger: Ledger, letters: str
) -> None:
    """Reads charges among the lines no table claimed, where a form of the page allows for more;
    other lines with a price become issues. `claimed` grows by the lines read."""
    open_to_more = any(found.form.more for found in here)
    given = here[0].shared.get("schedule") if here else None
    own = str(ledger.data[given].value) if given else None
    whole = open_to_more and (
        _misfit(here) or _general(lines, here, letters) or _of_others(lines, here, letters, own)
    )
    if whole:
        # Not the table the form is for: its rows print several prices each, or need no form.
        claimed.clear()
    # `Carrying Charge: 2% of the cost` heads no rows.
    hits = {hit.at for found in here for scan in found.scans for hit in scan.hits}
    claimed -= {at for at in claimed - hits if _SHARE.search(lines[at].text)}
    if open_to_more and hits:
        # Below the last row a line that begins small is the end of a sentence, and heads nothing.
        below = (at for at in claimed if at > max(hits))
        claimed -= {at for at in below if begins_small(lines[at].text)}
    freed = _freed(here, claimed, ledger) if open_to_more else {}
    claimed -= _over_freed(
        lines, claimed, freed, {hit.at for f in here for s in f.scans for hit in s.hits}
    )
    schedules = Schedules(ledger, own)
    told = {left.at for found in here for scan in found.scans for left in scan.left}
    for whole_run in _runs(lines, claimed):
        run = [at for at in whole_run if not numbers_page(lines[at])]
        claimed.update(whole_run)
        if not run:
            continue
        unread = set(run)
        if open_to_more:
            above = _group_line(lines, run[0], freed, ledger) if whole_run[0] else None
            groups = {left.at: left.groups for f in here for s in f.scans for left in s.left}
            groups.update(freed)
            rest = [lines[i] for i in run]
            unread -= _charges(rest, run, above, here, groups, ledger, letters, schedules, lines)
        claimed -= unread
        for at in sorted(unread - told):
            _report(lines[at], ledger, letters, whole or at in freed)


def _group_line(
    lines: list[Line], at: int, freed: dict[int, dict[str, int]], ledger: Ledger
) -> Line:
    """The line whose words may lend to a run: the one above it, or the name of the group in which
    a row stands that the table gave back."""
    group = freed.get(at, {}).get("group")
    named = str(ledger.data[group].value or "") if group else ""
    held = (line for line in reversed(lines[:at]) if named and named in line.text)
    return next(held, lines[at - 1])


def _misfit(here: list[Found]) -> bool:
    """Whether rows were taken for a form though they print more than one price, or most were not
    read; all of its rows are given back."""
    scans = [s for f in here for s in f.scans]
    if not all(f.form.more for f in here) or _tabled(here):
        return False
    several = any(len(_money(hit.line.text)) > 1 for s in scans for hit in s.hits)
    several = several or any(len(_money(left.text.text)) > 1 for s in scans for left in s.left)
    unread = sum(len(_money(left.text.text)) == 1 for scan in scans for left in scan.left)
    read = sum(len(scan.hits) for scan in scans)
    several = several or not read or unread > read
    # `The customer shall pay once:` over some of the rows: they are not all by the month.
    several = several or any(_ONCE.search(left.text.text) for s in scans for left in s.left)
    if several:
        _give_back(here)
    return several


def _general(lines: list[Line], here: list[Found], letters: str) -> bool:
    """Whether the rules for any sheet read every price of an appendix, and no form is needed; all
    rows of its forms are given back. A form knows what its own page does not print."""
    of_appendix = all(f.form.more and f.form.within == (_APPENDIX,) for f in here)
    if not of_appendix or _tabled(here):
        return False
    walk = begin(lines, (trial := Ledger()), letters, "", lines)
    walk.schedules = Schedules(trial, None)
    walk_all(walk)
    tell_of_all(walk)
    rows = sum(len(scan.hits) for f in here for scan in f.scans)
    read = {id(one.text.line) for one in walk.found}
    if walk.unread or len(read) < rows or any(one.meaning.doubtful for one in walk.found):
        return False
    _give_back(here)
    return True


def _tabled(here: list[Found]) -> bool:
    """Whether a form of the page reads columns."""
    return any(s.table.columns or s.table.grid for f in here for s in f.scans)


def _of_others(lines: list[Line], here: list[Found], letters: str, own: str | None) -> bool:
    """Whether another schedule than the sheet's begins above rows of its forms, which are all of
    the sheet's own; they are given back."""
    hits = [hit.at for f in here for s in f.scans for hit in s.hits]
    if own is None or not hits or not all(f.form.more for f in here):
        return False
    held = Schedules(Ledger(), own)
    for line in lines[: max(hits)]:
        held.take(prepare(line, letters))
    if not held.fields:
        return False
    _give_back(here)
    return True


def _give_back(here: list[Found]) -> None:
    """Takes all rows from the tables of a page."""
    for scan in (s for f in here for s in f.scans):
        scan.hits.clear()
        scan.left.clear()


def _money(text: str) -> list[str]:
    return [p.raw for p in prices(text) if p.kind in ("dollars", "cents", "bare")]


def _freed(here: list[Found], claimed: set[int], ledger: Ledger) -> dict[int, dict[str, int]]:
    """Takes back the rows of which a form makes no record (a price with a name, below no heading
    that says what it is): their lines are read as other charges, with the groups they stand in."""
    freed: dict[int, dict[str, int]] = {}
    for scan in (s for f in here for s in f.scans):
        rules = scan.table.records
        for hit in list(scan.hits):
            own = [r for r in rules if r.row == hit.row.name]
            if not own or any(_holds(r, hit, ledger) for r in own):
                continue
            scan.hits.remove(hit)
            claimed.discard(hit.at)
            freed[hit.at] = dict(hit.groups)
    return freed


def _over_freed(
    lines: list[Line], claimed: set[int], freed: dict[int, dict[str, int]], hits: set[int]
) -> set[int]:
    """The headings that a table took right above rows that it gives back, from the one on that says
    by what they are: `Rate per light per month:` over `High Pressure Sodium`."""
    given: set[int] = set()
    for at in freed:
        above = range(at - 1, max(at - 1 - _HEADINGS, -1), -1)
        over = list(takewhile(lambda n: n in freed or (n in claimed and n not in hits), above))
        said = [
            n for n in over if (h := heading_of(lines[n])) and (h.facets.measures or h.facets.timed)
        ]
        given |= {n for n in over if said and n >= said[0]}
    return given


def _holds(rule: RecordRule, hit: Hit, ledger: Ledger) -> bool:
    """Whether a row, with its groups, may make this record, as far as its words tell."""
    for name, wanted in rule.when.items():
        if not wanted.startswith(("~", "!~")):
            return True
        group = hit.groups.get(name)
        text = str(ledger.data[group].value or "") if group else ""
        text = (hit.text(name) or text).lower()
        if not contains(wanted, text):
            return False
    return True


def _runs(lines: list[Line], claimed: set[int]) -> list[list[int]]:
    """Stretches of lines that nobody claimed."""
    runs: list[list[int]] = []
    for at in range(len(lines)):
        if at in claimed:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _charges(
    lines: list[Line],
    run: list[int],
    above: Line | None,
    here: list[Found],
    groups: dict[int, dict[str, int]],
    ledger: Ledger,
    letters: str,
    schedules: Schedules,
    page: list[Line],
) -> set[int]:
    """The indices of the lines that were read as charges, with the headings that lend to them.
    The line above the run may be a heading that a table took for its own."""
    title = here[0].shared.get("schedule_title")
    named = str(ledger.data[title].value) if title is not None else ""
    first = len(run) > _FEW and all(map(numbers_page, page[: run[0]]))
    walk = begin(lines, ledger, letters, named if first else "", page)
    walk.schedules = schedules
    walk.turns = {n for n, at in enumerate(run) if n and run[n - 1] != at - 1}
    heading = heading_of(above) if above else None
    service = heading and heading.facets.component
    once = service is not None and service.value == "nonrecurring"
    said = heading.facets if heading else None
    if heading and said and (once or said.measures or said.timed or said.periods or said.seasons):
        walk.setting.context.open(replace(heading, group=None))
    walk_all(walk)
    tell_of_all(walk)
    index = {id(line): at for line, at in zip(lines, run, strict=True)}
    for one in walk.found:
        line = one.text.line
        if id(line) not in index:
            # A row over two lines has a line of its own: it stands where its price is printed.
            index[id(line)] = run[_place(line, lines)]
    made: list[Priced] = []
    for one in walk.found:
        at = index[id(one.text.line)]
        given = _of(groups.get(at, {}))
        group = facets(str(ledger.data[given["group"]].value or "")) if "group" in given else None
        if group and not group.empty and not group.free and _says(one, group):
            # The table took for a group what lends the component or the unit.
            given.pop("group", None)
        below = {} if given or one.shared else _beyond(here, at)
        made.append(replace(one, shared={**below, **one.shared, **given}))
    tell_blocks_apart(made)
    emit_charges(made, ledger, here[0].parent, here[0].shared)
    read = {index[id(one.text.line)] for one in made}
    lent = {s.heading.line for one in made for s in one.meaning.fields.values() if s.heading}
    return read | {at for line, at in zip(lines, run, strict=True) if line in lent}


def _beyond(here: list[Found], at: int) -> dict[str, int]:
    """The schedule below whose heading a line stands, where it is too far below the last row of a
    table to be of it."""
    last = next((s.beyond[at] for f in here for s in f.scans if at in s.beyond), dict[str, int]())
    return {name: datum for name, datum in last.items() if name in _SCHEDULE}


def _says(one: Priced, group: Facets) -> bool:
    """Whether a charge has the season, period and block that its group names."""
    named = {"season": group.seasons, "period": group.periods, "tier": group.tiers}
    return all(name in one.meaning.fields for name, said in named.items() if said)


def _place(line: Line, lines: list[Line]) -> int:
    """Where in these lines one stands that is made of them: where it ends as they do, or else in
    the line of its number or of its height."""
    ways = (_ends_alike, _as_low)
    found = (n for way in ways for n, other in enumerate(lines) if way(line, other))
    return next(found, len(lines) - 1)


def _as_low(one: Line, other: Line) -> bool:
    """Whether a line has the number of another one, or stands as low on its page."""
    if one.page != other.page or one.number is not None:
        return (one.page, one.number) == (other.page, other.number)
    return one.box is not None and other.box is not None and one.box[3] == other.box[3]


def _ends_alike(one: Line, other: Line) -> bool:
    """Whether a line is another with more before its last cell, or without its marks behind."""
    return (one.page, one.number) == (other.page, other.number) and one.cells[-1] in other.cells


def _of(groups: dict[str, int]) -> dict[str, int]:
    """The groups of a table that a charge has as fields."""
    return {name: datum for name, datum in groups.items() if name in KINDS["charge"].fields}


def _report(line: Line, ledger: Ledger, letters: str, bare: bool) -> None:
    found = prices(prepare(line, letters).text)
    if not found:
        return
    charge = any(s.value in _PERCENTAGES for s in facets(line.text).components)
    charge = charge or _SHARE.search(line.text) is not None
    if any(bare or p.kind in ("dollars", "cents") or (charge and p.firm) for p in found):
        message = f"a price that no table of the page reads: {line.text.strip()}"
        ledger.issue("charge-unread", message, place_of(line))
