"""Paragraphs of a charge sheet: what a walk makes of the sentences that set a charge."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.heading import begins_items, item_kind, names_charge
from ratebook.forms.charges.headings.served import served_by
from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.lines.lines import line_prices, read_line
from ratebook.forms.charges.lines.parts import end_item, left_of
from ratebook.forms.charges.lines.running import dashed_name, is_sentence
from ratebook.forms.charges.lines.turned import cut_by_page
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.sentences.gathering import CUT_BLOCK, Paragraph, gather
from ratebook.forms.charges.sentences.leads import lead_of
from ratebook.forms.charges.sentences.prose import read_sentences
from ratebook.forms.charges.words.price import prices

_CUT = regex.compile(r"\s*[a-z][a-z ]{2,40}\$\s?\d[\d,]*\.\d\d\.\s+[A-Z][a-z]")
"""`customer costs $51.00. If the test shows`: no line above it goes on here."""


def take_paragraph(walk: Walk, at: int) -> int:
    """Takes the paragraph that begins at line `at`; the next line to take."""
    walk.setting.context.outdent(left_of(walk.texts[at]))
    end_item(walk, at)
    if dashed_name(walk.texts[at].text):
        walk.setting.context.named_apart()
    inner = walk.setting.context.within(item_kind(walk.texts[at].text))
    paragraph = gather(walk.texts, at, lambda i: _reads(walk, i))
    inner = inner or _says_to_whom(walk, paragraph)
    name = served_by(paragraph.text) if walk.utilities else ""
    if name:
        walk.serve(walk.texts[at].line, name.upper() if walk.capitals else name)
    _sentences(walk, paragraph, at, inner)
    return at + len(paragraph.texts)


def _says_to_whom(walk: Walk, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the first item below the name of a charge, and no whole sentence:
    `1. Applicable to each substation` below `Substation Charge` and above `2. Charge: $137.57`."""
    above = walk.setting.context.stack[-1:]
    named = bool(above) and names_charge(above[0]) and not above[0].rows
    said = paragraph.text.rstrip()
    return named and begins_items(said) and len(paragraph.texts) == 1 and said[-1:] != "."


def _sentences(walk: Walk, paragraph: Paragraph, at: int, inner: bool) -> None:
    walk.setting.context.beside_told()
    cut = not walk.capitals and _CUT.match(paragraph.text) is not None
    turned = cut_by_page(walk, at)
    if cut or (turned and prices(paragraph.text)):
        walk.unread.append((paragraph.texts[0], "a sentence whose beginning stands elsewhere"))
    if cut or turned:
        for n in range(len(paragraph.texts)):
            walk.claims[at + n] = "sentences"
        return
    made, unread = read_sentences(paragraph, walk.setting)
    if made and CUT_BLOCK.search(paragraph.text.rstrip()):
        *made, last = made
        unread.append((last.text, "what its block counts stands elsewhere"))
    walk.enter(made)
    walk.unread += unread
    for n in range(len(paragraph.texts)):
        walk.claims[at + n] = "sentences" if made or unread else "words without a price"
    if made:
        walk.setting.context.tell()
    for heading in walk.setting.context.stack if made else ():
        heading.rows += 1
    if not made and not inner:
        walk.setting.context.part()
        leads = paragraph.text.rstrip().endswith(":")
        walk.setting.context.prose(leads, left_of(paragraph.texts[0]))
    if not made and not unread and not inner:
        stack = walk.setting.context.stack
        lead = lead_of(paragraph, first=not stack or not stack[-1].rows)
        if lead is not None:
            walk.setting.context.open(lead)


def _reads(walk: Walk, at: int) -> bool:
    """Whether line `at` reads as a rate line by itself."""
    found = line_prices(walk.texts[at])
    if not any(p.firm for p in found) or is_sentence(walk.texts[at]):
        return False
    if found[0].kind == "percent" and not walk.texts[at].text[: found[0].start].strip(" ("):
        return False  # `(75%) of the highest load` goes on.
    try:
        return bool(read_line(walk.texts, walk.texts[at], found, walk.setting))
    except UnreadError:
        return False
