"""Plots as inline SVG: no style attributes (the page's policy forbids them), classes alone.

Every plot has a title for a screen reader; its numbers stand in a table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from ratebook.audit.bound import Share

_ROW = 26
_LABEL = 190
_BAR = 520


def _open(wide: float, high: float, title: str) -> Markup:
    return Markup(
        '<svg role="img" viewBox="0 0 {} {}" class="plot" aria-label="{}"><title>{}</title>'
    ).format(round(wide), round(high), title, title)


def _text(x: float, y: float, text: str, kind: str = "") -> Markup:
    return Markup('<text x="{}" y="{}" class="{}">{}</text>').format(
        round(x, 1), round(y, 1), kind, text
    )


def _rect(x: float, y: float, wide: float, high: float, kind: str, tip: str = "") -> Markup:
    said = Markup("<title>{}</title>").format(tip) if tip else Markup("")
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="2" class="{}">{}</rect>').format(
        round(x, 2), round(y, 2), round(max(wide, 0.8), 2), round(high, 2), kind, said
    )


def _short(text: str, most: int = 23) -> str:
    """Cut in the middle: names of documents differ at both ends."""
    return text if len(text) <= most else text[: most - 14] + "…" + text[-13:]


def stacked(
    title: str, rows: Sequence[tuple[str, Mapping[str, int]]], names: Mapping[str, str]
) -> Markup:
    """Bars of parts, one a row, scaled to the largest; `names` give the parts in drawing order."""
    most = max((sum(parts.values()) for _, parts in rows), default=0) or 1
    out = [_open(_LABEL + _BAR + 60, len(rows) * _ROW + 4, title)]
    for number, (label, parts) in enumerate(rows):
        y = number * _ROW + 3
        out.append(_text(_LABEL - 10, y + 15, _short(label), "label"))
        x = float(_LABEL)
        for part, said in names.items():
            count = parts.get(part, 0)
            if count:
                wide = count / most * _BAR
                out.append(_rect(x, y, max(wide - 1, 1.5), 19, f"o-{part}", f"{said}: {count}"))
                x += max(wide, 2.5)
        out.append(_text(x + 6, y + 15, str(sum(parts.values())), "count"))
    return Markup("").join([*out, Markup("</svg>")])


def intervals(
    title: str, rows: Sequence[tuple[str, Share]], low: float = 0.0, high: float = 1.0
) -> Markup:
    """A dot for each rate and a line for its 95 % interval, on a scale from `low` to `high`."""

    def at(value: float) -> float:
        """Where a rate stands across."""
        return _LABEL + (min(max(value, low), high) - low) / ((high - low) or 1) * _BAR

    bottom = len(rows) * _ROW + 6
    out = [_open(_LABEL + _BAR + 90, bottom + 22, title)]
    for tick in range(5):
        value = low + (high - low) * tick / 4
        x = at(value)
        out.append(
            Markup('<line x1="{0}" x2="{0}" y1="0" y2="{1}" class="grid"/>').format(
                round(x, 1), bottom
            )
        )
        out.append(_text(x, bottom + 15, _percent(value, high - low), "tick"))
    for number, (label, share) in enumerate(rows):
        y = number * _ROW + 15
        out.append(_text(_LABEL - 10, y + 5, _short(label), "label"))
        if share.rate is None:
            out.append(_text(_LABEL + 6, y + 5, "nothing to count", "count"))
            continue
        out.append(
            Markup('<line x1="{}" x2="{}" y1="{y}" y2="{y}" class="range"/>').format(
                round(at(share.low), 1), round(at(share.high), 1), y=y
            )
        )
        out.append(
            Markup('<circle cx="{}" cy="{}" r="5" class="dot"><title>{}</title></circle>').format(
                round(at(share.rate), 1), y, f"{share.count} of {share.of}"
            )
        )
        out.append(_text(_LABEL + _BAR + 12, y + 5, f"n {share.of}", "count"))
    return Markup("").join([*out, Markup("</svg>")])


def _percent(value: float, span: float) -> str:
    digits = max(0, 1 - math.floor(math.log10(max(span * 100, 1e-9)))) if span < 0.2 else 0
    return f"{value * 100:.{min(digits, 4)}f} %"


def pages(title: str, rows: Sequence[tuple[str, Sequence[tuple[int, float, int, int]]]]) -> Markup:
    """One square a page: shade for the share that did not come out right, a ring with the number
    for what is silently wrong. A page is (number, share, silent, values)."""
    size, most = 24, 24
    lines = [
        (label if first == 0 else "", part[first : first + most])
        for label, part in rows
        for first in range(0, max(len(part), 1), most)
    ]
    out = [_open(_LABEL + most * size + 10, len(lines) * (size + 4) + 4, title)]
    for number, (label, squares) in enumerate(lines):
        y = number * (size + 4) + 2
        out.append(_text(_LABEL - 10, y + 17, _short(label), "label"))
        for place, (page, share, silent, values) in enumerate(squares):
            x = _LABEL + place * size
            tip = (
                f"page {page or 'not known'}: {share * 100:.1f} % of {values} not right, "
                f"{silent} silent"
            )
            out.append(_rect(x, y, size - 3, size - 3, f"heat h{shade(share)}", tip))
            if silent:
                out.append(_rect(x + 1, y + 1, size - 5, size - 5, "ring"))
                out.append(_text(x + (size - 3) / 2, y + 15, str(min(silent, 99)), "ringed"))
            elif not page:
                out.append(_text(x + (size - 3) / 2, y + 15, "?", "unplaced"))
    return Markup("").join([*out, Markup("</svg>")])


def shade(share: float) -> int:
    """A rate as one of ten shades: 0 is none, then by doubling, so that small rates show."""
    if share <= 0:
        return 0
    return min(9, max(1, 9 + math.floor(math.log2(share) + 0.5)))


def heat(title: str, counts: Mapping[tuple[str, str], int], most: int = 22) -> Markup:
    """Which sign was read as which: rows are meant, columns read; the shade is the count."""
    wrong = {pair: n for pair, n in counts.items() if pair[0].casefold() != pair[1].casefold()}
    rows = _ranked(wrong, 0, most)
    columns = _ranked(wrong, 1, most)
    top = max(wrong.values(), default=1)
    size, left, head = 26, 60, 52
    out = [
        _open(left + len(columns) * size + 12, head + len(rows) * size + 8, title),
        _text(left, 14, "read as →", "axis"),
        _text(4, head - 10, "meant ↓", "axis"),
    ]
    out += [
        _text(left + n * size + size / 2, head - 10, _sign(c), "sign")
        for n, c in enumerate(columns)
    ]
    for m, row in enumerate(rows):
        y = head + m * size
        out.append(_text(left - 16, y + 18, _sign(row), "sign"))
        for n, column in enumerate(columns):
            count = wrong.get((row, column), 0)
            level = 0 if not count else 1 + round(8 * math.log1p(count) / math.log1p(top))
            tip = f"{_sign(row)} read as {_sign(column)}: {count}" if count else ""
            kind = "same" if row == column else f"heat h{min(9, level)}"
            out.append(_rect(left + n * size, y, size - 2, size - 2, kind, tip))
            if count:
                out.append(
                    _text(
                        left + n * size + 12,
                        y + 17,
                        str(count),
                        "in-dark" if level > 5 else "in-light",
                    )
                )
    return Markup("").join([*out, Markup("</svg>")])


def _ranked(of: Mapping[tuple[str, str], int], side: int, most: int) -> list[str]:
    sums: dict[str, int] = {}
    for pair, count in of.items():
        sums[pair[side]] = sums.get(pair[side], 0) + count
    best = sorted(sums, key=lambda sign: (-sums[sign], sign))[:most]
    return sorted(best, key=lambda s: (not s, not s.isdigit(), s))


def _sign(sign: str) -> str:
    return {"": "∅", " ": "␣"}.get(sign, sign)
