"""The head of a sheet: which lines it takes, and the book, sheet and revision it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex
from rapidfuzz import fuzz

from ratebook.forms.sheets.text import Passage
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.ordinal import ORDINAL, ordinal_number
from ratebook.rules.phrase import lines_with, silhouette, silhouette_of_lines
from ratebook.rules.unnamed import UNNAMED

_KEPT = 8192
"""Lines whose head items are kept: each is asked for several times while a document is cut."""
_NEAR = 40
_FEW_WORDS = 8
_SMALL_WORDS = 4
_SPAN = 12
_BREAK = 3
_ALIKE = 77.0
_LONG_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{5,12}")
_RUNS_ON = regex.compile(
    r"[-‐–.]?[OoQlISBZG|]{1,3}\d*(?![A-Za-z\d])|(?i:st|nd|rd|th)(?![a-z])"
    r"|\s\d(?!\d?(?i:st|nd|rd|th))"
)
"""What tells that a number is not all there: a digit read as a letter, an ordinal, more digits."""
_CUT_BEFORE = regex.compile(r"(?:-|\bof)\s*$|(?<!sectio)[A-Za-z]\s\d\s?$", regex.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]{2,}")
_SMALL_WORD = regex.compile(r"\b[a-z]{2,}\b")
_LONE = frozenset({"original", "bare", "cancel"})
_TURNS = frozenset({"rev", "original"})
_ONCE = frozenset({"book", "sheet", "rev"})
_ORDINAL_ALONE = regex.compile(rf"[\s:]{{1,3}}(?P<n>{ORDINAL})\s*(?=\n|$)", regex.IGNORECASE)


class Item(NamedTuple):
    """One part of a head: its kind (book, sheet, rev, original, bare, label, cancel), what it says
    and where it stands in the text it was found in."""

    kind: str
    said: str | None
    start: int
    end: int


class Part(NamedTuple):
    """What one half of a head says, by kind: the sheet itself, or what it cancels."""

    items: tuple[Item, ...]

    def get(self, kind: str) -> Item | None:
        """The first item of a kind."""
        for item in self.items:
            if item.kind == kind:
                return item
        return None

    def all(self, kind: str) -> list[Item]:
        """All items of a kind."""
        return [item for item in self.items if item.kind == kind]

    @property
    def revision(self) -> Item | None:
        """The item that tells the revision, if it is printed."""
        return self.get("rev") or self.get("label") or self.get("original")


@lru_cache(maxsize=_KEPT)
def head_items(text: str, jurisdiction: Jurisdiction) -> tuple[Item, ...]:
    """The parts of a head that a text holds, in order."""
    if not _hinted(text, jurisdiction):
        return ()
    items = [_item(m, jurisdiction) for m in jurisdiction.head.finditer(text)]
    items = list(_with_short(items, text, jurisdiction))
    if items and all(item.kind != "cancel" for item in items):
        items += _worn_cancel(text, items, jurisdiction)
        items.sort(key=lambda item: item.start)
    return tuple(items)


def lines_of_heads(lines: Sequence[Line], jurisdiction: Jurisdiction) -> list[int]:
    """The indices of the lines that hold parts of a head, in order. Most lines hold no word of one,
    as one look at all of them tells."""
    shapes = silhouette_of_lines("\n".join([line.text for line in lines]))
    hints = (*jurisdiction.hints, *jurisdiction.short_hints)
    hinted = {at for hint in hints for at in lines_with(hint, shapes)}
    return [at for at in sorted(hinted) if head_items(lines[at].text, jurisdiction)]


def _with_short(items: Sequence[Item], text: str, jurisdiction: Jurisdiction) -> Iterator[Item]:
    """The items, with what only has a meaning right behind one of them: the bare number of a sheet
    behind its revision (`1st Revised No. 200`), the bare ordinal behind `Cancels`."""
    for at, item in enumerate(items):
        yield item
        follower = items[at + 1].start if at + 1 < len(items) else len(text)
        short = jurisdiction.short if item.kind in _TURNS else None
        number = short.match(text, item.end) if short else None
        if number and number.end() <= follower:
            said = None if _RUNS_ON.match(text[number.end() :][:4]) else number["sheet_no"]
            yield Item("sheet", said, number.start("sheet"), number.end())
        alone = _ORDINAL_ALONE.match(text, item.end) if item.kind == "cancel" else None
        if alone and alone.end() <= follower:
            told = ordinal_number(alone["n"])
            yield Item("label", None if told is None else str(told), alone.start("n"), alone.end())


def _hinted(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a text holds a word without which nothing is a part of a head: a quick test."""
    holds = silhouette(text).__contains__
    if any(map(holds, jurisdiction.hints)):
        return True
    short = jurisdiction.openers
    if short is None or not any(map(holds, jurisdiction.short_hints)):
        return False
    return short.search(text) is not None


