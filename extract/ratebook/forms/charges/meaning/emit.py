"""Charges understood become drafts; two that differ in nothing but the amount are not accepted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

import regex

from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.since import Since
from ratebook.forms.charges.words.words import unworn
from ratebook.forms.section import place_of, place_of_cell
from ratebook.forms.tables.data.marks import enter_mark
from ratebook.forms.tables.hit import Text
from ratebook.model.page import Line
from ratebook.records.datum import Candidate, Draft, Place, Standing
from ratebook.records.kinds import KINDS
from ratebook.records.ledger import Ledger

_CENTS = 2
_COLUMN = 3
_OLD = 2
"""Years."""
_KWH_DECIMALS = 4
_GROUPED = regex.compile(r"\$?\s?\d{1,3}(?:,\d{3})+")
_POINT = regex.compile(r"[$\s(-]*\.\d")
_UNIT_BEHIND = regex.compile(r"\s?(?:per\b|/\s?[A-Za-z])", regex.IGNORECASE)
_OPTION = regex.compile(r"\b(?:provision|option(?:al)?|rider)\b", regex.IGNORECASE)
_SIZED = regex.compile(r'(")(?=[A-Za-z])')
_BY = regex.compile(r'(?<=")\s*x\s*(?=\d)')
"""Where a space beside the sign of inches is lost: `5/8"x3/4"Meter`."""
_DEPOSIT = regex.compile(r"\bdeposits?\b", regex.IGNORECASE)
_ALLOWED = regex.compile(r"\d[\d,]*\s+[a-z ]+", regex.IGNORECASE)
"""What a minimum includes, as a column of its own prints it: no block beside others."""
_DEMANDS = frozenset({"demand", "contract_demand"})
_KEY = ("group", "label", "code", "component", "unit", "season", "period", "tier")


@dataclass(frozen=True, slots=True)
class Found:
    """A charge with the line that prints its price; `shift` is where the line's text begins in
    the text its price was found in (not 0 in paragraphs)."""

    meaning: Meaning
    text: Text
    shift: int = 0
    shared: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def span(self) -> tuple[int, int]:
        """The price in the line."""
        price = self.meaning.price
        return max(0, price.start - self.shift), max(0, price.end - self.shift)

    @property
    def key(self) -> tuple[str | None, ...]:
        """What tells it from the other charges of its sheet."""
        fields, shared = self.meaning.fields, self.shared
        named = [shared[n] for n in ("schedule", "schedule_title") if n in shared]
        schedule = "|".join(map(str, named))
        return (schedule, *[fields[n].value.lower() if n in fields else None for n in _KEY])


def emit_charges(
    found: list[Found], ledger: Ledger, parent: Draft | None, shared: dict[str, int]
) -> None:
    """Enters the charges of one section. The same charge printed twice alike is one charge."""
    shared = {name: i for name, i in shared.items() if name in KINDS["charge"].fields}
    doubt_formats(found)
    doubt_groups(found)
    _name_steps(found)
    twins: dict[tuple[str | None, ...], list[Found]] = defaultdict(list)
    for one in found:
        twins[one.key].append(one)
    for same in twins.values():
        amounts = {str(one.meaning.reading.value) for one in same}
        if len(amounts) == 1:
            _draft(same[0], ledger, parent, shared)
        else:
            _doubt(same, ledger, parent, shared)


def _name_steps(found: list[Found]) -> None:
    """Charges that nothing tells apart but the dates they hold from are named by these."""
    if not any(one.meaning.since for one in found):
        return
    alike: dict[tuple[str | None, ...], list[Meaning]] = defaultdict(list)
    for one in found:
        alike[one.key].append(one.meaning)
    for same in alike.values():
        if len({m.since.raw if m.since else "" for m in same}) > 1:
            for meaning in same:
                if meaning.since:
                    meaning.hold_since(meaning.since)


def doubt_formats(found: list[Found]) -> None:
    """Marks amounts printed with fewer decimals than those beside them: a figure was cut. None on a
    page whose letters a program drew, where none can be."""
    found = [one for one in found if not one.text.line.typeset]
    pools: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in found:
        unit = one.meaning.fields["unit"].value
        # A discount of 2.5 % says nothing of how 5 % for late payment is printed.
        component = one.meaning.fields["component"].value
        kind = component if unit == "percent" or component in _DEMANDS else ""
        pools[unit, kind].append(one)
    pointed = any((one.meaning.reading.decimals or 0) >= 2 for one in found)
    for (unit, _), pool in pools.items():
        counts = Counter(one.meaning.reading.decimals or 0 for one in pool)
        for one in (one for one in pool if not one.meaning.summed):
            own = one.meaning.reading.decimals or 0
            fewer = any(n > own and counts[n] >= counts[own] for n in counts)
            if fewer and any(f(pool, one) for f in (_apart_from, _alike_in_group, _alike_in_run)):
                continue
            if unit == "USD" and not own and _is_deposit(one):
                continue
            if unit == "USD" and _GROUPED.fullmatch(one.meaning.price.raw):
                # `$1,185` for a tap: nobody sets a fee of thousands to the cent.
                continue
            bare = own == 0 and pointed and unit != "percent" and counts[0] < 2
            bare = bare and not _whole_cents(one, unit)
            pointless = _begins_with_point(one, pool, found)
            thin = unit == "USD/kWh" and own < _KWH_DECIMALS and counts[own] < 2
            if fewer or bare or pointless or (thin and one.meaning.price.kind == "dollars"):
                one.meaning.doubtful.add("amount")


def _whole_cents(one: Found, unit: str) -> bool:
    """Whether a price is in whole cents of a typed sheet, and of no kilowatt-hour: `52 cents`."""
    typed = one.text.line.number is not None
    return typed and one.meaning.price.kind == "cents" and unit != "USD/kWh"


def _is_deposit(one: Found) -> bool:
    """Whether a price is a deposit on a typed sheet: nobody sets one to the cent."""
    fields = one.meaning.fields
    said = " ".join(fields[n].value for n in ("group", "label") if n in fields)
    return one.text.line.number is not None and _DEPOSIT.search(said) is not None


def _begins_with_point(one: Found, pool: list[Found], found: list[Found]) -> bool:
    """Whether a price alone of its sheet begins with its point, beside others of its unit that do
    not: it lost a digit as likely as that it has none."""
    if not _POINT.match(one.meaning.price.raw):
        return False
    if any(o is not one and _POINT.match(o.meaning.price.raw) for o in found):
        return False
    return any(o is not one and "." in o.meaning.price.raw for o in pool)


def _apart_from(pool: list[Found], one: Found) -> bool:
    """Whether a price prints its unit right behind it, and all of its group have as many decimals:
    no digit was cut from it, and other groups have decimals of their own."""
    if not _UNIT_BEHIND.match(one.text.text[one.span[1] :]):
        return False
    if one.text.line.number is not None and _kind_alone(pool, one):
        return True
    own = one.meaning.fields.get("group")
    beside = [o for o in pool if o is not one and _grouped_alike(o, own)]
    if own is None and not any("group" in o.meaning.fields for o in pool):
        return False
    if beside and one.text.line.number is None:
        return False  # The edge of a picture cuts all figures of a column.
    return all(
        (o.meaning.reading.decimals or 0) <= (one.meaning.reading.decimals or 0) for o in beside
    )


def _kind_alone(pool: list[Found], one: Found) -> bool:
    """Whether a price is of a kind of its own beside those of its unit: a penalty by the Dth."""
    own = one.meaning.fields["component"].value
    others = (o for o in pool if o is not one)
    return own == "other" and all(o.meaning.fields["component"].value != own for o in others)


def _alike_in_group(pool: list[Found], one: Found) -> bool:
    """Whether all blocks of a price's group, three at least, are printed with its decimals: nothing
    was cut from a whole column of figures."""
    group = one.meaning.fields.get("group")
    if group is None or (one.meaning.reading.decimals or 0) < _CENTS:
        return False
    if one.text.line.number is None:
        return False  # The edge of a picture cuts all figures of a column.
    same = [o for o in pool if o.meaning.fields.get("group") == group]
    return len(same) >= _COLUMN and len({o.meaning.reading.decimals for o in same}) == 1


def _alike_in_run(pool: list[Found], one: Found) -> bool:
    """Whether a price stands among others of its unit, three at least one after the other, that
    have its decimals: a table of its own. Not on a picture, whose edge cuts all of a column."""
    own = one.meaning.reading.decimals or 0
    if own < _CENTS or any(word.score is not None for word in one.text.line.words[:1]):
        return False
    at = next(n for n, other in enumerate(pool) if other is one)
    ends = [at, at]
    for n, step in enumerate((-1, 1)):
        while 0 <= ends[n] + step < len(pool):
            if (pool[ends[n] + step].meaning.reading.decimals or 0) != own:
                break
            ends[n] += step
    return ends[1] - ends[0] + 1 >= _COLUMN


def _grouped_alike(one: Found, group: Source | None) -> bool:
    own = one.meaning.fields.get("group")
    return (own.value if own else None) == (group.value if group else None)


def doubt_groups(found: list[Found]) -> None:
    """Marks blocks of no group on a sheet whose other blocks have one: its heading was lost."""
    tiers = [
        one
        for one in found
        if "tier" in one.meaning.fields and not _ALLOWED.fullmatch(one.meaning.fields["tier"].value)
    ]
    pools: dict[tuple[int | None, str], list[Found]] = defaultdict(list)
    for one in tiers:
        # What one schedule names says nothing of the blocks of another.
        pools[one.shared.get("schedule"), one.meaning.fields["component"].value].append(one)
    for (_, what), same in pools.items():
        named = [one for one in same if "group" in one.meaning.fields]
        if all(_names_no_class(one.meaning.fields["group"].value, what) for one in named):
            continue
        lines = {id(one.text.line) for one in named}
        if named and len(named) < len(same):
            for one in same:
                if one not in named and id(one.text.line) not in lines:
                    one.meaning.doubtful.update(("tier", "amount"))


def _names_no_class(group: str, what: str) -> bool:
    """Whether a group says no more than its charges do, or is one of the schedule's options:
    `OPTIONAL SERVICE PROVISION`, after which the rates before it are the schedule's own."""
    said = facets(group)
    same = {s.value for s in said.components} == {what} and not (said.free or said.spans)
    return same or _OPTION.search(group) is not None


