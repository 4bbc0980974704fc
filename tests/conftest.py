"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The founding and real filings kept beside the checkout (`../shared`).

    Where CI runs they must be there; elsewhere tests that need them are skipped.
    """
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is missing; CI must not pass without the real filings")
        pytest.skip(f"{folder} is not on this machine")
    return folder
