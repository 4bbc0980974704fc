"""Goes down the lines of a charge sheet: each is a heading, a rate line, a row, of a sentence, or
words without a price."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading, item_kind
from ratebook.forms.charges.headings.headings import heading_of, is_example
from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.lines.flat import Flat, flat_lists
from ratebook.forms.charges.lines.lines import bracketed, line_prices, read_line, with_next
from ratebook.forms.charges.lines.parts import end_item, headed_beside, heads_part
from ratebook.forms.charges.lines.running import dashed_name, is_prose, is_sentence
from ratebook.forms.charges.lines.slid import Slid, is_bare, of_labels, slid_pair
from ratebook.forms.charges.lines.steps import begin_step, give_steps, in_steps, step_lines
from ratebook.forms.charges.lines.tells import (
    MONEY,
    bare_counts,
    beside_table,
    damaged_row,
    goes_on,
    unlike_words,
)
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.meaning.meaning import Meaning, understand
from ratebook.forms.charges.rows.columns import columns_of_heading
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.rows.hours import heads_hours
from ratebook.forms.charges.rows.listed import lists_class
from ratebook.forms.charges.rows.row_kinds import is_amountless, is_spoilt, is_use
from ratebook.forms.charges.sentences.leads import (
    joined_row,
    label_above,
    lead_of,
    names_below,
    sized_row,
    wrapped_label,
)
from ratebook.forms.charges.sentences.prose import (
    Paragraph,
    gather,
    read_sentences,
)
from ratebook.forms.charges.words.doubt import condition_near, stamped
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, prices
from ratebook.forms.tables.hit import Text

# Over the codes that rows begin with, alone in its line: it heads nothing else.
_OF_CODES = regex.compile(
    r"tariff|(?:(?:tariff|rate|schedule|lamp|fixture)\s+)?codes?", regex.IGNORECASE
)
_CONTINUED = regex.compile(r"[\s(]*(?:continued|cont[’']?d\.?)[\s).]*", regex.IGNORECASE)


def walk_all(walk: Walk) -> None:
    """Goes down all lines; fills `found`, `unread` and `claims`."""
    walk.steps = step_lines(walk.texts)
    at = 0
    while at < len(walk.texts):
        at = _step(walk, at)
    give_steps(walk)


def _step(walk: Walk, at: int) -> int:
    """Takes line `at` and what belongs to it; the next line to take."""
    text = walk.texts[at]
    if not any(map(str.isalnum, text.text)):
        walk.claims[at] = "noise: no letter or digit"
        return at + 1
    if at in walk.flat:
        walk.claims[at] = "charge, its label in a line above"
        walk.unread += [(text, walk.flat[at])] if walk.flat[at] else []
        return at + 1
    if at and walk.texts[at - 1].line.tabular and not text.line.tabular:
        walk.setting.context.leave_table()
    if text.line.tabular:
        walk.setting.context.led(text.line)
    if at and apart(walk.texts[at - 1].line, text.line):
        walk.setting.context.apart()
    if is_amountless(text):
        walk.claims[at] = "a charge without an amount"
        return at + 1
    found = line_prices(text)
    if any(p.firm for p in found) or (found and bare_counts(walk, text)):
        return _priced(walk, at, found)
    if _CONTINUED.fullmatch(text.text):
        walk.claims[at] = "furniture"
        return at + 1
    return _words(walk, at)


def _words(walk: Walk, at: int) -> int:
    """A line without a price: column headings, a heading, or words."""
    text = walk.texts[at]
    context = walk.setting.context
    if _OF_CODES.fullmatch(text.text.strip()):
        walk.claims[at] = "column headings"
        return at + 1
    row = _wrapped_row(walk, at)
    if row is not None:
        walk.texts[at + 1] = row
        walk.claims[at] = "the first line of a row"
        return at + 1
    if at in walk.steps and in_steps(walk.steps):
        begin_step(walk, at)
        return at + 1
    if walk.schedules and walk.schedules.titled(text):
        context.part_at(text.line)
        walk.claims[at] = "heading of a schedule: schedule"
        return at + 1
    if walk.schedules and walk.schedules.of_class(walk.texts, at, walk.title, bool(walk.found)):
        context.class_at(text.line)
        walk.claims[at] = "heading of a schedule: class"
        return at + 1
    if walk.schedules and walk.schedules.end_class(walk.texts, at):
        context.part_at(text.line)
    if lists_class(walk.texts, at):
        walk.claims[at] = "words without a price"
        return at + 1
    columns, deep = columns_of_heading(walk.texts, at)
    if columns:
        walk.open_table(columns, at, deep)
        return at + deep
    if deep:
        return _uncertain(walk, at, deep)
    if (context.columns or context.past) and is_use(text):
        walk.claims[at] = "figures of use, no price"
        return at + 1
    spoilt = is_spoilt(text)
    if stamped(text.text) and not spoilt:
        walk.claims[at] = "words of a stamp"
        return at + 1
    if is_prose(text) and not names_below(walk.texts, at) and not heads_part(walk, at):
        return _paragraph(walk, at)
    if spoilt:
        return _spoilt(walk, at)
    flat = flat_lists(walk.texts, at)
    if flat is not None:
        return _flat(walk, at, flat)
    slid = slid_pair(walk.texts, at) or walk.lists(at)
    if slid is not None:
        return _slid(walk, at, slid)
    opened = walk.schedules.take(text) if walk.schedules else ""
    if opened:
        context.part_at(text.line)
        walk.claims[at] = f"heading of a schedule: {opened}"
        return at + 1
    if walk.title and walk.schedules and walk.schedules.sister(text, walk.title):
        context.part_at(text.line)
        walk.claims[at] = "heading of a schedule: title"
        return at + 1
    if heads_hours(walk.texts, at):
        walk.claims[at] = "heading of hours"
        return at + 1
    price = label_above(walk.texts, at)
    if price is not None:
        return _slid(walk, at, Slid({at: at + 1}, (), at + 2))
    heading, used = _heading(walk, at)
    if heading:
        context.open(heading)
        if heading.facets.free and condition_near(" ".join(heading.facets.free)):
            context.doubt = f"below a worn heading: {heading.text[:40]}"
        for n in range(used):
            walk.claims[at + n] = "heading"
        return at + used
    if unlike_words(text):
        _doubt(walk, text)
        walk.claims[at] = "words without a price, not read"
        if MONEY.search(text.text):
            walk.unread.append((text, "a figure without a unit that is known"))
        return at + 1
    return _paragraph(walk, at)


def _uncertain(walk: Walk, at: int, deep: int) -> int:
    """Headings of which it is not certain over which columns they stand."""
    context = walk.setting.context
    context.columns, context.columns_line, context.past = [], None, None
    context.doubt = "below headings that may stand over more columns than one"
    for n in range(at, at + deep):
        walk.claims[n] = "column headings, not read"
    return at + deep


def _wrapped_row(walk: Walk, at: int) -> Text | None:
    """The row that line `at` begins and the next one ends; None where it begins none."""
    if at + 1 >= len(walk.texts):
        return None
    found = wrapped_label(walk.texts, at, walk.letters)
    if found is None and walk.setting.context.columns:
        found = joined_row(walk.texts[at], walk.texts[at + 1], walk.letters)
        found = found or sized_row(walk.texts, at, walk.letters)
    return found


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


def _slid(walk: Walk, first: int, slid: Slid) -> int:
    """Takes a list of labels with the list of their prices below it; the next line to take."""
    walk.setting.context.end_blocks()
    made: dict[int, Found] = {}
    unread = "" if slid.pairs else "names and prices stand in lists that are not as long"
    over = facets(" ".join(walk.texts[n].text.strip() for n in slid.over)) if slid.over else None
    priced = list(slid.pairs.values()) or [
        n for n in range(first, slid.end) if is_bare(walk.texts[n])
    ]
    for at in range(first, min(priced)):
        text = walk.texts[at]
        if at not in slid.pairs:
            heading, _ = _heading(walk, at)
            if heading and not of_labels(text) and at not in slid.over:
                walk.setting.context.open(heading)
            walk.claims[at] = "heading"
            continue
        below = walk.texts[slid.pairs[at]]
        price = prices(below.text)[0]
        try:
            meaning = understand(text.text, below.text[price.end :], price, walk.setting, over)
            _call(meaning, text)
            made[at] = Found(meaning, below)
        except UnreadError as error:
            unread = unread or str(error)
        walk.setting.context.row(_left(text))
        walk.claims[at] = "charge, its price below its label's list"
    walk.enter([] if unread else list(made.values()))
    for at in priced:
        walk.claims[at] = "charge, its price below its label's list"
        walk.unread += [(walk.texts[at], unread)] if unread else []
    return slid.end


def _flat(walk: Walk, at: int, flat: Flat) -> int:
    """Takes a line of labels with the line of their prices below it; the next line to take."""
    # Beside which of them its mark stood, the line does not say.
    below, why = walk.texts[flat.line]._replace(mark=None), ""
    made: list[Found] = []
    for label, (price, unit) in zip(flat.labels, flat.priced, strict=True):
        try:
            made.append(Found(understand(label, unit, price, walk.setting), below))
        except UnreadError as error:
            why = str(error)
    walk.claims[at] = "labels, their prices in a line below"
    walk.flat[flat.line] = why
    if not why:
        walk.enter(made)
    return at + 1


def _call(meaning: Meaning, text: Text) -> None:
    """Names a charge by the line above its price, where its name does not hold that yet."""
    said = " ".join(text.text.split()).strip(" :.*")
    label = meaning.fields.get("label")
    names = " ".join(meaning.fields[n].value for n in ("label", "group") if n in meaning.fields)
    if facets(said).tiers or said.lower() in names.lower():
        return
    meaning.fields["label"] = Source(f"{said}, {label.value}" if label else said)


def _heading(walk: Walk, at: int) -> tuple[Heading | None, int]:
    """The heading line `at` is, with the next line where its bracket closes there."""
    text = walk.texts[at]
    beside = headed_beside(walk, at)
    if beside:
        return beside, 1
    below = walk.texts[at + 1].text if at + 1 < len(walk.texts) else ""
    if bracketed(text.text, len(text.text)) and ")" in below and not prices(below):
        return heading_of(text.line, walk.title, below), 2
    return heading_of(text.line, walk.title, part=heads_part(walk, at)), 1


def _paragraph(walk: Walk, at: int) -> int:
    walk.setting.context.outdent(_left(walk.texts[at]))
    end_item(walk, at)
    if dashed_name(walk.texts[at].text):
        walk.setting.context.named_apart()
    inner = walk.setting.context.within(item_kind(walk.texts[at].text))
    paragraph = gather(walk.texts, at, lambda i: _reads(walk, i))
    _sentences(walk, paragraph, at, inner)
    return at + len(paragraph.texts)


def _sentences(walk: Walk, paragraph: Paragraph, at: int, inner: bool) -> None:
    walk.setting.context.beside_told()
    made, unread = read_sentences(paragraph, walk.setting)
    walk.enter(made)
    walk.unread += unread
    for n in range(len(paragraph.texts)):
        walk.claims[at + n] = "sentences" if made or unread else "words without a price"
    if made:
        walk.setting.context.tell()
    for heading in walk.setting.context.stack if made else ():
        heading.rows += 1
    if not made and not inner:
        walk.setting.context.part()
        walk.setting.context.prose(paragraph.text.rstrip().endswith(":"))
    if not made and not unread:
        stack = walk.setting.context.stack
        lead = lead_of(paragraph, first=not stack or not stack[-1].rows)
        if lead is not None:
            walk.setting.context.open(lead)


def _reads(walk: Walk, at: int) -> bool:
    """Whether line `at` reads as a rate line by itself."""
    found = line_prices(walk.texts[at])
    if not any(p.firm for p in found) or is_sentence(walk.texts[at]):
        return False
    try:
        return bool(read_line(walk.texts, walk.texts[at], found, walk.setting))
    except UnreadError:
        return False


def _priced(walk: Walk, at: int, found: list[Price]) -> int:
    text = walk.texts[at]
    context = walk.setting.context
    if is_example(context.stack):
        walk.claims[at] = "an example, no charge"
        return at + 1
    if goes_on(walk, at):
        walk.unread.append((text, "goes on from a line that was not read"))
        walk.claims[at] = "not read"
        return at + 1
    if len(text.line.cells) == 1 and dashed_name(text.text):
        context.named_apart()
    kind = item_kind(text.text)
    if kind:
        context.item(kind)
    if len(found) == 1 and beside_table(walk, text):
        context.columns, context.columns_line, context.past = [], None, None
    context.outdent(_left(text))
    if is_sentence(text) and not (context.columns and len(text.line.cells) > 1):
        return _paragraph(walk, at)
    try:
        made, used = with_next(walk.texts, at, found, walk.setting)
    except UnreadError as error:
        shares = all(p.kind == "percent" for p in found)
        within = context.columns and len(text.line.cells) > 1
        if shares or ((is_prose(text) or ";" in text.text) and not within):
            return _paragraph(walk, at)
        if not text.line.tabular:
            context.carried = ""
        walk.unread.append((text, str(error)))
        context.row(_left(text))
        walk.claims[at] = f"not read: {error}"
        return at + 1
    if _begins_again(context, made):
        context.doubt = "a block begins again: a heading above it was not read"
        walk.unread.append((text, context.doubt))
        walk.claims[at] = "not read"
        return at + used
    walk.enter(made)
    for one in made:
        said = one.meaning.fields
        context.units.setdefault(said["component"].value, set()).add(said["unit"].value)
    context.row(_left(text), facets(text.text).timed)
    for n in range(used):
        walk.claims[at + n] = "charge"
    return at + used


def _begins_again(context: Context, made: list[Found]) -> bool:
    """Whether a first block comes where one was begun already, with no heading between."""
    for one in made:
        fields = one.meaning.fields
        if "tier" not in fields:
            continue
        first = fields["tier"].value.lower().startswith(("first", "the first", "0", "up to"))
        key = "|".join(
            fields[n].value for n in ("season", "period", "group", "label") if n in fields
        )
        if first and key in context.tiers:
            return True
        context.tiers.append(key)
    return False


def _left(text: Text) -> float:
    if text.line.tabular:
        return text.line.cells[0].left
    return next((c.left for c in text.line.cells if c.text.strip()), 0.0)
