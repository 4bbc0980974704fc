"""The seal of a relation is over its canonical JSON, whoever writes it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from ratebook.proof.certificate import seal, write

_TERM = {
    "coef": "1", "cell": 7, "raw": "$ 1,2\"3\t4é\\", "value": "1234", "quantum": "0.01",
    "page": 2, "line": 14, "box": None,
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"raw": None},
        {"value": None},
        {"quantum": None, "line": None},
        {"value": 12},
        {"box": [1.5, 2.25, 3.0, 4.125], "line": None},
        {"changed": True},
        {"repairs": ['a "sign" was put back', "ß"]},
        {"document": "other.pdf", "record": "charge|x"},
    ],
)
def test_a_relation_is_sealed_over_its_json(change: dict[str, object]) -> None:
    terms = [{**_TERM, **change}, _TERM]
    made = write("linear", 'Rate "E", Owen\n: a + b', terms, "printed", Decimal("0.5"))
    bare = {name: part for name, part in made.items() if name != "seal"}
    assert made["seal"] == seal(bare)
    assert json.loads(json.dumps(bare)) == bare
