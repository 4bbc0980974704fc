"""What an audit keeps of a reading: records, the page's text, and what the readers disagreed on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ratebook.model.page import Document, Page, Word
from ratebook.pipeline.read import Reading
from ratebook.records.ledger import Claim

_FIGURE = re.compile(r"\d")
_NOTHING: dict[str, Any] = {}
WEAK = 0.6
"""A word that its engine scored lower is half read."""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One page as read. `asked` of the `words` were read by a second engine too, `differ` of those
    otherwise; `figures`, `figures_asked`, `figures_differ`: the same of words with a digit."""

    number: int
    width: float
    height: float
    source: str
    engine: str
    text: str
    words: int = 0
    asked: int = 0
    differ: int = 0
    figures: int = 0
    figures_asked: int = 0
    figures_differ: int = 0
    touched: int = 0
    weak: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One document as read. `path` is where its pictures can be drawn from; `forms` names the form
    each record came from; `lines` are the numbered lines of a text source; `error` is set, and all
    else empty, where it could not be read."""

    path: str
    name: str
    source: str = ""
    engine: str = ""
    quality: str = ""
    sha256: str | None = None
    records: tuple[dict[str, Any], ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict[str, str])
    pages: tuple[PageSeen, ...] = ()
    lines: Mapping[int, str] = field(default_factory=dict[int, str])
    error: str | None = None

    @property
    def page_count(self) -> int:
        """Pages, as far as they are known."""
        said = next((r.get("pages") for r in self.records if r["kind"] == "document"), None)
        return len(self.pages) or int(said or 0)


def seen(path: str, reading: Reading, quality: str = "") -> Seen:
    """What is kept of a reading."""
    document = reading.document
    records = tuple(record.as_dict() for record in reading.records)
    engine = "+".join(dict.fromkeys("+".join(document.readers).split("+")))
    return Seen(
        path,
        Path(path).name,
        document.source,
        engine,
        quality or document.source,
        document.sha256,
        records,
        forms_of(records, reading.claims),
        tuple(_page(page) for page in document.pages),
        {line.number: line.text for line in document.lines if line.number is not None},
    )


def seen_records(name: str, records: Iterable[dict[str, Any]], quality: str = "") -> Seen:
    """A reading made before: records alone, as `ratebook read --format jsonl` prints them."""
    kept = tuple(records)
    head = next((r for r in kept if r["kind"] == "document"), _NOTHING)
    source = str(head.get("source") or "")
    engine = "+".join(str(r) for r in head.get("readers") or ())
    return Seen(
        name,
        Path(name).name,
        source,
        engine,
        quality or source or "records",
        head.get("sha256"),
        kept,
        forms_of(kept, ()),
    )


def _page(page: Page) -> PageSeen:
    words = [word for line in page.lines for word in line.words]
    figures = [word for word in words if _FIGURE.search(word.text)]
    asked, differ = _second(words)
    figures_asked, figures_differ = _second(figures)
    if not words:
        tokens = [t for line in page.lines for t in line.text.split()]
        count, with_figures = len(tokens), sum(1 for t in tokens if _FIGURE.search(t))
    else:
        count, with_figures = len(words), len(figures)
    return PageSeen(
        page.number,
        page.width,
        page.height,
        page.source,
        page.engine,
        "\n".join(line.text for line in page.lines),
        count,
        asked,
        differ,
        with_figures,
        figures_asked,
        figures_differ,
        sum(w.touched for w in words),
        sum(1 for w in words if w.score is not None and w.score < WEAK),
    )


def _second(words: Iterable[Word]) -> tuple[int, int]:
    asked = [w for w in words if w.second is not None]
    return len(asked), sum(1 for w in asked if not w.agreed)


def forms_of(records: Iterable[Mapping[str, Any]], claims: Iterable[Claim]) -> dict[str, str]:
    """The form each record came from: the one that claimed the lines its values stand on."""
    by_line: dict[tuple[int, int], str] = {}
    by_text: dict[int, list[tuple[str, str]]] = {}
    for claim in claims:
        form = claim.by.split("/")[0]
        if claim.line is not None:
            by_line[claim.page, claim.line] = form
        else:
            by_text.setdefault(claim.page, []).append((claim.text, form))
    found: dict[str, str] = {}
    for record in records:
        votes = Counter(
            form
            for e in record.get("evidence", {}).values()
            for form in _claimed(e, by_line, by_text)
        )
        found[record["key"]] = votes.most_common(1)[0][0] if votes else record["kind"]
    return found


def _claimed(
    e: Mapping[str, Any],
    by_line: Mapping[tuple[int, int], str],
    by_text: Mapping[int, list[tuple[str, str]]],
) -> list[str]:
    page, line, raw = e.get("page"), e.get("line"), e.get("raw")
    if not page or not raw:
        return []
    if line is not None:
        form = by_line.get((page, line))
        return [form] if form else []
    return [form for text, form in by_text.get(page, ()) if raw in text][:1]


def words_of(document: Document) -> list[str]:
    """Every word of a document in its order."""
    return [t for page in document.pages for line in page.lines for t in line.text.split()]
