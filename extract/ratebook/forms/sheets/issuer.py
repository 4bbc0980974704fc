"""Who issued a sheet, under which order: the text fields of its foot."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from ratebook.forms.orders.words import states
from ratebook.forms.section import place_of
from ratebook.forms.sheets.foot import Label
from ratebook.forms.sheets.stamps import is_stamp
from ratebook.forms.sheets.text import joined, small_words
from ratebook.forms.tokens.titles import is_nearest_title
from ratebook.model.page import Line, Word
from ratebook.records.datum import Place, Standing
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.lookup import name_words

_FULL_NAME = regex.compile(r"[A-Z][A-Za-z.'’\-]+(?: [A-Z][A-Za-z.'’\-]*){1,4}")
_TYPED_SIGN = regex.compile(r"(?:/s/|Is[lI/]|/S/)\s*(?P<name>[A-Z][A-Za-z.'’\- ]{2,40})")
_FURTHER = regex.compile(
    r"(?:,?[ ](?:of|and|the|for|&|[A-Z][a-z]+(?:[ ]?[-/&][ ]?[A-Z][a-z]+)?))+(?=[^\w\t&]*(?:\t|$))"
    r"|,[ ][A-Z][A-Z &,]{2,40}(?=[^\w\t&]*(?:\t|$))"
)
_LONG_WORD = regex.compile(r"[A-Za-z]{4,}")
_LONGEST = 60
_LOST = 3
"""Heights of a line between two words of one title whose comma a scan lost, at most."""
_NO_NAME = regex.compile(r"[~^\\\]=·]|[A-Za-z]_[A-Za-z]|[a-z]\.[a-z]")
_SET_OVER = regex.compile(
    r" ?[-–—] ?(?!\d)[A-Z][a-z]+(?:(?: and| &| of|,)? [A-Z][a-z]+){0,4}(?=\s*(?:$|\t))"
)
"""What an officer is set over: `Vice President - Operations`."""
_DASHED = regex.compile(r"\s?[-–—]\s?[A-Za-z]+[a-z]")
"""What an officer is set over, of which not all is legible: `President- RaiBa & Regulalely`."""
_TITLE_LABEL = regex.compile(r"(?:(?:TITLE|Title)\b[\s:._]*)?")
_AND = regex.compile(r"\s*(?:and\b|&|/)")
_WORN_CASE = regex.compile(r"[\s.:#]*(?P<case>(?:[\dOoIl\-–—\s]){6,16})")
_AWAITED = regex.compile(
    r"\b(?:conclusion|outcome|completion|resolution|pending|refund|final\s+order)\b[^.]{0,40}$",
    regex.IGNORECASE,
)
"""`Subject to change and refund at the conclusion of Case No. ...`."""
_SHORT_CASE = 5
"""A case number of no more signs may be a piece of one."""
_OFFICE = regex.compile(r"(?:tions?|ings?|ments?|nces?|ics|ty|ties|ory|airs|cy|ales)$")
_GOES_ON = regex.compile(r"\s?[-–—.]?\s?\d")
"""More digits behind a number: it is a piece of one."""
_YEAR = regex.compile(r"(?:19|20)\d\d")


class Said(NamedTuple):
    """A text field of the foot. `listed` is the closed list a repaired value is of."""

    raw: str | None
    value: str | None
    standing: Standing
    place: Place
    repairs: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _title_pattern() -> regex.Pattern[str]:
    titles = sorted(name_words().titles, key=len, reverse=True)
    body = "|".join(r"\s+".join(regex.escape(w) for w in t.split()) for t in titles)
    return regex.compile(rf"(?<![A-Za-z])(?P<title>{body})(?![A-Za-z])", regex.IGNORECASE)


@lru_cache(maxsize=1)
def _title_words() -> tuple[tuple[str, str], ...]:
    """Titles of several words with the part that tells them from a shorter title."""
    return tuple((t, "".join(t.lower().split())) for t in name_words().titles if " " in t)


@lru_cache(maxsize=1)
def _title_openers() -> frozenset[str]:
    """The words with which the titles begin: without one, a text holds none."""
    return frozenset(small_words(title)[0] for title in name_words().titles)


@lru_cache(maxsize=2048)
def title_start(text: str) -> int | None:
    """Where the first title of a text begins."""
    m = _title_pattern().search(text)
    return m.start() if m else None


def title_in(line: Line, jurisdiction: Jurisdiction) -> Said | None:
    """The officer's title in a line, cells joined again; damaged ones from the closed list. On a
    scan a title is unreadable where the words beside it are: it may go on in them."""
    found = _undamaged_title(line, jurisdiction)
    if found is None or found.value is None:
        return found
    raw = found.raw or ""
    doubtful = _beside_damage(line, raw) or _nearly_known(line, found.value)
    if not (doubtful or _goes_on(line, raw)) or _fills_cell(line, found.value):
        return found
    return Said(found.raw, None, Standing.UNREADABLE, found.place)


def _fills_cell(line: Line, title: str) -> bool:
    """Whether a scanned title is one of the closed list letter by letter, of several words, with
    which no longer one begins, and all that stands in its cell: strokes through it hide nothing of
    what would be another title. The other engine's reading must be nearest to it, too."""
    titles = name_words().titles
    if title not in titles or " " not in title:
        return False
    if any(other != title and other.startswith(title) for other in titles):
        return False
    cell = next((c for c in line.cells if c.words and c.text.endswith(title)), None)
    if cell is None or _TITLE_LABEL.fullmatch(cell.text[: -len(title)]) is None:
        return False
    at = line.text.index(cell.text) + len(cell.text) - len(title)
    words = line.words_between(at, at + len(title))
    heard = " ".join(word.text if word.second is None else word.second for word in words)
    return is_nearest_title(title, heard) and not any(word.cut for word in words)


