"""The walk-through in the docs runs as printed."""

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "book.md"


def test_every_block_of_the_walk_through_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 7
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), known)


def test_every_finding_code_is_explained() -> None:
    laws = Path(__file__).parents[2] / "extract" / "ratebook" / "book" / "law.py"
    codes = set(re.findall(r'Finding\("(\w+)"', laws.read_text(encoding="utf-8")))
    codes |= {"overlap", "gap"}
    text = GUIDE.read_text(encoding="utf-8")
    assert codes
    assert not [code for code in codes if f"`{code}`" not in text]
