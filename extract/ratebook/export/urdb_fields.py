"""The fields of an OpenEI URDB rate (API version 8), and a check of items against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, cast

FieldType = Literal[
    "text", "number", "integer", "yes/no", "time", "12 integers", "12 numbers", "12 yes/no",
    "schedule", "tiers", "energy tiers", "attributes", "extension",
]  # fmt: skip


class UrdbField(NamedTuple):
    """One field: its type, the closed list of its values if any, and if we ever write it."""

    type: FieldType
    options: tuple[str, ...] = ()
    written: bool = False


EXTENSION = "x_ratebook"
"""The one field that is not URDB's: what URDB cannot hold, and the evidence."""

_DEMAND_UNITS = ("kW", "hp", "kVA", "kW daily", "hp daily", "kVA daily")
_FIXED_UNITS = ("$/day", "$/month", "$/year")

FIELDS: Mapping[str, UrdbField] = {
    "label": UrdbField("text", written=True),
    "utility": UrdbField("text", written=True),
    "name": UrdbField("text", written=True),
    "uri": UrdbField("text"),
    "eiaid": UrdbField("integer"),
    "country": UrdbField("text", written=True),
    "approved": UrdbField("yes/no", written=True),
    "is_default": UrdbField("yes/no"),
    "startdate": UrdbField("time", written=True),
    "enddate": UrdbField("time", written=True),
    "supercedes": UrdbField("text", written=True),
    "sector": UrdbField(
        "text", ("Residential", "Commercial", "Industrial", "Lighting"), written=True
    ),
    "servicetype": UrdbField(
        "text", ("Bundled", "Energy", "Delivery", "Delivery with Standard Offer")
    ),
    "description": UrdbField("text", written=True),
    "source": UrdbField("text", written=True),
    "sourceparent": UrdbField("text"),
    "basicinformationcomments": UrdbField("text", written=True),
    "peakkwcapacitymin": UrdbField("number", written=True),
    "peakkwcapacitymax": UrdbField("number", written=True),
    "peakkwcapacityhistory": UrdbField("number"),
    "demandunits": UrdbField("text", _DEMAND_UNITS),
    "peakkwhusagemin": UrdbField("number"),
    "peakkwhusagemax": UrdbField("number"),
    "peakkwhusagehistory": UrdbField("number"),
    "voltageminimum": UrdbField("number"),
    "voltagemaximum": UrdbField("number"),
    "voltagecategory": UrdbField("text", ("Primary", "Secondary", "Transmission")),
    "phasewiring": UrdbField("text", ("Single Phase", "3-Phase", "Single and 3-Phase")),
    "flatdemandunit": UrdbField("text", _DEMAND_UNITS, written=True),
    "flatdemandstructure": UrdbField("tiers", written=True),
    "flatdemandmonths": UrdbField("12 integers", written=True),
    "demandrateunit": UrdbField("text", _DEMAND_UNITS),
    "demandratestructure": UrdbField("tiers"),
    "demandweekdayschedule": UrdbField("schedule"),
    "demandweekendschedule": UrdbField("schedule"),
    "demandratchetpercentage": UrdbField("12 numbers"),
    "lookbackMonths": UrdbField("12 yes/no"),
    "lookbackPercent": UrdbField("number"),
    "lookbackRange": UrdbField("integer"),
    "demandwindow": UrdbField("number"),
    "demandreactivepowercharge": UrdbField("number"),
    "coincidentrateunit": UrdbField("text", _DEMAND_UNITS),
    "coincidentratestructure": UrdbField("tiers"),
    "coincidentrateschedule": UrdbField("schedule"),
    "demandattrs": UrdbField("attributes", written=True),
    "demandcomments": UrdbField("text"),
    "dgrules": UrdbField(
        "text",
        ("Net Metering", "Net Billing Instantaneous", "Net Billing Hourly", "Buy All Sell All"),
    ),
    "energyratestructure": UrdbField("energy tiers", written=True),
    "energyweekdayschedule": UrdbField("schedule", written=True),
    "energyweekendschedule": UrdbField("schedule", written=True),
    "fueladjustmentsmonthly": UrdbField("12 numbers"),
    "energyattrs": UrdbField("attributes", written=True),
    "energycomments": UrdbField("text"),
    "fixedchargefirstmeter": UrdbField("number", written=True),
    "fixedchargeeaaddl": UrdbField("number"),
    "fixedchargeunits": UrdbField("text", _FIXED_UNITS, written=True),
    "mincharge": UrdbField("number"),
    "minchargeunits": UrdbField("text", _FIXED_UNITS),
    "fixedattrs": UrdbField("attributes", written=True),
    EXTENSION: UrdbField("extension", written=True),
}
"""Every field of a URDB rate by its published name, and our one extension."""

