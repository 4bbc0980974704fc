"""Sentences of a charge sheet that set a charge: late payment, discounts, minimum bills."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.setting import Setting, Source, UnreadError
from ratebook.forms.charges.lines.running import VERB, dashed_name
from ratebook.forms.charges.lines.series import series
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.meaning.meaning import Meaning, understand
from ratebook.forms.charges.sentences.again import IT_IS, of_the_same, said_again
from ratebook.forms.charges.sentences.clauses import (
    in_apposition,
    lead_of,
    names_itself,
    prefix_of,
)
from ratebook.forms.charges.sentences.deposits import deposit, deposits
from ratebook.forms.charges.sentences.each import each_thing
from ratebook.forms.charges.sentences.events import event
from ratebook.forms.charges.sentences.fees import fee_below
from ratebook.forms.charges.sentences.gathering import Paragraph
from ratebook.forms.charges.sentences.kept import without_account, without_kept
from ratebook.forms.charges.sentences.overdue import late_sum
from ratebook.forms.charges.sentences.saying import name_apart, said_around, said_of
from ratebook.forms.charges.sentences.services import NUMBERED, TOLERANCE, service
from ratebook.forms.charges.sentences.shares import percentage
from ratebook.forms.charges.sentences.simple import of_size, simple_name
from ratebook.forms.charges.sentences.stated import stated
from ratebook.forms.charges.sentences.sums import summed
from ratebook.forms.charges.sentences.things import listed_shares, listed_things
from ratebook.forms.charges.words.apiece import per_one
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import Price, as_printed, bounds, prices, unsigned
from ratebook.forms.charges.words.since import since_near
from ratebook.forms.charges.words.spoken import in_figures
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.tables.hit import Text

_LETTERED = regex.compile(r"^\s*[A-Z][.)]\s+(?=(?:An?|The|For|Each)\s)")
"""The letter of an item: `B. The meter relocation is $200.00.`"""
_COUNTED = regex.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=(?:(?:an?|the)\s+)?[a-z]+\s)", regex.IGNORECASE)
_NAMED_APART = frozenset({"nonrecurring", "other"})
"""What such a charge is for, only its name says."""
_FREE = regex.compile(r"\b(?:no|free\s+of|without)\s+(?:fee|charge|cost)s?\b", regex.I)
_SHORT = 6
_PER = regex.compile(
    r"[^\d$]{0,12}\bper\s+(?:k\w{1,2}\b|mcf|ccf|therm|1,?000\s|thousand\s|100\s)", regex.I
)
_NUMBER_ALONE = 6
RUN_IN = regex.compile(
    r"\s*(?:\(?(?:[A-Za-z\d]{1,2}|[ivx]{3,4})[.)]\s+|\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+)?"
    r"(?:[A-Z][A-Z'’/-]{2,}(?:,?\s(?:[A-Z][A-Z'’/-]+|&)){0,7}\.(?=\s+[A-Z($])"
    r"|[A-Z][\w'’/-]{2,}(?:\s[\w'’/&-]+){0,5}\.(?=\s+\$))"
)
"""`3.10 SERVICE CHARGE FOR COLLECTION.`, `C. Demand Charge.` before its price: what heads the
sentences that follow on its line."""
_SENTENCE = regex.compile(
    r"(?<!\b(?i:merc|incand|approx|avg)\.)(?<=(?:[a-z\d)%]|\b(?:[Kk](?:WH|W|VA)|MCF|CCF|DTH))[.;])"
    r"\s+(?=[A-Z(]|\d{1,2}[.)]\s)"
)
_CLAUSE = regex.compile(
    r";\s*(?:and\s+)?"
    r"|,\s+and\s+(?=(?:charges|collects|bills)\s+\$|the\s+[a-z -]{3,40}\s(?:shall|will)\s+be\s+\$)"
    r"|,\s+(?:with|subject\s+to)\s+(?=an?\s+(?:\w+\s+)?minimum\b)"
    r"|\s+(?:and|with|subject\s+to)\s+(?=an?\s+(?:monthly\s+)?minimum\s+(?:(?:monthly\s+)?(?:bill|charge)\s+)?of\s)"
    rf"|,\s+(?:and|but|while)\s+(?={IT_IS})"
    r"|,\s+and\s+(?=(?:all|any)\s+(?:water|gas|energy|electricity|usage|use|kwh)\s[a-z\s]{0,60}?(?:is|(?:shall|will)\s+be)"
    r"\s+(?:billed|charged)\s+at\s)"
    r"|,?\s+and\s+(?=the\s+(?:charge|fee|deposit)\s+for\s+[a-z -]{3,60}?"
    r"\s(?:is|(?:shall|will)\s+be)\s+\$)",
    regex.IGNORECASE,
)
_SUMMANDS = regex.compile(
    r"\bthe\s+sum\s+of\s+(?=an?\s)"
    r"|(?:,\s+(?:and\s+)?|\s+and\s+)(?=(?:an?|the)\s+[a-z ]{3,40}\sof\s+[-($\d])"
)
"""`The rate is the sum of an expected gas cost of $5.36 per Mcf and a refund adjustment of ...`"""
_LED_ON = regex.compile(
    r",\s+(?:with|subject\s+to)\s*$|(?<![,;])\s+(?:and|with|subject\s+to)\s*$", regex.IGNORECASE
)
# Amounts of a contract's terms, which nobody pays for service.
_INSURED = regex.compile(
    r"\b(?:liability\s+insurance|insurance\s+(?:of|with|in)|surety\s+bond|limits\s+of\s+liability)\b",
    regex.IGNORECASE,
)
_NO_PRICE = regex.compile(
    r"\b(?:proposed|proposes|requested|requests|sought|seeks|recommend(?:s|ed)|suggest(?:s|ed))\s+(?:an?|the|that)\b|"
    r"\b(?:increase|decrease|rise|reduction|change|difference)s?\s+(?:in|of)\b"
    r"|\b(?:(?:more|less|greater|higher)\s+than|over|above|exceeding|under|below)\s*$",
    regex.IGNORECASE,
)
"""By how much a price has changed, or what an amount is beyond: no price."""
_ACCOUNTS = regex.compile(
    r"\b(?:expenses?|expenditures?|revenues?|earnings|net\s+income|margins?|indebtedness|investments?)\b"
    r"[^.;$]{0,60}$",
    regex.IGNORECASE,
)
"""Amounts of a utility's books: `Operating expenses rose to`."""
_APPLIES = regex.compile(
    r"\s+(?:also\s+)?applies(?:,?\s+(?:payable|paid|due)\s+in\s+advance)?\s*\.?\s*$",
    regex.IGNORECASE,
)
_SUM_OF = regex.compile(
    r"^[^.;:$]{0,80}\bsum\s+of(?:\s+the\s+following)?\s*:\s*(?=\(?[a-z1][.)]\s)", regex.IGNORECASE
)
"""`The monthly charge shall be the sum of:` before clauses that each name a charge."""
_LASTS = regex.compile(r"\buntil\b", regex.IGNORECASE)


