"""Readings of documents against their goldens; what has no partner is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratebook.golden.compare import Difference, compare
from ratebook.golden.entry import Entry, entries_of, key_of
from ratebook.golden.files import (
    CHECKED,
    checked,
    golden_hash,
    golden_path,
    load,
    note_checked,
    save,
)
from ratebook.golden.version import program_of
from ratebook.pipeline.batch import Outcome, documents, read_all


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of documents and the folder of their goldens."""

    documents: Path
    golden: Path


def differences(place: Place, names: list[str], workers: int | None = None) -> Iterator[Difference]:
    """One difference a document, documents without golden and goldens without document included."""
    paths = [p for p in documents([str(place.documents)]) if not names or Path(p).name in names]
    seen: set[Path] = set()
    records = checked(place.golden)
    for outcome in read_all(paths, workers=workers):
        golden = golden_path(place.golden, outcome.path)
        seen.add(golden)
        found = _difference(outcome, golden)
        _discipline(found, golden, records.get(Path(outcome.path).name))
        yield found
    for orphan in sorted(set(place.golden.glob("*.jsonl")) - seen) if not names else ():
        yield Difference(orphan.stem, findings=["a golden without its document"])


def _difference(outcome: Outcome, golden: Path) -> Difference:
    if outcome.error is not None:
        return Difference(outcome.path, findings=[str(outcome.error)])
    entries = entries_of(list(outcome.records))
    old = load(golden)
    found = compare(outcome.path, old, entries)
    if not old:
        found.findings.append("a document without golden")
    elif _sha(old) != _sha(entries):
        found.findings.append("the document itself changed since its golden was made")
    return found


def _sha(entries: list[Entry]) -> str | None:
    return next((e.get("sha256") for e in entries if e["kind"] == "document"), None)


def _discipline(found: Difference, golden: Path, row: dict[str, str] | None) -> None:
    """A check against the source holds for the document and the golden it was made with."""
    if not golden.is_file():
        return
    if row is None:
        found.notes.append("never checked against its source")
    elif row.get("golden_sha256") and row["golden_sha256"] != golden_hash(golden):
        found.findings.append(
            f"the golden changed since {row['checked_by']} checked it on {row['checked_on']}"
        )


@dataclass(frozen=True, slots=True)
class Consent:
    """What `accept` may write: gained records always, losses and changes only when told to."""

    losses: bool = False
    changes: bool = False
    by: str = ""
    against: str = ""


def accept(place: Place, names: list[str], consent: Consent) -> Iterator[tuple[str, str]]:
    """Writes goldens; yields the document and what was done or why it was refused."""
    paths = [p for p in documents([str(place.documents)]) if not names or Path(p).name in names]
    for outcome in read_all(paths):
        if outcome.error is not None:
            yield outcome.path, f"not accepted: {outcome.error}"
            continue
        yield outcome.path, _accept_one(outcome, place, consent)


def _accept_one(outcome: Outcome, place: Place, consent: Consent) -> str:
    path = golden_path(place.golden, outcome.path)
    old, now = load(path), entries_of(list(outcome.records))
    found = compare(outcome.path, old, now)
    refused: list[str] = []
    if found.lost and not consent.losses:
        refused.append(f"{len(found.lost)} records would be lost (--losses accepts that)")
    if found.changed and not consent.changes:
        refused.append(f"{len(found.changed)} values would change (--changes accepts that)")
    if refused:
        return "not accepted: " + "; ".join(refused)
    save(path, now)
    if consent.by:
        note_checked(
            place.golden,
            {
                "document": Path(outcome.path).name,
                "sha256": _sha(now) or "",
                "golden_sha256": golden_hash(path),
                "records": str(len(now)),
                "checked_by": consent.by,
                "checked_on": date.today().isoformat(),
                "against": consent.against,
            },
        )
    return f"accepted: {len(now)} records, {len(found.gained)} gained, {len(found.lost)} lost"


def version_difference(place: Place, names: list[str], revision: str) -> Iterator[Difference]:
    """What the program of a git revision reads against what this one reads, by key.

    Raises UsageError where there is no such revision, or its program cannot be run.
    """
    paths = [p for p in documents([str(place.documents)]) if not names or Path(p).name in names]
    with program_of(revision) as before:
        for outcome in read_all(paths):
            name = Path(outcome.path).name
            old = before(outcome.path)
            if outcome.error is not None:
                yield Difference(outcome.path, findings=[str(outcome.error)])
                continue
            found = compare(outcome.path, old, entries_of(list(outcome.records)))
            if not old:
                found.findings.append(f"{revision} could not read {name}")
            yield found


def revision_difference(folder: Path, revision: str) -> Iterator[Difference]:
    """Goldens of a git revision against the goldens in the working tree."""
    import json
    import subprocess

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, text=True, check=False
        )
        return done.stdout if done.returncode == 0 else ""

    names = git("ls-tree", "--name-only", revision, "./").split()
    for name in sorted(
        {n for n in names if n.endswith(".jsonl")} | {p.name for p in folder.glob("*.jsonl")}
    ):
        old = [
            json.loads(line) for line in git("show", f"{revision}:./{name}").splitlines() if line
        ]
        yield compare(name.removesuffix(".jsonl"), old, load(folder / name))


__all__ = [
    "CHECKED",
    "Consent",
    "Place",
    "accept",
    "differences",
    "key_of",
    "revision_difference",
    "version_difference",
]
