"""Lines that name what stands below them without a word of a charge: titles of services that print
no code, which end the schedule above them, the line that runs on top of a book's sheets, and groups
that are nothing but a code or a size."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line

_LONGEST = 80
_TWO = 2
_WIDER = 1.3
_OFF = 3.0
_OFF_TEXT = 1.0
_TITLE = regex.compile(
    r"(?:[A-Z][\w.&/'’-]*\s+(?:(?:and|or|of|for|the|to|[-–—&])\s+)*){1,8}"
    r"(?:service|lighting|lights|rider|program|clause|tariff|recovery|marketing|attachments?"
    r"|(?:gas\s+(?:cost|supply)|purchased\s+(?:gas|water))\s+adjustment"
    r"|(?:special|non-?recurring|miscellaneous)\s+(?:charges|fees)|time[\s-]+of[\s-]+(?:day|use))(?:[\s-]+(?:\d{1,2}|[IVX]{1,4}))?",
    regex.IGNORECASE,
)
"""`Community Solar Program`, `Municipal Street Lights`."""
_HEAD = regex.compile(
    r"[A-Z][A-Za-z'’&/-]*(?:\s(?:[A-Z][A-Za-z'’&/-]*|and|or|of|for|per|&|-|–)){0,6}:?"
)
_APART = 6.0
_APART_TEXT = 2.0
"""Points, or signs of a text, by which the left edges of lines in the middle differ."""
_PART = regex.compile(
    r"(?:(?:additional|new|existing|other|optional|standard|normal|types?|character|conditions?|terms?|availability"
    r"|application|billing|monthly|rates?|charges?|lighting|electric|water|sewer|gas|(?:single|three|poly|one|two)[\s-]?phase"
    r"|overhead|underground|secondary|primary|(?:sub)?transmission|distribution|firm|interruptible|seasonal"
    r"|temporary|metered|unmetered|delivery|voltage|of|for|and|or|[-–—&/])\s+)*"
    r"(?:service|lighting|lights|rider|clause|tariff|recovery|attachments?)",
    regex.IGNORECASE,
)
"""What a schedule calls a part of its own: `Three-Phase Service`, `Overhead Service`."""
_AVAILABLE = regex.compile(
    r"\W*(?:availab(?:le|ility)|applicab(?:le|ility))(?:\s+of\s+(?:service|rate|schedule))?\s*"
    r"(?:[.:]|\W*$)",
    regex.IGNORECASE,
)
_CHOICE = regex.compile(r"\b(?:option(?:al)?|provisions?|alternat(?:e|ive))\b", regex.IGNORECASE)
"""What a schedule offers of its own."""
_CAPITALS = regex.compile(
    r"(?:[A-Z][\w.&/'’(),-]*(?:\s+(?:(?:and|or|of|for|the|to|[-–—&])\s+)*|\W*$)){2,8}"
)
_NEAR = 2
_SECTION = regex.compile(
    r"(?:standard|electric|gas|water)\s+(?:rates?|tariffs?|schedules?)|rate\s+schedules?"
    r"|rules\s+(?:and|&)\s+regulations|terms\s+(?:and|&)\s+conditions|adjustment\s+clauses?"
    r"|general\s+(?:rules|information)",
    regex.IGNORECASE,
)
"""What a book calls its sections, in the line that runs on top of its sheets."""


_CODE_AND_NAME = regex.compile(
    r"\W*(?:rate\s+)?(?:schedule|tariff|rider)\s+(?:no\.?\s*)?(?-i:([A-Z]{0,5}-?\d{0,3}[A-Z]?))\s[\s–—-]*(?-i:[A-Z])",
    regex.IGNORECASE,
)
"""A schedule and its name in one line: `Schedule 60  Fuel Adjustment Clause`."""


_ELSEWHERE = regex.compile(r"\W*sheet\s+no\.?\s*[\w.-]*\d[\w.-]*(?:,\s|\t)\W*[A-Z]", regex.I)
"""`Sheet No. 80, Rider FAC, Fuel Adjustment Clause`"""


def lists_schedules(texts: Sequence[Text], at: int) -> bool:
    """Whether line `at` names one of several schedules that are listed line by line, or says on
    which sheet another stands: none of them begins there."""
    if _ELSEWHERE.match(texts[at].text):
        return True
    own = _CODE_AND_NAME.match(texts[at].text)
    if own is None:
        return False
    for pair in (texts[max(at - 1, 0) : at + 1], texts[at : at + 2]):
        if len(pair) < _TWO:
            continue
        one, other = pair
        if one.line.page != other.line.page or apart(one.line, other.line):
            continue
        found = [_CODE_AND_NAME.match(t.text) for t in (one, other)]
        if all(found) and len({m[1] for m in found if m}) > 1:
            return True
    return False


def runs_on_top(text: Text) -> bool:
    """Whether the first line of a sheet is the one that runs on top of all: the book's section, and
    aside from it the title of the sheet, `Terms and Conditions | Gas Cost Adjustment`."""
    cells = text.line.filled
    if len(cells) < _TWO or text.line.tabular or any(map(str.isdigit, text.text)):
        return False
    return _SECTION.fullmatch(cells[0].text.strip()) is not None and all(
        cell.text.strip()[:1].isupper() and not facets(cell.text).measures for cell in cells[1:]
    )


_CODE_ALONE = regex.compile(r"\W*(?P<letters>[A-Z]{1,3})[\s-]?(?P<number>\d{1,2})[A-Z]?\W*")
_SIZE_ALONE = regex.compile(
    r"\W*(?P<number>(?:\d{1,2}[\s-])?\d/\d|\d{1,2})\s?(?P<letters>[\"”]|''|in\.?|inch(?:es)?)"
    r"(?:\s?x\s?\d/\d\s?(?P=letters))?\W*",
    regex.IGNORECASE,
)


def bare_group(texts: Sequence[Text], at: int) -> Heading | None:
    """The group that a line names by nothing but its code or size, where another one of the same
    letters or unit stands as far out: `C-1`, and further down `C-2`; `1"` below `5/8" x 3/4"`."""
    line = texts[at].line
    for pattern in (_CODE_ALONE, _SIZE_ALONE):
        m = pattern.fullmatch(texts[at].text)
        if m is None or line.tabular or len(line.filled) != 1:
            continue
        if any(_is_like(m, pattern.fullmatch(o.text), line, o.line) for o in texts):
            text = texts[at].text.strip()
            return Heading(line, text, facets(text), False, text)
    return None


def _is_like(
    one: regex.Match[str], other: regex.Match[str] | None, line: Line, below: Line
) -> bool:
    """Whether another line is a code or size of the same kind, set as far out."""
    if other is None or other["letters"] != one["letters"] or other["number"] == one["number"]:
        return False
    filled = below.filled
    return len(filled) == 1 and abs(filled[0].left - line.filled[0].left) <= _OFF


def ends_schedule(
    texts: Sequence[Text], at: int, opened: Line | None, stack: Sequence[Heading]
) -> bool:
    """Whether line `at` is the title of another service than the schedule that line `opened` began,
    or the head of the sheet (None): prices of that stand above, and the title is set as the
    schedule's own heading is, apart from what stands above it, or begins a page."""
    if opened is None and not _says_whose(texts, at):
        return False
    text = texts[at]
    line, said = text.line, text.text.strip()
    if not at or len(line.filled) != 1 or line.tabular or len(said) > _LONGEST:
        return False
    begun = opened is not None and any(h.rows for h in stack)
    named = begun and (_TITLE.fullmatch(said) is not None or _in_middle(texts, at, opened))
    if _PART.fullmatch(said) or not (named or _another(texts, at, opened)):
        return False
    found = facets(said)
    if found.measures or found.tiers or found.coin:
        return False
    if any(h.group and h.rows and not h.part and _set_alike(line, h.line) for h in stack):
        return False  # The schedule names its own parts so.
    above = texts[at - 1].line
    if above.page != line.page:
        return opened is not None
    alike = opened is not None and _set_alike(line, opened)
    return apart(above, line) and (alike or _as_far(texts, at, opened))


