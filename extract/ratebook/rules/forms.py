"""Loads forms from TOML. A mistake names file, key and remedy (RuleError, exit code 3)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ratebook.errors import RuleError
from ratebook.records.kinds import KINDS
from ratebook.rules.equation import EquationError, parse
from ratebook.rules.form import Check, Column, Form, Group, RecordRule, Row, Table
from ratebook.rules.grid import FIGURE, GRID_SHAPE, load_grid
from ratebook.rules.locate import rule_files
from ratebook.rules.phrase import wordings
from ratebook.rules.template import Template, TemplateError
from ratebook.rules.vocabulary import Key, check_table, read_toml

_WITHIN = frozenset({"sheet", "order", "appendix", "guide", "other"})
_CHECK: dict[str, Key] = {
    "name": Key("text"),
    "equation": Key("text"),
    "rounding": Key("text", one_of=frozenset({"exact", "printed"})),
    "step": Key("text"),
    "distinct": Key("texts"),
    "across": Key("text"),
    "into": Key("text"),
    "key": Key("text"),
    "fields": Key("texts"),
}
_COLUMN: dict[str, Key] = {
    "name": Key("text", required=True),
    "heads": Key("texts"),
    "cell": Key("text", required=True),
    "optional": Key("flag"),
    "variant": Key("flag"),
    "instead": Key("text"),
    "beside": Key("text"),
    "unit": Key("text"),
    "group": Key("text"),
    "spread": Key("text"),
    "values": Key("texts"),
    "all": Key("texts"),
}
_GROUP: dict[str, Key] = {
    "field": Key("text", required=True),
    "lines": Key("texts"),
    "values": Key("texts"),
    "title": Key("flag"),
    "once": Key("flag"),
    "required": Key("flag"),
    "means": Key("table"),
    "headed": Key("flag"),
    "mentioned": Key("flag"),
}
_ROW: dict[str, Key] = {
    "name": Key("text", required=True),
    "lines": Key("texts"),
    "columns": Key("texts"),
    "label": Key("text"),
    "at": Key("texts"),
    "gaps": Key("texts"),
    "tail": Key("text"),
    "closes": Key("texts"),
    "expected": Key("flag"),
}
_RECORD: dict[str, Key] = {
    "kind": Key("text", required=True, one_of=frozenset(KINDS)),
    "row": Key("text", required=True),
    "take": Key("map"),
    "set": Key("map"),
    "negate": Key("texts"),
    "when": Key("map"),
    "each": Key("text"),
}
_TABLE: dict[str, Key] = {
    "name": Key("text", required=True),
    "start": Key("texts"),
    "end": Key("texts"),
    "columns": Key("tables", shape=_COLUMN),
    "groups": Key("tables", shape=_GROUP),
    "rows": Key("tables", shape=_ROW),
    "grid": Key("table", shape=GRID_SHAPE),
    "unless": Key("texts"),
    "records": Key("tables", required=True, shape=_RECORD),
    "checks": Key("tables", shape=_CHECK),
    "furniture": Key("texts"),
    "optional_header": Key("flag"),
}
SHAPE: dict[str, Key] = {
    "name": Key("text", required=True),
    "title": Key("text", required=True),
    "within": Key("texts", required=True, one_of=_WITHIN),
    "needs": Key("texts", required=True),
    "unless": Key("texts"),
    "more": Key("flag"),
    "table": Key("tables", required=True, shape=_TABLE),
    "checks": Key("tables", shape=_CHECK),
}
"""The closed vocabulary of a form file."""

T = TypeVar("T")


def load_forms(directories: list[Path]) -> dict[str, Form]:
    """All forms of these rule directories by name; a later directory's form replaces an earlier."""
    forms = (load_form(path) for path in rule_files("forms", directories))
    return {form.name: form for form in forms}


def load_form(path: Path) -> Form:
    """One form. Raises RuleError."""
    data = read_toml(path)
    file = str(path)
    check_table(data, SHAPE, file)
    return Form(
        data["name"],
        data["title"],
        tuple(data["within"]),
        tuple(_phrases(alternatives) for alternatives in data["needs"]),
        tuple(_table(t, file, f"table[{i}]") for i, t in enumerate(data["table"], start=1)),
        _checks(data.get("checks", []), file, "checks"),
        file,
        tuple(phrase.lower() for phrase in data.get("unless", [])),
        data.get("more", False),
    )


