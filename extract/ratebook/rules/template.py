"""Line templates: the words of a form's line, with typed fields between them.

`Total Cycle {cycle:integer} Reduction {mw:load}` matches a line of these words. A field may be
optional (`{percent:percent?}`) or repeated (`{year:year+}`); `...` skips anything, `~` anything
without figures; `(a|b)` are alternatives, `[words]` and `[a|b]` may be missing, `{label=a|b}` keeps
which of these phrases is printed.
White space and tabs may be lost or doubled, hyphens and dashes are one. A fuzzy twin of each
template tolerates damaged words, never a damaged field.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from ratebook.rules.phrase import pieces
from ratebook.rules.types import TYPES

_PIECE = regex.compile(
    r"\{(?P<name>\w+):(?P<type>\w+)(?P<mark>[?+]?)\}"
    r"|\{(?P<said>\w+)=(?P<phrases>[^{}]+)\}|(?P<skip>\.\.\.)|(?P<calm>~)"
    r"|\((?P<alt>[^()]+\|[^()]+)\)|\[(?P<opt>[^\[\]]+)\]|(?P<word>[^\s{}\[\]()]+|[()])"
)
_GAP = r"[\t ]*"
_DASHES = regex.compile(r"[-–—]")
_FUZZY_FROM = 5
_LOOSE = frozenset(name for name, kind in TYPES.items() if kind.family == "text")
"""Types of words that may run on over blanks."""


class TemplateError(ValueError):
    """The template cannot be understood; the message says where."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One `{name:type}` of a template."""

    name: str
    type: str
    optional: bool
    repeated: bool


def _slips(word: str, fuzzy: bool) -> int:
    """How many letters of a word may be damaged."""
    return 1 + len(word) // 8 if fuzzy and len(word) >= _FUZZY_FROM else 0


def _word(text: str, fuzzy: bool) -> str:
    escaped = _DASHES.sub(r"[-–—]", regex.escape(text, special_only=True).replace(r"\-", "-"))
    slips = _slips(text, fuzzy)
    # A figure is no damaged letter.
    return f"(?:{escaped}){{e<={slips}:[^\\d\\s]}}" if slips else escaped


def _words(text: str, fuzzy: bool) -> str:
    return _GAP.join(_word(w, fuzzy) for w in text.split())


@lru_cache(maxsize=2048)
def template(source: str) -> Template:
    """The template of a source, made once a process."""
    return Template(source)


def _timed(pattern: regex.Pattern[str], line: str) -> regex.Match[str] | None:
    """A match against the clock; None where it takes too long."""
    try:
        return pattern.match(line, timeout=0.2)
    except TimeoutError:
        return None


@lru_cache(maxsize=8192)
def _fuzzily(template: Template, line: str) -> regex.Match[str] | None:
    """A fuzzy match, remembered: it costs much, and headings are printed on page after page."""
    return _timed(template.fuzzy, line)


