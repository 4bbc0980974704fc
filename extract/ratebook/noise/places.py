"""Where the expected values stand in a finished document, and the files that say so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ratebook.model.page import Box
from ratebook.noise.dump import DumpLine
from ratebook.noise.paper import Paper
from ratebook.noise.press import boxes
from ratebook.noise.truth import Ref, Truth


class Spot(NamedTuple):
    """A place of a slot: page from 1, box on paper or line of a text, and what is printed."""

    slot: int
    page: int
    box: Box | None
    line: int | None
    raw: str


def on_paper(papers: Iterable[Paper]) -> list[Spot]:
    """Every place of every slot on paper."""
    return [
        Spot(slot, number, box, None, raw)
        for number, paper in enumerate(papers, 1)
        for run in paper.ink
        for slot, box, raw in boxes(run)
        if slot is not None
    ]


def in_text(lines: Iterable[DumpLine]) -> list[Spot]:
    """Every place of every slot in a text. A text is one page."""
    return [
        Spot(piece.slot, 1, None, number, piece.text)
        for number, line in enumerate(lines, 1)
        for cell in line.cells
        for piece in cell
        if piece.slot is not None
    ]


def records(
    truth: Truth, document: str, spots: Sequence[Spot], destroyed: Iterable[int] = ()
) -> list[dict[str, Any]]:
    """The expected records in the contract's form, with evidence for every asserted value.

    `destroyed` are slots that cannot be read any more. A value with such a place has
    the status `unreadable`; the value itself stays, so that a wrong reading can be told.
    """
    by_ref = _by_ref(truth, spots)
    gone = _destroyed(truth, set(destroyed))
    return [
        {
            "kind": it.kind,
            "key": it.key,
            "document": document,
            **it.values,
            "evidence": {
                name: _evidence(value, by_ref.get((n, name), []), (n, name) in gone)
                for name, value in it.values.items()
            },
        }
        for n, it in enumerate(truth.records)
    ]


def _by_ref(truth: Truth, spots: Iterable[Spot]) -> dict[Ref, list[Spot]]:
    found: dict[Ref, list[Spot]] = {}
    for spot in spots:
        for ref in truth.slots[spot.slot]:
            found.setdefault(ref, []).append(spot)
    return found


def _destroyed(truth: Truth, slots: set[int]) -> set[Ref]:
    """Values with a piece that is gone: a name in pieces is lost with any of them."""
    return {ref for slot in slots for ref in truth.slots[slot]}


def _evidence(value: Any, spots: list[Spot], gone: bool) -> dict[str, Any]:
    status = "absent" if value is None else "unreadable" if gone else "read"
    first = spots[0] if spots else None
    return {
        "status": status,
        "page": first.page if first else None,
        "box": [round(edge, 2) for edge in first.box] if first and first.box else None,
        "line": first.line if first else None,
        "raw": " ".join(dict.fromkeys(s.raw for s in spots)) or None,
    }


def write(
    document: Path,
    truth: Truth,
    spots: Sequence[Spot],
    destroyed: Sequence[int] = (),
    damage: Sequence[dict[str, Any]] = (),
) -> None:
    """Writes `<document>.truth.jsonl` and, where there is damage, `<document>.damage.json`."""
    said = records(truth, document.name, spots, destroyed)
    lines = [json.dumps(record, ensure_ascii=False) for record in said]
    text = "\n".join(lines) + ("\n" if lines else "")
    document.with_name(document.name + ".truth.jsonl").write_text(text, encoding="utf-8")
    if destroyed or damage:
        whole = {
            "document": document.name,
            "destroyed": truth.named(sorted(set(destroyed))),
            "damage": list(damage),
        }
        target = document.with_name(document.name + ".damage.json")
        target.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
