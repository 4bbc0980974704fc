"""Reads the foot of a sheet: its dates, issuer, authority, and what the stamp says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from ratebook.forms.section import place_of
from ratebook.forms.sheets.dates import Capture
from ratebook.forms.sheets.foot import Label, is_stamps_word, labels_of
from ratebook.forms.sheets.issuer import Said, case_after, is_of_office, signer, title_in
from ratebook.forms.sheets.rubber_stamps import rubber_dates
from ratebook.forms.sheets.stamps import (
    bears_stamp,
    is_stamp,
    regulation,
    stamp_words,
    stamped_dates,
)
from ratebook.forms.sheets.text import Passage, is_wrecked
from ratebook.forms.tokens.dates import DateToken, find_dates, leading_date
from ratebook.model.page import Cell, Line
from ratebook.records.datum import Standing
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.lookup import name_words
from ratebook.rules.phrase import skeleton

_PIECE = 5
"""A piece of a stamp has more letters than this."""
_RESEMBLES = 60.0
_BEGUN = regex.compile(r"[.:#\s]*[A-Z]{0,2}\.?\d\S*-")
"""How a number begins that goes on with a dash."""
_WORN = 5
_COLUMN = 6
"""So many strokes have three dates in figures."""
_LONGEST = 31
_GOES_ON = regex.compile(r"[A-Z][A-Za-z]+(?:,?[ ](?:[A-Z][A-Za-z]+|&|and|of|the|for))*")
"""The second line of a title: a small piece of a word is none."""
_DATE_FIELDS = {
    "issued": "issued",
    "effective": "effective",
    "stamped": "stamped_effective",
    "dated": "authority_dated",
}


@dataclass(slots=True)
class FootReading:
    """What a foot prints. `labels` are the kinds of label seen, `stamped` tells of a stamp,
    `taken` are the dates already read: the id of their line and their offset in it."""

    dates: dict[str, list[Capture]] = field(default_factory=dict[str, list[Capture]])
    labels: set[str] = field(default_factory=set[str])
    issued_by: Said | None = None
    issuer_title: Said | None = None
    case: Said | None = None
    regulation: Said | None = None
    stamped: bool = False
    taken: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])

    def add(self, name: str, capture: Capture) -> None:
        """Notes one more place that prints a date."""
        self.dates.setdefault(name, []).append(capture)


def read_foot(
    foot: Sequence[Line], body: Sequence[Line], jurisdiction: Jurisdiction, *, typed: bool
) -> FootReading:
    """The fields of a foot. `body` are the lines above it: a stamp may reach into them."""
    reading = FootReading()
    found = [(line, labels_of(line.text, jurisdiction)) for line in foot]
    for at, (line, labels) in enumerate(found):
        if not labels:
            continue
        follower = found[at + 1][0] if at + 1 < len(found) and not found[at + 1][1] else None
        under = found[at + 1][0] if at + 1 < len(found) else None
        for label, end in zip(labels, _ends(line, labels), strict=True):
            reading.labels.add(label.kind)
            if label.kind in _DATE_FIELDS:
                if not _read_below(label, line, end, under, jurisdiction, reading):
                    _read_date(label, line, end, follower, foot, jurisdiction, reading)
            elif label.kind == "issued_by":
                _read_signer(label, line, end, found[at + 1 : at + 2], typed, reading)
    _read_case(found, jurisdiction, reading)
    _read_title(foot, jurisdiction, reading)
    if reading.issuer_title is None:
        reading.issuer_title = _worn_title(found)
    _read_stamp(foot, body, jurisdiction, reading)
    return reading


def wrecked_fields(lines: Sequence[Line], jurisdiction: Jurisdiction) -> set[str]:
    """The fields that may be printed in lines of a foot of which little is legible."""
    wrecked = [line.text for line in lines if is_wrecked(line.text)]
    lost = {"issuer_title"} if wrecked else set[str]()
    known = [skeleton(label) for label in jurisdiction.foot.authority]
    for text in wrecked if known else ():
        case = jurisdiction.case.search(text)
        alike = max(fuzz.partial_ratio(label, skeleton(text)) for label in known)
        if alike >= _RESEMBLES or (case is not None and "-" in case.group()):
            lost |= {"authority_case", "authority_dated"}
    return lost


def _ends(line: Line, labels: Sequence[Label]) -> list[int]:
    """Where the value behind each label ends at the latest."""
    return [*(label.start for label in labels[1:]), len(line.text)][: len(labels)]


def _read_date(
    label: Label,
    line: Line,
    end: int,
    follower: Line | None,
    foot: Sequence[Line],
    jurisdiction: Jurisdiction,
    reading: FootReading,
) -> None:
    if is_stamps_word(line.text, label, jurisdiction):
        return
    words = stamp_words(jurisdiction)
    token = leading_date(line.text[label.end : end], words)
    place, held, start = place_of(line, label.start, end), line, label.end
    if token is None and follower is not None and not line.text[label.end : end].strip(" \t:;._"):
        token, place = leading_date(follower.text, words), place_of(follower)
        held, start = follower, 0
    name = _DATE_FIELDS[label.kind]
    if (
        token is None
        or _is_anothers(held.text[start : start + token.start])
        or _lists(held, token, start)
    ):
        reading.dates.setdefault(name, [])
        return
    if name == "effective" and _is_stamps_own(token, line, label.end, foot, jurisdiction):
        reading.dates.setdefault(name, [])
        return
    reading.taken.add((id(held), start + token.start))
    reading.add(name, Capture(token, place, label.exact))


def _lists(held: Line, token: DateToken, start: int) -> bool:
    """Whether a date is the first of a column of dates that an index prints in one line."""
    if held.text.count("-", start) + held.text.count("/", start) < _COLUMN:
        return False
    return len(find_dates(held.text[start + token.end :], written=False)) > 1


def _is_anothers(between: str) -> bool:
    """Whether figures that are no date stand in the cells before the date behind a label: its own
    is worn, and this one belongs to a label that is lost (`DATE OF ISSUE: 02-02·08` `03-01-08`)."""
    own = between.rpartition("\t")[0]
    return sum(map(str.isdigit, own)) > 1


def _read_below(
    label: Label,
    line: Line,
    end: int,
    under: Line | None,
    jurisdiction: Jurisdiction,
    reading: FootReading,
) -> bool:
    """Reads the date in the cell below a label that ends its cell: a phrase wrapped in its column.
    False where there is none."""
    if under is None or len(line.cells) < 2 or line.text[label.end : end].strip(" \t:;._"):
        return False
    if is_stamps_word(line.text, label, jurisdiction):
        return False
    cell = _below(under, _cell_at(line, label.start), line)
    if cell is None or labels_of(cell.text, jurisdiction):
        return False
    token = leading_date(cell.text)
    if token is None or token.value is None:
        return False
    start = under.text.index(cell.text)
    reading.taken.add((id(under), start + token.start))
    place = place_of(under, start + token.start, start + token.end)
    reading.add(_DATE_FIELDS[label.kind], Capture(token, place, label.exact))
    return True


def _is_stamps_own(
    token: DateToken, line: Line, offset: int, foot: Sequence[Line], jurisdiction: Jurisdiction
) -> bool:
    """Whether the date beside a label is the stamp's: in the stamp's form, with the stamp's words
    in the cells above and below it."""
    if token.separator != "/" or not jurisdiction.stamp.dates:
        return False
    cell = _cell_at(line, offset + token.start + 1)
    at = next(i for i, other in enumerate(foot) if other is line)
    beside = [_below(other, cell, line) for other in (*foot[at - 1 : at], *foot[at + 1 : at + 2])]
    return len(beside) == 2 and all(c and is_stamp(c.text, jurisdiction) for c in beside)


def _cell_at(line: Line, offset: int) -> Cell:
    at = 0
    for cell in line.cells:
        at += len(cell.text) + 1
        if offset < at:
            return cell
    return line.cells[-1]


def _below(other: Line, cell: Cell, line: Line) -> Cell | None:
    """The cell of another line in the column of this cell."""
    if line.tabular != other.tabular:
        return None
    for candidate in other.cells:
        if candidate.text and candidate.left < cell.right and cell.left < candidate.right:
            return candidate
    return None


def _read_signer(
    label: Label,
    line: Line,
    end: int,
    below: Sequence[tuple[Line, Sequence[Label]]],
    typed: bool,
    reading: FootReading,
) -> None:
    said = signer(line, label.end, end, typed=typed)
    blank = "___" in line.text[label.end : end]
    if said.raw is None and below and not blank:
        under = _below(below[0][0], _cell_at(line, label.start), line)
        if under is not None or not below[0][1]:
            text = under.text if under is not None else below[0][0].text
            at = below[0][0].text.index(text)
            said = signer(below[0][0], at, at + len(text), typed=typed)
    if reading.issued_by is None or reading.issued_by.value is None:
        reading.issued_by = said


def _read_case(
    found: Sequence[tuple[Line, Sequence[Label]]], jurisdiction: Jurisdiction, reading: FootReading
) -> None:
    cases = [
        (_rank(line.text[label.start : label.end], jurisdiction), said)
        for line, labels in found
        for label in labels
        if label.kind == "cases" and (said := case_after(line, label, jurisdiction)) is not None
    ]
    legible = sorted((rank, n) for n, (rank, said) in enumerate(cases) if said.value is not None)
    if legible:
        rank, best = legible[0]
        # A decision that cannot be read is not replaced by the advice letter printed beside it.
        worn = [s for r, s in cases if r < rank and s.value is None and _BEGUN.match(s.raw or "")]
        reading.case = worn[0] if worn else cases[best][1]
    elif cases and jurisdiction.foot.authority:
        reading.case = cases[0][1]


def _rank(text: str, jurisdiction: Jurisdiction) -> int:
    """Labels that stand earlier in the profile are asked first."""
    said = skeleton(text)
    order = [skeleton(p.split("[")[0]) for p in jurisdiction.foot.cases]
    return next((n for n, words in enumerate(order) if said.startswith(words)), len(order))


def _read_title(foot: Sequence[Line], jurisdiction: Jurisdiction, reading: FootReading) -> None:
    for line in foot:
        said = title_in(line, jurisdiction)
        if said is None:
            continue
        said = _whole_title(said, line, foot)
        if reading.issuer_title is None or reading.issuer_title.value is None:
            reading.issuer_title = said
        if said.value is not None:
            return


def _worn_title(found: Sequence[tuple[Line, Sequence[Label]]]) -> Said | None:
    """What stands behind the label of a title and is none that can be read."""
    for line, labels in found:
        for label, end in zip(labels, _ends(line, labels), strict=True):
            said = line.text[label.end : end].partition("\t")[0].strip(" :._")
            if label.kind == "issuer_title" and sum(map(str.isalpha, said)) >= _WORN:
                return Said(said, None, Standing.UNREADABLE, place_of(line, label.end, end))
    return None


def _whole_title(said: Said, line: Line, foot: Sequence[Line]) -> Said:
    """A title that is wrapped to the cell below (`Manager, Rates and`), put together again."""
    begun = said.value or said.raw or ""
    if not begun or begun not in line.text:
        return said
    at = line.text.index(begun)
    rows = [other for other in foot if other.page == line.page]
    index = next(n for n, other in enumerate(rows) if other is line)
    under = _below(rows[index + 1], _cell_at(line, at), line) if index + 1 < len(rows) else None
    joint = f"{begun} {under.text}" if under is not None else ""
    place = said.place
    if under is not None and line.number is None:
        words = (*line.words_between(at, at + len(begun)), *under.words)
        place = place_of(line, at, at + len(begun))._replace(words=words)
    if joint in name_words().titles:
        return Said(joint, joint, Standing.READ, place)
    known = _but_for_spaces(joint)
    if known is not None:
        note = f"{joint!r} is {known!r} of the closed list"
        return Said(joint, known, Standing.REPAIRED, place, (note,), tuple(name_words().titles))
    below = under.text if under is not None else ""
    open_end = begun.endswith((" and", " of", " &", " the", " for", ","))
    # Where a word of an office stands below a title that seems whole, what leads to it is lost.
    if said.value is None or not (open_end or is_of_office(below)):
        return said
    if open_end and len(below) <= _LONGEST and _GOES_ON.fullmatch(below):
        return Said(joint, joint, Standing.READ, place)
    return Said(said.raw, None, Standing.UNREADABLE, said.place)


def _but_for_spaces(said: str) -> str | None:
    """The title of the closed list that differs in nothing but spaces: letters stood apart."""
    return _bare_titles().get("".join(said.split()))


@lru_cache(maxsize=1)
def _bare_titles() -> dict[str, str]:
    """The titles of the closed list by what they are without spaces, the first of each."""
    return {"".join(t.split()): t for t in reversed(name_words().titles)}


def _read_stamp(
    foot: Sequence[Line], body: Sequence[Line], jurisdiction: Jurisdiction, reading: FootReading
) -> None:
    passage = Passage(tuple(foot))
    near = (*_beside_stamp(body, jurisdiction), *foot)
    for line in near:
        for token in stamped_dates(line.text, jurisdiction):
            taken = (id(line), token.start) in reading.taken
            if not taken and _stands_free(line.text[: token.start], jurisdiction):
                place = place_of(line, token.start, token.end)
                reading.add("stamped_effective", Capture(token, place))
    for line, token in rubber_dates(foot, jurisdiction):
        if (id(line), token.start) not in reading.taken:
            place = place_of(line, token.start, token.end)
            reading.add("stamped_effective", Capture(token, place))
    reading.stamped = any(
        is_stamp(c.text, jurisdiction) or bears_stamp(c.text, jurisdiction)
        for line in near
        for c in line.cells
    )
    value, raw, at = regulation(passage, jurisdiction)
    if raw is not None:
        standing = Standing.UNREADABLE
        repairs: tuple[str, ...] = ()
        if value is not None:
            same = skeleton(value) == skeleton(raw)
            standing = Standing.READ if same else Standing.REPAIRED
            repairs = () if same else (f"{raw!r} is a known text of the stamp",)
        place, known = passage.place(at, at + 8), jurisdiction.stamp.regulations
        reading.regulation = Said(raw, value, standing, place, repairs, known)


def _stands_free(before: str, jurisdiction: Jurisdiction) -> bool:
    """Whether nothing but the stamp's own words, or another date, leads up to a date in its cell:
    what follows some other words is a date with a label too damaged to be known."""
    cell = before.rpartition("\t")[2]
    dates = find_dates(cell)
    rest = cell[dates[-1].end :] if dates else cell
    return sum(map(str.isalpha, rest)) <= 2 or is_stamp(rest, jurisdiction)


def _beside_stamp(body: Sequence[Line], jurisdiction: Jurisdiction) -> list[Line]:
    """Lines of the body into which a stamp reaches: pieces of its text stand in or next to them."""
    if not jurisdiction.stamp.texts:
        return []
    bearing = [
        at
        for at, line in enumerate(body)
        for cell in line.cells
        if len(cell.text) > _PIECE
        and is_stamp(cell.text, jurisdiction)
        and len(skeleton(cell.text)) > _PIECE
    ]
    near = {beside for at in bearing for beside in (at - 1, at, at + 1)}
    return [line for at, line in enumerate(body) if at in near] if near else []
