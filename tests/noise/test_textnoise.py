"""Text damage: everything done is recorded, everything recorded is true."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratebook.noise.damage import BY_NAME, CLASSES, INTENSITY
from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, text_of
from ratebook.noise.edits import EDITS, clerk_readings
from ratebook.noise.forms import written
from ratebook.noise.places import in_text
from ratebook.noise.tablenoise import OPERATIONS
from ratebook.noise.textnoise import damage, destroyed, finished, report
from ratebook.noise.wreck import Wreck

TABLES = ["primary", "secondary", "mandatory", "order", "cogeneration", "lighting"]


def wrecked(form: str, seed: int, intensity: str, *only: str, layout: str = "plain") -> Wreck:
    document = written(form, layout, f"noise.{seed}")
    lines = dump(document.leaves, LAYOUTS[layout])
    return damage(lines, document.truth, Random(seed), intensity, only)


def test_every_class_can_be_done() -> None:
    assert set(OPERATIONS) == set(BY_NAME)
    for name in BY_NAME:
        seen = [
            e.of.name
            for form in [*TABLES, "book"]
            for seed in range(8)
            for e in wrecked(
                form, seed, "heavy", name, layout="typed" if name == "lines joined" else "plain"
            ).entries
        ]
        assert name in seen


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(TABLES), st.integers(0, 10_000), st.sampled_from(sorted(INTENSITY)))
def test_what_is_recorded_is_there_and_the_rest_is_untouched(
    form: str, seed: int, intensity: str
) -> None:
    wreck = wrecked(form, seed, intensity)
    document = written(form, "plain", f"noise.{seed}")
    clean: dict[int, list[str]] = {}
    for spot in in_text(dump(document.leaves, LAYOUTS["plain"])):
        clean.setdefault(spot.slot, []).append(spot.raw)
    now: dict[int, list[str]] = {}
    for spot in in_text(finished(wreck)):
        now.setdefault(spot.slot, []).append(spot.raw)
    hit = {slot for entry in wreck.entries for slot in entry.slots}
    for slot, raws in clean.items():
        if slot not in hit:
            assert now[slot] == raws
    for slot in destroyed(wreck):
        assert now.get(slot) != clean[slot]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(TABLES), st.integers(0, 10_000))
def test_recoverable_values_keep_their_digits(form: str, seed: int) -> None:
    """A value said to be recoverable has all its characters but for known confusions."""
    wreck = wrecked(form, seed, "heavy")
    now: dict[int, str] = {}
    for spot in in_text(finished(wreck)):
        now[spot.slot] = now.get(spot.slot, "") + spot.raw
    back = str.maketrans("OQlI|SBbZ", "001115862")
    for entry in wreck.entries:
        if entry.of.target == "number" and entry.of.effect == "recoverable":
            for slot in entry.slots:
                digits = [c for c in now[slot].translate(back) if c.isdigit()]
                meant = [c for c in entry.meant if c.isdigit()]
                assert "".join(meant) in "".join(digits)


def test_report_names_line_class_and_values() -> None:
    wreck = wrecked("primary", 5, "heavy")
    texts = ["|".join(text_of(c) for c in line.cells) for line in finished(wreck)]
    entries = report(wreck)
    assert entries
    for entry in entries:
        assert entry["class"] in BY_NAME
        if entry["line"] and BY_NAME[entry["class"]].target == "number":
            assert entry["seen"] in texts[entry["line"] - 1]
            assert entry["values"]


def test_more_intensity_means_more_damage() -> None:
    counts = [
        sum(len(wrecked("order", seed, name).entries) for seed in range(5))
        for name in ("light", "medium", "heavy")
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] / 2


def test_misleading_damage_is_never_done_unasked() -> None:
    silent = {c.name for c in CLASSES if c.effect == "misleading"}
    done = {e.of.name for seed in range(10) for e in wrecked("order", seed, "heavy").entries}
    assert silent
    assert not silent & done
    assert {e.of.name for e in wrecked("order", 1, "heavy", "misread digit").entries} == silent


@pytest.mark.parametrize(("mark", "count"), [("C8110", 1), ("C52813", 1), ("C11510", 2)])
def test_a_clerks_mark_without_slashes_may_be_ambiguous(mark: str, count: int) -> None:
    assert clerk_readings(mark) == count


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("point for comma", "3,929", {"3.929"}),
        ("inner space", "1472", {"1 472", "14 72", "147 2"}),
        ("lost leading digit", "5.402", {".402"}),
        ("stamp spaced", "JUN 10 2010", {"JUN 1 0 2010", "JUN10 2010", "JUN 102010"}),
        ("slashes lost", "C11/5/10", {"C11510"}),
        ("point for comma", "392", {None}),
        ("inner space", "1.1", {None}),
    ],
)
def test_edits(name: str, text: str, seen: set[str | None]) -> None:
    assert {EDITS[name](text, Random(n)) for n in range(30)} == seen
