"""What the page confirms about itself, applied to everything a form read."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

from ratebook.proof.attest import attest
from ratebook.proof.bounds import check_bare, check_bounds, check_open
from ratebook.proof.case import Case
from ratebook.proof.certificate import Certificates
from ratebook.proof.compile import compile_system
from ratebook.proof.decisive import show_repair
from ratebook.proof.joint import join
from ratebook.proof.keys import check_keys
from ratebook.proof.mend import cleared, dispute, mend
from ratebook.proof.missing import fill
from ratebook.proof.roundings import odd_ones
from ratebook.proof.search import Search
from ratebook.proof.system import Equation, Linear, Ratio
from ratebook.proof.words import describe
from ratebook.records.datum import Datum, Issue, Standing
from ratebook.records.ledger import Ledger

_PRINTED = (Standing.READ, Standing.VERIFIED)
FEWEST_INSTANCES = 3
"""Instances of a relation before a page can be said to contradict it everywhere."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Data with final standings, by the same ids, and what a person must look at."""

    data: dict[int, Datum]
    issues: list[Issue]


def prove(ledger: Ledger, *, budget_s: float = 1.5) -> Proven:
    """Weighs every relation of a ledger; the ledger itself stays as it is.

    Args:
        budget_s: seconds of this thread for repairs; what is not settled by then is flagged.
    """
    data = dict(ledger.data)
    system = compile_system(data, ledger.relations)
    deadline = time.thread_time() + budget_s
    case = Case(data, system, Certificates(data), deadline)
    failed = case.failing()
    all_hold, unheld = not failed, [e for e in failed if isinstance(e, Ratio)]
    ratios = [e for e in system.equations if isinstance(e, Ratio)]
    if failed:
        failed = _drop_loose(case, failed)
        failed = _drop_wrong_constraints(case, failed)
    if len(system.v) < len(system.step):
        failed += _join(case)
        all_hold = all_hold and not failed
    for cell, shown in (mend(case, failed) if failed else {}).items():
        show_repair(case, cell, shown)
    _doubt(case)
    _confirm(case, all_hold=all_hold)
    _question_touched(case)
    check_bounds(case)
    check_open(case)
    fill(case)
    check_bare(case)
    _question_slid_shares(case, ratios, unheld)
    check_keys(case, ledger.relations)
    return Proven(attest(data), case.issues)


def _drop_loose(case: Case, failed: list[Equation]) -> list[Equation]:
    """Relations over lines that may not be all there, or not all of them: where one fails, no
    value is changed by it, and what nothing else confirms stays open. Returns the others."""
    loose = [e for e in failed if e.relation.loose]
    if not loose:
        return failed
    search = Search(case.system, case.data, case.deadline)
    for equation in loose:
        said = describe(case.data, case.system, search, equation)
        message = f"{said}; which lines belong to it is not certain"
        case.issue("check-failed", message, equation.cells[-1])
    gone = {id(e) for e in loose}
    _give_up(case, loose, failed)
    _give_up_torn(case, failed, gone)
    case.system.use([e for e in case.system.equations if id(e) not in gone])
    return [e for e in failed if id(e) not in gone and case.system.complete(e)]


def _give_up(case: Case, equations: list[Equation], failed: list[Equation]) -> None:
    """Takes back the members of failed relations that nothing else confirms."""
    clear = cleared(case, equations, failed)
    for cell in {i for e in equations for i in e.cells if i in case.system.v} - clear:
        dispute(case, cell, [])


def _give_up_torn(case: Case, failed: list[Equation], but: set[int]) -> None:
    """The same for failed relations that lost a member to those."""
    torn = [e for e in failed if id(e) not in but and not case.system.complete(e)]
    if torn:
        _give_up(case, torn, failed)


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
    for source in sorted(wrong):
        _declare_wrong(case, source, [e for e in failed if e.relation.source == source])
    _give_up_torn(case, failed, {id(e) for e in failed if e.relation.source in wrong})
    if wrong:
        case.system.use([e for e in case.system.equations if e.relation.source not in wrong])
    return [e for e in failed if e.relation.source not in wrong and case.system.complete(e)]


def _join(case: Case) -> list[Equation]:
    """Adds what pairs of sums say without the unreadable number they share; those that fail."""
    system, made = case.system, join(case.system)
    if made:
        system.use([*system.equations, *made])
    return [e for e in made if not e.holds(system.v, system.h)]


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


