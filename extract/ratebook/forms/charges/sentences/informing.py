"""Prices printed for information alone: what a wholesale supplier bills, rates a contract sets.
They are no charges of the sheet they stand on."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ratebook.forms.charges.headings.heading import CUSTOMERS, begins_small
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.lines.running import VERB
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.words import word_pattern

_HOLDS = (
    "information",
    "reference",
    "illustrati",
    "convenience",
    "compar",
    "part of this",
    "example only",
    "in force",
    "future application",
)
_NO_PART = regex.compile(
    r"\bnot\s+(?:to\s+be\s+)?(?:(?:deemed|considered)\s+)?(?:an?\s+)?$", regex.IGNORECASE
)
_OF_PRICES = regex.compile(
    r"\b(?:rates?|charges?|prices?|factors?|costs?|amounts?|adders?|credits?|bill(?:s|ed|ing)?|following"
    r"|(?:shown|listed|given|stated)\s+(?:above|below|here(?:in)?))\b",
    regex.IGNORECASE,
)
_OF_USE = regex.compile(
    r"\b(?:kwhs?|kilowatt[- ]?hours?|usages?|consumption|wattages?|lumens?|ratings?|hours)"
    r"\b[^.;:]{0,40}$",
    regex.IGNORECASE,
)
"""`The monthly kWh are shown for informational purposes only` says nothing of prices."""
_UP = regex.compile(
    r"\b(?:above|foregoing|preceding)(?:\s+\w+){0,3}?\s+(?:rates?|charges?|prices?|figures?|amounts?|table)\b"
    r"|\b(?:rates?|charges?|prices?|figures?|amounts?|table)(?:\s+\w+){0,2}?\s+above\b(?!.*:\s*$)",
    regex.IGNORECASE,
)
_DOWN = regex.compile(r"\b(?:below|following|follows?|hereunder|here)\b|:\s*$", regex.IGNORECASE)
_FORMER = regex.compile(
    r"\b(former|previous|prior|old|present|existing)\s+(?:rates?|charges?|prices?|amounts?)\b"
    r"|\bcolumn\b[^.;]*\b(cancell?ed|superseded|former|previous|prior|old)\b",
    regex.IGNORECASE,
)
_NOTE = regex.compile(r"\s*(\*{1,3}|\(\d\)|\d/|†|‡)(?=\s*\w)")
_SENTENCE = regex.compile(r"(?<=[a-z)][.;])\s+(?=[A-Z(])")
_OWN_EXAMPLE = regex.compile(r"\bexample\b|\billustrati", regex.IGNORECASE)
"""`Example, for illustration only: a bill for 4,000 gallons would be $52.10.`"""
_WHY = "printed for information only"
_WORDS = ("words without a price", "sentences")
_WHOLESALE = "wholesale"


def drop_informing(walk: Walk) -> None:
    """Takes the charges out that the page prints for information alone; their lines become
    issues."""
    if not walk.found or not any(map(walk.small.__contains__, _HOLDS)):
        return
    index = {id(text.line): at for at, text in enumerate(walk.texts)}
    places = [index.get(id(one.text.line), -1) for one in walk.found]
    rows = frozenset(places)
    dropped = {at for told in _statements(walk) for at in _reached(walk, rows, *told)}
    for one, at in zip([*walk.found], places, strict=True):
        if at in dropped:
            walk.found.remove(one)
            walk.unread.append((one.text, _WHY))


def _statements(walk: Walk) -> Iterator[tuple[str, int, int]]:
    """The clauses that say it, each with its first and last line. A column says it of its own."""
    at = 0
    while at < len(walk.texts):
        end = at + 1
        while end < len(walk.texts) and _goes_on(walk, end):
            end += 1
        if not walk.claims.get(at, "").startswith("column headings"):
            yield from _told(walk, at, end)
        at = end


def _goes_on(walk: Walk, at: int) -> bool:
    """Whether a line goes on with the words of the one above it."""
    before, said = walk.texts[at - 1].text.rstrip(), walk.texts[at].text.strip()
    if not before or not said or walk.claims.get(at - 1) not in _WORDS:
        return False
    runs = walk.claims.get(at) in _WORDS or begins_small(said)
    runs = runs and not is_part(said.rstrip("."))
    return runs and not before.endswith(":") and not _NOTE.match(said)


def _told(walk: Walk, first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Those of the words that stand in the lines from `first` up to `end`."""
    whole = " ".join(" ".join(walk.texts[at].text.split()) for at in range(first, end))
    for clause in _SENTENCE.split(whole):
        m = word_pattern("words", "informing").search(clause)
        if m is None or _OF_USE.search(clause[: m.start()]):
            continue
        if _of_former(walk, clause[: m.start()]):
            continue
        if m[0].lower().startswith("part") and not _NO_PART.search(clause[: m.start()]):
            continue
        if m[0].lower().startswith("future") and clause.rstrip()[-1:] != ":":
            continue  # `shall be the rate shown above`, which is in force all the same
        if VERB.search(clause) is None or _OF_PRICES.search(clause):
            yield clause, first, end - 1


def _of_former(walk: Walk, said: str) -> bool:
    """Whether words speak of former charges that the page prints in a column of their own, beside
    those in force: none of that column was read."""
    named = _FORMER.search(said)
    if named is None:
        return False
    word = regex.compile(rf"\b{named[1] or named[2]}\b", regex.IGNORECASE)
    heads = (t.text for at, t in enumerate(walk.texts) if walk.claims.get(at) == "column headings")
    return any(map(word.search, heads))


def _reached(walk: Walk, rows: frozenset[int], clause: str, first: int, last: int) -> list[int]:
    """The lines of whose prices a clause speaks; `rows` are those with a charge."""
    own = [at for at in range(first, last + 1) if at in rows]
    note = _NOTE.match(walk.texts[first].text)
    marked = [at for at in rows if note and at >= 0 and note[1] in walk.texts[at].text]
    if own or marked:
        return own or marked
    if _OWN_EXAMPLE.search(clause) and any(p.firm for p in prices(clause)):
        # Of the bill it works out, and of no price around it.
        return []
    up, down = _UP.search(clause), _DOWN.search(clause)
    reached: list[int] = []
    if up or not (down or VERB.search(clause) is None):
        reached += _run(walk, rows, range(first - 1, -1, -1), False)
    if down or not up:
        wholesale = _WHOLESALE in clause.lower()
        reached += _run(walk, rows, range(last + 1, len(walk.texts)), wholesale)
    return reached


def _run(walk: Walk, rows: frozenset[int], way: range, wholesale: bool) -> Iterator[int]:
    """The rows right above or below, up to the next words that are of something else."""
    begun = False
    for at in way:
        if begun and _ends(walk, at, wholesale):
            return
        begun = begun or at in rows or walk.claims.get(at, "").startswith("not read")
        yield at


def _ends(walk: Walk, at: int, wholesale: bool) -> bool:
    """Whether line `at` begins something else: another schedule, a paragraph, the name of a group.
    The heading of one kind of charge (`A demand charge of:`) does not."""
    claim, text = walk.claims.get(at, ""), walk.texts[at].text.strip()
    if claim.startswith("heading of a schedule"):
        return True
    if claim in ("words without a price", "sentences"):
        return VERB.search(text) is not None or is_part(text)
    if claim != "heading":
        return False
    said = facets(text)
    of_others = CUSTOMERS.search(text) and not (wholesale and _WHOLESALE in text.lower())
    return said.empty or is_part(text) or bool(of_others)