def _says_whose(texts: Sequence[Text], at: int) -> bool:
    """Whether the line below line `at` heads what says who may have a service."""
    return at + 1 < len(texts) and _AVAILABLE.match(texts[at + 1].text) is not None


def _another(texts: Sequence[Text], at: int, opened: Line | None) -> bool:
    """Whether line `at` is a title right above who may have the service, where the schedule that
    line `opened` began, or the sheet, has said so of its own and printed prices."""
    if not _says_whose(texts, at):
        return False
    said = texts[at].text.strip()
    if not _CAPITALS.fullmatch(said) or is_part(said) or _CHOICE.search(said):
        return False
    begun = (n for n in range(at - 1, -1, -1) if texts[n].line is opened)
    own = 0 if opened is None else next(begun, None)
    if own is None:
        return False
    priced = next((n for n in range(own, at) if prices(texts[n].text)), None)
    first = next((n for n in range(own, at) if _AVAILABLE.match(texts[n].text)), at)
    # A schedule of classes says it below the title of the first one, too.
    return priced is not None and (first - own <= _NEAR or priced < first)


def _middle(line: Line) -> float:
    cells = line.filled
    return (cells[0].left + cells[-1].right) / 2


def _in_middle(texts: Sequence[Text], at: int, opened: Line | None) -> bool:
    """Whether line `at` stands apart in the middle as the schedule's own heading does, and no part
    of the schedule between them: `Billing Rates` below one whose parts begin at the margin."""
    line, said = texts[at].line, texts[at].text.strip()
    if opened is None or _HEAD.fullmatch(said) is None or not _middled(line, opened):
        return False
    parts = 0
    for n in range(at - 1, -1, -1):
        above = texts[n].line
        if above is opened:
            return parts > 0
        if above.page != line.page:
            return False
        if len(above.filled) == 1 and _HEAD.fullmatch(texts[n].text.strip()):
            if _middled(above, line) and texts[n - 1].line is not opened:
                return False
            parts += 1
    return False


