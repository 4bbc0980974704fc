"""`ratebook golden`: corpus against golden outputs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from ratebook.cli.arguments import parser
from ratebook.golden.check import (
    Consent,
    Place,
    accept,
    differences,
    revision_difference,
    version_difference,
)
from ratebook.golden.compare import Difference
from ratebook.golden.entry import Entry, named


def run(argv: list[str]) -> int:
    """Exit code 0: nothing differs; 1: something differs or was refused."""
    args = parser("golden", "Holds readings against golden outputs.", "ratebook golden check")
    verbs = args.add_subparsers(dest="verb", required=True, metavar="check|diff|accept")
    for verb, does in (
        ("check", "one line a document: does it come out as its golden says"),
        ("diff", "what changed, by key and field"),
        ("accept", "writes goldens; losses and changes only when told to"),
    ):
        _verb(verbs.add_parser(verb, help=does, description=does), verb)
    chosen = args.parse_args(argv)
    place = Place(Path(chosen.documents), Path(chosen.golden))
    if chosen.verb == "accept":
        consent = Consent(chosen.losses, chosen.changes, chosen.checked_by, chosen.against)
        return _accept(place, chosen.names, consent)
    if chosen.verb == "diff" and chosen.against and chosen.kept:
        return _print(revision_difference(place.golden, chosen.against), whole=True)
    if chosen.verb == "diff" and chosen.against:
        return _print(version_difference(place, chosen.names, chosen.against), whole=True)
    return _print(differences(place, chosen.names), whole=chosen.verb == "diff")


def _verb(sub: argparse.ArgumentParser, verb: str) -> None:
    sub.add_argument("names", nargs="*", metavar="NAME", help="only these documents")
    sub.add_argument("--documents", default="corpus", metavar="DIR", help="default: corpus")
    sub.add_argument(
        "--golden", default="golden/corpus", metavar="DIR", help="default: golden/corpus"
    )
    if verb == "diff":
        sub.add_argument(
            "--against",
            default="",
            metavar="REV",
            help="what the program of this git revision reads, against this one",
        )
        sub.add_argument(
            "--kept",
            action="store_true",
            help="with --against: the goldens kept at REV, against those kept now",
        )
    if verb == "accept":
        sub.add_argument("--losses", action="store_true", help="records may be lost")
        sub.add_argument("--changes", action="store_true", help="values may change")
        sub.add_argument(
            "--checked-by", default="", metavar="WHO", help="kept in CHECKED.csv with the date"
        )
        sub.add_argument(
            "--against",
            default="",
            metavar="WHAT",
            help="what it was checked against, kept in CHECKED.csv",
        )


def _print(found: Iterable[Difference], *, whole: bool) -> int:
    bad = 0
    for difference in found:
        print(_line(difference))
        bad += not difference.clean
        if whole:
            _whole(difference)
    return 1 if bad else 0


def _line(d: Difference) -> str:
    if d.clean:
        noted = f" ({'; '.join(d.notes)})" if d.notes else ""
        return f"ok       {Path(d.document).name}{noted}"
    said = [*d.findings]
    counts = (("gained", d.gained), ("lost", d.lost), ("changed", d.changed))
    said += [f"{len(items)} {word}" for word, items in counts if items]
    return f"DIFFERS  {Path(d.document).name}: {', '.join(said)}"


def _whole(d: Difference) -> None:
    for sign, entries in (("+", d.gained), ("-", d.lost)):
        for entry in entries:
            print(f"  {sign} {named(entry)}{_amount(entry)}")
    for change in d.changed:
        print(f"  ~ {change.key}: {change.field}: {change.golden!r} -> {change.now!r}")


def _amount(entry: Entry) -> str:
    shown = [f"{n}={entry[n]}" for n in ("amount", "mw", "cost", "present") if n in entry]
    return f"  ({', '.join(shown)})" if shown else ""


def _accept(place: Place, names: list[str], consent: Consent) -> int:
    refused = 0
    for document, said in accept(place, names, consent):
        print(f"{Path(document).name}: {said}")
        refused += said.startswith("not")
    return 1 if refused else 0
