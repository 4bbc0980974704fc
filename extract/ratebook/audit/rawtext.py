"""Error rates of the raw text, where the text as it was printed is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel, Levenshtein

from ratebook.audit.bound import Share
from ratebook.audit.classes import name_of
from ratebook.audit.noise import confusions
from ratebook.audit.seen import Seen, words_of

_FIGURE = re.compile(r"\d")
_MOST = 60_000
"""Words compared at most: comparing takes time with the square of what differs."""
_REACH = 12
"""How many words further a misread word is looked for."""
Pair = tuple[str, str]


@dataclass(slots=True)
class TextRates:
    """Of one text or many: signs, words and words with a digit, and how many were read otherwise.

    `sign_errors` counts signs to change, add or remove. `moved` words are right but stand
    elsewhere: reading order, no misreading. `added` words stand for nothing that was printed."""

    signs: int = 0
    sign_errors: int = 0
    words: int = 0
    word_errors: int = 0
    figures: int = 0
    figure_errors: int = 0
    moved: int = 0
    added: int = 0
    classes: Counter[str] = field(default_factory=Counter[str])
    confused: Counter[Pair] = field(default_factory=Counter[Pair])

    def add(self, other: TextRates) -> None:
        """Adds the counts of another text."""
        for name in (
            "signs",
            "sign_errors",
            "words",
            "word_errors",
            "figures",
            "figure_errors",
            "moved",
            "added",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.classes += other.classes
        self.confused += other.confused

    def as_dict(self) -> dict[str, Any]:
        """For JSON; a rate of signs may exceed 1, so it is no share."""
        rate = self.sign_errors / self.signs if self.signs else None
        return {
            "signs": self.signs,
            "sign_errors": self.sign_errors,
            "sign_error_rate": None if rate is None else round(rate, 6),
            "words": Share(self.word_errors, self.words).as_dict(),
            "figures": Share(self.figure_errors, self.figures).as_dict(),
            "moved": self.moved,
            "added": self.added,
            "classes": dict(self.classes.most_common()),
        }


def text_rates(read: Sequence[str], meant: Sequence[str]) -> TextRates:
    """Words as read against words as printed. What is no sign but layout does not count."""
    made = TextRates()
    for seen, said in _pairs(read[:_MOST], meant[:_MOST], made):
        errors = Levenshtein.distance(seen, said)
        made.sign_errors += errors
        if not said:
            made.added += 1
            continue
        made.words += 1
        made.signs += len(said)
        made.word_errors += bool(errors)
        figure = bool(_FIGURE.search(said))
        made.figures += figure
        made.figure_errors += figure and bool(errors)
        made.confused += confusions([(seen, said)])
        name = name_of(seen, said)
        if name:
            made.classes[name] += 1
    return made


def _pairs(read: Sequence[str], meant: Sequence[str], made: TextRates) -> Iterator[Pair]:
    """(read, meant) words; one side is empty where nothing stands on it."""
    lost: list[str] = []
    extra: list[str] = []
    said: list[str] = []
    seen: list[str] = []
    for edit in Indel.opcodes(meant, read):
        if edit.tag == "equal":
            yield from _block(seen, said, lost, extra)
            said, seen = [], []
            yield from ((word, word) for word in meant[edit.src_start : edit.src_end])
        else:
            said += meant[edit.src_start : edit.src_end]
            seen += read[edit.dest_start : edit.dest_end]
    yield from _block(seen, said, lost, extra)
    made.moved, pairs = _moved(lost, extra)
    yield from pairs


def _block(seen: list[str], said: list[str], lost: list[str], extra: list[str]) -> Iterator[Pair]:
    """A stretch that was read otherwise: words alike are partners in their order, the rest is set
    aside."""
    at = 0
    for word in said:
        near = next(
            (n for n in range(at, min(len(seen), at + _REACH)) if _alike(seen[n], word)), None
        )
        if near is None:
            lost.append(word)
            continue
        extra += seen[at:near]
        yield seen[near], word
        at = near + 1
    extra += seen[at:]


def _alike(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    return Levenshtein.distance(one, other) <= max(1, longest // 2) < longest


def _moved(lost: list[str], extra: list[str]) -> tuple[int, list[Pair]]:
    """Words that stand elsewhere are right; the others were lost or stand for nothing."""
    common = Counter(lost) & Counter(extra)
    pairs: list[Pair] = [(word, word) for word in common.elements()]
    pairs += [("", word) for word in (Counter(lost) - common).elements()]
    pairs += [(word, "") for word in (Counter(extra) - common).elements()]
    return sum(common.values()), pairs


def truth_text(document: str, folder: Path | None) -> Path | None:
    """Where the text of a document as it was printed is: `NAME.truth.txt`, or the undamaged sister
    of a degraded copy (`sheet.txt` for `sheet.heavy.txt`, `sheet.pdf` for `sheet.bad.pdf`)."""
    path = Path(document)
    place = folder or path.parent
    parts = path.name.split(".")
    sister = f"{parts[0]}.{'txt' if parts[-1] == 'txt' else 'pdf'}"
    names = [path.name + ".truth.txt", *([sister] if len(parts) > 2 else [])]
    return next((place / n for n in names if (place / n).is_file()), None)


def rates_of(one: Seen, folder: Path | None) -> TextRates | None:
    """The rates of one document; None where its printed text is not known."""
    from ratebook.reading.open import read_document

    path = truth_text(one.path, folder)
    if path is None or one.error is not None or not one.pages:
        return None
    meant = words_of(read_document(path, ocr="never"))
    return text_rates([t for page in one.pages for t in page.text.split()], meant)


def together(of: Iterable[TextRates]) -> TextRates:
    """The counts of many."""
    whole = TextRates()
    for one in of:
        whole.add(one)
    return whole
