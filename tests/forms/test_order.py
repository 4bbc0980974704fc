# ruff: noqa: E501 (the documents below are typed as they print)
"""Orders in text: captions, dates, parties, paragraphs, deadlines, service lists."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ratebook.forms.orders.caption import is_title
from ratebook.forms.orders.order import read_appendix_caption, read_order
from ratebook.forms.orders.service import read_service
from ratebook.forms.orders.words import opens_ordering
from ratebook.forms.section import Section
from ratebook.model.page import Cell, Line, Word
from ratebook.reading.markup import read_markup
from ratebook.records.datum import Draft, Place, Standing
from ratebook.records.ledger import Ledger

ORDER = """COMMONWEALTH OF KENTUCKY
BEFORE THE PUBLIC SERVICE COMMISSION

In the Matter of:

ELECTRONIC APPLICATION OF {CAPS})\t
{CAPS2})\tCASE NO.
FOR PASS-THROUGH OF {SUPPLIER})\t{case}
WHOLESALE RATE ADJUSTMENT)\t

ORDER

On {filed}, {name} ({short}) filed an application in Case No. {cited}¹ pursuant to KRS 278.455(2) and 807 KAR 5:007, Sections 1(3) and 2(2). The increase is ${amount}, which the

¹ Case No. {cited}, *Application of {Supplier} for Rates* (Ky. PSC Jan. 14, 2011).

Commission has reviewed.² {Supplier} is its wholesale supplier.

² For example, see Case No.

IT IS THEREFORE ORDERED that:

1. The rates proposed by {short} are denied.
2. The rates in Appendix B are approved for service rendered on and after {effective}.
3. Within {days} days of the date of this Order, {short} shall file its tariffs.

{cited2}, *Notice of Filing* (filed July 30, 2021), Item 10.

³ See Appendix A.

By the Commission

ATTEST:

Executive Director

APPENDIX A

APPENDIX TO AN ORDER OF THE KENTUCKY PUBLIC SERVICE
COMMISSION IN CASE NO. {case} DATED {stamp}

Rate B
Member\tPresent

*{lawyer}
Smith & Rowe, PLLC
12 Main Street, Suite 4
Lexington, KENTUCKY 40504

