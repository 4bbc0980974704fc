"""`ratebook verify`: replays every proof with the independent verifier."""

from __future__ import annotations

import sys

from ratebook.cli.arguments import parser
from ratebook.cli.printed import load_printed


def run(argv: list[str]) -> int:
    """Exit code 0: all replayed; 1: a proof or a record does not hold; 4: no records."""
    args = parser(
        "verify",
        "Replays every proof in RECORDS (JSON or JSON lines, as read prints).",
        "ratebook read filing.pdf --format jsonl | ratebook verify -",
    )
    args.add_argument(
        "records", nargs="+", metavar="RECORDS", help="a file; - reads standard input"
    )
    chosen = args.parse_args(argv)
    from ratebook.proof.verifier import verify_records

    bad = 0
    for path in chosen.records:
        records = load_printed(path)
        problems = verify_records(records)
        for problem in problems:
            print(f"{path}: {problem}")
        proofs = sum(
            len(e.get("proof", ())) for r in records for e in r.get("evidence", {}).values()
        )
        print(
            f"{path}: {len(records)} records, {proofs} proofs replayed, "
            f"{len(problems)} do not hold",
            file=sys.stderr,
        )
        bad += len(problems)
    return 1 if bad else 0
