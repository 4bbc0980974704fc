"""Planted misreads in linked tables, cost tables and load lists: found, mended, never made worse.

    python bench/proof.py [--trials 12000] [--filing ORDER.txt] [--planted SEEDS]

Prints one line a system: share detected, share of the detected repaired, wrong repairs, time.
Load lists are many plans together: a load off by one in its last digit often stays within the
roundings of its total, and how often differs from plan to plan. `--planted` damages the structure
of every form in every layout instead, and prints what is accepted wrongly.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proof"))

from linked_tables import Tally, ledger_of, made_up, printed_tables, trials
from planted import accepted, plant, wrong
from printed_lists import cost_table, load_plan

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.forms import FORMS
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


PLANS = 30
STRUCTURE = ("slid column", "merged rows", "ghost row", "cut column", "stamp spliced", "stamp over",
             "stamp beside", "lost digits", "cell lost", "total label lost", "labels first",
             "header split", "inner space", "space after point", "leading stroke",
             "stray mark")  # fmt: skip


def load_lists(count: int) -> None:
    """Many plans together, and the plan that shows least."""
    whole, shares = Tally(), list[float]()
    for seed in range(PLANS):
        one = trials(load_plan(seed), max(count // PLANS, 1), 1, seed)
        shares.append(one.detected / one.trials)
        whole.trials += one.trials
        whole.detected += one.detected
        whole.wrong += one.wrong
    print(
        f"{PLANS} load plans: 1 wrong digit {whole.trials:6} trials:"
        f" detected {whole.detected / whole.trials:7.2%} (by plan {min(shares):.0%} to"
        f" {max(shares):.0%}), wrong repairs {whole.wrong}"
    )


def structure(seeds: range) -> int:
    """Damages every form; returns how many records are accepted wrongly."""
    found = 0
    for form in FORMS:
        damages = figures = 0
        said: list[str] = []
        for layout in LAYOUTS:
            for seed in seeds:
                for name in STRUCTURE:
                    of = plant(form, layout, seed, name, 2 + seed % 3)
                    damages += of.damages
                    figures += accepted(of)
                    said += [f"  {layout}, seed {seed}, {name}: {what}" for what in wrong(of)]
        print(f"{form:16} {damages:6} damages, {figures:7} figures accepted, wrong {len(said)}")
        print(*said, sep="\n", end="\n" if said else "")
        found += len(said)
    return found


def main() -> None:
    """Runs all systems."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=12_000)
    options.add_argument("--filing", type=Path, help="text of an order with linked tables")
    options.add_argument("--planted", type=int, help="how many seeds; from a random one on")
    chosen = options.parse_args()
    if chosen.planted:
        first = random.randrange(1000, 1_000_000)
        print(f"seeds from {first} on")
        sys.exit(1 if structure(range(first, first + chosen.planted)) else 0)
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
    report("cost table", cost_table(1), max(chosen.trials // 6, 1), 1)
    load_lists(chosen.trials // 6)


if __name__ == "__main__":
    main()
