"""Charge sheets of any utility: headings, rate lines, tables of prices and sentences that set one.

Every line of such a sheet is read, known to be words without a price, or becomes an issue."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.down import walk_all
from ratebook.forms.charges.headings.schedules import Schedules
from ratebook.forms.charges.lines.abreast import abreast
from ratebook.forms.charges.lines.celled import celled
from ratebook.forms.charges.lines.closed_up import with_gaps
from ratebook.forms.charges.lines.tells import (
    MONEY,
)
from ratebook.forms.charges.lines.turned import numbers_page
from ratebook.forms.charges.lines.unfolded import unfolded
from ratebook.forms.charges.lines.walk import Walk, begin
from ratebook.forms.charges.meaning.chain import tell_blocks_apart
from ratebook.forms.charges.meaning.emit import emit_charges
from ratebook.forms.charges.meaning.lost import doubt_lost, doubt_nobodys
from ratebook.forms.charges.rows.cut import ghosts
from ratebook.forms.charges.rows.geometry import gridded
from ratebook.forms.charges.rows.signs import signed
from ratebook.forms.charges.told import tell_of_all
from ratebook.forms.charges.words.doubt import one_letter_off
from ratebook.forms.charges.words.windows import hold, windows
from ratebook.forms.charges.words.words import word_pattern
from ratebook.forms.section import place_of
from ratebook.model.page import Line
from ratebook.records.datum import Draft
from ratebook.records.ledger import Ledger

_FORM = "charges"
_SCHEDULE = regex.compile(r"(?:rate\s+)?schedule\s|tariff\s|rate\s+[A-Z]{1,3}\b")
_BILL_WORDS = 3
_SHARE = regex.compile(r"\s*\d{1,3}(?:\.\d+)?\s?%")
_PASSED = ("words without a price", "heading")


def read_charges(
    lines: Sequence[Line],
    ledger: Ledger,
    parent: Draft | None,
    letters: str,
    shared: dict[str, int],
    title: str = "",
) -> bool:
    """Reads the charges of a section's lines; true where one was read. `letters` are the change
    marks of the jurisdiction, `shared` what every charge takes from its sheet, `title` the
    sheet's. Lines with a price that is not read become issues."""
    if not any(MONEY.search(line.text) for line in lines):
        return False
    if _is_bill(lines):
        return False
    whole = celled(lines)
    numbers = {n for n, line in enumerate(whole.lines) if numbers_page(line)}
    kept = [n for n in range(len(whole.lines)) if n not in numbers]
    columns, origin = unfolded([whole.lines[n] for n in kept])
    columns, rows = abreast(columns)
    origin = [kept[origin[n]] for n in rows]
    columns, regapped = with_gaps(columns)
    walk = begin(gridded(signed(columns)), ledger, letters, title)
    walk.regapped = regapped
    walk.turns = {n for n, at in enumerate(origin) if at - 1 in numbers}
    own = ledger.data[shared["schedule"]].value if "schedule" in shared else None
    walk.schedules = Schedules(ledger, str(own) if own else None)
    walk_all(walk)
    for copy in ghosts(walk.found):
        walk.found.remove(copy)
        walk.unread.append((copy.text, "drawn twice, once garbled"))
    tell_of_all(walk)
    if not walk.found:
        return False
    _shares(walk)
    _time(walk)
    doubt_lost(walk.found)
    tell_blocks_apart(walk.found)
    doubt_nobodys(walk.found)
    emit_charges(whole.own_lines(lines, walk.found), ledger, parent, shared)
    for text, why in walk.unread:
        message = f"a price that was not read ({why}): {text.line.text.strip()}"
        ledger.issue("charge-unread", message, place_of(text.line))
    for index, became in sorted(walk.claims.items()):
        for at in whole.of[origin[index]]:
            ledger.claim(lines[at], _FORM, became)
    for at in (n for number in numbers for n in whole.of[number]):
        ledger.claim(lines[at], _FORM, "furniture")
    return True


def doubt_title(lines: Sequence[Line], ledger: Ledger, shared: dict[str, int]) -> None:
    """Marks a title that a scan shows with a letter of a known word misread."""
    at = shared.get("schedule_title")
    scanned = any(word.score is not None for line in lines[:1] for word in line.words)
    if at is not None and scanned and one_letter_off(str(ledger.data[at].value or "")):
        ledger.data[at] = ledger.data[at]._replace(touched=True)


def _shares(walk: Walk) -> None:
    """Tells of percentages in a cell of their own that nobody read: a factor is no prose."""
    for at, text in enumerate(walk.texts):
        last = text.text.rstrip().rpartition("\t")
        alone = last[0].strip() and last[2].endswith("%") and _SHARE.fullmatch(last[2])
        if alone and walk.claims.get(at) in _PASSED:
            walk.unread.append((text, "a percentage of what is not known"))


def _is_bill(lines: Sequence[Line]) -> bool:
    """Whether a page shows the form of a bill: it prints what only bills do."""
    pattern = word_pattern("words", "bill")
    if pattern.search("\n".join([line.text for line in lines])) is None:
        return False
    said = {m.lower() for line in lines for m in pattern.findall(line.text)}
    return len(said) >= _BILL_WORDS


def _time(walk: Walk) -> None:
    """Gives each charge the times its sheet prints for it; of one schedule alone."""
    if sum(bool(_SCHEDULE.match(t.text.strip())) for t in walk.texts) > 1:
        return
    found = windows(walk.texts)
    for one in walk.found if found else ():
        said = one.meaning.fields
        period, season = (said[n].value if n in said else None for n in ("period", "season"))
        one.meaning.when = tuple(hold(found, said["component"].value, period, season))
