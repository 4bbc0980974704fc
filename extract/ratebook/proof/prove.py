"""What the page confirms about itself, applied to everything a form read."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

from ratebook.proof.case import Case
from ratebook.proof.certificate import Certificates
from ratebook.proof.keys import check_keys
from ratebook.proof.mend import dispute, mend
from ratebook.proof.missing import fill
from ratebook.proof.search import Search
from ratebook.proof.system import Equation, compile_system
from ratebook.records.datum import Datum, Issue, Standing
from ratebook.records.ledger import Ledger

FEWEST_INSTANCES = 3
"""Instances of a relation before a page can be said to contradict it everywhere."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Data with final standings, by the same ids, and what a person must look at."""

    data: dict[int, Datum]
    issues: list[Issue]


def prove(ledger: Ledger, *, budget_s: float = 2.0) -> Proven:
    """Weighs every relation of a ledger; the ledger itself stays as it is.

    Args:
        budget_s: wall-clock seconds for repairs; what is not settled by then is flagged.
    """
    data = dict(ledger.data)
    system = compile_system(data, ledger.relations)
    deadline = time.perf_counter() + budget_s
    case = Case(data, system, Certificates(data), deadline)
    failed = case.failing()
    if failed:
        failed = _drop_wrong_constraints(case, failed)
    exclusions = mend(case, failed) if failed else {}
    filled = fill(case)
    _confirm(case)
    check_keys(case, ledger.relations)
    _question_touched(case)
    for cell, shown in exclusions.items():
        equations = [*shown.failed, *shown.others]
        claim = case.certificates.claim(
            "repaired", cell, equations, considered=shown.considered, excluded=shown.excluded
        )
        case.change(cell, proof=(claim,))
    for cell, equations in filled.items():
        if case.data[cell].standing in (Standing.DERIVED, Standing.REPAIRED):
            claim = case.certificates.claim(case.data[cell].standing.value, cell, equations)
            case.change(cell, proof=(claim,))
    return Proven(data, case.issues)


def _drop_wrong_constraints(case: Case, failed: list[Equation]) -> list[Equation]:
    """Relations of one source that fail nearly everywhere, and for no reason of single digits."""
    every = Counter(e.relation.source for e in case.system.equations if case.system.complete(e))
    search = Search(case.system, case.data, case.deadline)
    wrong: set[str] = set()
    for source, count in Counter(e.relation.source for e in failed).items():
        mine = [e for e in failed if e.relation.source == source]
        if not source or every[source] < FEWEST_INSTANCES or 2 * count <= every[source]:
            continue
        if set(mine[0].cells).intersection(*(e.cells for e in mine[1:])):
            continue
        explained = sum(bool(search.smallest([e], deepest=1).repairs) for e in mine)
        if 2 * explained < count:
            wrong.add(source)
    for source in wrong:
        _declare_wrong(case, source, [e for e in failed if e.relation.source == source])
    if wrong:
        case.system.use([e for e in case.system.equations if e.relation.source not in wrong])
    return [e for e in failed if e.relation.source not in wrong and case.system.complete(e)]


def _declare_wrong(case: Case, source: str, failed: list[Equation]) -> None:
    """A slid column looks the same as a wrong rule, so the members are not relied on either."""
    cells = {i for e in failed for i in e.cells}
    message = (
        f"{source}: does not hold on this page ({len(failed)} instances fail, such as"
        f" {failed[0].relation.name!r}); the rule is wrong for it, or a column has slid"
    )
    case.issue("relation-does-not-hold", message, min(cells))
    for cell in cells:
        if cell in case.system.v:
            dispute(case, cell, [])


def _confirm(case: Case) -> None:
    """Raises what printed relations confirm to `verified`."""
    system, data = case.system, case.data
    printed = {
        i for i in system.v if data[i].standing in (Standing.READ, Standing.VERIFIED)
    }  # fmt: skip
    usable = {id(e) for e in system.equations
              if printed.issuperset(e.cells) and e.holds(system.v, system.h)}  # fmt: skip
    witnesses = case.witnesses()
    confirmed = {
        cell: used
        for cell in printed
        if (used := witnesses.of(cell, usable, case.width(cell)))
    }  # fmt: skip
    for cell in confirmed:
        case.change(cell, standing=Standing.VERIFIED)
    for cell, used in confirmed.items():
        claim = case.certificates.claim("verified", cell, used)
        case.change(cell, proof=(*data[cell].proof, claim))


def _question_touched(case: Case) -> None:
    """A value that a stamp or a rule crosses counts only where a relation confirms it."""
    for cell, datum in list(case.data.items()):
        if datum.touched and datum.standing is Standing.READ:
            case.dispute(cell, [])
            message = f"{datum.label or datum.raw}: a stamp crosses it and no sum confirms it"
            case.issue("touched", message, cell)
