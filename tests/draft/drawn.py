"""Tables of invented utilities, drawn as dumps and documents draw them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf

Rows = list[list[str]]


def pipes(head: Rows, body: Rows) -> list[str]:
    """A Markdown table."""
    rule = "|" + "---|" * max(map(len, body))
    return [*("| " + " | ".join(r) + " |" for r in head), rule, *(
        "| " + " | ".join(r) + " |" for r in body
    )]  # fmt: skip


def tabs(head: Rows, body: Rows) -> list[str]:
    """Cells parted by tabs."""
    return ["\t".join(row) for row in (*head, *body)]


def aligned(head: Rows, body: Rows) -> list[str]:
    """Columns drawn with blanks, figures at the right."""
    count = max(map(len, body))
    rows = [r + [""] * (count - len(r)) for r in (*head, *body)]
    widths = [max(len(r[i]) for r in rows) for i in range(count)]
    return ["   ".join(t.ljust(w) if i == 0 else t.rjust(w)
            for i, (t, w) in enumerate(zip(r, widths, strict=True))).rstrip()
            for r in rows]  # fmt: skip


DRAWN = {"pipes": pipes, "tabs": tabs, "aligned": aligned}


def write(way: str, path: Path, above: list[str], head: Rows, body: Rows, below: list[str]) -> Path:
    """A document in one of the ways of `DRAWN`, or as a native PDF."""
    if way == "pdf":
        return _pdf(path.with_suffix(".pdf"), above, head, body, below)
    lines = [*above, "", *DRAWN[way](head, body), "", *below]
    target = path.with_suffix(".txt")
    target.write_text("\n".join(lines) + "\n")
    return target


def _pdf(path: Path, above: list[str], head: Rows, body: Rows, below: list[str]) -> Path:
    document: Any = pymupdf.open()
    page = document.new_page()
    top = 72.0
    for line in above:
        page.insert_text((72, top), line, fontsize=11)
        top += 18
    top += 8
    count = max(map(len, body))
    rights = [190 + 345 * i / max(count - 1, 1) for i in range(count)]
    for row in (*head, *body):
        for i, text in enumerate(row):
            wide = pymupdf.get_text_length(text, fontsize=9)
            left = 72 if i == 0 else rights[i] - wide
            if text:
                page.insert_text((left, top), text, fontsize=9)
        top += 15
    top += 10
    for line in below:
        page.insert_text((72, top), line, fontsize=10)
        top += 15
    document.save(path)
    return path
