"""Rates in steps: lines that say from when the prices below them hold.

`Effective January 1, 2012` over some rows and `Effective January 1, 2013` over the same again: each
price takes its own date, and no two of them look like one charge."""

from __future__ import annotations

from collections.abc import Sequence

from ratebook.forms.charges.headings.heading import ITEM, Heading
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.since import Since, leads_dates, since_of
from ratebook.forms.tables.hit import Text
from ratebook.forms.tokens.dates import find_dates

STEP = "a date from which prices hold"
_ONCE = frozenset({"nonrecurring", "late_payment"})
_ENDS = "heading of a schedule"
_WORDS = "words without a price"
_CHARGES = ("charge", "sentences")


def step_lines(texts: Sequence[Text]) -> dict[int, Since]:
    """The lines that say nothing but from when prices hold."""
    found: dict[int, Since] = {}
    for at, text in enumerate(texts):
        said = since_of(ITEM.sub("", text.text.strip()))
        if said and len(text.line.filled) <= (2 if ITEM.match(text.text.strip()) else 1):
            found[at] = said
    return found


def in_steps(steps: dict[int, Since]) -> bool:
    """Whether a sheet prints its rates in steps: several such lines, each of which ends the one
    before."""
    return len({s.raw.lower() for s in steps.values()}) > 1


def leads_only(walk: Walk, at: int) -> bool:
    """Whether line `at` is the only date of a sheet, or leads to it: it names none of the charges
    below it."""
    own = walk.steps.get(at)
    if own is not None:
        return len(walk.steps) == 1 and find_dates(own.raw)[:1] != []
    return at + 1 in walk.steps and leads_dates(walk.texts[at].text)


def begin_step(walk: Walk, at: int) -> None:
    """A step begins at line `at`: it ends the one before, and what stood below that."""
    context, text = walk.setting.context, walk.texts[at]
    heading = Heading(text.line, walk.steps[at].raw, facets(""), False, text.text, step=True)
    before = next((n for n, h in enumerate(context.stack) if h.step), None)
    outer = context.stack[:before] if before is not None else None
    context.open(heading)
    if outer is not None:
        context.stack = [*outer, heading]
    walk.claims[at] = STEP


def give_steps(walk: Walk) -> None:
    """Gives each charge the step it stands below. Where words or another part of the sheet stand
    between, or a price is of no schedule, it is not certain: the date is not accepted."""
    if not walk.steps:
        return
    if not in_steps(walk.steps):
        _give_one(walk)
        return
    lines = {id(text.line): at for at, text in enumerate(walk.texts)}
    for one in walk.found:
        at = lines.get(id(one.text.line))
        above = [s for s in walk.steps if at is not None and s < at and walk.claims.get(s) == STEP]
        if one.meaning.since is not None or not above or at is None:
            continue
        since = walk.steps[above[-1]]
        if one.meaning.fields["component"].value in _ONCE or _left_behind(walk, above[-1], at):
            one.meaning.since = since
            one.meaning.doubtful.add("effective")
        else:
            one.meaning.hold_since(since)


def _give_one(walk: Walk) -> None:
    """Gives the prices below the only such line its date, unless the sheet's own denies it."""
    (step, since), *_ = walk.steps.items()
    lines = {id(text.line): at for at, text in enumerate(walk.texts)}
    for one in walk.found:
        at = lines.get(id(one.text.line), 0)
        once = one.meaning.fields["component"].value in _ONCE
        if since.value and at > step and one.meaning.since is None and not once:
            one.meaning.since = since
            one.meaning.doubtful.add("effective" if _left_behind(walk, step, at) else "since")


def _left_behind(walk: Walk, step: int, at: int) -> bool:
    """Whether a step may have ended between its line and a price."""
    priced = False
    for n in range(step + 1, at):
        claim = walk.claims.get(n, "")
        priced = priced or claim.startswith(_CHARGES)
        parted = claim.startswith(_WORDS) or (claim == "heading" and is_part(walk.texts[n].text))
        if claim.startswith(_ENDS) or (priced and parted):
            return True
    return False
