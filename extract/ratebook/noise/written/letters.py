"""Papers that set no rate: letters, procedural orders, testimony. They yield no charge."""

from __future__ import annotations

import ratebook.noise.invent as invent
from ratebook.noise.blocks import Block, Gap, Leaf, Words
from ratebook.noise.desk import Desk, later, printed_day
from ratebook.noise.invent import Utility


def letter(desk: Desk, of: Utility) -> list[Leaf]:
    """A cover letter with amounts that are no charges."""
    when = later(invent.month_start(desk), desk.chance.randint(0, 27))
    case = invent.case_number(desk, when.year)
    paid = desk.number("112.00", "9875.50")
    body: list[Block] = [
        Words(of.name, "center", bold=True),
        Words(f"{of.town}, Kentucky {of.zip}", "center"),
        Gap(2),
        Words(printed_day(when, "long")),
        Gap(),
        Words("Executive Director"),
        Words("Public Service Commission"),
        Words("P.O. Box 615, Frankfort, Kentucky 40602"),
        Gap(),
        Words(f"Re: Case No. {case}"),
        Gap(),
        Words("Dear Director:"),
        Gap(0.5),
        Words(
            f"With this letter come an original and ten copies of the answers of {of.short} to "
            "the questions of Staff. The invoice for the newspaper notices came to "
            f"${paid:,} and is among the papers, as is the list of {desk.chance.randint(3, 40)} "
            "members who wrote to us."
        ),
        Gap(0.5),
        Words(
            f"Should anything be missing, the undersigned can be reached at (606) 555-01"
            f"{desk.chance.randint(10, 99)}."
        ),
        Gap(),
        Words("Yours truly,"),
        Gap(3),
        Words(of.officer),
        Words(of.title),
    ]
    return [Leaf((), tuple(body))]


def procedural(desk: Desk, of: Utility) -> list[Leaf]:
    """An order that sets dates only."""
    when = later(invent.month_start(desk, 2010), desk.chance.randint(0, 20))
    case = invent.case_number(desk, when.year)
    steps = (
        ("Staff's first request for information shall be filed no later than", 14),
        (f"{of.short} shall answer no later than", 28),
        ("A hearing, should one be asked for, shall be held at 9 a.m. on", 61),
    )
    style = f"Application of {of.name} for a Certificate of Public Convenience and Necessity"
    number = desk.add("order", jurisdiction="KY", case=case, style=style)
    body: list[Block] = [
        Words("COMMONWEALTH OF KENTUCKY", "center", bold=True),
        Words("BEFORE THE PUBLIC SERVICE COMMISSION", "center", bold=True),
        Gap(),
        Words("In the Matter of:"),
        Gap(0.5),
        Words(style.upper(), indent=36),
        Words(f"CASE NO. {desk.show(case, (number, 'case'))}", "right"),
        Gap(),
        Words("ORDER", "center", bold=True, heading=True),
        Gap(0.5),
        Words(
            f"On its own motion the Commission sets the course of this case, in which {of.short} "
            f"wishes to build a line of {desk.chance.randint(2, 19)} miles at 69 kV for about "
            f"${desk.number('1.15', '9.80')} million."
        ),
        Gap(0.5),
        Words("IT IS HEREBY ORDERED that:"),
    ]
    for at, (text, days) in enumerate(steps, 1):
        said = f"{text} {printed_day(later(when, days), 'long')}."
        ref = desk.add("paragraph", order=desk.truth.reference(number), number=at, text=said)
        body += [Gap(0.4), Words(f"{at}. {desk.show(said, (ref, 'text'))}", indent=18)]
    body += [Gap(2), Words("By the Commission", "center")]
    return [Leaf((), tuple(body), numbered=True)]


def testimony(desk: Desk, of: Utility) -> list[Leaf]:
    """Questions and answers that talk about money and energy and set nothing."""
    test_year = desk.chance.randint(2008, 2021)
    sold = desk.chance.randint(310_000_000, 980_000_000)
    asked = (
        ("Please state your name and position.", f"{of.officer}. I am {of.title} of {of.short}."),
        (
            "Which year did you study?",
            f"Calendar year {test_year}. We sold {sold:,} kWh and had margins of "
            f"${desk.number('210500', '2905400'):,}.",
        ),
        (
            "Has the cost of power changed?",
            f"Yes. On average we paid about {desk.number('5.1', '7.4')} cents per kWh, after "
            f"{desk.number('4.6', '5.0')} cents the year before. A typical member uses "
            f"{desk.chance.randint(890, 1240):,} kWh in a month.",
        ),
        ("Does this end your testimony?", "It does."),
    )
    body: list[Block] = [
        Words(f"DIRECT TESTIMONY OF {of.officer.upper()}", "center", bold=True, heading=True),
        Words(f"ON BEHALF OF {of.name.upper()}", "center", bold=True),
        Gap(),
    ]
    for question, answer in asked:
        body += [Words(f"Q. {question}", bold=True), Words(f"A. {answer}"), Gap(0.5)]
    return [Leaf((), tuple(body), numbered=True)]
