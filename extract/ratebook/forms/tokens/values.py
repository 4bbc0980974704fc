"""From a printed token to a value: what it says, how sure that is, and what else it could say.

Numbers pass a strict grammar before Decimal. What does not pass is normalised only where a single
reading remains; a reading that another reading could contest is `touched`: it needs a proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from ratebook.forms.tokens.counts import counted, in_megawatts
from ratebook.forms.tokens.dates import leading_date
from ratebook.forms.tokens.months import read_month
from ratebook.records.datum import Candidate, Standing, Value
from ratebook.rules.types import TYPES, FieldType

_STRICT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,10})?|-?\.\d{1,10}")
_STROKE = regex.compile(r"[lI|]")
_LOST = re.compile(r"[.,]\d|0\d")
_MINUS = regex.compile(r"-\s?\$|[–—]\s?[$\d]")
_FEEDER = re.compile(r"\d{1,4}[A-Z]?|[A-Z]{1,3}-\d{1,3}")
_BARS = "|!"
_PER_CENT = regex.compile(r"per\s?cent$", regex.IGNORECASE)
_NO_FIGURE = re.compile(r"[^\d.,]")
_GROUPED = regex.compile(r"\d,\s?\d{3}")
_GROUPS = regex.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DASHES = frozenset(dash * count for dash in "-–—" for count in (1, 2, 3))
_ALIKE = str.maketrans(
    {
        "O": "0",
        "o": "0",
        "Q": "0",
        "D": "0",
        "l": "1",
        "I": "1",
        "|": "1",
        "!": "1",
        "i": "1",
        "S": "5",
        "s": "5",
        "B": "8",
        "Z": "2",
        "z": "2",
        "b": "6",
        "G": "6",
        "g": "9",
        "➔": "4",
    }
)
_SHAPES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})


class Reading(NamedTuple):
    """What a token says. `parts` are readings of its fragments, which a column's number format may
    rule out (see `settle`)."""

    value: Value
    standing: Standing
    quantum: Decimal | None = None
    candidates: tuple[Candidate, ...] = ()
    repairs: tuple[str, ...] = ()
    touched: bool = False
    decimals: int | None = None
    parts: tuple[str, ...] = ()
    proof: tuple[dict[str, Any], ...] = ()


_NOTHING = Reading(None, Standing.UNREADABLE)


def decimals_of(text: str) -> int:
    """Digits after the point of a strict number."""
    return len(text.partition(".")[2])


@lru_cache(maxsize=64)
def _quantum(decimals: int) -> Decimal:
    """The unit of the last of so many decimals."""
    return Decimal(1).scaleb(-decimals)


def _strict(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _STRICT.fullmatch(text) else None


def _fits(text: str, kind: FieldType) -> bool:
    if kind.decimals is None or not _STRICT.fullmatch(text):
        return False
    low, high = kind.decimals
    count = decimals_of(text)
    return low <= count <= high or (count == 0 and low == high == 2)


def _plain(text: str, kind: FieldType) -> Reading | None:
    """A strict number that its type allows."""
    if not _fits(text, kind):
        return None
    count = decimals_of(text)
    return Reading(Decimal(text.replace(",", "")), Standing.READ, _quantum(count), decimals=count)


def _joined(body: str, kind: FieldType) -> Reading | None:
    """Digits that a space or a column rule cut apart."""
    pieces = body.split()
    if len(pieces) < 2:
        return _plain(body, kind)
    whole = _plain("".join(pieces), kind)
    if whole is None:
        return None
    # Across a border every piece may be a figure of its own; within a cell the longer half.
    least = 0 if "\t" in body else len(body)
    parts = tuple(run for run in _runs(pieces) if _fits(run, kind) and 2 * len(run) >= least)
    note = f"put together from {' and '.join(pieces)}"
    return whole._replace(repairs=(note,), touched=bool(parts), parts=parts)


def _runs(pieces: list[str]) -> list[str]:
    """What would remain if pieces at the ends were specks or borders."""
    count = len(pieces)
    return [
        "".join(pieces[i:j])
        for i in range(count)
        for j in range(i + 1, count + 1)
        if (i, j) != (0, count)
    ]


def _commas(body: str, kind: FieldType) -> Reading | None:
    """A whole number whose commas came out as points."""
    text = "".join(body.split())
    if kind.decimals != (0, 0) or not _GROUPS.fullmatch(text):
        return None
    value = Decimal(text.replace(",", "").replace(".", ""))
    return Reading(
        value, Standing.READ, Decimal(1), repairs=("point read as comma",), touched=True, decimals=0
    )


def _shaped(body: str, kind: FieldType) -> Reading | None:
    """Letters that look like digits: O for 0, l for 1; a lone stroke may be a border instead."""
    swapped = body.translate(_SHAPES)
    if swapped == body or not any(ch.isdigit() for ch in body):
        return None
    found = _joined(swapped, kind) or _commas(swapped, kind)
    if found is None:
        return None
    stroke = bool(_STROKE.search(body))
    note = f"{body} read as {swapped}"
    inner = regex.sub(r"^[|lI]|[|lI]$", "", body)
    parts = (inner,) if inner != body and _fits(inner, kind) else ()
    return found._replace(
        repairs=(note, *found.repairs),
        touched=found.touched or stroke,
        parts=(*found.parts, *parts),
    )


def _guesses(body: str, kind: FieldType) -> tuple[Candidate, ...]:
    """What a damaged token could be: never a value, only candidates for a proof."""
    text = "".join(body.split()).translate(_ALIKE)
    text = _NO_FIGURE.sub("", text).strip(".,")
    forms = {text, text.replace(".", ",", text.count(".") - 1), text.replace(".", ",")}
    found: dict[Decimal, Candidate] = {}
    for form in sorted(forms):
        value = _strict(form)
        if value is not None and _fits(form, kind):
            found.setdefault(value, Candidate(value, 1.0, f"{body} as {form}"))
    return tuple(found.values())


def _unshelled(raw: str) -> str:
    """The token without currency sign (or the S it is often read as) and percent sign."""
    body = raw.strip()
    if body[-1:] in "tT":
        body = _PER_CENT.sub("", body).rstrip()
    if body.startswith("$") or (body[:1] in ("s", "S") and body[1:2].isspace()):
        body = body[1:].lstrip()
    return body.removesuffix("%").rstrip()


def read_number(raw: str, kind: FieldType) -> Reading:
    """A number of this type. A dash is zero; a blank is unreadable until something proves it."""
    if raw.strip(" \t$") in _DASHES:
        return Reading(Decimal(0), Standing.READ, Decimal(0))
    body = _unshelled(raw)
    if not body or _of_other_unit(raw, kind):
        return _NOTHING
    if body[0] == "(" and body[-1] == ")":
        return _negative(body[1:-1], kind)
    if body[0] in _DASHES and _MINUS.match(body):
        return _negative(body[1:], kind)
    found = _kilowatts(body) if kind.name == "load" else None
    if found:
        return found
    found = _joined(body, kind) or _commas(body, kind) or _shaped(body, kind)
    if found and body[0] == "|" and body[1:2].isspace():
        return _behind_stroke(body, found, kind)
    return found or _NOTHING._replace(candidates=_guesses(body, kind))


def _kilowatts(body: str) -> Reading | None:
    """A load in kilowatts; None where it is none. Without its unit it is only offered."""
    found = in_megawatts(body)
    if found is None:
        return None
    value, said = found
    if not said:
        return _NOTHING._replace(candidates=(Candidate(value, 1.0, "in kilowatts"),))
    places = -int(value.as_tuple().exponent)
    return Reading(value, Standing.READ, Decimal(1).scaleb(-places), decimals=places)


def _behind_stroke(body: str, found: Reading, kind: FieldType) -> Reading:
    """A stroke apart from a figure is a border as likely as a 1: both are left to a proof."""
    bare = read_number(body[1:].strip(), kind)
    if not isinstance(bare.value, Decimal) or not isinstance(found.value, Decimal):
        return found
    offered = (
        Candidate(bare.value, 1.0, "the stroke is a border"),
        Candidate(found.value, 1.0, "the stroke is a 1"),
    )
    return bare._replace(
        value=None, standing=Standing.AMBIGUOUS, candidates=offered, touched=True, parts=()
    )


@lru_cache(maxsize=4096)
def worn(raw: str, type_name: str) -> bool:
    """Whether a figure may have lost a digit or its cents at a border: `.402`, `,060`, `03`, and
    `$ 6` among dollars and cents. Its column's format cannot clear it."""
    kind = TYPES[type_name]
    if kind.family != "number":
        return False
    body = _unshelled(raw)
    if not body:
        return False
    cut = kind.decimals == (2, 2) and body.isdigit() and int(body) != 0
    return cut or (body[0] in ".,0" and bool(_LOST.match(body)))


