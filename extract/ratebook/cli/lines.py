"""The share of lines that were read, are known text, or became an issue, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ratebook.records.record import Record

_COUNTS = ("lines", "lines_read", "lines_known", "lines_issue")


def line_counts(records: Iterable[Record]) -> Counter[str]:
    """The counts of the document records among these, added up."""
    found = Counter[str]()
    for record in records:
        if record.kind == "document":
            found.update({name: int(record.values.get(name) or 0) for name in _COUNTS})
    return found


def lines_said(counts: Counter[str]) -> str:
    """`155 lines: 148 read, 5 known text, 2 with an issue (1.3 %)`; empty where there are none."""
    total = counts["lines"]
    if not total:
        return ""
    share = 100 * counts["lines_issue"] / total
    return (
        f"{total} lines: {counts['lines_read']} read, {counts['lines_known']} known text,"
        f" {counts['lines_issue']} with an issue ({share:.1f} %)"
    )
