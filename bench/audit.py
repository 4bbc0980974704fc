"""Calibrates the estimate of `ratebook audit` on noise sets and tests it on unseen ones.

    python bench/audit.py --work DIR                 measures the shipped calibration
    python bench/audit.py --work DIR --calibrate     fits it anew, writes it, then measures

A noise set is one quality, one seed and one way to read. Seeds of the test are not those of the
calibration. Documents and OCR results are kept in DIR and in the OCR cache, so that a second run
is quick.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ratebook.audit
from ratebook.audit.count import Tally, tally, trust
from ratebook.audit.estimate import of_signals
from ratebook.audit.gather import gathered
from ratebook.audit.judge import WRONG, Judged, Outcome, judged
from ratebook.audit.meant import meant_for
from ratebook.audit.model import Example, as_json, fit, shipped
from ratebook.audit.signals import signals
from ratebook.noise import make

TEXTS = ("native", "text", "light text", "medium text", "heavy text")
SCANS = ("clean", "medium", "medium200", "bad", "bad200", "hidden")
EVERY = (
    "lighting",
    "cogeneration",
    "surcharge",
    "secondary",
    "primary",
    "mandatory",
    "underfrequency",
    "order",
    "guide",
    "book",
)
BOOKS = ("cooperative", "investor", "gas", "water")
ONE, OTHER = ("plain", "grid", "typed", "modern"), ("modern", "plain", "grid", "typed")
PLAN: tuple[tuple[str, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("cal1", 9101, EVERY, ONE, TEXTS), ("cal2", 9102, EVERY, OTHER, TEXTS),
    ("cal3", 9103, EVERY, ONE, TEXTS), ("cal4", 9104, BOOKS, ONE, TEXTS),
    ("cal5", 9105, BOOKS, OTHER, TEXTS),
    ("tst1", 7731, EVERY, ONE, TEXTS), ("tst2", 7732, EVERY, OTHER, TEXTS),
    ("tst3", 7733, BOOKS, OTHER, TEXTS),
    ("cal1", 9201, ("lighting", "cogeneration", "secondary"), ("grid", "plain", "modern"), SCANS),
    ("cal2", 9202, ("mandatory", "secondary", "surcharge", "lighting"),
     ("typed", "modern", "grid"), SCANS),
    ("cal4", 9204, ("water",), ("plain",), SCANS),
    ("tst1", 7831, ("cogeneration", "primary", "lighting"), ("grid", "plain", "modern"), SCANS),
    ("tst2", 7832, ("underfrequency", "lighting", "secondary"), ("typed", "modern", "grid"), SCANS),
    ("tst3", 7833, ("gas",), ("modern",), SCANS),
)  # fmt: skip
"""Name, seed, forms, layouts (in turn) and qualities."""


@dataclass
class NoiseSet:
    """One set as read: what the estimate sees, what is true."""

    name: str
    examples: list[Example]
    total: Tally
    values: list[Judged]


def folders(work: Path, part: str) -> Iterator[tuple[str, Path]]:
    """The folders of the sets of a part (`cal` or `tst`), made where they are missing."""
    for name, seed, forms, layouts, qualities in PLAN:
        if not name.startswith(part):
            continue
        for quality in qualities:
            folder = work / name / quality.replace(" ", "_")
            for number, form in enumerate(forms):
                if not (folder / f"{form}.done").exists():
                    make(folder, [form], seed, [layouts[number % len(layouts)]], [quality])
                    (folder / f"{form}.done").touch()
            yield quality, folder


def read_set(name: str, folder: Path, engine: str, workers: int) -> NoiseSet:
    paths = sorted(str(p) for p in folder.iterdir() if p.suffix in (".pdf", ".txt"))
    examples: list[Example] = []
    values: list[Judged] = []
    for one in gathered(paths, workers=workers, engine=engine):
        meant = meant_for(one.path, None, folder)
        if one.error is not None or meant is None:
            print(f"left out: {one.error or one.path}")
            continue
        ours = judged(one, meant)
        total = tally(ours)
        wrong = total.of(*WRONG)
        missed = total.judged - total.of(Outcome.RIGHT) - wrong
        examples.append(Example(signals(one), missed, wrong))
        values += ours
    return NoiseSet(name, examples, tally(values), values)


def sets(work: Path, part: str, workers: int) -> Iterator[NoiseSet]:
    for quality, folder in folders(work, part):
        for engine in ("", "rapidocr", "tesseract") if quality in SCANS else ("",):
            name = f"{folder.parent.name} {quality}{' ' + engine if engine else ''}"
            yield read_set(name, folder, engine, workers)


def calibrate(work: Path, workers: int) -> None:
    examples: list[Example] = []
    for one in sets(work, "cal", workers):
        print(f"calibrating on {one.name}", flush=True)
        examples += one.examples
    trained = {
        "seeds": sorted({p[1] for p in PLAN if p[0].startswith("cal")}),
        "qualities": [*TEXTS, *SCANS],
        "engines": ["both", "rapidocr", "tesseract"],
        "documents": len(examples),
    }
    target = Path(ratebook.audit.__file__).with_name("calibration.json")
    target.write_text(json.dumps(as_json(fit(examples, trained)), indent=1) + "\n", "utf-8")
    shipped.cache_clear()


def measure(work: Path, workers: int) -> None:
    held = silent = count = 0
    everything: list[Judged] = []
    print(f"{'set':<32} {'n':>5}  true  estimate (interval) |  wrong: true  at most")
    for one in sets(work, "tst", workers):
        said = of_signals([e.signals for e in one.examples], shipped())
        errors = sum(e.missed + e.wrong for e in one.examples) / max(1, one.total.judged)
        wrong = one.total.wrong.rate or 0.0
        near = abs(said.error.rate - errors) <= 0.2 * errors or said.error.holds(errors)
        held, count = held + near, count + 1
        silent += said.wrong.holds(wrong)
        everything += one.values
        print(
            f"{one.name:<32} {one.total.judged:>5} {errors:6.3f} {said.error.rate:6.3f} "
            f"({said.error.low:.3f} to {said.error.high:.3f}) {'ok ' if near else 'OFF'} | "
            f"{wrong:.4f} {said.wrong.high:.4f} {'ok' if said.wrong.holds(wrong) else 'OFF'}"
            f"{' *' if said.doubts else ''}",
            flush=True,
        )
    print(f"error rate within 20 % or held: {held} of {count}; silent rate held: {silent}")
    for t in trust(everything):
        print(
            f"{t.standing:<12} {t.right.count} of {t.right.of} right, "
            f"{t.right.low:.4f} to {t.right.high:.4f}"
        )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--work", type=Path, required=True, help="where the noise sets are kept")
    args.add_argument("--calibrate", action="store_true", help="writes the shipped calibration")
    args.add_argument("--workers", type=int, default=2)
    chosen = args.parse_args()
    if chosen.calibrate:
        calibrate(chosen.work, chosen.workers)
    measure(chosen.work, chosen.workers)


if __name__ == "__main__":
    main()
