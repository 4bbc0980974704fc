"""Charges that an order sets in its ordering paragraphs alone, in no appendix.

Read only where the paragraph approves or sets them in so many words; what it denies, refunds or
reports is none. A price it approves that is not understood becomes an issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.setting import Setting
from ratebook.forms.charges.meaning.emit import Found, emit_charges
from ratebook.forms.charges.sentences.gathering import Paragraph
from ratebook.forms.charges.sentences.prose import read_sentences
from ratebook.forms.charges.sheet import read_charges
from ratebook.forms.section import place_of
from ratebook.forms.tables.hit import Text, prepare
from ratebook.model.page import Line
from ratebook.records.datum import Draft
from ratebook.records.ledger import Ledger

_ORDERED = regex.compile(r"\bORDERED\b|\bHEREBY,?\s+ORDERS\b|\bORDERS\s+(?:that|THAT)\s*:")
_OVER = regex.compile(
    r"^\s*(?:Done\s+at|By\s+the\s+Commission|ATTEST|PUBLIC\s+SERVICE\s+COMMISSION|APPENDIX)\b"
    r"|^\s*(?:/s/|_{5,})",
    regex.IGNORECASE,
)
_ITEM = regex.compile(r"\s*\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_MONEY = regex.compile(r"\$\s?[\d.]|\d\s?(?:¢|cents\b)")
_PER_UNIT = regex.compile(r"\$\s?[\d.,]*\d\s+per\s|\d\s?(?:¢|cents)\s+per\s", regex.IGNORECASE)
_COSTS = regex.compile(
    r"\b(?:costs?|charges?|fees?|deposits?|rates?|bills?)\b[^.;$]{0,60}\$\s?\d", regex.IGNORECASE
)
_IT_IS = regex.compile(
    r"\bIT\s+IS\s+(?:(?:THEREFORE|FURTHER|HEREBY|ALSO)\s+)*ORDERED,?\s+(?:that|THAT)\b"
)
"""What opens a paragraph, and is no part of what a price is called."""
_SETS = regex.compile(
    r"\b(?:(?:is|are|be|hereby)\s+(?:\w+\s+){0,3}(?:approved|authorized|prescribed|established|granted)"
    r"|(?:shall|may|is\s+authorized\s+to)\s+(?:charge|assess|bill|collect)"
    r"|\bthe\s+(?!present|proposed|former|current|existing)(?:[a-z-]+\s+){0,4}(?:charge|rate|fee|bill)\b[^.;$]{0,80}?"
    r"\b(?:shall|will)\s+be(?=\s+\$)"
    r"|\bthe\s+(?!present|proposed|former|current|existing)(?:[a-z-]+\s+){1,4}rate\s+is(?=\s+\$[\d.,]+\s+per\b)"
    r"|\bshall\s+pay\b[^.;$]{0,40}?\ba\s+(?:[a-z-]+\s+){0,4}(?:surcharge|rate)\s+of(?=\s+\$[\d.,]+\s+per\b)"
    r"|fair,?\s+just,?\s+and\s+reasonable)\b",
    regex.IGNORECASE,
)
_NOT_CHARGED = regex.compile(
    r"\b(?:den(?:y|ies|ied)|reject\w*|refund\w*|revenues?|civil|fined?|suspend\w*|loans?|bonds?|notes?|borrow\w*"
    r"|indebtedness|financ\w+|rate\s+base|depreciat\w+|reimburs\w+|report\w*|construct\w*|expens\w+|deferr\w*"
    r"|regulatory\s+asset|amortiz\w+|withdrawn|rescind\w*|vacat\w+)\b",
    regex.IGNORECASE,
)


_REFERS = regex.compile(
    r"\b(?:the|a)\s+(?P<name>(?:[a-z][\w-]*\s+){1,7}(?:factor|rate|charge|surcharge|adjustment|component))"
    r"(?:\s+(?:as|which\s+was))?\s+(?:computed|calculated|determined|found|set\s+(?:forth|out)|stated|described|derived|shown)"
    r"(?:,?\s+(?:to\s+be|fair|just|reasonable|and))*\s+(?:hereinabove|above|herein|in\s+(?:this\s+order|the\s+findings?))\b",
    regex.IGNORECASE,
)
"""`The purchased water adjustment factor computed above is approved`: it is printed further up."""
_BY_NUMBER = regex.compile(
    r"\b(?:rates?|charges?|fees?)\b[^.;]{0,60}?\bparagraphs?\s+"
    r"(?:nos?\.\s*)?(?P<listed>\d{1,2}(?:\s*(?:,|and|through|thru|to|[-–]|,\s+and)\s*\d{1,2})*+)\b"
    r"(?!\s+of\s+(?!this\s+order))",
    regex.IGNORECASE,
)
_BELOW = regex.compile(
    r"\b(?:rates?|charges?|fees?)\s+(?:set\s+(?:out|forth)|stated|listed|shown|given)\s+"
    r"(?:below|in\s+the\s+following\s+(?:ordering\s+)?paragraphs)\b",
    regex.IGNORECASE,
)
"""`The rates set out below are approved`: in the paragraphs that follow."""
_SPAN = regex.compile(r"(\d{1,2})\s*(?:through|thru|to|[-–])\s*(\d{1,2})", regex.IGNORECASE)
_OF = r"\s+(?:of|is|equals|to\s+be|at)\s+(?=\$\s?[\d.]|\d*\.?\d+\s?(?:¢|cents\b))"
_SENTENCE = regex.compile(r"[.;](?=\s+[A-Z]|\s*$)")


_PUT = regex.compile(
    r"\b(?:is|are)\s+(?:hereby\s+)?(?:amended|struck|corrected|replaced|modified)\b",
    regex.IGNORECASE,
)
_LEADS = regex.compile(
    r"\b(?:rates?|charges?|fees?|appendix|tariff)\b.*\b(?:following|as\s+follows)\b[^.;$]*:$",
    regex.IGNORECASE,
)
"""`shall charge for the year the following rates, which are billed in advance:`"""
_PAGE = regex.compile(r"(?:page|sheet|line)\s+\d{1,3}[.,:]?", regex.IGNORECASE)
_QUOTES = frozenset('"“”')
_Numbered = tuple[int | None, Paragraph]


def read_ordered(lines: Sequence[Line], ledger: Ledger, order: Draft, letters: str) -> None:
    """Reads the charges of the ordering paragraphs among an order's lines."""
    opened = next((n for n, line in enumerate(lines) if _ORDERED.search(line.text)), None)
    if opened is None or not any(_MONEY.search(line.text) for line in lines):
        return
    found: list[Found] = []
    unread: list[tuple[Text, str]] = []
    paragraphs, rows = _apart(_paragraphs(lines[opened:], letters))
    named = _set_by_number(paragraphs)
    for number, paragraph in paragraphs:
        said = " ".join(paragraph.text.split())
        sets = number in named or _SETS.search(said) is not None
        if not _MONEY.search(said) and sets:
            paragraph = _referred(said, lines[:opened], letters) or paragraph
        if not _MONEY.search(paragraph.text) or _NOT_CHARGED.search(said):
            continue
        if not sets:
            priced = _PER_UNIT.search(said) or _COSTS.search(said)
            unread += [(paragraph.texts[0], "no words say that it is set")] if priced else []
            continue
        bare = _IT_IS.sub(lambda m: " " * len(m[0]), paragraph.text)
        made, left = read_sentences(replace(paragraph, text=bare), Setting(Context()))
        found += made
        unread += left
        if not made and not left:
            unread.append((paragraph.texts[0], "no words of it say what is charged"))
    effective = order.fields.get("effective")
    shared = {"effective": effective} if effective else {}
    emit_charges(found, ledger, order, shared)
    for listed in rows:
        if not read_charges([t.line for t in listed], ledger, order, letters, shared):
            unread += [(t, "a row of a list") for t in listed if _MONEY.search(t.text)]
    for text, why in unread:
        message = f"a price an order sets that was not read ({why}): {text.text.strip()}"
        ledger.issue("charge-unread", message, place_of(text.line))