def _doubt(same: list[Found], ledger: Ledger, parent: Draft | None, shared: dict[str, int]) -> None:
    """A condition that tells these apart was not understood: the amount is for a person."""
    amounts = tuple(
        Candidate(one.meaning.reading.value, 1.0, "printed for the same charge")  # type: ignore[arg-type]
        for one in same
    )
    first = same[0]
    reading = first.meaning.reading._replace(
        value=None,
        standing=Standing.AMBIGUOUS,
        candidates=amounts,
        proof=(),
        repairs=(),
    )
    _draft(replace(first, meaning=replace(first.meaning, reading=reading)), ledger, parent, shared)
    for one in same:
        message = f"several amounts for the same charge: {one.text.line.text.strip()}"
        ledger.issue("charge-unclear", message, place_of(one.text.line))


def _draft(one: Found, ledger: Ledger, parent: Draft | None, shared: dict[str, int]) -> None:
    meaning, line = one.meaning, one.text.line
    start, end = one.span
    reading = meaning.reading
    touched = (
        reading.touched
        or "amount" in meaning.doubtful
        or any(w.touched for w in line.words_between(start, end))
    )
    fields: dict[str, int | None] = {
        name: _source(given, one, ledger, doubtful=name in meaning.doubtful)
        for name, given in meaning.fields.items()
    }
    fields["amount"] = ledger.add(
        meaning.price.raw,
        reading.value,
        reading.standing,
        place_of(line, start, end),
        quantum=reading.quantum,
        candidates=reading.candidates,
        repairs=reading.repairs,
        proof=reading.proof,
        touched=touched,
        label=_named(meaning),
    )
    if meaning.when:
        texts = list(dict.fromkeys(w.text for w in meaning.when))
        raw = "; ".join(dict.fromkeys(w.line.text.strip() for w in meaning.when))
        place = place_of(meaning.when[0].line)
        fields["when"] = ledger.add(raw, texts, Standing.READ, place, label="when")
    if meaning.since:
        given = shared.get("effective")
        sheets = str(ledger.data[given].value or "") if given else ""
        fields["effective"] = _since(one, meaning.since, sheets, ledger)
    if one.text.mark:
        fields["change"] = enter_mark(one.text.mark, ledger)
    if "schedule" in one.shared and "schedule_title" not in one.shared:
        # Of a schedule that names no title; the sheet's is another one's.
        shared = {name: i for name, i in shared.items() if name != "schedule_title"}
    ledger.draft("charge", {**shared, **one.shared, **fields}, parent)


