"""Rows that go on with what the row above names: `Customer Charge | $20.00 single phase`, and below
it `$38.00 three phase`; or `Meter Charge | 1 Inch | $9.00`, and below it `2 Inch | $20.00`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ratebook.forms.charges.meaning.behind import is_class as names_class
from ratebook.forms.charges.meaning.behind import names_case
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line

_DEEP = 9
_BELOW = 3.0
_POINTS = 18.0
_IN = 0.9
"""So much further in is set what goes on with the row above."""
_EDGES = " .:@$\t"
_METER = regex.compile(
    r"\d{1,2}(?:[ -]\d)?(?:/\d)?(?:\s?[\"'])?(?:\s?[x×]\s?\d{1,2}(?:/\d)?)?"
    r"\s?-?(?:inch(?:es)?|in\b\.?|[\"'])(?:\s+meters?)?",
    regex.IGNORECASE,
)
"""The size of a meter."""
_DASH = regex.compile(r"\s?(?P<dash>[-–—])\s")
_OFF = 2.5
"""So many letters apart may two dashes be that stand below one another."""
_PARTS = regex.compile(r"\t|,\s|\s[-–]\s|:\s")


def named_above(texts: Sequence[Text], text: Text, price: Price) -> str:
    """What the row above names beside a class of customers or a size, for a row that prints nothing
    but another one and its price below that of the row above; empty where it is no such row."""
    left, right = _apart(text, price)
    if names_case(left):
        return _case_of(texts, text)
    if not is_class(left or right) or (left and right and not is_class(right)):
        return ""
    for above, own in _rows_above(texts, text, price):
        before, behind = _apart(above, own)
        name = before if behind and is_class(behind) else _without_class(above, own)
        if name and not is_class(name):
            return name
    return ""


def _place(texts: Sequence[Text], text: Text) -> int:
    """Which line of a page a row is: the very one, as others may print the same."""
    return next(n for n, other in enumerate(texts) if other is text)


def _rows_above(texts: Sequence[Text], text: Text, price: Price) -> Iterator[tuple[Text, Price]]:
    """The rows of one price right above another one, each with it above that one's, from below."""
    at = _place(texts, text)
    for above in reversed(texts[max(at - _DEEP, 0) : at]):
        found = prices(above.text)
        if len(found) != 1 or not _aligned(above, found[0], text, price):
            return
        yield above, found[0]


def _case_of(texts: Sequence[Text], text: Text) -> str:
    """The name of the fee in the row right above one that is set further in and says no more than
    at which hours: `After hours`. Empty where there is none."""
    at = _place(texts, text)
    above = texts[at - 1] if at else None
    found = prices(above.text) if above else list[Price]()
    if above is None or len(found) != 1 or not above.line.filled or not text.line.filled:
        return ""
    inner = text.line.filled[0].left > above.line.filled[0].left + _IN
    name = _apart(above, found[0])[0] if inner and above.line.page == text.line.page else ""
    return f"{name}," if name and not names_case(name) else ""


def of_hours(texts: Sequence[Text], text: Text, price: Price) -> bool:
    """Whether a row says no more than at which hours a fee is paid, and stands right below a
    heading or such a row: `RECONNECTION` over `During working hours` and `After hours`."""
    if not names_case(_apart(text, price)[0]):
        return False
    at = _place(texts, text)
    above = next((t for t in reversed(texts[:at]) if t.text.strip()), None)
    found = prices(above.text) if above else list[Price]()
    if above is None or not found:
        return True
    return len(found) == 1 and names_case(_apart(above, found[0])[0])


def goes_on_from(texts: Sequence[Text], text: Text, price: Price) -> str:
    """What the row above names, for a row that begins with its price, set below that of the row
    above, where both say behind it in which case it is paid: `Re-reading | $70.00 - working hours`,
    and below it `$150.00 - after hours`. Empty where it is no such row."""
    left, right = _apart(text, price)
    if left or not _cased(right):
        return ""
    for above, own in _rows_above(texts, text, price):
        before, behind = _apart(above, own)
        if not _cased(behind):
            return ""
        if before:
            return before
    return ""


def dashed_below(texts: Sequence[Text], text: Text, price: Price) -> str:
    """What stands before the dash in the row above, for a row that begins with a dash right below
    that one: `Meter test - single phase | $38.39` over `- three phase | $80.46`. Empty where it is
    no such row."""
    if not text.line.filled or _DASH.match(text.line.filled[0].text) is None:
        return ""
    own = text.line.filled[0].left
    for above, _ in _rows_above(texts, text, price):
        for cell in above.line.filled[:-1]:
            wide = (cell.right - cell.left) / max(len(cell.text), 1)
            for m in _DASH.finditer(cell.text, 1):
                if (
                    text.line.tabular
                    or abs(cell.left + wide * m.start("dash") - own) <= _OFF * wide
                ):
                    return cell.text[: m.start()].strip(_EDGES)
    return ""


def _cased(behind: str) -> bool:
    """Whether words behind a price say more than its unit."""
    said = facets(behind)
    return bool(said.free or said.components)


def is_class(said: str) -> bool:
    """Whether words are no name of a charge but a class of customers or the size of a meter."""
    return names_class(said) or _METER.fullmatch(said) is not None


def _apart(text: Text, price: Price) -> tuple[str, str]:
    """The words before a price and those behind it."""
    return text.text[: price.start].strip(_EDGES), text.text[price.end :].strip(_EDGES + "()")


def _without_class(text: Text, price: Price) -> str:
    """The words before a price without a last cell that is a class of customers."""
    *before, last = _PARTS.split(text.text[: price.start].rstrip(_EDGES))
    return " ".join(before).strip(_EDGES) if before and is_class(last.strip(_EDGES)) else ""


def _aligned(one: Text, price: Price, two: Text, other: Price) -> bool:
    """Whether two prices stand below one another."""
    if one.line.page != two.line.page:
        return False
    edges = [_left(t.line, t.text, p) for t, p in ((one, price), (two, other))]
    slack = _BELOW if two.line.number is not None else _POINTS
    return None not in edges and abs((edges[0] or 0.0) - (edges[1] or 0.0)) <= slack


def _left(line: Line, text: str, price: Price) -> float | None:
    """The left edge of the cell that a price opens; by count where the source draws cells."""
    before = text[: price.start].count("\t")
    if before >= len(line.cells):
        return None
    return float(before) if line.tabular else line.cells[before].left
