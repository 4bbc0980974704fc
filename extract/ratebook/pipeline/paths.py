"""The path of a file, as a commission publishes it, as a witness of what its sheets say.

`Electric/<Utility>/Cancelled Tariff Pages/<year>/<schedule>.pdf` names a utility, a year and a
schedule. Somebody filed it there: an independent witness, and never a source. It fills no field and
raises no standing, for a folder names a utility in short, and of a date only the year. What agrees
is kept beside the value, what contradicts becomes an issue that names both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from ratebook.forms.tokens.utility_names import folded, same_utility
from ratebook.records.record import Record, natural_key
from ratebook.rules.jurisdiction import Jurisdiction

_FIELD = re.compile(r"\{(utility|year|schedule)\}|\.\.\.|[^{.]+|.")
_SHAPES = {
    "utility": r"(?P<utility>[^/]{2,120})",
    "year": r"(?P<year>(?:19|20)\d\d)",
    "schedule": r"(?P<schedule>[^/]{1,120})",
}
_SCHEDULE_WORDS = re.compile(r"\b(?:schedules?|sch|rates?|tariffs?|service|no)\b\.?", re.IGNORECASE)
_SHEET_NAMED = re.compile(r"\W*(?:sheets?|pages?|leaf|leaves)\b", re.IGNORECASE)
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9.\-]{1,8}|[A-Z]{1,5}")
_ALIKE = 88.0
_LONGEST = 512


@dataclass(frozen=True, slots=True)
class Filed:
    """What a path says. Each is None where the pattern has no place for it."""

    path: str
    utility: str | None
    year: str | None
    schedule: str | None


@lru_cache(maxsize=64)
def _pattern(source: str) -> re.Pattern[str]:
    """A pattern of a profile over the end of a path without the file's ending."""
    parts: list[str] = []
    for m in _FIELD.finditer(source):
        said = m.group()
        if m[1]:
            parts.append(_SHAPES[m[1]])
        else:
            parts.append("[^/]*" if said == "..." else _literal(said))
    return re.compile(r"(?:^|/)" + "".join(parts) + r"$", re.IGNORECASE)


def _literal(text: str) -> str:
    """Words as they are, `(a|b)` as alternatives, any blank or underscore for a blank."""
    escaped = re.escape(text).replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
    return escaped.replace(r"\ ", r"[\s_]+")


def filed_at(path: str | Path, profile: Jurisdiction) -> Filed | None:
    """What a path says by the patterns of a profile; None where it is none of theirs."""
    place = Path(path).absolute()
    text = place.with_suffix("").as_posix()[-_LONGEST:]
    for source in profile.paths:
        m = _pattern(source).search(text)
        if m:
            said = m.groupdict()
            plain = {k: v.replace("_", " ").strip() for k, v in said.items() if v}
            shown = m.group().strip("/") + place.suffix
            found = (plain.get(name) for name in ("utility", "year", "schedule"))
            return Filed(shown, *found)
    return None


def witnessed(
    records: Sequence[Record], path: str | Path, profiles: Mapping[str, Jurisdiction]
) -> list[Record]:
    """The records of a document with what its path says of its sheets."""
    made = list(records)
    issues: list[Record] = []
    sheets = [at for at, r in enumerate(made) if r.kind == "sheet"]
    said: dict[str, Filed | None] = {}
    for at in sheets:
        code = str(made[at].values.get("jurisdiction"))
        if code not in said:
            said[code] = filed_at(path, profiles[code]) if code in profiles else None
        filed = said[code]
        if filed is not None:
            made[at], found = _confronted(made[at], filed, single=len(sheets) == 1)
            issues += found
    known = {record.key for record in made}
    return [*made, *(issue for issue in issues if issue.key not in known)]


def _confronted(sheet: Record, filed: Filed, *, single: bool) -> tuple[Record, list[Record]]:
    issues: list[Record] = []
    said_of = {"utility": filed.utility, "cancelled": filed.year, "schedule": filed.schedule}
    for name, said in said_of.items():
        value, standing = sheet.values.get(name), sheet.standing(name)
        if said is None or not isinstance(value, str) or not standing or not standing.accepted:
            continue
        agrees = _agrees(name, value, said, sheet)
        if agrees:
            sheet = _with_witness(sheet, name, f"path {filed.path}: {said}")
        elif agrees is False and (single or name != "schedule"):
            issues.append(_issue(sheet, name, said, filed.path))
    return sheet, issues


def _agrees(name: str, value: str, said: str, sheet: Record) -> bool | None:
    """Whether a printed value is what the path says; None where that cannot be told."""
    if name == "utility":
        return same_utility(value, said, str(sheet.values.get("jurisdiction")))
    if name == "cancelled":
        return value.startswith(said)
    return _same_schedule(value, said, sheet)


def _same_schedule(value: str, said: str, sheet: Record) -> bool | None:
    """Whether a file's name is a schedule's code or its title; None where it cannot be told, as
    where a file is named after a sheet's number."""
    if _SHEET_NAMED.match(said):
        return None
    name = " ".join(_SCHEDULE_WORDS.sub(" ", said).split())
    codes = [part for part in name.split() if _CODE.fullmatch(part) and _numbered(part)]
    if any(_bare(part) == _bare(value) for part in (name, *codes)):
        return True
    title, words = folded(str(sheet.values.get("title") or "")), folded(name)
    if words and title and (words in title or fuzz.token_set_ratio(words, title) >= _ALIKE):
        return None if codes and _numbered(value) else True
    return False if codes or _CODE.fullmatch(name) else None


def _numbered(text: str) -> bool:
    return any(ch.isdigit() for ch in text)


def _bare(code: str) -> str:
    return "".join(ch for ch in code.upper() if ch.isalnum()).lstrip("0")


def _with_witness(sheet: Record, name: str, said: str) -> Record:
    entry = {**sheet.evidence[name], "witness": [said]}
    evidence = {**sheet.evidence, name: entry}
    return Record(sheet.kind, sheet.key, sheet.document, sheet.values, evidence)


_NAMES = {"utility": "utility", "cancelled": "year of cancellation", "schedule": "schedule"}


def _issue(sheet: Record, name: str, said: str, path: str) -> Record:
    entry = sheet.evidence[name]
    printed = entry["raw"] or sheet.values[name]
    message = f"{_NAMES[name]}: the path says {said!r} ({path}), the page {printed!r}"
    values: dict[str, Any] = {
        "page": entry["page"], "box": entry["box"], "line": entry["line"],
        "code": "path-differs", "message": message, "record": sheet.key,
    }  # fmt: skip
    return Record("issue", natural_key("issue", values), sheet.document, values, {})
