"""Many ways to print charges: what is accepted is right, and most of it is accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import layout_samples as samples
import pytest

from ratebook.records.record import Record

_SHEETS = sorted(p for p in samples.LAYOUTS.iterdir() if p.is_file())
_OTHERS = sorted((samples.LAYOUTS / "none").iterdir())
_SEEDS = (11, 12)
_ENOUGH = 0.95
_ISSUES = 0.03


@pytest.mark.parametrize("layout", _SHEETS, ids=lambda p: p.name)
def test_an_accepted_charge_is_right(layout: Path) -> None:
    for seed in _SEEDS:
        text, truth = samples.written(layout, seed)
        right, wrong = samples.score(truth, samples.read(text, layout.name))
        assert not wrong
        assert right or not truth


def test_most_charges_of_every_industry_are_accepted_and_few_lines_are_issues() -> None:
    right, meant, issues, lines = (Counter[str]() for _ in range(4))
    for layout in _SHEETS:
        kind = layout.stem.partition("-")[0]
        for seed in _SEEDS:
            text, truth = samples.written(layout, seed)
            records = samples.read(text, layout.name)
            right[kind] += samples.score(truth, records)[0]
            meant[kind] += len(truth)
            told = [r.values for r in records if r.kind == "issue"]
            issues[kind] += len({v["line"] for v in told if v["line"] is not None})
            lines[kind] += sum(1 for line in text.splitlines() if line.strip())
    assert {k for k in meant if right[k] < _ENOUGH * meant[k]} == set()
    assert {k for k in lines if issues[k] > _ISSUES * lines[k]} == set()


@pytest.mark.parametrize("layout", _OTHERS, ids=lambda p: p.name)
def test_letters_bills_studies_and_indexes_state_no_charge(layout: Path) -> None:
    text, _ = samples.written(layout, 11)
    assert list(samples.accepted(samples.read(text, layout.name))) == []


def test_a_dump_with_a_blank_line_below_every_line_reads_as_it_does_without() -> None:
    single = double = 0
    for layout in _SHEETS:
        text, truth = samples.written(layout, _SEEDS[0])
        single += samples.score(truth, samples.read(text, layout.name))[0]
        right, wrong = samples.score(truth, samples.read(text.replace("\n", "\n\n"), layout.name))
        double += right
        assert not wrong, layout.name
    assert double > 0.99 * single


_NAMES = ("group", "label", "tier", "season", "period", "component")
_WIDE = re.compile(r"(?<=\S) {3,}(?=\S)")


def _packed(line: str) -> str:
    """A line as a program writes it that turns each wide gap into one tab: empty cells are lost,
    and where the line began."""
    bare = line.strip()
    return _WIDE.sub("\t", bare) if _WIDE.search(bare) else line


def test_a_dump_that_lost_its_empty_cells_yields_no_wrong_charge() -> None:
    """Of all layouts but those without a wide gap, which stay as they are."""
    right = meant = 0
    for layout in _SHEETS:
        text, truth = samples.written(layout, _SEEDS[0])
        packed = "\n".join(map(_packed, text.split("\n")))
        if packed == text:
            continue
        found, wrong = samples.score(truth, samples.read(packed, layout.name))
        assert not wrong, layout.name
        right, meant = right + found, meant + len(truth)
    assert right > 0.8 * meant


_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


def _flat(text: str) -> str:
    """As a plain dump writes it that keeps no gaps: words parted by one blank."""
    return "\n".join(_GAP.sub(" ", line.strip()) for line in text.split("\n"))


def _at_margin(text: str) -> str:
    """With all lines moved to the margin, so that headings stand beside their columns."""
    return "\n".join(line.strip() for line in text.split("\n"))


def _squeezed(text: str) -> str:
    """With every gap two blanks wide."""
    return "\n".join(_WIDE.sub("  ", line) for line in text.split("\n"))


def _unspaced(text: str) -> str:
    """Without blank lines."""
    return re.sub(r"\n{2,}", "\n", text)


def _typeset(text: str) -> str:
    """With the dashes and quotation marks of a printer."""
    text = re.sub(r'"([^"\n]*)"', "“\\1”", text.replace("'", "’"))
    return re.sub(r"(?<=\w)-(?=\w)", "–", text).replace(" - ", " – ")


@pytest.mark.parametrize(
    ("change", "enough"),
    [
        (_flat, 0.65),
        (_at_margin, 0.8),
        (_squeezed, 0.8),
        (_unspaced, 0.95),
        (_typeset, 0.95),
        (str.upper, 0.95),
    ],
)
def test_a_dump_printed_otherwise_yields_no_wrong_charge(
    change: Callable[[str], str], enough: float
) -> None:
    """Of all layouts but those it leaves as they are: nothing wrong is accepted, and `enough` of
    what they state is."""
    right = meant = 0
    for layout in _SHEETS:
        text, truth = samples.written(layout, _SEEDS[0])
        changed = change(text)
        if changed == text:
            continue
        found, wrong = samples.score(truth, samples.read(changed, layout.name))
        assert not wrong, layout.name
        right, meant = right + found, meant + len(truth)
    assert right > enough * meant


def _told(record: Record) -> bool:
    """Whether no name of a record is left open."""
    standings = [record.standing(name) for name in _NAMES]
    return all(s is None or s.accepted or s.value == "absent" for s in standings)


def test_the_number_of_a_page_amid_a_sheet_is_none_of_its_words() -> None:
    """What is above it may be left open for what is below, and nothing is taken from elsewhere."""
    right = meant = 0
    for layout in _SHEETS:
        text, truth = samples.written(layout, _SEEDS[0])
        lines = text.split("\n")
        at = len(lines) // 2
        numbered = "\n".join([*lines[:at], "", f"{'Page 1 of 2':>60}", "", *lines[at:]])
        records = samples.read(numbered, layout.name)
        sure = [r for r in records if _told(r)]
        found, wrong = samples.score(truth, sure)
        assert not wrong, layout.name
        right, meant = right + found, meant + len(truth)
    assert right > 0.95 * meant
