"""Lines that run on: which of them make one paragraph of a charge sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from ratebook.forms.charges.lines.running import VERB, hangs, is_sentence
from ratebook.forms.charges.rows.geometry import apart
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text

_LONG = 58
_NEXT_PART = regex.compile(r"(?:[A-Z][\w'’/-]+ ){1,3}[A-Z][\w'’/-]+:|[A-Z][a-z]+:")
"""`Adjustment Clauses:` below a long line that ends without a full stop."""
_SAID_OF = regex.compile(
    r"(?:the|this|such)\s+(?:charge|fee|cost)\s+(?:is|(?:shall|will)\s+be)\b", regex.IGNORECASE
)
_SIZE_OPENS = regex.compile(
    r"\d[\d/-]*[\s-]?(?:foot|feet|ft\.?|inch(?:es)?|watts?|lumens?)\s*[;,.]", regex.IGNORECASE
)
"""`20 foot; $4.48 per pole`: with the size the thing of the line above ends."""
_NAMED_ITEM = regex.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]\s+[A-Z][\w'’/ -]{3,50}\.\s+[A-Z]")
"""`3. Service Call. Made where ...`: of what `The charge is $20.00` in a line below is."""
CUT_BLOCK = regex.compile(
    r"\b(?:first|next|last|additional|over|above|exceeding|than)\s+\d[\d,]*$", regex.IGNORECASE
)
"""`for the next 1,500`: what is counted stands in the next line."""
_CUT_LAMP = regex.compile(r"\$.*\bfor\s+(?:an?|the|each)\s+\d+\s+watts?$", regex.IGNORECASE)
"""`$26.59 for a 400 watt`: which lamp, the next line says."""
_ITEM = regex.compile(r"(?:\(?\d{1,2}[.)]|\([a-z]\)|[a-z][.)]|[ivx]{2,4}[.)])\s+[A-Z]")
_SMALL_ITEM = regex.compile(r"\(\d{1,2}\)\s+[a-z]")
_SHORTENED = regex.compile(r"\b(?:[ap]\.\s?m|nos?|inc|approx|cu|ft)\.$", regex.IGNORECASE)
_AWAITS = regex.compile(
    r"\b(?:(?:be|is|are)\s+(?:charged|assessed|billed|added|paid|applied)|pays?|is|are|be)$",
    regex.I,
)
"""A line that ends so sets a price that the next one prints."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that run on. `text` joins them; `starts` is where each begins in it."""

    texts: tuple[Text, ...]
    text: str
    starts: tuple[int, ...]

    def line_at(self, at: int) -> tuple[Text, int]:
        """The line that prints position `at`, and where that line begins."""
        n = max(i for i, start in enumerate(self.starts) if start <= at)
        return self.texts[n], self.starts[n]


def gather(texts: Sequence[Text], at: int, reads: Callable[[int], bool]) -> Paragraph:
    """The paragraph that begins at line `at`. A line that reads as a rate line ends it."""
    taken = [texts[at]]
    for index in range(at + 1, len(texts)):
        last, line = taken[-1].text.strip(), texts[index]
        said = line.text.strip()
        if not said or line.line.page != taken[-1].line.page or line.line.heading:
            break
        price = said[:1] == "$" or said.startswith(("-$", "($"))
        runs_on = price or said[:1].islower() or said[:1] in "(%" or said[:1].isdigit()
        if _NEXT_PART.fullmatch(said) and not hangs(last):
            break
        first, final = taken[0].line.text.strip(), taken[-1].line.text.strip()
        if first[:1] == "(" and final.endswith(")") and not said[:1].islower():
            # What lies in brackets ends with them: `(all territory south of the creek)`.
            break
        if price and len(line.line.cells) > 1 and first[:1] == "$":
            # Items that each open with a price in a cell of its own: `$39.45 | if all meters have`.
            break
        if _ITEM.match(said) or apart(texts[index - 1].line, line.line):
            break
        if len(line.line.cells) > 1 and len(taken[-1].line.cells) == 1 and not runs_on:
            break
        if (price or said[:1].islower()) and last.endswith(":") and prices(last):
            # `5/8-inch meter: $243.00. A 1-inch meter:` over `$807.00.`
            taken.append(line)
            continue
        same = last.endswith(".") and _SAID_OF.match(said) and _NAMED_ITEM.match(first)
        if same:
            taken.append(line)
            continue
        if (last.endswith((".", ":")) and not _shortened(last, said)) or not (
            runs_on or hangs(last) or len(last) >= _LONG
        ):
            break
        priced = price and any(VERB.search(t.text) and prices(t.text) for t in taken)
        awaited = price and (priced or _AWAITS.search(last) or _sets_below(taken[-1]))
        sized = said[:1].isdigit() and last.endswith((" each", " every"))
        sized = sized or any(p.search(last) for p in (CUT_BLOCK, _CUT_LAMP))
        sized = sized or _SIZE_OPENS.match(said) is not None
        # `...; | 0.6876 dollars per Dth for all over 5,000 Dth.`
        sized = sized or (last.endswith(";") and said[:1].isdigit())
        # `...; | (2) firm demand charge of $7.11 per kW; (3) interruptible demand charge of`
        sized = sized or (last.endswith(";") and _SMALL_ITEM.match(said) is not None)
        sized = sized or _ends_in_clause(last)
        if not (awaited or sized or hangs(last) or said[:1].islower()) and reads(index):
            break
        taken.append(line)
    starts: list[int] = []
    whole = ""
    for text in taken:
        starts.append(len(whole))
        whole += text.text + " "
    return Paragraph(tuple(taken), whole, tuple(starts))


def _shortened(last: str, said: str) -> bool:
    """Whether the point that a line ends in is of a word cut short; that of a company's name is of
    the sentence too where the next line begins another."""
    if said[:1].isupper() and last.endswith("nc."):
        return False
    return _SHORTENED.search(last) is not None


def _ends_in_clause(said: str) -> bool:
    """Whether a line of clauses with prices ends within one whose price the next line prints:
    `demand charge, $7.54 per kW; energy` over `rate, 5.6226¢ per kWh.`"""
    before, stop, clause = said.rpartition(";")
    open_still = bool(stop) and clause.strip()[-1:].isalnum() and "\t" not in clause
    return open_still and bool(prices(before)) and not prices(clause)


def _sets_below(text: Text) -> bool:
    """Whether a line ends within a sentence whose price the next line prints: `it shall not
    exceed`."""
    return is_sentence(text) and text.text.rstrip()[-1:].isalpha() and "\t" not in text.text
