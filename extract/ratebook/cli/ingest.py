"""`ratebook ingest`: reads documents into the store; idempotent and resumable."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ratebook.book.index import index_findings
from ratebook.book.law import Finding
from ratebook.book.source import owner_key
from ratebook.cli.arguments import add_paths, add_store, parser
from ratebook.cli.lines import line_counts, lines_said, unknown_said, unknown_utilities
from ratebook.pipeline.batch import Outcome, documents, read_all
from ratebook.pipeline.knowledge import fingerprint
from ratebook.store.question import book_of
from ratebook.store.store import Store
from ratebook.store.summary import Summary
from ratebook.version import __version__


def run(argv: list[str]) -> int:
    """Exit code 0: clean; 1: something needs review; 4: a document could not be read."""
    args = parser(
        "ingest",
        "Reads documents into the store; what is there already is not read again.",
        "ratebook ingest 'Electric/Jackson Energy' --store tariffs.sqlite",
    )
    add_paths(args)
    add_store(args)
    args.add_argument("--again", action="store_true", help="read even what is stored already")
    chosen = args.parse_args(argv)
    paths = documents(chosen.paths)
    with Store.open(chosen.store) as store:
        reader = f"ratebook {__version__} rules {fingerprint()} ocr {chosen.ocr}"
        waiting = [p for p in paths if chosen.again or not _stored(p, store, reader)]
        told, counts, indexed = Summary(), Counter[str](), set[str]()
        unknown = dict[str, None]()
        done, failed = Counter[str](), 0
        outcomes = read_all(waiting, ocr=chosen.ocr, workers=chosen.workers)
        for outcome in _progress(outcomes, len(waiting)):
            if outcome.error is not None:
                print(f"ratebook ingest: {outcome.error}", file=sys.stderr)
                failed += 1
                continue
            head = next(r for r in outcome.records if r.kind == "document")
            result = store.ingest(
                head.values["sha256"], outcome.path, outcome.records, reader=reader
            )
            done[result.outcome] += 1
            told.add(outcome.records)
            indexed |= {
                owner_key(r) for r in outcome.records if r.kind == "sheet" and r.values["listed"]
            }
            counts += line_counts(outcome.records)
            unknown |= unknown_utilities(outcome.records)
    _tell(told, done, failed, len(paths) - len(waiting), chosen.store)
    if lines_said(counts):
        print(lines_said(counts), file=sys.stderr)
    if unknown:
        print(unknown_said(unknown), file=sys.stderr)
    incomplete = _indexes(indexed - {""}, chosen.store)
    return 4 if failed else (1 if told.needs_review or incomplete else 0)


def _indexes(utilities: Iterable[str], path: str) -> bool:
    """Says which books the store does not hold as the indexes read now list them."""
    found: list[Finding] = []
    with Store.open(path, readonly=True) as store:
        for utility in sorted(utilities):
            book = book_of(store, utility)
            found += index_findings(book.source.sheets(), book.chains)
    for one in found:
        print(f"  {one.code}: {one.subject}: {one.message}", file=sys.stderr)
    return bool(found)


def _stored(path: str, store: Store, reader: str) -> bool:
    try:
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return False
    return store.has(digest, reader)


def _progress(outcomes: Iterator[Outcome], count: int) -> Iterator[Outcome]:
    """The outcomes, with a progress bar on a terminal: documents, pages a second, time left."""
    if not sys.stderr.isatty() or count < 2:
        yield from outcomes
        return
    from ratebook.cli.progress import bar

    with bar(count) as advance:
        for outcome in outcomes:
            yield outcome
            head = next((r for r in outcome.records if r.kind == "document"), None)
            advance(int(head.values["pages"]) if head else 0)


def _tell(told: Summary, done: Counter[str], failed: int, there: int, store: str) -> None:
    parts = [f"{done[w]} {w}" for w in ("new", "corrected", "unchanged") if done[w]]
    parts += [f"{there} there already"] * bool(there) + [f"{failed} not read"] * bool(failed)
    print(f"{store}: documents: {', '.join(parts) or 'none'}", file=sys.stderr)
    kinds = ", ".join(f"{n} {kind}" for kind, n in told.records.most_common() if kind != "document")
    if told.documents:
        print(f"{told.pages} pages; {kinds}", file=sys.stderr)
    for (kind, field, status), n in told.review.most_common(8):
        print(f"  needs a look: {n} x {kind}.{field} {status}", file=sys.stderr)
    for code, n in told.issues.most_common(8):
        print(f"  issues: {n} x {code}", file=sys.stderr)
