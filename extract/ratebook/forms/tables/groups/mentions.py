"""Groups that a line names in passing (`Primary` in a title), or the column headings do.

Such a line may be anything else besides: it is not claimed. A line that names two values of a group
says nothing about the rows below it.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.section import place_of
from ratebook.forms.tables.columns.columns import main_row
from ratebook.forms.tables.groups.groups import first_words, meaning
from ratebook.forms.tables.state import Scan
from ratebook.model.page import Line
from ratebook.records.datum import Standing
from ratebook.rules.form import Group, Row, Table

_SENTENCE = regex.compile(r"[a-z)][.;,]\s*$|^\W*[a-z]")
_MOST = 14


@lru_cache(maxsize=256)
def mentioned(table: Table) -> tuple[Group, ...]:
    """The groups of a table that a line may name in passing."""
    return tuple(group for group in table.groups if group.mentioned)


def begin(scan: Scan, whole: tuple[Line, ...]) -> None:
    """What the page as a whole says, where it names one value of a group and no other."""
    for group in _named(scan.table):
        scan.groups.pop(group.field, None)
    for group in mentioned(scan.table):
        words = first_words(group)
        may = [line for line in whole if any(map(line.text.lower().__contains__, words))]
        said = [(line, meaning(group, line.text)) for line in may]
        named = [(line, value) for line, value in said if value]
        several = any(value is None and _worded(group, line.text) for line, value in said)
        if len({value for _, value in named}) == 1 and not several:
            _enter(scan, group, named[0][0], named[0][1])


def mention(scan: Scan, line: Line, groups: tuple[Group, ...]) -> None:
    """Takes what a heading names of these groups, those `mentioned`, for the lines below it."""
    for group in groups:
        said = meaning(group, line.text)
        if said and _heads(line):
            _enter(scan, group, line, said)


def names_only(table: Table, line: Line) -> bool:
    """Whether a line is a heading that names such a group and holds no figure."""
    return (
        not any(map(str.isdigit, line.text))
        and _heads(line)
        and any(meaning(group, line.text) for group in mentioned(table))
    )


def own_groups(scan: Scan, line: Line, row: Row) -> dict[str, int]:
    """The groups of a row: those it names itself, or those it stands in; what nothing names is
    not legible. The names in the rows a table exists for are not those of groups."""
    groups = scan.groups
    for group in _named(scan.table):
        if group.field in row.closes:
            continue
        may_name = group.mentioned or row is not main_row(scan.table)
        said = meaning(group, line.text) if may_name else None
        held = groups.get(group.field)
        if said and (held is None or scan.ledger.data[held].value != said):
            groups = {**groups, group.field: _again(scan, group, line, said)}
        elif held is None:
            scan.groups[group.field] = _unknown(scan, group, line)
            groups = {**groups, group.field: scan.groups[group.field]}
    return groups


@lru_cache(maxsize=256)
def _named(table: Table) -> tuple[Group, ...]:
    return tuple(group for group in table.groups if group.mentioned or group.headed)


def _again(scan: Scan, group: Group, line: Line, said: str) -> int:
    """The group of this value that rows above stand in, or a new one."""
    for hit in reversed(scan.hits):
        held = hit.groups.get(group.field)
        if held is not None and scan.ledger.data[held].value == said:
            return held
    return _datum(scan, group, line, said)


def headed(scan: Scan, lines: list[Line]) -> str:
    """The group that column headings name (`Overhead Cost`); empty if they name none."""
    for group in scan.table.groups:
        said = meaning(group, " ".join(line.text for line in lines)) if group.headed else None
        if said:
            scan.groups[group.field] = _datum(scan, group, lines[-1], said)
            return group.field
    return ""


def _worded(group: Group, text: str) -> bool:
    small = text.lower()
    return any(word.lower() in small for _, words in group.means for word in words)


def _heads(line: Line) -> bool:
    text = line.text
    return line.heading or (len(text.split()) <= _MOST and not _SENTENCE.search(text))


def _enter(scan: Scan, group: Group, line: Line, said: str) -> None:
    held = scan.groups.get(group.field)
    if held is None or scan.ledger.data[held].value != said:
        names = [g.field for g in scan.table.groups]
        for later in names[names.index(group.field) :]:
            scan.groups.pop(later, None)
        scan.groups[group.field] = _datum(scan, group, line, said)


def _datum(scan: Scan, group: Group, line: Line, said: str) -> int:
    place = place_of(line)
    return scan.ledger.add(line.text, said, Standing.READ, place, label=group.field)


def _unknown(scan: Scan, group: Group, line: Line) -> int:
    place = place_of(line)
    found = scan.ledger.add(None, None, Standing.UNREADABLE, place, label=group.field)
    message = f"nothing says of which {group.field} these rows are"
    scan.ledger.issue("lost-group", message, place, found)
    return found
