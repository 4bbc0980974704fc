"""`ratebook schema`: JSON Schema of the records."""

from __future__ import annotations

import json

from ratebook.cli.arguments import parser
from ratebook.records.kinds import KINDS
from ratebook.records.schema import schema


def run(argv: list[str]) -> int:
    """Exit code 0; 2 where KIND is no kind of record."""
    args = parser(
        "schema", "Prints the JSON Schema of the records.", "ratebook schema > schema.json"
    )
    args.add_argument(
        "kind",
        nargs="?",
        choices=tuple(KINDS),
        metavar="KIND",
        help="one kind of record: " + ", ".join(KINDS),
    )
    chosen = args.parse_args(argv)
    whole = schema()
    if chosen.kind:
        whole["oneOf"] = [{"$ref": f"#/$defs/{chosen.kind}"}]
        whole["$defs"] = {k: whole["$defs"][k] for k in ("evidence", chosen.kind)}
    print(json.dumps(whole, indent=2))
    return 0