def _apart(paragraphs: list[_Numbered]) -> tuple[list[_Numbered], list[list[Text]]]:
    """The paragraphs without the rows of rates that one of them sets and leads to, and these rows:
    `shall charge the following rates:` over a list with the prices at its right."""
    kept: list[_Numbered] = []
    rows: list[list[Text]] = []
    leads = False
    for number, paragraph in paragraphs:
        goes_on = leads and number is not None and _IT_IS.search(paragraph.text) is None
        if goes_on and _tabled(paragraph.texts):
            rows[-1] += paragraph.texts
            continue
        at = _leads_until(paragraph.texts)
        leads = at > 0
        if not leads:
            kept.append((number, paragraph))
            continue
        kept.append((number, _joined([*paragraph.texts[:at]])))
        rows.append([*map(_unpaged, paragraph.texts[at:])])
    return kept, [listed for listed in rows if listed]


def _leads_until(texts: Sequence[Text]) -> int:
    """Behind which line of a paragraph the rows begin that it leads to; 0 where there are none."""
    said = ""
    for at, text in enumerate(texts, 1):
        said = f"{said} {' '.join(text.text.split())}"
        if _MONEY.search(said):
            return 0
        if said.endswith(":"):
            sets = _SETS.search(said) or _PUT.search(said)
            leads = sets and _LEADS.search(said) and not _NOT_CHARGED.search(said)
            return at if leads and (at == len(texts) or _tabled(texts[at:])) else 0
    return 0


