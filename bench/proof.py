"""Planted misreads in linked tables, cost tables and load lists: found, mended, never made worse.

    python bench/proof.py [--trials 12000] [--filing ORDER.txt]

Prints one line a system: share detected, share of the detected repaired, wrong repairs, time.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proof"))

from linked_tables import ledger_of, made_up, printed_tables, trials
from printed_lists import cost_table, load_plan

from ratebook.proof.prove import prove
from ratebook.records.ledger import Ledger


def report(name: str, truth: Ledger, count: int, misreads: int) -> None:
    """One line for one system."""
    start = time.perf_counter()
    tally = trials(truth, count, misreads, seed=2021)
    each = (time.perf_counter() - start) / count * 1000
    print(
        f"{name:34} {misreads} wrong digit(s) {count:6} trials:"
        f" detected {tally.detected / count:7.2%},"
        f" of these repaired {tally.repaired / max(tally.detected, 1):7.2%},"
        f" wrong repairs {tally.wrong}, {each:.1f} ms each"
    )


def undamaged(name: str, truth: Ledger) -> None:
    """Time to prove a page without damage."""
    start = time.perf_counter()
    for _ in range(20):
        prove(truth)
    each = (time.perf_counter() - start) / 20 * 1000
    print(f"{name:34} undamaged: {len(truth.relations)} relations in {each:.1f} ms")


def main() -> None:
    """Runs all systems."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=12_000)
    options.add_argument("--filing", type=Path, help="text of an order with linked tables")
    chosen = options.parse_args()
    systems = {"made-up linked tables": ledger_of(made_up(1))}
    if chosen.filing:
        text = chosen.filing.read_text(encoding="utf-8")
        systems[chosen.filing.name] = ledger_of(printed_tables(text))
    for name, truth in systems.items():
        undamaged(name, truth)
        report(name, truth, chosen.trials, 1)
        report(name, truth, max(chosen.trials // 6, 1), 2)
    for name, truth in {"cost table": cost_table(1), "load plan": load_plan(1)}.items():
        undamaged(name, truth)
        report(name, truth, max(chosen.trials // 6, 1), 1)


if __name__ == "__main__":
    main()
