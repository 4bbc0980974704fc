"""Cuts a document into its sections: sheets, orders, appendices, guides and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

import regex
from rapidfuzz import fuzz

from ratebook.forms.appended import opens_alone, opens_another, opens_uncaptioned
from ratebook.forms.section import Section, SectionKind
from ratebook.forms.sheets.companies import company_in, utility_of
from ratebook.forms.sheets.foot import has_foot
from ratebook.forms.sheets.footed import footed
from ratebook.forms.sheets.head import find_head, head_items, identity_of, lines_of_heads
from ratebook.forms.sheets.stamps import is_stamp
from ratebook.forms.sheets.territory import opens_form
from ratebook.forms.sheets.underfoot import heads_first
from ratebook.model.page import Document, Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import innermost, lines_with, pieces, skeleton, skeleton_of_lines
from ratebook.rules.unnamed import UNNAMED, unnamed, with_unnamed

_GUIDE = regex.compile(r"\bData Access Guide\s*$", regex.IGNORECASE)
_ALIKE = 88.0
_BEGINS = 90.0
_DEEP = 40
_SHORTEST = 5
_LEAD = 12
_FIRST = 6
_WIDE = 500
_LONGEST = 100
_NAMED_WITHIN = 160
_AMENDED = regex.compile(
    r"^(?:amended|revised|corrected|first|second|third)+(?=appendix)"
    r"|(?<=^appendix[a-z\d]{0,2})(?:amended|revised|corrected)$"
)
_NAMED = 3
"""Words of another state from which a document is not one of a state it never names."""
_NOTICE = regex.compile(r"\W*(?:[A-Z]+\s){0,2}NOTICE(?:\s(?:TO|OF)\s[A-Z ]{3,60})?\W*")
"""What heads a page that announces rates nobody has set: `OFFICIAL NOTICE`."""
_TO_ORDER = ("totheorder", "toanorder", "tothisorder")


@dataclass(frozen=True, slots=True)
class _Opening:
    """The words with which the orders of a jurisdiction and their appendices open."""

    profile: Jurisdiction
    first: str
    caption: tuple[tuple[str, ...], ...]
    appendix: str
    appendix_caption: str
    pieces: tuple[str, ...]

    def may_open(self, said: str) -> bool:
        """Whether a piece of the first words stands in a line, or in some: a quick test."""
        return any(map(said.__contains__, self.pieces))

    def is_order(self, near: Sequence[str]) -> bool:
        """Whether the rest of an order's caption stands in these lines."""
        return all(
            any(_begins_with(s, words, 60) for s in near for words in known)
            for known in self.caption
        )

    def is_appendix(self, below: Iterator[str]) -> bool:
        """Whether the lines below an appendix's first say what it is one to."""
        return any(_begins_with(s, self.appendix_caption, 400) for s in below)


@lru_cache(maxsize=64)
def _opening(profile: Jurisdiction) -> _Opening:
    """The words of a profile, letters and digits only."""
    words = profile.order
    known = [tuple(map(skeleton, phrase.split("|"))) for phrase in words.caption or ("",)]
    (first, *_), *caption = known
    appendix, below = skeleton(words.appendix), skeleton(words.appendix_caption)
    parts = innermost(p for words in (first, appendix) for p in _pieces(words))
    return _Opening(profile, first, tuple(caption), appendix, below, parts)


def _begins_with(said: str, wanted: str, spare: int) -> bool:
    """Whether a line begins with a phrase and says little more (`spare` signs)."""
    if not wanted or not len(wanted) - 2 <= len(said) <= len(wanted) + spare:
        return False
    return fuzz.ratio(said[: len(wanted)], wanted, score_cutoff=_BEGINS) > 0


def _pieces(wanted: str) -> tuple[str, ...]:
    """Pieces of a phrase one of which stands whole in every line that begins with it."""
    lost = int((1 - _BEGINS / 100) * 2 * len(wanted) + 1e-6)
    return pieces(wanted, lost) if wanted else ()