def _unpaged(text: Text) -> Text:
    """A row without the page of another order's appendix that it is to stand on, `Page 2.`, and
    without the signs around what is quoted."""
    cells = text.line.filled
    if len(cells) > 1 and _PAGE.fullmatch(cells[0].text.strip()):
        cells = cells[1:]
    if any(c.text[:1] in _QUOTES or c.text[-1:] in _QUOTES for c in cells):
        cells = [c._replace(text=_unquoted(c.text)) for c in cells]
    return text._replace(line=replace(text.line, cells=tuple(cells)))


def _unquoted(text: str) -> str:
    """Words without the sign that opens a quotation before them, or closes one behind them; that of
    an inch stands behind a figure."""
    text = text[1:] if text[:1] in _QUOTES else text
    return text[:-1] if text[-1:] in _QUOTES and not text[-2:-1].isdigit() else text


def _tabled(texts: Sequence[Text]) -> bool:
    """Whether lines are rows with a price in a cell of its own."""
    return any(len(t.line.filled) > 1 and _MONEY.search(t.line.filled[-1].text) for t in texts)


def _referred(said: str, lines: Sequence[Line], letters: str) -> Paragraph | None:
    """The words above with the price of what a paragraph approves by name; None where no such price
    is printed, or several are."""
    m = _REFERS.search(said)
    if m is None:
        return None
    named = regex.compile(r"\s+".join(map(regex.escape, m["name"].split())) + _OF, regex.IGNORECASE)
    texts = [prepare(line, letters) for line in lines if line.text.strip()]
    whole = _joined(texts)
    found = list(named.finditer(whole.text))
    printed = {whole.text[f.end() :].lstrip("$ ").split()[0].rstrip(".,;") for f in found}
    if len(printed) != 1:
        return None
    start = found[0].start()
    end = _SENTENCE.search(whole.text, found[0].end())
    return _piece(whole, start, end.end() if end else len(whole.text))


def _piece(whole: Paragraph, start: int, end: int) -> Paragraph:
    """A part of a paragraph; what its first and last line print besides is blank."""
    kept: list[Text] = []
    for text, at in zip(whole.texts, whole.starts, strict=True):
        size = len(text.text)
        if at + size <= start or at >= end:
            continue
        before, after = max(start - at, 0), max(at + size - end, 0)
        inner = text.text[before : size - after]
        kept.append(text._replace(text=" " * before + inner + " " * after))
    return _joined(kept)


def _set_by_number(paragraphs: list[_Numbered]) -> set[int | None]:
    """The numbers of the paragraphs that another one sets in force: `the rates of ordering
    paragraphs 3 through 6, which are approved`."""
    found: set[int | None] = set()
    for at, (_, paragraph) in enumerate(paragraphs):
        said = " ".join(paragraph.text.split())
        if not _SETS.search(said) or _NOT_CHARGED.search(said):
            continue
        if _BELOW.search(said):
            found |= {number for number, _ in paragraphs[at + 1 :] if number is not None}
        m = _BY_NUMBER.search(said)
        if m is None:
            continue
        found |= {*map(int, regex.findall(r"\d+", m["listed"]))}
        for first, last in _SPAN.findall(m["listed"]):
            found |= {*range(int(first), int(last))}
    return found


def _paragraphs(lines: Sequence[Line], letters: str) -> list[_Numbered]:
    """The paragraphs of the ordering parts, each without its number, which stands beside it."""
    groups: list[list[Text]] = []
    numbers: list[int | None] = []
    signed = False
    for line in lines:
        if not line.text.strip():
            continue
        # Behind the signatures only what is ordered anew sets a price.
        signed = (signed and not _ORDERED.search(line.text)) or (
            bool(groups) and _OVER.match(line.text) is not None
        )
        if signed:
            continue
        text = prepare(line, letters)
        item = _ITEM.match(text.text)
        if item or not groups or _ORDERED.search(line.text):
            text = text._replace(text=" " * item.end() + text.text[item.end() :]) if item else text
            groups.append([text])
            number = item[0].strip(" ().\t") if item else ""
            numbers.append(int(number) if number.isdigit() else None)
        else:
            groups[-1].append(text)
    return [(n, _joined(group)) for n, group in zip(numbers, groups, strict=True)]


def _joined(texts: list[Text]) -> Paragraph:
    starts: list[int] = []
    whole = ""
    for text in texts:
        starts.append(len(whole))
        whole += text.text + " "
    return Paragraph(tuple(texts), whole, tuple(starts))
