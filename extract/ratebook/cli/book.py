"""`ratebook book`: what was in force on a day, and which page says so."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

from ratebook.book.book import Answer, Book
from ratebook.book.chain import Chain
from ratebook.book.change import Step, changes
from ratebook.cli.arguments import add_store, parser
from ratebook.errors import UsageError
from ratebook.store.question import book_of, utilities
from ratebook.store.store import Store


def run(argv: list[str]) -> int:
    """Exit code 0: answered; 1: something is unknown, missing or contradicts; 2: wrong usage."""
    args = parser(
        "book",
        "The sheets and charges of a utility in force on a day, chains, changes.",
        "ratebook book 'Jackson Energy' --on 2022-01-01 --schedule 40",
    )
    args.add_argument(
        "utility", nargs="?", metavar="UTILITY", help="name or part of it; none: lists"
    )
    args.add_argument(
        "--on", type=_day, metavar="DATE", help="what was in force that day (default: today)"
    )
    args.add_argument("--schedule", metavar="CODE", help="only this schedule's charges")
    args.add_argument("--sheet", metavar="N", help="the revision chain of one sheet")
    args.add_argument("--as-known", type=_moment, metavar="DATE", help="as the store knew it then")
    args.add_argument("--changes", nargs=2, type=_day, metavar=("FROM", "TO"), help="what changed")
    args.add_argument("--findings", action="store_true", help="gaps and contradictions of the book")
    add_store(args)
    chosen = args.parse_args(argv)
    with Store.open(chosen.store, readonly=True) as store:
        if not chosen.utility:
            for name in utilities(store, chosen.as_known):
                print(name)
            return 0
        return _answer(book_of(store, chosen.utility, chosen.as_known), chosen)


def _answer(book: Book, chosen: argparse.Namespace) -> int:
    print(book.name)
    if chosen.sheet:
        return _timeline(book.timeline(chosen.sheet), chosen.sheet)
    if chosen.changes:
        return _changes(book, *chosen.changes)
    if chosen.findings:
        return _findings(book)
    return _on(book.on(chosen.on or datetime.now(UTC).date(), chosen.schedule))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2022-01-31") from None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date or time; write it as 2022-01-31") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _on(answer: Answer) -> int:
    print(f"in force on {answer.on}:")
    for sheet in answer.sheets:
        until = f" until {sheet.until}" if sheet.until else ""
        print(f"  {sheet.span.version}  since {sheet.since}{until}")
    for fact in answer.charges:
        since = f"since {fact.since}" + (f" until {fact.until}" if fact.until else "")
        where = "; ".join(str(c) for c in fact.citations)
        standing = fact.citations[0].standing if fact.citations else ""
        confirmed = f", confirmed by {fact.confirmed_by}" if fact.confirmed_by else ""
        print(
            f"  {fact.slot}  {fact.amount} {fact.slot.unit}  {since}  by {fact.who}{confirmed}"
            f"  [{standing}]  {where}"
        )
    for lost in answer.unknowns:
        said = [f"{c.value} by {c.who}" for c in lost.candidates]
        could = f" (could be {', or '.join(said)})" if said else ""
        print(f"  unknown: {lost.subject}: {lost.reason}{could}")
    for claim in answer.claims:
        agrees = {
            True: "agrees with the book",
            False: "differs from the book",
            None: "the book is silent",
        }[claim.agrees]
        print(
            f"  claimed by a guide: {claim.slot}  {claim.charge.amount.value}  {agrees}"
            f"  {claim.citation}"
        )
    for one in answer.unplaced:
        print(f"  unplaced: {one.record}: {one.reason}  {one.citation}")
    if not (answer.sheets or answer.charges or answer.unknowns):
        print("  nothing is known of this day: no sheet or order covers it")
        return 1
    return 1 if answer.unknowns or answer.unplaced else 0


def _timeline(chains: list[Chain], sheet: str) -> int:
    if not chains:
        print(f"no sheet {sheet} is known")
        return 1
    for chain in chains:
        print(f"sheet {chain.place}")
        for span in chain.spans:
            start = span.start or (f"after {span.earliest}" if span.earliest else "unknown day")
            until = span.until or ("unknown day" if span.first_end else "no end known")
            print(
                f"  {span.version}: from {start} to {until}"
                + (f" ({span.end_by})" if span.first_end else "")
            )
            for witness in span.witnesses:
                where = "; ".join(map(str, witness.citations))
                print(f"    ended {witness.day}, says {witness.who}: {where}")
            for doubt in span.doubts:
                print(f"    doubt: {doubt}")
        for revision in chain.missing:
            print(f"  revision {revision} is missing: no document holds it")
    return 1 if any(chain.missing for chain in chains) else 0


def _changes(book: Book, start: date, end: date) -> int:
    for step in changes(book, start, end):
        _step(step)
    return 0


def _step(step: Step) -> None:
    by = "claimed by a guide" if step.claimed else "in force"
    print(
        f"{step.on or 'on an unknown day'} ({by}): {len(step.changes)} moved, "
        f"{step.unmoved} did not"
    )
    if step.roll_in:
        print(f"  uniform: {step.roll_in}")
    for change in step.changes:
        percent = f" ({change.percent} %)" if change.percent is not None else ""
        case = f" in case {change.case}" if change.case else ""
        supplier = (
            f", after {change.supplier} {change.supplier_case or ''}" if change.supplier else ""
        )
        print(
            f"  {change.slot}: {change.before} -> {change.after}, {change.delta:+f}{percent}, "
            f"{change.cause}{case}{supplier}  {'; '.join(map(str, change.citations))}"
        )


def _findings(book: Book) -> int:
    found = book.findings()
    for one in found:
        print(f"  {one.code}: {one.subject}: {one.message}  {'; '.join(map(str, one.sides))}")
    return 1 if found else 0
