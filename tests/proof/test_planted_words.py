"""Guides and surcharge formulas with stamps over them, rows and lines drawn into one, cut or drawn
twice: what is accepted was written."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from planted_words import DAMAGE, plant_words, wrong_words

from ratebook.noise.desk import LAYOUTS

SEED = int(os.environ.get("RATEBOOK_SEED", "40"))
"""Another number plants other damage in other documents."""


@pytest.mark.parametrize("form", ["guide", "surcharge"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_accepted_from_a_damaged_page_were_written(form: str, layout: str) -> None:
    planted, found = Counter[str](), list[str]()
    for seed in (SEED, SEED + 1):
        for name in DAMAGE:
            of = plant_words(form, layout, seed, name)
            if of is not None:
                planted[name] += 1
                found += [f"{name}, seed {seed}: {said}" for said in wrong_words(of)]
    assert not found, "\n".join(found)
    if form == "surcharge" or layout in ("grid", "typed"):
        assert len(planted) >= len(DAMAGE) // 2 - 1


@pytest.mark.parametrize("name", ["cell lost", "ghost row", "stamp over cell"])
def test_most_methods_of_a_damaged_table_are_still_read(name: str) -> None:
    of = plant_words("guide", "grid", SEED, name)
    assert of is not None
    kept = [r for r in of.read if r["kind"] == "access_method" and r["first_party"] is not None]
    assert len(kept) >= len([m for m in of.meant if m["kind"] == "access_method"]) - 1


@pytest.mark.parametrize(
    ("form", "layout", "seed", "name"),
    [
        # behind a hyphen the cut may be in a word ("under-", "recovery") or not
        ("surcharge", "plain", 536_550, "formula cut"),
        # "OBP", "C for the expense month" and "a", "pproved": cut through a word
        ("surcharge", "plain", 892_252, "formula cut"),
        ("surcharge", "plain", 892_253, "formula cut"),
        # "factor of 0", "%": cut through a figure
        ("surcharge", "modern", 11_034, "formula cut"),
        # "Text alerts" and "Texo aleres": two letters of a short name, one of the rest
        ("guide", "grid", 536_553, "ghost row"),
    ],
)
def test_words_once_accepted_wrongly(form: str, layout: str, seed: int, name: str) -> None:
    of = plant_words(form, layout, seed, name)
    assert of is not None
    assert list(wrong_words(of)) == []
