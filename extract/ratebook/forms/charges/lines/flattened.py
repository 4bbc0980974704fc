"""Sheets whose lines all begin at the margin, their gaps lost or not.

What a row stands below is told by its words, and what may have lost an empty cell is not
accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.lines.running import hangs
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.meaning.chain import BLOCK
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

SEVERAL = "several prices in one line"
_INCLUDED = regex.compile(r"\b(?:includ\w+|incl\.?|with|for|of|up\s+to)\W*$", regex.IGNORECASE)
_BARE = ("", "discount", "credit")
"""What says no more than that something is taken off."""
_IF = regex.compile(r"\b(?:if|where|when|whenever)\b", regex.IGNORECASE)
_FIGURE = regex.compile(r"\d[\d,./]*")
_TIMED = ("season", "period", "tier")
_LENT = ("unit", "component")
_TAIL = 2
"""Words at least of a row that has the end of the one above."""


def settle(walk: Walk) -> None:
    """Names the rows of such a sheet by those above them, and takes back what is not certain."""
    if not walk.setting.context.flush or not walk.found:
        return
    lines = {text.line.number: at for at, text in enumerate(walk.texts)}
    if walk.regapped:
        _refuse_below_regapped(walk, lines)
    _refuse_beside_several(walk, lines)
    _doubt_sentences(walk, lines)
    _doubt_seasons(walk, lines)
    _carry_names(walk, lines)
    _carry_classes(walk, lines)


def _refuse_beside_several(walk: Walk, lines: dict[int | None, int]) -> None:
    """Takes back rows of one price that stand right among rows of several, whose columns are lost:
    they may leave one empty."""
    unread = {t.line.number for t, why in walk.unread if why == SEVERAL}
    rows = (t for n, t in enumerate(walk.texts) if walk.claims.get(n) != "sentences")
    several = unread & {t.line.number for t in rows}
    lost: set[int] = set()
    for block in _blocks(walk) if several else ():
        if any(walk.texts[at].line.number in several for at in block):
            lost.update(at for at in block if walk.claims.get(at, "").startswith("charge"))
    for one in [f for f in walk.found if lines.get(f.text.line.number) in lost]:
        walk.found.remove(one)
        walk.unread.append((one.text, "the row may have lost an empty cell"))


def _refuse_below_regapped(walk: Walk, lines: dict[int | None, int]) -> None:
    """Takes back rows set in no cells that stand below a table whose gaps are put back, up to empty
    space or a heading that says by what the prices below it are paid: they may be of it."""
    lost: set[int] = set()
    for block in _blocks(walk):
        open_still = False
        for at in block:
            if at in walk.regapped:
                open_still = True
            elif walk.claims.get(at) == "heading" and facets(walk.texts[at].text).measures:
                open_still = False
            elif open_still and walk.claims.get(at, "").startswith("charge"):
                lost.add(at)
    for one in [f for f in walk.found if lines.get(f.text.line.number) in lost]:
        walk.found.remove(one)
        walk.unread.append((one.text, "the row may have lost an empty cell"))


def _blocks(walk: Walk) -> Iterator[list[int]]:
    """The runs of lines that no empty space parts."""
    block: list[int] = [0]
    for at, (above, text) in enumerate(pairwise(walk.texts), start=1):
        if apart(above.line, text.line):
            yield block
            block = []
        block.append(at)
    yield block


def _doubt_sentences(walk: Walk, lines: dict[int | None, int]) -> None:
    """Marks what a heading lends to a sentence behind its rows: it may be of these alone."""
    for one in walk.found:
        at = lines.get(one.text.line.number)
        if at is None or walk.claims.get(at) != "sentences":
            continue
        fields = one.meaning.fields
        label = fields["label"].value.lower() if "label" in fields else ""
        if (
            label in _BARE
            and fields["component"].value in _BARE
            and "group" not in fields
            and _IF.search(one.text.text)
        ):
            # `If service is taken at primary voltage, a discount of 7%`
            one.meaning.doubtful.add("amount")
        for name in (*_TIMED, *_LENT):
            over = fields[name].heading if name in fields else None
            if over is None or over.lead:
                continue
            if name in _TIMED:
                one.meaning.doubtful.add(name)
            elif not over.part and _rows_between(walk, lines.get(over.line.number), at):
                one.meaning.doubtful.add("amount")


def _doubt_seasons(walk: Walk, lines: dict[int | None, int]) -> None:
    """Takes back rows that name no period below one whose first cell names the season of some: it
    may have ended."""
    for one in walk.found:
        over = one.meaning.fields["season"].heading if "season" in one.meaning.fields else None
        at = lines.get(over.line.number) if over and "period" not in one.meaning.fields else None
        if at is not None and walk.claims.get(at, "").startswith("charge"):
            one.meaning.doubtful.update(("season", "amount"))


def _rows_between(walk: Walk, above: int | None, at: int) -> bool:
    """Whether rows of prices stand between two lines, read or not."""
    claims = (walk.claims.get(n, "") for n in range((above or 0) + 1, at))
    return any(claim.startswith(("charge", "not read")) for claim in claims)


def _carry_names(walk: Walk, lines: dict[int | None, int]) -> None:
    """Names rows whose words are the end of those of the row above, but for their figures, by what
    that begins with: `400 W 154` below `Mercury Vapor 175 W 75`."""
    for above, one in pairwise(walk.found):
        own, held = one.meaning.fields.get("label"), above.meaning.fields.get("label")
        if own is None or held is None or own.heading or not own.value[:1].isdigit():
            continue
        at = lines.get(one.text.line.number)
        if at is None or lines.get(above.text.line.number) != at - 1:
            continue
        head = _head(held.value, own.value)
        if head:
            one.meaning.fields["label"] = own._replace(value=f"{head} {own.value}")


def _head(above: str, own: str) -> str:
    """What a name begins with that another one leaves out; empty where it is not its end."""
    words, more = own.split(), above.split()
    head = more[: -len(words)]
    if len(words) < _TAIL or not head or any(map(str.isdigit, "".join(head))):
        return ""
    alike = _shape(words) == _shape(more[len(head) :])
    return " ".join(head) if alike else ""


def like_above(texts: Sequence[Text], at: int) -> bool:
    """Whether line `at` is a row that begins as the one above it does, but for its figures: they
    are of one list, though empty space parts its rows."""
    above, own = texts[at - 1].text.split(), texts[at].text.split()
    first = [_shape(words[:_TAIL]) for words in (above, own)]
    sized = any(map(str.isdigit, own[0])) and len(own) > _TAIL and first[0] == first[1]
    return sized and all(prices(texts[n].text) for n in (at - 1, at))


def _shape(words: list[str]) -> list[str]:
    return [_FIGURE.sub("0", word.lower()) for word in words]


class _Ladder(NamedTuple):
    """Blocks that follow one another: whose they are, and how much those so far hold."""

    head: str
    group: bool
    held: int


def _carry_classes(walk: Walk, lines: dict[int | None, int]) -> None:
    """Names the blocks below a first one that says whose they are by that: `Next 8,000 gallons`
    below `Residential First 2,000 gallons`. Where they do not follow one another they are not
    accepted."""
    if not any(_named(one) for one in walk.found):
        return
    ladder, headed, before = None, True, 0
    for one in walk.found:
        at, fields = lines.get(one.text.line.number, before), one.meaning.fields
        if any(walk.claims.get(n) == "heading" for n in range(before, at)):
            ladder, headed = None, True
        before, m = at, _block(one)
        if m is None:
            ladder, headed = None, True
        elif m["which"].lower() == "first":
            ladder = _named(one) or _Ladder("", False, _much(m))
            headed = False
        elif ("label" not in fields or fields["label"].heading) and "group" not in fields:
            if ladder is None and not headed:
                one.meaning.doubtful.add("amount")
            ladder = _step(one, m, ladder) if ladder else None


def _block(one: Found) -> regex.Match[str] | None:
    fields = one.meaning.fields
    return BLOCK.match(fields["tier"].value) if "tier" in fields else None


def _much(m: regex.Match[str]) -> int:
    return int(m["much"].replace(",", ""))


def _step(one: Found, m: regex.Match[str], ladder: _Ladder) -> _Ladder | None:
    """The ladder with another block, which is named by it; None behind its last."""
    last = m["which"].lower() != "next"
    if hangs(ladder.head) or (last and _much(m) != ladder.held):
        one.meaning.doubtful.add("amount")
        return None
    if ladder.head:
        one.meaning.fields["group" if ladder.group else "label"] = Source(ladder.head)
    return None if last else ladder._replace(held=ladder.held + _much(m))


def _named(one: Found) -> _Ladder | None:
    """A ladder that a first block begins, with whose it is; None where its row does not say it."""
    fields, m = one.meaning.fields, _block(one)
    if m is None or m["which"].lower() != "first":
        return None
    group, label = fields.get("group"), fields.get("label")
    if group and group.heading is None:
        return _Ladder(group.value, True, _much(m))
    if label is None or label.heading is not None:
        return None
    head, found, _ = label.value.partition(fields["tier"].value)
    said = facets(head)
    of_price = said.components or said.measures or said.coin
    if not found or not head.strip() or of_price or _INCLUDED.search(head):
        return None
    return _Ladder(head.strip(" ,:-"), False, _much(m))
