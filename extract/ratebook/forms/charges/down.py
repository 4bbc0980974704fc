"""Goes down the lines of a charge sheet: each is a heading, a rate line, a row, of a sentence, or
words without a price."""

from __future__ import annotations

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import STEP, begins_items, begins_small, item_kind
from ratebook.forms.charges.headings.headings import heading_of, is_example
from ratebook.forms.charges.headings.setting import UnreadError
from ratebook.forms.charges.lines.capitals import cut_label
from ratebook.forms.charges.lines.flattened import like_above, settle
from ratebook.forms.charges.lines.held import hold_name
from ratebook.forms.charges.lines.keyed import of_key_alone
from ratebook.forms.charges.lines.lines import DANGLING, line_prices, with_next
from ratebook.forms.charges.lines.parts import left_of
from ratebook.forms.charges.lines.running import dashed_name, hangs, is_prose, is_sentence
from ratebook.forms.charges.lines.steps import give_steps, step_lines
from ratebook.forms.charges.lines.tells import bare_counts, beside_table, goes_on
from ratebook.forms.charges.lines.turned import cut_by_page
from ratebook.forms.charges.lines.unsigned import of_money_alone
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.lines.wrapped import label_over
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.paragraphs import take_paragraph
from ratebook.forms.charges.rows.described import told_below
from ratebook.forms.charges.rows.geometry import apart, evenly
from ratebook.forms.charges.rows.row_kinds import is_amountless, lacks_amount
from ratebook.forms.charges.rows.standing import share_in_force
from ratebook.forms.charges.sentences.prose import RUN_IN
from ratebook.forms.charges.worded import take_words
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.hit import Text
from ratebook.forms.tokens.dates import ANY_MONTH

_CONTINUED = regex.compile(
    r"[\s(]*(?:continued|cont[’']?d\.?|page\s+\d{1,3}(?:\s+of\s+\d{1,3})?"
    r"|appendix\s+case\s+no\.?\s*\d{2,4}-\d{2,6})[\s).]*",
    regex.IGNORECASE,
)
_CHARGE_OF = regex.compile(
    r"\W*(?:[A-Za-z\d]{1,2}[.)]\W*)?(?:an?|the)\s+(?:charge|fee)\s+of\s*$", regex.IGNORECASE
)
"""`(1) A charge of | $66.80 | for tampering.`: a sentence set in cells."""

_SENTENCES = regex.compile(
    r"\$\s?\d[\d,]*\.\d{2}(?:\s[a-z][a-z\d, ]{2,40})?\.\s+[A-Z][a-z]+[^\t]*[$¢]"
)
"""`Monthly charge: $331.40. Delivery: $1.8624 per Dth`"""
_NEW_SENTENCE = regex.compile(r"[^.;]{0,40}\.\s+[A-Z][a-z]+(?:\s+[a-z]+)*[^.;:]*(?<![.;:])\s*$")
"""`$87.68. Failure to submit a` over `test report results in a charge of $5.51`"""
_HANGS_BELOW = regex.compile(rf"(?:of|through|thru|to|until|from)\s+{ANY_MONTH}", regex.IGNORECASE)
"""`of June through September`: what ends a clause that the line above began."""
_MONTHS = regex.compile(rf"{ANY_MONTH}\s+(?:through|thru|to|and)\b", regex.IGNORECASE)
_NEXT_BLOCK = regex.compile(
    r"(?:and\s+)?(?:next|over|additional|all\s+(?:over|additional))\b", regex.I
)
_TAIL = regex.compile(
    r"\s*[a-z][\w'’,()-]*(?:\s[\w'’,()-]+){1,9}[a-z]{2}\.\s+[A-Z][^.$]{0,60}[:.]?\s*\$"
)
"""`back to the office unpaid. Each return: $20.00`: of what, a line above says."""
_BEGINS = regex.compile(r"\s*(?:An?|The|When|If|Where|Any)\s(?:[\w'’-]+\s+){3}")
"""How a sentence begins that says more than four words before its price."""
_ITEM_AND_TEXT = 2
_FEW_WORDS = 7


