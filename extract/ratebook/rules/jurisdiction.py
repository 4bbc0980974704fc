"""Jurisdictions as data: how sheets, stamps and orders of one commission are worded.

A profile is a TOML file under `rules/jurisdictions`. Nothing of any state stands in code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import regex

from ratebook.errors import RuleError
from ratebook.rules.locate import rule_files
from ratebook.rules.ordinal import ORDINAL
from ratebook.rules.phrase import (
    any_phrase,
    hint,
    innermost,
    opens_short,
    phrase_group,
    pieces,
    plain_phrase,
    silhouette,
    skeleton,
    spread,
)
from ratebook.rules.vocabulary import Key, check_table, read_toml

SHEET_NUMBER = (
    r"(?:(?![IOL][-‐–])[A-Z]{1,2}[-‐–])?\d{1,4}(?:[-‐–.]\d{1,4}){0,3}"
    r"(?:-?[A-HJKMNP-Z](?![A-Za-z.]|\s[A-Za-z]\s))?(?![\d]|[.,]\d)"
)
"""The shape of a sheet number where a profile gives none: 15, 1-1, 6.120, 3A, R-1, 15-D."""

BOOK_NUMBER = r"\d{1,3}(?!\d|[.-]\d)"
"""The shape of a book's number where a profile gives none."""

STAMP_DATES = frozenset({"m/d/yyyy", "mmm d yyyy"})
"""The forms of a stamp's date that are known: 6/1/2009 and JUN 1 2009."""

Texts = tuple[str, ...]


@dataclass(frozen=True)
class SheetWords:
    """The wording of a sheet's head. `series` maps the start of a book label to what is put before
    its number, so that two series of one utility are not taken for one. `short_words` name a sheet
    only right behind its revision (`1st Revised No. 200`). `covers`, `indexes` and `adoptions` are
    the words by which the pages of a book that are no schedule are known."""

    words: Texts
    books: Texts = ()
    series: dict[str, str] = field(default_factory=dict[str, str])
    originals: Texts = ()
    revised: Texts = ()
    unnumbered: Texts = ()
    labelled: Texts = ()
    cancelling: Texts = ()
    number: str = SHEET_NUMBER
    book_number: str = BOOK_NUMBER
    short_words: Texts = ()
    territories: Texts = ()
    territory_starts: Texts = ()
    furniture: Texts = ()
    always: Texts = ()
    pages: Texts = ()
    covers: Texts = ()
    indexes: Texts = ()
    adoptions: Texts = ()


@dataclass(frozen=True)
class FootWords:
    """The labels of a sheet's foot, and the shape of a case number. `stamped` labels the date the
    commission set, where it is a line of the form and no stamp. `in_head`: the head has labels of
    this table too."""

    issued: Texts
    effective: Texts
    issued_by: Texts = ()
    issuer_title: Texts = ()
    authority: Texts = ()
    cases: Texts = ()
    dated: Texts = ()
    others: Texts = ()
    stamped: Texts = ()
    in_head: bool = False
    case_shape: str = r"\d{4,5}"


@dataclass(frozen=True)
class StampWords:
    """The texts of the commission's stamps. `clerk` is the letter of a clerk's cancelling mark."""

    texts: Texts = ()
    regulations: Texts = ()
    effective: str = ""
    pursuant: str = ""
    cancelled: Texts = ()
    dates: Texts = ()
    clerk: str = ""


@dataclass(frozen=True)
class OrderWords:
    """How the orders of the commission and their appendices begin."""

    caption: Texts = ()
    appendix: str = "APPENDIX"
    appendix_caption: str = "APPENDIX TO AN ORDER OF"


