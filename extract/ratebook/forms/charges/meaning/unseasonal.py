"""Customer charges printed below the rates of the last season, which are of every season."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ratebook.forms.charges.meaning.emit import Found

_FIXED = "customer"
_TWO = 2


def drop_seasons(found: Sequence[Found], small: str) -> None:
    """Takes the season from a customer charge that stands alone below the last of several seasons'
    headings: `Summer ... Winter ... Customer Charge`. Below another one's it needs a look, and
    where the other season's rates were not read. `small`: the sheet in small letters."""
    schedules: dict[int | None, list[Found]] = defaultdict(list)
    for one in found:
        schedules[one.shared.get("schedule")].append(one)
    for same in schedules.values():
        _drop(same, "summer" in small and "winter" in small)


def _drop(same: list[Found], both: bool) -> None:
    headed = [(one, season) for one in same if (season := _headed(one))]
    fixed = [(one, season) for one, season in headed if _is_fixed(one)]
    if len({season for _, season in fixed}) != 1:
        return
    if len({season for _, season in headed}) < _TWO:
        for one, _ in fixed if both else ():
            one.meaning.doubtful.update(("season", "amount"))
        return
    rates = {season for one, season in headed if not _is_fixed(one)}
    for one, _ in fixed:
        at = next(n for n, other in enumerate(same) if other is one)
        own = one.meaning.fields["season"].value
        later = any(_headed(other) not in (None, own) for other in same[at + 1 :])
        if not later and len(rates) >= _TWO:
            del one.meaning.fields["season"]
        else:
            one.meaning.doubtful.update(("season", "amount"))


def _headed(one: Found) -> str | None:
    """The season that a heading lends to a charge."""
    season = one.meaning.fields.get("season")
    return season.value if season and season.heading is not None else None


def _is_fixed(one: Found) -> bool:
    return one.meaning.fields["component"].value == _FIXED
