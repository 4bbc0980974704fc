"""Groups: what is printed once and meant for the rows below it."""

from __future__ import annotations

from functools import lru_cache

import regex

from ratebook.forms.section import place_of
from ratebook.forms.tables.groups.lost_group import group_begun
from ratebook.forms.tables.hit import Text
from ratebook.forms.tables.state import Scan
from ratebook.forms.tokens.lists import from_list
from ratebook.forms.tokens.values import read_text, read_value
from ratebook.records.datum import Standing
from ratebook.rules.form import Group

_NEAR = 4
_CONTINUED = regex.compile(
    r"[\s,–—-]*\(?\bcont(?:inued|'d|’d|inuation|\.|d)?\.?\)?[\s.:]*$", regex.IGNORECASE
)


def enter_groups(scan: Scan, at: int, text: Text, *, early: bool = False) -> str:
    """Enters the group a line prints; says which, empty if none. `early` is before the headings:
    only groups with words of their own count there."""
    for group in scan.table.groups:
        if (group.once and not _comes_first(scan, group)) or (
            early and group_type(group) == "heading"
        ):
            continue
        for template in group.lines:
            m = template.match(text.text)
            if m and group_type(group) == "heading" and _column_heads(group, text):
                continue
            if m and group_type(group) == "heading" and (lost := _begun(scan, group, text)):
                return lost
            if m and group_type(group) == "heading":
                _doubt_parents(scan, group, at)
            if m:
                enter_matched(scan, group, text, m, at)
                return f"group {group.field}"
    return ""


def _column_heads(group: Group, text: Text) -> bool:
    """Whether a line of words in several cells is one of column headings (`Charge | Rate`)."""
    filled = len(text.line.filled)
    listed = from_list(read_text(text.text), text.text, group.values).value in group.values
    return filled > (1 if text.line.tabular else 2) and not listed


def _comes_first(scan: Scan, group: Group) -> bool:
    """Whether neither such a group nor a row has come since the group above it began."""
    if group.field in scan.groups:
        return False
    names = [g.field for g in scan.table.groups]
    above = names[: names.index(group.field)]
    last = scan.hits[-1].groups if scan.hits else {}
    begun = [name for name in above if name in scan.groups]
    return not begun or any(last.get(name) != scan.groups[name] for name in begun)


def _doubt_parents(scan: Scan, group: Group, at: int) -> None:
    """A heading right below another of its kind, with no row between: the upper one is the title of
    a parent whose own line was lost, unless it is a known name of such a group."""
    held = scan.groups.get(group.field)
    if held is None:
        return
    datum = scan.ledger.data[held]
    above = next(
        (n for n in range(at - 1, max(at - _NEAR, -1), -1) if scan.lines[n].text.strip()), None
    )
    if above is None or datum.raw is None or datum.raw not in scan.lines[above].text:
        return
    known = {v.lower() for v in group.values}
    names = [g.field for g in scan.table.groups]
    if not known or str(datum.value).lower() in known:
        return
    for name in names[: names.index(group.field)]:
        place = place_of(scan.lines[above])
        scan.groups[name] = scan.ledger.add(None, None, Standing.UNREADABLE, place, label=name)


def _begun(scan: Scan, group: Group, text: Text) -> str:
    """Where a line that would pass for a heading begins like a group above it (`SGHEDULE SL`), what
    it heads is not known; says so, empty if it does not."""
    names = [g.field for g in scan.table.groups]
    field = group_begun(scan.table, text.text)
    if field is None or names.index(field) >= names.index(group.field):
        return ""
    for later in names[names.index(field) :]:
        scan.groups.pop(later, None)
    place, raw = place_of(text.line), text.line.text.strip()
    scan.groups[field] = scan.ledger.add(raw, None, Standing.UNREADABLE, place, label=field)
    return f"group {field}, not legible"


def enter_matched(scan: Scan, group: Group, text: Text, m: regex.Match[str], at: int) -> None:
    """Enters the group a template matched, and the others its fields name."""
    spans = m.spans(group.field) if group.field in m.re.groupindex else [(0, len(text.text))]
    named = [g for g in scan.table.groups if g is not group and g.field in m.re.groupindex]
    others = [g for g in named if m.spans(g.field)]
    # `Cycle 1, 10 % Block` below another block of cycle 1 begins no cycle.
    same = others and spans and _goes_on(scan, group, text.line.text[slice(*spans[0])])
    if spans and not same:
        set_group(scan, group, text, *spans[0])
    for other in others:
        set_group(scan, other, text, *m.spans(other.field)[0])


