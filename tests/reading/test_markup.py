from pathlib import Path

import pytest

from ratebook.model.page import Line
from ratebook.reading.markup import read_line, read_markup


def lines(text: str) -> tuple[Line, ...]:
    return tuple(line for page in read_markup(text) for line in page.lines)


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


def test_tab_rows_keep_empty_cells_at_their_place() -> None:
    (row,) = lines("\tOakdale\t\t4.1\t")
    assert [cell.text for cell in row.cells] == ["", "Oakdale", "", "4.1", ""]
    assert [(cell.left, cell.right) for cell in row.cells][3] == (3.0, 4.0)
    assert row.tabular


def test_pipe_rows_keep_empty_cells_and_lose_the_separator() -> None:
    found = lines("| Member | Now | |\n|:---|---:|---|\n| North | \\$ 4 | |\n|  | - | 7 |")
    assert [line.text for line in found] == ["Member\tNow\t", "North\t$ 4\t", "\t-\t7"]
    assert [line.number for line in found] == [1, 3, 4]


def test_a_row_of_single_dashes_in_tabs_is_zeros_not_a_separator() -> None:
    assert texts("-\t-\t-\n---\t---\n-----\t--------") == ["-\t-\t-"]


def test_a_stray_bar_makes_no_table() -> None:
    assert texts("| BO pursuant to") == ["| BO pursuant to"]


def test_headings_are_marked_and_bare() -> None:
    first, second, third = lines("# RATES\n#### **BILLING:**\nKeavy #2")
    assert (first.text, second.text) == ("RATES", "BILLING:")
    assert first.heading
    assert second.heading
    assert not third.heading


def test_columns_aligned_by_blanks_keep_their_offsets() -> None:
    (row,) = lines("  May 2031      $        1,234     55.1")
    assert [cell.text for cell in row.cells] == ["May 2031", "$", "1,234", "55.1"]
    assert [cell.left for cell in row.cells] == [2.0, 16.0, 25.0, 35.0]
    assert not row.tabular


def test_dots_that_lead_to_a_figure_are_a_gap() -> None:
    assert texts("Customer Charge ........ $9.10") == ["Customer Charge\t$9.10"]
    assert texts("Energy. . . . . . . .$0.07\nleft out . . . here") == [
        "Energy\t$0.07",
        "left out . . . here",
    ]
    assert texts("Energy .......\t$0.07") == ["Energy\t$0.07"]


def test_two_blanks_after_a_sentence_are_no_column() -> None:
    assert texts("It ends.  The next begins.") == ["It ends. The next begins."]


def test_form_feeds_separate_pages_and_lines_keep_counting() -> None:
    first, second, third, fourth = read_markup("one\n\ftwo\nthree\f\ffour\n\f\n")
    assert [line.number for line in first.lines] == [1]
    assert [(line.page, line.number, line.text) for line in second.lines] == [
        (2, 2, "two"),
        (2, 3, "three"),
    ]
    assert third.lines == ()
    assert fourth.number == 4
    assert fourth.lines[0].text == "four"


def test_rules_and_fences_are_not_lines() -> None:
    assert texts("```markdown\na\n-----\n* * *\n```\n_____") == ["a"]


@pytest.mark.shared
def test_every_seed_line_with_a_word_becomes_a_line(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        source = path.read_text(encoding="utf-8").split("\n")
        worded = {n for n, raw in enumerate(source, 1) if any(c.isdigit() for c in raw)}
        read = {line.number for line in lines("\n".join(source))}
        assert worded <= read, path.name


@pytest.mark.shared
def test_the_under_frequency_table_keeps_its_blank_load(shared: Path) -> None:
    text = (shared / "seeds" / "002_20882c667d15114f.txt").read_text(encoding="utf-8")
    (row,) = [line for line in lines(text) if line.text.startswith("Pine Grove\t4\t")]
    assert [cell.text for cell in row.cells] == ["Pine Grove", "4", "Maple Grove", "", ""]


@pytest.mark.shared
def test_a_blank_aligned_exhibit_keeps_rows_and_columns(shared: Path) -> None:
    text = (shared / "real" / "ky-oss-margins-lge.txt").read_text(encoding="utf-8")
    rows = [line for line in lines(text) if len(line.cells) > 1]
    months = [row for row in rows if row.cells[0].text.endswith(("2025", "2026"))]
    assert len(months) == 24
    assert all(len(row.cells) >= 5 for row in months)


def test_a_letterspaced_line_is_words() -> None:
    line = read_line("# M o n t h l y   R a t e   f o r   E a c h   L i g h t", 1, 1)
    assert line is not None
    assert [cell.text for cell in line.cells] == ["Monthly Rate for Each Light"]
    columns = read_line("A B   C D   Unit   10", 1, 1)
    assert columns is not None
    assert len(columns.cells) == 4


def test_a_dump_double_spaced_throughout_counts_its_printed_lines() -> None:
    printed = (
        "TERMS\n\nA bill is due on the date it\nshows, and late\nafter that.\n\nRATES\nAll use"
    )
    single, double = lines(printed), lines(printed.replace("\n", "\n\n"))
    assert [one.rows_below(single[0]) for one in single] == [0, 2, 3, 4, 6, 7]
    assert [one.rows_below(double[0]) for one in double] == [0, 2, 3, 4, 6, 7]
    assert double[1].number == 5


def test_blank_lines_between_paragraphs_are_no_double_spacing() -> None:
    paragraphs = [f"Paragraph {n} is one long line." for n in range(9)]
    assert [one.leading for one in lines("\n\n".join(paragraphs))] == [1] * 9


def test_tabs_without_an_empty_cell_may_have_lost_some() -> None:
    rows = "RS\tSC\nCustomer charge\t$9.00\t$12.00\n"
    assert [line.packed for line in lines(rows + "Demand, per kW\t$6.00\nall:  $1")] == [
        *(True, True, True, False)
    ]
    assert not any(line.packed for line in lines(rows + "Demand, per kW\t\t$6.00"))
    assert [line.packed for line in lines(rows + "\fDemand, per kW\t\t$6.00")] == [
        *(True, True, False)
    ]


def test_a_tab_before_running_words_sets_lines_in() -> None:
    words = "\tThe charges below are made for each visit to the premises\n"
    found = lines(words * 2 + "\tCollection\t$20.00\nReturned check\t$25.00\n")
    assert [line.text for line in found[2:]] == ["Collection\t$20.00", "Returned check\t$25.00"]
    assert [line.packed for line in found] == [False, False, True, True]
    (_, row, _) = lines(words + "\tCollection\t$20.00\nReturned check\t$25.00\n")
    assert row.text == "\tCollection\t$20.00"
