"""Load plans that other clerks set: every load under its cycle, block or step."""

from __future__ import annotations

import pytest
from load_sheets import FOOT, HEAD, LAYOUTS, Layout

from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

ACCEPTED = ("verified", "read", "repaired", "absent")
NAMES = ("cycle", "percent", "step", "substation", "feeder", "feeder_name", "mw")
SUMS = ("cycle", "percent", "step", "mw")


def said(text: str) -> tuple[set[tuple[object, ...]], list[Record]]:
    """The loads and totals of which every field is accepted, and the issues."""
    records = read_path((HEAD + text + FOOT).encode(), name="sheet.txt").records
    made: set[tuple[object, ...]] = set()
    for record in (r for r in records if r.kind in ("feeder_load", "load_total")):
        names = NAMES if record.kind == "feeder_load" else SUMS
        if all(n not in record.evidence or record.evidence[n]["status"] in ACCEPTED for n in names):
            values = (record.values.get(n) for n in names[:-1])
            whole = (int(v) if n < 3 and v is not None else v for n, v in enumerate(values))
            made.add((*whole, str(record.values["mw"])))
    return made, [r for r in records if r.kind == "issue"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_load_is_read_where_it_belongs(layout: Layout, seed: int) -> None:
    text, stated = layout(seed)
    made, issues = said(text)
    assert made == stated
    assert not [i for i in issues if i.values["code"] != "unread-column"]