@dataclass(slots=True)
class _Open:
    """The section being gathered."""

    kind: SectionKind
    jurisdiction: Jurisdiction | None
    lines: list[Line] = field(default_factory=list[Line])
    utility: str | None = None

    @property
    def complete(self) -> bool:
        """Whether the foot of this sheet has been seen."""
        profile = self.jurisdiction
        if self.kind != "sheet" or profile is None:
            return False
        return any(has_foot(line, profile) for line in reversed(self.lines[-_DEEP:]))


def split(document: Document, jurisdictions: Mapping[str, Jurisdiction]) -> list[Section]:
    """The sections of a document in order; together they hold all its lines."""
    asked = _witnessed(document, jurisdictions)
    lines = heads_first(document.lines, asked[0]) if asked else document.lines
    cutter = _Cutter(lines, asked)
    for at, until in pairwise((*cutter.openings(), len(lines))):
        cutter.take(at, until)
    typed = {page.number for page in document.pages if page.source == "text-layer"}
    made = cutter.sections(typed)
    if asked:
        # Of a document that names no state, no state's form is asked.
        form = asked[-1] if asked[-1].code == UNNAMED else asked[0]
        made = [one for s in made for one in (footed(s, form) if s.kind == "other" else (s,))]
    return _merged(made, with_unnamed(jurisdictions))


def _witnessed(document: Document, jurisdictions: Mapping[str, Jurisdiction]) -> list[Jurisdiction]:
    """The jurisdictions, those first whose words the document prints most. One whose sheets print
    no book, and so could be any other's, is asked only where no other is named more often; one
    whose books name the state, only where the document names it."""
    text = " ".join([line.text for line in document.lines[:400]])
    low = text.lower()
    counts = {
        code: sum(
            text.count(word) + text.count(high)
            for word, high, small in _cases(profile.witnesses)
            if small in low
        )
        for code, profile in jurisdictions.items()
    }
    most = max(counts.values(), default=0)
    asked = [p for p in jurisdictions.values() if _is_asked(p, counts[p.code], most)]
    asked.sort(key=lambda profile: -counts[profile.code])
    return asked if most else [*asked, unnamed(tuple(jurisdictions.values()))]


