"""Numbered parts of a charge sheet: lines that name one, and items that end the one before."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.headings.classes import has_sister
from ratebook.forms.charges.headings.heading import (
    CHARGE,
    SECTION,
    STEP,
    Heading,
    begins_small,
    item_kind,
)
from ratebook.forms.charges.headings.headings import heading_of, names_part
from ratebook.forms.charges.lines.lines import bracketed, line_prices
from ratebook.forms.charges.lines.running import VERB, hangs, is_prose, is_sentence
from ratebook.forms.charges.lines.slid import is_bare
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.rows.row_kinds import is_section, led_in
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.charges.words.words import fold, word_pattern
from ratebook.forms.tables.hit import Text

_MARK = regex.compile(r"\s*(\(?)(\d{1,2}|[A-Za-z])([.)])\s")
_COLUMN = regex.compile(
    r"(?:[a-z/$¢-]+\s+){0,4}(?:charges?|rates?|factors?|amounts?|credits?|prices?)(?:\s+(?:per|/)\s*[a-z]+)?",
    regex.IGNORECASE,
)
_OF_HOURS = regex.compile(r"\bhours\b", regex.IGNORECASE)
_PER = regex.compile(r"\bper\s*$", regex.IGNORECASE)
_OFTEN = frozenset({"permonth", "eachmonth", "perbillingmonth"})
_PAIR = 2
_FAR = 60


def heads_part(walk: Walk, at: int) -> bool:
    """Whether a line is the numbered name of a part, with prices or its own items right below."""
    text = walk.texts[at]
    if not item_kind(text.text) or line_prices(text) or hangs(text.text.strip()):
        return False
    if not names_part(text.line):
        return False
    below, *rows = [*(t for t in walk.texts[at + 1 : at + 4] if t.text.strip()), None]
    if below is None or item_kind(below.text) == item_kind(text.text):
        return False
    if begins_small(below.text):
        return False  # It goes on there.
    if line_prices(below) or item_kind(below.text):
        return True
    # Over the headings of the columns of its prices: `Meter | Rate`.
    return len(below.line.filled) > 1 and bool(rows[0] and line_prices(rows[0]))


def heads_rows(walk: Walk, at: int) -> bool:
    """Whether a line that runs like a sentence, but has no verb and does not end as one, says of
    what use or of whom the prices right below it are: `For all in excess of 200 hours times the
    billing demand`."""
    said, below = walk.texts[at].text.strip(), walk.texts[at + 1 : at + 2]
    if not below or not said[:1].isupper() or said[-1] in ".;,:" or VERB.search(said):
        return False
    if len(walk.texts[at].line.filled) > 1 or hangs(said) or line_prices(walk.texts[at]):
        return False
    row = below[0].text.strip()
    if not row[:1].isupper() or is_sentence(below[0]):
        return False
    # The price of its first row may stand in a line of its own.
    alone = walk.texts[at + 2 : at + 3] if len(below[0].line.filled) == 1 else []
    if not line_prices(below[0]) and not (alone and is_bare(alone[0])):
        return False
    return heading_of(walk.texts[at].line, part=True) is not None


def heads_paragraph(walk: Walk, at: int) -> bool:
    """Whether a line that runs like a sentence, but has no verb and does not end as one, is set as
    the heading before it is, over a paragraph set further in: `Reconnection of service after
    disconnection for nonpayment`."""
    held, text, below = walk.setting.context.stack[-1:], walk.texts[at], walk.texts[at + 1 : at + 2]
    if not held or not below or len(text.line.filled) > 1 or below[0].line.page != text.line.page:
        return False
    left, inner = text.line.filled[0].left, below[0].line.filled[:1]
    if not inner or abs(left - held[0].left) > STEP:
        return False
    alone = walk.setting.context.flush and at and apart(walk.texts[at - 1].line, text.line)
    if inner[0].left <= left + STEP and (not alone or apart(text.line, below[0].line)):
        return False
    said = text.text.strip()
    if not said[:1].isupper() or said[-1] in ".;,:" or hangs(said) or VERB.search(said):
        return False
    return inner[0].text[:1].isupper() and not held[0].part and not line_prices(text)


def headed_beside(walk: Walk, at: int) -> Heading | None:
    """The heading that the first cell of a line is, where the second heads the figures below it
    alone: `Residential Rates RS and RTOD: | Energy Charge`. That lends its unit, and what it is of
    where the sheet is of no rider."""
    cells = walk.texts[at].line.filled
    below = walk.texts[at + 1] if at + 1 < len(walk.texts) else None
    if len(cells) != _PAIR or below is None or not cells[0].text.rstrip().endswith(":"):
        return None
    over = cells[1].text
    if not _COLUMN.fullmatch(over.strip()) or len(line_prices(below)) != 1:
        return None
    made = heading_of(replace(walk.texts[at].line, cells=(cells[0],)), walk.title)
    if made is None or not made.group:
        return None
    said, own = facets(over), made.facets
    # What the rows name themselves, and what a rider's are, is not of that column.
    named = facets(below.text).components or word_pattern("words", "riders").search(walk.title)
    components = own.components or (() if named else said.components)
    lent = replace(own, measures=own.measures or said.measures, components=components)
    return replace(made, facets=replace(lent, coin=own.coin or said.coin))


def headed_by_unit(walk: Walk, at: int) -> Heading | None:
    """The heading below line `at`, which begins the unit of the prices beside that: `Per Meter`
    over the second cell of `Service Charges: | Per Month`."""
    texts = walk.texts[at : at + 3]
    cells = [text.line.filled for text in texts]
    if [len(own) for own in cells[:_PAIR]] != [1, _PAIR] or len(texts) <= _PAIR:
        return None
    (over,), (name, below) = cells[:_PAIR]
    apart = not (over.left < below.right and below.left < over.right)
    if apart or not name.text.rstrip().endswith(":") or len(line_prices(texts[-1])) != 1:
        return None
    said = facets(f"{over.text} {below.text}")
    made = heading_of(replace(texts[1].line, cells=(name,)), walk.title)
    if said.unit is None or said.free or said.components or made is None or made.part:
        return None
    return replace(made, facets=replace(made.facets, measures=said.measures))


def end_item(walk: Walk, at: int) -> None:
    """Closes the headings below the item before, where line `at` begins the next one: `(2)` after
    `(1)` has nothing of a table that stands between them."""
    before = _item_before(walk, at)
    if before is None:
        return
    between = {id(text.line) for text in walk.texts[before:at]}
    stack = walk.setting.context.stack
    stack[:] = [heading for heading in stack if id(heading.line) not in between]


def _item_before(walk: Walk, at: int) -> int | None:
    """The line that begins with the number one less than that of line `at`."""
    m = _MARK.match(walk.texts[at].line.text)
    if m is None or m[2] in ("1", "A", "a"):
        return None
    less = str(int(m[2]) - 1) if m[2].isdigit() else chr(ord(m[2]) - 1)
    wanted = f"{m[1]}{less}{m[3]}"
    for n in range(at - 1, max(-1, at - _FAR), -1):
        if walk.texts[n].line.text.lstrip().startswith(wanted):
            return n
    return None


def heading_at(walk: Walk, at: int) -> tuple[Heading | None, int]:
    """The heading line `at` is, with the next line where its bracket closes there."""
    text = walk.texts[at]
    beside = headed_beside(walk, at)
    if beside:
        return beside, 1
    below_unit = headed_by_unit(walk, at)
    if below_unit:
        return below_unit, _PAIR
    if is_section(text.line):
        number, name = text.line.filled
        line = replace(text.line, cells=(name._replace(left=number.left),))
        made = heading_of(line, walk.title)
        return (made and replace(made, part=True, item=SECTION)), 1
    if led_in(text.line):
        # `METERED RATES. | Payable monthly at the office.`
        return heading_of(replace(text.line, cells=text.line.filled[:1]), walk.title), 1
    below = walk.texts[at + 1].text if at + 1 < len(walk.texts) else ""
    if bracketed(text.text, len(text.text)) and ")" in below and not prices(below):
        return heading_of(text.line, walk.title, below), 2
    if _PER.search(text.text) and _goes_on_over(text, walk.texts[at + 1 : at + 2]):
        return heading_of(text.line, walk.title, below), _PAIR
    if _times_on(text, walk.texts[at + 1 : at + 2]):
        return heading_of(text.line, walk.title, below), _PAIR
    part = heads_part(walk, at) or (is_prose(text) and heads_rows(walk, at))
    made = heading_of(text.line, walk.title, part=part)
    if made and made.facets.tiers and _OF_HOURS.search(text.text) and facets(below).tiers:
        # `For the first 200 hours' use` over blocks of its own.
        made.facets, made.group = replace(made.facets, tiers=()), made.text
    if made and made.group and fold(made.text) != fold(walk.title):
        made.classed = has_sister(walk.texts, at)
    return made, 1


def _times_on(text: Text, below: list[Text]) -> bool:
    """Whether the line below a heading says no more than how often is paid what it measures: `Per
    kW of Billing Demand` over `per month`."""
    if not below or fold(below[0].text) not in _OFTEN or len(text.line.filled) != 1:
        return False
    said = facets(text.text)
    return bool(said.measures) and not said.timed and not said.otherwise


def _goes_on_over(text: Text, below: list[Text]) -> bool:
    """Whether a heading that ends with `per` goes on in the short line below it, set in the same
    place: `Annual Charge Per` over `Attachment`, `Rate per` over `100 cubic feet`."""
    if not below or prices(below[0].text) or text.line.packed or below[0].line.packed:
        return False
    one, other = text.line.filled, below[0].line.filled
    if len(one) != 1 or len(other) != 1:
        return False
    said = facets(f"per {other[0].text.strip()}")
    if said.unit is not None and not said.rest:
        return one[0].left < other[0].right and other[0].left < one[0].right
    if len(below[0].text.split()) > _PAIR:
        return False
    return one[0].left <= other[0].left + STEP and other[0].right <= one[0].right + STEP


def of_charge(walk: Walk, at: int) -> bool:
    """Whether a line stands right below the name of a charge and further in, or as far in as one
    that did: `Rate 110`, and later `Rate 120`, below `2. Distribution Charge:`. It says whose that
    is, and opens no schedule. Where no margin tells, both begin with the same word."""
    context, text = walk.setting.context, walk.texts[at]
    left = None if context.flush else left_of(text)
    over = next((h for h in context.stack if h.facets.components and not h.part), None)
    if over is None or not CHARGE.search(over.text):
        return False
    if left is not None and left <= over.left + over.step_in:
        return False
    if over.line is walk.texts[at - 1].line and not over.rows:
        return True
    first = text.text.split()[:1]
    return any(
        h.text.split()[:1] == first if left is None else abs(h.left - left) <= h.step_in
        for h in context.stack
        if h.whose
    )


def over_inner(walk: Walk, heading: Heading, below: int) -> bool:
    """Whether line `below`, right under a heading, is a row set further in than it."""
    row = walk.texts[below] if below < len(walk.texts) else None
    left = left_of(row) if row is not None and line_prices(row) else None
    return left is not None and left > heading.left + 2 * heading.step_in


def left_of(text: Text) -> float | None:
    """Where a line begins; None where its source does not tell."""
    if text.line.packed:
        return None
    if text.line.tabular:
        return text.line.cells[0].left
    return next((c.left for c in text.line.cells if c.text.strip()), 0.0)