REQUIRED = ("label", "utility", "name")

_PAIRS = (
    ("energyratestructure", "energyweekdayschedule"),
    ("energyratestructure", "energyweekendschedule"),
    ("demandratestructure", "demandweekdayschedule"),
    ("demandratestructure", "demandweekendschedule"),
    ("flatdemandstructure", "flatdemandmonths"),
    ("coincidentratestructure", "coincidentrateschedule"),
)


def problems(item: Mapping[str, Any]) -> list[str]:
    """What keeps an item from being a URDB rate; empty if nothing does."""
    found = [f"{name}: missing" for name in REQUIRED if not item.get(name)]
    for name, value in item.items():
        field = FIELDS.get(name)
        if field is None:
            found.append(f"{name}: no URDB field")
        elif not _fits(value, field.type):
            found.append(f"{name}: not {field.type}: {value!r}")
        elif field.options and value not in field.options:
            found.append(f"{name}: {value!r} is none of {', '.join(field.options)}")
    if found:
        return found
    return [*_unpaired(item), *_unordered(item)]


def _unpaired(item: Mapping[str, Any]) -> Iterator[str]:
    """Schedules and months point into their structure; a structure needs its schedule."""
    for structure, schedule in _PAIRS:
        if (structure in item) != (schedule in item):
            yield f"{structure} and {schedule} go together"
        elif structure in item and _strays(item[schedule], len(item[structure])):
            yield f"{schedule}: points outside {structure}"
    if ("fixedchargefirstmeter" in item) != ("fixedchargeunits" in item):
        yield "fixedchargefirstmeter and fixedchargeunits go together"


def _strays(rows: list[Any], periods: int) -> bool:
    points = (p for row in rows for p in (cast("list[int]", row) if type(row) is list else [row]))
    return any(not 0 <= point < periods for point in points)


def _unordered(item: Mapping[str, Any]) -> Iterator[str]:
    if "startdate" in item and "enddate" in item and item["enddate"] < item["startdate"]:
        yield "enddate: before startdate"
    for name in ("energyratestructure", "demandratestructure", "flatdemandstructure"):
        for period in item.get(name, ()):
            ends = [tier.get("max") for tier in period]
            known = [end for end in ends if end is not None]
            if known != sorted(set(known)) or None in ends[:-1]:
                yield f"{name}: tiers out of order"


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _fits(value: object, kind: FieldType) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "number":
        return _number(value)
    if kind in ("integer", "time"):
        return _integer(value)
    if kind == "yes/no":
        return isinstance(value, bool)
    if kind == "extension":
        return isinstance(value, dict)
    return isinstance(value, list) and _list_fits(cast("list[Any]", value), kind)


def _list_fits(values: list[Any], kind: FieldType) -> bool:
    if kind == "12 integers":
        return len(values) == 12 and all(map(_integer, values))
    if kind == "12 numbers":
        return len(values) == 12 and all(map(_number, values))
    if kind == "12 yes/no":
        return len(values) == 12 and all(isinstance(v, bool) for v in values)
    if kind == "schedule":
        return len(values) == 12 and all(
            isinstance(row, list) and len(row) == 24 and all(map(_integer, row))  # type: ignore[reportUnknownArgumentType]
            for row in values
        )
    if kind == "attributes":
        return all(isinstance(v, dict) and len(v) == 1 for v in values)  # type: ignore[reportUnknownArgumentType]
    names = {"max", "rate", "adj"} | ({"unit", "sell"} if kind == "energy tiers" else set[str]())
    return all(_tiers_fit(period, names) for period in values)


def _tiers_fit(period: object, names: set[str]) -> bool:
    if not isinstance(period, list) or not period:
        return False
    tiers = cast("list[dict[str, Any]]", period)
    return all(
        set(tier) <= names
        and all(_number(v) for k, v in tier.items() if k != "unit")
        and tier.get("unit", "kWh") in ("kWh", "kWh/hp", "kWh/kW", "kWh daily", "kWh/kW daily")
        for tier in tiers
    )
