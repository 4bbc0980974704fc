"""Readings kept by content and settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from ratebook.model.page import Word
from ratebook.reading.ocr.cache import CachedEngine, cache_directory
from ratebook.reading.ocr.engine import lines_of_all
from ratebook.reading.ocr.picture import Picture, Upright
from ratebook.reading.ocr.prepare import upright


@dataclass
class Counting:
    """An engine that counts how often it is asked."""

    identity: str = "counting 1"
    tight: bool = True
    name: str = "counting"
    asked: list[int] = field(default_factory=list)

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        self.asked.append(sheet.page)
        return [[Word("8.45", (1.0, 2.0, 3.0, 4.5), 0.875, self.name)]]


def _sheet(shade: int) -> Upright:
    return upright(Picture(1, 72, 72, np.full((100, 100), shade, np.uint8)))


def test_the_same_picture_is_read_once(tmp_path: Path) -> None:
    engine = Counting()
    first = CachedEngine(engine, tmp_path).lines(_sheet(250))
    again = CachedEngine(engine, tmp_path).lines(_sheet(250))
    assert first == again == [[Word("8.45", (1.0, 2.0, 3.0, 4.5), 0.875, "counting")]]
    assert len(engine.asked) == 1


def test_another_picture_or_other_settings_are_read_anew(tmp_path: Path) -> None:
    engine, other = Counting(), Counting(identity="counting 2")
    CachedEngine(engine, tmp_path).lines(_sheet(250))
    CachedEngine(engine, tmp_path).lines(_sheet(249))
    CachedEngine(other, tmp_path).lines(_sheet(250))
    assert (len(engine.asked), len(other.asked)) == (2, 1)


@dataclass
class Together(Counting):
    """An engine that reads several pictures in one go."""

    goes: int = 0

    def together(self, sheets: Sequence[Upright]) -> list[list[list[Word]]]:
        self.goes += 1
        return [self.lines(sheet) for sheet in sheets]


def test_of_several_pictures_those_not_kept_are_read_in_one_go(tmp_path: Path) -> None:
    engine = Together()
    kept = CachedEngine(engine, tmp_path)
    sheets = [_sheet(shade) for shade in (250, 249, 248)]
    one = kept.lines(sheets[1])
    assert kept.together(sheets) == [one, one, one]
    assert (len(engine.asked), engine.goes) == (3, 1)
    assert kept.together(sheets) == [one, one, one]
    assert engine.goes == 1


def test_an_engine_that_reads_one_by_one_may_be_shown_several(tmp_path: Path) -> None:
    engine = Counting()
    assert len(CachedEngine(engine, tmp_path).together([_sheet(250), _sheet(249)])) == 2
    assert len(lines_of_all(engine, [_sheet(250), _sheet(249)])) == 2
    assert len(engine.asked) == 4


@pytest.mark.parametrize("damage", ["", "[[1", '{"a": 1}', '[["x", null, 1]]'])
def test_a_damaged_file_is_read_anew(tmp_path: Path, damage: str) -> None:
    engine = Counting()
    CachedEngine(engine, tmp_path).lines(_sheet(250))
    (kept,) = tmp_path.rglob("*.json")
    kept.write_text(damage)
    assert CachedEngine(engine, tmp_path).lines(_sheet(250))[0][0].text == "8.45"
    assert len(engine.asked) == 2


def test_no_half_written_file_is_left(tmp_path: Path) -> None:
    CachedEngine(Counting(), tmp_path).lines(_sheet(250))
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".json"]


def test_a_place_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    (tmp_path / "ocr").write_text("in the way")
    engine = Counting()
    assert CachedEngine(engine, tmp_path).lines(_sheet(250))
    assert CachedEngine(engine, tmp_path).lines(_sheet(250))
    assert len(engine.asked) == 2


def test_the_place_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RATEBOOK_CACHE", str(tmp_path / "here"))
    assert cache_directory() == tmp_path / "here"
    monkeypatch.delenv("RATEBOOK_CACHE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_directory() == tmp_path / "ratebook"
