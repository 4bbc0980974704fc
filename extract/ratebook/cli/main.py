"""`ratebook COMMAND ...`: finds the command and runs it."""

from __future__ import annotations

import importlib
import os
import sys

COMMANDS: dict[str, str] = {
    "read": "records of these documents, printed",
    "explain": "line by line: what claimed it, what it became, why",
    "ingest": "reads documents into the store",
    "book": "what was in force on a day, and which page says so",
    "export": "readings or a day's book as CSV, JSONL, Parquet, XLSX, OpenEI URDB",
    "verify": "replays every proof with the independent verifier",
    "golden": "corpus against golden outputs: check, diff, accept",
    "audit": "how noisy readings are, and whether anything wrong was accepted",
    "noise": "documents with exact truth, clean and degraded",
    "forms": "the forms known and their checks; new drafts one, test tries one",
    "schema": "JSON Schema of the records",
}
"""Command to its one line of help, in the order they are listed."""

_HEAD = """ratebook: tariff sheets and orders as records, every number proven or flagged

usage: ratebook COMMAND [ARGUMENTS]     (ratebook COMMAND --help explains one)

commands:
"""
_EXAMPLE = "\nexample: ratebook read filing.pdf --format table\n"


def overview() -> str:
    """The text of `ratebook --help`."""
    width = max(map(len, COMMANDS))
    return _HEAD + "".join(f"  {n:<{width}}  {t}\n" for n, t in COMMANDS.items()) + _EXAMPLE


def main(argv: list[str]) -> int:
    """Runs one command and returns its exit code."""
    if not argv or argv[0] in ("-h", "--help"):
        print(overview(), end="")
        return 0 if argv else 2
    if argv[0] in ("-V", "--version"):
        from ratebook.version import __version__

        print(f"ratebook {__version__}")
        return 0
    if argv[0] not in COMMANDS:
        print(f"ratebook: no command {argv[0]!r}; ratebook --help lists them", file=sys.stderr)
        return 2
    from ratebook.errors import RatebookError

    try:
        return int(importlib.import_module(f"ratebook.cli.{argv[0]}").run(argv[1:]))
    except RatebookError as error:
        print(f"ratebook {argv[0]}: {error}", file=sys.stderr)
        return error.exit_code


def run() -> None:
    """The console script."""
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away (`| head`): that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