def _worn_cancel(text: str, items: Sequence[Item], jurisdiction: Jurisdiction) -> list[Item]:
    """A damaged cancelling verb between the parts of a head: GANCELLING, C8nce1mg."""
    for m in _LONG_WORD.finditer(text):
        if any(item.start < m.end() and m.start() < item.end for item in items):
            continue
        said = m.group().lower()
        for verb in jurisdiction.sheet.cancelling:
            if abs(len(said) - len(verb)) <= 2 and fuzz.ratio(said, verb.lower()) >= _ALIKE:
                return [Item("cancel", None, m.start(), m.end())]
    return []


def _item(m: regex.Match[str], jurisdiction: Jurisdiction) -> Item:
    kind = (m.lastgroup or "").removesuffix("_no")
    said: str | None = None
    rest = m.string[m.end() : m.end() + 8]
    if kind == "book" and m["book_no"] and not _RUNS_ON.match(rest):
        said = _series(m["book"], jurisdiction) + m["book_no"]
    elif kind == "sheet" and not _RUNS_ON.match(rest):
        said = m["sheet_no"]
    elif kind in ("rev", "original") and _CUT_BEFORE.search(m.string[: m.start()][-12:]):
        said = None
    elif kind == "rev":
        number = ordinal_number(m["ordinal"])
        said = None if number is None else str(number)
    elif kind == "label":
        said = None if _RUNS_ON.match(rest) else m["count"]
    elif kind == "original":
        said = "0"
    return Item(kind, said, m.start(), m.end())


def _series(label: str, jurisdiction: Jurisdiction) -> str:
    """What is put before a number so that two series of books are not taken for one."""
    bare = silhouette(label)
    for start, prefix in jurisdiction.sheet.series.items():
        if bare.startswith(silhouette(start)):
            return prefix
    return ""


def halves(items: Sequence[Item]) -> tuple[Part, Part]:
    """The items of the sheet itself, and those of what it cancels."""
    kinds = [item.kind for item in items]
    if "cancel" not in kinds:
        return Part(tuple(items)), Part(())
    cut = kinds.index("cancel")
    if _book_below(kinds[:cut], kinds[cut + 1 :]):
        return Part((*items[:cut], items[-1])), Part(tuple(items[cut + 1 : -1]))
    return Part(tuple(items[:cut])), Part(tuple(items[cut + 1 :]))


def _book_below(own: Sequence[str], cancelled: Sequence[str]) -> bool:
    """Whether the one book a head prints stands below what the sheet cancels: it is of both."""
    books = cancelled.count("book") == 1 and cancelled[-1] == "book"
    return books and "sheet" in own and "book" not in own and "sheet" in cancelled


def is_head(items: Sequence[Item], jurisdiction: Jurisdiction) -> bool:
    """Whether these items together open a sheet, and are not a mention of one."""
    own, cancelled = halves(items)
    has_cancel = any(item.kind == "cancel" for item in items)
    if jurisdiction.code == UNNAMED:
        # Nothing else tells such a head from a sheet that is only spoken of.
        return own.get("sheet") is not None and bool(cancelled.items)
    if not jurisdiction.sheet.books:
        return own.get("sheet") is not None and bool(own.revision or own.get("bare") or has_cancel)
    if own.get("book") is None:
        return False
    return own.get("sheet") is not None or (has_cancel and cancelled.get("book") is not None)


@lru_cache(maxsize=_KEPT)
def head_line(text: str, jurisdiction: Jurisdiction) -> tuple[Item, ...]:
    """The items of a line that may belong to a head; none where they are a mention in a text."""
    if len(text) > 4000:
        return ()
    items = head_items(text, jurisdiction)
    return _of_head(text, items) if items else ()