def _middled(line: Line, other: Line) -> bool:
    """Whether two lines of one width or another are set about the same middle, and neither at the
    other's margin."""
    least, most = (_APART, _OFF) if line.number is None else (_APART_TEXT, _OFF_TEXT)
    apart_by = abs(line.filled[0].left - other.filled[0].left)
    return apart_by >= least and abs(_middle(line) - _middle(other)) <= most


def _set_alike(one: Line, other: Line) -> bool:
    """Whether two headings are set as far out, or both in the middle of the page."""
    if one.heading != other.heading or not other.filled:
        return False
    off = _OFF if one.number is None else _OFF_TEXT
    same = abs(one.filled[0].left - other.filled[0].left) <= off
    return same or abs(_middle(one) - _middle(other)) <= off


def _as_far(texts: Sequence[Text], at: int, opened: Line | None) -> bool:
    """Whether the space above line `at` is wider than any within the schedule on its page."""
    widest, below = 0.0, texts[at].line
    own = _space(texts[at - 1].line, below)
    for n in range(at - 1, 0, -1):
        above, line = texts[n - 1].line, texts[n].line
        if above.page != below.page or line is opened:
            break
        widest = max(widest, _space(above, line))
    return own > _WIDER * widest


def _space(above: Line, line: Line) -> float:
    """The space between two lines, in points or in lines of a text."""
    if above.number is not None and line.number is not None:
        return float((line.rows_below(above) or 1) - 1)
    one, other = above.box, line.box
    return max(other[1] - one[3], 0.0) if one and other else 0.0


_INITIALS = regex.compile(r"\W*(?P<code>[A-Z]{2,5})\W*")
_OF_TITLE = regex.compile(
    r"\b(?:service|rate|lighting|lights|power|schedule|rider)\W*$", regex.IGNORECASE
)
_JOINING = frozenset({"and", "of", "or", "for", "the", "to"})


def initials(texts: Sequence[Text], at: int) -> regex.Match[str] | None:
    """The code that a line is alone, where its letters are the initials of the title below it:
    `LPS` over `Large Power Service`."""
    if len(texts[at].line.filled) != 1 or at + 1 >= len(texts):
        return None
    m = _INITIALS.fullmatch(texts[at].text)
    below = texts[at + 1]
    if m is None or len(below.line.filled) != 1 or _OF_TITLE.search(below.text) is None:
        return None
    words = [w for w in below.text.replace("-", " ").split() if w.lower() not in _JOINING]
    return m if "".join(w[0].upper() for w in words) == m["code"] else None
