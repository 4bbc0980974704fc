"""Readings of the founding documents, once a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from seed_reading import Records, seed_file

from ratebook.pipeline.read import read_path


@pytest.fixture(scope="session")
def sheets(shared: Path) -> Records:
    """The scanned sheets of a cooperative: lighting, surcharge, purchase rates, load plans."""
    return Records(read_path(seed_file(shared, "002")).records)


@pytest.fixture(scope="session")
def order(shared: Path) -> Records:
    """The pass-through order with both its appendices."""
    return Records(read_path(seed_file(shared, "004")).records)


@pytest.fixture(scope="session")
def margins(shared: Path) -> Records:
    """The exhibit of off-system sales margins."""
    return Records(read_path(shared / "real" / "ky-oss-margins-lge.txt").records)
