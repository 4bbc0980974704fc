"""The page of an audit: one file, no network, no script, everything from documents escaped."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ratebook.audit import svg
from ratebook.audit.bound import Share
from ratebook.audit.count import GROUPS, Tally, by, trust
from ratebook.audit.crop import Camera, Crop
from ratebook.audit.duel import duels
from ratebook.audit.judge import MEANING, WRONG, Judged, Outcome
from ratebook.audit.noise import bare_tokens, confusions, noise_of, strikes
from ratebook.audit.report import Audit
from ratebook.audit.seen import Seen
from ratebook.records.kinds import KINDS

MOST_VALUES = 400
MOST_PICTURES = 3_200_000
"""Bytes of pictures on a page."""
NAMES: dict[str, str] = {
    "right": "accepted and right",
    "silent": "silently wrong",
    "invented": "invented",
    "flagged_bad": "flagged, needed",
    "flagged_right": "flagged, though right",
    "missing": "missing",
    "lost": "lost with the print",
}
_PARTS = (Outcome.FLAGGED_BAD, Outcome.FLAGGED_RIGHT, Outcome.MISSING)


@dataclass(frozen=True, slots=True)
class Card:
    """A value on the page, with its picture or its line of text."""

    value: Judged
    crop: Crop | None
    line: str | None


def page(of: Audit) -> str:
    """The HTML of an audit."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("ratebook.audit", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters.update(percent=percent, bounds=bounds, plain=plain)
    css = (resources.files("ratebook.audit") / "page" / "page.css").read_text("utf-8")
    return room.get_template("page.html").render(
        css=css,
        css_hash=_hash(css),
        audit=of,
        names=NAMES,
        meaning=MEANING,
        tally=of.tally,
        documents=[d for d in of.read if d.error is None],
        **_plots(of),
        **_lists(of),
    )