def _of_other_unit(raw: str, kind: FieldType) -> bool:
    """Dollars are no percentage, and a percentage is no amount."""
    if kind.name in ("percent", "share"):
        return "$" in raw or bool(_GROUPED.search(raw))
    if kind.name in ("load", "feet") and "$" in raw:
        return True
    return "%" in raw


def _negative(body: str, kind: FieldType) -> Reading:
    found = read_number(body, kind)
    if isinstance(found.value, Decimal):
        return found._replace(value=-found.value)
    return found


def settle(reading: Reading, decimals: int | None) -> Reading:
    """The reading once the column's number format is known (None: the column has none).

    Fragments that are not of the format cannot be the value, so a joined number stands; a value
    that is not of the format itself needs a proof.
    """
    if decimals is None or reading.decimals is None:
        return reading
    fitting = [p for p in reading.parts if decimals_of(p) == decimals]
    if reading.decimals == decimals:
        cleared = reading.touched and decimals and not fitting
        return reading._replace(touched=False) if cleared else reading
    if decimals and len(fitting) == 1:
        return _fragment(reading, fitting[0])
    longer = 0 < decimals < (reading.decimals or 0)
    return reading if longer or not reading.decimals else reading._replace(touched=True)


def _fragment(reading: Reading, part: str) -> Reading:
    """The one fragment that prints the column's format; the rest is a border or a speck."""
    note = f"{part} alone has the column's number of decimals"
    count = decimals_of(part)
    return reading._replace(
        value=_strict(part),
        quantum=Decimal(1).scaleb(-count),
        decimals=count,
        repairs=(note,),
        touched=False,
        parts=(),
    )


