"""Titles of tables, that stand alone above the headings of the columns and are none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from ratebook.forms.charges.meaning.behind import names_case
from ratebook.forms.charges.rows.amid import (
    amid_all,
    centred_on,
    set_off,
    set_right,
    stands_over,
    worded,
)
from ratebook.forms.charges.rows.geometry import apart as is_apart
from ratebook.forms.charges.rows.row_kinds import SIZE, filled
from ratebook.forms.charges.rows.unit_cells import heads_units
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line

_PAIR = 2
_KIND = regex.compile(
    r"(?:(?:service|delivery|supply|metering|nominal)\s+)?voltages?(?:\s+levels?)?|(?:delivery|service)\s+levels?"
    r"|(?:rate|customer)\s+class(?:es)?|(?:types?|class(?:es)?)\s+of\s+(?:service|customers?|delivery)",
    regex.IGNORECASE,
)
_LARGER = 1.15
_APART = 3.0
_OUT, _OUT_TEXT = 6.0, 1.0
"""How much further out a group stands than what is in it, in points or in letters."""


def is_titled(block: list[Line], texts: Sequence[Text]) -> bool:
    """Whether the first line of a block is none of the headings: empty space parts it from those
    that stand close together, and it begins over the labels."""
    gaps = [is_apart(one, other) for one, other in pairwise(block)]
    alone = bool(gaps) and len(filled(block[0])) == 1
    if alone and (_over_units(block) or _larger(block) or _of_one_size(block)):
        return True
    if alone and (_over_group(block) or _in_middle(block, texts)):
        return True
    if not gaps or not gaps[0] or all(gaps):
        return False
    first, rest = filled(block[0])[:1], [c for line in block[1:] for c in filled(line)]
    if alone and first[0].text.isupper():
        # `MONTHLY RATES, DUSK TO DAWN` over headings in small letters is over all of them.
        return not any(c.text.isupper() and len(c.text) > _PAIR for c in rest)
    return bool(first) and first[0].left <= min((c.left for c in rest), default=0.0)


def with_hours(block: list[Line]) -> list[Line]:
    """The lines of headings where a first one alone is the first word of one below it, `Business`
    over `Hours`, with that word in its place."""
    if len(block) < _PAIR or len(filled(block[0])) != 1:
        return block
    own = filled(block[0])[0].text.strip()
    below = next((c for c in filled(block[1]) if c.text.strip().lower() == "hours"), None)
    if below is None or not names_case(f"{own} hours"):
        return block
    whole = below._replace(text=f"{own} {below.text.strip()}")
    line = replace(block[1], cells=tuple(whole if c is below else c for c in block[1].cells))
    return [line, *block[2:]]


def names_kind(texts: Sequence[Text], at: int) -> bool:
    """Whether line `at` says no more than of which kind the headings below it are: `Service
    Voltage` over `Secondary | Primary | Transmission`."""
    if len(texts[at].line.filled) != 1 or at + 1 >= len(texts):
        return False
    below = texts[at + 1]
    if _KIND.fullmatch(texts[at].text.strip()) is None or below.line.page != texts[at].line.page:
        return False
    heads = below.line.filled
    return len(heads) > 1 and not any(prices(c.text) for c in heads)


def _larger(block: list[Line]) -> bool:
    """Whether a first line of one cell is set in larger letters than those below it: the title of a
    table, and none of its headings."""
    boxes = [line.box for line in block if line.typeset and line.box is not None]
    if len(boxes) < len(block):
        return False
    first, *rest = [bottom - top for _, top, _, bottom in boxes]
    return first > _LARGER * max(rest)


def _in_middle(block: list[Line], texts: Sequence[Text]) -> bool:
    """Whether a first line alone is set in the middle of the page, as other headings are, and amid
    no column: `RATES BY CLASS` over `MINIMUM | RATE PER 100 GALLONS`."""
    first, own = block[0], filled(block[0])[0]
    off = set_off(first)
    if any(line.tabular or line.packed for line in block) or facets(own.text).measures:
        return False
    for line in block[1:]:
        run = filled(line)[1:]
        if len(run) > 1 and amid_all(own, run):
            return False  # `Annual Hours of Interruption` over `Notice Minutes | 200 | 300 | 400`
        for cell in filled(line):
            amid = worded(cell.text) and centred_on(own, cell, line)
            if stands_over(own, cell) and (amid or set_right(own, cell, line)):
                return False
    return any(
        text.line.page == first.page
        and not any(text.line is line for line in block)
        and len(text.line.filled) == 1
        and abs(text.line.filled[0].left - own.left) > _APART
        and abs(text.line.filled[0].left + text.line.filled[0].right - own.left - own.right) <= off
        for text in texts
    )


def _of_one_size(block: list[Line]) -> bool:
    """Whether a first line alone names the size of meter that the whole table is of: `1 Inch Meter`
    over `Usage | Rate`. Sizes that are headings stand beside others."""
    first, *rest = [filled(line) for line in block]
    if SIZE.match(first[0].text) is None:
        return False
    return not any(SIZE.match(c.text) for cells in rest for c in cells)


def _over_group(block: list[Line]) -> bool:
    """Whether the line below the first one names a group of rows, further out than all headings of
    the columns: `RATES` over `Directional Lamps` over `Lamp | Lumens | Rate`."""
    if len(block) <= _PAIR or any(line.tabular or line.packed for line in block):
        return False
    group, inner = filled(block[1]), [c for line in block[_PAIR:] for c in filled(line)]
    if len(group) != 1 or not inner or len(filled(block[_PAIR])) < _PAIR:
        return False
    out = _OUT if block[1].number is None else _OUT_TEXT
    return group[0].left + out < min(c.left for c in (*filled(block[0]), *inner))


def _over_units(block: list[Line]) -> bool:
    """Whether a first line alone in the middle stands over a column of units too: `Work for Others`
    over `Charge | Rate | Unit`. Nothing that is of the rates is of those."""
    (own,), second = filled(block[0]), filled(block[1])
    if not second:
        return False  # A rule drawn with dashes.
    if facets(f"{own.text} {second[-1].text}").measures or own.text.lower().endswith(" per"):
        return False  # `RATE PER` over `UNIT`
    over = [c for c in second if heads_units(c.text) and stands_over(own, c)]
    # `Charge per` over `Month` heads prices: it goes on in the line below.
    return any(not any(stands_over(c, x) for line in block[2:] for x in filled(line)) for c in over)
