"""A second reader for doubtful pages, pdfplumber. The only module that imports it.

It costs forty times the first reader, so it is asked only where numbers may be overprinted.
"""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from ratebook.model.page import Box, Finding, Word, same_reading
from ratebook.reading.debris import UNRAISED

ENGINE = "pdfplumber"
_DIGIT = re.compile(r"\d")


class Witness:
    """An open PDF for the second reader. Use as a context; pages are closed one by one."""

    def __init__(self, source: str | Path | bytes) -> None:
        plumber: Any = importlib.import_module("pdfplumber")
        stream = io.BytesIO(source) if isinstance(source, bytes) else source
        self._pdf = plumber.open(stream)

    def __enter__(self) -> Witness:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._pdf.close()

    def words(self, number: int) -> tuple[Word, ...]:
        """Words of page `number` (from 1), boxes from the top left of what the page shows.

        Raises `ValueError` for a page both turned and cropped: the readers place it differently.
        """
        page = self._pdf.pages[number - 1]
        try:
            left, top = float(page.cropbox[0]), float(page.cropbox[1])
            if page.rotation and tuple(page.cropbox) != tuple(page.mediabox):
                raise ValueError("the page is turned and cropped")
            found: list[dict[str, Any]] = page.extract_words(x_tolerance=1.5, y_tolerance=2)
            return tuple(
                Word(w["text"], _shifted((w["x0"], w["top"], w["x1"], w["bottom"]), left, top),
                     None, ENGINE)
                for w in found
            )  # fmt: skip
        finally:
            page.close()


def second_words(source: str | Path | bytes, page_number: int) -> tuple[Word, ...]:
    """Words of one page (from 1) as pdfplumber reads them."""
    with Witness(source) as witness:
        return witness.words(page_number)


def _shifted(box: Box, left: float, top: float) -> Box:
    return (box[0] - left, box[1] - top, box[2] - left, box[3] - top)


def crossed(words: Sequence[Word]) -> frozenset[int]:
    """Positions of number words that another word is printed across.

    That is the rule for a doubtful page: any such word. Typeset tables have none; a stamp set
    over a table or a corrected figure printed over the old one has.
    """
    placed = [(word.box, at, _is_number(word.text)) for at, word in enumerate(words) if word.box]
    placed.sort(key=lambda entry: entry[0][1])
    found: set[int] = set()
    above: list[tuple[Box, int, bool]] = []
    for entry in placed:
        box, at, number = entry
        above = [other for other in above if other[0][3] > box[1]]
        for other_box, other_at, other_number in above:
            if (number or other_number) and _overprint(box, other_box):
                found.update(p for p, n in ((at, number), (other_at, other_number)) if n)
        above.append(entry)
    return frozenset(found)


def _is_number(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _overprint(one: Box, other: Box) -> bool:
    """Whether the boxes share over a third of the smaller one's height and width."""
    if one[0] >= other[2] or other[0] >= one[2]:
        return False
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    low = min(one[3] - one[1], other[3] - other[1])
    narrow = min(one[2] - one[0], other[2] - other[0])
    return across > 0.34 * narrow and down > 0.34 * low


def compared(
    words: Sequence[Word], other: Sequence[Word], crossed_at: frozenset[int], page: int
) -> tuple[list[Word], list[Finding]]:
    """The words with their second reading, and a finding for each number the readers differ on."""
    marked: list[Word] = []
    findings: list[Finding] = []
    for at, word in enumerate(words):
        if word.box is None or not _is_number(word.text):
            marked.append(word)
            continue
        second = _reading_at(word.box, other)
        marked.append(replace(word, second=second, touched=at in crossed_at))
        if not same_reading(word.text.translate(UNRAISED), second.translate(UNRAISED)):
            said = f"{ENGINE} reads {second!r} where the first reader has {word.text!r}"
            findings.append(Finding(page, "readers-disagree", said))
    return marked, findings


def marked(words: Sequence[Word], crossed_at: frozenset[int]) -> list[Word]:
    """The words, those that are printed across said to be touched."""
    return [replace(word, touched=at in crossed_at) for at, word in enumerate(words)]


def _reading_at(box: Box, other: Sequence[Word]) -> str:
    """What the second reader has at the place, its words joined from left to right."""
    middle = (box[1] + box[3]) / 2
    here = [
        (word.box[0], word.text)
        for word in other
        if word.box and word.box[1] < middle < word.box[3] and _mostly_inside(word.box, box)
    ]
    return "".join(text for _, text in sorted(here))


def _mostly_inside(word: Box, place: Box) -> bool:
    across = min(word[2], place[2]) - max(word[0], place[0])
    return across > 0.5 * min(word[2] - word[0], place[2] - place[0])
