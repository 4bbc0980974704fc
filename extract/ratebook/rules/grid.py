"""Grids: tables whose figures are told apart by keys printed around them, whichever way they run.

A purchase rate is of a year, a season and a period. One sheet prints the years down the page and
the seasons across it, another the seasons down and the years across, a third a row for each rate.
A grid names the keys and their wordings; where on the page each stands is found there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ratebook.errors import RuleError
from ratebook.rules.types import TYPES
from ratebook.rules.vocabulary import Key, check_table

FIGURE = "figure"
"""The one kind of row a grid has: each of its figures is one."""
NONE = "none"
"""The value of a key whose wordings say that a figure has none: `All Hours` is of no period."""
SCALE = "scale"
"""The key by which figures are multiplied: cents and mills become dollars."""

KEY_SHAPE: dict[str, Key] = {
    "field": Key("text", required=True),
    "type": Key("text", one_of=frozenset({"year"})),
    "heads": Key("texts"),
    "means": Key("table"),
    "about": Key("flag"),
    "default": Key("text"),
}
GRID_SHAPE: dict[str, Key] = {
    "value": Key("text", required=True, one_of=frozenset(TYPES)),
    "words": Key("texts"),
    "fillers": Key("texts"),
    "limits": Key("table"),
    "keys": Key("tables", required=True, shape=KEY_SHAPE),
}


@dataclass(frozen=True, slots=True)
class GridKey:
    """A key of a grid's figures: printed as a year, or as one of the wordings it `means`. `heads`
    are headings over such keys. What a key is `about` may also be said above the table; where it is
    said nowhere, it is the `default`."""

    field: str
    is_year: bool = False
    heads: tuple[str, ...] = ()
    means: tuple[tuple[str, tuple[str, ...]], ...] = ()
    about: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table of figures of one type told apart by keys. `words` head figures and say no more
    (`Rate`), `fillers` stand between other words. `limits` are, by the value of a key, the bounds
    between which its figures lie; one that does not is doubted."""

    value: str
    keys: tuple[GridKey, ...]
    words: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    limits: tuple[tuple[str, Decimal, Decimal], ...] = ()


def load_grid(data: dict[str, Any], file: str, at: str) -> Grid:
    """The grid of a table of a form's file, already of the right shape. Raises RuleError."""
    keys = tuple(_key(k, file, f"{at}.keys.{k['field']}") for k in data["keys"])
    for field in ("component", "unit"):
        if not any(key.field == field for key in keys):
            raise RuleError(file, f"{at}.keys", f"no key {field!r}", "A charge needs one: add it.")
    return Grid(
        data["value"],
        keys,
        tuple(data.get("words", [])),
        tuple(data.get("fillers", [])),
        tuple(_limit(k, v, file, f"{at}.limits.{k}") for k, v in data.get("limits", {}).items()),
    )


def _key(data: dict[str, Any], file: str, at: str) -> GridKey:
    means: dict[str, Any] = data.get("means", {})
    check_table(means, {value: Key("texts") for value in means}, file, f"{at}.means")
    is_year = data.get("type") == "year"
    if is_year == bool(means):
        raise RuleError(file, at, "a key of no wording", 'Give type = "year" or means, not both.')
    if data["field"] == SCALE:
        for value in means:
            _decimal(value, file, f"{at}.means")
    listed = tuple((value, tuple(words)) for value, words in means.items())
    about, default = data.get("about", False), data.get("default", "")
    if default and (not about or default not in means):
        raise RuleError(file, f"{at}.default", f"no value {default!r}", "Name a value it is about.")
    return GridKey(data["field"], is_year, tuple(data.get("heads", [])), listed, about, default)


def _limit(value: str, bounds: Any, file: str, at: str) -> tuple[str, Decimal, Decimal]:
    if not (isinstance(bounds, list) and len(bounds) == 2):  # pyright: ignore[reportUnknownArgumentType]
        raise RuleError(file, at, "no two bounds", 'Write two texts, such as ["0.001", "1"].')
    low, high = (_decimal(str(one), file, at) for one in bounds)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value, low, high


def _decimal(text: str, file: str, at: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise RuleError(file, at, f"{text!r} is no number", "Write it as 0.01.") from error