def read_sentences(
    paragraph: Paragraph, setting: Setting
) -> tuple[list[Found], list[tuple[Text, str]]]:
    """The charges of a paragraph, and the lines whose price could not be read with the reason."""
    made: list[Found] = []
    printed: list[str] = []
    unread: list[tuple[Text, str]] = []
    start = 0
    prefix: Heading | None = None
    run: Heading | None = None
    lead: Heading | None = None
    before: list[Meaning] = []
    for end in _ends(paragraph.text):
        sentence = _prepared(paragraph.text[start:end])
        clause = sentence.startswith(";") or paragraph.text[:start].rstrip().endswith(";")
        clause = clause or sentence[:1].islower()
        if not clause:
            prefix = lead = None
            before = []
        found = _prices_of(sentence)
        if not found:
            unread += _unmarked(sentence, paragraph, start)
            made += _in_words(run, sentence, paragraph, start, setting)
        run = _run_in(sentence, paragraph, start) or run
        if found and not _INSURED.search(sentence):
            line, shift = paragraph.line_at(start + found[-1].start)
            printing = {id(t): t for p in found for t in [paragraph.line_at(start + p.start)[0]]}
            try:
                headed = prefix_of(sentence, found[0], line)
                prefix = headed or (None if names_itself(sentence, found[0]) else prefix)
                sentence = _behind_colon(sentence) if headed else sentence
                leads = lead_of(sentence, found[0], line)
                over = [h for h in (None if leads else lead, run) if h]
                lead = leads or lead
                before = _going_on(over, sentence, found, setting, before if clause else None)
                for meaning in before:
                    if prefix and prefix.group:
                        meaning.fields["group"] = Source(prefix.text, prefix)
                    line, shift = paragraph.line_at(start + meaning.price.start)
                    made.append(Found(meaning, line, shift - start))
            except UnreadError as error:
                before = []
                unread += [(text, str(error)) for text in printing.values()]
        printed += [sentence] * (len(made) - len(printed))
        start = end
    name_apart(made, printed)
    return made, unread


def _going_on(
    over: list[Heading],
    sentence: str,
    found: list[Price],
    setting: Setting,
    before: list[Meaning] | None,
) -> list[Meaning]:
    """The charges of a sentence, or of a clause that goes on from those `before` it."""
    if before is None:
        return _below(over, sentence, found, setting)
    made = said_again(sentence, found, before, setting) or _below(over, sentence, found, setting)
    of_the_same(made, sentence, found, before)
    return made


