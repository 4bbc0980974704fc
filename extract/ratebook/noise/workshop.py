"""Makes documents with their truth: every form, layout and quality asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import ratebook.noise.places as places
from ratebook.errors import UsageError
from ratebook.noise.damage import INTENSITY
from ratebook.noise.desk import LAYOUTS, Layout, Written
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import FORMS, written
from ratebook.noise.press import native, write
from ratebook.noise.textnoise import damage, destroyed, finished, report
from ratebook.noise.typeset import set_pages

_SCANS = (
    "clean",
    "medium",
    "medium200",
    "bad",
    "bad200",
    "hidden",
    "sideways",
    "upside down",
    "mixed",
)


@dataclass(frozen=True, slots=True)
class _Job:
    stem: Path
    document: Written
    layout: Layout
    seed: str

    def path(self, ending: str) -> Path:
        return self.stem.with_name(self.stem.name + ending)


def _native(job: _Job) -> Path:
    papers = set_pages(job.document.leaves, job.layout)
    path = write(job.path(".pdf"), native(papers))
    places.write(path, job.document.truth, places.on_paper(papers))
    return path


def _text(job: _Job) -> Path:
    lines = dump(job.document.leaves, job.layout)
    path = write(job.path(".txt"), rendered(lines, job.layout).encode())
    places.write(path, job.document.truth, places.in_text(lines))
    return path


def _noisy(intensity: str) -> Callable[[_Job], Path]:
    def made(job: _Job) -> Path:
        lines = dump(job.document.leaves, job.layout)
        truth = job.document.truth
        wreck = damage(lines, truth, Random(f"{job.seed}/{intensity}"), intensity)
        lines = finished(wreck)
        path = job.path(f".{intensity}.txt")
        write(path, rendered(lines, job.layout).encode())
        places.write(path, truth, places.in_text(lines), destroyed(wreck), report(wreck))
        return path

    return made


def _scanned(quality: str, ending: str) -> Callable[[_Job], Path]:
    def made(job: _Job) -> Path:
        from ratebook.noise.scan import SCANS, as_pdf, as_tiff, scan

        of = scan(set_pages(job.document.leaves, job.layout), SCANS[quality], job.seed)
        path = job.path(f".{quality.replace(' ', '-')}.{ending}")
        write(path, {"pdf": as_pdf, "tif": as_tiff}[ending](of))
        places.write(path, job.document.truth, of.spots, of.destroyed, of.damage)
        return path

    return made


QUALITIES: dict[str, Callable[[_Job], Path]] = {
    "native": _native,
    "text": _text,
    **{f"{name} text": _noisy(name) for name in INTENSITY},
    **{name: _scanned(name, "pdf") for name in _SCANS},
    "tiff": _scanned("bad", "tif"),
}
"""What a document can be made into, by the name a user gives."""


def make(
    directory: Path,
    forms: Sequence[str],
    seed: int,
    layouts: Sequence[str] = (),
    qualities: Sequence[str] = (),
    count: int = 1,
) -> list[Path]:
    """Writes documents and their truth into `directory`; returns the documents in order.

    Empty `forms`, `layouts` or `qualities` mean all there are. For each form and layout `count`
    different documents are written, each in every quality. Beside a document stand
    `<name>.truth.jsonl` and, where something was damaged, `<name>.damage.json`. The same arguments
    give the same bytes. Raises UsageError for a name that is not known.
    """
    forms = _known("form", forms, FORMS)
    layouts = _known("layout", layouts, LAYOUTS)
    qualities = _known("quality", qualities, QUALITIES)
    directory.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for form in forms:
        for layout in layouts:
            for number in range(1, count + 1):
                made += one(directory, form, layout, f"{seed}.{number}", qualities)
    return made


def one(
    directory: Path, form: str, layout: str, seed: str, qualities: Sequence[str], name: str = ""
) -> list[Path]:
    """One document in these qualities. `name` is the start of the file names."""
    stem = directory / (name or f"{form}-{layout}-{seed.replace('.', '-')}")
    job = _Job(stem, written(form, layout, seed), LAYOUTS[layout], seed)
    return [QUALITIES[quality](job) for quality in qualities]


def _known(what: str, asked: Sequence[str], all_of: Iterable[str]) -> list[str]:
    names = list(all_of)
    for name in asked:
        if name not in names:
            raise UsageError(f"No {what} is called {name!r}. Choose from: {', '.join(names)}.")
    return list(asked) or names
