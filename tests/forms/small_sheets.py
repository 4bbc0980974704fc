"""Small Kentucky sheets around the lines under test."""

from __future__ import annotations

from typing import Any

from ratebook.pipeline.read import read_path

_SHEET = """FOR ENTIRE TERRITORY SERVED
P.S.C. KY. NO. 6
3rd Revised SHEET NO. 12
CANCELLING P.S.C. KY. NO. 6
2nd Revised SHEET NO. 12
TALL ELM {kind}

{body}

DATE OF ISSUE  December 15, 2011
DATE EFFECTIVE January 1, 2012
"""


def accepted_charges(body: str, kind: str) -> list[dict[str, Any]]:
    """The charges of a sheet that says `body`, each with the values that need no look."""
    records = read_path(_SHEET.format(body=body, kind=kind).encode(), name="sheet.txt").records
    return [
        {k: v for k, v in r.values.items() if k not in r.needs_review}
        for r in records
        if r.kind == "charge"
    ]
