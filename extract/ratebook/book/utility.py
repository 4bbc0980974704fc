"""Utilities by name: the same company however its name is set."""

from __future__ import annotations

from collections.abc import Iterable

from ratebook.errors import UsageError

_SAME = {
    "corporation": "corp",
    "company": "co",
    "companies": "co",
    "incorporated": "inc",
    "limited": "ltd",
    "cooperatives": "coop",
    "cooperative": "coop",
    "&": "and",
}
_SILENT = frozenset({"the", "inc", "ltd", "llc"})


def words_key(text: str) -> str:
    """Words compared without case, punctuation or spacing."""
    spaced = text.casefold().replace("&", " and ").replace("co-op", "coop").replace("'", "")
    return " ".join("".join(c if c.isalnum() else " " for c in spaced).split())


def utility_key(name: str | None) -> str:
    """One key for all settings of a utility's name; empty for none.

    "JACKSON ENERGY COOPERATIVE CORPORATION" and "Jackson Energy Cooperative Corp., Inc." share it.
    """
    words = [_SAME.get(word, word) for word in words_key(name or "").split()]
    return " ".join(word for word in words if word not in _SILENT)


def resolve_utility(name: str, keys: Iterable[str]) -> str:
    """The one key meant by what a user typed; UsageError where none or several fit."""
    wanted, all_keys = utility_key(name), sorted(set(keys))
    if wanted in all_keys:
        return wanted
    parts = set(wanted.split())
    fitting = [key for key in all_keys if parts and parts <= set(key.split())]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(fitting or all_keys) or "none"
    problem = "fits several utilities" if fitting else "fits no utility"
    raise UsageError(f"{name!r} {problem} in this book. Known: {known}.")
