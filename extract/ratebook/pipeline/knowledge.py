"""Everything the rules say, loaded once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ratebook.rules.form import Form
from ratebook.rules.forms import load_forms
from ratebook.rules.jurisdiction import Jurisdiction, load_jurisdictions
from ratebook.rules.locate import rule_directories


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Forms and jurisdictions by name and by two-letter code."""

    forms: tuple[Form, ...]
    jurisdictions: dict[str, Jurisdiction]


@lru_cache(maxsize=4)
def _load(directories: tuple[str, ...]) -> Knowledge:
    from pathlib import Path

    paths = [Path(d) for d in directories]
    return Knowledge(tuple(load_forms(paths).values()), load_jurisdictions(paths))


def fingerprint() -> str:
    """Twelve letters that change when any rule file does: part of a reading's version."""
    import hashlib

    digest = hashlib.sha256()
    for root in rule_directories():
        for path in sorted(root.rglob("*.toml")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def knowledge() -> Knowledge:
    """The rules of the shipped directory and of those the user names. Raises RuleError."""
    return _load(tuple(str(path) for path in rule_directories()))
