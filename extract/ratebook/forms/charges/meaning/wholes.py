"""Shares of a whole, which are charged to nobody: how a cost is allocated to classes, or a payment
to towns. They are told by their sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.meaning.emit import Found

_WHOLE = Decimal(100)
_FEWEST = 3
_YEAR = regex.compile(r"\byears?\b", regex.IGNORECASE)
_CLAIM = "a share of a whole, no charge"


def drop_shares(walk: Walk) -> None:
    """Leaves out percentages below one another that add up to a hundred, and the total below them;
    steps from year to year may do so by chance. One that an item of a list ends in says no more of
    what it is than the sentence the list is of."""
    at = {id(text.line): n for n, text in enumerate(walk.texts)}
    for one in [f for f in walk.found if _is_share(f) and f.text.text.rstrip().endswith(";")]:
        walk.found.remove(one)
        walk.unread.append((one.text, "a percentage of what is not known"))
    for shares in _columns(walk.found, at):
        values = [_value(one) for one in shares]
        if len(shares) < _FEWEST or sum(values, Decimal()) not in (_WHOLE, 2 * _WHOLE):
            continue
        if sum(values, Decimal()) == 2 * _WHOLE and values[-1] != _WHOLE:
            continue
        for one in shares:
            walk.found.remove(one)
            walk.claims[at[id(one.text.line)]] = _CLAIM


def _columns(found: list[Found], at: dict[int, int]) -> Iterator[list[Found]]:
    """Percentages of no kind in lines right below one another, each the only price of its line."""
    run: list[Found] = []
    for one in found:
        n = at.get(id(one.text.line))
        share = n is not None and _is_share(one) and _YEAR.search(one.text.text) is None
        if share and run and at[id(run[-1].text.line)] + 1 == n:
            run.append(one)
            continue
        yield run
        run = [one] if share else []
    yield run


def _is_share(one: Found) -> bool:
    fields = one.meaning.fields
    return fields["unit"].value == "percent" and fields["component"].value == "other"


def _value(one: Found) -> Decimal:
    value = one.meaning.reading.value
    return value if isinstance(value, Decimal) else Decimal()
