"""Prices in a line: dollars, cents, percentages, and bare figures that a heading makes dollars."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from ratebook.forms.charges.words.doubt import begun, goes_on
from ratebook.forms.charges.words.spoken import coin_behind, in_words, share_in_words, spoken
from ratebook.forms.tokens.overprint import overprinted
from ratebook.forms.tokens.values import Reading, read_value

_FIGURE = r"(?:\.?[\dOolI](?:[\dOolISB,.|]*[\dOolISB])?)"
_PRICE = regex.compile(
    rf"(?P<dollars>\(?\$\s{{0,3}}[(-]?\s?{_FIGURE}\)?)(?P<mixed>\s?(?:¢|cents?\b))?"
    r"|(?<![\w.,$/(]|\S-)(?P<worded>\d{1,3}(?:,\d{3})*(?:\.\d{2,7})?)\s?dollars\b"
    r"|(?<![\w.,$/]|\S-)(?P<cents>\d{0,3}\.?\d+)\s?(?:¢|cents?\b)"
    r"|(?:(?<![\w.,$/]|\S-)|(?<=[a-z]{4}))(?P<percent>\d{1,3}(?:\.\d+)?|\.\d{1,4})\s?(?:%|per\s?cent\b)"
    r"|(?<![\w.,$/:-])(?P<bare>\(?-?(?:\d{1,3}(?:,\d{3})+|\d*)\.\d{2,7}\)?)(?![\w.,:%-]|/(?!\s?[A-Za-z])|\s?(?:inch|kv|volt|¢|cents?\b))",
    regex.IGNORECASE,
)
_IN_DOLLARS = regex.compile(r"\s(?:us\s)?dollars\b", regex.IGNORECASE)
"""`.7961 dollars per Dth`"""
_COIN = regex.compile(r"[$¢%]|cents?|per\s?cent|dollars", regex.IGNORECASE)
_NUMBER = regex.compile(r"\d*\.?\d+")
_DIGIT = regex.compile(r"\d")
_SENTENCE = regex.compile(r"[^)]*\w[^)]*\)")
_SETS = regex.compile(r"\b(?:of|at|is|be)\s+$", regex.IGNORECASE)
_PER_ONE = regex.compile(
    r"\s(?:per|for\s+each|a)\s(?:month|day|year|kwh|kw|kva|mcf|ccf|dth|therm|meter|customer|member|lamp"
    r"|light|pole|kilowatt|(?:(?:1,?000|100|thousand|hundred)\s)?(?:gallons?|cubic\s+f(?:ee|oo)t)\b)",
    regex.IGNORECASE,
)
_LIMIT = regex.compile(
    r"\b(?:in\s+excess\s+of|exceeding|more\s+than|less\s+than|greater\s+than)\s+$", regex.IGNORECASE
)
_BOUND = regex.compile(
    r"\((?:above|below|over|under|up\s+to|at\s+least|(?:less|more)\s+than)\s+$", regex.IGNORECASE
)
"""`High Load Factor (above 50%)`: of which customers, and no share."""
_OF_LOAD = regex.compile(
    r"\b(?:load|power|capacity|diversity)\s+factors?\s+(?:(?:of|is|at|or|be|than|least|below|above|less|more"
    r"|lower|higher|greater|exceeding|under|over|falls|drops|averages|not)\s+){0,4}$",
    regex.IGNORECASE,
)
"""`new customers with a load factor of 60%`: what the load is like."""
# What a carrier keeps of the gas itself, or is lost on the way: a share of what flows, no price.
_KEPT = regex.compile(
    r"\b(?:retain\w*|retention|withh[eo]ld\w*|keeps?|kept|shrinkage|unaccounted|lost\s+(?:and|&|or|gas|volumes?)|in[\s-]kind"
    r"|(?:line|system|distribution|transformer|transmission)\s+loss(?:es)?|l\s?&\s?u)\b(?:(?!\.\s+[A-Z])[^;$]){0,90}$",
    regex.IGNORECASE,
)
_MINUS = frozenset("-–−")
_QUOTES = frozenset('"”″“')
"""What a sign of cents comes out as where a font says wrongly which letters it draws."""
_OWED = regex.compile(r"credit|refund|adjust|rebate|factor|rider|discount|reduc", regex.IGNORECASE)
_CUT = "the figure is cut apart"


class Price(NamedTuple):
    """A price in `text[start:end]` of its line. `refused` says why it cannot be one."""

    kind: Literal["dollars", "cents", "percent", "bare"]
    start: int
    end: int
    raw: str
    refused: str = ""
    spoken: bool = False
    """Whether its amount is printed in words as well."""

    @property
    def firm(self) -> bool:
        """Whether it is printed as a price by itself."""
        return self.kind != "bare"


# Lines, columns and sentences ask for the prices of the same words in turn.
@lru_cache(maxsize=4096)
def prices(text: str) -> tuple[Price, ...]:
    """All prices of a line in order."""
    if "$" not in text and not _DIGIT.search(text):
        return ()
    found: list[Price] = []
    for m in _PRICE.finditer(text):
        if m["dollars"] and "\t" in m["dollars"] and text[m.end() : m.end() + 1] == "/":
            continue  # The number of a footnote beside a sign over a column: `$ | 1/ | $`.
        if m["dollars"]:
            refused = "dollars and cents at once" if m["mixed"] else _truncated(m["dollars"])
            refused = refused or _cut(text[m.end("dollars") :]) or _half_bracket(text, m, "dollars")
            said = _said_first(text, m, refused) if m["dollars"][0] == "(" else None
            found.append(said or _signed(text, Price("dollars", *_span(m, "dollars"), refused)))
        elif m["worded"]:
            found.append(Price("dollars", *m.span(), m[0], _parted(text, m)))
        elif m["cents"]:
            found.append(_below_nothing(text, Price("cents", *m.span(), m[0], _parted(text, m))))
        elif (
            m["percent"]
            and text[m.end() : m.end() + 1] == ")"
            and _BOUND.search(text, 0, m.start())
        ):
            continue
        elif m["percent"]:
            share = _trailed(text, Price("percent", *m.span(), m[0], _parted(text, m)))
            found.append(_below_nothing(text, share))
        else:
            refused = _cut(text[m.end() :]) or _parted(text, m) or _half_bracket(text, m, "bare")
            if text[m.end() : m.end() + 1] in _QUOTES:
                refused = refused or "a sign behind the figure that is none of money"
            kind = "dollars" if _IN_DOLLARS.match(text, m.end()) else "bare"
            found.append(Price(kind, *_span(m, "bare"), refused))
    return tuple(found)


def _trailed(text: str, price: Price) -> Price:
    """A price with a minus right behind it, as bookkeepers print it: `$1.11-`. One only where the
    words call it a credit or an adjustment; refused where they do not."""
    if text[price.end : price.end + 1] not in _MINUS or text[price.end + 1 :][:1].strip():
        return price
    refused = price.refused or ("" if _OWED.search(text) else "a dash or a minus")
    signed = price.raw if price.raw[:1] in "-(" else f"-{price.raw}"
    return price._replace(end=price.end + 1, raw=signed, refused=refused)


def _below_nothing(text: str, price: Price) -> Price:
    """Cents or a percentage with a minus, or with its sign in brackets of a cell of its own
    (`(0.457¢)`): negative. Brackets within words are the sentence's (`five percent (5%)`)."""
    before, after = text[: price.start], text[price.end :].lstrip(" ")
    cell = before[:-1].rpartition("\t")[2].strip(" .")
    if before.endswith("(") and after.startswith(")"):
        said = share_in_words(before) if price.kind == "percent" else None
        if said is not None:
            other = said[1] != Decimal(_NUMBER.findall(price.raw)[0])
            refused = "the amount in words is another" if other else price.refused
            end = len(text) - len(after) + 1
            return Price(price.kind, said[0], end, price.raw, refused, True)
        if cell and not cell[-1:].isdigit() and not before[:-1].endswith(("  ", ". ")):
            return price
        end = len(text) - len(after) + 1
        return price._replace(start=price.start - 1, end=end, raw=f"({price.raw})")
    if before[-1:] in _MINUS and (before[-2:-1] or "\t") in " \t":
        refused = price.refused
        if cell and not _OWED.search(text):
            refused = refused or "a dash or a minus"
        return price._replace(start=price.start - 1, raw=f"-{price.raw}", refused=refused)
    return price