def _of_head(text: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    if _is_sentence(text) and not _close(items):
        return ()
    rest = len(_WORD.findall(text)) - sum(len(_WORD.findall(text[i.start : i.end])) for i in items)
    if all(item.kind in _LONE for item in items):
        return items if rest <= 1 else ()
    if rest <= _FEW_WORDS:
        return items
    return items if len({i.kind for i in items}) >= 3 and _close(items) else ()


def _is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does: some small words, and a full stop."""
    said = text.rstrip()
    if not said.endswith("."):
        return False
    return len(_SMALL_WORD.findall(said[:-1].rpartition(".")[2])) >= _SMALL_WORDS


def _close(items: Sequence[Item]) -> bool:
    """Whether the items follow each other closely, as in a head without line breaks."""
    return all(b.start - a.end <= _NEAR for a, b in pairwise(items))


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """The lines of a head, from index `start` up to `end`, in the lines it was found in."""

    start: int
    end: int


def find_head(lines: Sequence[Line], at: int, jurisdiction: Jurisdiction) -> HeadBlock | None:
    """The head that opens at line `at`, if one does. It ends where its lines stop, or where an item
    is printed for a second time, as a list of sheets does."""
    gathered = head_line(lines[at].text, jurisdiction)
    if not gathered:
        return None
    last = at
    for index in range(at + 1, min(at + _SPAN, len(lines))):
        if lines[index].page != lines[at].page or index - last > _BREAK:
            break
        more = head_line(lines[index].text, jurisdiction)
        if more and _repeats(gathered, more):
            break
        if more:
            gathered += more
            last = index
    if not is_head(gathered, jurisdiction):
        return None
    if jurisdiction.code == UNNAMED and any(map(_speaks, lines[at : last + 1])):
        return None
    while last + 1 < len(lines) and _is_worn(lines[last + 1], lines[at], jurisdiction):
        last += 1
    return HeadBlock(at, last + 1)


def _speaks(line: Line) -> bool:
    """Whether a line has the small words of a sentence, which speaks of a sheet."""
    return len(_SMALL_WORD.findall(line.text)) >= _SMALL_WORDS


def _is_worn(line: Line, first: Line, jurisdiction: Jurisdiction) -> bool:
    """Whether a line right below a head is a damaged part of it."""
    if line.page != first.page or line.tabular or not any(map(str.isdigit, line.text)):
        return False
    said = silhouette(line.text)
    if not 6 <= len(said) <= 60:
        return False
    return any(
        len(said) >= len(part) and fuzz.partial_ratio(part, said, score_cutoff=_ALIKE)
        for part in jurisdiction.worn_outlines
    )


def _repeats(gathered: Sequence[Item], more: Sequence[Item]) -> bool:
    """Whether one half of a head would print a book, a sheet or a revision twice."""
    kinds = [item.kind for item in (*gathered, *more)]
    cut = kinds.index("cancel") if "cancel" in kinds else len(kinds)
    return any(half.count(kind) > 1 for half in (kinds[:cut], kinds[cut:]) for kind in _ONCE)


def loose_head(lines: Sequence[Line], jurisdiction: Jurisdiction) -> HeadBlock | None:
    """What a sheet prints of a head that is not whole, among the first lines of its page: its
    number with a revision or with what it cancels, or a book's number alone."""
    found: list[int] = []
    items: tuple[Item, ...] = ()
    for at, line in enumerate(lines[:_SPAN]):
        more = head_line(line.text, jurisdiction) if line.page == lines[0].page else ()
        rest = _without(line.text, more)
        if not more or _SMALL_WORD.search(rest) or any(map(str.isdigit, rest)):
            if found and at - found[-1] > _BREAK:
                break
            continue
        if _repeats(items, more):
            return None
        found.append(at)
        items += more
    own, _ = halves(items)
    whole = own.get("sheet") and (own.revision or any(i.kind == "cancel" for i in items))
    alone = len(found) == 1 and not any(map(str.isalpha, _without(lines[found[0]].text, items)))
    if whole or own.get("book") or (own.get("sheet") and alone):
        return HeadBlock(found[0], found[-1] + 1)
    return None


def _without(text: str, items: Sequence[Item]) -> str:
    """What a line says beside the parts of a head."""
    for item in items:
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def head_of(lines: Sequence[Line], jurisdiction: Jurisdiction) -> HeadBlock | None:
    """The first head among the first lines of a section."""
    for at in range(min(len(lines), _SPAN)):
        found = find_head(lines, at, jurisdiction)
        if found:
            return found
    return None


class SheetPage(NamedTuple):
    """The lines of one page of a sheet, and those of its head; none where no head is found."""

    lines: tuple[Line, ...]
    head: tuple[Line, ...]


def pages_of(lines: Sequence[Line], jurisdiction: Jurisdiction) -> list[SheetPage]:
    """The pages of a sheet: cut where the source turns a page, or prints the head again."""
    cuts = [0]
    heads: dict[int, HeadBlock] = {}
    until = 0
    page = lines[0].page if lines else 0
    named = {*lines_of_heads(lines, jurisdiction)}
    for at, line in enumerate(lines):
        turned, page = line.page != page, line.page
        if at < until:
            continue
        block = find_head(lines, at, jurisdiction) if at in named else None
        if turned or (block and until):
            cuts.append(at)
        if block and at - cuts[-1] < _SPAN:
            heads.setdefault(cuts[-1], block)
        until = block.end if block else until
    if not heads and (loose := loose_head(lines, jurisdiction)):
        heads[0] = loose
    pages: list[SheetPage] = []
    for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True):
        block = heads.get(start)
        head = lines[block.start : min(block.end, end)] if block else ()
        pages.append(SheetPage(tuple(lines[start:end]), tuple(head)))
    return pages


def identity_of(lines: Sequence[Line], jurisdiction: Jurisdiction) -> tuple[str | None, ...] | None:
    """Book, sheet and revision that a section prints; None where it prints no sheet number."""
    block = head_of(lines, jurisdiction)
    if block is None:
        return None
    text = Passage(tuple(lines[block.start : block.end])).text
    own, _ = halves(head_items(text, jurisdiction))
    book, sheet, revision = own.get("book"), own.get("sheet"), own.revision
    if sheet is None or sheet.said is None:
        return None
    return (book and book.said, sheet.said, revision and revision.said)
