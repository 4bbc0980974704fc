"""The change marks of a sheet: which letters stand beside which lines.

A mark belongs to a value or a line; what a letter means is the jurisdiction's business.
"""

from __future__ import annotations

from collections.abc import Iterable

from ratebook.forms.section import place_of
from ratebook.forms.tables.hit import prepare
from ratebook.forms.tokens.listed import listed
from ratebook.model.page import Line
from ratebook.records.datum import Draft, Standing
from ratebook.records.ledger import Ledger

_SHOWN = 60


def enter_marks(body: Iterable[Line], letters: str, sheet: Draft, ledger: Ledger) -> None:
    """Gives the sheet its `change_marks`: a list of {mark, page, beside}, in the order printed."""
    found: list[dict[str, object]] = []
    first = None
    lines = list(body)
    counted = listed(lines)
    for at, line in enumerate(lines):
        if "(" not in line.text:
            continue
        text = prepare(line, letters)
        if text.mark is not None and at not in counted:
            beside = " ".join(text.text.split())[:_SHOWN]
            found.append({"mark": text.mark.raw, "page": line.page, "beside": beside})
            first = first or text.mark
    if first is not None:
        place = place_of(first.line, first.start, first.end)
        raw = " ".join(str(one["mark"]) for one in found)
        sheet.fields["change_marks"] = ledger.add(raw, list(found), Standing.READ, place)
