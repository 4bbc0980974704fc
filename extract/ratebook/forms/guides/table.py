"""The access methods of a guide: a drawn table, or rows whose columns have run together.

`PortalResidential, CommercialBills, payment historyDaily usageHTML, PDF` is cut where a capital or
a digit follows without a space. Words that the guide itself writes so ("SmartHub") are no cuts. A
row counts only where the number of texts is that of the columns and two columns are recognised.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import regex

from ratebook.forms.guides.words import any_of, guide_phrases, guides
from ratebook.forms.guides.wrapped import PARTIES, Wrapped, heading_of, rows_below
from ratebook.model.page import Line
from ratebook.records.datum import Place

_CAMEL = regex.compile(r"(?<![\w-])(?:[A-Za-z]*[a-z][A-Z]|[A-Z]{2,}[a-z])\w*")
_CUTS = regex.compile(r"(?<=[a-z0-9)%])(?=[A-Z])|(?<=[a-z)])(?=\d)|(?<=[A-Z])(?=[A-Z][a-z](?!\b))")
_MARK = regex.compile(r"[✓✔☑✅✗✘✕❌]|(?<=\S)[—](?=\S)")
_SECTION = regex.compile(r"^\s*\d{1,2}\s*$")
_MOST_ROWS = 60
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One access method. `cells` holds the texts that are certain; `choices` what a field may be
    where they are not. `more` are lines that its texts are wrapped over, with the `places` of the
    whole texts."""

    line: Line
    cells: dict[str, str]
    choices: dict[str, tuple[str, ...]]
    more: tuple[Line, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict[str, Place])


@dataclass(frozen=True, slots=True)
class AccessTable:
    """The rows of the table; `heading` is its first line, `lines` are all it takes up."""

    heading: Line
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]


@lru_cache(maxsize=1)
def _labels() -> tuple[regex.Pattern[str], dict[str, str]]:
    names = {
        label.lower(): column for column, labels in guides()["columns"].items() for label in labels
    }
    parts = [
        r"\s*".join(map(regex.escape, n.split())) for n in sorted(names, key=len, reverse=True)
    ]
    squashed = {"".join(n.split()): column for n, column in names.items()}
    return regex.compile("|".join(parts), regex.IGNORECASE), squashed


def read_heading(text: str) -> tuple[str, ...]:
    """The columns a heading line names, in order; empty where it is no heading of this table."""
    pattern, names = _labels()
    found = [names["".join(m.group().lower().split())] for m in pattern.finditer(text)]
    rest = pattern.sub("", text)
    if "method" not in found or len(set(found)) < 4 or len(found) != len(set(found)):
        return ()
    return tuple(found) if len(regex.sub(r"[\s|]", "", rest)) <= 4 else ()


def find_table(lines: list[Line]) -> AccessTable | None:
    """The table of access methods; None where the guide prints none."""
    for i, line in enumerate(lines):
        wrapped = _wrapped(lines, i)
        if wrapped is not None:
            return wrapped
        columns = read_heading(line.text)
        if not columns:
            continue
        drawn = len([cell for cell in line.cells if cell.text]) >= len(columns)
        rows = _drawn_rows(lines, i, columns) if drawn else _glued_rows(lines, i, columns)
        used = [line, *(row.line for row in rows)]
        return AccessTable(line, tuple(rows), tuple(used))
    return None


def _wrapped(lines: list[Line], at: int) -> AccessTable | None:
    """The table of a page with geometry, its heading on one line or on two."""
    if "method" not in lines[at].text.lower() and "channel" not in lines[at].text.lower():
        return None
    pattern, names = _labels()
    for count in (1, 2):
        heading = lines[at : at + count]
        columns = heading_of(heading, pattern, names)
        rows = (
            rows_below(lines[at + count :], columns, lambda t: bool(_party(t))) if columns else []
        )
        if rows and any(c.name in PARTIES for c in columns):
            made = [_wrapped_row(row) for row in rows]
            used = [*heading, *(line for row in rows for line in row.lines)]
            return AccessTable(lines[at], tuple(made), tuple(used))
    return None


def _wrapped_row(row: Wrapped) -> Row:
    texts = {name: row.text(name) for name in row.words}
    said = {n: _party(t) if n in PARTIES else t for n, t in texts.items()}
    cells = {name: text for name, text in said.items() if text}
    places = {name: row.place(name) for name in row.words}
    return Row(row.lines[0], cells, {}, tuple(row.lines[1:]), places)