def _nearly_known(line: Line, title: str) -> bool:
    """Whether a scanned title has a word that is one letter off a word of the known titles."""
    if not any(word.score is not None for word in line.words):
        return False
    strange = _long_words(title) - _office_words()
    return any(Levenshtein.distance(a, b) == 1 for a in strange for b in _office_words())


def _beside_damage(line: Line, raw: str) -> bool:
    """Whether the word before this part of a line, or one behind it in its cell, is crossed or
    read differently by two engines; or whether it is crossed itself."""
    at = line.text.find(raw)
    if at < 0 or not line.cells[0].words:
        return False
    start, end = _after_label(line.text, at), line.text.find("\t", at + len(raw))
    before = line.words_between(start, max(at - 1, start))[-1:]
    behind = line.words_between(at + len(raw) + 1, len(line.text) if end < 0 else end)
    behind += () if end < 0 else _near_behind(line, at, end)
    if any(word.touched for word in line.words_between(at, at + len(raw))):
        return True  # What crosses it may hide what follows.
    return any(
        word.touched or word.agreed is False
        for word in (*before, *behind)
        if any(sign.isalnum() for sign in word.text) and not word.text.endswith(":")
    )


def _near_behind(line: Line, at: int, end: int) -> tuple[Word, ...]:
    """The first word of the cell behind a title, where the gap is that of a lost comma."""
    own, following = line.words_between(at, end), line.words_between(end + 1, len(line.text))[:1]
    if not own or not following:
        return ()
    left, right = own[-1].box, following[0].box
    if left is None or right is None:
        return ()
    return following if right[0] - left[2] < _LOST * (left[3] - left[1]) else ()


def _after_label(text: str, at: int) -> int:
    """Where the cell of a title begins, or the one before it that opens with its label."""
    start = text.rfind("\t", 0, at) + 1
    before = text.rfind("\t", 0, max(start - 1, 0)) + 1
    opens = text[before:start].partition(" ")[0].strip(" :._\t").lower()
    return before if start and Levenshtein.distance(opens, "title") <= 1 else start


