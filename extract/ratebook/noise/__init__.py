"""Typeset documents with exact truth, and the damage that scanning and OCR do to them.

`make(directory, forms, seed, layouts, qualities, count)` writes documents; `make_corpus(directory)`
rebuilds the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def make(
    directory: Path,
    forms: Sequence[str],
    seed: int,
    layouts: Sequence[str] = (),
    qualities: Sequence[str] = (),
    count: int = 1,
) -> list[Path]:
    """See `ratebook.noise.workshop.make`."""
    from ratebook.noise.workshop import make as made

    return made(directory, forms, seed, layouts, qualities, count)


def make_corpus(directory: Path, truth: Path | None = None) -> list[Path]:
    """See `ratebook.noise.corpus.make_corpus`."""
    from ratebook.noise.corpus import make_corpus as made

    return made(directory, truth)
