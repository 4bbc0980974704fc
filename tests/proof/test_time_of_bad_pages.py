"""A badly damaged page costs at most two seconds, read whole, and comes out alike every time."""

from __future__ import annotations

import time
from random import Random

import pytest

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import written
from ratebook.noise.textnoise import damage, finished
from ratebook.pipeline.read import read_path

MOST_S = 2.0


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
