"""Names in orders: readable capitals, the commission, who applied, who supplies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from ratebook.forms.orders.citations import Found
from ratebook.forms.orders.words import NAME, orders, patterns, says

_SMALL = frozenset({"of", "and", "for", "the", "to", "in", "a", "an", "by", "on", "at", "from"})
_UPPER = frozenset(
    {"LLC", "PLC", "PLLC", "LP", "L.P.", "LG&E", "KU", "EMC", "PUD", "USA", "II", "III"}
)
_COMMISSION = regex.compile(
    r"(?:BEFORE THE\s+)?((?:[A-Z&]+\s+){0,4}(?:COMMISSION|UTILITY BOARD|CORPORATION COMMISSION))"
    r"(?:\s+OF\s+(?:THE\s+)?(?:(?:STATE|COMMONWEALTH)\s+OF\s+)?([A-Z ]+))?"
)
_SHORT = 5
"""Letters of a word that may be another word of as many."""
_BRACKETED = regex.compile(r"\s*\([^()]{1,40}\)\s*$")
_DEFINED = regex.compile(
    rf"(?<!\w)(?P<name>{NAME})"
    r"\s+\((?:the\s+)?[\"“]?(?P<short>[A-Z][\w&.'’ -]{1,40})[\"”]?\)"
)


def readable(text: str) -> str:
    """Words in capitals as a reader would write them: `CLARK ENERGY COOPERATIVE, INC.` is
    `Clark Energy Cooperative, Inc.`."""
    words = text.split()
    return " ".join(_word(word, first=i == 0) for i, word in enumerate(words))


def _word(word: str, *, first: bool) -> str:
    if not word.isupper() or word.strip(",.") in _UPPER or word in _UPPER:
        return word
    if word.lower() in _SMALL and not first:
        return word.lower()
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def commission_name(text: str, state: str | None) -> str | None:
    """`BEFORE THE PUBLIC SERVICE COMMISSION` under `COMMONWEALTH OF KENTUCKY` is the Public Service
    Commission of Kentucky; None where the line names no commission."""
    m = _COMMISSION.fullmatch(text.strip(" .:*").upper())
    if not m:
        return None
    name, place = readable(m[1].replace("BEFORE THE ", "")), m[2] or state
    if not place or readable(place.upper()) in name:
        # `INDIANA UTILITY REGULATORY COMMISSION` says the state itself.
        return name
    return f"{name} of {readable(place.upper())}"


def listed_commission(name: str, listed: Sequence[str]) -> str | None:
    """The one commission of a list that a damaged name differs from by a letter in some of its
    words; None where it is in the list, or near to none or several."""
    words = name.split()
    if name in listed:
        return None
    near = [
        other
        for other in listed
        if len(other.split()) == len(words)
        and all(_alike(one, two) for one, two in zip(words, other.split(), strict=True))
    ]
    return near[0] if len(near) == 1 else None


def _alike(word: str, listed: str) -> bool:
    """Whether a word is one of a list, or a long one with a letter misread."""
    if word == listed:
        return True
    return len(listed) > _SHORT and Levenshtein.distance(word, listed, score_cutoff=1) == 1  # pyright: ignore[reportUnknownMemberType]


class Definition(NamedTuple):
    """`name` is what `short` stands for in this order."""

    name: str
    short: str
    start: int


def definitions(text: str) -> list[Definition]:
    """Full names with the short ones the order gives them in brackets."""
    return [
        Definition(_trimmed(m["name"]), m["short"].strip(), m.start())
        for m in _DEFINED.finditer(text)
        if len(m["name"]) > len(m["short"])
    ]


def _trimmed(name: str) -> str:
    """Without a sentence's first words that ran into the name ("On", "In")."""
    return regex.sub(r"^(?:On|In|By|The|For|See|To|From|Whereas|While|When)\s+", "", name)


def as_printed(name: str, body: str) -> str | None:
    """`name` with the letters the body prints it with; None where the body does not have it."""
    pattern = r"[\s]+".join(regex.escape(word) for word in name.split())
    for m in regex.finditer(rf"(?<!\w){pattern}(?!\w)", body, regex.IGNORECASE):
        if not m.group().isupper():
            return " ".join(m.group().split())
    return None


def _is_company(name: str) -> bool:
    words = {word.strip(",").lower() for word in name.split()}
    return bool(words & set(orders()["bodies"])) or bool(
        regex.match(r"(?:CITY|TOWN|COUNTY) OF ", name)
    )


def find_applicant(style: str, body: str) -> Found | None:
    """Who filed what the style names, written as the body writes it; the place is in the style."""
    if says("no_applicant", style):
        return None
    for pattern in patterns("styles"):
        for m in pattern.finditer(style, overlapped=True):
            name = _BRACKETED.sub("", m["name"]).strip(" ,;")
            if says("matters", name):
                continue
            printed = as_printed(name, body)
            if printed or (_is_company(name) and len(name.split()) <= 9):
                return Found(
                    printed or readable(name), m.start("name"), m.start("name") + len(name)
                )
    return None


def find_suppliers(body: str) -> list[Found]:
    """Wholesale suppliers the body names, short names resolved."""
    known = definitions(body)
    shorts = {d.short: d.name for d in known}
    found: list[Found] = []
    for pattern in patterns("suppliers"):
        for m in pattern.finditer(body):
            name = m["name"].strip(" ,;")
            full = shorts.get(name, name.rstrip(".") if not _ends_inc(name) else name)
            if full in shorts.values() or _is_company(full):
                found.append(Found(full, m.start("name"), m.end("name")))
    return found


def _ends_inc(name: str) -> bool:
    return name.endswith(("Inc.", "Corp.", "Co."))
