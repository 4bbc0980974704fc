import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.model.page import Word
from ratebook.reading.layout import lines_of, skew_of

SIZE = 10.0


def word(text: str, x: float, y: float, size: float = SIZE) -> Word:
    return Word(text, (x, y, x + 0.5 * size * len(text), y + 1.2 * size))


def row(y: float, *texts: tuple[float, str]) -> list[Word]:
    return [word(part, x + 0.5 * SIZE * at, y) for x, text in texts for at, part in parts(text)]


def parts(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for part in text.split(" "):
        found.append((at, part))
        at += len(part) + 1
    return found


def test_a_table_row_splits_at_columns_and_not_at_blanks() -> None:
    words = [w for n in range(6) for w in row(100 + 14 * n, (72, "Pole of wood"), (300, "4.63"))]
    for line in lines_of(words, 1):
        assert line.text == "Pole of wood\t4.63"
    assert lines_of(words, 1)[0].cells[1].left == pytest.approx(300)


def test_footers_side_by_side_are_one_line_of_two_cells() -> None:
    words = row(700, (60, "Issued by: A. Person")) + row(702.5, (330, "President and CEO"))
    (line,) = lines_of(words, 1)
    assert line.text == "Issued by: A. Person\tPresident and CEO"


def test_a_raised_ordinal_joins_its_number() -> None:
    words = [word("2", 72, 100), word("nd", 77.2, 98.5, 6), word("Revised", 86.5, 100)]
    (line,) = lines_of(words, 1)
    assert line.text == "2nd Revised"
    assert line.cells[0].words[0].box == (72, 98.5, 83.2, 112)


def test_raised_digits_stay_apart_from_numbers() -> None:
    (line,) = lines_of([word("100", 72, 100), word("1", 87.2, 98, 6), word("net", 95, 100)], 1)
    assert line.text == "100 ¹ net"
    (note,) = lines_of([word("12", 72, 98, 6), word("Application", 80, 100)], 1)
    assert note.text == "¹² Application"


def test_digits_on_the_line_are_no_marks() -> None:
    (line,) = lines_of([word("Sheet", 72, 100), word("9", 99, 100), word("1", 107, 104, 7)], 1)
    assert line.text == "Sheet 9 1"


@pytest.mark.parametrize("degrees", [-1.5, -0.7, 0.7, 1.5])
def test_skewed_pages_keep_their_rows(degrees: float) -> None:
    slope = math.tan(math.radians(degrees))
    level = [
        w
        for n in range(30)
        for w in row(100 + 15 * n, (72, f"Label number {n} of it"), (320, "1.25"), (480, f"{n}"))
    ]
    tilted = [
        Word(w.text, (w.box[0], w.box[1] + slope * w.box[0], w.box[2], w.box[3] + slope * w.box[0]))
        for w in level
        if w.box
    ]
    found = [line.text for line in lines_of(tilted, 1)]
    assert found == [f"Label number {n} of it\t1.25\t{n}" for n in range(30)]
    assert skew_of([w.box for w in tilted if w.box]) == pytest.approx(slope, abs=0.003)


def test_justified_prose_stays_one_cell() -> None:
    gaps = [6.0, 7.1, 6.5, 7.0, 6.8, 8.2, 6.1, 7.4]
    x, words = 72.0, []
    for gap in gaps:
        words.append(word("company", x, 100))
        x += 35 + gap
    (line,) = lines_of(words, 1)
    assert len(line.cells) == 1


def test_lines_of_a_stamp_are_not_shuffled_into_the_line_beside_them() -> None:
    sheet = row(105, (60, "Issued by the manager"))
    stamp = [word("PUBLIC", 330, 102, 8), word("SERVICE", 358, 102, 8)]
    stamp += [word("OF", 330, 110, 8), word("KENTUCKY", 342, 110, 8)]
    found = [line.text for line in lines_of(sheet + stamp, 1)]
    assert found == ["Issued by the manager\tPUBLIC SERVICE", "OF KENTUCKY"]


def test_dots_lead_to_a_figure_and_are_neither() -> None:
    found = lines_of(row(100, (60, "Charge ..........."), (160, "$7.25 (I)")), 1)
    assert [line.text for line in found] == ["Charge\t$7.25 (I)"]
    spaced = lines_of(row(100, (60, "Energy . . . . . . . $0.07")), 1)
    assert [line.text for line in spaced] == ["Energy\t$0.07"]
    (glued,) = lines_of([word("Charge.........$9.10", 60, 100)], 1)
    assert glued.text == "Charge\t$9.10"
    assert glued.cells[1].words[0].box == pytest.approx((135, 100, 160, 112))
    (prose,) = lines_of(row(100, (60, "is left out . . . here")), 1)
    assert prose.text == "is left out . . . here"


def test_typewritten_columns_two_blanks_apart_are_cells() -> None:
    words = [w for n in range(8) for w in row(100 + 12 * n, (60, "2031  $0.04968  $0.04128"))]
    for line in lines_of([w for w in words if w.text], 1):
        assert line.text == "2031\t$0.04968\t$0.04128"


def test_a_word_set_sideways_does_not_glue_lines() -> None:
    words = row(100, (72, "first line here")) + row(114, (72, "second line here"))
    words.append(Word("FILED", (40, 60, 52, 200)))
    found = [line.text for line in lines_of(words, 1)]
    assert sorted(found) == ["FILED", "first line here", "second line here"]


@given(
    st.lists(
        st.tuples(st.floats(0, 600), st.floats(0, 780), st.floats(0, 80), st.floats(0, 40)),
        max_size=60,
    )
)
def test_no_word_is_lost_or_changed(places: list[tuple[float, float, float, float]]) -> None:
    words = [
        Word(f"w{n}", (x, y, x + w, y + h))
        for n, (x, y, w, h) in enumerate(places)
        if x + w > x and y + h > y
    ]
    found = [w.text for line in lines_of(words, 1) for w in line.words]
    assert sorted(found) == sorted(w.text for w in words)


def test_a_column_as_wide_as_its_longest_entry_is_told_by_the_rows_around() -> None:
    rows = [("70 Watt", "5,600"), ("150 Watt", "11,900"), ("1000 Watt", "98,000")]
    words = [
        w
        for n, (size, light) in enumerate(rows)
        for w in row(100 + 14 * n, (72, size), (126.5, light), (200, "$61.17"), (300, "$70.20"))
    ]
    assert [line.text for line in lines_of(words, 1, level=True)] == [
        f"{size}\t{light}\t$61.17\t$70.20" for size, light in rows
    ]


def test_a_space_that_no_row_around_has_as_an_edge_is_no_gutter() -> None:
    names = ("Meter pole", "Yard light", "Water tank")
    words = [
        w for n, name in enumerate(names) for w in row(100 + 14 * n, (72, name), (300, "$9.10"))
    ]
    words += [word("on", 127.9, 114), word("wall", 143.8, 114)]
    assert lines_of(words, 1, level=True)[1].cells[0].text == "Yard light on wall"


def test_amounts_side_by_side_are_cells_of_their_own() -> None:
    words = [w for n in range(3) for w in row(100 + 14 * n, (72, "Residential"))]
    words += [word("$6.82", 200, 100), word("$4.7177", 228, 100)]
    assert lines_of(words, 1, level=True)[0].text == "Residential\t$6.82\t$4.7177"
