"""Values drawn for a person to check, and what the answers say about all of them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from ratebook.audit.bound import Share
from ratebook.audit.judge import Judged, Outcome
from ratebook.audit.meant import MeantValue, fields_of
from ratebook.audit.seen import Seen
from ratebook.errors import UsageError
from ratebook.records.datum import Place, Standing

COLUMNS = (
    "number",
    "document",
    "page",
    "line",
    "box",
    "form",
    "standing",
    "of",
    "kind",
    "key",
    "field",
    "read",
    "raw",
    "right",
    "meant",
)
"""`of` is how many values of this form and standing there are. A person fills `right` with y or n
(? where it cannot be told), and `meant` where it is n."""
_YES = frozenset({"y", "yes", "1", "true", "right"})
_NO = frozenset({"n", "no", "0", "false", "wrong"})
_OPEN = frozenset({"", "?"})
_TRIGGERS = ("=", "+", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A value to be checked; `of` values like it are in the readings."""

    value: Judged
    of: int


def draw(readings: Iterable[Seen], count: int, seed: int = 1) -> list[Drawn]:
    """About `count` values: some of every form and standing, the rest by their number. The same
    readings and seed give the same values."""
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in readings:
        for value in _stated(one):
            groups[value.form, value.standing or ""].append(value)
    sizes = {name: len(values) for name, values in sorted(groups.items())}
    chance = Random(seed)
    found: list[Drawn] = []
    for name, quota in _quotas(sizes, count).items():
        picked = chance.sample(groups[name], quota)
        found += [Drawn(value, sizes[name]) for value in picked]
    return sorted(found, key=lambda d: d.value.order)


def _quotas(sizes: Mapping[tuple[str, str], int], count: int) -> dict[tuple[str, str], int]:
    """At least two of each group while they last, then in proportion; never more than asked for
    unless there are more groups than that."""
    quotas = {name: min(size, 2 if 2 * len(sizes) <= count else 1) for name, size in sizes.items()}
    left = count - sum(quotas.values())
    while left > 0:
        open_ones = [n for n in sizes if quotas[n] < sizes[n]]
        if not open_ones:
            break
        neediest = max(open_ones, key=lambda n: sizes[n] / (quotas[n] + 1))
        quotas[neediest] += 1
        left -= 1
    return quotas


def _stated(one: Seen) -> Iterable[Judged]:
    for record in one.records:
        if record["kind"] in ("issue", "document"):
            continue
        form = one.forms.get(record["key"], record["kind"])
        for name in fields_of(record["kind"]):
            e: Mapping[str, Any] = record["evidence"].get(name) or {}
            if e.get("status") in (None, Standing.ABSENT):
                continue
            box = tuple(e["box"]) if e.get("box") else None
            yield Judged(
                one.name,
                one.quality,
                one.engine,
                form,
                record["kind"],
                record["key"],
                name,
                Outcome.UNJUDGED,
                e["status"],
                MeantValue(None).value,
                record.get(name),
                e.get("raw"),
                None,
                Place(e["page"], e.get("line"), box),
            )


def as_csv(drawn: Sequence[Drawn]) -> str:
    """The table a person fills in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, one in enumerate(drawn, 1):
        v, at = one.value, one.value.place or Place(0, None)
        box = " ".join(f"{edge:g}" for edge in at.box) if at.box else ""
        row = [
            number,
            v.document,
            at.page,
            at.line or "",
            box,
            v.form,
            v.standing,
            one.of,
            v.kind,
            v.key,
            v.field,
            "" if v.read is None else v.read,
            v.raw or "",
            "",
            "",
        ]
        writer.writerow([_safe(str(cell)) for cell in row])
    return out.getvalue()


def _safe(text: str) -> str:
    """What a spreadsheet would run as a formula is kept as text."""
    runs = text.startswith(_TRIGGERS) or (text[:1] == "-" and not text[1:2].isdigit())
    return "'" + text if runs else text


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the checked values are right. `share` holds the rate and bound for all values of
    the group, each stratum weighted by its size; `open` rows were left without an answer."""

    group: str
    checked: int
    right: int
    open: int
    rate: float | None
    share: Share

    @property
    def said(self) -> str:
        """`98.2 % right (95.1 to 99.4)`."""
        if self.rate is None:
            return "no answers"
        low, high = self.share.low * 100, self.share.high * 100
        return f"{self.rate * 100:.3g} % right ({low:.3g} to {high:.3g})"


def answers(path: Path) -> list[dict[str, str]]:
    """The rows of a table that was filled in. Raises UsageError for an answer that is none."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 2):
        said = (row.get("right") or "").strip().casefold()
        if said not in _YES | _NO | _OPEN:
            raise UsageError(f"{path} line {number}: {said!r} is no answer. Write y, n or ?.")
        if not (row.get("of") or "").isdigit():
            raise UsageError(f"{path} line {number}: the column `of` is gone. Keep all columns.")
    return rows


def precision(rows: Sequence[Mapping[str, str]]) -> list[Precision]:
    """All together (accepted values), then by standing, then by form."""
    accepted = [r for r in rows if Standing(r["standing"]).accepted]
    found = [_precision("accepted", accepted)]
    for column in ("standing", "form"):
        for name in sorted({r[column] for r in (rows if column == "standing" else accepted)}):
            part = [r for r in rows if r[column] == name]
            if column == "form":
                part = [r for r in part if r in accepted]
            found.append(_precision(f"{column} {name}", part))
    return found


def _precision(group: str, rows: Sequence[Mapping[str, str]]) -> Precision:
    strata: dict[tuple[str, str], list[bool]] = defaultdict(list)
    sizes: dict[tuple[str, str], int] = {}
    for row in rows:
        said = (row["right"] or "").strip().casefold()
        if said not in _OPEN:
            strata[row["form"], row["standing"]].append(said in _YES)
            sizes[row["form"], row["standing"]] = int(row["of"])
    checked = sum(map(len, strata.values()))
    right = sum(map(sum, strata.values()))
    if not checked:
        return Precision(group, 0, 0, len(rows), None, Share(0, 0))
    whole = sum(sizes.values())
    rate = sum(sizes[s] * sum(said) / len(said) for s, said in strata.items()) / whole
    # Kish: so many equally weighted values would tell as much as these do.
    effective = whole**2 / sum(sizes[s] ** 2 / len(said) for s, said in strata.items())
    n = max(1, int(effective))
    share = Share(n if right == checked else min(n - 1, round(rate * n)), n)
    return Precision(group, checked, right, len(rows) - checked, rate, share)
