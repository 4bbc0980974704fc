"""The service list at the end of an order: whom the commission sent it to."""

from __future__ import annotations

from typing import NamedTuple

import regex

from ratebook.forms.orders.words import says, states
from ratebook.forms.section import place_of
from ratebook.forms.tokens.misread import SERVICE_LIST
from ratebook.forms.tokens.worn import near_another, worn_name
from ratebook.model.page import Line
from ratebook.records.datum import Draft, Standing
from ratebook.records.ledger import Ledger

_STAR = regex.compile(r"^\s*\*\s*(?=[A-Z])")
_ZIP = regex.compile(r"(?<!\d)\d{5}(?:-\d{4})?\s*$")
_STREET = regex.compile(
    r"^\s*(?:\d|#|P\.?\s?O\.?\s+(?:Box|Drawer)|Post Office|Suite|Box|One\s|Two\s|[NSEW]\.?\s\d"
    r"|Route|RR\s)",
    regex.IGNORECASE,
)
_NAME_WORD = regex.compile(r"\p{L}{4,}")
_LONGEST = 8


class Served(NamedTuple):
    """One entry of the list; `lines` are its lines."""

    name: str
    firm: str | None
    address: str
    lines: list[Line]


def split_service(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """(what stands before the service list, the lines of the list); the list may be empty."""
    for i, line in enumerate(lines):
        text = line.text.strip()
        if says("served_heading", text) or (_STAR.match(text) and _has_zip(lines[i:])):
            return lines[:i], lines[i:]
    return lines, []


def _has_zip(lines: list[Line]) -> bool:
    """Whether the first entry closes with a postal code before it gets too long for an address."""
    return any(_is_city(line.text) for line in lines[1:_LONGEST])


def _is_city(text: str) -> bool:
    if not _ZIP.search(text):
        return False
    before = _ZIP.sub("", text).strip(" ,\t").upper()
    names = states()
    return any(before.endswith(name.upper()) for name in names) or before[-2:] in names.values()


def served_entries(lines: list[Line]) -> tuple[list[Served], list[Line]]:
    """The entries, and the lines that belong to none."""
    entries: list[Served] = []
    loose: list[Line] = []
    block: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if not block and says("served_heading", text):
            continue
        if _STAR.match(text) and block:
            loose += block
            block = []
        block.append(line)
        if _is_city(text):
            entry = _entry(block)
            if entry:
                entries.append(entry)
            else:
                loose += block
            block = []
    return entries, loose + block


def _entry(block: list[Line]) -> Served | None:
    texts = [" ".join(line.text.split()) for line in block]
    if not 2 <= len(texts) <= _LONGEST:
        return None
    texts[0] = _STAR.sub("", texts[0]).strip()
    street = next((i for i, text in enumerate(texts) if i and _STREET.match(text)), len(texts) - 1)
    firm = ", ".join(texts[1:street]) or None
    return Served(texts[0], firm, ", ".join(texts[street:]), block)


def read_service(lines: list[Line], ledger: Ledger, order: Draft) -> None:
    """Fills `order.served` from the lines of a service list and claims them."""
    entries, loose = served_entries(lines)
    if lines and not entries:
        ledger.issue(
            "order.service_list", "the service list was not understood", place_of(lines[0])
        )
    for line in lines:
        ledger.claim(
            line, "order", "service list, not understood" if line in loose else "service list"
        )
    for line in loose:
        ledger.issue("order.service_list", f"not an entry: {line.text[:60]!r}", place_of(line))
    if not entries:
        return
    raw = "; ".join(entry.name for entry in entries)
    value = [_plain(entry) for entry in entries]
    words = tuple(word for entry in entries for line in entry.lines for word in line.words)
    place = place_of(entries[0].lines[0])._replace(words=words)
    worn = any(_NAME_WORD.search(line.text) for line in loose) or _worn(value)
    order.fields["served"] = ledger.add(
        raw, value, Standing.READ, place, label=SERVICE_LIST, touched=worn
    )


def _worn(entries: list[dict[str, str]]) -> bool:
    """Whether a name or an address was damaged, or is printed in two ways."""
    texts = [text for entry in entries for text in entry.values()]
    words = {word for text in texts for word in _NAME_WORD.findall(text)}
    return any(map(worn_name, texts)) or near_another(words, words) is not None


def _plain(entry: Served) -> dict[str, str]:
    firm = {"firm": entry.firm} if entry.firm else {}
    return {"name": entry.name, **firm, "address": entry.address}
