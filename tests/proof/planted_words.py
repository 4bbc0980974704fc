"""Guides and surcharge formulas with damage planted in their words: tables of access methods and
lines of formulas hold no figures that a sum could prove."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from planted import ACCEPTED

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import written
from ratebook.noise.places import in_text, records
from ratebook.pipeline.read import read_path

Said = dict[str, Any]
Lines = list[str]
STAMPS = ("LIC SERVICE", "MMISSION", "OF KENTUCKY", "EFFECTIVE", "CTIVE", "TARIFF BRANCH")
METHOD = ("method", "first_party", "third_party", "customers", "data", "latency", "format")


@dataclass(frozen=True, slots=True)
class Worded:
    """A damaged text, what was written, what is read."""

    text: str
    meant: list[Said]
    read: list[Said]


def plant_words(form: str, layout: str, seed: int, name: str) -> Worded | None:
    """A made-up document with one damage of a class; None where it has no place for it."""
    document = written(form, layout, str(seed))
    printed = dump(document.leaves, LAYOUTS[layout])
    meant = records(document.truth, "x.txt", in_text(printed))
    lines = rendered(printed, LAYOUTS[layout]).split("\n")
    chance = Random(f"{seed} {form} {layout} {name}")
    if not DAMAGE[name](lines, meant, chance):
        return None
    text = "\n".join(lines)
    return Worded(
        text, meant, [r.as_dict() for r in read_path(text.encode(), name="x.txt").records]
    )


def wrong_words(of: Worded) -> Iterator[str]:
    """Accepted words of methods and formulas that nobody wrote."""
    for record in of.read:
        if record["kind"] == "access_method":
            own = {n: _folded(record[n]) for n in METHOD if _accepted(record, n)}
            rows = [m for m in of.meant if m["kind"] == "access_method"]
            if not any(all(_folded(m.get(n)) == said for n, said in own.items()) for m in rows):
                yield f"method: {own}"
        elif record["kind"] == "formula":
            yield from _wrong_formula(record, [m for m in of.meant if m["kind"] == "formula"])


def _wrong_formula(record: Said, meant: list[Said]) -> Iterator[str]:
    own = [m for m in meant if _squeezed(m["symbol"]) == _squeezed(record["symbol"])]
    explained = {_squeezed(v["symbol"]) for m in meant for v in m["variables"]}
    if _accepted(record, "symbol") and not own and _squeezed(record["symbol"]) not in explained:
        yield f"formula: nobody wrote {record['symbol']!r}"
    if _accepted(record, "expression") and not any(
        _squeezed(m["expression"]) == _squeezed(record["expression"]) for m in own or meant
    ):
        yield f"formula: {record['symbol']} = {record['expression']!r}"
    known = {(_squeezed(v["symbol"]), _folded(v["meaning"])) for m in meant for v in m["variables"]}
    if _accepted(record, "variables"):
        for variable in record["variables"]:
            if (_squeezed(variable["symbol"]), _folded(variable["meaning"])) not in known:
                yield f"formula: {variable}"


def _accepted(record: Said, name: str) -> bool:
    shown = record["evidence"].get(name)
    return record.get(name) is not None and shown is not None and shown["status"] in ACCEPTED


def _folded(said: Any) -> str:
    return " ".join(str(said).casefold().split()).rstrip(".;,")


def _squeezed(said: Any) -> str:
    return re.sub(r"[\s\\]", "", str(said)).casefold()


def _rows(lines: Lines, meant: list[Said]) -> list[int]:
    """The lines of the table of methods."""
    names = [m["method"] for m in meant if m["kind"] == "access_method"]
    begins = [rf"^[|\s]*{re.escape(name)}\s*(?:\t|\||\s\s)" for name in names]
    return [n for n, line in enumerate(lines) if any(re.match(b, line) for b in begins)]


def _spans(line: str) -> list[tuple[int, int]]:
    """The cells of a row that hold words."""
    if "\t" in line:
        found = re.finditer(r"[^\t]+", line)
    elif "|" in line:
        found = re.finditer(r"(?<=\| )[^|]+?(?= \|)", line)
    else:
        found = re.finditer(r"\S+(?: \S+)*", line)
    return [m.span() for m in found if m.group().strip()]


def _gap(line: str) -> str:
    return "\t" if "\t" in line else " | " if "|" in line else "    "


def _cell(edit: Callable[[str, str, Random], str]) -> Callable[[Lines, list[Said], Random], bool]:
    """Damage to one cell of the table. `edit` takes the cell, the gap between cells, chance."""

    def apply(lines: Lines, meant: list[Said], chance: Random) -> bool:
        rows = _rows(lines, meant)
        if not rows:
            return False
        at = chance.choice(rows)
        start, end = chance.choice(_spans(lines[at]))
        old = lines[at][start:end]
        lines[at] = lines[at][:start] + edit(old, _gap(lines[at]), chance) + lines[at][end:]
        return True

    return apply


def _merged(lines: Lines, meant: list[Said], chance: Random) -> bool:
    rows = [n for n in _rows(lines, meant) if n + 1 in _rows(lines, meant)]
    rows = [n for n in rows if len(_spans(lines[n])) == len(_spans(lines[n + 1])) == len(METHOD)]
    if not rows:
        return False
    at = chance.choice(rows)
    below = lines.pop(at + 1)
    pairs = list(zip(_spans(lines[at]), _spans(below), strict=True))
    for (_, end), (first, last) in reversed(pairs):
        lines[at] = f"{lines[at][:end]} {below[first:last]}{lines[at][end:]}"
    return True


def _slid(lines: Lines, meant: list[Said], chance: Random) -> bool:
    """The cells of a column one row down; the first is left blank, the last stands alone."""
    rows = _rows(lines, meant)
    if len(rows) < 3 or any(len(_spans(lines[n])) != len(METHOD) for n in rows):
        return False
    column, held = chance.randrange(1, len(METHOD)), ""
    for n in rows:
        start, end = _spans(lines[n])[column]
        cell, width = lines[n][start:end], end - start if _gap(lines[n]) == "    " else 0
        lines[n] = lines[n][:start] + held.ljust(width) + lines[n][end:]
        held = cell
    lines.insert(rows[-1] + 1, _gap(lines[rows[0]]) * column + held)
    return True


def _ghost(lines: Lines, meant: list[Said], chance: Random) -> bool:
    targets = _rows(lines, meant) or _formulas(lines, meant)
    if not targets:
        return False
    at = chance.choice(targets)
    letters = [n for n, c in enumerate(lines[at]) if c.isalpha() and c.islower()]
    garbled = list(lines[at])
    for n in chance.sample(letters, min(len(letters), 3)):
        garbled[n] = chance.choice("ceoil")
    lines.insert(at + 1, "".join(garbled))
    return True


def _formulas(lines: Lines, meant: list[Said]) -> list[int]:
    """The lines that print a formula or the meaning of a variable."""
    found = [m for m in meant if m["kind"] == "formula"]
    symbols = [s for m in found for s in (m["symbol"], *(v["symbol"] for v in m["variables"]))]
    begins = [rf"^[\s|$*]*(?:where\s+)?{re.escape(s)}\s*=" for s in symbols]
    return [n for n, line in enumerate(lines) if any(re.match(b, line, re.I) for b in begins)]


def _formula(edit: Callable[[str, Random], str]) -> Callable[[Lines, list[Said], Random], bool]:
    """Damage to one line of a formula."""

    def apply(lines: Lines, meant: list[Said], chance: Random) -> bool:
        found = _formulas(lines, meant)
        if not found:
            return False
        at = chance.choice(found)
        lines[at : at + 1] = edit(lines[at], chance).split("\n")
        return True

    return apply


def _inside(line: str, chance: Random) -> int:
    """A place behind the sign of equality, between characters."""
    return chance.randint(min(line.index("=") + 2, len(line)), len(line))


def _over(line: str, chance: Random) -> str:
    at = _inside(line, chance)
    return f"{line[:at]}{chance.choice(STAMPS)}{line[at + chance.randint(2, 9) :]}"


def _beside(line: str, chance: Random) -> str:
    return f"{line} {chance.choice(STAMPS)}"


def _cut(line: str, chance: Random) -> str:
    at = _inside(line, chance)
    return f"{line[:at]}\n{line[at:]}"


def _lost(line: str, chance: Random) -> str:
    return line[: _inside(line, chance)] + chance.choice(("~", "_.", "-="))


def _ruled(line: str, chance: Random) -> str:
    at = _inside(line, chance)
    return f"{line[:at]} | {line[at:]}"


def _joined(lines: Lines, meant: list[Said], chance: Random) -> bool:
    """A formula's line and the next that is not blank in one."""
    found = [n for n in _formulas(lines, meant) if n + 1 < len(lines)]
    if not found:
        return False
    at = chance.choice(found)
    below = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), None)
    if below is None:
        return False
    lines[at : below + 1] = [f"{lines[at]} {lines[below]}"]
    return True


DAMAGE: dict[str, Callable[[Lines, list[Said], Random], bool]] = {
    "cell lost": _cell(lambda cell, gap, chance: " " * len(cell) if gap == "    " else " "),
    "stamp over cell": _cell(
        lambda cell, gap, chance: f"{chance.choice(STAMPS)} {cell[:1]}{chance.choice(STAMPS)}"
    ),
    "stamp beside cell": _cell(lambda cell, gap, chance: f"{cell} {chance.choice(STAMPS)}"),
    "cut cell": _cell(
        lambda cell, gap, chance: cell[: len(cell) // 2] + gap + cell[len(cell) // 2 :]
    ),
    "lost end of cell": _cell(lambda cell, gap, chance: cell[: (len(cell) + 1) // 2] + "~"),
    "merged rows": _merged,
    "slid column": _slid,
    "ghost row": _ghost,
    "stamp over formula": _formula(_over),
    "stamp beside formula": _formula(_beside),
    "formula cut": _formula(_cut),
    "end of formula lost": _formula(_lost),
    "rule through formula": _formula(_ruled),
    "lines joined": _joined,
}
