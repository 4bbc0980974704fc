"""Lines without a price: headings of columns, headings, the first lines of rows and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ratebook.forms.charges.headings.heading import begins_small
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.margins import over_columns
from ratebook.forms.charges.headings.named_times import leave_names
from ratebook.forms.charges.headings.shape import Column
from ratebook.forms.charges.headings.titles import bare_group, lists_schedules, runs_on_top
from ratebook.forms.charges.lines.broken import wrapped_row
from ratebook.forms.charges.lines.flat import flat_lists
from ratebook.forms.charges.lines.keyed import keyed_prices
from ratebook.forms.charges.lines.lines import line_prices
from ratebook.forms.charges.lines.onward import cut_open, ends_at_price
from ratebook.forms.charges.lines.parts import (
    heading_at,
    heads_paragraph,
    heads_part,
    heads_rows,
    of_charge,
    over_inner,
)
from ratebook.forms.charges.lines.running import begins_paragraph, is_prose, opens_remark
from ratebook.forms.charges.lines.slid import Slid, slid_pair
from ratebook.forms.charges.lines.steps import STEP, begin_step, in_steps, leads_only
from ratebook.forms.charges.lines.tells import MONEY, damaged_row, unlike_words
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.lists import take_flat, take_slid
from ratebook.forms.charges.paragraphs import take_paragraph
from ratebook.forms.charges.rows.cells import VERB
from ratebook.forms.charges.rows.columns import columns_of_heading, names_division
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.rows.hours import heads_hours
from ratebook.forms.charges.rows.listed import lists_class
from ratebook.forms.charges.rows.numbered import numbers_columns, over_heading
from ratebook.forms.charges.rows.row_kinds import is_lamp_use, is_spoilt, is_use
from ratebook.forms.charges.rows.titled import names_kind
from ratebook.forms.charges.sentences.leads import label_above, names_below
from ratebook.forms.charges.words.doubt import cites, condition_near, stamped
from ratebook.forms.charges.words.facets import Said, facets
from ratebook.forms.charges.words.words import fold
from ratebook.forms.tables.hit import Text

# Over the codes that rows begin with, alone in its line: it heads nothing else.
_OF_CODES = regex.compile(
    r"tariff|(?:(?:tariff|rate|schedule|lamp|fixture)\s+)?codes?"
    r"|approximate|approx\.?|average|avg\.?|estimated|nominal|rated|initial",
    regex.IGNORECASE,
)
_LABELS = regex.compile(
    r"(?:monthly\s+)?(?:usage|use|consumption|quantity|items?|descriptions?|blocks?|steps?|components?|charges?)",
    regex.IGNORECASE,
)
_RUN_TOGETHER = regex.compile(
    r"\W*(?:usage|use|consumption|blocks?|description|item)\s+(?:rates?|charges?|amounts?|prices?|\(\$\))"
    r"(?:\s+(?:basis|per|unit))?\W*",
    regex.IGNORECASE,
)
"""Headings of columns whose gaps are lost: `Usage ($) Basis`."""
_OPEN_VERB = regex.compile(r"\b(?:must|shall|will|may)\s+be$", regex.IGNORECASE)
"""`each application must be` over `accompanied by a fee of $305.00.`"""
_OF_HEAD = regex.compile(r"\W*(?:no\.?\s*)?\d{1,3}(?:-\d{1,3}[a-z]?)?\W*", regex.IGNORECASE)
"""The number of a sheet that its head has left over for the next line: `4-4`."""
_TOP = 2
_WORDS = 5
"""As many words at least has the first line of a sentence."""
_DURING = regex.compile(r"\b(?:during|in|for|of)\s+the$", regex.IGNORECASE)
"""`per kWh during the` over `billing months of October-April`: the unit of a row goes on."""
_SEVERAL = 2


def take_words(walk: Walk, at: int) -> int:
    """Takes line `at`, which prints no price, and what belongs to it; the next line to take."""
    for read in (_keyed, _beginning, _over_table, _running, _listing, _heading):
        after = read(walk, at)
        if after is not None:
            return after
    text = walk.texts[at]
    if at < _TOP and _OF_HEAD.fullmatch(text.text):
        walk.claims[at] = "furniture"
        return at + 1
    if unlike_words(text):
        _doubt(walk, text)
        walk.claims[at] = "words without a price, not read"
        if MONEY.search(text.text):
            walk.unread.append((text, "a figure without a unit that is known"))
        return at + 1
    return take_paragraph(walk, at)


def _keyed(walk: Walk, at: int) -> int | None:
    """Labels with letters whose prices stand in a list below, with the same letters."""
    slid = keyed_prices(walk.texts, at)
    return take_slid(walk, at, slid) if slid is not None else None


def _over_labels(texts: Sequence[Text], at: int) -> bool:
    """Whether a line is the first of a drawn table and prints no more than what heads its labels:
    `Usage | | `. It ends nothing that stands above the table."""
    line = texts[at].line
    if not line.tabular or len(line.cells) == 1 or len(line.filled) != 1:
        return False
    if at and texts[at - 1].line.tabular and not apart(texts[at - 1].line, line):
        return False
    first = line.cells[0].text.strip(" :*")
    return _LABELS.fullmatch(first) is not None and at + 1 < len(texts)


def _over_headings(texts: Sequence[Text]) -> bool:
    """Whether the first line runs on top of the sheet, and the next one heads the columns."""
    below = texts[1:2]
    several = bool(below) and len(below[0].line.filled) > 1 and not line_prices(below[0])
    return several and runs_on_top(texts[0])


def _beginning(walk: Walk, at: int) -> int | None:
    """A line that begins a row, a step of dates, a schedule or a class of customers."""
    text = walk.texts[at]
    context = walk.setting.context
    if lists_schedules(walk.texts, at):
        context.over_list()
        walk.claims[at] = "a list of schedules"
        return at + 1
    if _OF_CODES.fullmatch(text.text.strip()) or _over_labels(walk.texts, at):
        walk.claims[at] = "column headings"
        return at + 1
    if not at and _over_headings(walk.texts):
        walk.claims[at] = "words without a price"
        return at + 1
    wrapped = wrapped_row(walk, at)
    if wrapped is not None:
        row, deep = wrapped
        walk.texts[at + deep] = row
        for n in range(at, at + deep):
            walk.claims[n] = "the first line of a row"
        return at + deep
    if at in walk.steps and in_steps(walk.steps):
        begin_step(walk, at)
        return at + 1
    if leads_only(walk, at):
        walk.claims[at] = STEP
        return at + 1
    if walk.schedules and (walk.schedules.titled(text) or walk.schedules.lettered(walk.texts, at)):
        context.part_at(text.line)
        walk.claims[at] = "heading of a schedule: schedule"
        return at + 1
    if walk.schedules and walk.schedules.of_class(walk.texts, at, walk.title, bool(walk.found)):
        context.class_at(text.line)
        walk.claims[at] = "heading of a schedule: class"
        return at + 1
    ends = walk.schedules and walk.schedules.end(walk.texts, at, context.stack)
    if ends or (walk.schedules and walk.schedules.end_class(walk.texts, at)):
        context.part_at(text.line)
    return None


def _over_table(walk: Walk, at: int) -> int | None:
    """The headings of the columns of a table, or its figures of use."""
    text = walk.texts[at]
    context = walk.setting.context
    if lists_class(walk.texts, at):
        walk.claims[at] = "words without a price"
        return at + 1
    if names_kind(walk.texts, at) or numbers_columns(walk.texts, at):
        walk.claims[at] = "column headings"
        return at + 1
    if names_division(walk.texts, at) or over_heading(walk.texts, at):
        return None
    columns, deep = columns_of_heading(walk.texts, at)
    if columns and _cut_above(walk, at, columns):
        return _uncertain(walk, at, deep)
    if columns:
        if at and _MONTHLY.match(walk.texts[at - 1].text):
            columns = [_by_month(c) for c in columns]
        walk.open_table(columns, at, deep)
        return at + deep
    if deep:
        return _uncertain(walk, at, deep)
    last = walk.found[-1].meaning.fields["component"].value if walk.found else ""
    if (last == "lamp" and is_lamp_use(text)) or (
        (context.columns or context.past) and is_use(text)
    ):
        walk.claims[at] = "figures of use, no price"
        return at + 1
    return None


_CHARGED = regex.compile(r"\b(?:charge|rate|fee)s?$", regex.IGNORECASE)
_MONTHLY = regex.compile(
    r"\s*monthly\s+(?:charges|rates|fees)\s+(?:by|for|according\s+to)\s[^.:]{3,60}$",
    regex.IGNORECASE,
)
"""What all columns below it are, said in a line of its own: `Monthly charges by size of meter`."""


def _by_month(column: Column) -> Column:
    """A column of charges without a unit, below a line that says they are paid by the month."""
    said = column.facets
    if said.measures or said.monthly or not _CHARGED.search(column.cell.text):
        return column
    return replace(column, facets=replace(said, measures=(Said("month", 0, 0),)))


def _cut_above(walk: Walk, at: int, columns: list[Column]) -> bool:
    """Whether the line right above headings, which was taken for none of them, stands over two of
    their columns: what it says is of their names."""
    above = walk.texts[at - 1].line if at else None
    if above is None or above.tabular or walk.claims.get(at - 1) != "heading":
        return False
    if apart(above, walk.texts[at].line):
        return False
    cells = [column.cell for column in columns]
    under = {
        n
        for cell in above.filled
        for n, c in enumerate(cells)
        if cell.left < c.right and c.left < cell.right
    }
    return len(above.filled) > 1 and len(under) > 1


def _running(walk: Walk, at: int) -> int | None:
    """Words of a stamp, a sentence, or a row whose price is damaged."""
    text = walk.texts[at]
    spoilt = is_spoilt(text)
    if not spoilt and stamped(text.text) and not (is_prose(text) and cites(text.text)):
        walk.claims[at] = "words of a stamp"
        return at + 1
    if is_prose(text) and not names_below(walk.texts, at) and not _heads(walk, at):
        return take_paragraph(walk, at)
    return _spoilt(walk, at) if spoilt else None


def _heads(walk: Walk, at: int) -> bool:
    below = walk.texts[at + 1 : at + 2]
    if below and opens_remark(walk.texts[at], below[0]):
        return True
    return heads_part(walk, at) or heads_rows(walk, at) or heads_paragraph(walk, at)


def _listing(walk: Walk, at: int) -> int | None:
    """Labels whose prices stand in a list or a line below."""
    flat = flat_lists(walk.texts, at)
    if flat is not None:
        return take_flat(walk, at, flat)
    slid = slid_pair(walk.texts, at) or walk.lists(at)
    return take_slid(walk, at, slid) if slid is not None else None


def _heading(walk: Walk, at: int) -> int | None:
    """A heading over prices, of a schedule or over a list of hours; or the label of the price that
    stands alone below it."""
    text = walk.texts[at]
    context = walk.setting.context
    opened = walk.schedules.take(text) if walk.schedules and not of_charge(walk, at) else ""
    if not opened and walk.title and walk.schedules and walk.schedules.sister(text, walk.title):
        opened = "title"
    if opened:
        context.part_at(text.line)
        walk.claims[at] = f"heading of a schedule: {opened}"
        return at + 1
    if heads_hours(walk.texts, at):
        context.clock()
        walk.claims[at] = "heading of hours"
        return at + 1
    if label_above(walk.texts, at) is not None:
        if text.line.heading:
            # A heading of its own: what stands above it has ended.
            context.named_apart()
        return take_slid(walk, at, Slid({at: at + 1}, (), at + 2))
    if _runs_on(walk, at):
        return take_paragraph(walk, at)
    if walk.found and fold(text.text) == fold(walk.title) and _heads_itself(walk, at):
        walk.claims[at] = "heading"
        return at + 1
    if _heads_nothing(walk, at):
        walk.claims[at] = "column headings"
        return at + 1
    above = walk.texts[at - 1].text.rstrip() if at else ""
    if (begins_small(text.text) or walk.capitals) and _DURING.search(above):
        walk.claims[at] = "words without a price"
        return at + 1
    heading, used = heading_at(walk, at)
    if heading is None:
        heading, used = bare_group(walk.texts, at), 1
    if heading is None:
        return None
    heading = over_columns(heading) if context.flush else heading
    heading.over_inner = over_inner(walk, heading, at + used)
    heading.whose = of_charge(walk, at)
    context.open(heading)
    leave_names(context.stack, heading, walk.texts)
    if heading.facets.free and condition_near(" ".join(heading.facets.free)):
        context.doubt = f"below a worn heading: {heading.text[:40]}"
    for n in range(used):
        walk.claims[at + n] = "heading"
    return at + used


def _heads_itself(walk: Walk, at: int) -> bool:
    """Whether the title of the sheet, printed again within its list, heads the row that repeats it:
    `Gas Cost Recovery Rate` over `Gas Cost Recovery Rate (GCR) | 5.7099`."""
    said, below = walk.texts[at].text.strip(), walk.texts[at + 1 : at + 2]
    return bool(said and below) and below[0].text.strip().startswith(said)


def _runs_on(walk: Walk, at: int) -> bool:
    """Whether a line is the first of a sentence that the next one goes on with: `The energy rate
    for storage heaters programmed` over `to operate in off-peak hours is:`."""
    text, below = walk.texts[at], walk.texts[at + 1 : at + 2]
    if below and ends_at_price(text, below[0]):
        return True
    if below and len(text.line.filled) == 1 and _OPEN_VERB.search(text.text.rstrip()):
        return True
    if below and cut_open(text, below[0]):
        return True
    if not below or text.line.heading:
        return False
    if begins_paragraph(text, below[0]):
        return True
    if not begins_small(below[0].text):
        return False
    if len(text.line.filled) > 1 or len(text.text.split()) < _WORDS or text.text.isupper():
        return False
    ends = VERB.search(below[0].text) is not None or below[0].text.rstrip().endswith(".")
    return ends and not line_prices(below[0])


def _uncertain(walk: Walk, at: int, deep: int) -> int:
    """Headings of which it is not certain over which columns they stand."""
    context = walk.setting.context
    context.columns, context.columns_line, context.past = [], None, None
    context.doubt = "below headings that may stand over more columns than one"
    for n in range(at, at + deep):
        walk.claims[n] = "column headings, not read"
    return at + deep


def _spoilt(walk: Walk, at: int) -> int:
    """A row whose price cannot be read."""
    _doubt(walk, walk.texts[at])
    walk.claims[at] = "a price that is damaged, not read"
    walk.unread.append((walk.texts[at], "the figure is damaged"))
    return at + 1


def _doubt(walk: Walk, text: Text) -> None:
    """What stands below a line that was not read may belong to it."""
    if not damaged_row(text):
        said = text.text.strip()[:40]
        walk.setting.context.doubt = f"below a line that was not read: {said}"


def _heads_nothing(walk: Walk, at: int) -> bool:
    """Whether a line is of columns that say nothing, `Charge | Per`, or `Rate` over the prices,
    below a heading of a group or a charge that has no price yet: it ends nothing."""
    text, stack = walk.texts[at], walk.setting.context.stack
    names = bool(stack) and (stack[-1].group is not None or stack[-1].facets.component is not None)
    if not names or stack[-1].rows:
        return False
    if len(text.line.filled) > 1:
        return is_part(text.text)
    if _RUN_TOGETHER.fullmatch(text.text) or _LABELS.fullmatch(text.text.strip(" .:")):
        return True
    return _over_price(walk.texts, at)


def _over_price(texts: Sequence[Text], at: int) -> bool:
    """Whether a line is one word that heads prices, `Rate`, and stands over that of the row below,
    beside its label."""
    below, line = texts[at + 1 : at + 2], texts[at].line
    if not below or line.tabular or below[0].line.tabular or line.text.rstrip().endswith(":"):
        return False
    if len(below[0].line.filled) < _SEVERAL:
        return False
    label, price = below[0].line.filled[0], below[0].line.filled[-1]
    over = line.filled[0].left > label.right and line.filled[0].right > price.left
    said = facets(line.text)
    nothing = is_part(texts[at].text) and not (said.measures or said.timed or said.components)
    return over and nothing and bool(line_prices(below[0]))
