"""One document from file to records: reading, sections, forms, proof."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import regex

from ratebook.forms.charges.ordered import read_ordered
from ratebook.forms.charges.rest import read_rest
from ratebook.forms.charges.rows.halved import doubt_halves
from ratebook.forms.charges.sheet import doubt_title, read_charges
from ratebook.forms.formulas.formula import read_formulas
from ratebook.forms.guides.guide import read_guide
from ratebook.forms.orders.appendix import read_appendix_caption
from ratebook.forms.orders.order import read_order
from ratebook.forms.papers import claim_papers
from ratebook.forms.section import Section, place_of
from ratebook.forms.sections import split
from ratebook.forms.sheets.arrivals import arrivals_of, without_arrivals
from ratebook.forms.sheets.bookpages import (
    claim_loose_pages,
    claim_sheet_page,
    index_heading,
    is_index,
)
from ratebook.forms.sheets.listing import enter_listing
from ratebook.forms.sheets.marks import enter_marks
from ratebook.forms.sheets.sheet import read_sheet
from ratebook.forms.tables.engine import Context, apply_forms, finish
from ratebook.forms.tokens.agreement import confront
from ratebook.forms.tokens.stamped import stamp_date
from ratebook.forms.tokens.utility_names import confirm_utility
from ratebook.model.page import Document, Line
from ratebook.pipeline.account import FIGURE, claim_rest, counted
from ratebook.pipeline.knowledge import Knowledge, knowledge
from ratebook.pipeline.notes import noted
from ratebook.pipeline.paths import witnessed
from ratebook.proof.prove import prove
from ratebook.reading.open import read_document
from ratebook.records.assemble import assemble
from ratebook.records.datum import Datum, Draft, Issue, Place, Relation, Standing
from ratebook.records.ledger import Claim, Ledger
from ratebook.records.record import Record
from ratebook.rules.unnamed import with_unnamed

_FIGURES = regex.compile(FIGURE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document gave: its records (issues among them) and who claimed which line."""

    document: Document
    records: list[Record]
    claims: list[Claim]
    relations: list[Relation] = field(default_factory=list[Relation])
    data: dict[int, Datum] = field(default_factory=dict[int, Datum])
    """What the forms' checks bind, in its final standing: for those who look at a form."""

    @property
    def needs_review(self) -> bool:
        """True where a value or an issue is for a person to look at."""
        return any(r.kind == "issue" or r.needs_review for r in self.records)


_FILED = frozenset({"sheet", "order", "appendix", "guide"})


@dataclass(slots=True)
class _Run:
    """The state of one document's way through the forms."""

    rules: Knowledge
    context: Context
    sheet: Draft | None = None
    order: Draft | None = None
    kinds: set[str] | None = None
    told: set[str] = field(default_factory=set[str])
    loose: list[tuple[Line, ...]] = field(default_factory=list[tuple[Line, ...]])
    """The lines of no sheet and no order that no form reads."""


def read_path(source: str | Path | bytes, *, name: str | None = None, ocr: str = "auto") -> Reading:
    """Reads a file (or bytes with a name). Raises UnreadableDocumentError, RuleError."""
    with _uncollected():
        reading = read_pages(read_document(source, name=name, ocr=ocr))
    if isinstance(source, bytes):
        return reading
    records = witnessed(reading.records, source, knowledge().jurisdictions)
    return replace(reading, records=records)