def walk_all(walk: Walk) -> None:
    """Goes down all lines; fills `found`, `unread` and `claims`."""
    walk.steps = step_lines(walk.texts)
    walk.tell_studies()
    at = 0
    while at < len(walk.texts):
        at = _step(walk, at)
    give_steps(walk)
    settle(walk)


def _step(walk: Walk, at: int) -> int:
    """Takes line `at` and what belongs to it; the next line to take."""
    text = walk.texts[at]
    if walk.tables:
        walk.set_for(at)
    if not any(map(str.isalnum, text.text)):
        walk.claims[at] = "noise: no letter or digit"
        return at + 1
    if at in walk.flat:
        walk.claims[at] = "charge, its label in a line above"
        walk.unread += [(text, walk.flat[at])] if walk.flat[at] else []
        return at + 1
    if at in walk.sided:
        _open_side(walk, walk.sided[at])
    above = walk.texts[at - 1].line if at else None
    if above is not None and above.tabular and not (text.line.tabular or above.packed):
        walk.setting.context.leave_table()
    if text.line.tabular:
        walk.setting.context.led(text.line)
    if at and apart(walk.texts[at - 1].line, text.line) and not _set_evenly(walk, at):
        walk.setting.context.apart()
    if is_amountless(text) or (at and lacks_amount(walk.texts[at - 1], text)):
        walk.claims[at] = "a charge without an amount"
        return at + 1
    found = line_prices(text)
    if any(p.firm for p in found) or (found and bare_counts(walk, text)):
        return _priced(walk, at, found)
    if _CONTINUED.fullmatch(text.text):
        walk.claims[at] = "furniture"
        return at + 1
    if not found and of_money_alone(walk.texts, at):
        walk.unread.append((text, "a figure without a sign below a heading of money"))
        walk.setting.context.row(left_of(text))
        walk.claims[at] = "not read"
        return at + 1
    return take_words(walk, at)


def _set_evenly(walk: Walk, at: int) -> bool:
    """Whether line `at` is a row of a list of which each row stands apart, set further in than the
    heading of its group."""
    group = next((h for h in reversed(walk.setting.context.stack) if h.group), None)
    line = walk.texts[at].line
    if group is None or not line.cells:
        return False
    if (walk.setting.context.flush or line.packed) and like_above(walk.texts, at):
        return True
    near = [walk.texts[n].line if 0 <= n < len(walk.texts) else None for n in range(at - 2, at + 2)]
    # Where a row began that lost that, those around it tell.
    told = [line] if not line.packed else [x for x in near if x and x.cells and not x.packed]
    left = max((x.cells[0].left for x in told), default=0.0)
    return left > group.left + STEP and evenly(near)


def _open_side(walk: Walk, name: Text) -> None:
    """The name beside a paragraph ends what stands above it, and heads the paragraph."""
    context = walk.setting.context
    context.named_apart()
    heading = heading_of(name.line, walk.title)
    if heading is not None:
        context.open(heading)


def _part_of_another(walk: Walk, at: int) -> str:
    """Why a line with a price cannot be read by itself; empty where it can."""
    if goes_on(walk, at) or cut_by_page(walk, at):
        return "goes on from a line that was not read"
    if _TAIL.match(walk.texts[at].text) and not walk.setting.context.columns:
        return "the sentence before its label begins above"
    return "of whom or what it is stands in a line above" if of_key_alone(walk.texts, at) else ""