def _since(one: Found, since: Since, sheets: str, ledger: Ledger) -> int:
    """From when a charge holds: absent where no date says it, for a person where a line above may
    hold no longer, or the date is years older than its sheet's: it may be of something else."""
    place = place_of(one.text.line)
    old = since.value and sheets and int(since.value[:4]) < int(sheets[:4]) - _OLD
    doubtful = one.meaning.doubtful & {"effective", "since"}
    denied = sheets != since.value if sheets else "effective" in doubtful
    if since.value and (old or (doubtful and denied)):
        why = (Candidate(since.value, 1.0, f"printed above: {since.raw}"),)
        return ledger.add(since.raw, None, Standing.AMBIGUOUS, place, candidates=why, label="since")
    standing = Standing.READ if since.value else Standing.ABSENT
    return ledger.add(since.raw, since.value, standing, place, label="since")


def _named(meaning: Meaning) -> str:
    names = ("label", "tier", "season", "period", "component")
    said = [meaning.fields[n].value for n in names if n in meaning.fields]
    return ", ".join([*said[:3], "amount"])


def _source(given: Source, one: Found, ledger: Ledger, *, doubtful: bool) -> int:
    # `5/8 × 3/4 Inch` is set with either sign, and a picture does not tell them apart.
    value = unworn(given.value.replace("×", "x"))
    if '"' in value:
        value = _SIZED.sub(r"\1 ", _BY.sub(" x ", value))
    if given.heading is not None:
        raw, place = given.heading.line.text.strip(), place_of(given.heading.line)
        return ledger.add(raw, value, Standing.READ, place, label="heading", touched=doubtful)
    line = one.text.line
    raw, place = given.text or line.text.strip(), _place(line, given.text)
    if given.over is not None and given.over.words:
        raw, place = given.over.text, place_of_cell(line.page, given.over)
    return ledger.add(raw, value, Standing.READ, place, label="said", touched=doubtful)


def _place(line: Line, words: str) -> Place:
    at = line.text.find(words) if words else -1
    return place_of(line, at, at + len(words)) if at >= 0 else place_of(line)