@contextmanager
def _uncollected() -> Generator[None]:
    """Without the collector of cycles: a reading makes none, and searching for them among all it
    makes costs a twelfth of its time. What it made is then counted among what is old, or the
    collector would go through it all the moment it runs again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def read_pages(document: Document, rules: Knowledge | None = None) -> Reading:
    """Records of a document that is already read into pages, by the rules known or by others."""
    rules = rules or knowledge()
    ledger = Ledger()
    run = _Run(rules, Context(ledger, rules.forms), kinds=set())
    stamps = arrivals_of(document)
    for section in split(document, rules.jurisdictions):
        _read_section(without_arrivals(section, stamps, ledger), run)
    finish(run.context)
    # A letter alone is for a person: nothing else was filed with it.
    for lines in run.loose if run.kinds and run.kinds & _FILED else ():
        claim_papers(lines, lines, ledger)
    _unclaimed_pages(document, ledger)
    claim_rest(document, ledger)
    confront(document, ledger)
    doubt_halves(document, ledger)
    proven = prove(ledger)
    issues = [*_findings(document), *ledger.issues, *proven.issues]
    drafts = _grouped(ledger.drafts)
    records = assemble(
        document, drafts, proven.data, issues, _class(run.kinds or set()), stamp_date
    )
    records = noted(counted(records, document, ledger), ledger.claims)
    return Reading(document, records, ledger.claims, ledger.relations, proven.data)


def _read_section(section: Section, run: _Run) -> None:
    profile = with_unnamed(run.rules.jurisdictions).get(section.jurisdiction or "")
    run.context.letters = "".join(profile.marks) if profile else "CDINRST"
    if run.kinds is not None:
        run.kinds.add(section.kind)
    ledger = run.context.ledger
    if section.kind == "sheet" and profile is not None:
        run.sheet, body = read_sheet(section, profile, ledger, run.sheet)
        confirm_utility(run.sheet, section.jurisdiction, ledger, run.told)
        if claim_sheet_page(section.lines, body, profile, ledger):
            if is_index(section.lines, body, profile):
                at = index_heading(section.lines, profile) or 0
                enter_listing(section.lines[at:], profile, run.sheet, ledger)
            return
        enter_marks(body, run.context.letters, run.sheet, ledger)
        formulas = read_formulas(body, ledger, run.sheet, run.context.letters)
        rest = tuple(line for line in body if id(line) not in formulas) if formulas else body
        shared = _of_sheet(run.sheet, ledger)
        doubt_title(section.lines, ledger, shared)
        used = apply_forms(section, rest, run.sheet, run.context, shared)
        if not used and read_charges(
            rest, ledger, run.sheet, run.context.letters, shared, _title(run.sheet, ledger)
        ):
            used = ["charges"]
        _rest_later(used, run)
        _unread_body(used, rest, section.lines, ledger)
    elif section.kind == "order":
        run.order = read_order(section, ledger, profile)
        read_ordered(section.lines, ledger, run.order, run.context.letters)
    elif section.kind == "appendix":
        _read_appendix(section, run)
    elif section.kind == "guide":
        read_guide(section, ledger)
    else:
        profiles = run.rules.jurisdictions.values()
        rest = claim_loose_pages(section.lines, profiles, ledger)
        if not apply_forms(section, rest, None, run.context):
            run.loose.append(rest)


def _read_appendix(section: Section, run: _Run) -> None:
    ledger = run.context.ledger
    letter, body = read_appendix_caption(section, ledger, run.order)
    shared: dict[str, int] = {}
    if run.order is not None and run.order.fields.get("effective"):
        shared["effective"] = run.order.fields["effective"] or 0
    if letter:
        first = section.lines[0]
        shared["appendix"] = ledger.add(first.text, letter, Standing.READ, place_of(first))
    used = apply_forms(section, tuple(body), run.order, run.context, shared)
    if not used and read_charges(body, ledger, run.order, run.context.letters, shared):
        used = ["charges"]
    _rest_later(used, run)
    _unread_body(used, tuple(body), section.lines, ledger)


def _rest_later(used: list[str], run: _Run) -> None:
    """What the tables of a page leave is read when they are mended."""
    lines, claimed, here = run.context.sections[-1]
    if not here or used == ["charges"]:
        return
    ledger, letters = run.context.ledger, run.context.letters
    run.context.later.append(lambda: read_rest(lines, claimed, here, ledger, letters))


def _of_sheet(sheet: Draft, ledger: Ledger) -> dict[str, int]:
    """What the records of a sheet take from its head. The stamp governs over the printed date."""
    wanted = {
        "schedule": ("schedule",),
        "schedule_title": ("title",),
        "effective": ("stamped_effective", "effective"),
    }
    shared: dict[str, int] = {}
    for name, sources in wanted.items():
        for source in sources:
            found = sheet.fields.get(source)
            if found and ledger.data[found].value is not None:
                shared[name] = found
                break
    return shared


def _title(sheet: Draft, ledger: Ledger) -> str:
    found = sheet.fields.get("title")
    return str(ledger.data[found].value or "") if found else ""


def _unread_body(
    used: list[str], body: Iterable[Line], printed: Sequence[Line], ledger: Ledger
) -> None:
    """Figures on a page that no form reads are for a person to see."""
    rest = () if used else claim_papers(body, printed, ledger)
    lines = [line for line in rest if _FIGURES.search(line.text)]
    if lines:
        message = f"no form reads this page; it prints figures in {len(lines)} lines"
        ledger.issue("no-form", message, place_of(lines[0]))


def _unclaimed_pages(document: Document, ledger: Ledger) -> None:
    claimed = {claim.page for claim in ledger.claims}
    for page in document.pages:
        if page.number not in claimed and page.lines:
            ledger.issue(
                "unclaimed-page", f"no form claimed page {page.number}", Place(page.number, None)
            )


def _findings(document: Document) -> list[Issue]:
    return [Issue(f.code, f.message, Place(f.page or 1, None)) for f in document.findings]


def _class(kinds: set[str]) -> str:
    if "sheet" in kinds:
        return "tariff"
    if kinds & {"order", "appendix"}:
        return "order"
    return "guide" if "guide" in kinds else "other"


def _grouped(drafts: list[Draft]) -> list[Draft]:
    """Sheets, orders and guides in the order of the document, each followed by its records."""
    children: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            children.setdefault(id(draft.parent), []).append(draft)
    roots = [d for d in drafts if d.parent is None]
    return [d for root in roots for d in (root, *children.get(id(root), []))]
