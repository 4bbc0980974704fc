from ratebook.reading.markup import read_markup

TABLE = """Before
<table><thead>
<tr><th>Size</th><th colspan="2">Price</th></tr></thead>
<tr><td rowspan=2>15 ft<br>wood</td><td>\\$ 4.10</td><td></td></tr>
<tr><td>5.20</td><td>(I)</td></tr>
loose words
<tr><td>2<sup>nd</sup></td><td>-</td><td>7<sup>1</sup>
</td></tr></table> after
end"""


def test_rows_keep_lines_and_places_of_merged_cells() -> None:
    (page,) = read_markup(TABLE)
    assert [(line.number, line.text) for line in page.lines] == [
        (1, "Before"),
        (3, "Size\tPrice\t"),
        (4, "15 ft wood\t$ 4.10\t"),
        (5, "\t5.20\t(I)"),
        (6, "loose words"),
        (7, "2nd\t-\t7¹"),
        (8, "after"),
        (9, "end"),
    ]
    assert [line.tabular for line in page.lines][1:4] == [True] * 3


def test_a_table_on_one_line_has_a_line_for_each_row() -> None:
    rows = "<tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr>"
    (page,) = read_markup(f"<table>{rows}</table>")
    assert [line.text for line in page.lines] == ["a\t1", "b\t2"]


def test_an_unclosed_table_loses_nothing() -> None:
    (page,) = read_markup("<table>\n<tr><td>a<td>1\n<tr><td>b<td>2")
    assert [line.text for line in page.lines] == ["a\t1", "b\t2"]