*{name}
P.O. Box 77
Pineville, KY 40977
"""


def _long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def invented(seed: int) -> dict[str, Any]:
    """Facts of an order nobody wrote."""
    pick = random.Random(seed)
    short = pick.choice(["Cedar Hill", "Stone Gap", "Laurel Fork", "Big Lick", "Dry Ridge"])
    supplier = pick.choice(["Twin Lakes Power Cooperative, Inc.", "Ohio Falls Generation Corp."])
    entered = date(2018, 1, 1) + timedelta(days=pick.randrange(2000))
    effective = entered + timedelta(days=pick.randrange(1, 40))
    number = lambda: f"{pick.randrange(2001, 2025)}-{pick.randrange(1, 600):05d}"  # noqa: E731
    return {
        "short": short, "name": f"{short} Rural Electric Corporation",
        "CAPS": short.upper(), "CAPS2": "RURAL ELECTRIC CORPORATION",
        "Supplier": supplier, "SUPPLIER": supplier.upper(), "case": number(), "cited": number(),
        "cited2": number(), "filed": _long(entered - timedelta(days=120)),
        "amount": f"{pick.randrange(10_000, 99_000_000):,}", "effective": _long(effective),
        "effective_iso": effective.isoformat(), "days": pick.randrange(2, 90),
        "stamp": f"{entered:%b %d %Y}".upper(), "dated": entered.isoformat(),
        "lawyer": pick.choice(["Ann B Rowe", "Carl Ott"]),
    }  # fmt: skip


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(line for page in read_markup(text) for line in page.lines)


def read(text: str, code: str | None = "KY") -> tuple[Ledger, Draft]:
    """The order and its appendices, cut at the word APPENDIX."""
    lines = lines_of(text)
    cuts = [i for i, line in enumerate(lines) if line.text.split()[:1] == ["APPENDIX"]]
    cuts = [i for i in cuts if len(lines[i].text) < 14]
    ledger = Ledger()
    order = read_order(Section("order", lines[: (cuts or [len(lines)])[0]], code), ledger)
    for start, end in pairwise([*cuts, len(lines)]):
        read_appendix_caption(Section("appendix", lines[start:end], code), ledger, order)
    return ledger, order


def values(ledger: Ledger, draft: Draft) -> dict[str, Any]:
    """Accepted and absent values by field; a field that needs review is left out."""
    found: dict[str, Any] = {}
    for name, number in draft.fields.items():
        if number is not None:
            datum = ledger.data[number]
            if datum.standing.accepted or datum.standing is Standing.ABSENT:
                found[name] = datum.value
    return found


def paragraphs(ledger: Ledger) -> list[dict[str, Any]]:
    return [values(ledger, d) for d in ledger.drafts if d.kind == "paragraph"]


@pytest.mark.parametrize("seed", range(12))
def test_every_fact_follows_the_page(seed: int) -> None:
    facts = invented(seed)
    ledger, order = read(ORDER.format(**facts))
    got = values(ledger, order)
    assert got["case"] == facts["case"]
    assert got["commission"] == "Public Service Commission of Kentucky"
    assert got["jurisdiction"] == "KY"
    assert got["style"] == (
        f"ELECTRONIC APPLICATION OF {facts['CAPS']} {facts['CAPS2']} FOR PASS-THROUGH OF"
        f" {facts['SUPPLIER']} WHOLESALE RATE ADJUSTMENT"
    )
    assert got["applicant"] == facts["name"]
    assert got["supplier"] == facts["Supplier"]
    assert got["dated"] == facts["dated"]
    assert got["effective"] == facts["effective_iso"]
    assert set(got["cases_cited"]) == {facts["cited"], facts["cited2"]} - {facts["case"]}
    assert got["laws_cited"] == [
        "KRS 278.455(2)", "807 KAR 5:007, Section 1(3)", "807 KAR 5:007, Section 2(2)",
    ]  # fmt: skip
    assert got["amounts"] == [facts["amount"].replace(",", "")]
    assert got["deadlines"] == [{"paragraph": 3, "days": facts["days"], "from": "order"}]
    assert got["appendices"] == ["A"]
    assert got["served"] == [
        {"name": facts["lawyer"], "firm": "Smith & Rowe, PLLC",
         "address": "12 Main Street, Suite 4, Lexington, KENTUCKY 40504"},
        {"name": facts["name"], "address": "P.O. Box 77, Pineville, KY 40977"},
    ]  # fmt: skip
    assert not ledger.issues


@pytest.mark.parametrize("seed", range(4))
def test_paragraphs_read_without_the_footnotes_between_them(seed: int) -> None:
    facts = invented(seed)
    ledger, _ = read(ORDER.format(**facts))
    got = paragraphs(ledger)
    assert [p["number"] for p in got] == [1, 2, 3]
    assert got[2]["text"] == (
        f"Within {facts['days']} days of the date of this Order, {facts['short']} shall file its"
        " tariffs."
    )
    became = {claim.text: claim.became for claim in ledger.claims}
    assert became[next(t for t in became if "Notice of Filing" in t)] == "footnote 2"


def test_every_line_of_the_order_is_claimed_once() -> None:
    text = ORDER.format(**invented(3))
    ledger, _ = read(text)
    claimed = [claim.line for claim in ledger.claims]
    order = [
        line.number for line in lines_of(text) if not line.text.startswith(("Rate B", "Member"))
    ]
    assert sorted(claimed, key=lambda n: n or 0) == order


def test_two_captions_with_different_stamps_settle_no_date() -> None:
    facts = invented(1)
    text = ORDER.format(**facts)
    head, appendix = text.split("APPENDIX A\n")
    second = (
        appendix.replace(facts["stamp"], "OCT 09 2031").split("*")[0].replace("Rate B", "Rate C")
    )
    ledger, order = read(f"{head}APPENDIX A\n{appendix.split('*')[0]}\nAPPENDIX B\n{second}")
    datum = ledger.data[order.fields["dated"] or 0]
    assert datum.standing is Standing.AMBIGUOUS
    assert {c.value for c in datum.candidates} == {facts["dated"], "2031-10-09"}
    assert values(ledger, order)["appendices"] == ["A", "B"]
    assert any(issue.code == "order.dated" for issue in ledger.issues)


def test_a_third_caption_does_not_settle_a_contradiction() -> None:
    facts = invented(1)
    head, appendix = ORDER.format(**facts).split("APPENDIX A\n")
    appendix = appendix.split("*")[0]
    other = appendix.replace(facts["stamp"], "OCT 09 2031")
    ledger, order = read(f"{head}APPENDIX A\n{appendix}APPENDIX B\n{other}APPENDIX C\n{appendix}")
    assert ledger.data[order.fields["dated"] or 0].standing is Standing.AMBIGUOUS


def test_two_captions_that_agree_witness_each_other() -> None:
    facts = invented(2)
    head, appendix = ORDER.format(**facts).split("APPENDIX A\n")
    ledger, _ = read(f"{head}APPENDIX A\n{appendix.split('*')[0]}\nAPPENDIX B\n{appendix}")
    equal = [relation for relation in ledger.relations if "date" in relation.name]
    assert len(equal) == 1
    assert {ledger.data[number].value for _, number in equal[0].terms} == {facts["dated"]}


def test_an_appendix_of_another_case_is_flagged() -> None:
    facts = invented(5)
    text = ORDER.format(**facts).replace(f"IN CASE NO. {facts['case']}", "IN CASE NO. 1999-00123")
    ledger, order = read(text)
    assert values(ledger, order)["case"] == facts["case"]
    assert [issue.code for issue in ledger.issues] == ["order.case"]


PROCEDURAL = """COMMONWEALTH OF KENTUCKY
BEFORE THE PUBLIC SERVICE COMMISSION