@dataclass(frozen=True)
class Template:
    """A compiled template. `match` gives the regex match of the whole line or None."""

    source: str

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields in the order they stand."""
        return tuple(
            FieldSpec(
                m["name"] or m["said"], m["type"] or "words", m["mark"] == "?", m["mark"] == "+"
            )
            for m in _PIECE.finditer(self.source)
            if m["name"] or m["said"]
        )

    @cached_property
    def clean(self) -> regex.Pattern[str]:
        """Matches undamaged lines."""
        return regex.compile(self._pattern(fuzzy=False), regex.IGNORECASE)

    @cached_property
    def fuzzy(self) -> regex.Pattern[str]:
        """Matches lines whose words (not fields) are damaged."""
        return regex.compile(self._pattern(fuzzy=True), regex.IGNORECASE | regex.BESTMATCH)

    @cached_property
    def _reach(self) -> int:
        """How long a line may be to be matched without a clock, which costs more than the match:
        with two pieces that grow over blanks the ways to try stay few."""
        loose = [f for f in self.fields if f.repeated or f.type in _LOOSE]
        skips = self.source.count("...") + self.source.count("~")
        grown = sum(2 if f.type == "label" else 1 for f in loose) + skips
        return 160 if grown <= 2 else 0

    def match(self, line: str, *, fuzzy: bool = False) -> regex.Match[str] | None:
        """The match of the whole line. Lines over 600 characters never match."""
        if self._fixed and not fuzzy and not self._may_hold(line):
            return None
        if not fuzzy and len(line) <= self._reach:
            return self.clean.match(line)
        if len(line) > 600 or (fuzzy and not self._may_match(line.lower())):
            return None
        return _fuzzily(self, line) if fuzzy else _timed(self.clean, line)

    @cached_property
    def _held(self) -> tuple[tuple[str, ...], ...]:
        """For each word of every match its pieces, one of which a damaged one still holds."""
        return tuple(
            tuple(piece for word in said for piece in pieces(word, _slips(word, True)))
            for said in self.wanted
        )

    @cached_property
    def wanted(self) -> tuple[tuple[str, ...], ...]:
        """Of each word of every match its wordings, small, up to their first dash."""
        found: list[tuple[str, ...]] = []
        for m in _PIECE.finditer(self.source):
            said = (m["word"] or m["alt"] or "").lower().split("|")
            words = tuple(_DASHES.split(way.split()[0])[0] if way.strip() else "" for way in said)
            if all(words):
                found.append(words)
        return tuple(found)

    def may_match(self, line: str) -> bool:
        """A quick test before `match`, on the line in small letters."""
        for said in self.wanted:
            for word in said:
                if word in line:
                    break
            else:
                return False
        return True

    @cached_property
    def _fixed(self) -> tuple[tuple[str, ...], ...]:
        """For a template that begins with anything: of each of its words and sets of words the
        first ones, one of which every match holds."""
        if not self.source.startswith(("~", "...")):
            return ()
        found: list[tuple[str, ...]] = []
        for m in _PIECE.finditer(self.source):
            said = m["alt"] or m["word"] or ""
            words = tuple(way.split()[0].lower() for way in said.split("|") if way.strip())
            if words and not any(_DASHES.search(word) for word in words):
                found.append(words)
        return tuple(found)

    def _may_hold(self, line: str) -> bool:
        """A quick test before a match that may begin anywhere."""
        text = line.lower()
        return all(any(map(text.__contains__, words)) for words in self._fixed)

    def _may_match(self, line: str) -> bool:
        """A quick test before the fuzzy match."""
        for held in self._held:
            for piece in held:
                if piece in line:
                    break
            else:
                return False
        return True

    def _pattern(self, *, fuzzy: bool) -> str:
        parts: list[str] = []
        at = 0
        for m in _PIECE.finditer(self.source):
            if self.source[at : m.start()].strip():
                raise TemplateError(f"cannot read {self.source[at : m.start()].strip()!r}")
            at = m.end()
            parts.append(self._piece(m, fuzzy))
        if self.source[at:].strip():
            raise TemplateError(f"cannot read {self.source[at:].strip()!r}")
        return r"^[\t ]*" + _GAP.join(parts) + r"[\t .:;|_\]\[-]*$"

    def _piece(self, m: regex.Match[str], fuzzy: bool) -> str:
        if m["name"]:
            return self._field(m)
        if m["said"]:
            return (
                f"(?P<{m['said']}>"
                + "|".join(_words(p, fuzzy) for p in m["phrases"].split("|"))
                + ")"
            )
        if m["skip"]:
            return r".*?"
        if m["alt"]:
            return "(?:" + "|".join(_words(a, fuzzy) for a in m["alt"].split("|")) + ")"
        if m["opt"]:
            return "(?:" + "|".join(_words(a, fuzzy) for a in m["opt"].split("|")) + ")?"
        if m["calm"]:
            return r"[^\d]*?"
        return _word(m["word"], fuzzy)

    def _field(self, m: regex.Match[str]) -> str:
        kind = TYPES.get(m["type"])
        if kind is None:
            raise TemplateError(f"unknown field type {m['type']!r}; known: {', '.join(TYPES)}")
        body = kind.clean if kind.family not in ("code", "schedule") else f"(?-i:{kind.clean})"
        if m["mark"] == "+":
            return rf"(?:(?P<{m['name']}>{body})[\t ]*)+"
        # Words that may be missing take none of those that a list behind them names whole.
        spare = "??" if m["type"] == "words" else "?"
        return rf"(?P<{m['name']}>{body})" + (spare if m["mark"] == "?" else "")