def _signed(text: str, price: Price) -> Price:
    """A price with the minus right before its sign of currency: `-$0.01372`. A dash may lead to a
    price too: behind a blank it is a minus only where the words call it a credit or an adjustment,
    and refused where they do not."""
    price = _trailed(text, price)
    before = text[: price.start]
    if before[-1:] not in _MINUS or (before[-2:-1] or " ") not in " \t(":
        return price
    # A row of dashes that leads to it ends before a blank.
    cell = before[:-1].rpartition("\t")[2].strip(" (-–−")
    refused = price.refused
    if cell and not _OWED.search(text):
        refused = refused or "a dash or a minus"
    return price._replace(start=price.start - 1, raw=f"-{price.raw}", refused=refused)


def _said_first(text: str, m: regex.Match[str], refused: str) -> Price | None:
    """A price in brackets behind its amount in words: both are one price, and no credit."""
    opening = m.start("dollars") + 1
    said = spoken(text[:opening])
    figure = m["dollars"][1:].removesuffix(")")
    if said is None or "(" in figure:
        return None
    start, value = said
    end = m.end("dollars") + coin_behind(text[m.end("dollars") :])
    if value is not None and value != read_value(figure.strip("$ "), "number").value:
        refused = refused or "the amount in words is another"
    return Price("dollars", start, end, figure, refused, value is not None)


