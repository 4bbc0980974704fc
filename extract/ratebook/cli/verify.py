"""`ratebook verify`: replays every proof with the independent verifier."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ratebook.cli.arguments import parser
from ratebook.errors import UnreadableDocumentError


def run(argv: list[str]) -> int:
    """Exit code 0: all replayed; 1: a proof or a record does not hold; 4: no records."""
    args = parser("verify", "Replays every proof in RECORDS (JSON or JSON lines, as read prints).",
                  "ratebook read filing.pdf --format jsonl | ratebook verify -")
    args.add_argument("records", nargs="+", metavar="RECORDS", help="a file; - reads standard input")
    chosen = args.parse_args(argv)
    from ratebook.proof.verifier import verify_records

    bad = 0
    for path in chosen.records:
        records = _load(path)
        problems = verify_records(records)
        for problem in problems:
            print(f"{path}: {problem}")
        proofs = sum(len(e.get("proof", ())) for r in records for e in r.get("evidence", {}).values())
        print(f"{path}: {len(records)} records, {proofs} proofs replayed, "
              f"{len(problems)} do not hold", file=sys.stderr)
        bad += len(problems)
    return 1 if bad else 0


def _load(path: str) -> list[dict[str, Any]]:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        if text.lstrip().startswith("["):
            return json.loads(text)
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError) as problem:
        remedy = "Give it what `ratebook read --format jsonl` or `json` printed"
        raise UnreadableDocumentError(path, f"no records ({problem})", remedy) from problem
