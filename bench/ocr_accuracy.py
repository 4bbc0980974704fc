"""How exactly number cells are read from scans: by each engine, the pair, other table finders.

    python bench/ocr_accuracy.py --seed 7 --qualities clean medium bad --forms lighting cogeneration
    python bench/ocr_accuracy.py --seed 7 --cost

Prints for each quality a table: of the numbers, dates and codes that stand in rows, how many each
reader gives exactly, how many silently wrong, how many flagged or not at all, and in how many rows
everything is right. With `--cost`: what the whole reading of a page costs beside the engines, each
given the page once, in seconds of CPU of one run. Truth comes from `ratebook noise`, made fresh
for the seed; cells that the noise destroyed are left out.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from ocr_rivals import Row, rivals, versions

from ratebook.model.page import Box, Page, same_reading
from ratebook.noise.desk import LAYOUTS
from ratebook.noise.forms import FORMS, written
from ratebook.noise.places import Spot
from ratebook.noise.scan import SCANS, Scan, scan
from ratebook.noise.typeset import set_pages
from ratebook.reading.ocr.cache import CachedEngine
from ratebook.reading.ocr.engine import Engine
from ratebook.reading.ocr.engines import first_engine, second_engine
from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.prepare import upright
from ratebook.reading.ocr.reader import PageReader

_CELL = re.compile(
    r"[($-]*(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?[)%¢]?|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{5}"
    r"|[A-Z]{1,3}-?\d{1,4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}|[A-Z]{3} \d{1,2} \d{4}"
)
"""What a number, date or code looks like where commas and points are in their places."""
LEVEL = 3.0
"""Points by which the middles of cells of one row differ at most."""


@dataclass(frozen=True)
class Said:
    """What a reader gives for one cell: its text, "" for nothing; whether it would use it."""

    text: str
    sure: bool = True


@dataclass
class Tally:
    """Counts of one reader over the cells of one quality."""

    counts: Counter[str] = field(default_factory=Counter[str])
    wrong: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def add(self, raws: Sequence[str], said: Sequence[Said]) -> None:
        """One row: the numbers printed, and what was given for each."""
        right = 0
        for raw, one in zip(raws, said, strict=True):
            exact = _says(one.text, raw)
            if not one.text or not one.sure:
                self.counts["flagged"] += 1
            elif exact:
                self.counts["exact"] += 1
                right += 1
            else:
                self.counts["wrong"] += 1
                self.wrong.append((raw, one.text))
        self.counts["cells"] += len(raws)
        self.counts["rows"] += 1
        self.counts["rows right"] += right == len(raws)


def _bare(text: str) -> str:
    return "".join(text.split())


def _says(text: str, raw: str) -> bool:
    """Whether the place says this number, with nothing of a number right beside it."""
    return bool(re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(_bare(raw))}(?![.,]?\d)", _bare(text)))


def documents(
    quality: str, forms: Sequence[str], layouts: Sequence[str], seed: str
) -> Iterator[Scan]:
    """The scans of a seed: of each form one document, the layouts in turn."""
    for at, form in enumerate(forms):
        layout = layouts[at % len(layouts)]
        document = written(form, layout, seed)
        yield scan(set_pages(document.leaves, LAYOUTS[layout]), SCANS[quality], seed)


def pictures(made: Scan) -> Iterator[Picture]:
    """The pages of a scan."""
    dots = made.quality.dpi / 72
    for number, image in enumerate(made.images, 1):
        size = (image.shape[1] / dots, image.shape[0] / dots)
        yield Picture(number, *size, np.ascontiguousarray(image))


def rows_of(made: Scan, page: int) -> list[list[Spot]]:
    """The numbers of a page that stand beside others, row by row."""
    gone = set(made.destroyed)
    spots = [
        spot for spot in made.spots
        if spot.page == page and spot.box and spot.slot not in gone and _CELL.fullmatch(spot.raw)
    ]  # fmt: skip
    rows: list[list[Spot]] = []
    for spot in sorted(spots, key=_middle):
        if rows and abs(_middle(spot) - _middle(rows[-1][0])) < LEVEL:
            rows[-1].append(spot)
        else:
            rows.append([spot])
    return [row for row in rows if len(row) > 1]


def _middle(spot: Spot) -> float:
    return (spot.box[1] + spot.box[3]) / 2 if spot.box else 0.0


def measure(made: Scan, reader: PageReader, tallies: dict[str, Tally]) -> None:
    """Reads the pages of a scan with every reader and counts their cells."""
    for picture in pictures(made):
        page = reader.read(picture)
        sheet = upright(picture)
        rows = rows_of(made, picture.page)
        for row in rows:
            raws = [spot.raw for spot in row]
            for name, said in _readings(page, row, reader).items():
                tallies[name].add(raws, said)
        words = [
            replace(word, box=sheet.box_from_page(word.box))
            for line in page.lines for word in line.words if word.box
        ]  # fmt: skip
        for name, finder in rivals().items() if rows else ():
            cells = finder(sheet, words)
            for row in rows:
                tallies[name].add([spot.raw for spot in row], _in_table(cells, row, sheet))


def _readings(page: Page, row: Sequence[Spot], reader: PageReader) -> dict[str, list[Said]]:
    """What each engine alone and the pair say at the places of a row."""
    first: list[Said] = []
    second: list[Said] = []
    pair: list[Said] = []
    for spot in row:
        here = [w for line in page.lines for w in line.words if w.box and _within(w.box, spot.box)]
        here.sort(key=lambda w: w.box[0] if w.box else 0)
        one = " ".join(word.text for word in here)
        other = " ".join(word.second or "" for word in here)
        first.append(Said(one))
        second.append(Said(other))
        sure = same_reading(one, other) and not any(word.touched for word in here)
        pair.append(Said(one, sure))
    found = {reader.first.name: first}
    if reader.second is not None:
        found |= {reader.second.name: second, "the pair: agreed, not crossed": pair}
    return found


def _within(word: Box, spot: Box | None) -> bool:
    if spot is None:
        return False
    middle = (word[1] + word[3]) / 2
    common = min(word[2], spot[2]) - max(word[0], spot[0])
    least = min(word[2] - word[0], spot[2] - spot[0])
    return spot[1] - 1 <= middle <= spot[3] + 1 and common > 0.3 * least


def _in_table(rows: Sequence[Row], spots: Sequence[Spot], sheet: Upright) -> list[Said]:
    """The cells of a found table at these places. Two numbers in one cell are no cells."""
    cells = [cell for row in rows for cell in row]
    found: list[tuple[Box, str] | None] = []
    for spot in spots:
        box = sheet.pixel_box(sheet.box_from_page(spot.box)) if spot.box else (0, 0, 0, 0)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        over = [c for c in cells if c[0][0] <= x <= c[0][2] and c[0][1] <= y <= c[0][3]]
        found.append(
            min(over, key=lambda c: (c[0][2] - c[0][0]) * (c[0][3] - c[0][1]), default=None)
        )
    shared = Counter(id(cell) for cell in found if cell)
    return [
        Said("") if cell is None else Said("merged" if shared[id(cell)] > 1 else cell[1])
        for cell in found
    ]


def cpu() -> float:
    """Seconds of CPU of this process and of the programs it has run."""
    done = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + done.ru_utime + done.ru_stime


def cost(picture: Picture, reader: PageReader) -> tuple[float, float]:
    """CPU seconds of the whole reading of a page, and of the engines given the page once."""
    start = cpu()
    reader.read(picture)
    whole = cpu() - start
    sheet = replace(upright(picture), bilevel=False)
    start = cpu()
    for engine in (reader.first, reader.second):
        if engine is not None:
            engine.lines(sheet)
    return whole, cpu() - start


def _engines(kept: Path | None) -> tuple[Engine, Engine | None]:
    first, other = first_engine(), second_engine()
    if kept is None:
        return first, other
    return CachedEngine(first, kept), CachedEngine(other, kept) if other else None


def _print_cost(quality: str, scans: Iterator[Scan], reader: PageReader) -> None:
    costs = [cost(picture, reader) for made in scans for picture in pictures(made)]
    whole, engines = (sum(column) for column in zip(*costs, strict=True))
    worst = max(one / other for one, other in costs)
    print(f"{quality:10} {len(costs):4} pages  whole {whole / len(costs):5.2f} s a page, engines "
          f"{engines / len(costs):5.2f}  ratio {whole / engines:.3f}, worst page {worst:.2f}",
          flush=True)  # fmt: skip


def _print_table(quality: str, tallies: dict[str, Tally], wrong: bool) -> None:
    for name, tally in tallies.items():
        c, cells, rows = tally.counts, tally.counts["cells"] or 1, tally.counts["rows"] or 1
        print(f"| {quality} | {name} | {c['cells']} | {100 * c['exact'] / cells:.1f} % "
              f"| {c['wrong']} ({100 * c['wrong'] / cells:.1f} %) "
              f"| {100 * c['flagged'] / cells:.1f} % | {100 * c['rows right'] / rows:.1f} % |",
              flush=True)  # fmt: skip
        for raw, read in tally.wrong if wrong else ():
            print(f"    {raw!r} read as {read!r}")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    asked = argparse.ArgumentParser(description="How exactly number cells are read.")
    asked.add_argument("--seed", default="1")
    asked.add_argument("--qualities", nargs="+", default=["clean", "medium", "bad"])
    asked.add_argument("--forms", nargs="+", default=["lighting", "cogeneration", "secondary"])
    asked.add_argument("--layouts", nargs="+", default=list(LAYOUTS)[:1])
    asked.add_argument("--cache", type=Path, default=None, help="keep readings here")
    asked.add_argument("--wrong", action="store_true", help="list the wrong readings")
    asked.add_argument("--cost", action="store_true", help="what reading costs, nothing kept")
    chosen = asked.parse_args(arguments)
    unknown = set(chosen.forms) - set(FORMS)
    if unknown:
        asked.error(f"unknown forms: {', '.join(sorted(unknown))}")
    return chosen


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _asked(arguments)
    reader = PageReader(*_engines(None if chosen.cost else chosen.cache))
    others = reader.second.identity if reader.second else "no second engine"
    print(f"{reader.first.identity}; {others}; {versions()}")
    if chosen.cost:
        reader.first.lines(upright(Picture(1, 72, 72, np.full((300, 300), 255, np.uint8))))
    else:
        print(
            "| quality | reader | cells | exact | silently wrong | flagged or none | rows right |"
        )
        print("|---|---|---|---|---|---|---|")
    for quality in chosen.qualities:
        scans = documents(quality, chosen.forms, chosen.layouts, chosen.seed)
        if chosen.cost:
            _print_cost(quality, scans, reader)
            continue
        tallies: dict[str, Tally] = defaultdict(Tally)
        for made in scans:
            measure(made, reader, tallies)
        _print_table(quality, tallies, chosen.wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
