"""Closed lists of words, kept as data under `rules/lookups`."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from typing import Any

import regex

from ratebook.errors import RuleError
from ratebook.rules.locate import rule_directories, rule_files
from ratebook.rules.vocabulary import Key, Shape, check_table, read_toml

Texts = tuple[str, ...]


def load_lookup(name: str, shape: Shape) -> dict[str, Any]:
    """The lookup `name`, the last directory that has it winning; checked against `shape`."""
    paths = [p for p in rule_files("lookups", rule_directories()) if p.stem == name]
    if not paths:
        raise RuleError(f"lookups/{name}.toml", "(file)", "missing", "Reinstall ratebook.")
    table = read_toml(paths[-1])
    check_table(table, shape, str(paths[-1]))
    return table


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words by which names on a sheet are known: how companies end, officers' titles, headings
    that open a body, headings that many sheets share, words before a schedule's code; `riders` are
    patterns with a `name` group; `code_words` stand before a code as often as before other words;
    `subject_headings` head a part of one sheet and the whole of another."""

    company_ends: Texts
    titles: Texts
    body_headings: Texts
    shared_headings: Texts
    schedule_words: Texts
    not_schedules: Texts
    riders: Texts
    code_words: Texts = ()
    subject_headings: Texts = ()


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The list `names.toml`, the user's own if there is one. RuleError if it is broken."""
    shape = {f.name: Key("texts", required=f.default is MISSING) for f in fields(NameWords)}
    table = load_lookup("names", shape)
    for pattern in table["riders"]:
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise RuleError(
                "lookups/names.toml", "riders", str(error), "Correct the pattern."
            ) from error
    return NameWords(**{name: tuple(values) for name, values in table.items()})
