"""Where pictures enter: page images and the pages of a PDF that have no usable text layer.

The recogniser is loaded when it is needed, so that reading text and native PDF never pays for it.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Document, Finding, Page, Word

if TYPE_CHECKING:
    from ratebook.reading.ocr.picture import Picture
    from ratebook.reading.ocr.reader import PageReader

DPI = 300
SOUND = 0.8
"""Quality (0 to 1) from which a hidden layer is read rather than the picture under it."""
AT_ONCE = 2
"""Pages read at a time; each takes one core and about 300 MB."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A drawn page: `rows` of `channels` (1 grey, 3 RGB) bytes a pixel, at `dpi` dots an inch."""

    rows: int
    channels: int
    samples: bytes
    dpi: float


Draw = Callable[[int], Pixels]
"""Draws a page, turned as it is shown, at so many dots an inch."""
Seen = tuple[Page, tuple[Finding, ...]]
"""A page as read, and what a person should know about the reading."""


def is_sound_layer(words: list[str]) -> bool:
    """Whether a hidden text layer reads well enough to be used."""
    from ratebook.reading.ocr.quality import quality_of

    return quality_of(words) >= SOUND


class Scanner:
    """Reads pictures of pages, as many at a time as there are cores to spare.

    Threads do it: the engines compute outside the interpreter, one thread each. Pages are drawn
    in the caller's thread (PDF libraries are not made for two), so a call waits while more pages
    than can be read are drawn already. Use as a context manager.
    """

    def __init__(self, at_once: int | None = None) -> None:
        count = at_once or _spare_cores()
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="scan")
        self._waiting = threading.Semaphore(count + 1)
        self._own = threading.local()

    def __enter__(self) -> Scanner:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def read(
        self, draw: Draw, page: Page, printed: tuple[Word, ...], said: tuple[Finding, ...]
    ) -> Future[Seen]:
        """`page` read from its pixels. `printed` are words the file itself gives as visible text
        (a filing stamp set on a scan); `said` is what was found about the page already."""
        self._waiting.acquire()
        return self._submit(_drawn(draw, page, printed), said)

    def confirm(self, draw: Draw, page: Page, said: tuple[Finding, ...]) -> Future[Seen]:
        """A page of a hidden layer, its words with what an engine reads at their places."""
        self._waiting.acquire()
        picture = _drawn(draw, page, ())
        return self._later(lambda: (self._reader().confirm(picture, page), said), page)

    def read_picture(self, picture: Picture) -> Future[Seen]:
        """The page of a picture."""
        self._waiting.acquire()
        return self._submit(picture, ())

    def _submit(self, picture: Picture, said: tuple[Finding, ...]) -> Future[Seen]:
        unread = Page(picture.page, (), "scan", "", picture.width, picture.height)
        return self._later(lambda: _seen(self._reader().read(picture), picture, said), unread)

    def _later(self, work: Callable[[], Seen], unread: Page) -> Future[Seen]:
        def done() -> Seen:
            try:
                return work()
            except Exception as problem:
                failed = f"the page cannot be read: {problem}"
                return unread, (Finding(unread.number, "unreadable-page", failed),)
            finally:
                self._waiting.release()

        return self._pool.submit(done)

    def _reader(self) -> PageReader:
        """This thread's own engines: one set of models is not for two pages at once."""
        reader = getattr(self._own, "reader", None)
        if reader is None:
            from ratebook.reading.ocr.engines import page_reader

            reader = self._own.reader = page_reader()
        return reader


def missing_reader() -> tuple[Finding, ...]:
    """What is to be said, once, where scans have one reader only."""
    from ratebook.reading.ocr.engines import TESSERACT_MISSING, second_engine

    return () if second_engine() else (Finding(None, "one-reader", TESSERACT_MISSING),)


def read_images(data: bytes, name: str, ocr: str = "auto") -> Document:
    """A document from a TIFF, PNG or JPEG file. Raises `UnreadableDocumentError` where it cannot
    be decoded, and for `ocr="never"`: a picture has nothing else."""
    from ratebook.reading.ocr.imagefile import pictures_of

    if ocr == "never":
        raise UnreadableDocumentError(name, "it is a picture", "Allow --ocr auto, or give its text")
    findings: list[Finding] = list(missing_reader())
    with Scanner() as scanner:
        coming: list[Future[Seen]] = []
        for item in pictures_of(data, name):
            if isinstance(item, Finding):
                findings.append(item)
            else:
                coming.append(scanner.read_picture(item))
        seen = [future.result() for future in coming]
    if not seen:
        said = findings[-1].message if findings else "it has no pages"
        raise UnreadableDocumentError(name, said, "Save it anew as TIFF or PNG")
    findings += [finding for _, found in seen for finding in found]
    pages = tuple(page for page, _ in seen)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, digest, "scan", pages, (pages[0].engine,), tuple(findings))


def _drawn(draw: Draw, page: Page, printed: tuple[Word, ...]) -> Picture:
    from ratebook.reading.ocr.picture import picture_of

    pixels = draw(DPI)
    size = (page.width, page.height)
    return picture_of(page.number, size, pixels.rows, pixels.channels, pixels.samples, printed)


def _seen(page: Page, picture: Picture, said: tuple[Finding, ...]) -> Seen:
    """The page and what is to be said about it, now that its words are known."""
    said = tuple(finding for finding in said if finding.code != "no-words")
    if page.lines or float((picture.pixels < 128).mean()) < 0.0005:
        return page, said
    blank = "the page shows something, but no words were recognised on it"
    return page, (*said, Finding(page.number, "no-words", blank))


def _spare_cores() -> int:
    """One where this process is itself a worker of many: the cores are busy already."""
    if multiprocessing.parent_process() is not None:
        return 1
    return max(min(AT_ONCE, os.cpu_count() or 1), 1)