In the Matter of:

AN EXAMINATION OF THE APPLICATION OF THE )
FUEL ADJUSTMENT CLAUSE OF BIRCH CORP. ) CASE NO. 2020-00009

O R D E R

The Commission established this case on March 2, 2020.

IT IS HEREBY ORDERED that:

a. Birch shall appear at the hearing on May 5, 2020.
b. Within seven days of the filing of the response required by this Order, any party may reply.
(1) Replies shall be served on all parties.
c. No later than 10 business days from the entry of this Order, Birch shall give notice, and on or before June 1, 2020, it shall file proof.

By the Commission

ENTERED
APR 03 2020
KENTUCKY PUBLIC SERVICE COMMISSION
"""


def test_a_procedural_order_has_letters_deadlines_and_no_rates() -> None:
    ledger, order = read(PROCEDURAL)
    got = values(ledger, order)
    assert got["dated"] == "2020-04-03"
    assert got["effective"] is None
    assert got["applicant"] is None, "a case the commission opens has no applicant"
    assert got["deadlines"] == [
        {"paragraph": 2, "days": 7, "from": "the filing of the response required by this Order"},
        {"paragraph": 3, "days": 10, "kind": "business", "from": "order"},
        {"paragraph": 3, "date": "2020-06-01"},
    ]
    texts = paragraphs(ledger)
    assert [p["number"] for p in texts] == [1, 2, 3]
    assert texts[1]["text"].endswith(
        "any party may reply. (1) Replies shall be served on all parties."
    )
    assert not [d for d in ledger.drafts if d.kind == "charge"]


def test_signs_that_an_engine_takes_for_others_are_those_of_the_text() -> None:
    worn = PROCEDURAL.replace("on all parties.", "on all parties..").replace("June 1,", "June 1;")
    ledger, _ = read(worn)
    assert "on or before June 1, 2020, it shall" in paragraphs(ledger)[2]["text"]
    assert paragraphs(ledger)[1]["text"].endswith("all parties.")
    assert not paragraphs(ledger)[1]["text"].endswith("..")


WRAPPED = """COMMONWEALTH OF KENTUCKY
BEFORE THE PUBLIC SERVICE COMMISSION