def _prepared(sentence: str) -> str:
    """A sentence without the words that only lead on to the next, and without shares in kind;
    blanks keep the offsets of its prices."""
    sentence = _SUM_OF.sub(lambda m: " " * len(m[0]), sentence)
    return without_kept(without_account(_LED_ON.sub(lambda m: " " * len(m[0]), sentence)))


def _behind_colon(sentence: str) -> str:
    """A sentence without what heads its clauses, which is no label of the first."""
    cut = sentence.index(":") + 1
    return " " * cut + sentence[cut:]


def _prices_of(sentence: str) -> list[Price]:
    """The prices of a sentence, without what bounds others and how exact a meter must be."""
    exact = [m.span() for m in TOLERANCE.finditer(sentence)]
    return [
        p
        for p in prices(sentence)
        if (p.firm or unsigned(sentence, p))
        and not bounds(sentence, p)
        and not any(a < p.start < b for a, b in exact)
    ]


def _in_words(
    run: Heading | None, printed: str, paragraph: Paragraph, start: int, setting: Setting
) -> list[Found]:
    """The charge of a sentence that prints its percentage in words alone: `the gross being ten
    percent higher`. Most such words are of no charge (`more than two percent fast`)."""
    plain = in_figures(printed) if "cent" in printed else printed
    found = [p for p in prices(plain) if not bounds(plain, p)] if plain != printed else []
    if not found or TOLERANCE.search(plain):
        return []
    try:
        meanings = _below([run] if run else [], plain, found, setting)
    except UnreadError:
        return []
    for meaning in meanings:
        meaning.price = as_printed(meaning.price, printed, plain)
    placed = [(m, *paragraph.line_at(start + m.price.start)) for m in meanings]
    return [Found(meaning, line, shift - start) for meaning, line, shift in placed]


def _unmarked(sentence: str, paragraph: Paragraph, start: int) -> list[tuple[Text, str]]:
    """A line that opens with a figure and what it is per, its sign worn: `4.532 cen'ts per KWH`."""
    first = next((p for p in prices(sentence) if p.kind == "bare"), None)
    if first is None or sentence[: first.start].strip() or not _PER.match(sentence, first.end):
        return []
    return [(paragraph.line_at(start + first.start)[0], "neither dollars nor cents are printed")]


def _run_in(sentence: str, paragraph: Paragraph, start: int) -> Heading | None:
    """The heading that a paragraph begins with: `Returned check. The District shall charge ...`."""
    text = NUMBERED.sub("", sentence).strip(" .;")
    name = dashed_name(text) if not start else ""
    if name:
        return Heading(paragraph.texts[0].line, name, facets(name), False, name)
    if start or len(text.split()) > _SHORT or not text[:1].isupper() or VERB.search(text):
        return None
    if prices(text) or not sentence.rstrip().endswith(".") or _FREE.search(text):
        return None
    return Heading(paragraph.texts[0].line, text, facets(text), False, text)


def _below(
    over: list[Heading], sentence: str, found: list[Price], setting: Setting
) -> list[Meaning]:
    """The charges of a sentence below what its paragraph or its clauses are headed by."""
    stack = setting.context.stack
    stack += over
    try:
        made = _sentence(sentence, found, setting)
    finally:
        del stack[len(stack) - len(over) :]
    for head in (h for h in over if h.group):
        for one in made:
            if not _holds(one, head.text):
                one.fields["group" if "label" in one.fields else "label"] = Source(head.text, head)
            elif "label" not in one.fields and one.fields["group"].value != head.text:
                # `1. Line location fee. A $60.00 charge applies.` below a heading of all its items.
                one.fields["label"] = Source(head.text, head)
    return made


@lru_cache(maxsize=2048)
def _ends(text: str) -> tuple[int, ...]:
    """Where the sentences of a text end; clauses with a price each are taken one by one."""
    headed = RUN_IN.match(text)
    start = headed.end() if headed else 0
    ends: list[int] = [start] if headed else []
    for end in (*(m.start() for m in _SENTENCE.finditer(text)), len(text)):
        if end - start <= _NUMBER_ALONE and NUMBERED.fullmatch(f"{text[start:end]} "):
            # `a. Meter test. A meter ...`: the number of an item is no sentence.
            continue
        parted = _SUMMANDS if "the sum of a" in text[start:end] else _CLAUSE
        cuts = [m.end() for m in parted.finditer(text, start, end)]
        parts = [text[a:b] for a, b in pairwise((start, *cuts, end))]
        if parted is _SUMMANDS:
            parts = [part for part in parts if prices(part)]
        if cuts and all(map(_one_led, parts)):
            ends += cuts
        ends.append(end)
        start = end
    return tuple(ends)


