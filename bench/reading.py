"""Pages per second of `ratebook read`, beside other tools on the same pages in the same run.

    python bench/reading.py [--rounds 5] [--seed 1]

Documents are made anew by `ratebook.noise`, every form and layout: as native PDF, and as the clean
text of the same pages.
Each tool runs over all of them in turn, round by round, so that a drift of the machine's speed
meets all alike; the median CPU time counts. `first` is the first round, of documents never read
before, by a process that has read others. The other tools give words or tables, not records.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from ratebook.noise import make
from ratebook.noise.forms import FORMS
from ratebook.pipeline.read import read_path

Tool = Callable[[Path], int]


def ratebook(path: Path) -> int:
    """Records of a document, proofs included; returns its pages."""
    return len(read_path(path, ocr="never").document.pages)


def pymupdf_words(path: Path) -> int:
    """Words and nothing else: the floor."""
    import pymupdf

    with pymupdf.open(path) as document:
        return sum(1 for page in document if page.get_text("words") is not None)


def pdfplumber_tables(path: Path) -> int:
    """Ruled tables."""
    import pdfplumber

    pages = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()
            pages += 1
    return pages


def camelot_tables(path: Path) -> int:
    """Tables from white space."""
    import camelot

    tables = camelot.read_pdf(str(path), pages="all", flavor="stream")
    return max((table.page for table in tables), default=1)


def timed(tool: Tool, paths: list[Path]) -> float:
    """CPU seconds over all documents."""
    began = time.process_time()
    for path in paths:
        tool(path)
    return time.process_time() - began


def available() -> dict[str, Tool]:
    """The tools that are installed."""
    tools: dict[str, Tool] = {
        "ratebook read": ratebook,
        "PyMuPDF words": pymupdf_words,
        "pdfplumber extract_tables": pdfplumber_tables,
    }
    try:
        metadata.version("camelot-py")
        tools["camelot stream"] = camelot_tables
    except metadata.PackageNotFoundError:
        print("camelot is not installed (pip install camelot-py); it is left out")
    return tools


def report(
    title: str,
    tools: dict[str, Tool],
    paths: list[Path],
    others: list[Path],
    pages: float,
    rounds: int,
) -> None:
    """Prints one table: CPU milliseconds a page, pages a second, and the ratio to ratebook.

    `others` are read before, so that every tool has loaded what it needs."""
    for tool in tools.values():
        timed(tool, others)
    seconds: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(rounds):
        for name, tool in tools.items():
            seconds[name].append(timed(tool, paths))
    own = statistics.median(seconds["ratebook read"])
    print(f"\n{title}: {len(paths)} documents, {pages:.0f} pages, {rounds} rounds")
    print(f"{'tool':<28}{'ms CPU/page':>12}{'first':>8}{'pages/s':>10}{'x ratebook':>12}")
    for name, runs in seconds.items():
        took = statistics.median(runs)
        each, first = 1000 * took / pages, 1000 * runs[0] / pages
        print(f"{name:<28}{each:>12.2f}{first:>8.2f}{pages / took:>10.0f}{took / own:>12.2f}")


def main() -> None:
    """Makes the documents and prints the tables."""
    warnings.simplefilter("ignore")  # camelot warns of every page without a table
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kinds = ("native", "text")
        made = make(Path(folder, "timed"), list(FORMS), chosen.seed, (), kinds, 1)
        others = make(Path(folder, "others"), list(FORMS), chosen.seed + 1000, (), kinds, 1)
        texts, natives = (_of_kind(made, suffix) for suffix in (".txt", ".pdf"))
        pages = sum(pymupdf_words(path) for path in natives)
        for title, tools, paths in (
            ("text dumps of the same", {"ratebook read": ratebook}, texts),
            ("native PDF", available(), natives),
        ):
            before = _of_kind(others, paths[0].suffix)
            report(title, tools, paths, before, pages, chosen.rounds)


def _of_kind(paths: list[Path], suffix: str) -> list[Path]:
    return [path for path in paths if path.suffix == suffix]


if __name__ == "__main__":
    main()