def _hash(css: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()


def percent(share: Share | float | None) -> str:
    """`1.25 %`; a dash where nothing was counted."""
    rate = share.rate if isinstance(share, Share) else share
    if rate is None:
        return "–"
    return f"{rate * 100:.3g} %" if rate < 0.995 or rate == 1 else f"{rate * 100:.2f} %"


def bounds(share: Share) -> str:
    """`0.9 % to 1.7 %`, the 95 % interval."""
    if not share.of:
        return "nothing to count"
    if not share.count:
        return f"under {share.high * 100:.{3 if share.high >= 0.995 else 2}g} %"
    return f"{share.low * 100:.3g} % to {share.high * 100:.3g} %"


def plain(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 300 else text[:299] + "…"


def _plots(of: Audit) -> dict[str, Any]:
    struck = sorted(strikes(of.values).items(), key=lambda item: -item[1].count)
    confused = confusions(bare_tokens(v) for v in of.values if _comparable(v))
    confused.update(of.text.confused if of.text else {})
    groups = {name: by(of.values, key) for name, key in GROUPS.items()}
    return {
        "struck": struck,
        "noise_plot": svg.stacked(
            "What became of damaged values, by class of noise",
            [(name, one.cost) for name, one in struck],
            NAMES,
        ),
        "confused": [
            (m, r, n) for (m, r), n in confused.most_common(400) if m.casefold() != r.casefold()
        ],
        "heat_plot": svg.heat("Which sign was read as which", confused),
        "trust": trust(of.values),
        "trust_plot": _trust_plot(of),
        "page_plot": svg.pages(
            "Share of values that did not come out right, page by page", _squares(of.values)
        ),
        "groups": {n: g for n, g in groups.items() if n not in ("page", "document")},
        "group_plots": {
            n: _group_plot(n, groups[n])
            for n in ("quality", "engine", "form")
            if len(groups[n]) > 1
        },
        "duels": duels(of.values),
        "by_document": groups["document"],
        "by_page": groups["page"],
    }


_ELSEWHERE = frozenset({None, "cell lost", "merged rows", "slid column", "cut column"})
"""Noise after which the token read is not the one printed at its place."""


def _comparable(value: Judged) -> bool:
    return (
        value.raw is not None and value.meant_raw is not None and noise_of(value) not in _ELSEWHERE
    )


def _trust_plot(of: Audit) -> Any:
    rows = [(t.standing, t.right) for t in trust(of.values)]
    return svg.intervals("Measured chance that a value of each standing is right", rows)


def _group_plot(name: str, groups: dict[str, Tally]) -> Any:
    rows = [(group, t.right) for group, t in groups.items()]
    low = min((share.low for _, share in rows if share.of), default=0.0)
    floor = 0.0 if low < 0.5 else 0.5 if low < 0.9 else 0.9
    return svg.intervals(f"Accepted and right, by {name}", rows, floor, 1.0)


def _squares(values: Iterable[Judged]) -> list[tuple[str, list[tuple[int, float, int, int]]]]:
    found: dict[str, dict[int, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        if value.outcome not in (Outcome.EMPTY, Outcome.UNJUDGED):
            found[value.document][value.page or 0].append(value)
    return [
        (name, [_square(number, found[name][number]) for number in sorted(found[name])])
        for name in sorted(found)
    ]


def _square(number: int, values: Sequence[Judged]) -> tuple[int, float, int, int]:
    outcomes = Counter(v.outcome for v in values)
    bad = len(values) - outcomes[Outcome.RIGHT]
    return number, bad / len(values), sum(outcomes[o] for o in WRONG), len(values)


def _lists(of: Audit) -> dict[str, Any]:
    """Silent ones first: they get the pictures as long as there is room."""
    left = MOST_VALUES
    chosen: dict[str, list[Judged]] = {}
    more: dict[str, int] = {}
    for name, outcomes in (("wrong", WRONG), *((o.value, (o,)) for o in _PARTS)):
        found = _entries(of.listed(*outcomes))
        chosen[name], more[name] = found[:left], max(0, len(found) - left)
        left -= len(chosen[name])
    crops = _crops([v for values in chosen.values() for v in values], of.read)
    read = {one.name: one for one in of.read}
    room = MOST_PICTURES
    lists: dict[str, list[Card]] = {}
    for name, values in chosen.items():
        lists[name] = []
        for value in values:
            crop = crops.get(id(value))
            crop = crop if crop and len(crop.uri) <= room else None
            room -= len(crop.uri) if crop else 0
            line = _line(read[value.document], value.place.line if value.place else None)
            lists[name].append(Card(value, crop, line))
    return {"lists": lists, "more": more}


def _crops(values: Sequence[Judged], read: Sequence[Seen]) -> dict[int, Crop]:
    """The pictures of values, by their identity. Each page is drawn once."""
    by_document: dict[str, list[Judged]] = defaultdict(list)
    for value in values:
        if value.place is not None and value.place.box is not None:
            by_document[value.document].append(value)
    paths = {one.name: one.path for one in read}
    found: dict[int, Crop] = {}
    for name, ours in by_document.items():
        with Camera(paths[name]) as camera:
            for value in sorted(ours, key=lambda v: v.page or 0):
                at = value.place
                crop = camera.crop(at.page, at.box) if at and at.box else None
                if crop is not None:
                    found[id(value)] = crop
    return found


def _entries(values: Sequence[Judged]) -> list[Judged]:
    """Each value; of a record that nothing stands for, the number it states, once."""
    whole: dict[tuple[str, str], Judged] = {}
    for value in values:
        at = (value.document, value.key)
        states = KINDS[value.kind].fields.get(value.field) == "dec"
        if value.whole and (at not in whole or states):
            whole[at] = value
    kept = {id(v) for v in whole.values()}
    return [v for v in values if not v.whole or id(v) in kept]


def _line(one: Seen, number: int | None) -> str | None:
    """A line of a text source, as it was read."""
    if number is None:
        return None
    return one.lines.get(number)
