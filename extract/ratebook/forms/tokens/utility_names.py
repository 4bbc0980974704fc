"""Utilities' names held against the list of a state's regulated utilities.

A damaged name becomes the one name of the list it differs from by a letter or two. A name that is
not in the list is kept as printed, and told once a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import regex
from rapidfuzz.distance import Levenshtein

from ratebook.records.datum import Draft, Standing
from ratebook.records.ledger import Claim, Ledger
from ratebook.rules.locate import rule_directories, rule_files
from ratebook.rules.lookup import load_lookup
from ratebook.rules.vocabulary import Key, read_toml

_TELL = "tell_unknown"
_SILENT = frozenset({"the", "and", "of", "inc", "llc"})
_SHORT_WORDS = {"coop": "cooperative", "corp": "corporation", "co": "company", "dist": "district"}
_FORMS = frozenset(
    {"company", "corporation", "cooperative", "electric", "energy", "gas", "water", "district"}
    | {"utilities", "power", "rural", "association", "system", "county", "sewer"}
)
"""Words that alone name no utility."""
_SHORTEST = 12
_MOST = 512
_EDITS = 2
_LONG_WORD = 7
_MANY = 3
_PLAIN = 5
_SHORT_FORMS = (
    (regex.compile(r"\br\.?\s?e\.?\s?c\.?\s?c\b\.?"), "rural electric cooperative corporation"),
    (regex.compile(r"&"), " and "),
    (regex.compile(r"\binc(?:orporated)?\b\.?"), "inc"),
    (regex.compile(r"^the\s+"), ""),
    (regex.compile(r"\bco-operative\b"), "cooperative"),
)

_WORDS = regex.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, list[str]]]:
    paths = [p for p in rule_files("lookups", rule_directories()) if p.stem == "utilities"]
    states = read_toml(paths[-1]) if paths else {}
    shape = {state: Key("table") for state in states if state != _TELL}
    return load_lookup("utilities", {**shape, _TELL: Key("texts")})


@lru_cache(maxsize=16)
def known_utilities(state: str) -> dict[str, str]:
    """Names of a state's utilities by their folded spelling, other spellings among the keys."""
    found: dict[str, str] = {}
    for name, others in _lists().get(state, {}).items():
        for spelling in (name, *others):
            found[folded(spelling)] = spelling
    return found


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name without case, dots and commas, its usual short forms written out."""
    text = name.lower()
    for pattern, full in _SHORT_FORMS:
        text = pattern.sub(full, text)
    return " ".join(_WORDS.findall(text))


@lru_cache(maxsize=512)
def nearest(name: str, state: str) -> str | None:
    """The one listed name that differs from `name` by one or two letters, in as many words, or by
    nothing but the spaces."""
    known = known_utilities(state)
    said = folded(name)
    if not _SHORTEST <= len(said) <= _MOST or said in known:
        return None
    spaced = [way for way in known if way.replace(" ", "") == said.replace(" ", "")]
    if len(spaced) == 1:
        return known[spaced[0]]
    near = _near(said, list(known))
    return known[near[0]] if near and _same_words(said, near[0], state) else None


def witnessed(name: str, others: Iterable[str], state: str) -> str | None:
    """The listed name that `name` is near to, where one of the `others` that the same sheet prints
    is just that name: `ICENERGY CORP.` beside `KENERGY CORP.`"""
    known, said = known_utilities(state), folded(name)
    near = _near_one(said, state) if said not in known and len(said) <= _MOST else frozenset[str]()
    # Nearly no name is near to a listed one: only then the others are looked for.
    found = {one for o in others if (one := known.get(folded(o))) in near} if near else set[str]()
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=512)
def _near_one(said: str, state: str) -> frozenset[str]:
    """The listed names that a folded name is near to."""
    listed = set(known_utilities(state).values())
    return frozenset(one for one in listed if _edits(said, folded(one)) <= _EDITS)


def same_utility(printed: str, said: str, state: str) -> bool:
    """Whether a name said elsewhere (in short, as folders are called) may mean the utility that a
    sheet prints: the same words or some of them, its initials, or two names of one utility."""
    one, other = folded(printed), folded(said)
    if not one or not other:
        return False
    known = _spellings(state)
    if one == other or (one in known and known[one] == known.get(other)):
        return True
    apart = _apart(other, one)
    if apart is not None:
        # `Jackson Energy` fits the name of a purchase company of that town too: the nearest counts.
        own = [way for way in known if known[way] == known.get(one)]
        near = min([n for n in (_apart(other, way) for way in own) if n is not None] + [apart])
        others = [_apart(other, way) for way in known if way not in own]
        return near <= min([n for n in others if n is not None], default=near)
    letters = "".join(word[0] for word in one.split() if word != "and")
    return letters.startswith(_initials(said))


def _apart(said: str, name: str) -> int | None:
    """By how many words a name is longer than what is said of it; None where it is not the same."""
    mine, theirs = _name_words(name), _name_words(said)
    fits = theirs <= mine or (len(theirs - _FORMS) > 1 and mine <= theirs)
    return len(mine ^ theirs) if fits and theirs - _FORMS else None


def _name_words(name: str) -> frozenset[str]:
    return frozenset(_SHORT_WORDS.get(word, word) for word in name.split()) - _SILENT


@lru_cache(maxsize=16)
def _spellings(state: str) -> dict[str, str]:
    """Each folded spelling to the name it is one of."""
    listed = _lists().get(state, {})
    return {folded(way): name for name, others in listed.items() for way in (name, *others)}


def _initials(said: str) -> str:
    """The letters of a name that is initials (`LG&E`, `KU`); a sign no initials have otherwise."""
    letters = "".join(ch for ch in said if ch.isalpha())
    short = letters.isupper() and 2 <= len(letters) <= 6
    return letters.lower() if short else "?"


def _edits(one: str, other: str) -> int:
    """Letters to change, add or leave out."""
    return int(Levenshtein.distance(one, other))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def _same_words(said: str, other: str, state: str) -> bool:
    """Whether two names have the same words but for letters: numbers agree, the common words of
    names may be damaged, a word that tells one utility from another by a letter if it is long."""
    pairs = list(zip(said.split(), other.split(), strict=False))
    if len(said.split()) != len(other.split()):
        return False
    for word, listed in pairs:
        edits = _edits(word, listed)
        if edits and any(ch.isdigit() for ch in listed):
            return False
        if edits > 1 and listed not in _common(state):
            return False
        if edits == 1 and listed not in _common(state) and len(listed) < _LONG_WORD:
            return False
    return True


@lru_cache(maxsize=16)
def _common(state: str) -> frozenset[str]:
    """Words that many names have: they tell no utility from another."""
    counts = Counter(w for name in known_utilities(state) for w in set(name.split()))
    return frozenset(w for w, n in counts.items() if n >= _MANY and len(w) >= _PLAIN)


def _near(said: str, known: list[str]) -> list[str]:
    """Listed spellings within a few edits; the best alone where it is clearly the best."""
    scored = sorted((_edits(said, other), other) for other in known)
    best = [other for edits, other in scored if edits <= _EDITS]
    rivals = [other for edits, other in scored if edits <= 2 * _EDITS]
    return best if len(rivals) == 1 else []


def confirm_utility(
    sheet: Draft, state: str | None, ledger: Ledger, told: set[str], *, tell: bool | None = None
) -> None:
    """Holds a sheet's utility against the state's list. `told` are the names told before; `tell`
    makes an unknown one an issue (None: as the lookup says for the state)."""
    number = sheet.fields.get("utility")
    if not number or not state or not known_utilities(state):
        return
    datum = ledger.data[number]
    if not isinstance(datum.value, str) or not datum.standing.accepted:
        return
    if folded(datum.value) in known_utilities(state):
        return
    tell = state in _lists().get(_TELL, []) if tell is None else tell
    close = nearest(datum.value, state)
    if close is not None and datum.standing is Standing.READ:
        value = close.upper() if datum.value.isupper() else close
        listed = sorted({value, *known_utilities(state).values()})
        proof = {"kind": "closed-list", "raw": datum.raw or "", "value": value, "list": listed}
        ledger.data[number] = datum._replace(
            value=value,
            standing=Standing.REPAIRED,
            proof=(*datum.proof, proof),
            repairs=(*datum.repairs, f"{datum.value} is {value} of the list"),
        )
    elif folded(datum.value) not in told:
        told.add(folded(datum.value))
        message = f"not in the list of utilities, kept as printed: {datum.value}"
        if tell:
            ledger.issue("unknown-utility", message, datum.place, number)
        else:
            place, by = datum.place, "utilities"
            ledger.claims.append(Claim(place.page, place.line, datum.raw or "", by, message))