def _doubt(case: Case) -> None:
    """Sums that hold only if the roundings conspire, where no other relation guards a member."""
    system = case.system
    lone = [
        e
        for e in system.equations
        if isinstance(e, Linear) and 1 in map(len, map(system.of.__getitem__, e.cells))
        and system.complete(e)
    ]  # fmt: skip
    strained = [e for e in lone if e.strained(system.v, system.h)]
    why = "as printed, nearly all roundings would have to fall the same way"
    _tell_doubt(case, strained, why)
    odd = [e for e in odd_ones(lone, system.v, system.h) if e not in strained]
    _tell_doubt(case, odd, "all other sums of this kind add up to the last digit")


def _tell_doubt(case: Case, equations: list[Linear], why: str) -> None:
    search = Search(case.system, case.data, case.deadline)
    for equation in equations:
        said = describe(case.data, case.system, search, equation)
        case.issue("check-doubtful", f"{said}; {why}", equation.cells[-1])


def _confirm(case: Case, *, all_hold: bool) -> None:
    """Raises what printed relations confirm to `verified`. `all_hold`: no relation ever failed."""
    system, data = case.system, case.data
    printed = {i for i in system.v if data[i].standing in _PRINTED}
    usable = {id(e) for e in system.equations
              if printed.issuperset(e.cells)
              and (all_hold or e.holds(system.v, system.h))}  # fmt: skip
    witnesses = case.witnesses(unchanged=all_hold)
    confirmed = [(cell, witnesses.of(cell, usable, case.width)) for cell in printed]
    for cell, used in confirmed:
        if not used:
            continue
        data[cell] = data[cell].verified(case.certificates.check(cell, used))


def _question_slid_shares(case: Case, ratios: list[Ratio], unheld: list[Ratio]) -> None:
    """A quotient beside two zeros holds with any relation: its column has slid. Where one does not
    hold and nothing mends it, or several do not, it may have. Then no quotient of that column
    counts for which the one next to it would do as well."""
    idle = [e for e in ratios if _idle(case, e)]
    count = Counter(e.relation.source for e in unheld)
    broken = (e for e in unheld if count[e.relation.source] > 1 or not case.system.complete(e))
    slid = {e.relation.source for e in (*idle, *broken)}
    for equation in [*idle, *(e for e in ratios if e.relation.source in slid and _near(case, e))]:
        quotient = case.data[equation.cells[2]]
        if quotient.standing.accepted and quotient.value:
            message = f"{equation.relation.name}: {quotient.raw} may stand in another row's place"
            case.issue("check-doubtful", message, equation.cells[2])
            case.dispute(equation.cells[2], [])


def _idle(case: Case, ratio: Ratio) -> bool:
    top, bottom, share = ratio.cells
    v, quotient = case.system.v, case.data[share]
    return v.get(top) == 0 == v.get(bottom) and bool(quotient.value or quotient.candidates)


def _near(case: Case, ratio: Ratio) -> bool:
    """Whether the quotient one last digit up or down would do too, as far as the relation tells."""
    v, quotient = case.system.v, ratio.cells[2]
    if not case.system.complete(ratio):
        return True
    low, high = ratio.window(v, case.system.h, quotient)
    step = case.system.step[quotient]
    return low <= v[quotient] - step or v[quotient] + step <= high


def _question_touched(case: Case) -> None:
    """A value that a stamp or a rule crosses counts only where a relation would show damage."""
    touched = [i for i, d in case.data.items() if d.touched and d.standing is Standing.READ]
    if not touched:
        return
    sound = {i for i in case.system.v if case.data[i].standing.accepted}
    usable = {id(e) for e in case.system.equations
              if sound.issuperset(e.cells) and e.holds(case.system.v, case.system.h)}  # fmt: skip
    doubtful: list[int] = []
    for cell in touched:
        if cell in sound and case.witnesses().shows_damage(cell, usable, case.width(cell)):
            continue
        doubtful.append(cell)
    for cell in doubtful:
        datum = case.data[cell]
        case.dispute(cell, [])
        case.system.v.pop(cell, None)
        message = f"{datum.label or datum.raw}: the token is damaged and no check confirms it"
        case.issue("unconfirmed", message, cell)