def _priced(walk: Walk, at: int, found: list[Price]) -> int:
    text = walk.texts[at]
    context = walk.setting.context
    if is_example(context.stack) or walk.in_study(at):
        walk.claims[at] = "an example, no charge"
        return at + 1
    part = _part_of_another(walk, at)
    if part:
        walk.unread.append((text, part))
        walk.claims[at] = "not read"
        return at + 1
    if len(text.line.cells) == 1 and dashed_name(text.text):
        context.named_apart()
    kind = item_kind(text.text)
    if kind:
        context.item(kind, begins_items(text.text))
    if len(found) == 1 and beside_table(walk, text):
        context.columns, context.columns_line, context.past = [], None, None
    context.outdent(left_of(text), len(text.line.cells) > 1)
    if not context.columns and hold_name(walk.texts, at, walk.letters):
        text, found = walk.texts[at], line_prices(walk.texts[at])
    if at + 1 < len(walk.texts):
        text, found = _with_below(walk, at, found)
    within = context.columns and len(text.line.cells) > 1
    if (is_sentence(text) or _runs_on(text)) and not within:
        return take_paragraph(walk, at)
    if _clause_goes_on(walk, at, found):
        return take_paragraph(walk, at)
    if walk.capitals and cut_label(walk.texts, at):
        walk.unread.append((text, "its label may begin above or end below"))
        walk.claims[at] = "not read"
        return at + 1
    if within and len(found) > 1 and all(p.kind == "percent" for p in found):
        text = share_in_force(context, text, walk.letters) or text
        walk.texts[at], found = text, line_prices(text)
    try:
        made, used = with_next(walk.texts, at, found, walk.setting)
    except UnreadError as error:
        if _may_be_said(text, found, bool(within)):
            return take_paragraph(walk, at)
        if not text.line.tabular:
            context.carried = ""
        walk.unread.append((text, str(error)))
        context.row(left_of(text))
        walk.claims[at] = f"not read: {error}"
        return at + 1 + _closes(walk, at)
    if _begins_again(context, made):
        context.doubt = "a block begins again: a heading above it was not read"
        walk.unread.append((text, context.doubt))
        walk.claims[at] = "not read"
        return at + used
    walk.enter(made)
    for one in made:
        said = one.meaning.fields
        context.units.setdefault(said["component"].value, set()).add(said["unit"].value)
    context.row(left_of(text), facets(text.text).timed)
    for n in range(used):
        walk.claims[at + n] = "charge"
    return at + used


def _may_be_said(text: Text, found: list[Price], within: bool) -> bool:
    """Whether a line that is no rate line may be of a sentence. `within`: it is in a table."""
    shares = all(p.kind == "percent" for p in found) and not _is_share_row(text, found)
    said = is_prose(text) or ";" in text.text or _SENTENCES.search(text.text)
    said = said or _CHARGE_OF.match(text.text[: found[0].start])
    return shares or bool(said and not within)


def _is_share_row(text: Text, found: list[Price]) -> bool:
    """Whether a line is a name and a percentage and nothing more: `City of Henryville - 1.3%`."""
    ends = not text.text[found[-1].end :].strip(" .|\t)")
    few = len(text.text[: found[0].start].split()) <= _FEW_WORDS
    return ends and few and len(found) == 1 and not is_prose(text) and not is_sentence(text)


def _clause_goes_on(walk: Walk, at: int, found: list[Price]) -> bool:
    """Whether behind the price of a line another clause begins that the next line goes on with:
    `at the coin box, 52 cents per 100 gallons; by contract haulers with their` over `own key,`."""
    text, below = walk.texts[at], walk.texts[at + 1 : at + 2]
    if len(text.line.filled) > _ITEM_AND_TEXT or not below:
        return False
    more = below[0].text.strip()
    if text.text.rstrip().endswith(";"):
        # `Energy charge, winter: First 500 kWh at $0.06930;` over `next 500 kWh at $0.04558;`
        on = more[:1].islower() or (walk.capitals and _NEXT_BLOCK.match(more) is not None)
        headed = on and ":" in text.text[: found[0].start]
        if headed and len(text.line.filled) == 1:
            return any(p.firm for p in line_prices(below[0]))
        # The next price alone: `0.6876 dollars per Dth for all over 5,000 Dth.`
        return more[:1].isdigit() and any(p.firm and not p.start for p in line_prices(below[0]))
    behind = text.text[found[-1].end :]
    if behind.rstrip().endswith(":") and more[:1] == "$":
        return True  # `5/8-inch meter: $243.00. A 1-inch meter:` over `$807.00.`
    if len(text.line.filled) == 1 and DANGLING.search(behind) and _MONTHS.match(more):
        return True  # `during the months of` over `June through September`
    if len(text.line.filled) == 1 and DANGLING.search(behind) and _counts(more):
        return True  # `for all remaining` over `Kwh per month`
    if not begins_small(more) or _ends_unit(behind, more):
        return False
    open_still = len(text.line.filled) == 1 and text.text.rstrip()[-1:].isalpha()
    if open_still and is_prose(text) and _BEGINS.match(text.text[: found[0].start]):
        return True  # `A member gets a credit of $10.31 in each month that a` over `switch is used`
    if len(found) > 1 and len(text.line.filled) == 1 and not text.text.rstrip().endswith("."):
        # `28.736¢ /Ccf` over `during the summer months.`
        return True
    if len(text.line.filled) == 1 and (DANGLING.search(behind) or _HANGS_BELOW.match(more)):
        return True  # `for each controlled water heater during the` over `months of June`
    clause = behind.rpartition(";")[2].strip() if ";" in text.text else ""
    return clause[:1].islower() or _NEW_SENTENCE.match(behind) is not None