In the Matter of:

THE PURCHASED WATER ADJUSTMENT FILING OF )
NORTH FORK WATER COMPANY                 ) CASE NO. 2013-00042

O R D E R

North Fork Water Company ("North Fork") purchases all of its
water from the Louisville Water Company, its wholesale supplier,
which raised its rate to $2.31 per 1,000 gallons.¹ The increase
will cost North Fork $45,210 per year in addition to what it had

¹ Application at 2, filed in the earlier matter that was opened as
Case No. 2012-00301.

-2- Case No. 2013-00042

to pay before.

IT IS THEREFORE ORDERED that:

1. The rates in the Appendix are approved for
service rendered on and after the date of
this Order.

2. Within twenty (20) days of the date of this Order North
Fork shall file its tariff.

By the Commission
ENTERED FEB 14 2013
"""


def test_wrapped_lines_footers_and_footnotes_are_joined_into_sentences() -> None:
    ledger, order = read(WRAPPED)
    got = values(ledger, order)
    assert got["effective"] == got["dated"] == "2013-02-14"
    assert got["supplier"] == "Louisville Water Company"
    assert got["cases_cited"] == ["2012-00301"]
    assert got["amounts"] == ["2.31", "45210"]
    assert [p["text"] for p in paragraphs(ledger)] == [
        "The rates in the Appendix are approved for service rendered on and after the date of this"
        " Order.",
        "Within twenty (20) days of the date of this Order North Fork shall file its tariff.",
    ]
    assert [c.became for c in ledger.claims if c.text.startswith("-2-")] == ["furniture"]


def test_a_lone_paragraph_has_no_number_and_a_missing_one_is_flagged() -> None:
    lone = PROCEDURAL.split("IT IS HEREBY")[0] + (
        "IT IS THEREFORE ORDERED that the motion for rehearing is denied.\n\nBy the Commission\n"
    )
    ledger, _ = read(lone)
    assert paragraphs(ledger) == [{"number": None, "text": "the motion for rehearing is denied."}]
    gap = lone.replace(" that the motion for rehearing is denied.", " that:\n\n1. One.\n3. Three.")
    ledger, _ = read(gap)
    assert [p["number"] for p in paragraphs(ledger)] == [1, 3]
    assert [issue.code for issue in ledger.issues] == ["order.paragraph"]


def test_effective_dates_that_differ_are_left_to_a_person() -> None:
    facts = invented(7)
    text = ORDER.format(**facts).replace(
        "3. Within",
        "3. The riders are approved for service rendered on and after May 1, 2031.\n4. Within",
    )
    ledger, order = read(text)
    datum = ledger.data[order.fields["effective"] or 0]
    assert datum.standing is Standing.AMBIGUOUS
    assert {c.value for c in datum.candidates} == {facts["effective_iso"], "2031-05-01"}


def test_a_proposed_date_in_the_body_is_not_the_effective_date() -> None:
    text = WRAPPED.replace("the date of\nthis Order.", "its approval.").replace(
        "North Fork Water Company (",
        "For service rendered on and after May 1, 2012, North Fork Water Company (",
    )
    ledger, order = read(text)
    assert values(ledger, order)["effective"] is None


def test_a_west_virginia_caption_without_brackets() -> None:
    text = (
        "PUBLIC SERVICE COMMISSION\nOF WEST VIRGINIA\nCHARLESTON\n\nCASE NO. 20-0665-E-42T\n\n"
        "MOUNTAIN VALLEY POWER COMPANY\nRule 42T tariff filing\n\nCOMMISSION ORDER\n\n"
        "The request falls under W. Va. Code §24-2-4a.\n\n"
        "IT IS THEREFORE ORDERED that the motion is granted.\n\n"
        "IT IS FURTHER ORDERED that the Executive Secretary serve this order.\n"
    )
    ledger, order = read(text, None)
    got = values(ledger, order)
    assert (got["commission"], got["jurisdiction"]) == (
        "Public Service Commission of West Virginia",
        "WV",
    )
    assert got["case"] == "20-0665-E-42T"
    assert got["laws_cited"] == ["W. Va. Code §24-2-4a"]
    numbers = [ledger.data[d.fields["number"] or 0] for d in ledger.drafts if d.kind == "paragraph"]
    assert [(n.value, n.standing) for n in numbers] == [
        (1, Standing.DERIVED),
        (2, Standing.DERIVED),
    ]


@pytest.mark.shared
def test_the_founding_order(shared: Path) -> None:
    text = next((shared / "seeds").glob("004*.txt")).read_text(encoding="utf-8")
    ledger, order = read(text)
    got = values(ledger, order)
    assert (got["case"], got["dated"], got["effective"]) == (
        "2021-00112",
        "2021-09-30",
        "2021-10-01",
    )
    assert len(got["cases_cited"]) == 7
    assert len(got["served"]) == 3
    assert [len(p["text"]) for p in paragraphs(ledger)] == [60, 145, 163, 250, 62]
    assert {c.became for c in ledger.claims if c.text.startswith("2021-00115")} == {"footnote 24"}
    assert not ledger.issues


@pytest.mark.shared
def test_a_changed_copy_of_the_founding_order(shared: Path) -> None:
    text = next((shared / "seeds").glob("004*.txt")).read_text(encoding="utf-8")
    changes = {
        "JACKSON": "WILLOW", "Jackson": "Willow", "2021-00112": "2031-00587", "2021-00115": "2031-00601",
        "SEP 30 2021": "MAR 08 2032", "October 1, 2021": "April 2, 2032", "20 days": "45 days",
        "36,355,254": "41,777,003",
    }  # fmt: skip
    for old, new in changes.items():
        text = text.replace(old, new)
    ledger, order = read(text)
    got = values(ledger, order)
    assert got["applicant"] == "Willow Energy Cooperative Corporation"
    assert (got["case"], got["dated"], got["effective"]) == (
        "2031-00587",
        "2032-03-08",
        "2032-04-02",
    )
    assert got["deadlines"] == [{"paragraph": 4, "days": 45, "from": "order"}]
    assert "2031-00601" in got["cases_cited"]
    assert got["amounts"][0] == "41777003"


@pytest.mark.parametrize(
    ("clean", "damaged", "field"),
    [
        ("\t{case}\nWHOLESALE", "\t2O21-OO1\nWHOLESALE", "case"),
        (
            "filed an application in Case No. {cited}¹",
            "filed an application in Case No. 2O21-OO1",
            "cases_cited",
        ),
        ("increase is ${amount},", "increase is $3,1O9,75,", "amounts"),
    ],
)
def test_damaged_numbers_are_flagged_and_never_left_out(
    clean: str, damaged: str, field: str
) -> None:
    facts = invented(8)
    text = ORDER.format(**facts)
    broken = text.replace(clean.format(**facts), damaged).split("APPENDIX A")[0]
    assert broken != text.split("APPENDIX A")[0]
    ledger, order = read(broken)
    datum = ledger.data[order.fields[field] or 0]
    assert datum.value is None
    assert datum.standing in (Standing.UNREADABLE, Standing.AMBIGUOUS)
    assert [issue.code for issue in ledger.issues] == [f"order.{field}"]


def _heard(line: Line, other: str) -> Line:
    """The line as read by two engines, which differ on words with a figure among letters."""
    cells = tuple(
        cell._replace(words=tuple(
            Word(text, None, 0.9, "a", other if text.startswith("80M") else text)
            for text in cell.text.split()
        ))
        for cell in line.cells
    )  # fmt: skip
    return replace(line, cells=cells)


@pytest.mark.parametrize(("other", "kept"), [("p7.", False), ("80MSR07", True)])
def test_a_law_may_be_lost_in_what_has_run_together(other: str, kept: bool) -> None:
    facts = invented(8)
    text = ORDER.format(**facts).split("APPENDIX A")[0]
    broken = text.replace(
        "filed an application", "filed under KRS 278.455 and 80MSR07 an application"
    )
    assert broken != text
    ledger = Ledger()
    lines = tuple(_heard(line, other) for line in lines_of(broken))
    order = read_order(Section("order", lines, "KY"), ledger)
    datum = ledger.data[order.fields["laws_cited"] or 0]
    assert datum.standing.accepted is kept


def test_the_appendix_supplies_a_case_that_the_caption_lost() -> None:
    facts = invented(9)
    text = ORDER.format(**facts).replace(f"\t{facts['case']}\nWHOLESALE", "\t2O2l-OO\nWHOLESALE")
    ledger, order = read(text)
    assert values(ledger, order)["case"] == facts["case"]


@pytest.mark.parametrize(
    "words", ["1T IS TFIEREFORE ORDERED that:", "IT IS THEREF0RE  ORDERED that:"]
)
def test_worn_words_still_order(words: str) -> None:
    text = ORDER.format(**invented(6)).replace("IT IS THEREFORE ORDERED that:", words)
    assert [p["number"] for p in paragraphs(read(text)[0])] == [1, 2, 3]


@pytest.mark.parametrize("words", ["The utility was ORDERED to appear.", "IT IS SO ORDERED."])
def test_a_sentence_about_an_order_does_not_order(words: str) -> None:
    text = PROCEDURAL.replace("IT IS HEREBY ORDERED that:", words)
    ledger, _ = read(text)
    assert paragraphs(ledger) == []
    assert [issue.code for issue in ledger.issues] == ["order.ordering"]


@pytest.mark.parametrize(
    ("stamp", "iso", "standing"),
    [
        ("JUN 1 0 2010", "2010-06-10", Standing.REPAIRED),
        ("SEP 3O 2021", "2021-09-30", Standing.REPAIRED),
        ("OCT 05 2022", "2022-10-05", Standing.READ),
        ("~~ #% 20", None, Standing.UNREADABLE),
    ],
)
def test_stamped_dates_that_are_worn(stamp: str, iso: str | None, standing: Standing) -> None:
    facts = invented(4) | {"stamp": stamp}
    ledger, order = read(ORDER.format(**facts))
    datum = ledger.data[order.fields["dated"] or 0]
    assert (datum.value, datum.standing) == (iso, standing)


def test_an_order_mentioned_in_the_body_does_not_date_this_one() -> None:
    text = (
        PROCEDURAL.split("IT IS HEREBY")[0] + "By Order entered April 15, 2019, the case began.\n"
    )
    ledger, order = read(text)
    assert values(ledger, order)["dated"] is None


def test_rates_effective_on_the_date_of_the_order_know_no_more_than_that_date() -> None:
    facts = invented(10)
    clean = ORDER.format(**facts).replace(
        f"after {facts['effective']}.", "after the date of this Order."
    )
    ledger, order = read(clean)
    assert values(ledger, order)["effective"] == facts["dated"]
    worn = clean.replace(facts["stamp"], "~~ #% 20")
    ledger, order = read(worn)
    assert ledger.data[order.fields["effective"] or 0].standing is Standing.UNREADABLE
    head, appendix = clean.split("APPENDIX A\n")
    other = appendix.replace(facts["stamp"], "OCT 09 2031")
    ledger, order = read(f"{head}APPENDIX A\n{appendix.split('*')[0]}\nAPPENDIX B\n{other}")
    assert ledger.data[order.fields["effective"] or 0].standing is Standing.AMBIGUOUS


def test_markdown_lists_and_tables_of_a_page_dump() -> None:
    text = """# COMMONWEALTH OF KENTUCKY