def set_group(scan: Scan, group: Group, text: Text, start: int, end: int) -> None:
    """Enters a group: groups declared after it start anew. `Rate 2 (continued)` is still Rate 2."""
    names = [g.field for g in scan.table.groups]
    more = _CONTINUED.search(text.line.text, start)
    if more:
        end = min(end, more.start())
    if (more or scan.groups.get(group.field) in scan.carried) and _goes_on(
        scan, group, text.line.text[start:end]
    ):
        return
    held = scan.groups.get(group.field) if more else None
    for later in names[names.index(group.field) + 1 :]:
        scan.groups.pop(later, None)
    raw = text.line.text[start:end]
    reading = from_list(read_value(raw, group_type(group)), raw, group.values)
    meant = meaning(group, raw)
    if meant:
        reading = reading._replace(value=meant)
    again = _lost_parents(scan, names[: names.index(group.field)], str(reading.value), text)
    scan.groups[group.field] = scan.ledger.add(
        raw,
        reading.value,
        reading.standing,
        place_of(text.line, start, end),
        quantum=reading.quantum,
        repairs=reading.repairs,
        proof=reading.proof,
        touched=reading.touched or again,
        label=group.field,
    )
    if held is not None:
        _contradict(scan, held, scan.groups[group.field])


def _contradict(scan: Scan, held: int, goes_on: int) -> None:
    """What goes on is what stands above: where the two differ, neither counts by itself."""
    for i in (held, goes_on):
        scan.ledger.data[i] = scan.ledger.data[i]._replace(touched=True)
    datum = scan.ledger.data[goes_on]
    message = f"{datum.raw} goes on here, and {scan.ledger.data[held].raw} stands above"
    scan.ledger.issue("lost-group", message, datum.place, goes_on)


@lru_cache(maxsize=4096)
def meaning(group: Group, text: str) -> str | None:
    """The value of a group that a text names by one of its wordings, where it names only one."""
    if not may_name(group, text.lower()):
        return None
    found = {value for value, pattern in _wordings(group) if pattern.search(text)}
    return found.pop() if len(found) == 1 else None


def may_name(group: Group, small: str) -> bool:
    """A quick test: whether the first word of a wording stands in a text."""
    return any(map(small.__contains__, first_words(group)))


@lru_cache(maxsize=128)
def first_words(group: Group) -> tuple[str, ...]:
    """The words one of which every line holds that names a value of a group."""
    words = {way.split()[0].lower() for _, ways in group.means for way in ways if way.strip()}
    return tuple(sorted(words))


@lru_cache(maxsize=128)
def _wordings(group: Group) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple(
        (value, regex.compile(rf"(?<!\w)(?:{_any_of(words)})(?!\w)", regex.IGNORECASE))
        for value, words in group.means
    )


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(r"\s*".join(map(regex.escape, word.split())) for word in words)


def _goes_on(scan: Scan, group: Group, raw: str) -> bool:
    held = scan.ledger.data[scan.groups[group.field]] if group.field in scan.groups else None
    return held is not None and read_value(raw, group_type(group)).value == held.value


def _lost_parents(scan: Scan, parents: list[str], value: str, text: Text) -> bool:
    """A group that comes a second time under the same parents shows that the line of its new
    parent was lost, or that it is misread itself: the parents of what follows are not known. Says
    whether it is so."""
    above = tuple(scan.groups.get(name, 0) for name in parents)
    if not any(above):
        return False
    again = (above, value) in scan.seen and not _page_top(scan, text)
    if again:
        for name in parents:
            place = place_of(text.line)
            scan.groups[name] = scan.ledger.add(None, None, Standing.UNREADABLE, place, label=name)
        above = tuple(scan.groups[name] for name in parents)
    scan.seen.add((above, value))
    return again


def _page_top(scan: Scan, text: Text) -> bool:
    """At the top of a page a group's heading is repeated for what goes on from the page before."""
    page = text.line.page
    own = [line for line in scan.lines if line.page == page]
    return len(own) < len(scan.lines) and text.line in own[:6] and own[0] is not scan.lines[0]


def group_type(group: Group) -> str:
    """The type of a group's field, as its templates give it."""
    for template in group.lines:
        for spec in template.fields:
            if spec.name == group.field:
                return spec.type
    return "words"
