"""How exactly number cells are read from scans: each engine alone, and the pair.

    python bench/ocr_accuracy.py --seed 7 --qualities clean medium bad --forms lighting cogeneration

Prints a table per quality: cells read exactly by each engine, by both with the same reading, and
how many of those agreed readings are wrong; and what the whole reading costs beside the engines.
Truth comes from `ratebook noise`, made fresh for the seed.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ratebook.model.page import Box, Page, Word, same_reading
from ratebook.noise.desk import LAYOUTS
from ratebook.noise.forms import FORMS, written
from ratebook.noise.places import Spot
from ratebook.noise.scan import SCANS, Scan, scan
from ratebook.noise.typeset import set_pages
from ratebook.reading.ocr.cache import CachedEngine
from ratebook.reading.ocr.engines import first_engine, second_engine
from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.reader import PageReader

_CELL = re.compile(
    r"[($-]*(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?[)%¢]?|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{5}"
    r"|[A-Z]{1,3}-?\d{1,4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}|[A-Z]{3} \d{1,2} \d{4}"
)
"""What a number, date or code looks like where commas and points are in their places."""


@dataclass
class Timed:
    """An engine that counts the seconds it takes."""

    engine: CachedEngine
    seconds: float = 0.0

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def identity(self) -> str:
        return self.engine.identity

    @property
    def tight(self) -> bool:
        return self.engine.tight

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        start = time.perf_counter()
        try:
            return self.engine.lines(sheet, strips=strips)
        finally:
            self.seconds += time.perf_counter() - start


@dataclass
class Tally:
    """Counts over the number cells of one quality."""

    counts: Counter[str] = field(default_factory=Counter[str])
    wrong: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def add(self, raw: str, first: str, second: str | None, touched: bool) -> None:
        self.counts["cells"] += 1
        self.counts["touched"] += touched
        self.counts["first"] += _says(first, raw)
        if second is None:
            return
        self.counts["second"] += _says(second, raw)
        if not same_reading(first, second):
            return
        self.counts["agreed"] += 1
        if not _says(first, raw):
            shaped = bool(_CELL.fullmatch(first.rstrip(".,;:")))
            self.counts["agreed wrong"] += 1
            self.counts["agreed wrong, well formed"] += shaped
            self.counts["agreed wrong, untouched"] += not touched
            self.wrong.append((raw, first + (" (touched)" if touched else "")))


def _bare(text: str) -> str:
    return "".join(text.split())


def _says(text: str, raw: str) -> bool:
    """Whether the place says this number, with nothing of a number right beside it."""
    return bool(re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(_bare(raw))}(?![.,]?\d)", _bare(text)))


def documents(
    quality: str, forms: Sequence[str], layouts: Sequence[str], seed: str
) -> Iterator[Scan]:
    for form in forms:
        for layout in layouts:
            document = written(form, layout, seed)
            yield scan(set_pages(document.leaves, LAYOUTS[layout]), SCANS[quality], seed)


def measure(made: Scan, reader: PageReader, tally: Tally) -> None:
    """Reads the pages of a scan and counts its number cells, destroyed ones left out."""
    gone = set(made.destroyed)
    for number, image in enumerate(made.images, 1):
        dots = made.quality.dpi / 72
        size = (image.shape[1] / dots, image.shape[0] / dots)
        page = reader.read(Picture(number, *size, np.ascontiguousarray(image)))
        for spot in made.spots:
            if spot.page == number and spot.slot not in gone and _CELL.fullmatch(spot.raw):
                _count(page, spot, tally)


def _count(page: Page, spot: Spot, tally: Tally) -> None:
    here = [w for line in page.lines for w in line.words if w.box and _within(w.box, spot.box)]
    here.sort(key=lambda w: w.box[0] if w.box else 0)
    asked = bool(here) and all(word.second is not None for word in here)
    second = " ".join(word.second or "" for word in here) if asked else None
    touched = any(word.touched for word in here)
    tally.add(spot.raw, " ".join(word.text for word in here), second, touched)


def _within(word: Box, spot: Box | None) -> bool:
    if spot is None:
        return False
    middle = (word[1] + word[3]) / 2
    common = min(word[2], spot[2]) - max(word[0], spot[0])
    least = min(word[2] - word[0], spot[2] - spot[0])
    return spot[1] - 1 <= middle <= spot[3] + 1 and common > 0.3 * least


def _shown(quality: str, tally: Tally) -> str:
    cells = max(tally.counts["cells"], 1)
    parts = [f"{quality:10} {cells:6}"]
    for key in ("first", "second", "agreed", "touched"):
        parts.append(f"{100 * tally.counts[key] / cells:8.2f} %")
    for key in ("agreed wrong", "agreed wrong, well formed", "agreed wrong, untouched"):
        parts.append(f"{tally.counts[key]:6}")
    return " ".join(parts)


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description="How exactly number cells are read.")
    asked.add_argument("--seed", default="1")
    asked.add_argument("--qualities", nargs="+", default=["clean", "medium", "bad"])
    asked.add_argument("--forms", nargs="+", default=["lighting", "cogeneration", "order"])
    asked.add_argument("--layouts", nargs="+", default=list(LAYOUTS)[:1])
    asked.add_argument("--cache", type=Path, default=None, help="keep readings here")
    asked.add_argument("--wrong", action="store_true", help="list the wrong agreed readings")
    chosen = asked.parse_args(arguments)
    unknown = set(chosen.forms) - set(FORMS)
    if unknown:
        asked.error(f"unknown forms: {', '.join(sorted(unknown))}")
    kept = chosen.cache or Path("/nonexistent")
    first, other = Timed(CachedEngine(first_engine(), kept)), second_engine()
    second = Timed(CachedEngine(other, kept)) if other else None
    reader = PageReader(first, second)
    print(f"{first.identity}; {second.identity if second else 'no second engine'}")
    print("quality     cells    first     second     agreed    touched  "
          " agreed and wrong: all, well formed, untouched")  # fmt: skip
    for quality in chosen.qualities:
        tally, start, pages = Tally(), time.perf_counter(), 0
        first.seconds = 0.0
        if second:
            second.seconds = 0.0
        making = 0.0
        source = documents(quality, chosen.forms, chosen.layouts, chosen.seed)
        while True:
            drawn = time.perf_counter()
            made = next(source, None)
            making += time.perf_counter() - drawn
            if made is None:
                break
            measure(made, reader, tally)
            pages += len(made.images)
        whole = time.perf_counter() - start - making
        engines = first.seconds + (second.seconds if second else 0.0) or 1e-9
        cost = f"{pages} pages, {whole / pages:.1f} s a page, {whole / engines:.2f} x the engines"
        print(_shown(quality, tally), cost, flush=True)
        if chosen.wrong:
            for raw, read in tally.wrong:
                print(f"    {raw!r} read by both as {read!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
