"""`Peak Demand Charge` beside an `Intermediate Demand Charge`: of hours of the day, where alone it
would be of the highest demand at any hour; and so `Base Demand` beside them."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.meaning.emit import Found

_NAMED = regex.compile(
    r"\W*(?:plus\s+an?\s+)?(?P<name>peak|base)\s+(?:period\s+)?demand\b", regex.IGNORECASE
)
_PERIODS = {"peak": "on_peak", "base": "base"}
_TIMED = {
    "peak": frozenset({"intermediate", "shoulder", "base", "off_peak"}),
    "base": frozenset({"intermediate"}),
}
_TIME_OF_DAY = regex.compile(r"\btime[\s-]of[\s-](?:day|use)\b")
_REACH = 3
"""Charges before and behind it among which the other hours stand."""


def name_peaks(found: Sequence[Found], small: str) -> None:
    """Gives charges for peak demand their period where other hours have theirs beside them.
    `small`: all of the sheet in small letters."""
    timed = _TIME_OF_DAY.search(small) is not None
    if "peak" not in small or not (timed or any("period" in one.meaning.fields for one in found)):
        return
    for at, one in enumerate(found):
        fields = one.meaning.fields
        m = None if "period" in fields else _NAMED.match(one.text.text)
        if m is None:
            continue
        name = m["name"].lower()
        near = (*found[max(at - _REACH, 0) : at], *found[at + 1 : at + 1 + _REACH])
        alike = [o for o in near if o.meaning.fields["unit"].value == fields["unit"].value]
        periods = [o.meaning.fields["period"].value for o in alike if "period" in o.meaning.fields]
        other = (o for o in alike if (m := _NAMED.match(o.text.text)) and m["name"].lower() != name)
        if not _TIMED[name].isdisjoint(periods) or (timed and next(other, None)):
            fields["period"] = Source(_PERIODS[name])