def _drawn_rows(lines: list[Line], at: int, columns: tuple[str, ...]) -> list[Row]:
    """Rows of a table whose cells stand apart; one without a method goes on with the one above."""
    heads = lines[at].cells
    rows: list[Row] = []
    for line in lines[at + 1 : at + 1 + _MOST_ROWS]:
        if len(line.cells) < 2:
            break
        texts = _by_column(line, heads if line.number is None else None, columns)
        if texts is None:
            break
        answers = any(_party(texts.get(name, "")) for name in PARTIES)
        if not texts.get("method") and rows and not answers:
            for name, text in texts.items():
                rows[-1].cells[name] = f"{rows[-1].cells.get(name, '')} {text}".strip()
            rows[-1] = replace(rows[-1], more=(*rows[-1].more, line))
            continue
        cells = {n: _party(t) if n in PARTIES else t for n, t in texts.items() if t}
        rows.append(Row(line, {n: t for n, t in cells.items() if t}, {}))
    return rows


def _by_column(
    line: Line, heads: tuple[object, ...] | None, columns: tuple[str, ...]
) -> dict[str, str] | None:
    """Texts by column: by position in a drawn row, by left edge on a page with geometry."""
    if heads is None:
        if len(line.cells) > len(columns):
            return None
        return {name: cell.text for name, cell in zip(columns, line.cells, strict=False)}
    texts: dict[str, str] = {}
    lefts = [getattr(head, "left") for head in heads]  # noqa: B009
    for cell in line.cells:
        middle = min(cell.right, cell.left + 12)
        index = max((i for i, left in enumerate(lefts) if left <= middle), default=0)
        texts[columns[index]] = f"{texts.get(columns[index], '')} {cell.text}".strip()
    return texts


def _party(text: str) -> str:
    """`yes` or `no` for a mark; empty where the mark is not known."""
    bare = text.strip().lower()
    if bare in guides()["marks_yes"]:
        return "yes"
    return "no" if bare in guides()["marks_no"] else ""


def _glued_rows(lines: list[Line], at: int, columns: tuple[str, ...]) -> list[Row]:
    """Rows whose columns have run together, up to the first line that is none."""
    end = at + 1
    while end < len(lines) and end <= at + _MOST_ROWS and _is_glued(lines[end]):
        end += 1
    # What the rows themselves glue together says nothing about how the guide writes a word.
    known = _known_words(lines[:at] + lines[end:])
    rows: list[Row] = []
    for line in lines[at + 1 : end]:
        parts = split_glued(line.text, known)
        if len(parts) < 2:
            break
        rows.append(_glued_row(line, parts, columns))
    return rows


def _is_glued(line: Line) -> bool:
    """Whether the line can be a row; the words of the lookup alone are taken as whole."""
    if len(line.text) > _LONGEST:
        return False
    count = len(split_glued(line.text, frozenset(guides()["brands"])))
    return count > 1 and (count > 3 or not _ends_table(line))


def _ends_table(line: Line) -> bool:
    """Whether the line begins another part of the guide."""
    text = line.text.strip().lower()
    return bool(_SECTION.match(text)) or is_heading_text(text)


def _known_words(lines: list[Line]) -> frozenset[str]:
    """Mixed words the guide writes as one, standing apart in prose, and those of the lookup."""
    words = Counter(_CAMEL.findall("\n".join(line.text for line in lines)))
    # A word that stands alone once may itself be glued; twice it is how the guide writes it.
    return frozenset(w for w, n in words.items() if n > 1) | frozenset(guides()["brands"])


def split_glued(text: str, known: frozenset[str]) -> list[str]:
    """The texts that have run together in `text`."""
    cuts = {m.start() for m in _CUTS.finditer(text)} - _inner(text, known)
    cuts |= _capital_runs(text)
    for name in guides()["placeholders"]:
        if "/" in name:
            for m in regex.finditer(regex.escape(name), text):
                cuts -= set(range(m.start() + 1, m.end()))
                cuts |= {m.start(), m.end()}
    for m in _MARK.finditer(text):
        cuts |= {m.start(), m.end()}
    edges = sorted({0, len(text)} | {c for c in cuts if 0 < c < len(text)})
    parts = [text[a:b].strip() for a, b in itertools.pairwise(edges)]
    return [part for part in parts if part]


