"""Closed vocabularies: which keys a rule file's table may hold, and of which type."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from ratebook.errors import RuleError

KeyType = Literal[
    "text", "integer", "number", "flag", "texts", "integers", "table", "tables", "map"
]
Values = dict[str, Any]

_WORDS: dict[str, str] = {
    "text": "a text in quotes",
    "integer": "a whole number",
    "number": "a number",
    "flag": "true or false",
    "texts": "a list of texts",
    "integers": "a list of whole numbers",
    "table": "a table",
    "tables": "a list of tables",
    "map": "a table of texts",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One allowed key. `one_of` closes the values of a text or of a list of texts; `shape` is the
    vocabulary of a table or of each of a list of tables (None: any keys)."""

    type: KeyType
    required: bool = False
    one_of: frozenset[str] | None = None
    shape: Mapping[str, Key] | None = None


Shape = Mapping[str, Key]


def check_table(table: Mapping[str, Any], shape: Shape, file: str, path: str = "") -> None:
    """Raises RuleError at the first key of `table` that `shape` does not allow, that has the wrong
    type, or that is required and missing. `path` is the dotted way to the table in the file."""
    for name in table:
        if name not in shape:
            raise RuleError(file, _at(path, name), "unknown key", _allowed(name, shape))
    for name, key in shape.items():
        if name in table:
            _check_value(table[name], key, file, _at(path, name))
        elif key.required:
            remedy = f"Add {name} = {_WORDS[key.type]}."
            raise RuleError(file, _at(path, name), "missing key", remedy)


def read_toml(path: Path) -> dict[str, Any]:
    """The table of a TOML file; RuleError where the file cannot be read or is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), "(file)", str(error), "Save it as readable UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleError(str(path), "(file)", f"not TOML: {error}", "Correct the line.") from error


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _allowed(name: str, shape: Shape) -> str:
    near = difflib.get_close_matches(name, shape, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    return f"{hint}Allowed here: {', '.join(sorted(shape))}."


def _check_value(value: Any, key: Key, file: str, at: str) -> None:
    if not _is(value, key.type):
        remedy = f"Write {_WORDS[key.type]}."
        raise RuleError(file, at, f"wrong type ({type(value).__name__})", remedy)
    if key.one_of is not None:
        _check_closed([value] if key.type == "text" else value, key.one_of, file, at)
    if key.shape is not None and key.type == "table":
        check_table(value, key.shape, file, at)
    if key.shape is not None and key.type == "tables":
        for number, item in enumerate(value, start=1):
            check_table(item, key.shape, file, f"{at}[{number}]")


def _check_closed(values: list[Any], one_of: frozenset[str], file: str, at: str) -> None:
    for value in values:
        if value not in one_of:
            remedy = f"Use one of: {', '.join(sorted(one_of))}."
            raise RuleError(file, at, f"unknown value {value!r}", remedy)


_SINGLE: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "flag": (bool,),
    "table": (dict,),
}
_MANY = {"texts": "text", "integers": "integer", "tables": "table"}


def _is(value: Any, kind: str) -> bool:
    if kind in _SINGLE:
        # bool is an int to Python; to a rule file it is not.
        return isinstance(value, _SINGLE[kind]) and (kind == "flag" or not isinstance(value, bool))
    if kind == "map":
        return isinstance(value, dict) and all(_is(v, "text") for v in cast(Values, value).values())
    return isinstance(value, list) and all(_is(v, _MANY[kind]) for v in cast(list[Any], value))