_BORDERED = regex.compile(r"\s*\|\s+\d")


def _integer(raw: str) -> Reading:
    text = "".join(raw.split()).translate(_SHAPES)
    if not (text.isdecimal() and len(text) < 10):
        return _NOTHING
    if _BORDERED.match(raw):
        # As before a number: the stroke is a border or a 1.
        ways = (text[1:], "a border"), (text, "a 1")
        offered = tuple(Candidate(int(way), 1.0, f"the stroke is {what}") for way, what in ways)
        return _NOTHING._replace(standing=Standing.AMBIGUOUS, candidates=offered)
    return Reading(int(text), Standing.READ, Decimal(1), decimals=0)


def _count(raw: str) -> Reading:
    """A small number in figures, words or Roman figures."""
    text = raw.strip().lower()
    if text.isdecimal():
        return _integer(text)
    said = counted(text)
    return Reading(said, Standing.READ, Decimal(1), decimals=0) if said else _NOTHING


def _month(raw: str) -> Reading:
    said = read_month(raw)
    if said is None:
        return _NOTHING
    standing = Standing.REPAIRED if said.repairs else Standing.READ
    return Reading(said.value, standing, repairs=said.repairs, proof=said.proof)


def _feeder(raw: str) -> Reading:
    text = raw.strip(" .-–·")
    shaped = text if _FEEDER.fullmatch(text) else text.translate(_SHAPES)
    if not _FEEDER.fullmatch(shaped):
        return _NOTHING
    if len(text) > 1 and (text[0] in _BARS or text[-1] in _BARS):
        # A bar beside a digit is what is left of a border as likely as a 1.
        ways = (text.strip(_BARS).strip(), "a border"), (shaped, "a 1")
        offered = tuple(Candidate(way, 1.0, f"the stroke is {what}") for way, what in ways)
        return _NOTHING._replace(standing=Standing.AMBIGUOUS, candidates=offered)
    notes = () if shaped == text else (f"{text} read as {shaped}",)
    return Reading(shaped, Standing.READ, repairs=notes)


def read_text(raw: str) -> Reading:
    """Words as printed: white space folded, leaders and loose dashes at the ends dropped."""
    text = " ".join(raw.split()).strip(" \t·:;|-–—_*").lstrip(" .")
    if text.endswith((" .", "..")):
        text = text.rstrip(" .")
    return Reading(text, Standing.READ) if any(map(str.isalnum, text)) else _NOTHING


def _schedule(raw: str) -> Reading:
    """A schedule's code. A zero among letters only is the letter O."""
    text = raw.strip().upper()
    letters = regex.fullmatch(r"[A-Z0]+", text) and regex.search(r"[A-Z]", text)
    shaped = text.replace("0", "O") if letters else text
    notes = () if shaped == text else (f"{text} read as {shaped}",)
    return Reading(shaped, Standing.READ, repairs=notes)


def _date(raw: str) -> Reading:
    """A date that needs no witness; otherwise its readings as candidates."""
    token = leading_date(raw)
    if token is None:
        return _NOTHING
    if token.value is not None:
        return Reading(token.value, Standing.READ)
    said = tuple(Candidate(r.iso, r.cost, "; ".join(r.repairs)) for r in token.readings)
    return _NOTHING._replace(candidates=said)


_READERS: dict[str, Callable[[str], Reading]] = {
    "integer": _integer,
    "count": _count,
    "year": _integer,
    "month": _month,
    "feeder": _feeder,
    "text": read_text,
    "schedule": _schedule,
    "code": lambda raw: Reading(raw.strip(), Standing.READ),
}


@lru_cache(maxsize=8192)
def read_value(raw: str, type_name: str) -> Reading:
    """Reads `raw` as a field of this type. Kept: tables of one document print the same figures and
    names in several places."""
    kind = TYPES[type_name]
    if kind.family == "number":
        return read_number(raw, kind)
    if kind.family == "date":
        return _date(raw)
    return _READERS[kind.family](raw)
