"""What is no title of a sheet, and what is left of one that a scan has worn."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.sheets.companies import names_company, rest_of_name
from ratebook.forms.sheets.schedule import Named
from ratebook.forms.tokens.utility_names import folded
from ratebook.model.page import Line
from ratebook.rules.jurisdiction import Jurisdiction
from ratebook.rules.phrase import skeleton, skeletons

_FOOT = regex.compile(
    r"\W*(?:date\s+of\s+issue|issue\s+date|date\s+issued|date\s+effective|effective\s+date|issued\s+by"
    r"|title(?!\s+(?:sheet|page)))\b|\W*(?:page|tariff\s+no)[\s.]+(?:no\.?\s*)?\d+(?:\s+of\s+\d+)?\W*$"
    r"|[^%]*\d\s?%\W*$",
    regex.IGNORECASE,
)
"""The number of a page or a book, or a fee (`Late Payment Penalty 10%`), is no title either."""
_OF_COMPANIES = regex.compile(
    r"(?:rural\s+electric|electric\s+membership)(?:\s+(?:cooperative|corporation|association))*",
    regex.IGNORECASE,
)
_AGAIN = regex.compile(r"^[\W_]*\(?\s*(?:continued|cont[’']?d\.?)\s*\)?[\W_]*(?=\()", regex.I)
_SPECKS = regex.compile(r"(?<=\w)[:;*'`~|](?=\s)")
"""Signs that dust puts behind the words of a name: `RURAL: ELECTRIC COOPERATIVE`."""
_BRACKETED = regex.compile(r"\((?P<all>[^()]+)\)")
_ENTRY = regex.compile(r"(?:\s?\.){3,}\s*\S*$|\bpages?\s+\w{1,3}-\w{1,3}\b", regex.IGNORECASE)
_GLUED = regex.compile(
    r"[A-Z]{3}[a-z]{4}|(?<![A-Z])[A-Z]{16,}(?<!TION)(?<!TIONS)(?<!TIES)(?<!TICS)(?<!MENT)(?![A-Z])"
)
"""`INDEXStandard`, `MONTHLYWATERRATES`: words between which the space is lost."""
_JOINS = regex.compile(r"\W*(?:of|at|in|by)\W*", regex.IGNORECASE)
"""What stands alone between the lines of a cover."""
_FURNISHED = regex.compile(r"\bfor\s+furnishing\W*$", regex.IGNORECASE)
_SAYS = regex.compile(r"\b(?:shall|will|must|may(?!\s+\d)|is|are)\s+[a-z]", regex.IGNORECASE)
"""What a sentence says and no title does: `THE UTILITY MAY REQUIRE A DEPOSIT`."""
_WORD = 4
"""Letters at least of a word of the printed form."""
_OUTDENT, _OFF_CENTRE, _POINTS = 12, 10, 5
"""Columns by which the line below a centred title stands apart from it."""
_COMPANY_WORDS = (
    *("company", "corporation", "cooperative", "electric", "energy", "gas", "water", "district"),
    *("utilities", "power", "rural", "association", "system", "county", "sewer", "membership"),
    *("inc", "co", "corp", "llc", "the", "and", "of"),
)


@lru_cache(maxsize=2048)
def no_title(text: str, above: str) -> bool:
    """Whether a line that is set as a title is none: a label of the foot, a piece of a company's
    name, or what a cover says is furnished. `above` is the line before it."""
    said = text.strip(" .,")
    whole = _SPECKS.sub("", said)
    if whole != said and names_company(whole):
        return True
    if _FOOT.match(said) or _OF_COMPANIES.fullmatch(said) or rest_of_name().fullmatch(said):
        return True
    return _FURNISHED.search(above) is not None or _JOINS.fullmatch(above) is not None


def sound_title(title: Named) -> Named:
    """A title without what only says that it goes on, out of the brackets that hold all of it;
    worn where a line of an index, half a pair of quotes or words without a space stand in it."""
    value = _AGAIN.sub("", title.value).strip()
    whole = _BRACKETED.fullmatch(value)
    value = whole["all"].strip() if whole else value
    worn = title.worn or _ENTRY.search(value) is not None or value.count('"') % 2 == 1
    return title._replace(value=value, worn=worn or _GLUED.search(value) is not None)


def parts_from(title: Line, below: Line) -> bool:
    """Whether the line below a title's opens what it is the title of: a sentence, or on a typed
    page a heading at the margin below a title in the middle."""
    if _SAYS.search(below.text) or below.text.rstrip().endswith(":"):
        return True
    printed = title.number is not None or title.typeset
    if not (printed and title.filled and below.filled) or title.page != below.page:
        return False
    upper, lower = (_ends(line) for line in (title, below))
    off = abs(sum(upper) - sum(lower)) / 2
    width = 1 if title.number is not None else _POINTS
    return upper[0] - lower[0] > _OUTDENT * width and off > _OFF_CENTRE * width


def end_of(line: Line, jurisdiction: Jurisdiction) -> int:
    """Where a title ends on its line: before the page of the schedule, or the heading that the
    form prints over its column of prices (`RATE PER UNIT`), where that is printed."""
    for word in jurisdiction.sheet.pages:
        m = regex.search(rf"\s{regex.escape(word)}\s+\d+\s*$", line.text)
        if m:
            return m.start()
    closed = _form_column(jurisdiction).search(line.text)
    if closed and line.text[: closed.start()].strip():
        return closed.start()
    named, _, heads = line.text.rpartition("\t")
    return (
        len(named) if named.strip() and _of_form(skeleton(heads), jurisdiction) else len(line.text)
    )


@lru_cache(maxsize=64)
def _form_column(jurisdiction: Jurisdiction) -> regex.Pattern[str]:
    """The words of the form that head its column of prices, at the end of a line of any gaps."""
    heads = (known for known in jurisdiction.sheet.furniture if known.startswith("RATE "))
    words = "|".join(r"\s+".join(map(regex.escape, known.split())) for known in heads) or "(?!)"
    return regex.compile(rf"[\s|]+(?:{words})\s*$", regex.IGNORECASE)


def of_column(line: Line, title: Line, jurisdiction: Jurisdiction) -> bool:
    """Whether a line goes on with what the form prints over its column of prices, beside a title:
    `RATE` over `PER UNIT`."""
    cut = end_of(title, jurisdiction) < len(title.text.rstrip()) and len(title.filled) > 1
    return cut and line.page == title.page and line.filled[0].left > title.filled[-2].right


def _of_form(said: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a cell begins as words of the printed form do: `RATE`, `RATE PER UNIT`."""
    known = skeletons(jurisdiction.sheet.furniture)
    return len(said) >= _WORD and any(words.startswith(said) for words in known)


def _ends(line: Line) -> tuple[float, float]:
    return line.filled[0].left, line.filled[-1].right


def lacks_own_word(name: str) -> bool:
    """Whether nothing of a company's name is its own: its beginning was cut off, in the middle of a
    word or before one (`TIVE CORPORATION`, `RURAL ELECTRIC`)."""
    return all(_ends_a_word(word) for word in folded(name).split())


@lru_cache(maxsize=1024)
def _ends_a_word(word: str) -> bool:
    if word in _COMPANY_WORDS:
        return True
    return len(word) > 1 and any(known.endswith(word) for known in _COMPANY_WORDS)
