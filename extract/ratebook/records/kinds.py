"""The record kinds of the contract: their fields, their types, and what makes their key."""

from __future__ import annotations

from dataclasses import dataclass

# type letters: text, dec (decimal string), int, date (ISO), month (yyyy-mm), list
_FIELDS: dict[str, tuple[str, str]] = {
    "document": (
        "name:text sha256:text pages:int source:text class:text readers:list stamps:list"
        " lines:int lines_read:int lines_known:int lines_issue:int",
        "sha256",
    ),
    "sheet": (
        "jurisdiction:text utility:text territory:text book:text sheet:text revision:int"
        " cancels_book:text cancels_sheet:text cancels_revision:int title:text schedule:text"
        " issued:date effective:date stamped_effective:date cancelled:date issued_by:text"
        " issuer_title:text authority_case:text authority_dated:date regulation:text"
        " riders:list change_marks:list listed:list pages:list",
        "jurisdiction utility book sheet revision",
    ),
    "charge": (
        "source:text source_key:text sheet:text order:text schedule:text schedule_title:text"
        " group:text label:text code:text component:text amount:dec unit:text year:int"
        " season:text period:text tier:text when:list change:text effective:date",
        "source_key schedule schedule_title group label code component unit year season period"
        " tier",
    ),
    "formula": (
        "sheet:text symbol:text expression:text variables:list change:text",
        "sheet symbol",
    ),
    "feeder_load": (
        "sheet:text plan:text cycle:int percent:int step:int substation:text feeder:text"
        " feeder_name:text mw:dec",
        "sheet plan cycle percent step substation feeder",
    ),
    "load_total": (
        "sheet:text plan:text cycle:int percent:int step:int scope:text mw:dec",
        "sheet plan cycle percent step scope",
    ),
    "line_cost": (
        "sheet:text study:text construction:text month:month cost:dec distance_ft:dec",
        "sheet study construction month cost distance_ft",
    ),
    "line_cost_total": (
        "sheet:text study:text construction:text cost:dec distance_ft:dec cost_per_ft:dec",
        "sheet study construction",
    ),
    "cost_differential": ("sheet:text study:text amount:dec unit:text", "sheet study"),
    "order": (
        "jurisdiction:text commission:text case:text style:text dated:date effective:date"
        " applicant:text supplier:text cases_cited:list laws_cited:list amounts:list"
        " deadlines:list appendices:list served:list",
        "jurisdiction case",
    ),
    "paragraph": ("order:text number:int text:text", "order number"),
    "allocation": (
        "order:text appendix:text table:text member:text present:dec final:dec change:dec"
        " percent:dec",
        "order appendix table member",
    ),
    "guide": (
        "jurisdiction:text utility:text utility_type:text customers:int territory:text"
        " supplier:text meters:text interval:text green_button_download:text"
        " green_button_connect:text phone:text portal:text updated:date",
        "utility",
    ),
    "access_method": (
        "guide:text method:text first_party:text third_party:text customers:text data:text"
        " latency:text format:text",
        "guide method",
    ),
    "table_value": (
        "source:text source_key:text sheet:text order:text table:text row:text column:text"
        " amount:dec unit:text",
        "source_key table row column",
    ),
    "issue": (
        "page:int box:list line:int code:text message:text record:text",
        "page line code message",
    ),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A record kind: field names with their types, in printing order, and its key fields."""

    name: str
    fields: dict[str, str]
    key: tuple[str, ...]


def _kind(name: str) -> Kind:
    fields, key = _FIELDS[name]
    return Kind(name, dict(f.split(":") for f in fields.split()), tuple(key.split()))  # type: ignore[misc]


KINDS: dict[str, Kind] = {name: _kind(name) for name in _FIELDS}
"""Every kind of record, in the order records are printed."""

REFERENCES = frozenset({"source", "source_key", "sheet", "order", "guide"})
"""Fields that point to another record; they carry no evidence of their own (except on `sheet`)."""