@dataclass(frozen=True, eq=False)
class Jurisdiction:
    """One commission's wording. `marks` are change-mark letters with their meaning here;
    `utilities` maps a printed mark of a utility ("U 39") to its name. `paths` are the ends of the
    paths under which the commission publishes files: a witness of utility, year and schedule.

    Profiles are compared by identity, so that what one makes of a line can be kept in a cache.
    """

    code: str
    name: str
    commissions: Texts
    witnesses: Texts
    sheet: SheetWords
    foot: FootWords
    stamp: StampWords
    order: OrderWords
    marks: dict[str, str]
    utilities: dict[str, str]
    file: str = ""
    paths: Texts = ()

    @cached_property
    def head(self) -> regex.Pattern[str]:
        """The parts of a sheet's head, as named groups: book, sheet, original, revision, bare,
        label, cancel."""
        words = self.sheet
        parts = [
            phrase_group("cancel", words.cancelling, {}),
            phrase_group("book", words.books, {}, _NUMBER.format("book_no", words.book_number)),
            phrase_group("rev", words.revised, {"n": f"(?P<ordinal>{ORDINAL})"}),
            phrase_group("label", words.labelled, {"n": r"(?P<count>\d{1,3})"}),
            phrase_group("original", words.originals, {}),
            phrase_group("bare", words.unnumbered, {}),
            phrase_group("sheet", words.words, {}, _NUMBER.format("sheet_no", words.number)),
        ]
        free = _free(r"(?<![A-Za-z])", self._runs_on)
        return regex.compile(f"{free}(?:{'|'.join(p for p in parts if p)})", regex.IGNORECASE)

    @cached_property
    def short(self) -> regex.Pattern[str] | None:
        """What names a sheet only right behind its revision; None if nothing does."""
        words = self.sheet
        if not words.short_words:
            return None
        number = _NUMBER.format("sheet_no", words.number)
        return regex.compile(rf"\s*{phrase_group('sheet', words.short_words, {}, number)}", regex.I)

    @cached_property
    def is_named_by_books(self) -> bool:
        """Whether a book's label holds a witness: `COLO. P.U.C. No.`, but not `P.S.C. No.`"""
        known = [skeleton(witness) for witness in self.witnesses]
        labels = [skeleton(plain_phrase(phrase)) for phrase in self.sheet.books]
        return any(word in label for word in known for label in labels)

    @cached_property
    def worn_parts(self) -> tuple[str, ...]:
        """Longer words of a head, by which a damaged line of it is known."""
        words = self.sheet
        sheet = plain_phrase(words.words[0])
        turns = (*words.originals, *(plain_phrase(p).replace("{n}", "") for p in words.revised))
        return (*words.cancelling, *(f"{turn} {sheet}" for turn in turns))

    @cached_property
    def worn_outlines(self) -> tuple[str, ...]:
        """Their silhouettes."""
        return tuple(dict.fromkeys(map(silhouette, self.worn_parts)))

    @cached_property
    def worn_books(self) -> tuple[str, ...]:
        """The words before a book's number, letters only, by which a damaged line is known."""
        plain = {skeleton(plain_phrase(p)) for p in self.sheet.books}
        whole = {skeleton(_OPTION.sub("", p)) for p in self.sheet.books}
        return tuple(sorted(plain | whole))

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """Silhouettes one of which every line of a sheet's head holds, but for `openers`."""
        return innermost(hint(p) for p in self._head_phrases if not opens_short(p))

    @cached_property
    def short_hints(self) -> tuple[str, ...]:
        """Silhouettes of the phrases of `openers`."""
        return tuple(sorted({hint(p) for p in self._head_phrases if opens_short(p)}))

    @cached_property
    def openers(self) -> re.Pattern[str] | None:
        """The short hints, which are pieces of many a word (`erc`): only where they open one."""
        free, pieces = _free("(?<![a-z])", self._runs_on), "|".join(map(spread, self.short_hints))
        return re.compile(f"{free}(?:{pieces})", re.IGNORECASE) if self.short_hints else None

    @property
    def _runs_on(self) -> Texts:
        """Words of a head into which what follows may run: `RevisedSheet`, `SERVEDP.S.C.`."""
        ends = {skeleton(phrase.split()[-1]) for phrase in self.sheet.territories}
        return ("revised", "original", "revision", *sorted(ends))

    @property
    def _head_phrases(self) -> Texts:
        words = self.sheet
        return (
            words.cancelling + words.books + words.revised + words.labelled + words.originals
            + words.unnumbered + words.words
        )  # fmt: skip

    @cached_property
    def territory(self) -> regex.Pattern[str] | None:
        """The words that open the line of the territory served; None if there are none."""
        starts = any_phrase(self.sheet.territory_starts, {})
        pattern = rf"(?<!\w)(?:{starts})(?:\s|:\s*)(?=\S)"
        return regex.compile(pattern, regex.IGNORECASE) if starts else None

    @cached_property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """The labels of the foot, letters and digits only, each with its kind; longest first."""
        words = self.foot
        kinds = {
            "authority": words.authority,
            "issued_by": words.issued_by,
            "issued": words.issued,
            "effective": words.effective,
            "issuer_title": words.issuer_title,
            "cases": words.cases,
            "dated": words.dated,
            "others": words.others,
            "stamped": words.stamped,
        }
        pairs = {
            (skeleton(way), kind)
            for kind, phrases in kinds.items()
            for p in phrases
            for way in (p, plain_phrase(p))
        }
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))

    @cached_property
    def long_labels(self) -> tuple[str, ...]:
        """The labels long enough to be known when damaged."""
        return tuple(text for text, _ in self.labels if len(text) >= _LONG_LABEL)

    @cached_property
    def label_texts(self) -> tuple[str, ...]:
        """Labels one of which stands in every line with an undamaged label."""
        return innermost(text for text, _ in self.labels)

    @cached_property
    def label_pieces(self) -> tuple[str, ...]:
        """Pieces of labels one of which stands whole in every line with a damaged label."""
        return innermost(part for text in self.long_labels for part in pieces(text, _slips(text)))

    @cached_property
    def stamp_bodies(self) -> tuple[str, ...]:
        """The texts of the stamps, letters and digits only."""
        return tuple(dict.fromkeys(map(skeleton, self.stamp.texts)))

    @cached_property
    def stamp_lengths(self) -> tuple[int, int]:
        """How many letters and digits the shortest and the longest of them have."""
        lengths = [len(body) for body in self.stamp_bodies]
        return min(lengths, default=0), max(lengths, default=0)

    @cached_property
    def label_patterns(self) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
        """Patterns over letters and digits alone: labels as they are, and the longer ones with a
        slip. Group `l<n>` is label n."""
        named = [(f"l{n}", text) for n, (text, _) in enumerate(self.labels)]
        exact = "|".join(f"(?P<{name}>{text})" for name, text in named)
        worn = "|".join(
            f"(?P<{name}>(?:{text}){{e<={_slips(text)}}})"
            for name, text in named
            if len(text) >= _LONG_LABEL
        )
        return regex.compile(exact), regex.compile(worn or "(?!)", regex.BESTMATCH)

    @cached_property
    def case(self) -> regex.Pattern[str]:
        """The shape of a case number."""
        return regex.compile(self.foot.case_shape)


