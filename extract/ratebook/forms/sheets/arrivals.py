"""Stamps that tell when a paper came in (RECEIVED, FILED): no words of what they stand on."""

from __future__ import annotations

import dataclasses

import regex

from ratebook.forms.section import Section
from ratebook.model.page import Document
from ratebook.records.ledger import Ledger

_KINDS = ("received", "filed")
_OF_STAMPS = ("order", "appendix", "guide")
"""What ends with no foot, to which the stamps of its page would belong."""
_PRICE = regex.compile(r"\$\s?\d|\d\.\d\d|%")


def arrivals_of(document: Document) -> frozenset[int]:
    """The lines, by `id()`, of the stamps of a document that tell when it came in. A line with a
    price in it is none of theirs."""
    return frozenset(
        id(line)
        for page in document.pages
        for stamp in page.stamps
        if stamp.kind in _KINDS
        for line in stamp.lines
        if not _PRICE.search(line.text)
    )


def without_arrivals(section: Section, arrivals: frozenset[int], ledger: Ledger) -> Section:
    """An order, an appendix or a guide without such lines, which are claimed as a stamp. They
    stand behind the print of their page, where a table goes on to the next one."""
    if not arrivals or section.kind not in _OF_STAMPS:
        return section
    kept = tuple(line for line in section.lines if id(line) not in arrivals)
    if not kept or len(kept) == len(section.lines):
        return section
    for line in section.lines:
        if id(line) in arrivals:
            ledger.claim(line, section.kind, "stamp")
    return dataclasses.replace(section, lines=kept)