def _inner(text: str, known: frozenset[str]) -> set[int]:
    """Places inside a known word that begins where a word or a text can begin."""
    inner: set[int] = set()
    for word in known:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            before, after = text[at - 1 : at], text[end : end + 1]
            if not before.isupper() and not after.islower():
                inner |= set(range(at + 1, end))
            at = text.find(word, at + 1)
    return inner


def _capital_runs(text: str) -> set[int]:
    """Cuts in runs of capitals that are two file formats: `APIJSON`."""
    words = frozenset(guides()["formats"])
    cuts: set[int] = set()
    for m in regex.finditer(r"(?<![A-Z])[A-Z]{5,10}(?![A-Za-z])", text):
        if m.group() in words:
            continue
        splits = [
            i for i in range(2, len(m.group()) - 1) if {m.group()[:i], m.group()[i:]} <= words
        ]
        if len(splits) == 1:
            cuts.add(m.start() + splits[0])
    return cuts


def _glued_row(line: Line, parts: list[str], columns: tuple[str, ...]) -> Row:
    plain = tuple(c for c in columns if c not in PARTIES)
    marks = [part for part in parts if _MARK.fullmatch(part)]
    if (
        marks
        and len(marks) == len([c for c in columns if c in PARTIES])
        and len(parts) == len(columns)
    ):
        cells = dict(zip(columns, parts, strict=True))
        cells |= {c: _party(cells[c]) for c in PARTIES if c in cells}
        if all(cells[c] for c in PARTIES if c in cells) and _recognised(cells) >= 2:
            return Row(line, cells, {})
    if not marks and len(parts) == len(plain):
        cells = dict(zip(plain, parts, strict=True))
        if any(_is_placeholder(parts[i]) for i in range(1, len(parts))):
            return Row(line, {"method": cells["method"]}, _placements(parts, plain, columns))
        if _recognised(cells) >= 2 and not _half_a_name(cells["method"]):
            return Row(line, cells, {})
    method = {"method": parts[0]} if _starts_columns(parts[1], plain) else {}
    choices = {column: tuple(dict.fromkeys(parts[1:])) for column in plain[1:]}
    if not method:
        choices["method"] = (parts[0], f"{parts[0]}{parts[1]}")
    return Row(line, method, choices)


def _half_a_name(method: str) -> bool:
    """Whether the method may be half of a name that is written as one (`Home` of `HomeView`)."""
    return " " not in method and method[-1:].isalpha()


def _is_placeholder(text: str) -> bool:
    return text in guides()["placeholders"]


def _placements(
    parts: list[str], plain: tuple[str, ...], columns: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """What each column may hold: the texts in order, or from the first column after the method."""
    choices: dict[str, tuple[str, ...]] = {}
    shifted = dict(zip(columns[1:], parts[1:], strict=False))
    for column, text in zip(plain[1:], parts[1:], strict=True):
        choices[column] = tuple(
            dict.fromkeys([text, *([shifted[column]] if column in shifted else [])])
        )
    return choices


def _recognised(cells: dict[str, str]) -> int:
    """How many columns hold a word of theirs."""
    words = guides()["column_words"]
    return sum(
        1 for column in words if column in cells and _column_pattern(column).search(cells[column])
    )


@lru_cache(maxsize=8)
def _column_pattern(column: str) -> regex.Pattern[str]:
    return any_of(guides()["column_words"][column])


def _starts_columns(text: str, plain: tuple[str, ...]) -> bool:
    """Whether the text right of the method begins with words of the column that stands there."""
    column = plain[1] if len(plain) > 1 else ""
    return column in guides()["column_words"] and _opening(column).match(text) is not None


@lru_cache(maxsize=8)
def _opening(column: str) -> regex.Pattern[str]:
    """A word of the column among the first three, the next text glued to it or not."""
    words = "|".join(map(regex.escape, guides()["column_words"][column]))
    return regex.compile(rf"(?:\S+\s+){{0,2}}(?:{words})", regex.IGNORECASE)


def is_heading_text(text: str) -> bool:
    """Whether the line begins one of the parts every guide has."""
    return guide_phrases("headings").match(text.strip()) is not None
