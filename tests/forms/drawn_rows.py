"""Rows of made-up tables as a Markdown dump draws them."""

from __future__ import annotations

from collections.abc import Sequence


def piped(rows: Sequence[Sequence[str]]) -> str:
    """The first row as headings over a rule, the others below."""
    drawn = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([drawn[0], "|" + "---|" * len(rows[0]), *drawn[1:]])