def _goes_on(line: Line, raw: str) -> bool:
    """Whether the words behind a title are of an office, and none that it was taken with; or
    whether it ends its cell with a comma, and another cell follows; or a dash stands there."""
    at = line.text.find(raw)
    behind, _, further = line.text[at + len(raw) :].partition("\t") if at >= 0 else ("", "", "")
    if (further and behind.strip() in (",", "&")) or _DASHED.match(behind):
        return True
    return behind[:1] in (",", " ") and not _long_words(behind).isdisjoint(_office_words())


@lru_cache(maxsize=2048)
def is_of_office(text: str) -> bool:
    """Whether all longer words of a text are words of the known titles."""
    words = _long_words(text)
    return bool(words) and words <= _office_words()


def _long_words(text: str) -> set[str]:
    return set(_LONG_WORD.findall(text))


def _undamaged_title(line: Line, jurisdiction: Jurisdiction) -> Said | None:
    found = _title_in(line)
    if found is None or found.standing is not Standing.READ or found.value is None:
        return found
    at = line.text.index(found.value) if found.value in line.text else -1
    further = _FURTHER.match(line.text, at + len(found.value)) if at >= 0 else None
    if further is None or is_stamp(further.group(), jurisdiction):
        return found
    behind = without_place(further.group().rstrip(" ,"))
    if behind is None:
        return Said(found.raw, None, Standing.UNREADABLE, found.place)
    whole = found.value + behind
    place = place_of(line, at, at + len(whole))
    return Said(whole, whole, Standing.READ, place)


def without_place(behind: str) -> str | None:
    """What of the words behind a title belongs to it: not the city and state of the office. None
    where a word may be a city or a department."""
    *parts, last = behind.split(",")
    if last.strip() not in states() or not parts:
        return behind
    if len(parts) < 2:
        return parts[0]
    named = _long_words(parts[-1])
    if named & _office_words() or "&" in parts[-1] or " and " in parts[-1]:
        return ",".join(parts)
    return None if any(_OFFICE.search(word) for word in named) else ",".join(parts[:-1])


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    """The longer words of the known titles: what a department is called by, and no city."""
    return frozenset(_long_words(" ".join(name_words().titles)))


def _title_in(line: Line) -> Said | None:
    best: Said | None = None
    worn: Said | None = None
    for m in _titled(line.text):
        way = m.string
        if _ends_worn(way[: m.start()].rpartition("\t")[2]):
            worn = Said(way[:_LONGEST], None, Standing.UNREADABLE, place_of(line))
            continue
        more = _SET_OVER.match(way, m.end("title"))
        title = way[m.start("title") : more.end() if more else m.end("title")]
        whole = "\t" not in title and title in line.text
        said = " ".join(title.split())
        repairs = () if whole else ("joined across a column rule",)
        if best is None or len(said) > len(best.value or ""):
            standing = Standing.READ if whole else Standing.REPAIRED
            best = Said(said, said, standing, place_of(line), repairs)
    return _longer(line, best) if best else worn


@lru_cache(maxsize=2048)
def _titled(text: str) -> tuple[regex.Match[str], ...]:
    """The first title in each of the ways in which cells may belong together. Kept: a book has the
    same foot on all its sheets."""
    ways = dict.fromkeys((text, *joined(text))) if "\t" in text else (text,)
    may = [way for way in ways if not _title_openers().isdisjoint(small_words(way))]
    return tuple([m for way in may if (m := _title_pattern().search(way))])


@lru_cache(maxsize=2048)
def _ends_worn(before: str) -> bool:
    """Whether what stands before a title is the beginning of a longer one, or debris of it."""
    said = before.rstrip()
    last = said.rpartition(" ")[2]
    return said.endswith(("&", " and", "/")) or _NO_NAME.search(last) is not None


