"""docs/python.md is run as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import ratebook

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_walk_through_runs(monkeypatch: Any) -> None:
    monkeypatch.chdir(ROOT)
    seen: dict[str, Any] = {}
    blocks = BLOCK.findall((ROOT / "docs" / "python.md").read_text(encoding="utf-8"))
    assert len(blocks) >= 4
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), seen)
    assert seen["charges"]
    assert not seen["failed"]
    assert seen["chains"]
    assert seen["answer"].utility
    amounts = seen["frames"]["charge"]["amount"]
    assert not any(isinstance(amount, float) for amount in amounts)


def test_every_public_function_is_in_the_walk_through() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in ratebook.__all__:
        assert name.startswith("__") or f"ratebook.{name}(" in text
