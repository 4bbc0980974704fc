"""Tesseract 5 as a program beside us: the second reader, where it is installed."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from functools import cache

from ratebook.model.page import Word
from ratebook.reading.ocr.engine import EngineFailedError
from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Gray, png_of
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
        gray, factor = cleaned(sheet)
        table = _run(gray, 72 * sheet.scale * factor, BLOCK if strips else COLUMN)
        return [[_enlarged(word, 1 / factor) for word in _words_of(table)]]


def _run(gray: Gray, dpi: float, layout: int) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", str(layout),
               "--dpi", str(round(dpi)), "tsv"]  # fmt: skip
    # Unset, its threads wait for each other: eight times slower.
    surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=png_of(gray), capture_output=True, env=surroundings,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError) as problem:
        raise EngineFailedError(str(problem)) from problem
    if done.returncode != 0:
        raise EngineFailedError(done.stderr.decode("utf-8", "replace")[-200:])
    return done.stdout.decode("utf-8", "replace")


def _words_of(table: str) -> list[Word]:
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_word(row) for row in rows if row["level"] == "5" and (row["text"] or "").strip()]


def _word(row: dict[str, str]) -> Word:
    x, y = float(row["left"]), float(row["top"])
    box = (x, y, x + float(row["width"]), y + float(row["height"]))
    return Word(row["text"].strip(), box, float(row["conf"]) / 100, TesseractEngine.name)


def _enlarged(word: Word, factor: float) -> Word:
    if factor == 1 or word.box is None:
        return word
    x0, y0, x1, y1 = (side * factor for side in word.box)
    return Word(word.text, (x0, y0, x1, y1), word.score, word.engine)
