"""Sheets, charges, orders and guides as one document files them, accepted values only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ratebook.book.fact import (
    Citation,
    Doubt,
    Known,
    agree,
    as_date,
    as_decimal,
    as_text,
    cite,
    known,
)
from ratebook.book.utility import utility_key, words_key
from ratebook.records.record import Record


class SheetPlace(NamedTuple):
    """The identity of a sheet through all its revisions. `utility` is a utility key."""

    jurisdiction: str
    utility: str
    book: str
    sheet: str

    def __str__(self) -> str:
        return f"book {self.book}, sheet {self.sheet}"


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of one sheet, as all documents that hold it agree (Original = 0).

    `keys` are the record keys its charges name as their source.
    """

    place: SheetPlace
    revision: int
    keys: frozenset[str]
    utility: str
    title: str | None
    schedule: str | None
    effective: Known[date]
    stamped: Known[date]
    cancelled: Known[date]
    cancels_book: Known[str]
    cancels_sheet: Known[str]
    cancels_revision: Known[int]
    authority_case: Known[str]
    citations: tuple[Citation, ...]

    def __str__(self) -> str:
        return f"{self.place}, {revision_name(self.revision)}"

    @property
    def start(self) -> Known[date]:
        """The day it took effect: the Commission's stamp where legible, else the utility's date.

        A stamp that might say another day leaves it unknown (the stamp governs).
        """
        if self.stamped.value is not None:
            return self.stamped
        rivals = {c for d in self.stamped.doubts for c in d.candidates}
        if rivals and (self.effective.value is None or rivals != {str(self.effective.value)}):
            return Known(doubts=self.stamped.doubts + self.effective.doubts)
        if self.effective.value is None:
            return Known(doubts=self.effective.doubts + self.stamped.doubts)
        return self.effective


@dataclass(frozen=True, slots=True, eq=False)
class Charge:
    """One charge as printed by its source. `amount` is in `unit`, digits as printed.

    `doubts` are about the words that say which charge it is; with any, it has no place in a book.
    """

    key: str
    source: str
    source_key: str
    schedule: str | None
    schedule_title: str | None
    group: str | None
    label: str | None
    code: str | None
    component: str | None
    unit: str | None
    year: int | None
    season: str | None
    period: str | None
    tier: str | None
    amount: Known[Decimal]
    change: Known[str]
    effective: Known[date]
    doubts: tuple[Doubt, ...]
    citation: Citation

    def __str__(self) -> str:
        parts = (self.group, self.label or self.component, self.year, self.season, self.period)
        where = f"schedule {self.schedule}" if self.schedule else self.schedule_title or "?"
        words = " ".join(str(part) for part in (*parts, self.tier) if part is not None)
        return f"{where}: {words}"


