"""Scans: the picture shows what the truth says, where it says it."""

import io

import pytest

from ratebook.noise.corpus import MEMBERS, make_corpus, sources
from ratebook.noise.desk import LAYOUTS
from ratebook.noise.forms import written
from ratebook.noise.scan import SCANS, Quality, Scan, as_pdf, as_tiff, scan
from ratebook.noise.typeset import set_pages

pymupdf = pytest.importorskip("pymupdf")
image = pytest.importorskip("PIL.Image")


def scanned(form: str, quality: Quality, seed: str = "s", layout: str = "plain") -> Scan:
    papers = set_pages(written(form, layout, seed).leaves, LAYOUTS[layout])
    return scan(papers, quality, seed)


def darkness(of: Scan, spot) -> float:
    scale = of.quality.dpi / 72
    x0, top, x1, bottom = (round(edge * scale) for edge in spot.box)
    return float((of.images[spot.page - 1][top:bottom, x0:x1] < 128).mean())


@pytest.mark.parametrize("skew", [-1.4, 1.4])
def test_boxes_follow_the_turned_page(skew: float) -> None:
    made = scanned(
        "primary",
        Quality("turned", dpi=100, skew=abs(skew), signed=False),
        "left" if skew < 0 else "right",
    )
    amounts = [s for s in made.spots if "," in s.raw and s.raw[0].isdigit()]
    assert len(amounts) > 5
    for spot in amounts:
        assert darkness(made, spot) > 0.05


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_boxes_follow_a_page_laid_down_wrongly(quarters: int) -> None:
    made = scanned("primary", Quality("laid", dpi=100, signed=False, quarters=quarters))
    for spot in made.spots:
        if "," in spot.raw and spot.raw[0].isdigit():
            assert darkness(made, spot) > 0.05


def test_mixed_files_have_pages_of_both_kinds() -> None:
    made = scanned("mandatory", SCANS["mixed"])
    with pymupdf.open(stream=as_pdf(made)) as document:
        kinds = [(bool(p.get_text().strip()), bool(p.get_images())) for p in document]
    assert kinds[:2] == [(True, False), (False, True)]


def test_an_opaque_stamp_destroys_what_is_under_it() -> None:
    quality = Quality("hiding", dpi=100, extra=1.0, opaque=1.0, signed=False)
    hit = [made for n in range(8) if (made := scanned("order", quality, f"o{n}")).destroyed]
    assert hit
    for made in hit:
        told = [d for d in made.damage if d["class"] == "stamp destroyed"]
        assert len(told) >= len(set(made.destroyed)) > 0


def test_a_clean_scan_destroys_nothing_and_touches_no_number() -> None:
    made = scanned("lighting", SCANS["clean"])
    assert not made.destroyed
    assert [d["class"] for d in made.damage] == ["scan"]


def test_bad_scans_are_black_and_white_group_four() -> None:
    made = scanned("secondary", SCANS["bad200"])
    with pymupdf.open(stream=as_pdf(made)) as document:
        assert document[0].get_text().strip() == ""
        (found,) = document[0].get_images(full=True)
        assert found[4] == 1
        assert found[8] == "CCITTFaxDecode"
        pixmap = document[0].get_pixmap(dpi=200, colorspace="gray")
        white = sum(b > 128 for b in pixmap.samples) / len(pixmap.samples)
        assert white > 0.8, "the page is not inverted"


def test_tiff_has_a_frame_for_each_page() -> None:
    made = scanned("mandatory", Quality("small", dpi=60, jpeg=0))
    with image.open(io.BytesIO(as_tiff(made))) as tiff:
        assert tiff.n_frames == len(made.images) > 1
        assert tiff.mode == "1"


def test_the_hidden_layer_stands_over_the_picture() -> None:
    made = scanned("primary", SCANS["hidden"])
    with pymupdf.open(stream=as_pdf(made)) as document:
        words = document[0].get_text("words")
        assert len(words) > 60
        heading = next(w for w in words if w[4] == "MONTH")
        truth = next(box for text, box in made.words[0] if text == "MONTH")
        assert abs(heading[0] - truth[0]) < 2
        assert abs(heading[3] - truth[3]) < 4


def test_the_corpus_is_what_its_list_says(tmp_path) -> None:
    from pathlib import Path

    kept = Path(__file__).parents[2] / "corpus"
    assert (kept / "SOURCES.csv").read_text() == sources()
    made = make_corpus(tmp_path / "docs", tmp_path / "truth")
    assert [p.name for p in made] == [m.file for m in MEMBERS]
    for path in made:
        if path.suffix == ".txt":
            assert path.read_bytes() == (kept / path.name).read_bytes(), path.name
        elif path.suffix == ".pdf":
            with pymupdf.open(path) as new, pymupdf.open(kept / path.name) as old:
                assert [p.get_text() for p in new] == [p.get_text() for p in old]
        assert (tmp_path / "truth" / (path.name + ".truth.jsonl")).exists()
    assert sum(p.stat().st_size for p in made) < 3_000_000
