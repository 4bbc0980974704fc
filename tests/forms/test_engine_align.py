"""Words are regrouped into cells; a figure is never left over in silence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_samples import COSTS, lines

from ratebook.forms.tables.hit import Text
from ratebook.forms.tables.repair.align import align

HEAD = "MONTH\tOVERHEAD COST\tURD COST\tDISTANCE"


def text(line: str) -> Text:
    (only,) = lines(line)
    return Text(only, only.text, None)


def spans(line: str) -> list[str | None]:
    best = align(text(line), COSTS.columns)[0]
    shown = text(line).text
    return [shown[s.start : s.end] if s else None for s in best.spans]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("Mar-07\t$1,194.89\t$1,029.21\t125", ["Mar-07", "$1,194.89", "$1,029.21", "125"]),
     ("Mar-07\t$1,1 94.89\t$1,029.21\t125", ["Mar-07", "$1,1 94.89", "$1,029.21", "125"]),
     ("Mar-07\t$1,194\t.89\t$1,029.21\t125", ["Mar-07", "$1,194\t.89", "$1,029.21", "125"])],
)  # fmt: skip
def test_cut_cells_are_put_together(line: str, wanted: list[str]) -> None:
    assert spans(line) == wanted


PIECES = ["Mar-07", "$1,194.89", "$", "12", "5", "x", "1,0", "-"]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_spans_keep_their_order_and_never_overlap(words: list[str]) -> None:
    line = "\t".join(words)
    if not line.strip():
        return
    for way in align(text(line), COSTS.columns):
        taken = [s for s in way.spans if s]
        assert all(a.end <= b.start for a, b in pairwise(taken))
        assert all(s.end > s.start for s in taken)


def test_a_sentence_is_not_aligned() -> None:
    assert align(text(" ".join(["word"] * 30)), COSTS.columns) == []