def _span(m: regex.Match[str], name: str) -> tuple[int, int, str]:
    text = m[name]
    start, end = m.span(name)
    if text.startswith("(") != text.endswith(")") and "(" not in text[1:]:
        # A bracket of the sentence, not of the figure.
        start, end = start + text.startswith("("), end - text.endswith(")")
    return start, end, m.string[start:end]


def _half_bracket(text: str, m: regex.Match[str], name: str) -> str:
    """A figure in brackets is negative; where one of them is lost, its sign is not known."""
    opened, closed = "(" in m[name], m[name].endswith(")")
    if opened and not closed:
        inside = _SENTENCE.match(text[m.end() :])
        lost = inside is None or overprinted(inside[0], text.lower())
    else:
        before = text[: m.start()]
        lost = closed and not opened and before.count("(") <= before.count(")")
    return "half of a bracket" if lost else ""


def _parted(text: str, m: regex.Match[str]) -> str:
    """A figure without a sign of its own may have begun before a gap."""
    return _CUT if begun(text[: m.start()], m[0]) else ""


def _cut(after: str) -> str:
    """A figure that goes on behind a gap or a stroke was cut apart."""
    return _CUT if goes_on(after) else ""


def _truncated(text: str) -> str:
    point = text.rstrip(")").rpartition(".")
    if text.strip("($ )") == "0":
        return "nothing after the point"
    if point[1] and len(point[2]) == 1:
        return "one digit after the point"
    return ""


def as_printed(price: Price, printed: str, plain: str) -> Price:
    """A price of a sentence that was put in figures (`plain`), as the page prints it."""
    start = in_words(printed, plain, price.start, price.end)
    return price._replace(start=start, raw=printed[start : price.end])


def unsigned(sentence: str, price: Price) -> bool:
    """Whether a figure without a sign is a price: `a fee of .31 per day`."""
    before, after = sentence[: price.start], sentence[price.end :]
    return _SETS.search(before) is not None and _PER_ONE.match(after) is not None


def bounds(text: str, price: Price) -> bool:
    """Whether a percentage bounds something or is a share in kind, and is no price: `in excess of
    115% of KW demand`, `the Company keeps 2% of the volumes received`."""
    if price.kind != "percent":
        return False
    before = text[: price.start]
    if "factor" in before and _OF_LOAD.search(before):
        return True
    return _LIMIT.search(before) is not None or in_kind(text, price)


def in_kind(text: str, price: Price) -> bool:
    """Whether a percentage is the share of what flows that is kept or lost: it is no price."""
    return price.kind == "percent" and _KEPT.search(text[: price.start]) is not None


def amount(price: Price, coin: str | None) -> Reading:
    """The amount in dollars (of a percentage: in percent), as the form's number readers see it."""
    body = _COIN.sub("", price.raw)
    body = "".join(body.split()) if "(" in body else body.strip()
    body = f"-{body[1:].lstrip()}" if body[:1] in _MINUS else body
    found = read_value(body, "number")
    if price.kind == "cents" or (price.kind == "bare" and coin == "¢"):
        return _part_of_dollar(found, 100, "cents")
    if price.kind == "bare" and coin == "mills":
        return _part_of_dollar(found, 1000, "mills")
    return found


def _part_of_dollar(found: Reading, parts: int, name: str) -> Reading:
    """Cents or mills as dollars, of which `parts` make one."""
    if not isinstance(found.value, Decimal):
        return found
    quantum = found.quantum / parts if found.quantum is not None else None
    note = f"{found.value} {name}"
    return found._replace(
        value=found.value / parts, quantum=quantum, repairs=(*found.repairs, note)
    )