# BEFORE THE PUBLIC SERVICE COMMISSION

In the Matter of:

| ELECTRONIC APPLICATION OF RED RIVER RURAL ELECTRIC CORPORATION FOR NEW RATES | ) ) | CASE NO. 2023-00285 |
|---|---|---|

## **ORDER**

Red River Rural Electric Corporation filed an application<sup>1</sup> on May 3, 2023.

<sup>1</sup> Application (filed May 3, 2023).

IT IS THEREFORE ORDERED that:

- 1. The proposed rates are denied.
- 2. Other rates are approved for services rendered by Red River on and after
the date of entry of this Order.

3. Red River shall:
   a. file tariffs; and
   b. notify customers.

[REMAINDER OF PAGE INTENTIONALLY LEFT BLANK]

PUBLIC SERVICE COMMISSION

Chairman

ENTERED
APR 0 2 2024
"""
    ledger, order = read(text)
    got = values(ledger, order)
    assert (got["case"], got["dated"], got["effective"]) == (
        "2023-00285",
        "2024-04-02",
        "2024-04-02",
    )
    assert got["applicant"] == "Red River Rural Electric Corporation"
    assert [p["text"] for p in paragraphs(ledger)] == [
        "The proposed rates are denied.",
        "Other rates are approved for services rendered by Red River on and after the date of entry"
        " of this Order.",
        "Red River shall: a. file tariffs; and b. notify customers.",
    ]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("THE COMMISSION THEREFORE ORDERS that:", True),
        ("IT IS THEREFORE ORDERED that:", True),
        ("The Commission ordered its staff to report.", False),
    ],
)
def test_the_words_by_which_a_commission_orders(text: str, opens: bool) -> None:
    assert opens_ordering(text) is opens


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ORDE R", True),
        ("O R D E R", True),
        ("ORDER", True),
        ("IN ORDER", False),
        ("BORDER", False),
    ],
)
def test_a_title_that_wide_letters_tear_is_the_title(text: str, title: bool) -> None:
    assert is_title(text) is title


def test_a_list_with_a_damaged_entry_is_not_complete() -> None:
    star = "*Greta K. Isbell\nCounsel for the Applicant\nCerulean, Kentucky 40181\n\n"
    lost = "*Stonewall Electric Company\n100 Cooperative Lane\nC e r u l e a n , K Y 4 0 1 8 1\n"
    found = Ledger()
    lines = [Line(1, n, (Cell(text, 0, 100, ()),)) for n, text in
             enumerate((star + lost).splitlines(), 1) if text]  # fmt: skip
    draft = found.draft("order", {})
    read_service(lines, found, draft)
    datum = found.data[draft.fields["served"] or 0]
    assert datum.touched


def test_an_appendix_whose_caption_is_worn_leaves_the_list_open() -> None:
    found = Ledger()
    found.add(
        "x", "The rates in Appendix B to this Order.", Standing.READ, Place(1, None), label="text"
    )
    draft = found.draft("order", {})
    for letter, touched in (("A", True), ("B", False)):
        head = f"APPENDIX {letter}\nAPPENDIX TO AN ORDER OF THE COMMISSION IN CASE NO. 2021-00441 DATED"
        lines = tuple(
            Line(1, n, (Cell(text, 0, 100, ()),)) for n, text in enumerate(head.splitlines(), 1)
        )
        read_appendix_caption(Section("appendix", lines, "KY"), found, draft)
        assert found.data[draft.fields["appendices"] or 0].touched is touched
    assert found.data[draft.fields["appendices"] or 0].value == ["A", "B"]
