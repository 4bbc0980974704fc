"""Opens one document of any kind and gives its page model. The door of this floor."""

from __future__ import annotations

import hashlib
import stat
from collections import Counter
from pathlib import Path

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Document, Finding, Page, Source
from ratebook.reading.markup import read_markup
from ratebook.reading.sniff import MAX_BYTES, kind_of, text_of


def read_document(
    source: str | Path | bytes, *, name: str | None = None, ocr: str = "auto"
) -> Document:
    """Reads a file, or bytes with a `name`, into pages of lines.

    What the bytes are decides how they are read, never the file's name. `ocr` says when pixels
    are read: `auto` (where there is no usable text layer), `never`, `always`.
    Raises `UnreadableDocumentError`, and nothing else, for what cannot be read.
    """
    data, called = _bytes(source, name)
    digest = hashlib.sha256(data).hexdigest()
    try:
        kind = kind_of(data, called)
        if kind == "image":
            return _read_images(data, called, ocr)
        if kind == "pdf":
            return _read_pdf(data, called, digest, ocr)
        pages = read_markup(text_of(data, called))
    except (MemoryError, RecursionError) as problem:
        said = f"it asks for too much memory ({type(problem).__name__})"
        raise UnreadableDocumentError(called, said, "Split it, or save it anew") from problem
    if not any(page.lines for page in pages):
        raise UnreadableDocumentError(called, "the text holds no words", "Fetch it again")
    return Document(called, digest, "markup", pages, ("text",))


def _bytes(source: str | Path | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or "-"
    called = name or str(source)
    path = Path(source)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableDocumentError(called, "it is a directory", "Name the files in it")
        if not stat.S_ISREG(found.st_mode):
            remedy = "Give a file, or pipe it into `ratebook read -`"
            raise UnreadableDocumentError(called, "it is no regular file", remedy)
        if found.st_size > MAX_BYTES:
            raise UnreadableDocumentError(called, "the file is larger than 1 GB", "Split it")
        return path.read_bytes(), called
    except FileNotFoundError:
        raise UnreadableDocumentError(called, "no such file", "Check the path") from None
    except (OSError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        remedy = "Check the path and the right to read it"
        raise UnreadableDocumentError(called, f"it cannot be opened ({said})", remedy) from problem


def _read_images(data: bytes, name: str, ocr: str) -> Document:
    from ratebook.reading.scan import read_images

    return read_images(data, name, ocr)


def _read_pdf(data: bytes, name: str, digest: str, ocr: str) -> Document:
    from ratebook.reading.pdf import read_pdf

    pages, findings = read_pdf(data, name, ocr)
    readers = tuple(dict.fromkeys(page.engine for page in pages))
    return Document(name, digest, _main_source(pages), pages, readers, _told(findings))


def _main_source(pages: tuple[Page, ...]) -> Source:
    """What most pages are."""
    return Counter[Source](page.source for page in pages).most_common(1)[0][0]


def _told(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))
