"""Made-up cost tables and load plans, in the shape utilities file them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from linked_tables import ONE, enter

from ratebook.records.datum import Relation
from ratebook.records.ledger import Ledger

CENT, TENTH = Decimal("0.01"), Decimal("0.1")


def _money(amount: Decimal) -> str:
    return f"${amount.quantize(CENT, ROUND_HALF_UP):,}"


def cost_table(seed: int, jobs: int = 13) -> Ledger:
    """Overhead and underground costs and distances with totals, costs per foot, difference."""
    rng, ledger = random.Random(seed), Ledger()
    costs = {k: [Decimal(rng.randrange(60_000, 200_000)) / 100 for _ in range(jobs)] for k in "ou"}
    feet = [rng.randrange(4, 60) * 5 for _ in range(jobs)]
    total_feet = enter(ledger, f"{sum(feet):,}")
    _add_up(ledger, "distances", [enter(ledger, str(f)) for f in feet], total_feet)
    quotients: dict[str, Decimal] = {}
    quotient_ids: list[int] = []
    for kind, listed in costs.items():
        total = enter(ledger, _money(sum(listed, Decimal(0))))
        _add_up(ledger, f"{kind} costs", [enter(ledger, _money(c)) for c in listed], total)
        quotients[kind] = (sum(listed, Decimal(0)) / sum(feet)).quantize(CENT, ROUND_HALF_UP)
        quotient_ids.append(enter(ledger, _money(quotients[kind])))
        terms = ((ONE, total), (ONE, total_feet), (ONE, quotient_ids[-1]))
        ledger.relations.append(Relation("ratio", f"{kind} cost per foot", terms, ONE, "exact"))
    apart = abs(quotients["o"] - quotients["u"])
    _, more = sorted(zip(quotients.values(), quotient_ids, strict=True))
    less = next(i for i in quotient_ids if i != more[1])
    _add_up(ledger, "difference", [less, enter(ledger, _money(apart))], more[1])
    return ledger


def load_plan(seed: int, blocks: int = 4) -> Ledger:
    """Feeder loads in blocks. Block totals sum unrounded loads, the cycle total printed totals."""
    rng, ledger = random.Random(seed), Ledger()
    totals: list[Decimal] = []
    total_ids: list[int] = []
    for block in range(blocks):
        loads = [Decimal(rng.randrange(30, 699)) / 100 for _ in range(rng.randrange(3, 9))]
        totals.append(sum(loads, Decimal(0)).quantize(TENTH, ROUND_HALF_UP))
        ids = [enter(ledger, str(x.quantize(TENTH, ROUND_HALF_UP))) for x in loads]
        total_ids.append(enter(ledger, str(totals[-1])))
        terms = (*((ONE, i) for i in ids), (-ONE, total_ids[-1]))
        ledger.relations.append(Relation("linear", f"block {block + 1}", terms, source="blocks"))
    _add_up(ledger, "cycle", total_ids, enter(ledger, str(sum(totals, Decimal(0)))))
    return ledger


def _add_up(ledger: Ledger, name: str, parts: list[int], total: int) -> None:
    terms = (*((ONE, i) for i in parts), (-ONE, total))
    ledger.relations.append(Relation("linear", name, terms, rounding="exact", source=name))


def uneven(ledger: Ledger) -> frozenset[int]:
    """Positions of the sums that are off by more than sound ones may be: by more than one last
    digit, which totals of unrounded loads often are off by, or by anything where the parts are
    exact."""
    found: set[int] = set()
    for at, relation in enumerate(ledger.relations):
        members = [(coef, ledger.data[i]) for coef, i in relation.terms]
        if relation.kind != "linear" or any(d.value is None for _, d in members):
            continue
        off = abs(sum((coef * Decimal(str(d.value)) for coef, d in members), relation.constant))
        unit = max(d.quantum or Decimal(0) for _, d in members)
        if 2 * off > 3 * unit if relation.rounding == "printed" else off:
            found.add(at)
    return frozenset(found)


def misreads(raw: str) -> Iterator[str]:
    """A printed number with each of its digits replaced by each other one."""
    for at, old in enumerate(raw):
        for new in "0123456789" if old.isdigit() else "":
            if new != old:
                yield raw[:at] + new + raw[at + 1 :]