_LONG_LABEL = 8
_NUMBER = r"(?P<{0}>(?:(?<=\D)|(?<=^))(?:{1}))?"
_OPTION = regex.compile(r"\[\([^\]]*\]|\[of\]|[\[\]]")


def _free(apart: str, words: Texts) -> str:
    """A place where a part of a head may begin: not inside a word, or behind one of these."""
    behind = "|".join(f"(?<={word})" for word in words)
    last = "".join(sorted({word[-1] for word in words}))
    return rf"(?=[^\W_])(?:{apart}|(?<=[{last}])(?:{behind}))"


def _slips(label: str) -> int:
    """How many signs of a label may be lost or misread."""
    return 2 if len(label) > 10 else 1


_TEXTS = Key("texts")
_FIELDS = {"str": Key("text"), "Texts": _TEXTS, "dict[str, str]": Key("map"), "bool": Key("flag")}


def _shape(made: type[Any], required: tuple[str, ...]) -> dict[str, Key]:
    return {
        f.name: Key(_FIELDS[str(f.type)].type, required=f.name in required) for f in fields(made)
    }


_SHAPE: dict[str, Key] = {
    "code": Key("text", required=True),
    "name": Key("text", required=True),
    "commissions": Key("texts", required=True),
    "witnesses": Key("texts", required=True),
    "sheet": Key("table", required=True, shape=_shape(SheetWords, ("words", "cancelling"))),
    "foot": Key("table", required=True, shape=_shape(FootWords, ("issued", "effective"))),
    "stamp": Key("table", shape=_shape(StampWords, ())),
    "order": Key("table", shape=_shape(OrderWords, ())),
    "marks": Key("map"),
    "utilities": Key("map"),
    "paths": Key("texts"),
}


def load_jurisdictions(directories: list[Path]) -> dict[str, Jurisdiction]:
    """The profiles of all rule directories by code; a later directory wins over an earlier one.

    Raises RuleError for a file that is broken, or for a directory's files that share a code.
    """
    found: dict[str, Jurisdiction] = {}
    for path in rule_files("jurisdictions", directories):
        made = load_jurisdiction(path)
        rival = found.get(made.code)
        if rival is not None and Path(rival.file).parent == path.parent:
            raise RuleError(str(path), "code", f"{made.code} is taken", f"See {rival.file}.")
        found[made.code] = made
    return found


def load_jurisdiction(path: Path) -> Jurisdiction:
    """One profile; RuleError names the key that is wrong."""
    table = read_toml(path)
    check_table(table, _SHAPE, str(path))
    made = Jurisdiction(
        table["code"],
        table["name"],
        tuple(table["commissions"]),
        tuple(table["witnesses"]),
        SheetWords(**_frozen(table["sheet"])),
        FootWords(**_frozen(table["foot"])),
        StampWords(**_frozen(table.get("stamp", {}))),
        OrderWords(**_frozen(table.get("order", {}))),
        table.get("marks", {}),
        table.get("utilities", {}),
        str(path),
        tuple(table.get("paths", ())),
    )
    _check_patterns(made)
    return made


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in table.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _check_patterns(made: Jurisdiction) -> None:
    if not regex.fullmatch(r"[A-Z]{2}", made.code):
        raise RuleError(made.file, "code", f"{made.code!r}", "Write the two letters of the state.")
    try:
        shapes = made.sheet.number, made.sheet.book_number
        _ = (made.case, [regex.compile(shape) for shape in shapes])
    except regex.error as error:
        remedy = "Correct foot.case_shape, sheet.number or sheet.book_number."
        raise RuleError(made.file, "(pattern)", str(error), remedy) from error
    try:
        _ = (made.head, made.short, made.territory)
    except (KeyError, regex.error) as error:
        remedy = "Phrases know [..], (..|..) and {n} for an ordinal."
        raise RuleError(made.file, "sheet", f"cannot read a phrase ({error})", remedy) from error
    unknown = set(made.stamp.dates) - STAMP_DATES
    if unknown:
        remedy = f"Use one of: {', '.join(sorted(STAMP_DATES))}."
        raise RuleError(made.file, "stamp.dates", f"unknown form {unknown.pop()!r}", remedy)
