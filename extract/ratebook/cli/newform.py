"""`ratebook forms new` and `ratebook forms test`: a form drafted, and a form on trial."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ratebook.cli.arguments import add_ocr, parser
from ratebook.draft.grid import Grid
from ratebook.draft.new import Drafted, Sight, draft, sight
from ratebook.draft.trial import Trial, try_form
from ratebook.errors import UsageError
from ratebook.export.atomic import replacing
from ratebook.model.page import Document, Line
from ratebook.reading.open import read_document
from ratebook.rules.forms import load_form

_WIDTH = 110
_MOST = 60


def run_new(argv: list[str]) -> int:
    """Exit code 0: the draft reads the table whole; 1: something is left over, or no table was
    found; 2: wrong usage; 4: the document cannot be read."""
    args = parser(
        "forms new",
        "Drafts a form for a table that no form knows: shows the lines nobody claimed and the\n"
        "columns found, writes TOML that reads them, tries it, and prints what it reads.\n"
        "The checks it proposes are true on the page; whether the page means them is for you.",
        "ratebook forms new exhibit.txt --page 3 --out my-rules/forms/line-losses.toml",
    )
    args.add_argument("path", metavar="PATH", help="one document")
    args.add_argument(
        "--page", type=int, metavar="N", help="default: the page with the largest unclaimed table"
    )
    args.add_argument("--table", type=int, metavar="N", help="which of the page's tables, from 1")
    args.add_argument(
        "--out", metavar="FORM.toml", help="where to write it (default: NAME.toml here)"
    )
    args.add_argument("--force", action="store_true", help="overwrite FORM.toml")
    add_ocr(args)
    chosen = args.parse_args(argv)
    if chosen.out:
        _may_write(Path(chosen.out), chosen.force)
    document = read_document(chosen.path, ocr=chosen.ocr)
    seen = sight(document, chosen.page)
    _show_lines(seen, document)
    if not seen.tables:
        print("no table found among these lines: no two rows share their columns")
        return 1
    made = draft(document, seen, _table(seen, chosen.table))
    target = Path(chosen.out or f"{made.trial.form.name}.toml")
    _may_write(target, chosen.force)
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as file:
        file.write_text(made.toml, encoding="utf-8")
    print(f"\nwritten to {target} ({len(made.toml.splitlines())} lines):\n\n{made.toml}")
    _show_draft(made)
    _show_trial(made.trial, document)
    print(f"next: correct {target}, then ratebook forms test {target} {chosen.path}")
    return 0 if made.right == made.figures and not made.wrong and made.trial.clean else 1


def run_test(argv: list[str]) -> int:
    """Exit code 0: read, and all is accepted; 1: something needs a look, or the form read nothing;
    3: the form is broken; 4: the document cannot be read."""
    args = parser(
        "forms test",
        "Reads a document with one form more, and prints its records, its checks, and the lines\n"
        "of its pages that nobody claimed.",
        "ratebook forms test my-rules/forms/line-losses.toml exhibit.txt",
    )
    args.add_argument("form", metavar="FORM", help="the form's TOML file")
    args.add_argument("path", metavar="PATH", help="one document")
    add_ocr(args)
    chosen = args.parse_args(argv)
    form = load_form(Path(chosen.form))
    document = read_document(chosen.path, ocr=chosen.ocr)
    trial = try_form(document, form)
    _show_trial(trial, document)
    return 0 if trial.clean else 1


def _may_write(target: Path, force: bool) -> None:
    if target.exists() and not force:
        raise UsageError(f"{target} is there already. Name another --out, or add --force.")


def _table(seen: Sight, chosen: int | None) -> int:
    if chosen is None:
        return max(range(len(seen.tables)), key=lambda i: seen.tables[i].figures)
    if not 1 <= chosen <= len(seen.tables):
        raise UsageError(f"page {seen.page} has tables 1 to {len(seen.tables)}, no {chosen}")
    return chosen - 1


def _show_lines(seen: Sight, document: Document) -> None:
    """The unclaimed lines, marked by what they are in a table."""
    marks: dict[int, str] = {}
    for number, grid in enumerate(seen.tables, start=1):
        marks |= _marks(grid, number)
    print(f"{document.name}, page {seen.page}: {len(seen.lines)} lines that nobody claimed")
    for line in seen.lines[:_MOST]:
        print(f"  {marks.get(id(line), ''):>9}  {_shown(line)}")
    if len(seen.lines) > _MOST:
        print(f"  and {len(seen.lines) - _MOST} more")
    for number, grid in enumerate(seen.tables, start=1):
        heads = " | ".join(head or "?" for head in grid.heads)
        print(f"table {number}: {len(grid.rows)} rows, {len(grid.homes)} columns: {heads}")


def _marks(grid: Grid, number: int) -> dict[int, str]:
    named = (
        ("title", [grid.title] if grid.title else []),
        ("heading", grid.heading),
        ("group", grid.groups),
        ("row", [row.line for row in grid.rows]),
        ("total", [row.line for row in grid.totals]),
    )
    return {id(line): f"{number} {name}" for name, lines in named for line in lines}


def _shown(line: Line) -> str:
    text = line.text.replace("\t", " | ")
    where = f"line {line.number}" if line.number is not None else f"p{line.page}"
    return f"{where:>9}  {text if len(text) <= _WIDTH else text[: _WIDTH - 3] + '...'}"


def _show_draft(made: Drafted) -> None:
    left = made.figures - made.right
    told = f"the draft reads {made.right} of {made.figures} figures of the table as they stand"
    print(told + (f"; {left} are left for you" if left else ""))
    if made.wrong:
        print(f"it reads {made.wrong} in the wrong place: correct the columns before you use it")


def _show_trial(trial: Trial, document: Document) -> None:
    """Records with their standing, checks, and what is left over."""
    if trial.why_not:
        print(f"{trial.form.name} reads nothing of {document.name}: {trial.why_not}")
        return
    from ratebook.cli.table import show

    show([*trial.records, *trial.issues])
    held = Counter(check.held for check in trial.checks)
    print(f"checks: {held[True]} held, {held[False]} failed, {held[None]} not legible enough")
    for check in trial.checks:
        if not check.held:
            print(f"  {'failed' if check.held is False else 'open'}: {check.name}")
    pages = ", ".join(map(str, trial.pages))
    print(f"left over on page {pages}: {len(trial.left)} lines that nobody claimed")
    for line in trial.left[:_MOST]:
        print(f"  {_shown(line)}")
