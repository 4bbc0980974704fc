"""Reads a PDF page by page: its text layer first, its pixels where that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial

from ratebook.errors import UnreadableDocumentError
from ratebook.model.page import Finding, Line, Page, Word
from ratebook.reading import rescue
from ratebook.reading.layout import lines_of
from ratebook.reading.scan import Scanner, Seen, is_sound_layer, missing_reader
from ratebook.reading.soundness import is_broken_text, is_one_letter_a_line
from ratebook.reading.textlayer import ENGINE, Sheet, TextLayer
from ratebook.reading.witness import Witness, compared, crossed, marked

MAX_PAGES = 20_000
UNREADABLE_PAGE = "unreadable-page"


def read_pdf(data: bytes, name: str, ocr: str) -> tuple[tuple[Page, ...], tuple[Finding, ...]]:
    """Pages and findings. Raises `UnreadableDocumentError` for locked, empty and broken files."""
    layer, data, findings = _opened(data, name)
    seen: list[Seen | Future[Seen]] = []
    try:
        with Scanner() as scanner:
            for number in range(1, layer.pages + 1):
                seen.append(_page(layer, number, data, ocr, scanner))
            done = [_result(one, number) for number, one in enumerate(seen, 1)]
    finally:
        layer.close()
    if any(isinstance(one, Future) for one in seen):
        findings += missing_reader()
    findings += [finding for _, found in done for finding in found]
    pages = tuple(page for page, _ in done)
    lost = [finding for finding in findings if finding.code == UNREADABLE_PAGE]
    if len(lost) == len(pages):
        remedy = "Save the document anew from the program that made it"
        raise UnreadableDocumentError(name, f"no page can be read: {lost[0].message}", remedy)
    return pages, tuple(findings)


def _result(one: Seen | Future[Seen], number: int) -> Seen:
    """The page, waited for where it is still being read; one that fails costs itself only."""
    if not isinstance(one, Future):
        return one
    try:
        return one.result()
    except Exception as problem:
        return _lost(number, f"its picture cannot be read: {problem}")


def _lost(number: int, why: str) -> Seen:
    page = Page(number, (), "text-layer", ENGINE)
    return page, (Finding(number, UNREADABLE_PAGE, f"the page cannot be read: {why}"),)


def _opened(data: bytes, name: str) -> tuple[TextLayer, bytes, list[Finding]]:
    """The open PDF, rescued if need be, its bytes, and what is to be said about that."""
    layer: TextLayer | None = None
    problem = UnreadableDocumentError(
        name, "the PDF has no pages", "Fetch the file again from where it was filed"
    )
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
        found = [Finding(None, "repaired-file", said)] if layer.repaired else []
        return _checked(layer), data, found
    before = 0 if layer is None else layer.pages
    again = rescue.resaved(data)
    if layer is not None:
        layer.close()
    if again is None:
        raise problem
    said = f"the file is damaged and was re-saved; it showed {before} pages, {counted} were found"
    return _checked(TextLayer(again, name)), again, [Finding(None, "rescued-file", said)]


def _checked(layer: TextLayer) -> TextLayer:
    if 0 < layer.pages <= MAX_PAGES:
        return layer
    said = f"the PDF says it has {layer.pages} pages"
    raise UnreadableDocumentError(layer.name, said, "Split it, or fetch it again")


def _page(
    layer: TextLayer, number: int, data: bytes, ocr: str, scanner: Scanner
) -> Seen | Future[Seen]:
    """The page, or the promise of it where its pixels are to be read."""
    try:
        sheet = layer.sheet(number)
        draw = partial(layer.pixels, number)
        page, findings, printed = _from_text(sheet, data)
        if ocr == "never" or sheet.blank:
            return page, findings
        if page.source == "scan" or ocr == "always" or _is_poor(page):
            return scanner.read(draw, page, printed, findings)
        if page.source == "hidden-ocr":
            return scanner.confirm(draw, page, findings)
    except Exception as problem:
        return _lost(number, str(problem))
    return page, findings


def _is_poor(page: Page) -> bool:
    """Whether a hidden layer reads worse than a fresh look at the picture would."""
    if page.source != "hidden-ocr":
        return False
    return not is_sound_layer([word.text for line in page.lines for word in line.words])


def _from_text(sheet: Sheet, data: bytes) -> tuple[Page, tuple[Finding, ...], tuple[Word, ...]]:
    """The page as its text layer has it, what is wrong with that, and its visible words.

    Source `scan` means that only the pixels can tell what the page says.
    """
    lines, findings, usable = _lines(sheet, data)
    source = sheet.source if usable else "scan"
    page = Page(sheet.number, lines, source, ENGINE, sheet.width, sheet.height)
    printed = sheet.words if usable and sheet.source == "scan" else ()
    return page, tuple(findings), printed


def _lines(sheet: Sheet, data: bytes) -> tuple[tuple[Line, ...], list[Finding], bool]:
    """Lines, findings, and whether the text layer can be used."""
    number = sheet.number
    if not sheet.words:
        if sheet.blank:
            return (), [], True
        said = "the page shows something but holds no words"
        return (), [Finding(number, "no-words", said)], False
    if is_broken_text([word.text for word in sheet.words]):
        said = "the text layer's characters are not those on the page; its words are left out"
        return (), [Finding(number, "broken-text", said)], False
    typeset = sheet.source == "text-layer"
    words, findings = _witnessed(sheet, data) if typeset else (sheet.words, [])
    if sheet.pictured and typeset:
        said = "a large picture stands on the page beside its text; what it shows was not read"
        findings.append(Finding(number, "unread-picture", said))
    if sheet.upright is not None:
        said = "the text runs sideways on the page; it was read turned"
        findings.append(Finding(number, "sideways-text", said))
    lines = lines_of(words, number, sheet.upright, level=typeset)
    if is_one_letter_a_line(lines):
        said = "the text layer has one character a line; its words are left out"
        return (), [*findings, Finding(number, "sideways-text", said)], False
    return lines, findings, True


def _witnessed(sheet: Sheet, data: bytes) -> tuple[Sequence[Word], list[Finding]]:
    """The words, with a second reading where numbers are overprinted."""
    words, number = sheet.words, sheet.number
    doubtful = crossed(words)
    if not doubtful:
        return words, []
    try:
        if sheet.upright is not None:
            raise ValueError("the text runs sideways")
        with Witness(data) as witness:
            second = witness.words(number)
    except Exception as problem:
        said = f"numbers are overprinted and no second reader could be asked ({problem})"
        return marked(words, doubtful), [Finding(number, "readers-disagree", said)]
    return compared(words, second, doubtful, number)
