"""Enters the fields of a sheet into the ledger, each with what the page prints for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ratebook.forms.section import place_of
from ratebook.forms.sheets.dates import Verdict
from ratebook.forms.sheets.head import Item, Part, halves
from ratebook.forms.sheets.issuer import Said
from ratebook.forms.sheets.schedule import Named
from ratebook.forms.sheets.text import Passage
from ratebook.records.datum import Candidate, Place, Standing
from ratebook.records.ledger import Ledger
from ratebook.rules.phrase import skeleton

_WHOLE = frozenset({"revision", "cancels_revision"})


@dataclass(slots=True)
class FieldWriter:
    """Collects the fields of one sheet; `here` is the place of the sheet's first line."""

    ledger: Ledger
    here: Place
    fields: dict[str, int | None]

    def text(self, field: str, said: Said | None) -> None:
        """A text field of the foot."""
        if said is None:
            return
        standing, proof = said.standing, ()
        if standing is Standing.REPAIRED:
            standing, proof = _shown(said.raw or "", said.value or "", said.listed)
        self.fields[field] = self.ledger.add(
            said.raw,
            said.value,
            standing,
            said.place,
            repairs=said.repairs,
            proof=proof,
            label=field,
        )

    def named(self, field: str, named: Named | None) -> None:
        """A name of the head."""
        if named is None:
            return
        place = place_of(named.line, named.start, named.end)
        if named.worn:
            self.unreadable(field, named.raw, place)
            return
        standing, proof = Standing.READ, ()
        if named.repairs:
            standing, proof = _shown(named.raw, named.value, named.listed)
        self.fields[field] = self.ledger.add(
            named.raw,
            named.value,
            standing,
            place,
            repairs=named.repairs,
            proof=proof,
            label=field,
        )

    def verdict(self, field: str, verdict: Verdict | None) -> None:
        """A date field."""
        if verdict is not None:
            self.fields[field] = self.ledger.add(
                verdict.raw,
                verdict.value,
                verdict.standing,
                verdict.place,
                candidates=verdict.candidates,
                repairs=verdict.repairs,
                proof=verdict.proof,
                touched=verdict.standing is not Standing.READ,
                label=field,
            )

    def constant(self, field: str, value: str, place: Place, raw: str | None) -> None:
        """A value that follows from how the page was recognised."""
        self.fields[field] = self.ledger.add(raw, value, Standing.READ, place, label=field)

    def listed(
        self, field: str, values: Sequence[str | int], place: Place, raw: str | None
    ) -> None:
        """A list of words or numbers that are all legible."""
        self.fields[field] = self.ledger.add(raw, list(values), Standing.READ, place, label=field)

    def missing(self, field: str, *, lost: bool) -> None:
        """A field nothing is legible of: `lost` where the page is sure to have printed it."""
        standing = Standing.UNREADABLE if lost else Standing.ABSENT
        self.fields[field] = self.ledger.add(None, None, standing, self.here, label=field)

    def unreadable(self, field: str, raw: str, place: Place) -> None:
        """A field of which something is printed that says nothing for sure."""
        self.fields[field] = self.ledger.add(raw, None, Standing.UNREADABLE, place, label=field)

    def worn(self, field: str, span: tuple[int, int], passage: Passage) -> None:
        """A field where something is printed that cannot be read; nothing where it is blank."""
        raw = passage.text[span[0] : span[1]].strip(" \t,.:;-\n")
        if field not in self.fields and sum(sign.isalnum() for sign in raw) > 1:
            self.unreadable(field, raw, passage.place(*span))

    def item(self, field: str, items: Sequence[Item], passage: Passage) -> None:
        """A number of the head. Two different ones are both kept as candidates."""
        if not items:
            return
        first = items[0]
        raw = passage.text[first.start : first.end].replace("\n", " ").strip()
        place = passage.place(first.start, first.end)
        said = {i.said for i in items if i.said is not None}
        if len(said) > 1:
            options = tuple(Candidate(s, 1.0, "printed in the head") for s in sorted(said))
            self.fields[field] = self.ledger.add(
                raw, None, Standing.AMBIGUOUS, place, candidates=options, label=field
            )
            return
        value = next(iter(said), None)
        typed = int(value) if value is not None and field in _WHOLE else value
        standing = Standing.UNREADABLE if value is None else Standing.READ
        self.fields[field] = self.ledger.add(raw, typed, standing, place, label=field)


