"""Words of charges and of hours that stand in the name of something else, and mean neither: `FARM
TAP SERVICE`, `General Service Non-Demand`, `Super Off-Peak`."""

from __future__ import annotations

import re

import regex


def names_no_charge(m: re.Match[str]) -> bool:
    """Whether a word of charges is of a name, and none is charged by it."""
    return _of_taps(m) or _of_power(m) or _of_metered(m)


def names_no_period(m: re.Match[str]) -> bool:
    """Whether a word of hours is of a name, and no price is of them."""
    return _SIZED.match(m.string, m.end()) is not None or _of_another(m)


_SERVED = regex.compile(
    r"\s+(?:service|customers?|sales|users?)\b(?!\s+(?:fees?|charges?)\b)", regex.I
)
_TAPPED = regex.compile(r"\b(?:farm|pipe\s?line|main\s?line|transmission)\s*$", regex.IGNORECASE)


def _of_taps(m: re.Match[str]) -> bool:
    """Whether `tap` is of the name of a service, and no fee: `FARM TAP SERVICE`."""
    if m["component"].lower() not in ("tap", "taps"):
        return False
    tapped = _TAPPED.search(m.string[: m.start()]) is not None
    return tapped or _SERVED.match(m.string, m.end()) is not None


_POWER_TOO = regex.compile(r"\s*(?:and|&)\s*power\b(?!\s+(?:factor|pole))", regex.IGNORECASE)
_POWER_FIRST = regex.compile(r"\bpower\s*(?:and|&)\s*$", regex.IGNORECASE)


def _of_power(m: re.Match[str]) -> bool:
    """Whether `lighting` is of the name of a class: `Combined Lighting and Power Service`."""
    if m["component"].lower() not in ("lighting", "light"):
        return False
    powered = _POWER_TOO.match(m.string, m.end()) is not None
    return powered or _POWER_FIRST.search(m.string[: m.start()]) is not None


_NOT = re.compile(r"\bnon[\s-]{0,2}$", re.IGNORECASE)
_SERVICE = re.compile(r"\s+(?:electric\s+)?service\b", re.IGNORECASE)


def _of_metered(m: re.Match[str]) -> bool:
    """Whether `demand` or `factor` is of the name of a class: `Non-Demand`, `High Load Factor`."""
    if m["component"].lower() != "demand":
        return m["component"].lower() == "factor" and m.string[: m.start()].lower().endswith(
            "load "
        )
    return bool(_NOT.search(m.string[: m.start()]) or _SERVICE.match(m.string, m.end()))


_SIZED = re.compile(
    r"(?<=mediate)\s+(?:general|service|commercial|industrial|customers?|power|light|use|volume|load)\b",
    re.IGNORECASE,
)
"""`Intermediate General Service` is of a size of customers, and of no hours."""
_MORE = re.compile(r"\b(?:super[\s-]{1,2}|time\sof\s(?:day|use)\swith\s)$", re.IGNORECASE)


def _of_another(m: re.Match[str]) -> bool:
    """Whether a period is of the name of another one, which has none of the list: `Super Off-Peak`
    beside `Off-Peak`; or tells apart a service that has it too: `Time of Day with Shoulder`."""
    return _MORE.search(m.string[: m.start()]) is not None
