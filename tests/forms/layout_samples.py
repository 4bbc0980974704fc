"""Charge sheets of invented utilities, as text with gaps that a seed fills.

A layout prints `<<9-22:2 USD/month tier=First 500>>` where a price stands: drawn between 9 and 22
with two decimals (`c`: cents, `-`: printed as a credit, `w`: in words, up to twelve), a charge in
USD/month of the block `First 500`. `{sum:1,2:5 USD/kWh}` prints the sum of the first two prices,
`{ref:1:2 USD/month}` the first again; `[[9-10:2]]` a figure that is no charge. `has` names words
its name must hold, `comp` its component. A charge of nothing (`$0.00`) is none it states. A `?` at
the end of a meaning leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from ratebook.pipeline.read import read_path
from ratebook.records.record import Record

LAYOUTS = Path(__file__).parent / "layouts"
_PLACES = [
    "Harlow",
    "Brindle",
    "Corvin",
    "Maywick",
    "Pelham",
    "Ashgrove",
    "Tilden",
    "Norbury",
    "Wexler",
    "Quinby",
]
_MONTHS = ("January", "March", "April", "June", "August", "October", "November")
_KINDS = {
    "cooperative": ("{} Rural Electric Cooperative Corporation", "{} Energy Corporation"),
    "investor": ("{} Power Company", "{} Electric Company"),
    "gas": ("{} Natural Gas Company, Inc.", "{} Gas Company"),
    "water": ("{} County Water District",),
    "order": ("{} Energy Corporation",),
}
_IN_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_GAP = re.compile(r"<<[^<>]*>>|\[\[[^\]]*\]\]|\{(?:sum|ref):[^}]*\}")
_MEANING = re.compile(r"\s(season|period|tier|has|comp)=")
_ACCEPTED = ("verified", "read", "repaired")
Said = dict[str, Any]


def written(layout: Path, seed: int) -> tuple[str, list[Said]]:
    """The text of a layout with this seed's figures, and the charges it states."""
    random = Random(f"{layout.name} {seed}")
    text = layout.read_text(encoding="utf-8")
    for name, value in _facts(layout.stem.partition("-")[0], random).items():
        text = text.replace("{" + name + "}", value)
    press = _Press(random)
    return _GAP.sub(press.fill, text), press.truth


def _facts(kind: str, random: Random) -> dict[str, str]:
    place, year, revision = (
        random.choice(_PLACES),
        random.randint(2005, 2020),
        random.randint(2, 12),
    )
    first, second = random.choice((200, 300, 500, 600)), random.choice((400, 800, 1500, 4450))

    def date() -> str:
        return f"{random.choice(_MONTHS)} {random.randint(1, 28)}, {year}"

    blocks = {"b1": f"{first:,}", "b2": f"{second:,}", "b3": f"{first + second:,}"}
    dates = {"D0": date(), "D1": date(), "D2": date(), "D2S": ""}
    numbers = {"n": str(random.randint(2, 12)), "s": str(random.randint(2, 60))}
    utility = random.choice(_KINDS.get(kind, _KINDS["cooperative"])).format(place)
    names = {"U": utility, "W": f"{place} County Water District", "CO": place}
    case = {"C": f"{year}-{random.randint(1, 500):05d}"}
    revisions = {"n2": _ordinal(revision), "n1": _ordinal(revision - 1)}
    return {**blocks, **dates, **numbers, **names, **case, **revisions}


