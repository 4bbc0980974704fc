"""Planted misreads in linked tables, cost tables and load lists: found, mended, never made worse.

    python bench/proof.py [--trials 12000] [--seed N] [--filing ORDER.txt] [--planted SEEDS]
    python bench/proof.py --lists SEEDS [PLAN.txt ...]
    python bench/proof.py --share SEEDS

Prints one line a system: share detected, share of the detected repaired, wrong repairs, time.
`--lists` reads made-up load plans of every layout, and the documents named, and tries every
one-digit misread of every load and total: shares without the luck of a sample. `--planted` damages
the structure of every form in every layout instead, and prints what is accepted wrongly.
`--share` says what proof adds to the CPU time of reading undamaged documents without it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proof"))

from linked_tables import Tally, ledger_of, made_up, printed_tables, trials
from planted import accepted, plant, wrong
from planted_words import DAMAGE, plant_words, wrong_words
from printed_lists import cost_table, load_plan, misreads, uneven

import ratebook.pipeline.read as pipeline
from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import FORMS, written
from ratebook.proof.prove import Proven, prove
from ratebook.records.datum import Standing
from ratebook.records.ledger import Ledger


def report(name: str, truth: Ledger, count: int, misreads: int, seed: int) -> None:
    """One line for one system."""
    start = time.perf_counter()
    tally = trials(truth, count, misreads, seed)
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


def load_lists(count: int, first: int) -> None:
    """Many plans together."""
    whole = Tally()
    for seed in range(first, first + PLANS):
        one = trials(load_plan(seed), max(count // PLANS, 1), 1, seed)
        whole.trials += one.trials
        whole.detected += one.detected
        whole.wrong += one.wrong
    print(
        f"{PLANS} load plans: 1 wrong digit {whole.trials:6} trials:"
        f" detected {whole.detected / whole.trials:7.2%}, wrong repairs {whole.wrong}"
    )


@contextmanager
def _ledgers() -> Generator[list[Ledger]]:
    """What forms found in the documents read meanwhile, before its proof."""
    taken: list[Ledger] = []

    def take(ledger: Ledger) -> Proven:
        taken.append(ledger)
        return prove(ledger)

    pipeline.prove = take
    try:
        yield taken
    finally:
        pipeline.prove = prove


class Every(NamedTuple):
    """All one-digit misreads of a load plan: share detected, share that leaves a sum off by more
    than sound ones are, cells, wrong repairs."""

    detected: float
    uneven: float
    cells: int
    wrong: int


def every_misread(ledger: Ledger, plan: str) -> Every | None:
    """Every one-digit misread of a plan's accepted loads and totals (each cell and each of its
    digits as likely as the others). None where the document holds no such plan. An issue that
    stands there without the misread counts not, nor do cells of sums that lack a number on the
    page: nothing printed binds these."""
    before = prove(ledger)
    known = Counter((issue.code, issue.message) for issue in before.issues)
    bound = _bound(ledger)
    cells = [i for i in _loads(ledger, plan) if before.data[i].standing.accepted and i in bound]
    sound, share, odd, wrong_repairs = uneven(ledger), 0.0, 0.0, 0
    for cell in cells:
        raws = list(misreads(ledger.data[cell].raw or ""))
        for raw in raws:
            datum = ledger.data[cell]._replace(raw=raw, value=Decimal(raw))
            misread = replace(ledger, data={**ledger.data, cell: datum})
            after = prove(misread)
            told = Counter((issue.code, issue.message) for issue in after.issues) - known
            share += bool(told) / (len(cells) * len(raws))
            odd += bool(uneven(misread) - sound) / (len(cells) * len(raws))
            wrong_repairs += any(
                d.standing is Standing.REPAIRED
                and before.data[i].standing is not Standing.REPAIRED
                and d.value != ledger.data[i].value
                for i, d in after.data.items()
            )
    return Every(share, odd, len(cells), wrong_repairs) if cells else None


def _bound(ledger: Ledger) -> set[int]:
    """The numbers of sums that can be computed."""
    sums = [[i for _, i in r.terms] for r in ledger.relations if r.kind == "linear"]
    whole = [ids for ids in sums if all(ledger.data[i].value is not None for i in ids)]
    return {i for ids in whole for i in ids}


def _loads(ledger: Ledger, plan: str) -> list[int]:
    """The loads and totals of a plan that are printed as plain numbers."""
    drafts = [d for d in ledger.drafts if d.kind in ("feeder_load", "load_total")]
    named = [d.fields for d in drafts if ledger.data[d.fields["plan"] or 0].value == plan]
    cells = [fields.get("mw") for fields in named]
    return [i for i in cells if i and (ledger.data[i].raw or "").replace(".", "", 1).isdigit()]


def every_list(seeds: range, documents: list[Path]) -> None:
    """Every load list of these seeds in every layout, and of these documents."""
    for path in documents:
        with _ledgers() as taken:
            pipeline.read_path(path)
        for plan in ("mandatory", "underfrequency"):
            found = every_misread(taken[-1], plan)
            if found:
                print(f"{path.name}, {plan}: {found.cells} cells, detected {found.detected:.2%}"
                      f" ({found.uneven:.2%} leave a sum no sound one is like),"
                      f" wrong repairs {found.wrong}")  # fmt: skip
    for plan in ("mandatory", "underfrequency"):
        shares, odd, wrong_repairs = list[float](), list[float](), 0
        for layout in LAYOUTS:
            for seed in seeds:
                document = written(plan, layout, f"lists {seed}")
                text = rendered(dump(document.leaves, LAYOUTS[layout]), LAYOUTS[layout])
                with _ledgers() as taken:
                    pipeline.read_path(text.encode(), name="x.txt")
                found = every_misread(taken[-1], plan)
                if found:
                    shares.append(found.detected)
                    odd.append(found.uneven)
                    wrong_repairs += found.wrong
        print(f"{plan}, {len(shares)} plans: every one-digit misread, detected"
              f" {sum(shares) / len(shares):.2%} (by plan {min(shares):.2%} to {max(shares):.2%};"
              f" {sum(odd) / len(odd):.2%} leave a sum no sound one is like),"
              f" wrong repairs {wrong_repairs}")  # fmt: skip


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
    return found + words(seeds)


def words(seeds: range) -> int:
    """Damages the words of guides and formulas; returns how many are accepted wrongly."""
    found = 0
    for form in ("guide", "surcharge"):
        damages = 0
        for layout in LAYOUTS:
            for seed in seeds:
                for name in DAMAGE:
                    of = plant_words(form, layout, seed, name)
                    damages += of is not None
                    for what in wrong_words(of) if of else ():
                        found += 1
                        print(f"  {form}, {layout}, seed {seed}, {name}: {what}")
        print(f"{form:16} {damages:6} damages to words")
    return found


ROUNDS = 7


def share(form: str, layout: str, seed: int) -> float:
    """What proof adds to reading a document without it, in CPU time, at the median."""
    text = rendered(dump(written(form, layout, f"share {seed}").leaves, LAYOUTS[layout]),
                    LAYOUTS[layout]).encode()  # fmt: skip
    spent = 0.0

    def timed(ledger: Ledger) -> Proven:
        nonlocal spent
        start = time.thread_time()
        proven = prove(ledger)
        spent += time.thread_time() - start
        return proven

    pipeline.prove, found = timed, list[float]()
    for _ in range(ROUNDS):
        spent, start = 0.0, time.thread_time()
        pipeline.read_path(text, name="x.txt")
        found.append(spent / (time.thread_time() - start - spent))
    pipeline.prove = prove
    return statistics.median(found[1:])


def shares(seeds: range) -> None:
    """What proof adds, form by form."""
    for form in FORMS:
        found = sorted(share(form, layout, seed) for layout in LAYOUTS for seed in seeds)
        print(f"{form:16} {len(found)} documents: proof adds {statistics.mean(found):.1%},"
              f" {found[0]:.1%} to {found[-1]:.1%}")  # fmt: skip


def main() -> None:
    """Runs all systems."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--trials", type=int, default=12_000)
    options.add_argument("--seed", type=int, default=2021, help="another one plants other misreads")
    options.add_argument("--filing", type=Path, help="text of an order with linked tables")
    options.add_argument("--planted", type=int, help="how many seeds; from a random one on")
    options.add_argument("--lists", type=int, help="how many seeds of load plans to try wholly")
    options.add_argument("--share", type=int, help="how many seeds of each form and layout to time")
    options.add_argument("documents", type=Path, nargs="*", help="load plans to try wholly")
    chosen = options.parse_args()
    first = random.randrange(1000, 1_000_000)
    if chosen.planted:
        print(f"seeds from {first} on")
        sys.exit(1 if structure(range(first, first + chosen.planted)) else 0)
    if chosen.lists:
        return every_list(range(first, first + chosen.lists), chosen.documents)
    if chosen.share:
        return shares(range(first, first + chosen.share))
    return systems(chosen.trials, chosen.seed, chosen.filing)


def systems(count: int, seed: int, filing: Path | None) -> None:
    """Linked tables, cost tables and load plans, each with so many trials or a share of them."""
    linked: dict[str, Ledger] = {"made-up linked tables": ledger_of(made_up(1))}
    if filing:
        linked[filing.name] = ledger_of(printed_tables(filing.read_text(encoding="utf-8")))
    for name, truth in linked.items():
        undamaged(name, truth)
        report(name, truth, count, 1, seed)
        report(name, truth, max(count // 6, 1), 2, seed)
    for name, truth in {"cost table": cost_table(1), "load plan": load_plan(1)}.items():
        undamaged(name, truth)
    report("cost table", cost_table(seed), max(count // 6, 1), 1, seed)
    load_lists(count // 6, seed)


if __name__ == "__main__":
    main()