def _shown(
    raw: str, value: str, listed: tuple[str, ...]
) -> tuple[Standing, tuple[dict[str, Any], ...]]:
    """The standing of a value put in order, with what shows it: all glyphs kept is reading, a text
    of a closed list or of the one shape a field has is a repair with its proof."""
    if skeleton(raw) == skeleton(value):
        return Standing.READ, ()
    if listed:
        proof = {"kind": "closed-list", "raw": raw, "value": value, "list": list(listed)}
    else:
        proof = {"kind": "shape", "raw": raw, "value": value, "allowed": [value]}
    return Standing.REPAIRED, (proof,)


def head_fields(writer: FieldWriter, items: Sequence[Item], passage: Passage) -> None:
    """Book, sheet and revision of the sheet and of what it cancels."""
    own, cancelled = halves(items)
    for prefix, part in (("", own), ("cancels_", cancelled)):
        writer.item(f"{prefix}book", part.all("book"), passage)
        writer.item(f"{prefix}sheet", part.all("sheet"), passage)
        revision = part.revision
        if revision and _offered(revision, part, passage):
            revision = None
        writer.item(f"{prefix}revision", [revision] if revision else [], passage)
    _worn_items(writer, items, own, cancelled, passage)


def _offered(revision: Item, part: Part, passage: Passage) -> bool:
    """Whether a form offers a word to be struck out, `(Original) Sheet No. ____`, and nothing is
    filled in: it says of no sheet that it is the original."""
    sheet = part.get("sheet")
    bracketed = passage.text[: revision.start].rstrip().endswith("(")
    return revision.kind == "original" and bracketed and not (sheet and sheet.said)


def _worn_items(
    writer: FieldWriter, items: Sequence[Item], own: Part, cancelled: Part, passage: Passage
) -> None:
    """Marks as unreadable what is printed where a book or a revision belongs, but says nothing."""
    for prefix, part in (("", own), ("cancels_", cancelled)):
        sheet = part.get("sheet")
        if sheet and part.revision is None and part.get("bare") is None:
            writer.worn(f"{prefix}revision", _before(sheet, items, passage), passage)
    verb = next((item for item in items if item.kind == "cancel"), None)
    last = max((item.end for item in items), default=0)
    if verb is None:
        second = own.all("book")[1:]
        if second:  # a second book is what a lost verb cancels
            for name in ("cancels_book", "cancels_sheet", "cancels_revision"):
                writer.worn(name, (second[0].start, len(passage.text)), passage)
        if _says_something(passage.text[last:]):
            for name in ("cancels_book", "cancels_sheet", "cancels_revision"):
                writer.worn(name, (last, len(passage.text)), passage)
        return
    start = verb.end
    end = cancelled.items[0].start if cancelled.items else len(passage.text)
    if cancelled.get("book") is None and _says_something(passage.text[start:end]):
        writer.worn("cancels_book", (start, end), passage)
    turn_alone = cancelled.get("label") is not None and len(cancelled.items) == 1
    if cancelled.get("sheet") is None and (
        (cancelled.revision and not turn_alone) or _says_something(passage.text[last:])
    ):
        writer.worn("cancels_sheet", (verb.start, len(passage.text)), passage)
        writer.worn("cancels_revision", (verb.start, len(passage.text)), passage)


def _says_something(text: str) -> bool:
    """Whether a rest of a head holds a number, and so says something that was not understood."""
    return any(sign.isdigit() for sign in text) or sum(sign.isalpha() for sign in text) > 60


def _before(sheet: Item, items: Sequence[Item], passage: Passage) -> tuple[int, int]:
    """The text between an item and the one before it, on the item's own line."""
    start = max((item.end for item in items if item.end <= sheet.start), default=0)
    line = passage.text.rfind("\n", 0, sheet.start) + 1
    return max(start, line), sheet.start
