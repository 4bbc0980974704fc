"""`ratebook forms`: the rules known and their checks, drafts of new forms, forms on trial."""

from __future__ import annotations

import sys

from ratebook.cli.arguments import parser
from ratebook.pipeline.knowledge import knowledge
from ratebook.rules.form import Form

_MORE = """
also: ratebook forms new PATH         drafts a form for a table that no form knows
      ratebook forms test FORM PATH   reads a document with one form more
      (each has --help)"""


def run(argv: list[str]) -> int:
    """Exit code 0; 1 where NAME is no form or something is left over; 2 wrong usage; 3 where a
    rule file is broken; 4 where the document cannot be read."""
    if argv[:1] == ["new"]:
        from ratebook.cli.newform import run_new

        return run_new(argv[1:])
    if argv[:1] == ["test"]:
        from ratebook.cli.newform import run_test

        return run_test(argv[1:])
    return _list(argv)


def _list(argv: list[str]) -> int:
    args = parser(
        "forms",
        "Lists the forms known, or shows one whole.",
        "ratebook forms underground-cost" + _MORE,
    )
    args.add_argument("name", nargs="?", metavar="NAME", help="one form: tables, records, checks")
    chosen = args.parse_args(argv)
    rules = knowledge()
    if chosen.name is None:
        width = max(len(form.name) for form in rules.forms)
        for form in sorted(rules.forms, key=lambda f: f.name):
            print(f"{form.name:<{width}}  {form.title}")
        for code, profile in sorted(rules.jurisdictions.items()):
            print(f"{'jurisdiction ' + code:<{width}}  {profile.name}")
        return 0
    found = next((form for form in rules.forms if form.name == chosen.name), None)
    if found is None:
        print(f"no form {chosen.name!r}; ratebook forms lists them", file=sys.stderr)
        return 1
    _show(found)
    return 0


def _show(form: Form) -> None:
    print(
        f"{form.name}: {form.title}\n  file {form.file}\n  in a {' or '.join(form.within)}"
        f" that prints {' and '.join(' or '.join(alternatives) for alternatives in form.needs)}"
    )
    for table in form.tables:
        print(f"  table {table.name}")
        for column in table.columns:
            print(f"    column {column.name}: headed {' or '.join(column.heads)}; {column.cell}")
        for group in table.groups:
            print(f"    group {group.field}: {' or '.join(t.source for t in group.lines)}")
        for row in table.rows:
            ways = [t.source for t in row.lines] or [f"{row.label} {' '.join(row.columns)}".strip()]
            print(f"    row {row.name}: {' or '.join(ways)}")
        for rule in table.records:
            print(f"    row {rule.row} gives {rule.kind}")
        for check in table.checks:
            print(f"    check {check.name} ({check.rounding} rounding)")
    for check in form.checks:
        print(f"  check {check.name}")
