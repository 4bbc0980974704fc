"""Writes a drafted form as TOML that a person reads and goes on with."""

from __future__ import annotations

from collections.abc import Iterable

from ratebook.draft.propose import FormDraft, RowDraft

MOST_LINES = 39
"""Lines a form may have, and so a draft."""

_PROPOSED = (
    "# Proposals, true on this page: keep those the page states or must hold, delete the rest."
)


def form_toml(draft: FormDraft, said: str) -> str:
    """The file. `said` tells where the draft comes from."""
    made = [_lines(draft, said, together) for together in range(1, 9)]
    short = next((lines for lines in made if len(lines) <= MOST_LINES), made[-1])
    return "\n".join(short) + "\n"


def _lines(draft: FormDraft, said: str, together: int) -> list[str]:
    lines = [f"# {said}", *(f"# Note: {note}." for note in draft.notes)]
    lines += [f"name = {text(draft.name)}", f"title = {text(draft.title)}"]
    lines += [f"within = {texts([draft.within])}", f"needs = {texts(draft.needs)}", ""]
    lines += ["[[table]]", f"name = {text(draft.name)}"]
    if draft.loose_header:
        lines.append("optional_header = true")
    if draft.start:
        lines.append(f"start = {texts([draft.start])}")
    if draft.headed:
        lines += _array("columns", (_column(draft, i) for i in _headed(draft)), together)
    if draft.group:
        name, templates = draft.group
        lines.append(f"groups = [{{ field = {text(name)}, lines = {texts(templates)} }}]")
    lines += _array("rows", (_row(draft, row) for row in draft.rows), 1)
    if draft.checks:
        lines += [_PROPOSED, *_array("checks", map(_check, draft.checks), together)]
    return lines + _array("records", _records(draft), together)


def _headed(draft: FormDraft) -> list[int]:
    """The columns known by a heading; labels without one stand before them."""
    return [i for i in range(len(draft.columns)) if i or not draft.open_label]


def _array(key: str, items: Iterable[str], together: int) -> list[str]:
    made = list(items)
    rows = [", ".join(made[i : i + together]) for i in range(0, len(made), together)]
    return [f"{key} = [", *(f"  {row}," for row in rows), "]"]


def _cell(draft: FormDraft, at: int) -> str:
    column = draft.columns[at]
    kind = "label" if not draft.headed and column.type == "name" else column.type
    return f"{{{column.name}:{kind}}}"


def _column(draft: FormDraft, at: int) -> str:
    column = draft.columns[at]
    more = ", optional = true" if column.optional else ""
    heads = texts([column.head.replace(" / ", "/")])
    return (
        f"{{ name = {text(column.name)}, heads = {heads}, cell = {text(_cell(draft, at))}{more} }}"
    )


def _row(draft: FormDraft, row: RowDraft) -> str:
    cells = [_cell(draft, i) for i, c in enumerate(draft.columns) if c.name in row.columns]
    said = [f"name = {text(row.name)}"]
    if draft.headed:
        label = row.label or (_cell(draft, 0) if draft.open_label else "")
        said += [f"label = {text(label)}"] if label else []
        printed = [draft.columns[i].name for i in _headed(draft)]
        said.append(f"columns = {texts(c for c in row.columns if c in printed)}")
    else:
        said.append(f"lines = {texts([' '.join((row.label, *cells)).strip()])}")
    said += [f"closes = {texts(row.closes)}"] if row.closes else []
    return f"{{ {', '.join(said)} }}"


def _check(check: str) -> str:
    if check.startswith("step "):
        return f"{{ step = {text(check.removeprefix('step '))} }}"
    return f"{{ equation = {text(check)} }}"


def _records(draft: FormDraft) -> list[str]:
    """A record for each figure of each kind of row."""
    made: list[str] = []
    for row in draft.rows[::-1]:
        for i, column in enumerate(draft.columns):
            if column.values and i != draft.label and column.name in row.columns:
                made.append(_record(draft, row, i))
    return made


def _record(draft: FormDraft, row: RowDraft, at: int) -> str:
    column = draft.columns[at]
    take = {"amount": column.name}
    fixed = {"column": column.head or column.name}
    if row.label:
        fixed["row"] = _said(row.label)
    else:
        take["row"] = draft.columns[draft.label].name
    if draft.group and not row.closes:
        take["table"] = draft.group[0]
    else:
        fixed["table"] = draft.title
    if column.unit:
        fixed["unit"] = column.unit
    parts = [f"row = {text(row.name)}", f"take = {_map(take)}", f"set = {_map(fixed)}"]
    return f'{{ kind = "table_value", {", ".join(parts)} }}'


def _said(label: str) -> str:
    """What the records of a total are called: the words that all its labels begin with."""
    ways = [w.split() for w in label.strip("()").replace("{no:integer}", "").split("|")]
    shared = [a[0] for a in zip(*ways, strict=False) if len(set(a)) == 1]
    return " ".join(shared) or "Total"


def _map(of: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {text(value)}" for key, value in of.items()) + " }"


def text(value: str) -> str:
    """A TOML basic string."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    kept = "".join(ch if ch.isprintable() else f"\\u{ord(ch):04x}" for ch in escaped)
    return f'"{kept}"'


def texts(values: Iterable[str]) -> str:
    """A TOML list of strings."""
    return "[" + ", ".join(map(text, values)) + "]"