def _one_led(part: str) -> bool:
    """Whether a clause prints one price, with words of its own before it."""
    found = [p for p in prices(part) if p.firm]
    return len(found) == 1 and any(ch.isalpha() for ch in part[: found[0].start])


def _sentence(sentence: str, found: list[Price], setting: Setting) -> list[Meaning]:
    """The charges of one sentence; none where its figures are shares and no charge."""
    if sentence.rstrip().endswith(" per"):
        raise UnreadError("the unit of its last price is not on these lines")
    if all(p.kind == "percent" for p in found):
        return listed_shares(sentence, found, setting) or percentage(sentence, found, setting)
    made = each_thing(sentence, found, setting) or listed_things(sentence, found, setting)
    made = made or deposits(sentence, found, setting)
    made = made or summed(sentence, found, lambda a, b, p: _priced(a, b, p, setting))
    try:
        made = made or [_amount(sentence, found, setting)]
    except UnreadError:
        if len(found) < 2:
            raise
        made = series(sentence, found, lambda a, b, p: _priced(a, b, p, setting))
    above = setting.context.stack[-1] if setting.context.stack else None
    for one in made:
        nameless = one.fields.keys().isdisjoint(("label", "group"))
        once = nameless and one.fields["component"].value == "nonrecurring"
        own = said_around(sentence, one.price) if once else ""
        if own:
            one.fields["label"] = Source(own)
            if above and above.text and not is_part(above.text):
                one.fields["group"] = Source(above.text, above)
        elif once and above and above.rows:
            # The heading of services read already names no other.
            raise UnreadError("nothing names the price")
        elif nameless and above and above.text and not is_part(above.text):
            # The heading right above a paragraph names what it sets.
            one.fields["label"] = Source(above.text, above)
        elif nameless and one.fields["component"].value in _NAMED_APART:
            one.fields["label"] = Source(said_of(sentence, one.price))
        elif above and _heads(above, one) and not _holds(one, above.text):
            one.fields["group"] = Source(above.text, above)
    return made


def _heads(above: Heading, one: Meaning) -> bool:
    """Whether a heading right above a paragraph names what it sets: one in capitals, or any over
    an occasional service."""
    if above.part or above.rows or not above.text or is_part(above.text):
        return False
    return above.text.isupper() or one.fields["component"].value == "nonrecurring"


def _holds(one: Meaning, name: str) -> bool:
    """Whether a charge has a group, or this name in its own."""
    label = one.fields.get("label")
    return "group" in one.fields or (label is not None and name in label.value)


def _amount(sentence: str, found: list[Price], setting: Setting) -> Meaning:
    """The charge of a sentence that sets an amount of money. Raises UnreadError."""
    price = found[0]
    if len(found) > 1:
        left, right = sentence[: price.start], sentence[price.end :]
        said = _until(sentence, found) and stated(left, right, price, setting)
        if not said:
            raise UnreadError("several prices in one sentence")
        return said
    return _priced(sentence[: price.start], sentence[price.end :], price, setting)


def _priced(left: str, right: str, price: Price, setting: Setting) -> Meaning:
    """The charge of one price between these words of a sentence, with from when it holds. Raises
    UnreadError."""
    left, right, more = in_apposition(left, right)
    made = _said(left, right, price, setting)
    if more and "label" in made.fields:
        made.fields["label"] = Source(f"{made.fields['label'].value}, {more}")
    made.since = made.since or since_near(left, right, sentence=True)
    return made


def _said(left: str, right: str, price: Price, setting: Setting) -> Meaning:
    """The charge of one price, whenever it holds."""
    printed, right = right, per_one(right)
    left = _LETTERED.sub("", left)
    sized = of_size(left, right, price, setting)
    if sized:
        return sized
    simple, right = simple_name(_COUNTED.sub("", left), right), _APPLIES.sub("", right)
    if simple:
        try:
            return understand(*simple, price, setting)
        except UnreadError:
            pass
    try:
        return understand(left, right, price, setting, strict=True)
    except UnreadError:
        other = deposit(left, printed, price, setting)
        other = other or late_sum(left, printed, price, setting)
        other = other or event(left, printed, price, setting)
        other = other or service(left, right, price, setting)
        other = other or stated(left, right, price, setting)
        other = other or fee_below(left, printed, price, setting)
        if other is None and any(p.search(left) for p in (VERB, _NO_PRICE, _ACCOUNTS)):
            raise
        if other is None and word_pattern("words", "no_charges").search(right):
            raise
        return other or understand(left, right, price, setting)


def _until(sentence: str, found: list[Price]) -> bool:
    """Whether the later amounts of a sentence only say for how long the first is paid."""
    ends = [m.start() for m in _LASTS.finditer(sentence)]
    return bool(ends) and all(p.start > ends[0] for p in found[1:]) and found[0].start < ends[0]
