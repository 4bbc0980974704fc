"""Sentences of a charge sheet that set a charge: late payment, discounts, minimum bills."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from ratebook.forms.charges.emit import Found
from ratebook.forms.charges.meaning import Meaning, Setting, Source, UnreadError, understand
from ratebook.forms.charges.price import Price, amount, prices
from ratebook.forms.charges.words import charge_words, word_pattern
from ratebook.forms.tables.hit import Text

_FUNCTION = regex.compile(
    r"\b(?:the|of|to|is|are|for|and|be|by|in|not|shall|will|any|with|who|which|that|from|on|as|or)\b"
)
_VERB = regex.compile(
    r"\b(?:shall|will|is|are|be|may|must|would|pay|pays|apply|applies|has|have|was|were|who|which)\b"
)
_LONG = 58
_SENTENCE = regex.compile(r"(?<=[a-z\d)%][.;])\s+(?=[A-Z(])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that run on. `text` joins them; `starts` is where each begins in it."""

    texts: tuple[Text, ...]
    text: str
    starts: tuple[int, ...]

    def line_at(self, at: int) -> tuple[Text, int]:
        """The line that prints position `at`, and where that line begins."""
        n = max(i for i, start in enumerate(self.starts) if start <= at)
        return self.texts[n], self.starts[n]


def is_prose(text: Text) -> bool:
    """Whether a line is of a sentence: long, in one piece, with the small words of sentences."""
    words = text.text.split()
    if len(words) < 6 or text.line.tabular or ".." in text.text:
        return False
    if len([c for c in text.line.cells if c.text.strip()]) > 2:
        return False
    return len(_FUNCTION.findall(text.text)) >= 2


def is_sentence(text: Text) -> bool:
    """Whether a line has a verb as sentences have: every word of it must be understood."""
    return _VERB.search(text.text) is not None and ".." not in text.text


def gather(texts: Sequence[Text], at: int, reads: Callable[[int], bool]) -> Paragraph:
    """The paragraph that begins at line `at`. A line that reads as a rate line ends it."""
    taken = [texts[at]]
    for index in range(at + 1, len(texts)):
        last, line = taken[-1].text.strip(), texts[index]
        said = line.text.strip()
        if not said or line.line.page != taken[-1].line.page or line.line.heading:
            break
        runs_on = said[:1].islower() or said[:1] in "(%$" or said[:1].isdigit()
        if last.endswith((".", ":")) or not (runs_on or len(last) >= _LONG) or reads(index):
            break
        taken.append(line)
    starts: list[int] = []
    whole = ""
    for text in taken:
        starts.append(len(whole))
        whole += text.text + " "
    return Paragraph(tuple(taken), whole, tuple(starts))


def read_sentences(
    paragraph: Paragraph, setting: Setting
) -> tuple[list[Found], list[tuple[Text, str]]]:
    """The charges of a paragraph, and the lines whose price could not be read with the reason."""
    made: list[Found] = []
    unread: list[tuple[Text, str]] = []
    start = 0
    for end in (*(m.start() for m in _SENTENCE.finditer(paragraph.text)), len(paragraph.text)):
        sentence = paragraph.text[start:end]
        found = [p for p in prices(sentence) if p.firm]
        if found:
            line, shift = paragraph.line_at(start + found[-1].start)
            printing = {id(t): t for p in found for t in [paragraph.line_at(start + p.start)[0]]}
            try:
                meaning = _sentence(sentence, found, setting)
                if meaning:
                    made.append(Found(meaning, line, shift - start))
            except UnreadError as error:
                unread += [(text, str(error)) for text in printing.values()]
        start = end
    return made, unread


def _sentence(sentence: str, found: list[Price], setting: Setting) -> Meaning | None:
    """The charge of one sentence; None where its figures are shares and no charge."""
    if all(p.kind == "percent" for p in found):
        return _percentage(sentence, found)
    if len(found) > 1:
        raise UnreadError("several prices in one sentence")
    price = found[0]
    return understand(sentence[: price.start], sentence[price.end :], price, setting, strict=True)


def _percentage(sentence: str, found: list[Price]) -> Meaning | None:
    component = _of_percentage(sentence)
    if component is None:
        return None
    reading = amount(found[-1], None)
    values = {str(amount(p, None).value) for p in found}
    if len(values) > 1 or found[-1].refused:
        raise UnreadError("several percentages in one sentence")
    fields = {"component": Source(component), "unit": Source("percent")}
    return Meaning(found[-1], reading, fields)


@lru_cache(maxsize=1)
def _percentages() -> dict[str, tuple[regex.Pattern[str], ...]]:
    lists: dict[str, list[str]] = charge_words()["percentages"]
    return {
        name: tuple(regex.compile(p, regex.IGNORECASE) for p in patterns)
        for name, patterns in lists.items()
    }


def _of_percentage(sentence: str) -> str | None:
    """The component a sentence's percentage is; None where it is a share of something."""
    text = " ".join(sentence.split())
    for name, patterns in _percentages().items():
        if any(p.search(text) for p in patterns):
            return name
    if word_pattern("words", "shares").search(text):
        return None
    if word_pattern("words", "surcharges").search(text):
        raise UnreadError("a percentage that no wording of the list explains")
    return None
