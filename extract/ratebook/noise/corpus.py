"""The typeset part of the corpus: which documents, and how to build them again."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ratebook.noise.workshop import one


@dataclass(frozen=True, slots=True)
class Member:
    """A document of the corpus. The seed, form, layout and quality are all it takes to make it."""

    file: str
    what: str
    form: str
    layout: str
    quality: str
    seed: str


MEMBERS: tuple[Member, ...] = (
    Member(
        "lighting.pdf",
        "Outdoor lighting sheet with codes and poles",
        "lighting",
        "modern",
        "native",
        "corpus.1",
    ),
    Member(
        "lighting-scan.pdf",
        "Outdoor lighting sheet, black and white scan at 300 dpi",
        "lighting",
        "plain",
        "bad",
        "corpus.2",
    ),
    Member(
        "cogeneration.pdf",
        "Purchase rates of small power producers, summer first",
        "cogeneration",
        "typed",
        "native",
        "corpus.3",
    ),
    Member(
        "cogeneration.txt",
        "Purchase rates of small power producers, OCR text",
        "cogeneration",
        "grid",
        "medium text",
        "corpus.4",
    ),
    Member(
        "surcharge.txt",
        "Environmental surcharge rider, OCR text",
        "surcharge",
        "plain",
        "medium text",
        "corpus.5",
    ),
    Member(
        "secondary.txt",
        "Secondary underground differential cost, OCR text",
        "secondary",
        "grid",
        "medium text",
        "corpus.6",
    ),
    Member(
        "primary.pdf",
        "Primary underground differential cost, two tables",
        "primary",
        "plain",
        "native",
        "corpus.7",
    ),
    Member(
        "primary-scan.pdf",
        "Primary underground differential cost, grey scan at 200 dpi",
        "primary",
        "grid",
        "medium200",
        "corpus.8",
    ),
    Member(
        "load-reduction.txt",
        "Mandatory load reduction in cycles, OCR text",
        "mandatory",
        "plain",
        "medium text",
        "corpus.9",
    ),
    Member(
        "load-shedding.pdf",
        "Under-frequency load shedding over two sheets",
        "underfrequency",
        "modern",
        "native",
        "corpus.10",
    ),
    Member(
        "load-shedding.txt",
        "Under-frequency load shedding, OCR text in columns",
        "underfrequency",
        "typed",
        "light text",
        "corpus.11",
    ),
    Member(
        "book.pdf", "Sheets of several forms in one file", "book", "grid", "native", "corpus.12"
    ),
    Member(
        "order.pdf",
        "Pass-through order with both appendices",
        "order",
        "grid",
        "native",
        "corpus.13",
    ),
    Member(
        "order.txt", "Pass-through order, OCR text", "order", "plain", "light text", "corpus.14"
    ),
    Member(
        "guide.txt",
        "Data access guide whose table lost its borders",
        "guide",
        "modern",
        "text",
        "corpus.15",
    ),
    Member(
        "guide-table.txt",
        "Data access guide with a pipe table",
        "guide",
        "grid",
        "text",
        "corpus.16",
    ),
    Member("letter.pdf", "Cover letter; sets no rate", "letter", "plain", "native", "corpus.17"),
    Member(
        "procedural.txt",
        "Procedural order; sets no rate",
        "procedural",
        "grid",
        "text",
        "corpus.18",
    ),
    Member(
        "testimony-scan.tif",
        "Testimony, black and white scan; sets no rate",
        "testimony",
        "typed",
        "tiff",
        "corpus.19",
    ),
)
"""Every document of the typeset corpus."""

_HEAD = ("file", "what", "facts", "form", "layout", "quality", "seed")
_FACTS = "invented, except county names, laws and the Commission's stamp"


def make_corpus(directory: Path, truth: Path | None = None) -> list[Path]:
    """Writes the documents and SOURCES.csv; returns the documents.

    The files are the same to the byte whenever the same versions of PyMuPDF and Pillow make them.
    `truth` is a directory for what each document must yield.
    """
    directory.mkdir(parents=True, exist_ok=True)
    made = [_made(member, directory, truth) for member in MEMBERS]
    (directory / "SOURCES.csv").write_text(sources(), "utf-8")
    return made


def _made(member: Member, directory: Path, truth: Path | None) -> Path:
    target = directory / member.file
    with TemporaryDirectory() as place:
        made = one(Path(place), member.form, member.layout, member.seed, [member.quality])[0]
        shutil.move(made, target)
        if truth:
            truth.mkdir(parents=True, exist_ok=True)
            for ending in (".truth.jsonl", ".damage.json"):
                beside = made.with_name(made.name + ending)
                if beside.exists():
                    text = beside.read_text("utf-8").replace(made.name, member.file)
                    (truth / (member.file + ending)).write_text(text, "utf-8")
    return target


def sources() -> str:
    """The text of SOURCES.csv."""
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\n")
    table.writerow(_HEAD)
    for it in MEMBERS:
        table.writerow((it.file, it.what, _FACTS, it.form, it.layout, it.quality, it.seed))
    return buffer.getvalue()