def _longer(line: Line, best: Said | None) -> Said | None:
    """Where a title goes on damaged (`President and CEC`), the one title of the list it can be."""
    if best is None or best.value is None or best.standing is not Standing.READ:
        return best
    at = line.text.index(best.raw or "")
    rest = " ".join(line.text[at:].replace("\t", " ").split())
    if not rest.startswith(best.value) or _AND.match(rest, len(best.value)) is None:
        return best
    begun = [" ".join(rest.split()[:words]).rstrip(".,;") for words in (3, 4)]
    said_bare = [(said, "".join(said.lower().split())) for said in begun if said]
    near: dict[str, str] = {}
    for title, bare in _title_words():
        for said, other in said_bare:
            if Levenshtein.distance(other, bare, score_cutoff=1) == 1:
                near[title] = said
    if len(near) == 1:
        title, said = next(iter(near.items()))
        note = f"{said!r} is {title!r} of the closed list"
        listed = tuple(title for title, _ in _title_words())
        return Said(said, title, Standing.REPAIRED, best.place, (note,), listed)
    return Said(rest[:40], None, Standing.UNREADABLE, best.place)


def signer(line: Line, start: int, end: int, *, typed: bool) -> Said:
    """Who signed, in `line.text[start:end]`. A name is taken only where it is printed in type,
    on a scan where two engines read the same; handwriting is `unreadable`."""
    rest = line.text[start:end].strip(" \t:._")
    place = place_of(line, start, end)
    signed = _TYPED_SIGN.search(rest)
    if signed:
        return Said(signed.group(), " ".join(signed["name"].split()), Standing.READ, place)
    titled = title_start(rest)
    opens = line.text.find(rest, start)
    # A title behind a comma is of the same line of type as the name: nobody signs so.
    listed = bool(titled) and line.number is not None and rest[:titled].rstrip().endswith(",")
    typed = typed or listed or _read_alike(line, opens, opens + (titled or len(rest)))
    if typed and titled:
        rest = rest[:titled].rstrip(" ,")
    if typed and _FULL_NAME.fullmatch(rest):
        return Said(rest, rest, Standing.READ, place)
    return Said(rest or None, None, Standing.UNREADABLE, place)


def _read_alike(line: Line, start: int, end: int) -> bool:
    """Whether two engines read all words of a part of a scanned line alike: no handwriting."""
    words = [w for w in line.words_between(start, end) if any(map(str.isalpha, w.text))]
    return bool(words) and all(word.agreed and not word.touched for word in words)


def case_after(line: Line, label: Label, jurisdiction: Jurisdiction) -> Said | None:
    """The case number behind its label; spaces and column rules in it are taken out. None of a case
    whose end the sheet waits for: it is no authority."""
    if _AWAITED.search(line.text[: label.start]):
        return None
    rest = line.text[label.end : label.end + 40]
    m = jurisdiction.case.match(rest, len(rest) - len(rest.lstrip(" \t\n.:#_")))
    if m and len(m.group()) > _SHORT_CASE:
        start = label.end + m.start()
        place = place_of(line, start, start + len(m.group()))
        return Said(m.group(), m.group(), Standing.READ, place)
    worn = _WORN_CASE.match(rest)
    place = place_of(line, label.end, len(line.text))
    if worn:
        found = {c for way in joined(worn["case"]) if (c := _shaped(way, jurisdiction))}
        if len(found) == 1:
            raw = worn["case"].strip()
            return Said(raw, found.pop(), Standing.REPAIRED, place, (f"put together from {raw!r}",))
    if m and not _GOES_ON.match(rest, m.end()):
        return Said(m.group(), m.group(), Standing.READ, place)
    return Said(rest.strip() or None, None, Standing.UNREADABLE, place) if rest.strip() else None


def _shaped(text: str, jurisdiction: Jurisdiction) -> str | None:
    bare = "".join(text.split()).replace("–", "-").replace("—", "-")
    return bare if jurisdiction.case.fullmatch(bare) and len(bare) > _SHORT_CASE else None


def case_year(case: str | None) -> int | None:
    """The year a case number begins with, where it begins with one."""
    m = _YEAR.match(case or "")
    return int(m.group()) if m else None
