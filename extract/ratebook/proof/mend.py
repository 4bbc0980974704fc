"""Failed relations: repaired where one smallest repair exists, disputed otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from ratebook.proof.case import Case
from ratebook.proof.decisive import Exclusion, decisive, exclusion
from ratebook.proof.search import Change, Found, Search, clusters, coverable
from ratebook.proof.system import Equation, Linear
from ratebook.proof.words import describe
from ratebook.records.datum import Standing

BAD_PAGE = 0.01
"""Failures per value from which a last digit must be feared to be wrong without any check failing:
about one misread last digit in five escapes a sum of rounded numbers."""


@dataclass(slots=True)
class Verdict:
    """What the searches agree on, by datum id, and what they do not."""

    agreed: dict[int, Change] = field(default_factory=dict[int, Change])
    doubtful: dict[int, list[Change]] = field(default_factory=dict[int, "list[Change]"])
    hopeless: list[Equation] = field(default_factory=list[Equation])
    printed: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])
    late: bool = False

    def hear(self, found: Found) -> None:
        """Adds the repairs of one cluster: what differs between them is doubtful."""
        options = [*found.repairs, *found.near]
        for cell in {cell for repair in options for cell in repair}:
            said = {repair[cell][:2] if cell in repair else None for repair in options}
            changes = [repair[cell] for repair in options if cell in repair]
            known = self.agreed.get(cell)
            if len(said) == 1 and (known is None or known[:2] == changes[0][:2]):
                self.agreed[cell] = changes[0]
            else:
                known_too = [known] if known else []
                self.doubtful.setdefault(cell, []).extend(known_too + changes)
        for cell in self.doubtful:
            self.agreed.pop(cell, None)


def mend(case: Case, failed: list[Equation]) -> dict[int, Exclusion]:
    """Settles every failed relation: its members are repaired, disputed, or cleared by others.

    Returns why each repair is the only one, by datum id.
    """
    damage = len(clusters(failed)) / max(len(case.system.v), 1)
    search = Search(case.system, case.data, case.deadline, wide=damage > BAD_PAGE)
    words = [describe(case.data, case.system, search, e) for e in failed]
    verdict = Verdict()
    rest = peel(search, failed, verdict) if not coverable(failed, 2, {}) else failed
    judge(search, rest, verdict)
    clear = cleared(case, verdict.hopeless, rest)
    _strike(case, verdict, clear)
    repaired = _accept(case, search, verdict, failed)
    _report(case, failed, words, repaired, verdict)
    return repaired


def peel(search: Search, failed: list[Equation], verdict: Verdict) -> list[Equation]:
    """Takes out, on a badly damaged page, cells that by themselves explain several failures.

    A cell counts where one change of one digit mends all of its failed relations, at least two,
    and no other cell could claim any of these. Returns what still fails.
    """
    system = search.system
    while failed:
        claims = _claims(search, failed)
        sets = [{id(e) for e in failed if cell in e.cells} for cell in claims]
        alone = [
            cell
            for at, cell in enumerate(claims)
            if not any(sets[at] & other for n, other in enumerate(sets) if n != at)
        ]
        if not alone:
            break
        for cell in alone:
            change = verdict.agreed[cell] = claims[cell]
            verdict.printed[cell] = system.v[cell], system.h[cell]
            system.v[cell], system.h[cell] = change.value, change.half
            failed = [e for e in failed if cell not in e.cells]
    return failed


def _claims(search: Search, failed: list[Equation]) -> dict[int, Change]:
    """Cells in several failed relations with exactly one change that mends all of them."""
    system, claims = search.system, dict[int, Change]()
    counted = Counter(i for e in failed for i in e.cells)
    for cell in [i for i, count in counted.items() if count > 1]:
        fitting = search.fitting(cell, [e for e in system.of[cell] if system.complete(e)])
        if len(fitting) == 1 and fitting[0][1]:
            claims[cell] = fitting[0][0]
    return claims


def judge(search: Search, failed: list[Equation], verdict: Verdict) -> None:
    """Searches each cluster alone, then pairs of clusters, which may explain each other."""
    groups = clusters(failed)
    alone = [search.smallest(group) for group in groups]
    open_groups: list[list[Equation]] = []
    for group, found in zip(groups, alone, strict=True):
        if found.repairs and not found.late:
            verdict.hear(found)
        else:
            verdict.late |= found.late
            open_groups.append(group)
    for one, other in combinations(range(len(groups)), 2):
        smallest = [min(map(len, alone[i].repairs), default=1) for i in (one, other)]
        if sum(smallest) != 2 or verdict.late:
            continue
        joint = search.smallest(groups[one] + groups[other], deepest=2)
        verdict.late |= joint.late
        if joint.repairs and not joint.late:
            verdict.hear(joint)
            open_groups = [g for g in open_groups if g not in (groups[one], groups[other])]
    verdict.hopeless = [e for group in open_groups for e in group]


def cleared(case: Case, hopeless: list[Equation], failed: list[Equation]) -> set[int]:
    """Members of unexplained failures that relations elsewhere confirm.

    A sum is no witness for a member that may have changed places with another one in it.
    """
    suspects = {i for e in failed for i in e.cells}
    sound = {id(e) for e in case.system.equations if case.system.complete(e)}
    sound -= {id(e) for e in failed}
    clear: set[int] = set()
    for cell in {i for e in hopeless for i in e.cells if i in case.system.v}:
        usable = {id(e) for e in case.system.of[cell] if not _mixable(e, cell, suspects)} & sound
        if case.witnesses().of(cell, usable, case.width):
            clear.add(cell)
    return clear


def _mixable(equation: Equation, cell: int, suspects: set[int]) -> bool:
    if not isinstance(equation, Linear):
        return False
    coefs = dict(zip(equation.cells, equation.coefs, strict=True))
    return any(i != cell and i in suspects and c == coefs[cell] for i, c in coefs.items())


def _strike(case: Case, verdict: Verdict, clear: set[int]) -> None:
    """Takes doubtful and unexplained values out of the system."""
    for cell, changes in verdict.doubtful.items():
        dispute(case, cell, changes)
    for cell in {i for e in verdict.hopeless for i in e.cells}:
        if cell not in clear and cell not in verdict.doubtful:
            verdict.agreed.pop(cell, None)
            dispute(case, cell, [])


def dispute(case: Case, cell: int, changes: list[Change]) -> None:
    """Lists what a cell may say besides what is printed, and no longer counts on it."""
    seen: dict[Decimal, tuple[Decimal, float, str]] = {}
    for change in sorted(changes, key=lambda c: c.cost):
        value = case.system.printed(change.value, cell)
        seen.setdefault(value, (value, change.cost, change.why))
    case.dispute(cell, list(seen.values()))
    case.system.v.pop(cell, None)


def _accept(
    case: Case, search: Search, verdict: Verdict, failed: list[Equation]
) -> dict[int, Exclusion]:
    """Enters the agreed changes; takes back every one that may not be the only one."""
    system, agreed = case.system, dict(verdict.agreed)
    printed = {
        cell: verdict.printed.get(cell, (system.v[cell], system.h[cell])) for cell in agreed
    }  # fmt: skip
    for cell, change in agreed.items():
        system.v[cell], system.h[cell] = change.value, change.half
    shown: dict[int, Exclusion] = {}
    while agreed:
        shown = {cell: exclusion(search, cell, printed[cell]) for cell in agreed}
        weak = [
            cell
            for cell in agreed
            if _paired(shown[cell], cell, agreed)
            or not decisive(search, shown[cell], cell, printed[cell])
        ]
        if not weak:
            break
        for cell in weak:
            change = agreed.pop(cell)
            system.v[cell], system.h[cell] = printed[cell]
            dispute(case, cell, [change])
            _distrust(case, cell, failed, set(agreed))
    for cell, change in agreed.items():
        _enter(case, cell, change)
    return {cell: shown[cell] for cell in agreed}


def _paired(shown: Exclusion, cell: int, agreed: Mapping[int, Change]) -> bool:
    """Whether one relation alone was to show this change and another one: so many pairs of changes
    there are that some pair fits by chance."""
    return len(shown.failed) == 1 and any(i != cell and i in agreed for i in shown.failed[0].cells)


def _distrust(case: Case, cell: int, failed: list[Equation], kept: set[int]) -> None:
    """Where a repair may be chance, other members of its relation may be wrong as well."""
    mine = [e for e in failed if cell in e.cells]
    clear = cleared(case, mine, failed)
    for other in {i for e in mine for i in e.cells} - clear - kept - {cell}:
        if other in case.system.v:
            dispute(case, other, [])


def _enter(case: Case, cell: int, change: Change) -> None:
    system, datum = case.system, case.data[cell]
    quantum = datum.quantum
    if change.half and system.step[cell] != 2 * change.half:
        system.step[cell] = 2 * change.half
        quantum = Decimal(2 * change.half) / system.unit
    value = system.printed(change.value, cell)
    integer = isinstance(datum.value, int)
    case.change(
        cell,
        value=int(value) if integer else value,
        standing=Standing.REPAIRED,
        quantum=quantum,
        repairs=(*datum.repairs, change.why),
    )


def _report(
    case: Case, failed: list[Equation], words: list[str], repaired: dict[int, Exclusion],
    verdict: Verdict,
) -> None:  # fmt: skip
    for equation, said in zip(failed, words, strict=True):
        mended = [i for i in equation.cells if i in repaired]
        code = "check-repaired" if mended and case.system.complete(equation) else "check-failed"
        if verdict.late:
            said += "; the search for repairs ran out of time"
        case.issue(code, said, (mended or list(equation.cells))[-1])
