"""Whether the documents read together hold the book their index lists, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ratebook.book.book import Book
from ratebook.book.index import index_findings
from ratebook.book.law import Finding
from ratebook.book.source import MemorySource, owner_key
from ratebook.records.record import Record, natural_key


def completed(records: Sequence[Sequence[Record]]) -> list[list[Record]]:
    """The records of several documents, one list each; what an index lists and no document holds,
    and what they hold and it does not list, becomes an issue where the index stands. An index read
    without any other sheet of its book says nothing."""
    made = [list(document) for document in records]
    sheets = [r for document in made for r in document if r.kind == "sheet"]
    for utility in sorted({owner_key(r) for r in sheets if r.values.get("listed")} - {""}):
        book = Book(MemorySource(sheets, utility), utility)
        own = book.source.sheets()
        if sum(not r.values.get("listed") for r in own) == 0:
            continue
        for finding in index_findings(own, book.chains):
            _enter(made, finding)
    return made


def _enter(made: list[list[Record]], finding: Finding) -> None:
    cited = finding.sides[0]
    for document in made:
        index = next((r for r in document if _is_cited(r, finding)), None)
        if index is not None:
            values: dict[str, Any] = {
                "page": cited.page, "box": list(cited.box) if cited.box else None,
                "line": cited.line, "code": finding.code.replace("_", "-"),
                "message": f"{finding.subject}: {finding.message}", "record": index.key,
            }  # fmt: skip
            issue = Record("issue", natural_key("issue", values), index.document, values, {})
            if not any(r.key == issue.key for r in document):
                document.append(issue)
            return


def _is_cited(record: Record, finding: Finding) -> bool:
    cited = finding.sides[0]
    found = record.evidence.get("listed") if record.kind == "sheet" else None
    return (
        found is not None
        and record.document == cited.document
        and (found["page"], found["line"]) == (cited.page, cited.line)
    )