@dataclass(frozen=True, slots=True)
class Order:
    """A commission's order on one utility's rates. A pass-through names the supplier's case."""

    key: str
    jurisdiction: str
    utility: str
    case: str
    dated: Known[date]
    effective: Known[date]
    supplier: str | None
    supplier_case: str | None
    pass_through: bool
    citation: Citation

    def __str__(self) -> str:
        return f"order in case {self.case}"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide somebody wrote about a utility: it claims, it never sets a rate."""

    key: str
    utility: str
    updated: Known[date]
    citation: Citation


class Unplaced(NamedTuple):
    """A record the book cannot place, and what stands in the way."""

    record: str
    kind: str
    reason: str
    citation: Citation


def revision_name(revision: int) -> str:
    """ "Original", "1st Revised", "2nd Revised", "11th Revised", ..."""
    if revision == 0:
        return "Original"
    last = 0 if 10 <= revision % 100 <= 20 else revision % 10
    return f"{revision}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') } Revised"


def origin_key(record: Record) -> str:
    """The key of the sheet, order or guide that a charge or paragraph belongs to.

    References are printed with or without the kind that a key starts with.
    """
    values = record.values
    kind = str(values.get("source") or "order")
    given = str(values.get("source_key") or values.get(kind) or "")
    return given if not given or given.startswith(f"{kind}|") else f"{kind}|{given}"


def _identity(record: Record) -> tuple[SheetPlace, int] | Unplaced:
    known_by = {f: known(record, f, as_text, cited=False) for f in ("utility", "book", "sheet")}
    revision = known(record, "revision", int, cited=False)
    missing = [f for f, k in known_by.items() if k.value is None]
    missing += ["revision"] if revision.value is None else []
    if missing or revision.value is None:
        doubts = [d for k in (*known_by.values(), revision) for d in k.doubts]
        reason = "; ".join(str(d) for d in doubts) or f"{', '.join(missing)} not printed"
        return Unplaced(record.key, "sheet", reason, _any_citation(record))
    state = known(record, "jurisdiction", as_text).value or ""
    utility, book, sheet = (str(known_by[f].value) for f in ("utility", "book", "sheet"))
    return SheetPlace(state, utility_key(utility), book, sheet), revision.value


def sheet_place(record: Record) -> SheetPlace | None:
    """Which sheet a sheet record is a revision of; None where that is not known."""
    identity = _identity(record)
    return None if isinstance(identity, Unplaced) else identity[0]


def _any_citation(record: Record) -> Citation:
    pages = [(e["page"], f) for f, e in record.evidence.items() if e.get("page") is not None]
    # The first field on the first page: `min` keeps the first of equals.
    return cite(record, min(pages, key=lambda entry: entry[0])[1] if pages else "")


def versions(records: Iterable[Record]) -> tuple[list[Version], list[Unplaced]]:
    """The sheets of several documents, one entry a revision, and those without a place."""
    found: dict[tuple[SheetPlace, int], list[Record]] = {}
    unplaced: list[Unplaced] = []
    for record in records:
        identity = _identity(record)
        if isinstance(identity, Unplaced):
            unplaced.append(identity)
        else:
            found.setdefault(identity, []).append(record)
    return [_version(p, r, same) for (p, r), same in sorted(found.items())], unplaced


def _version(place: SheetPlace, revision: int, same: Sequence[Record]) -> Version:
    def on(field: str) -> Known[date]:
        return agree(field, [known(r, field, as_date) for r in same])

    def words(field: str) -> Known[str]:
        return agree(field, [known(r, field, as_text) for r in same])

    before = agree("cancels_revision", [known(r, "cancels_revision", int) for r in same])
    return Version(
        place=place,
        revision=revision,
        keys=frozenset(r.key for r in same),
        utility=str(same[0].values.get("utility")),
        title=words("title").value,
        schedule=words("schedule").value,
        effective=on("effective"),
        stamped=on("stamped_effective"),
        cancelled=on("cancelled"),
        cancels_book=words("cancels_book"),
        cancels_sheet=words("cancels_sheet"),
        cancels_revision=before,
        authority_case=words("authority_case"),
        citations=tuple(_any_citation(r) for r in same),
    )


_WORDS = ("schedule", "schedule_title", "group", "label", "code", "component", "unit")
_SPLITS = ("season", "period", "tier")


def charge(record: Record) -> Charge:
    """A charge record as the book understands it."""
    words = {f: known(record, f, as_text, cited=False) for f in (*_WORDS, *_SPLITS)}
    year = known(record, "year", int, cited=False)
    # Schedule titles, groups and marks only describe; the rest say which charge it is.
    telling = [words[f] for f in ("schedule", "component", "unit", *_SPLITS)] + [year]
    doubts = tuple(d for k in telling for d in k.doubts)
    return Charge(
        key=record.key,
        source=str(record.values.get("source") or ""),
        source_key=origin_key(record),
        **{f: k.value for f, k in words.items()},
        year=year.value,
        amount=known(record, "amount", as_decimal),
        change=known(record, "change", as_text),
        effective=known(record, "effective", as_date),
        doubts=doubts,
        citation=cite(record, "amount"),
    )


def orders(records: Iterable[Record], paragraphs: Iterable[Record] = ()) -> list[Order]:
    """Orders, one entry a case and utility; paragraphs tell which cited case is the supplier's."""
    texts: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        texts.setdefault(origin_key(paragraph), []).append(str(paragraph.values.get("text") or ""))
    found: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        applicant = utility_key(known(record, "applicant", as_text).value)
        found.setdefault((record.key, applicant), []).append(record)
    return [_order(u, same, texts.get(k, [])) for (k, u), same in sorted(found.items())]


def _order(utility: str, same: Sequence[Record], paragraphs: Sequence[str]) -> Order:
    first = same[0]
    supplier = known(first, "supplier", as_text).value
    cited = [c for c in first.values.get("cases_cited") or () if c]
    style = words_key(str(first.values.get("style") or ""))
    laws = " ".join(str(law) for law in first.values.get("laws_cited") or ())
    return Order(
        key=first.key,
        jurisdiction=known(first, "jurisdiction", as_text).value or "",
        utility=utility,
        case=known(first, "case", as_text).value or "",
        dated=agree("dated", [known(r, "dated", as_date) for r in same]),
        effective=agree("effective", [known(r, "effective", as_date) for r in same]),
        supplier=supplier,
        supplier_case=_supplier_case(supplier, cited, paragraphs),
        # KRS 278.455 is Kentucky's pass-through law; elsewhere the style of the case says so.
        pass_through=bool(supplier) and ("pass through" in style or "278.455" in laws),
        citation=_any_citation(first),
    )


def _supplier_case(
    supplier: str | None, cited: Sequence[Any], paragraphs: Sequence[str]
) -> str | None:
    """The supplier's own case among those cited, where only one can be meant."""
    if not supplier:
        return None
    name, numbers = words_key(supplier), [_case_number(c) for c in cited]
    named = {n for n, c in zip(numbers, cited, strict=True) if n and name in words_key(str(c))}
    ordered = {n for n in numbers if n and any(n in text for text in paragraphs)}
    for fitting in (named, ordered, {n for n in numbers if n}):
        if len(fitting) == 1:
            return fitting.pop()
    return None


def _case_number(cited: Any) -> str:
    return str(cited.get("case") or "") if isinstance(cited, dict) else str(cited)  # type: ignore[reportUnknownMemberType]


def guide(record: Record) -> Guide:
    """A guide record as the book understands it."""
    name = known(record, "utility", as_text).value
    updated = known(record, "updated", as_date)
    return Guide(record.key, utility_key(name), updated, _any_citation(record))
