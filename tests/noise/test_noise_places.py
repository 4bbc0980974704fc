"""Every expected value must stand where the truth says it stands, on paper and in text."""

import json
from pathlib import Path

import pytest

from ratebook.errors import UsageError
from ratebook.noise import make
from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, render
from ratebook.noise.forms import FORMS, written
from ratebook.noise.places import in_text, on_paper
from ratebook.noise.press import boxes
from ratebook.noise.typeset import set_pages

pymupdf = pytest.importorskip("pymupdf")
CONSTANT = {"component", "unit", "plan", "scope", "study", "construction", "source"}


def test_native_words_stand_in_their_boxes(tmp_path: Path) -> None:
    for path in make(
        tmp_path, ["cogeneration", "primary", "order"], 3, ["grid", "typed"], ["native"]
    ):
        checked = 0
        with pymupdf.open(path) as document:
            for line in path.with_name(path.name + ".truth.jsonl").read_text().splitlines():
                for field, said in json.loads(line)["evidence"].items():
                    if not said["box"] or " " in said["raw"] or field in CONSTANT:
                        continue
                    x0, top, x1, bottom = said["box"]
                    area = (x0 - 0.5, top - 1, x1 + 0.5, bottom + 1)
                    seen = document[said["page"] - 1].get_text("text", clip=area).split()
                    assert said["raw"].replace("–", "-") in " ".join(seen).replace("–", "-")
                    checked += 1
        assert checked > 20


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_leaves_the_page_or_overprints(form: str, layout: str) -> None:
    for seed in ("a", "b"):
        for paper in set_pages(written(form, layout, seed).leaves, LAYOUTS[layout]):
            found = [box for run in paper.ink for _, box, text in boxes(run) if text.strip()]
            assert found
            for n, a in enumerate(found):
                assert a[0] > 10
                assert a[1] > 2
                assert a[2] < paper.width - 10
                assert a[3] < paper.height - 4
                for b in found[n + 1 :]:
                    wide = min(a[2], b[2]) - max(a[0], b[0])
                    high = min(a[3], b[3]) - max(a[1], b[1])
                    assert wide < 1 or high < 3


@pytest.mark.parametrize("form", FORMS)
def test_every_amount_has_a_place_on_paper_and_in_text(form: str) -> None:
    for layout in LAYOUTS.values():
        document = written(form, layout.name, "c")
        lines = dump(document.leaves, layout)
        shown = [render(line, layout) for line in lines]
        for spots in (on_paper(set_pages(document.leaves, layout)), in_text(lines)):
            placed = {ref for spot in spots for ref in document.truth.slots[spot.slot]}
            for n, record in enumerate(document.truth.records):
                for field in ("amount", "mw", "cost", "present", "issued", "sheet", "revision"):
                    value = record.values.get(field)
                    if value is not None and (field != "sheet" or record.kind == "sheet"):
                        assert (n, field) in placed
        for spot in in_text(lines):
            assert spot.line is not None
            assert spot.raw.split()[0] in shown[spot.line - 1].replace("<sup>", "")


def test_the_same_call_makes_the_same_bytes(tmp_path: Path) -> None:
    asked = (["lighting", "order"], 11, ["modern"], ["native", "text", "heavy text", "bad200"])
    first, second = make(tmp_path / "a", *asked), make(tmp_path / "b", *asked)
    assert [p.name for p in first] == [p.name for p in second]
    assert len(first) == 8
    for one, two in zip(
        sorted((tmp_path / "a").iterdir()), sorted((tmp_path / "b").iterdir()), strict=True
    ):
        assert one.read_bytes() == two.read_bytes(), one.name


def test_another_seed_makes_other_documents(tmp_path: Path) -> None:
    one, two = (make(tmp_path / str(n), ["lighting"], n, ["plain"], ["text"])[0] for n in (1, 2))
    assert one.read_text() != two.read_text()


def test_unknown_names_are_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lighting"):
        make(tmp_path, ["lightning"], 1)
    with pytest.raises(UsageError, match="plain"):
        make(tmp_path, [], 1, ["fancy"])
