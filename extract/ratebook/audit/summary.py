"""An audit in a screenful of text, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ratebook.audit.bound import Share
from ratebook.audit.count import GROUPS, by, trust
from ratebook.audit.duel import duels
from ratebook.audit.judge import MEANING, WRONG, Judged, Outcome
from ratebook.audit.noise import strikes
from ratebook.audit.report import Audit

MOST = 40
"""Values listed; all of them are in the JSON and on the page."""


def percent(share: Share) -> str:
    """`1.25 % (0.90 to 1.73, n 4100)`."""
    if share.rate is None:
        return "nothing to count"
    low, high = share.low * 100, share.high * 100
    return f"{share.rate * 100:.3g} % ({low:.3g} to {high:.3g}, n {share.of})"


def summary(of: Audit) -> str:
    """For a terminal."""
    return "\n".join(
        [
            *_wrong(of),
            *_counts(of),
            *_groups(of),
            *_trust(of),
            *_noise(of),
            *_text(of),
            *_engines(of),
            *_estimate(of),
            *_findings(of),
        ]
    )


def _wrong(of: Audit) -> list[str]:
    if not of.values:
        return ["nothing to hold the readings against"]
    found = of.listed(*WRONG)
    head = f"silently wrong: {len(found)}; of the accepted values {percent(of.tally.wrong)}"
    return [head, *_shown(found), ""]


def _shown(values: list[Judged]) -> list[str]:
    lines = [*dict.fromkeys(_said(v) for v in values)]
    more = len(lines) - MOST
    return [*lines[:MOST], f"  and {more} more"] if more > 0 else lines


def _said(v: Judged) -> str:
    """An invented record is named once, a wrong value each."""
    place = f"  {v.document} p. {v.page or '?'}: {v.key}"
    if v.outcome == Outcome.INVENTED and v.meant is None and v.whole:
        return f"{place}: nothing on the document stands for this record"
    return (
        f"{place} {v.field}: read {_short(v.read)}, meant {_short(v.meant)} "
        f"(printed {_short(v.raw)}, {v.standing})"
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _counts(of: Audit) -> list[str]:
    if not of.values:
        return []
    tally = of.tally
    lines = [
        f"{tally.of(o):>8}  {o.value.replace('_', ' '):<14} {MEANING[o]}"
        for o in Outcome
        if tally.of(o)
    ]
    return [
        *lines,
        f"accepted and right of what can be read: {percent(tally.right)}",
        f"flags that were needed: {percent(tally.flags_right)}",
        "",
    ]


def _groups(of: Audit) -> list[str]:
    lines: list[str] = []
    for name in ("quality", "form"):
        groups = by(of.values, GROUPS[name])
        if len(groups) > 1:
            lines.append(f"by {name}: accepted and right; wrong among accepted")
            lines += [
                f"  {group:<28} {percent(t.right):<38} {percent(t.wrong)}"
                for group, t in groups.items()
            ]
    return lines


def _trust(of: Audit) -> list[str]:
    found = trust(of.values)
    return (
        [
            "chance that a value is right, by standing",
            *(f"  {t.standing:<12} {percent(t.right)}" for t in found),
            "",
        ]
        if found
        else []
    )


def _noise(of: Audit) -> list[str]:
    found = sorted(strikes(of.values).items(), key=lambda item: -item[1].count)
    if not found:
        return []
    return [
        "noise on values: class, how often, values it cost, an example (read, printed)",
        *(
            f"  {name:<20} {one.count:>6} {one.lost:>6}  {_example(one.examples)}"
            for name, one in found
        ),
        "",
    ]


def _example(examples: Iterable[tuple[str, str]]) -> str:
    return next((f"{_short(seen)} for {_short(meant)}" for seen, meant in examples), "")


def _text(of: Audit) -> list[str]:
    if of.text is None:
        return []
    signs = of.text.sign_errors / max(of.text.signs, 1) * 100
    return [
        f"raw text: signs {signs:.3g} % wrong, words {percent(of.word_share)}, "
        f"words with digits {percent(of.text_share)}",
        "",
    ]


def _engines(of: Audit) -> list[str]:
    """Which engine to use for which quality."""
    found = duels(of.values)
    lines = [
        f"  {d.quality:<12} {d.first} against {d.second}: use {d.use or 'either'}; {d.why}"
        for d in found
    ]
    return ["engines side by side", *lines, ""] if found else []


def _estimate(of: Audit) -> list[str]:
    """What is said about documents whose truth nobody knows."""
    said = of.estimate
    if said is None:
        return []
    error, wrong = said.error, said.wrong
    return [
        f"estimate for {len(of.blind)} documents without golden ({said.accepted} values accepted, "
        f"{said.flagged} flagged)",
        f"  not accepted, or wrong: {error.rate * 100:.3g} % ({error.low * 100:.3g} to "
        f"{error.high * 100:.3g})",
        f"  wrong among accepted: {wrong.rate * 100:.3g} %, at most {wrong.high * 100:.3g} %",
        *(f"  less sure than usual: {doubt}" for doubt in said.doubts),
        "",
    ]


def _findings(of: Audit) -> list[str]:
    return [f"finding: {text}" for text in of.findings]
