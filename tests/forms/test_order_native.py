# ruff: noqa: E501 (the documents below are typed as they print)
"""Orders on pages with geometry: wraps, running footers, footnotes that go on over the page."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pymupdf
import pytest

from ratebook.forms.orders.order import read_appendix_caption, read_order
from ratebook.forms.section import Section
from ratebook.reading.open import read_document
from ratebook.records.datum import Draft
from ratebook.records.ledger import Ledger

FACTS = [
    ("2023-00417", "CLEAR FORK WATER DISTRICT", "Clear Fork Water District", "JAN 09 2024",
     "2024-01-09", "January 15, 2024", "2024-01-15", "214,530.50"),
    ("2019-00038", "MOSSY CREEK GAS COMPANY", "Mossy Creek Gas Company", "NOV 22 2019",
     "2019-11-22", "December 1, 2019", "2019-12-01", "9,118"),
]  # fmt: skip


class _Typist:
    """Types an order: wrapped paragraphs, page footers, footnotes that may break off."""

    def __init__(self, case: str) -> None:
        self.pdf = pymupdf.open()
        self.case = case
        self.pending: list[str] = []
        self.next_page()

    def next_page(self) -> None:
        self.page = self.pdf.new_page(width=612, height=792)
        self.y = 72.0
        if len(self.pdf) > 1:
            self._put(270, 760, f"-{len(self.pdf)}-")
            self._put(430, 760, f"Case No. {self.case}")

    def _put(self, x: float, y: float, text: str, size: float = 12) -> float:
        self.page.insert_text((x, y), text, fontname="tiro", fontsize=size)
        return x + pymupdf.get_text_length(text, fontname="tiro", fontsize=size)

    def line(self, text: str, x: float = 72, gap: float = 24) -> None:
        self._put(x, self.y, text)
        self.y += gap

    def paragraph(self, text: str) -> None:
        """Double spaced, first line indented; `^n` is a raised footnote number."""
        for i, row in enumerate(textwrap.wrap(text, 74)):
            x = 108.0 if i == 0 else 72.0
            for at, piece in enumerate(row.split("^")):
                if at:
                    self.page.insert_text((x, self.y - 5), piece[0], fontname="tiro", fontsize=7)
                    x = self._put(x + 4, self.y, piece[1:])
                else:
                    x = self._put(x, self.y, piece)
            self.y += 24

    def foot(self, rows: list[str], number: int | None) -> None:
        """Footnote lines at the foot of this page; `number` is None where one goes on."""
        y = 680.0
        for i, row in enumerate(rows):
            if i == 0 and number:
                self.page.insert_text((72, y - 3), str(number), fontname="tiro", fontsize=6)
            self._put(80 if i == 0 and number else 72, y, row, 9)
            y += 11


def typed(path: Path, facts: tuple[str, ...]) -> None:
    """One order with a footnote that breaks off after "See Case No." and goes on a page later."""
    case, caps, name, stamp, _, effective, _, amount = facts
    t = _Typist(case)
    t.line("COMMONWEALTH OF KENTUCKY", 210, 14)
    t.line("BEFORE THE PUBLIC SERVICE COMMISSION", 170)
    t.line("In the Matter of:")
    for left, right in (
        ("ELECTRONIC APPLICATION OF", ""),
        (caps, "CASE NO."),
        ("FOR A RATE ADJUSTMENT", case),
    ):
        for x, text in ((90, left), (370, ")"), (420, right)):
            if text:
                t._put(x, t.y, text)
        t.y += 14
    t.line("O R D E R", 280)
    t.paragraph(
        f"{name} filed an application for an increase of ${amount}, in conformity with KRS 278.180(1) and 807 KAR 5:076, Sections 2 and 4(1)(a)."
    )
    t.paragraph(
        "Its last general rate adjustment was effective April 1, 2010.^1 The Commission finds that the rates proposed should be denied and that"
    )
    t.foot(
        [
            "For example, the district failed to give notice, and its filing was deficient in",
            "several other respects. See Case No.",
        ],
        1,
    )
    t.next_page()
    t.paragraph("the rates in the Appendix should be approved.")
    t.paragraph("IT IS HEREBY ORDERED that:")
    t.paragraph(
        f"1. The rates in the Appendix to this Order are approved for service rendered on and after {effective}, and"
    )
    t.foot(["2009-00281, Electronic Application for Rates (Ky. PSC Mar. 3, 2010)."], None)
    t.next_page()
    t.y = 72
    t.page.insert_text(
        (72, t.y), "no other rates shall be charged to any customer.", fontname="tiro", fontsize=12
    )
    t.y += 24
    t.paragraph(
        "2. Within thirty (30) days of the date of service of this Order, the utility shall file its tariff."
    )
    t.next_page()
    t.line("By the Commission", 230)
    for text in ("ENTERED", stamp, "KENTUCKY PUBLIC SERVICE COMMISSION"):
        t.line(text, 340, 14)
    t.line("ATTEST:")
    t.next_page()
    t.line("APPENDIX", 270)
    t.line("APPENDIX TO AN ORDER OF THE KENTUCKY PUBLIC SERVICE", 110, 14)
    t.line(f"COMMISSION IN CASE NO. {case} DATED {stamp}", 120, 30)
    t.line("Monthly Water Rates")
    t.next_page()
    for text in ("*Ann Rowe", name, "P.O. Box 77", "Pineville, KY 40977"):
        t.line(text, 72, 14)
    t.line(f"*Denotes Served by Email          Service List for Case {case}")
    t.pdf.save(path)


def read(path: Path) -> tuple[Ledger, Draft, list[str]]:
    lines = read_document(path).lines
    cut = next(i for i, line in enumerate(lines) if line.text.strip() == "APPENDIX")
    ledger = Ledger()
    order = read_order(Section("order", lines[:cut], "KY"), ledger)
    _, body = read_appendix_caption(Section("appendix", lines[cut:], "KY"), ledger, order)
    return ledger, order, [line.text for line in body]


@pytest.mark.parametrize("facts", FACTS, ids=[f[0] for f in FACTS])
def test_a_typed_order(tmp_path: Path, facts: tuple[str, ...]) -> None:
    case, _, name, _, dated, effective, effective_iso, amount = facts
    typed(tmp_path / "order.pdf", facts)
    ledger, order, body = read(tmp_path / "order.pdf")
    got = {n: ledger.data[d].value for n, d in order.fields.items() if d}
    assert (got["case"], got["dated"], got["effective"]) == (case, dated, effective_iso)
    assert got["applicant"] == name
    assert got["amounts"] == [amount.replace(",", "")]
    assert got["cases_cited"] == ["2009-00281"]
    assert got["laws_cited"][1:] == ["807 KAR 5:076, Section 2", "807 KAR 5:076, Section 4(1)(a)"]
    assert got["served"] == [
        {"name": "Ann Rowe", "firm": name, "address": "P.O. Box 77, Pineville, KY 40977"}
    ]
    texts = [
        ledger.data[d.fields["text"] or 0].value for d in ledger.drafts if d.kind == "paragraph"
    ]
    assert texts == [
        f"The rates in the Appendix to this Order are approved for service rendered on and after"
        f" {effective}, and no other rates shall be charged to any customer.",
        "Within thirty (30) days of the date of service of this Order, the utility shall file its"
        " tariff.",
    ]
    assert body == ["Monthly Water Rates"]


def test_places_are_boxes_on_their_page(tmp_path: Path) -> None:
    typed(tmp_path / "order.pdf", FACTS[0])
    ledger, order, _ = read(tmp_path / "order.pdf")
    effective = ledger.data[order.fields["effective"] or 0]
    assert effective.place.page == 2
    assert effective.place.box is not None
    assert effective.place.box[2] - effective.place.box[0] < 120, "the date, not its whole line"
