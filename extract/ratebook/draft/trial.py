"""A document read with one more form: what the form gave, its checks, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ratebook.forms.section import Section
from ratebook.forms.sections import split
from ratebook.forms.tables.engine import flatten, recognised
from ratebook.model.page import Document, Line, stand_together
from ratebook.pipeline.account import BY, Key, same_line
from ratebook.pipeline.knowledge import knowledge
from ratebook.pipeline.read import Reading, read_pages
from ratebook.proof.compile import compile_system
from ratebook.records.record import Record
from ratebook.rules.form import Form


@dataclass(frozen=True, slots=True)
class CheckResult:
    """An instance of a check; `held` is None where a figure of it is not legible."""

    name: str
    held: bool | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a form gave on a document.

    `pages` are those it read something of, `left` their lines that nobody claimed, `why_not` says
    why it read nothing (empty where it did).
    """

    form: Form
    records: list[Record]
    checks: list[CheckResult]
    pages: tuple[int, ...]
    left: list[Line]
    issues: list[Record]
    why_not: str = ""

    @property
    def clean(self) -> bool:
        """True where it read something, all of it is accepted, and every check holds."""
        doubtful = any(record.needs_review for record in self.records) or self.issues
        return bool(self.records) and not doubtful and all(c.held for c in self.checks)


def read_with(document: Document, form: Form | None) -> Reading:
    """The document read with all forms known and this one; it replaces one of the same name."""
    rules = knowledge()
    if form is None:
        return read_pages(document, rules)
    others = tuple(one for one in rules.forms if one.name != form.name)
    return read_pages(document, replace(rules, forms=(*others, form)))


def try_form(document: Document, form: Form) -> Trial:
    """Reads a document with a form and gathers what came of it."""
    reading = read_with(document, form)
    mine = {(c.page, c.line, c.text) for c in reading.claims if c.by.partition("/")[0] == form.name}
    lines = [line for line in document.lines if same_line(line) in mine]
    pages = tuple(sorted({line.page for line in lines}))
    claimed = claimed_lines(reading)
    issues = [r for r in reading.records if r.kind == "issue" and form.name in r.values["message"]]
    return Trial(
        form,
        [r for r in reading.records if r.kind not in _OWNERS and _rests_on(r, lines)],
        _checks(reading, form),
        pages,
        [li for li in document.lines if li.page in pages and same_line(li) not in claimed],
        issues,
        "" if lines else _why_not(document, form),
    )


_OWNERS = frozenset({"document", "issue", "sheet", "order", "guide"})


def claimed_lines(reading: Reading) -> set[Key]:
    """The lines that some form or head understood; words nobody knows are not among them."""
    return {(c.page, c.line, c.text) for c in reading.claims if c.by != BY}


def _rests_on(record: Record, lines: list[Line]) -> bool:
    return any(
        stands_on(e, line)
        for name, e in record.evidence.items()
        if name in ("amount", *_FIGURES) and e["status"] != "absent"
        for line in lines
    )


_FIGURES = ("mw", "cost", "cost_per_ft", "present", "final", "expression", "text", "row", "label")


def stands_on(evidence: dict[str, object], line: Line) -> bool:
    """Whether a value stands on a line."""
    if evidence["page"] != line.page:
        return False
    if line.number is not None:
        return evidence["line"] == line.number
    box, own = evidence["box"], line.box
    return own is not None and isinstance(box, list) and stand_together(box, own)  # type: ignore[arg-type]


def _checks(reading: Reading, form: Form) -> list[CheckResult]:
    mine = [r for r in reading.relations if r.source.partition(":")[0].split("/")[0] == form.name]
    system = compile_system(reading.data, mine)
    found: list[CheckResult] = []
    for equation in system.equations:
        whole = system.complete(equation)
        held = equation.holds(system.v, system.h) if whole else None
        found.append(CheckResult(equation.relation.name, held))
    return found


def _why_not(document: Document, form: Form) -> str:
    """In which sections the form was looked for, and what was not printed there."""
    sections = split(document, knowledge().jurisdictions)
    inside = [s for s in sections if s.kind in form.within]
    if not inside:
        kinds = ", ".join(sorted({s.kind for s in sections}))
        return f"within: the document has no {' or '.join(form.within)}, only {kinds}"
    if any(recognised(form, s.kind, flatten(s.lines)) for s in inside):
        return "the table: its words are printed, but neither its start, its headings nor a row"
    missing = min((_missing(form, s) for s in inside), key=len)
    return f"needs: not printed: {', '.join(missing)}"


def _missing(form: Form, section: Section) -> list[str]:
    words = flatten(section.lines)
    lone = [replace(form, needs=(phrases,)) for phrases in form.needs]
    lost = [" | ".join(f.needs[0]) for f in lone if not recognised(f, section.kind, words)]
    return lost or [f"unless {phrase}" for phrase in form.unless if phrase in words]
