"""The table for people. What needs a look comes last, with the reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ratebook.cli.lines import line_counts, lines_said
from ratebook.records.datum import Standing
from ratebook.records.record import Record

_COLUMNS: dict[str, tuple[str, ...]] = {
    "sheet": (
        "book",
        "sheet",
        "revision",
        "title",
        "schedule",
        "issued",
        "effective",
        "stamped_effective",
        "cancelled",
        "cancels_sheet",
        "cancels_revision",
    ),
    "charge": (
        "schedule",
        "group",
        "label",
        "code",
        "component",
        "year",
        "season",
        "period",
        "amount",
        "unit",
        "change",
    ),
    "formula": ("symbol", "expression"),
    "feeder_load": (
        "plan",
        "cycle",
        "percent",
        "step",
        "substation",
        "feeder",
        "feeder_name",
        "mw",
    ),
    "load_total": ("plan", "cycle", "percent", "step", "scope", "mw"),
    "line_cost": ("study", "construction", "month", "cost", "distance_ft"),
    "line_cost_total": ("study", "construction", "cost", "distance_ft", "cost_per_ft"),
    "cost_differential": ("study", "amount", "unit"),
    "order": ("case", "applicant", "supplier", "dated", "effective"),
    "paragraph": ("number", "text"),
    "allocation": ("table", "member", "present", "final", "change", "percent"),
    "guide": ("utility", "customers", "supplier", "phone", "updated"),
    "access_method": ("method", "customers", "data", "latency", "format"),
    "table_value": ("table", "row", "column", "amount", "unit"),
}
_COLOURS = {
    "verified": "green",
    "read": "default",
    "repaired": "cyan",
    "derived": "yellow",
    "ambiguous": "magenta",
    "unreadable": "red",
    "absent": "bright_black",
}
_NUMERIC = frozenset(
    {"amount", "mw", "cost", "distance_ft", "cost_per_ft", "present", "final", "change", "percent"}
)
_ORDER = ("verified", "read", "repaired", "derived", "ambiguous", "unreadable")


def show(records: list[Record]) -> None:
    """Prints one document's records."""
    console = Console(
        highlight=False, soft_wrap=False, width=None if Console().is_terminal else 180
    )
    head = next((r for r in records if r.kind == "document"), None)
    if head is not None:
        said = f"{head.values['class']}, {head.values['pages']} page(s), {head.values['source']}"
        console.print(
            Text(f"\n{head.document}", style="bold").append(f"  {said}", style="not bold")
        )
    for kind, names in _COLUMNS.items():
        rows = [r for r in records if r.kind == kind]
        if rows:
            console.print(_table(kind, names, rows))
    _standings(records, console)
    said = lines_said(line_counts(records))
    if said:
        console.print(said)
    _review(records, console)


def _table(kind: str, names: tuple[str, ...], rows: list[Record]) -> Table:
    used = [n for n in names if any(r.values.get(n) is not None or n in r.evidence for r in rows)]
    table = Table(
        title=f"{kind} ({len(rows)})",
        title_justify="left",
        box=None,
        pad_edge=False,
        header_style="bold",
        title_style="bold underline",
    )
    for name in used:
        table.add_column(name, justify="right" if name in _NUMERIC else "left", overflow="fold")
    table.add_column("standing")
    table.add_column("at", justify="right")
    for row in rows:
        worst = _worst(row)
        table.add_row(*(_cell(row, n) for n in used), Text(worst, style=_COLOURS[worst]), _at(row))
    return table


def _worst(row: Record) -> str:
    seen = [e["status"] for e in row.evidence.values() if e["status"] != "absent"]
    return max(seen, key=_ORDER.index, default="absent")


def _cell(row: Record, name: str) -> Text:
    value = row.values.get(name)
    standing = row.standing(name)
    style = _COLOURS[standing.value] if standing else "default"
    if value is None:
        missing = standing in (Standing.AMBIGUOUS, Standing.UNREADABLE, Standing.DERIVED)
        return Text("?" if missing else "", style=style)
    text = str(value) if not isinstance(value, list) else ", ".join(map(str, value))  # type: ignore[arg-type]
    return Text(text if len(text) <= 90 else text[:87] + "...", style=style)


def _at(row: Record) -> str:
    for name in ("amount", "mw", "cost", "present", "sheet", "expression", "text"):
        if name in row.evidence:
            return place(row.evidence[name])
    first = next(iter(row.evidence.values()), None)
    return place(first) if first else ""


def place(evidence: dict[str, Any]) -> str:
    """`p3` or `line 142`."""
    return f"line {evidence['line']}" if evidence["line"] else f"p{evidence['page']}"


def _standings(records: list[Record], console: Console) -> None:
    count = Counter(e["status"] for r in records for e in r.evidence.values())
    line = Text("values: ")
    for status in (*_ORDER, "absent"):
        if count[status]:
            line.append(f"{count[status]} {status}  ", style=_COLOURS[status])
    console.print(line)


def _review(records: list[Record], console: Console) -> None:
    issues = [r for r in records if r.kind == "issue"]
    values = [(r, name) for r in records for name in r.needs_review]
    if not issues and not values:
        console.print("nothing needs a look")
        return
    told = f"needs a look: {len(values)} value(s), {len(issues)} issue(s)"
    console.print(Text(told, style="bold"))
    for record, name in values:
        console.print(Text("  ").append(_value_line(record, name)))
    for issue in issues:
        where = place({"line": issue.values["line"], "page": issue.values["page"]})
        console.print(Text(f"  {where:>9}  {issue.values['code']}: {issue.values['message']}"))


def _value_line(record: Record, name: str) -> Text:
    found = record.evidence[name]
    line = Text(f"{place(found):>9}  ")
    line.append(f"{found['status']:<10}", style=_COLOURS[found["status"]])
    line.append(f" {record.kind} {record.key.partition('|')[2][-70:]}: {name}")
    if record.values.get(name) is not None:
        line.append(f" = {record.values[name]}")
    if found["interval"]:
        line.append(f" in [{found['interval'][0]}, {found['interval'][1]}]")
    if found["candidates"]:
        line.append(" candidates " + " or ".join(map(str, found["candidates"][:4])))
    if found["raw"]:
        line.append(f"  printed: {str(found['raw'])[:60]!r}")
    return line