def _ends_unit(behind: str, more: str) -> bool:
    """Whether a line is no more than the end of the unit that the one above breaks off: `per
    customer per` over `month;`."""
    said = facets(f"{behind.strip()} {more}") if behind.rstrip().endswith(" per") else None
    return said is not None and said.unit is not None and not said.rest


def _counts(more: str) -> bool:
    """Whether a line begins with what a block counts."""
    return word_pattern("quantities", "words").match(more) is not None


def _runs_on(text: Text) -> bool:
    """Whether prices follow a heading in its line and go on in the next: `C. Demand Charge. $7.91
    per KW of contract demand, and $10.61 per KW for`."""
    said = text.text.rstrip()
    if said.endswith(".") or "$" not in said or ". " not in said.replace("\t", " "):
        return False
    return hangs(said) and RUN_IN.match(" ".join(said.split())) is not None


def _with_below(walk: Walk, at: int, found: list[Price]) -> tuple[Text, list[Price]]:
    """A row with what the lines below it tell of it, or print of the end of its label."""
    text, context = walk.texts[at], walk.setting.context
    if context.columns or context.past:
        text, deep = told_below(walk.texts, at, walk.setting, walk.letters)
        walk.flat.update(dict.fromkeys(range(at + 1, at + 1 + deep), ""))
        walk.texts[at] = text
        return (text, found) if deep else _whole(walk, at, found)
    if text.line.filled[0].text.rstrip().endswith((":", ",")):
        return _whole(walk, at, found)
    return text, found


def _whole(walk: Walk, at: int, found: list[Price]) -> tuple[Text, list[Price]]:
    """A row with the end of a cell that alone stands in the line below it."""
    whole = label_over(walk.texts, at, walk.letters)
    if whole is None:
        return walk.texts[at], found
    walk.texts[at], walk.flat[at + 1] = whole, ""
    return whole, line_prices(whole)


def _closes(walk: Walk, at: int) -> bool:
    """Whether the line below one that was not read is only the rest of its label: `Usage (Over 400%
    of | $0.04089` over `Baseline)`."""
    label, below = walk.texts[at].text.partition("\t")[0], walk.texts[at + 1 : at + 2]
    open_still = label.count("(") - label.count(")")
    more = below[0].text.strip() if below else ""
    whole = (
        open_still > 0 and more.endswith(")") and more.count(")") - more.count("(") == open_still
    )
    if whole and len(below[0].line.filled) == 1 and not line_prices(below[0]):
        walk.claims[at + 1] = "the rest of a label that was not read"
        return True
    return False


def _begins_again(context: Context, made: list[Found]) -> bool:
    """Whether a first block comes where one was begun already, with no heading between."""
    for one in made:
        fields = one.meaning.fields
        if "tier" not in fields:
            continue
        first = fields["tier"].value.lower().startswith(("first", "the first", "0", "up to"))
        # Blocks of energy below those of demand are a list of their own.
        names = ("season", "period", "group", "label", "component")
        key = "|".join(fields[n].value for n in names if n in fields)
        if first and key in context.tiers:
            return True
        context.tiers.append(key)
    return False
