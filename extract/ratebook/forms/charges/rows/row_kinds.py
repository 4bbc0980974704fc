"""What a line is to a table: a row of prices, of figures of use, without an amount, or damaged."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from ratebook.forms.charges.words.doubt import stamped
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import in_kind, prices
from ratebook.forms.charges.words.words import charge_words, fold
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Cell, Line

SIZE = regex.compile(
    r"^\s*\d{1,2}(?:[\s-]?\d/\d)?(?:/\d)?\s*(?:[x×]\s*\d/\d)?\s*(?:[\"”]|''|-?\s?inch|in\b)",
    regex.IGNORECASE,
)
"""The size of a meter."""
NUMBER = regex.compile(r"\d{1,3}(?:,?\d{3})*")
_USED = regex.compile(
    r"\W*(?:(?:approx(?:imate(?:ly)?|\.)?|average|avg\.?|estimated)\s+)?[\d,]{2,6}\s*kwh"
    r"(?:\s+(?:per\s+(?:month|lamp|light|year)|monthly|annual(?:ly)?|average|usage|use))*\W*",
    regex.IGNORECASE,
)
"""What a lamp uses, below its name: `806 kWh annual use`."""
_BLOCK = regex.compile(r"\s*(?:first|next|up\s+to|0)\b", regex.IGNORECASE)
_SPOILT = regex.compile(
    r"\$\s*(?:[A-Za-z|~_^'\]]|(?:[A-Z]{2,}\s+){1,3})?\d|(?<!\w)[S§]\s?\d[\d,]*\.\d{2}|\d[^A-Za-z\d\s]*\s?(?:¢|cents\b)"
    r"|(?<!\w)\d[A-Z]{2}.*(?:¢|cents\b)"
    r"|^\s*\d+\.\d*[^A-Za-z\d\s)%\"]+\s*$"
    r"|^\s*\(?(?=[^.]*\.\D?\d)(?=.*[OoIlSsBZ])[\dOoIlSsBZ]+\.[\dOoIlSsBZ]{2,}\)?\s*$"
)
"""What is left of a price: digits behind a currency sign or before one, or cut behind the point, or
letters among its digits."""
_NOTE = regex.compile(r"(?<![\d.,$] ?)\(?\d[/)](?!\d)")
"""The number of a footnote behind a word: `Gas Cost Adjustment 1/`."""
_RANGE = regex.compile(
    r"(?:(?:over|under|above|below|more|less|greater|than|up|to|from|between|within|plus|minus)\s+){0,3}\d{1,3}(?:\.\d+)?\s?%?(?:\s*(?:-|–|to|through|and|but|not|over|up|than|less|more)){0,6}"
    r"(?:\s*\d{1,3}(?:\.\d+)?\s?%)?(?:\s+(?:or|and)\s+(?:less|more|over|under|above))?",
    regex.IGNORECASE,
)
_FACTOR = regex.compile(
    r"(?P<figure>\d{2,3})(?:\.\d+)?\s?%(?:\s+of\s+(?:the\s+)?[a-z ]{3,40})?", regex.IGNORECASE
)
"""What a price of another place is multiplied by."""
_SHARED = regex.compile(
    r"(?:\d/\d{1,2}(?:ths?)?\s+of|(?:actual\s+)?cost\s+of|as\s+(?:quoted|estimated))\s+\w"
)
"""`2/12 of yearly bill`: said in words, of another amount."""
_ELSEWHERE = regex.compile(
    r"see\s+(?:(?:rate\s+)?schedules?|riders?|sections?|sheets?|tariffs?|leaf|pages?|appendix)\b[^$¢%]{0,40}"
)
"""`See Rider TCRF`: the amount stands there."""
_SECTION = regex.compile(
    r"(?:section|part|article)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4})\s*[.:–—-]", regex.IGNORECASE
)
_ITEM = re.compile(r"\(?[A-Za-z\d]{1,2}[.)]")
_WORDY = 9
_LED = 14
"""As many words may the first of several headings have, where the others name times."""
_TIME_WORDS = 2
_SEVERAL = 3
_HALF = 50
_LETTERS = 4
_DIGIT = re.compile(r"\d")
_PRINTED = re.compile(r'[^\W_]|[$¢%"]')
_BARE = re.compile(r"\s*[$¢]\s*")
_COIN = regex.compile(r"[$¢]|\bcents\b")
_SIGNED = re.compile(r"[A-Za-z)]\s*\$\s*$")
"""`Base Rate $`: the sign of a column behind its name."""


def is_use(text: Text) -> bool:
    """Whether a line is a row of figures of use or size: `Gallons included  2,000  5,000`."""
    cells = filled(text.line)
    return len(cells) > 2 and all(NUMBER.fullmatch(c.text.strip()) for c in cells[1:])


def is_lamp_use(text: Text) -> bool:
    """Whether a line says no more than how much a lamp uses."""
    return _USED.fullmatch(text.text) is not None


def is_worded(text: Text) -> bool:
    """Whether a line is the row of a block whose amount is given in words: `First 2,000 gallons |
    Minimum Bill`."""
    return _is_worded(text.line.text, text.text)


@lru_cache(maxsize=4096)
def _is_worded(line: str, text: str) -> bool:
    cells = _printed(line)
    if len(cells) < 2 or not _BLOCK.match(text) or _prints_price(line):
        return False
    return fold(cells[-1]) in ("minimumbill", "minimumcharge", "minimum", "included")


def is_amountless(text: Text) -> bool:
    """Whether a line is a row that says in words that no amount is printed (`Actual Cost`), or
    prints shares alone of which nothing is paid: `Over 5% to 10% | 90% | 110%`."""
    if len(text.line.cells) > 1:
        # A mark of change is of no cell: `No Charge (I)`.
        return _is_amountless(text.text if text.mark else text.line.text, text.text)
    # `Connected load, per horsepower: according to contract`
    name, _, said = text.text.rpartition(":")
    return bool(name.strip()) and said.strip(" .").lower() in _no_amount()


@lru_cache(maxsize=4096)
def _is_amountless(line: str, text: str) -> bool:
    cells = _printed(line)
    if cells and _ITEM.fullmatch(cells[0].strip()):
        cells = cells[1:]
    if len(cells) < 2:
        return False
    if _is_worded(line, text) or ("%" in text and _is_scale(text, cells)):
        return True
    said = {" ".join(cell.split()).strip(" .:$()").lower() for cell in cells[1:]}
    return bool(said) and all(
        t in _no_amount() or _SHARED.match(t) or _ELSEWHERE.fullmatch(t) for t in said
    )


def lacks_amount(above: Text, text: Text) -> bool:
    """Whether a line has the words for an amount that is not printed in the place where the row
    above it, set in as many cells, has a price: `Any larger size | actual cost | before work`."""
    cells, over = filled(text.line), filled(above.line)
    if not _SEVERAL <= len(cells) == len(over) or has_price(text):
        return False
    for own, cell in zip(cells[1:], over[1:], strict=True):
        if " ".join(own.text.split()).strip(" .:$()").lower() in _no_amount():
            return bool(prices(cell.text))
    return False


def _printed(line: str) -> list[str]:
    """The texts of the cells in which anything is printed."""
    return [cell for cell in line.split("\t") if _PRINTED.search(cell)]


def _is_scale(text: str, cells: list[str]) -> bool:
    """Whether a row prints by how much another price is multiplied in a range of percentages, or a
    share of what flows that is kept in kind."""
    found = prices(text)
    if found and all(in_kind(text, p) for p in found):
        return True
    factors = [_FACTOR.fullmatch(cell.strip()) for cell in cells[1:]]
    if "%" not in cells[0] or not _RANGE.fullmatch(cells[0].strip()):
        return False
    return all(m is not None and int(m["figure"]) >= _HALF for m in factors)


@lru_cache(maxsize=1)
def _no_amount() -> frozenset[str]:
    return frozenset(charge_words()["words"]["no_amount"])


def is_spoilt(text: Text) -> bool:
    """Whether a line is a row whose price is damaged, by a stamp over it or otherwise: it is no
    heading."""
    return _is_spoilt(text.line.text, text.text)


@lru_cache(maxsize=4096)
def _is_spoilt(line: str, text: str) -> bool:
    cells = line.split("\t")
    if _DIGIT.search(line) and any(map(_SPOILT.search, cells)):
        return True
    bare = sum(_BARE.fullmatch(cell) is not None for cell in cells)
    signs = bare + sum(_SIGNED.search(cell) is not None for cell in cells)
    if bare and any(map(str.isalnum, text)) and not _heads_signs(text, signs):
        return True
    return _COIN.search(text) is not None and stamped(text)


def is_spaced(text: Text) -> bool:
    """Whether each letter of a line is set apart: wide space parts its words, and no columns."""
    words = text.text.split()
    return len(words) > _LETTERS and all(len(word) == 1 for word in words)


def _heads_signs(text: str, bare: int) -> bool:
    """Whether a line prints the sign of several columns of prices, over their first row."""
    return bare > 1 and not any(map(str.isdigit, _NOTE.sub("", text)))


def is_row(text: Text) -> bool:
    """Whether a line is a row of a table: a label and at least one price."""
    return len(filled(text.line)) > 1 and has_price(text)


def has_price(text: Text) -> bool:
    """Whether a cell of a line prints a price."""
    return _prints_price(text.line.text)


@lru_cache(maxsize=4096)
def _prints_price(line: str) -> bool:
    return any(map(prices, line.split("\t")))


def filled(line: Line) -> list[Cell]:
    """The cells of a line in which anything is printed."""
    return [c for c in line.cells if _PRINTED.search(c.text)]


def led_in(line: Line) -> bool:
    """Whether a line is a heading that ends with a full stop and a sentence in its line, neither
    with a figure: `FLAT RATES, unmetered. | Payable quarterly in advance.`"""
    cells = filled(line)
    if len(cells) != 2 or line.tabular or is_section(line) or any(map(str.isdigit, line.text)):
        return False
    head, said = (c.text.strip() for c in cells)
    first = head.split()[0]
    return (
        head.endswith(".")
        and len(first) > 1
        and first.isupper()
        and said.endswith(".")
        and len(said.split()) > 2
    )


def is_section(line: Line) -> bool:
    """Whether a line is the number of a section and its name: `SECTION B. | OTHER CHARGES`."""
    cells = filled(line)
    if len(cells) != 2 or line.tabular or any(map(prices, (c.text for c in cells))):
        return False
    return _SECTION.fullmatch(cells[0].text.strip()) is not None


def is_short(line: Line) -> bool:
    """Whether the cells of a line are as short as headings of columns are."""
    first, *more = line.filled or line.cells
    # `Plus a Commodity Charge per 100 cubic feet, by season | Winter | Summer`
    led = len(more) > 1 and all(
        facets(c.text).plain and len(c.text.split()) <= _TIME_WORDS for c in more
    )
    longest = _LED if led else _WORDY
    return len(first.text.split()) <= longest and all(len(c.text.split()) <= _WORDY for c in more)
