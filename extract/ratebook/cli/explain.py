"""`ratebook explain`: line by line, what claimed it, what it became, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ratebook.cli.arguments import add_ocr, parser
from ratebook.cli.lines import line_counts, lines_said
from ratebook.model.page import Word
from ratebook.pipeline.read import Reading, read_path
from ratebook.records.record import Record


def run(argv: list[str]) -> int:
    """Exit code 0; 1 where a KEY is given and no record has it; 4 unreadable document."""
    args = parser(
        "explain",
        "Shows how each line of a document was understood.",
        "ratebook explain filing.pdf 'charge|...|10|Residential Service'",
    )
    args.add_argument("path", metavar="PATH", help="one document; - reads standard input")
    args.add_argument(
        "key",
        nargs="?",
        metavar="KEY",
        help="only the record of this key, or those whose key contains it",
    )
    args.add_argument(
        "--images",
        metavar="DIR",
        help="also write the pages as pictures, each value framed by its standing",
    )
    add_ocr(args)
    chosen = args.parse_args(argv)
    reading = _read(chosen.path, chosen.ocr)
    if chosen.images and chosen.path != "-":
        _pictures(chosen.path, chosen.images, reading)
    if chosen.key is None:
        _lines(reading)
        return 0
    found = [r for r in reading.records if chosen.key in r.key]
    for record in found:
        _record(record)
    if not found:
        print(f"no record's key contains {chosen.key!r}; ratebook read prints the keys")
    return 0 if found else 1


def _read(path: str, ocr: str) -> Reading:
    if path == "-":
        import sys

        return read_path(sys.stdin.buffer.read(), name="-", ocr=ocr)
    return read_path(path, ocr=ocr)


def _pictures(path: str, directory: str, reading: Reading) -> None:
    """Writes a picture of each page with the boxes of its values, and says what colours mean."""
    from pathlib import Path

    from ratebook.reading.marked import COLOURS, marked_pages

    boxes: dict[int, dict[tuple[float, ...], str]] = {}
    for record in reading.records:
        for e in record.evidence.values():
            # What nothing is printed for has the sheet's first line for its place.
            if e["box"] and e["raw"]:
                here = boxes.setdefault(e["page"], {})
                at = tuple(e["box"])
                here[at] = max(here.get(at, ""), e["status"], key=list(COLOURS).index)
    stamps = [(page.number, stamp.box) for page in reading.document.pages for stamp in page.stamps]
    for number, box in stamps:
        boxes.setdefault(number, {}).setdefault(box, "stamp")
    written = marked_pages(Path(path), Path(directory), boxes)
    colours = ", ".join(f"{name} {colour}" for name, (colour, _) in COLOURS.items() if name)
    print(f"{len(written)} pictures in {directory}: {colours}")


def _readings(words: Iterable[Word]) -> Iterator[str]:
    """What each engine read where they differ, and what a stamp or a stroke crosses."""
    for word in words:
        if word.second is not None and not word.agreed:
            yield f"{word.engine} {word.text!r}, the other engine {word.second or 'nothing'!r}"
        if word.touched:
            yield f"{word.text!r} is crossed"


def _where(page: int, line: int | None) -> str:
    return f"p{page} line {line}" if line is not None else f"p{page}"


def _lines(reading: Reading) -> None:
    """Every line of the document in order, with who claimed it as what and what it became."""
    claims: dict[tuple[int, int | None, str], list[str]] = {}
    for claim in reading.claims:
        key = (claim.page, claim.line, claim.text)
        claims.setdefault(key, []).append(f"{claim.by}: {claim.became}")
    became = _became(reading.records)
    issues = _issues(reading.records)
    print(
        f"{reading.document.name}: {reading.document.source}, "
        f"read by {', '.join(reading.document.readers)}"
    )
    print(lines_said(line_counts(reading.records)))
    for page in reading.document.pages:
        for line in page.lines:
            who = "; ".join(claims.get((line.page, line.number, line.text), ["nobody"]))
            print(f"{_where(line.page, line.number):>12}  [{who}]  {_shown(line.text)}")
            for said in _readings(line.words):
                print(f"{'':>14}?? {said}")
            for said in became.get((line.page, line.number), ()) if line.number else ():
                print(f"{'':>14}-> {said}")
            for said in issues.get((line.page, line.number), ()) if line.number else ():
                print(f"{'':>14}!! {said}")


def _shown(text: str) -> str:
    return text.replace("\t", " | ")


def _became(records: list[Record]) -> dict[tuple[int, int | None], list[str]]:
    found: dict[tuple[int, int | None], list[str]] = {}
    for record in records:
        for name, e in record.evidence.items():
            if e["status"] == "absent":
                continue
            said = f"{record.kind} {record.key.partition('|')[2]}: {name} = "
            said += f"{record.values.get(name)} ({e['status']})"
            found.setdefault((e["page"], e["line"]), []).append(said)
    return found


def _issues(records: list[Record]) -> dict[tuple[int, int | None], list[str]]:
    found: dict[tuple[int, int | None], list[str]] = {}
    for record in records:
        if record.kind == "issue":
            at = (record.values["page"], record.values["line"])
            found.setdefault(at, []).append(f"{record.values['code']}: {record.values['message']}")
    return found


def _record(record: Record) -> None:
    print(f"{record.key}")
    for name, value in record.values.items():
        if name in record.evidence:
            _value(name, value, record.evidence[name])
        elif value is not None:
            print(f"  {name} = {value}")


def _value(name: str, value: Any, e: dict[str, Any]) -> None:
    print(
        f"  {name} = {value}  [{e['status']}]  {_where(e['page'], e['line'])}"
        f"{'' if e['box'] is None else ' box ' + str(e['box'])}  printed {e['raw']!r}"
    )
    for repair in e["repairs"]:
        print(f"      repaired: {repair}")
    if e["interval"]:
        print(f"      between {e['interval'][0]} and {e['interval'][1]}")
    if e["candidates"]:
        print(f"      could be {', '.join(map(str, e['candidates']))}")
    if e.get("note"):
        print(f"      note: {e['note']}")
    for witness in e.get("witness", ()):
        print(f"      agrees: {witness}")
    for proof in e["proof"]:
        print(f"      proof: {json.dumps(proof, ensure_ascii=False)[:400]}")
