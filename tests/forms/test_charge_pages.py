"""Layouts typeset as pages: what a dump shows by cells, a page shows by place."""

from __future__ import annotations

from pathlib import Path

import layout_pages
import layout_samples
import pytest

from ratebook.pipeline.read import read_path

SEED = 11
_HERE = Path(__file__).parent / "layouts"
LAYOUTS = sorted(path.name for path in _HERE.iterdir() if path.suffix in (".txt", ".md"))


@pytest.mark.parametrize("kind", ["cooperative", "investor", "gas", "water", "order"])
def test_pages_are_read_as_dumps_are(kind: str, tmp_path: Path) -> None:
    """Of the charges that are read from the dumps, at least 97 % are read from the pages."""
    dumps = pages = 0
    for name in LAYOUTS:
        if name.startswith(kind):
            text, truth = layout_samples.written(_HERE / name, SEED)
            layout_pages.typeset(text, tmp_path / "page.pdf", "tiro" if dumps % 2 else "helv")
            dumps += layout_samples.score(truth, layout_samples.read(text, name))[0]
            pages += layout_samples.score(truth, read_path(tmp_path / "page.pdf").records)[0]
    assert dumps > 100
    assert pages >= 0.97 * dumps


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_accepted_charge_of_a_page_is_right(name: str, tmp_path: Path) -> None:
    text, truth = layout_samples.written(_HERE / name, SEED)
    layout_pages.typeset(text, tmp_path / "page.pdf")
    wrong = layout_samples.score(truth, read_path(tmp_path / "page.pdf").records)[1]
    assert not wrong