def _ordinal(n: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{n}{'th' if 10 <= n % 100 <= 20 else ends.get(n % 10, 'th')}"


class _Press:
    """Fills the gaps of one layout; `truth` grows by the charges they state."""

    def __init__(self, random: Random) -> None:
        self.truth: list[Said] = []
        self._random = random
        self._bare = random.random() < 0.3
        self._values: list[Decimal] = []

    def fill(self, gap: re.Match[str]) -> str:
        """The figure that stands in a gap."""
        text = gap[0]
        if text.startswith("[["):
            return self._shown(self._drawn(text[2:-2]), text[2:-2])
        if text.startswith("<<"):
            drawn, _, said = text[2:-2].partition(" ")
            value = self._drawn(drawn)
            shown, kind = self._shown(value, drawn), drawn.partition(":")[2]
            value = value / 100 if "c" in kind else value
            value = -value if "-" in kind else value
        else:
            _, listed, rest = text[1:-1].split(":", 2)
            decimals, _, said = rest.partition(" ")
            value = sum((self._values[int(n) - 1] for n in listed.split(",")), Decimal())
            shown = f"{abs(value):,.{int(decimals)}f}"
        self._values.append(value)
        self.truth.append({"amount": value, **_meanings(said)})
        return shown

    def _drawn(self, spec: str) -> Decimal:
        bounds, kind = spec.split(":")
        low, high = (Decimal(b) for b in bounds.split("-"))
        quantum = Decimal(1).scaleb(-int(kind.rstrip("-cw")))
        while True:
            drawn = (low + (high - low) * Decimal(self._random.random())).quantize(quantum)
            if drawn and (quantum == 1 or abs(drawn) not in map(abs, self._values)):
                return drawn

    def _shown(self, value: Decimal, spec: str) -> str:
        if spec.endswith("w"):
            return _IN_WORDS[int(value) - 1]
        decimals = int(spec.partition(":")[2].rstrip("-c"))
        shown = f"{value:,.{decimals}f}"
        small = self._bare and spec.startswith(".") and "c" not in spec
        return shown.lstrip("0") if small else shown


def _meanings(said: str) -> Said:
    unit, *pairs = _MEANING.split(said)
    return {"unit": unit.strip(), **dict(zip(pairs[::2], pairs[1::2], strict=True))}


def read(text: str, name: str) -> list[Record]:
    """The records of a text."""
    return read_path(text.encode(), name=name).records


def accepted(records: list[Record]) -> Iterator[Said]:
    """The values of charges whose amount and unit are accepted."""
    for record in records:
        standings = [record.standing(f) for f in ("amount", "unit")]
        if record.kind == "charge" and all(s and s.value in _ACCEPTED for s in standings):
            yield record.values


def score(truth: list[Said], records: list[Record]) -> tuple[int, list[str]]:
    """How many charges were accepted and right, and what is wrong with the others accepted."""
    left, right, wrong = list(truth), 0, list[str]()
    for charge in (c for c in accepted(records) if Decimal(c["amount"])):
        same = [t for t in left if t["amount"] == Decimal(charge["amount"])]
        faults = [_faults(t, charge) for t in same]
        if [] in faults:
            left.remove(same[faults.index([])])
            right += 1
        else:
            wrong.append(f"{charge['label']} {charge['amount']} {charge['unit']}: {faults}")
    return right, wrong


def _faults(meant: Said, charge: Said) -> list[str]:
    found: list[str] = []
    fields = {"unit": "unit", "season": "season", "period": "period", "comp": "component"}
    for name, field in fields.items():
        wanted = meant.get(name)
        if (wanted is None and name == "comp") or str(wanted).endswith("?"):
            continue
        if charge[field] != wanted:
            found.append(f"{field} {charge[field]} is {wanted}")
    names = ("group", "label", "tier", "period", "year", "code", "schedule", "schedule_title")
    words = _bare(" ".join(str(charge[n] or "") for n in names))
    # `RATE SCHEDULE GSR` is of the schedule GSR: the field says what kind of name it is.
    words = f"{words} rate schedule tariff" if charge["schedule"] else words
    for name in ("tier", "has"):
        wanted = str(meant.get(name, "?"))
        if not wanted.endswith("?") and not _holds(words, _bare(wanted), name == "has"):
            found.append(f"{wanted} is not in {words}")
    return found


def _holds(words: str, wanted: str, apart: bool) -> bool:
    """Whether these words hold the wanted ones; `apart`: in any order."""
    if wanted in words:
        return True
    return apart and all(w in words for w in wanted.split())


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9/]+", " ", text.lower().replace(",", "")).strip()
