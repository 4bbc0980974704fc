"""Tesseract 5 as a program beside us: the second reader, where it is installed."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

from ratebook.model.page import Word
from ratebook.reading.ocr.engine import EngineFailedError
from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Gray, tiff_of
from ratebook.reading.ocr.prepare import cleaned

SECONDS = 300.0
"""A page takes one; on a busy machine ten times as many."""
COLUMN, BLOCK = 4, 6
"""Page segmentation: one column of text of many sizes; one block, which hears more of strips."""


@cache
def installed_version() -> str | None:
    """The version of the Tesseract on this machine, 5 or newer; None if there is none."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"tesseract v?((\d+)[.\w-]*)", done.stdout + done.stderr)
    return found[1] if found and int(found[2]) >= 5 else None


class TesseractEngine:
    """Reads the cleaned page; without dust and ruling lines it reads tables far better."""

    name = "tesseract"
    tight = True

    def __init__(self, version: str) -> None:
        self.identity = f"tesseract {version} psm {COLUMN} eng cleaned 2"

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        """Every word, as of one line. Raises `EngineFailedError` where the program fails or takes
        too long."""
        return self._read([sheet], BLOCK if strips else COLUMN)[0]

    def together(self, sheets: Sequence[Upright]) -> list[list[list[Word]]]:
        """The words of each of these pictures of one page. The program starts once."""
        return self._read(sheets, COLUMN)

    def _read(self, sheets: Sequence[Upright], layout: int) -> list[list[list[Word]]]:
        pictures = [cleaned(sheet) for sheet in sheets]
        factor = pictures[0][1]
        table = _run([gray for gray, _ in pictures], 72 * sheets[0].scale * factor, layout)
        found: list[list[Word]] = [[] for _ in sheets]
        for page, word in _words_of(table):
            found[page - 1].append(_enlarged(word, 1 / factor))
        return [[words] for words in found]


def _run(pictures: Sequence[Gray], dpi: float, layout: int) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", str(layout),
               "--dpi", str(round(dpi)), "tsv"]  # fmt: skip
    # Unset, its threads wait for each other: eight times slower.
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=tiff_of(pictures), capture_output=True, env=surroundings,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError) as problem:
        raise EngineFailedError(str(problem)) from problem
    if done.returncode != 0:
        raise EngineFailedError(done.stderr.decode("utf-8", "replace")[-200:])
    return done.stdout.decode("utf-8", "replace")


def _words_of(table: str) -> list[tuple[int, Word]]:
    """The words of a table, each with the number of its picture, from 1."""
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        (int(row["page_num"]), _word(row))
        for row in rows
        if row["level"] == "5" and (row["text"] or "").strip()
    ]


def _word(row: dict[str, str]) -> Word:
    x, y = float(row["left"]), float(row["top"])
    box = (x, y, x + float(row["width"]), y + float(row["height"]))
    return Word(row["text"].strip(), box, float(row["conf"]) / 100, TesseractEngine.name)


def _enlarged(word: Word, factor: float) -> Word:
    if factor == 1 or word.box is None:
        return word
    x0, y0, x1, y1 = (side * factor for side in word.box)
    return Word(word.text, (x0, y0, x1, y1), word.score, word.engine)