def _guard(file: str, key: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except (TemplateError, EquationError) as error:
        raise RuleError(file, key, str(error), "See docs/add-a-form.md for the grammar.") from error


def _templates(sources: list[str], file: str, key: str) -> tuple[Template, ...]:
    found = tuple(Template(source) for source in sources)
    for template in found:
        _guard(file, key, lambda t=template: t.clean)
    return found


def _phrases(alternatives: str) -> tuple[str, ...]:
    """Of `a | b` both, in lower case as they are looked for."""
    return tuple(phrase.strip().lower() for phrase in alternatives.split(" | "))


def _table(data: dict[str, Any], file: str, at: str) -> Table:
    fields = tuple(g["field"] for g in data.get("groups", []))
    columns = tuple(
        made
        for c in _headed(data.get("columns", []), file, f"{at}.columns")
        for made in columns_of(c, fields, file, f"{at}.columns")
    )
    for column in columns:
        _templates([column.cell], file, f"{at}.columns.{column.name}.cell")
    _check_named(columns, file, f"{at}.columns")
    rows = tuple(_row(r, columns, file, f"{at}.rows") for r in data.get("rows", []))
    grid = load_grid(data["grid"], file, f"{at}.grid") if "grid" in data else None
    if bool(rows) == bool(grid):
        raise RuleError(file, f"{at}.rows", "missing key", "Add rows = a list of tables.")
    rows = rows or (Row(FIGURE),)
    return Table(
        data["name"],
        _templates(data.get("start", []), file, f"{at}.start"),
        _templates(data.get("end", []), file, f"{at}.end"),
        columns,
        tuple(_group(g, file, f"{at}.groups") for g in data.get("groups", [])),
        rows,
        tuple(_record(r, rows, file, f"{at}.records") for r in data["records"]),
        _checks(data.get("checks", []), file, f"{at}.checks"),
        _templates(data.get("furniture", []), file, f"{at}.furniture"),
        data.get("optional_header", False),
        grid,
        tuple(phrase.lower() for phrase in data.get("unless", [])),
    )


def _headed(columns: list[dict[str, Any]], file: str, at: str) -> list[dict[str, Any]]:
    """The columns with all wordings of their headings. One that stands instead of another may
    leave out its headings: they are the other's. Raises RuleError."""
    given = {c["name"]: c.get("heads") for c in columns}
    made: list[dict[str, Any]] = []
    for column in columns:
        heads = column.get("heads") or given.get(column.get("instead", ""))
        if not heads:
            remedy = "Add heads = its headings, or instead = a column that has them."
            raise RuleError(file, f"{at}.{column['name']}.heads", "missing key", remedy)
        made.append({**column, "heads": [way for head in heads for way in wordings(head)]})
    return made


def columns_of(
    data: dict[str, Any], groups: tuple[str, ...], file: str, at: str
) -> tuple[Column, ...]:
    """The column a table of a form's file declares; of a spread one all its columns, with `{}` in
    the headings filled by each of its values. Raises RuleError."""
    name, spread = data["name"], data.get("spread", "")
    for key, group in (("group", data.get("group", "")), ("spread", spread)):
        if group and group not in groups:
            remedy = f"Name a group of the table: {', '.join(groups) or 'it has none'}."
            raise RuleError(file, f"{at}.{name}.{key}", f"no group {group!r}", remedy)
    if bool(spread) != bool(data.get("values")) or (spread and not data.get("instead")):
        remedy = "A spread column needs `spread`, `values` and `instead`."
        raise RuleError(file, f"{at}.{name}", "a spread column is incomplete", remedy)
    group = data.get("group", "")
    flags = data.get("optional", bool(group)), data.get("variant", False), data.get("instead", "")
    if not spread:
        more = data.get("beside", ""), data.get("unit", "")
        return (Column(name, tuple(data["heads"]), data["cell"], *flags, *more, group),)
    made = {
        value: tuple(head.replace("{}", value) for head in data["heads"])
        for value in data["values"]
    }
    if "all" in data:
        made[""] = tuple(data["all"])
    return tuple(
        Column(f"{name}={value}", heads, data["cell"], *flags, spread=(spread, value))
        for value, heads in made.items()
    )


def _check_named(columns: tuple[Column, ...], file: str, at: str) -> None:
    """Columns that others stand instead of, or beside, are there."""
    known = {c.name for c in columns}
    for column in columns:
        for key, name in (("instead", column.instead), ("beside", column.beside)):
            if name and name not in known:
                remedy = f"Name one of: {', '.join(sorted(known))}."
                raise RuleError(file, f"{at}.{column.name}.{key}", f"no column {name!r}", remedy)


def _row(data: dict[str, Any], columns: tuple[Column, ...], file: str, at: str) -> Row:
    known = {c.name for c in columns}
    sides = [name for side in data.get("gaps", []) for name in side.split()]
    for name in (*data.get("columns", []), *data.get("at", []), *sides):
        if name not in known:
            remedy = f"Name one of the table's columns: {', '.join(sorted(known))}."
            raise RuleError(file, f"{at}.{data['name']}.columns", f"no column {name!r}", remedy)
    if not data.get("lines") and not data.get("columns"):
        remedy = "Give it `lines` (templates) or `columns` (names of columns)."
        raise RuleError(file, f"{at}.{data['name']}", "the row has no way to be read", remedy)
    lines = _templates(data.get("lines", []), file, f"{at}.{data['name']}.lines")
    label, tail = data.get("label", ""), data.get("tail", "")
    closes, expected = tuple(data.get("closes", [])), data.get("expected", False)
    _templates([t for t in (label, tail) if t], file, f"{at}.{data['name']}.label")
    columns_read = tuple(data.get("columns", []))
    stands = tuple(data.get("at", []))
    gaps = tuple(tuple(side.split()) for side in data.get("gaps", []))
    return Row(data["name"], lines, columns_read, label, stands, gaps, tail, closes, expected)


def _group(data: dict[str, Any], file: str, at: str) -> Group:
    return Group(
        data["field"],
        _templates(data.get("lines", []), file, f"{at}.{data['field']}.lines"),
        tuple(data.get("values", [])),
        data.get("title", False),
        data.get("once", False),
        data.get("required", False),
        _means(data, file, f"{at}.{data['field']}"),
        data.get("headed", False),
        data.get("mentioned", False),
    )


def _means(data: dict[str, Any], file: str, at: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    means: dict[str, Any] = data.get("means", {})
    shape = {value: Key("texts") for value in means}
    check_table(means, shape, file, f"{at}.means")
    for flag in ("headed", "mentioned"):
        if data.get(flag) and not means:
            remedy = "Add means = { value = [wordings] }."
            raise RuleError(file, f"{at}.{flag}", "no words that could be found", remedy)
    return tuple((value, tuple(words)) for value, words in means.items())


def _record(data: dict[str, Any], rows: tuple[Row, ...], file: str, at: str) -> RecordRule:
    if data["row"] not in {r.name for r in rows}:
        remedy = f"Name one of: {', '.join(r.name for r in rows)}."
        raise RuleError(file, f"{at}.row", f"no row {data['row']!r}", remedy)
    fields = KINDS[data["kind"]].fields
    for name in (*data.get("take", {}), *data.get("set", {})):
        if name not in fields:
            remedy = f"Fields of {data['kind']}: {', '.join(fields)}."
            raise RuleError(file, f"{at}.{data['kind']}", f"no field {name!r}", remedy)
    return RecordRule(
        data["kind"],
        data["row"],
        data.get("take", {}),
        data.get("set", {}),
        tuple(data.get("negate", [])),
        data.get("when", {}),
        data.get("each", ""),
    )


def _checks(items: list[dict[str, Any]], file: str, at: str) -> tuple[Check, ...]:
    return tuple(_check(item, file, f"{at}[{i}]") for i, item in enumerate(items, start=1))


def _check(data: dict[str, Any], file: str, at: str) -> Check:
    given = [k for k in ("equation", "step", "distinct", "across") if k in data]
    if len(given) != 1:
        remedy = "Give exactly one of equation, step, distinct, across."
        raise RuleError(file, at, f"{len(given)} kinds of check in one", remedy)
    rounding = data.get("rounding", "printed")
    if given == ["equation"]:
        text = data["equation"]
        kind, terms, scale = _guard(file, f"{at}.equation", lambda: parse(text))
        return Check(data.get("name", text), kind, terms, scale, rounding)
    if given == ["step"]:
        name = data.get("name", f"{data['step']} goes up by one")
        return Check(name, "step", fields=(data["step"],))
    if given == ["distinct"]:
        name = data.get("name", f"{' and '.join(data['distinct'])} occur once")
        return Check(name, "distinct", fields=tuple(data["distinct"]))
    for key in ("into", "key", "fields"):
        if key not in data:
            raise RuleError(file, at, f"missing key {key!r}", "`across` needs into, key, fields.")
    whole = data["into"].partition("|")[0]
    name = data.get("name", f"{whole} is the sum of every other {data['across']}")
    return Check(
        name,
        "across",
        rounding=rounding,
        fields=tuple(data["fields"]),
        group=data["across"],
        into=data["into"],
        key=data["key"],
    )
