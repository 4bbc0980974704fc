"""Rate orders: caption, reasons, ordering paragraphs, appendices and the service list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import ratebook.noise.invent as invent
from ratebook.noise.blocks import Block, Break, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk, later
from ratebook.noise.invent import Utility
from ratebook.noise.written.allocations import allocation_tables
from ratebook.noise.written.schedules import rate_schedules
from ratebook.records.record import natural_key


@dataclass(frozen=True, slots=True)
class _Case:
    number: str
    wholesale: str
    filed: date
    dated: date
    effective: date


def write(desk: Desk, of: Utility) -> list[Leaf]:
    """A pass-through order with both appendices."""
    case = _case(desk)
    key = natural_key("order", {"jurisdiction": "KY", "case": case.number}).partition("|")[2]
    appendix_a, increase = allocation_tables(desk, of, key)
    style = (
        f"Electronic Application of {of.name} for Pass-Through of {of.supplier} Wholesale "
        "Rate Adjustment"
    )
    served = [
        (invent.person(desk), "Counsel for the Applicant", f"{of.town}, Kentucky {of.zip}"),
        (of.name, "100 Cooperative Lane", f"{of.town}, KY {of.zip}"),
    ]
    number = desk.add(
        "order",
        jurisdiction="KY",
        case=case.number,
        style=style,
        dated=case.dated.isoformat(),
        effective=case.effective.isoformat(),
        applicant=of.name,
        supplier=of.supplier,
        cases_cited=[case.wholesale],
        laws_cited=["KRS 278.455", "807 KAR 5:007"],
        amounts=[str(increase)],
        appendices=["A", "B"],
        served=[_addressee(*lines) for lines in served],
    )
    body = [
        *_caption(desk, of, number, case, style),
        *_reasons(desk, of, number, case, increase),
        *_ordering(desk, of, key, case),
        Gap(2),
        Words("By the Commission", "center"),
        Gap(3),
        Words("ATTEST:"),
        Gap(2),
        Words("______________________"),
        Words("Executive Director"),
        Break(),
        *_appendix(desk, number, case, "A"),
        *appendix_a,
        Break(),
        *_appendix(desk, number, case, "B"),
        *_prescribed(desk, of),
        *rate_schedules(desk, key),
        Break(),
        *_served(desk, served),
    ]
    return [Leaf((), tuple(body), numbered=True)]


def _addressee(name: str, second: str, third: str) -> dict[str, str]:
    """A person at a firm, or a company at its address."""
    if any(c.isdigit() for c in second):
        return {"name": name, "address": f"{second}, {third}"}
    return {"name": name, "firm": second, "address": third}


def _case(desk: Desk) -> _Case:
    effective = invent.month_start(desk, 2012, 2023)
    dated = later(effective, -desk.chance.randint(0, 12))
    filed = later(dated, -desk.chance.randint(90, 190))
    number = invent.case_number(desk, filed.year)
    wholesale = invent.case_number(desk, filed.year)
    return _Case(number, wholesale, filed, dated, effective)


def _caption(desk: Desk, of: Utility, number: int, case: _Case, style: str) -> list[Block]:
    del of
    lines = _folded(style.upper(), 44)
    docket = ["CASE NO.", desk.show(case.number, (number, "case"))]
    start = max(0, len(lines) // 2 - 1)
    cells = [""] * start + docket + [""] * len(lines)
    rows = tuple(
        Row((desk.show(text, (number, "style")), ")", cells[n])) for n, text in enumerate(lines)
    )
    return [
        Words("COMMONWEALTH OF KENTUCKY", "center", bold=True),
        Words("BEFORE THE PUBLIC SERVICE COMMISSION", "center", bold=True),
        Gap(),
        Words("In the Matter of:"),
        Gap(0.5),
        Table(rows, (0.66, 0.06, 0.28), ("left", "left", "left"), head=0),
        Gap(),
        Words(desk.one("ORDER", "O R D E R"), "center", bold=True, heading=True),
        Gap(0.5),
    ]


def _folded(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _reasons(desk: Desk, of: Utility, number: int, case: _Case, increase: Decimal) -> list[Block]:
    case_cited = desk.show(case.wholesale, (number, "cases_cited"))
    texts = (
        f"{desk.show(of.name, (number, 'applicant'))} ({of.short}) asked on "
        f"{desk.day(case.filed, style='long')} for leave to recover from its members whatever "
        f"increase its supplier, {desk.show(of.supplier, (number, 'supplier'))} "
        f"({of.supplier_short}), is granted in Case No. {case_cited}. The request rests on "
        f"{desk.show('KRS 278.455', (number, 'laws_cited'))} and "
        f"{desk.show('807 KAR 5:007', (number, 'laws_cited'))}. Nobody intervened.",
        f"In Case No. {case.wholesale} the Commission allowed {of.supplier_short} an annual "
        f"increase of {desk.money(increase, (number, 'amounts'))} for service rendered on and "
        f"after {desk.day(case.effective, (number, 'effective'), style='long')}. {of.short} buys "
        f"all of its power from {of.supplier_short} and serves members in {_listed(of.counties)} "
        "counties.",
        "Having reviewed the billing analysis and the revised tariff sheets, and being otherwise "
        "advised, the Commission concludes that the increase is spread over the classes in "
        "proportion to their revenue, that the design of the present rates is kept, and that the "
        "application should be granted in part. Appendix A shows how the wholesale increase falls "
        f"on the members of {of.supplier_short}.",
    )
    out: list[Block] = []
    for text in texts:
        out += [Words(text), Gap(0.5)]
    return out


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}"


def _ordering(desk: Desk, of: Utility, key: str, case: _Case) -> list[Block]:
    days = desk.one(10, 20, 30)
    when = desk.day(case.effective, style="long")
    texts = [
        f"The rates {of.short} proposed are denied.",
        f"The rates in Appendix B to this Order are fair, just and reasonable and are approved "
        f"for service rendered by {of.short} on and after {when}.",
        f"Within {days} days of the date of this Order, {of.short} shall file revised tariff "
        "sheets that show the approved rates and refer to this Order.",
        "This case is closed and removed from the docket of the Commission.",
    ]
    if desk.chance.random() < 0.5:
        texts.insert(
            2,
            f"{of.short} shall mail a notice of the approved rates to every member "
            "with the first bill that applies them.",
        )
    out: list[Block] = [
        Words(desk.one("IT IS THEREFORE ORDERED that:", "THE COMMISSION THEREFORE ORDERS that:"))
    ]
    for at, text in enumerate(texts, 1):
        number = desk.add("paragraph", order=key, number=at, text=text)
        out += [Gap(0.4), Words(f"{at}. {desk.show(text, (number, 'text'))}", indent=18)]
    return out


def _appendix(desk: Desk, number: int, case: _Case, letter: str) -> list[Block]:
    spaced = desk.day(case.dated, (number, "dated"), style="stamp")
    return [
        Words(
            f"APPENDIX {desk.show(letter, (number, 'appendices'))}",
            "center",
            bold=True,
            heading=True,
        ),
        Gap(0.4),
        Words("APPENDIX TO AN ORDER OF THE KENTUCKY PUBLIC SERVICE", "center"),
        Words(f"COMMISSION IN CASE NO. {case.number} DATED {spaced}", "center"),
        Gap(0.6),
    ]


def _prescribed(desk: Desk, of: Utility) -> list[Block]:
    del desk
    return [
        Words(
            "The rates below are prescribed for the customers in the area served by "
            f"{of.name}. Rates and charges that are not named here stay as they were in "
            "effect before the date of this Order."
        ),
        Gap(0.6),
    ]


def _served(desk: Desk, served: list[tuple[str, str, str]]) -> list[Block]:
    del desk
    out: list[Block] = [Words("SERVICE LIST", bold=True, heading=True), Gap(0.5)]
    for name, second, third in served:
        out += [Words(f"*{name}"), Words(second), Words(third), Gap(0.8)]
    return out