@lru_cache(maxsize=64)
def _cases(words: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Words as they are, in capitals and in small letters."""
    return tuple((word, word.upper(), word.lower()) for word in words)


def _is_asked(profile: Jurisdiction, count: int, most: int) -> bool:
    if not profile.sheet.books:
        return 0 < count == most
    return count > 0 or (not profile.is_named_by_books and most < _NAMED)


@dataclass(frozen=True, slots=True)
class _Heads:
    """The indices of the lines that hold parts of a jurisdiction's heads. `below` tells of the
    lines above them on their page the nearest such line."""

    profile: Jurisdiction
    at: frozenset[int]
    below: dict[int, int]

    @staticmethod
    def of(lines: Sequence[Line], profile: Jurisdiction) -> _Heads:
        """Those of a document."""
        found = lines_of_heads(lines, profile)
        below = {
            above: at
            for at in reversed(found)
            for above in range(max(0, at - _LEAD + 1), at)
            if lines[above].page == lines[at].page
        }
        return _Heads(profile, frozenset(found), below)


class _Cutter:
    """Walks the lines once and opens a section wherever one begins."""

    def __init__(self, lines: Sequence[Line], profiles: list[Jurisdiction]) -> None:
        self._lines = lines
        self._heads = self._with_books([_Heads.of(lines, profile) for profile in profiles])
        self._near = frozenset(at for h in self._heads for at in (*h.at, *h.below))
        texts = [line.text if len(line.text) <= _WIDE else "" for line in lines]
        self._whole = skeleton_of_lines("\n".join(texts))
        self._said = self._whole.split("\n")
        self._orders = [order for order in map(_opening, profiles) if order.may_open(self._whole)]
        self._done: list[_Open] = []
        self._open: _Open | None = None
        self._head_until = 0

    def _with_books(self, heads: list[_Heads]) -> list[_Heads]:
        """The heads, without those of profiles that print no book's number where another's with
        one are found: their words (`2nd Revised Sheet No. 5`) stand in such heads too."""
        booked = [found for found in heads if found.profile.sheet.books]
        if len(booked) == len(heads):
            return heads
        lines = self._lines
        known = any(find_head(lines, at, h.profile) for h in booked for at in sorted(h.at))
        return booked if known else heads

    def openings(self) -> list[int]:
        """The first line, and those at which a section may begin: at no other can one. Most lines
        hold no word of a head or an order's first words, and no company's name."""
        found = {*self._near, *range(len(self._lines[:1])), *self._worded()}
        for at, line in enumerate(self._lines):
            short = self._near and not line.tabular and len(line.text) <= _NAMED_WITHIN
            if line.heading or (short and company_in(line.text, 0)):
                found.add(at)
        found |= {at for at in lines_with("notice", self._whole) if self._tops(at)}
        return sorted(found)

    def _tops(self, at: int) -> bool:
        """Whether a line is the first of its page."""
        return at == 0 or self._lines[at - 1].page != self._lines[at].page

    def _worded(self) -> Iterator[int]:
        """The lines in which a piece of the first words of an order or an appendix stands."""
        if self._orders:
            for piece in {
                "prescribedfor",
                *_TO_ORDER,
                *(p for order in self._orders for p in order.pieces),
            }:
                yield from lines_with(piece, self._whole)

    def take(self, at: int, until: int) -> None:
        """Puts line `at` where it belongs, and those behind it up to `until` beside it: at none of
        them a section begins."""
        begins = self._begins(at)
        if begins is not None:
            self._open = begins
            self._done.append(begins)
        elif self._open is None:
            self._open = _Open("other", None)
            self._done.append(self._open)
        now = self._open
        assert now is not None
        now.lines += self._lines[at:until]

    def sections(self, typed: set[int]) -> list[Section]:
        """What was cut. `typed` are the pages with a text layer."""
        return [
            Section(
                s.kind,
                tuple(s.lines),
                s.jurisdiction.code if s.jurisdiction else None,
                typed.issuperset([line.page for line in s.lines]),
            )
            for s in self._done
        ]

    def _begins(self, at: int) -> _Open | None:
        if at < self._head_until:
            return None
        found = self._sheet(at) if at in self._near else None
        found = found or self._order(at) or self._guide(at) or self._unnumbered(at)
        return found or self._notice(at)

    def _notice(self, at: int) -> _Open | None:
        """A page of its own behind an order or its appendix, which sets nothing."""
        behind = self._open is not None and self._open.kind in ("order", "appendix")
        if behind and self._tops(at) and _NOTICE.fullmatch(self._lines[at].text):
            return _Open("other", None)
        return None

    def _sheet(self, at: int) -> _Open | None:
        for heads in self._heads:
            reach = at if at in heads.at else heads.below.get(at)
            if reach is None or (reach > at and not self._stands_above(at, heads.profile)):
                continue
            block = find_head(self._lines, reach, heads.profile)
            if block is not None:
                self._head_until = block.end
                return _Open("sheet", heads.profile)
        return None

    def _stands_above(self, at: int, profile: Jurisdiction) -> bool:
        """Whether a head shortly below line `at` may begin here: the utility or the territory may
        be printed above the numbers."""
        return self._tops(at) or self._could_open(at, profile)

    def _could_open(self, at: int, profile: Jurisdiction) -> bool:
        """Whether a line may stand above a head: a territory line, or words of the printed form,
        after a completed foot."""
        text = self._lines[at].text
        if not (profile.territory and len(text) < _LONGEST):
            return False
        if not profile.territory.match(text) and not opens_form(text, profile):
            return False
        if is_stamp(text, profile):
            return False
        return self._open is None or self._open.kind != "sheet" or self._open.complete

    def _order(self, at: int) -> _Open | None:
        if not self._orders:
            return None
        text, said = self._lines[at].text, self._said[at]
        if not said:
            return None
        if self._appended(at):
            return _Open("appendix", self._open.jurisdiction if self._open else None)
        for order in self._orders:
            if not order.may_open(said):
                continue
            if "appendix" in said[:24]:
                said = _AMENDED.sub("", said)
            if _begins_with(said, order.appendix, 6) and order.is_appendix(self._below(at)):
                return _Open("appendix", order.profile)
            first = self._open is None and text.lstrip()[:8].isupper()
            if first and _begins_with(said, order.appendix_caption, 400):
                # A document that opens with the caption itself.
                return _Open("appendix", order.profile)
            if self._open is None and order.appendix and self._alone(at):
                return _Open("appendix", order.profile)
            if _begins_with(said, order.first, 60) and order.is_order([said, *self._below(at)]):
                return _Open("order", order.profile)
        return None

    def _appended(self, at: int) -> bool:
        """Whether an appendix begins at a line within an order or behind another appendix."""
        now, text, said = self._open, self._lines[at].text, self._said[at : at + 2]
        if now is None:
            return False
        if now.kind == "order":
            return opens_uncaptioned(text, said, now.lines)
        own = now.lines[0].text if now.kind == "appendix" else ""
        return bool(own) and opens_another(text, said, skeleton(own))

    def _alone(self, at: int) -> bool:
        return opens_alone(self._lines[at : at + _FIRST], self._said[at : at + _FIRST])

    def _below(self, at: int) -> Iterator[str]:
        """What the three lines below line `at` say."""
        for said in self._said[at + 1 : at + 4]:
            yield _AMENDED.sub("", said)

    def _guide(self, at: int) -> _Open | None:
        line = self._lines[at]
        if self._open is not None and (self._open.kind == "guide" or not line.heading):
            return None
        if len(line.text) <= 160 and _GUIDE.search(line.text):
            return _Open("guide", None)
        return None

    def _unnumbered(self, at: int) -> _Open | None:
        """A sheet page that prints no number: it follows a completed foot, and begins again with
        the utility's name."""
        now = self._open
        if now is None or now.kind != "sheet" or now.jurisdiction is None:
            return None
        line = self._lines[at]
        if len(now.lines) < _SHORTEST or len(line.text) > _NAMED_WITHIN or line.tabular:
            return None
        found = utility_of([line], now.jurisdiction)
        if found is None:
            return None
        known = now.utility or utility_of(now.lines, now.jurisdiction) or ""
        if fuzz.ratio(skeleton(found), skeleton(known)) < _ALIKE or not now.complete:
            return None
        below = self._head_below(at, now.jurisdiction)
        if below is not None:
            self._head_until = below
        return _Open("sheet", now.jurisdiction, utility=known)

    def _head_below(self, at: int, profile: Jurisdiction) -> int | None:
        """Where the head ends whose numbers stand a few lines below the utility's name."""
        for index in range(at + 1, min(at + _LEAD, len(self._lines))):
            if head_items(self._lines[index].text, profile):
                block = find_head(self._lines, index, profile)
                return block.end if block else None
            if self._lines[index].tabular or has_foot(self._lines[index], profile):
                return None
        return None


def _merged(sections: list[Section], jurisdictions: Mapping[str, Jurisdiction]) -> list[Section]:
    """Sheets of several pages that print the same number become one section."""
    made: list[Section] = []
    last = None
    for section in sections:
        profile = jurisdictions[section.jurisdiction or ""] if section.kind == "sheet" else None
        printed = identity_of(section.lines, profile) if profile else None
        identity = (profile, printed) if printed else None
        if identity is not None and identity == last:
            made[-1] = replace(made[-1], lines=made[-1].lines + section.lines)
        else:
            made.append(section)
        last = identity
    return made
