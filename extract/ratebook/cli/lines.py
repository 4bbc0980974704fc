"""What is said at the foot: the share of lines read, known text, or with an issue, and which
utilities no list knows."""

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


def unknown_utilities(records: Iterable[Record]) -> dict[str, None]:
    """The names of utilities that are kept as printed because the state's list lacks them."""
    sheets = (r for r in records if r.kind == "sheet")
    return {
        str(r.values["utility"]): None for r in sheets if "note" in r.evidence.get("utility", {})
    }


def unknown_said(names: Iterable[str]) -> str:
    """One line for all of them, however many documents they file; empty where there are none."""
    told = {name.casefold(): name for name in names}
    said = "; ".join(told.values())
    return f"utilities in no list, kept as printed: {said}" if said else ""
