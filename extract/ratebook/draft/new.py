"""A form drafted for a page, tried at once: of several ways to write it the one that reads best."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ratebook.draft.columns import amount
from ratebook.draft.grid import Grid, grids_of
from ratebook.draft.propose import FormDraft, propose
from ratebook.draft.toml import form_toml
from ratebook.draft.trial import Trial, claimed_lines, read_with, stands_on, try_form
from ratebook.errors import UsageError
from ratebook.forms.sections import split
from ratebook.forms.tables.engine import flatten
from ratebook.model.page import Document, Line
from ratebook.pipeline.account import same_line
from ratebook.pipeline.knowledge import knowledge
from ratebook.records.record import Record
from ratebook.rules.forms import load_form

_UNREAD = frozenset({"unread-line", "unread-figures", "charge-unread"})
"""Issues that name lines a form or the reader of charges knows the place of, and not the words."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page shows to somebody who writes a form for it."""

    page: int
    lines: list[Line]
    tables: list[Grid]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A form's text and what it reads. `right` and `wrong` count the figures of the table that it
    read as they stand, and that it put elsewhere; the others it left."""

    toml: str
    trial: Trial
    right: int
    wrong: int
    figures: int


def sight(document: Document, page: int | None = None) -> Sight:
    """The unclaimed lines and the tables of a page; of the page with the largest table if none is
    named. Raises UsageError for a page the document does not have."""
    numbers = [p.number for p in document.pages]
    if page is not None and page not in numbers:
        raise UsageError(f"{document.name} has no page {page}; it has {len(numbers)}")
    reading = read_with(document, None)
    claimed = claimed_lines(reading)
    unread = [
        r.values for r in reading.records if r.kind == "issue" and r.values["code"] in _UNREAD
    ]
    free = [
        line
        for line in document.lines
        if same_line(line) not in claimed or any(stands_on(issue, line) for issue in unread)
    ]
    seen = [_sight(n, free) for n in numbers if page in (None, n)]
    return max(seen, key=lambda s: max((g.figures for g in s.tables), default=0))


def _sight(page: int, free: list[Line]) -> Sight:
    lines = [line for line in free if line.page == page]
    return Sight(page, lines, grids_of(lines))


def draft(document: Document, seen: Sight, table: int) -> Drafted:
    """The best draft for one of the tables seen (counted from 0)."""
    grid = seen.tables[table]
    section = next(
        s
        for s in split(document, knowledge().jurisdictions)
        if any(same_line(li) == same_line(grid.rows[0].line) for li in s.lines)
    )
    above = [line for line in document.lines if line.page == seen.page]
    words, title = flatten(section.lines), _sheet_title(document, seen.page)
    first = propose(grid, section.kind, words, above, title)
    said = (
        f"Drafted from {Path(document.name).name}, page {seen.page}: {len(grid.rows)} rows,"
        f" {len(grid.homes)} columns."
    )
    best: Drafted | None = None
    for one in _ways(first):
        made = _tried(document, grid, one, said)
        if best is None or _worth(made) > _worth(best):
            best = made
        if best.right == best.figures and not best.wrong:
            break
    assert best is not None
    return best


def _sheet_title(document: Document, page: int) -> str:
    sheets = [r for r in read_with(document, None).records if r.kind == "sheet"]
    here = [r for r in sheets if page in (r.values["pages"] or ())]
    return str(here[-1].values["title"] or "") if here else ""


def _ways(draft: FormDraft) -> Iterator[FormDraft]:
    """The draft as proposed, without blank cells, with headings that may be too damaged to find,
    and known by its rows alone."""
    yield draft
    if any(c.optional for c in draft.columns):
        yield draft.without_blanks()
    if draft.headed:
        loose = replace(draft.without_blanks(), loose_header=True)
        yield loose
        bare = tuple(replace(c, head="") for c in draft.columns)
        yield replace(draft.without_blanks(), columns=bare, start="")
    elif draft.start:
        yield replace(draft, start="")


def _worth(made: Drafted) -> tuple[int, int, int]:
    return (-made.wrong, made.right, -len(made.trial.left))


def _tried(document: Document, grid: Grid, one: FormDraft, said: str) -> Drafted:
    toml = form_toml(one, said)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{one.name}.toml"
        path.write_text(toml, encoding="utf-8")
        trial = try_form(document, load_form(path))
    right, wrong, figures = _compare(grid, one, trial.records)
    return Drafted(toml, trial, right, wrong, figures)


def _compare(grid: Grid, one: FormDraft, records: list[Record]) -> tuple[int, int, int]:
    """Figures read where they stand, figures read elsewhere, figures there are."""
    right = wrong = figures = 0
    values = [i for i, c in enumerate(one.columns) if c.values and i != one.label]
    for row in (*grid.rows, *grid.totals):
        here = [r for r in records if "amount" in r.evidence]
        here = [r for r in here if stands_on(r.evidence["amount"], row.line)]
        for i in values:
            text, column = row.texts[i], one.columns[i]
            named = column.head or column.name
            read = [r.values["amount"] for r in here if r.values["column"] == named]
            said = amount(text) if text else None
            figures += said is not None
            told = [value for value in read if value is not None]
            right += said is not None and any(amount(v) and amount(v)[0] == said[0] for v in told)  # type: ignore[index]
            wrong += any(said is None or (amount(v) or said)[0] != said[0] for v in told)
    return right, wrong, figures
