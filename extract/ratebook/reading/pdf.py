"""Reads a PDF page by page: its text layer first, its pixels where that is missing."""

from __future__ import annotations

from functools import partial

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Finding, Page
from ratebook.reading import rescue
from ratebook.reading.scan import read_scanned_page
from ratebook.reading.textlayer import PageReading, TextLayer

MAX_PAGES = 20_000


def read_pdf(data: bytes, name: str, ocr: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Pages and findings. Raises `UnreadableDocumentError` for locked, empty and broken files."""
    layer, findings = _opened(data, name)
    try:
        pages: list[Page] = []
        for number in range(1, layer.pages + 1):
            page, found = _page(layer, layer.read(number), ocr)
            pages.append(page)
            findings.extend(found)
    finally:
        layer.close()
    return tuple(pages), tuple(findings)


def _opened(data: bytes, name: str) -> tuple[TextLayer, list[Finding]]:
    """The open PDF, rescued if need be, and what is to be said about that."""
    problem: UnreadableDocumentError | None = None
    layer: TextLayer | None = None
    try:
        layer = TextLayer(data, name)
    except UnreadableDocumentError as raised:
        problem = raised
    if layer is not None and layer.locked:
        layer.close()
        raise UnreadableDocumentError(
            name, "the PDF is locked with a password", "Save an unlocked copy (qpdf --decrypt)"
        )
    counted = rescue.page_count(data)
    if layer is not None and layer.pages and counted in (None, layer.pages):
        said = "the file is damaged; its structure was rebuilt while reading"
        return _checked(layer), [Finding(None, "repaired-file", said)] if layer.repaired else []
    return _rescued(data, name, layer, counted, problem)


def _rescued(
    data: bytes,
    name: str,
    layer: TextLayer | None,
    counted: int | None,
    problem: UnreadableDocumentError | None,
) -> tuple[TextLayer, list[Finding]]:
    before = layer.pages if layer is not None else 0
    again = rescue.resaved(data)
    if again is None:
        if layer is not None and layer.pages:
            said = f"the file is damaged; one reader counts {before} pages, the other none"
            return _checked(layer), [Finding(None, "repaired-file", said)]
        raise problem or UnreadableDocumentError(
            name, "the PDF has no pages", "Fetch the file again from where it was filed"
        )
    if layer is not None:
        layer.close()
    said = f"the file is damaged and was re-saved; pages before {before}, counted {counted}"
    return _checked(TextLayer(again, name)), [Finding(None, "rescued-file", said)]


def _checked(layer: TextLayer) -> TextLayer:
    if 0 < layer.pages <= MAX_PAGES:
        return layer
    said = f"the PDF says it has {layer.pages} pages"
    raise UnreadableDocumentError(layer.name, said, "Split it, or fetch it again")


def _page(layer: TextLayer, reading: PageReading, ocr: str) -> tuple[Page, tuple[Finding, ...]]:
    page = reading.page
    if ocr == "never" or not (reading.needs_pixels or ocr == "always"):
        return page, reading.findings
    picture = partial(layer.picture, page.number)
    seen = read_scanned_page(picture, page.number, page.width, page.height)
    if seen is None:
        return page, reading.findings
    return seen[0], (*reading.findings, *seen[1])
