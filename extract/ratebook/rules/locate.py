"""Where rule files live: in the installed package, in the checkout, or where the user says."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

ENVIRONMENT = "RATEBOOK_RULES"
"""Directories with further rules, separated as in PATH; later ones win over earlier ones."""


def rule_directories() -> list[Path]:
    """The directories that hold `forms`, `jurisdictions` and `lookups`, the shipped one first."""
    named = os.environ.get(ENVIRONMENT, "").split(os.pathsep)
    return [_shipped(), *(Path(name) for name in named if name)]


@lru_cache(maxsize=1)
def _shipped() -> Path:
    package = Path(__file__).resolve().parent.parent
    packed = package / "_rules"
    # An editable install has no copy of the rules; the checkout keeps them beside `extract`.
    return packed if packed.is_dir() else package.parent.parent / "rules"


def rule_files(kind: str, directories: list[Path]) -> list[Path]:
    """The TOML files of one kind (`forms`, `jurisdictions`, `lookups`), by directory and name."""
    return [path for root in directories for path in sorted((root / kind).glob("*.toml"))]
