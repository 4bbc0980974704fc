"""A badly damaged page costs at most two seconds, read whole, and comes out alike every time; proof
costs little beside the reading of an undamaged one."""

from __future__ import annotations

import time
from random import Random

import pytest

import ratebook.pipeline.read as pipeline
from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import written
from ratebook.noise.textnoise import damage, finished
from ratebook.pipeline.read import read_path
from ratebook.proof.prove import Proven, prove
from ratebook.records.ledger import Ledger

MOST_S = 2.0
MOST_SHARE = 0.3
"""Of the time of reading without proof."""


def _wrecked(form: str, layout: str, seed: int, *only: str) -> bytes:
    document = written(form, layout, f"wrecked.{seed}")
    lines = dump(document.leaves, LAYOUTS[layout])
    wreck = damage(lines, document.truth, Random(f"{form}{seed}"), "heavy", only)
    return rendered(finished(wreck), LAYOUTS[layout]).encode()


def _timed(text: bytes) -> tuple[float, list[str]]:
    start = time.thread_time()
    records = read_path(text, name="x.txt").records
    return time.thread_time() - start, [str(r.as_dict()) for r in records]


DAMAGE = [(), ("misread digit",), ("lost digits",), ("slid column",), ("ghost row",)]


@pytest.mark.parametrize("form", ["order", "book", "primary", "secondary", "mandatory"])
@pytest.mark.parametrize("only", DAMAGE, ids=lambda only: only[0] if only else "everything")
def test_a_badly_damaged_page_is_bounded(form: str, only: tuple[str, ...]) -> None:
    text = _wrecked(form, "plain", 10, *only)
    assert _timed(text)[0] <= MOST_S


def test_what_is_given_up_does_not_depend_on_the_machine() -> None:
    """The search counts what it tries; a slower run gives up at the same place."""
    text = _wrecked("order", "modern", 2)
    assert _timed(text)[1] == _timed(text)[1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_proof_adds_little_to_reading_an_undamaged_order(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Orders with allocation tables have the most relations for their length."""
    document = written("order", layout, "undamaged")
    text = rendered(dump(document.leaves, LAYOUTS[layout]), LAYOUTS[layout]).encode()
    spent: list[float] = []

    def timed(ledger: Ledger) -> Proven:
        start = time.thread_time()
        proven = prove(ledger)
        spent.append(time.thread_time() - start)
        return proven

    monkeypatch.setattr(pipeline, "prove", timed)
    whole = [_timed(text)[0] for _ in range(9)]
    assert min(spent) <= MOST_SHARE * (min(whole) - min(spent))
