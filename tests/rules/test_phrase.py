"""Phrases over whole texts say what they say line by line."""

from hypothesis import given
from hypothesis import strategies as st

from ratebook.rules.phrase import (
    lines_with,
    silhouette,
    silhouette_of_lines,
    skeleton,
    skeleton_of_lines,
)

_LINES = st.lists(st.text(alphabet="AbcO01lI|gQ .-_§é\t", max_size=12), min_size=1, max_size=8)


@given(_LINES)
def test_lines_of_a_text_have_the_skeletons_they_have_alone(lines: list[str]) -> None:
    assert skeleton_of_lines("\n".join(lines)).split("\n") == [skeleton(x) for x in lines]
    assert silhouette_of_lines("\n".join(lines)).split("\n") == [silhouette(x) for x in lines]


@given(_LINES, st.text(alphabet="Abc01 ", max_size=3))
def test_the_lines_with_a_piece_are_those_that_hold_it(lines: list[str], piece: str) -> None:
    assert [*lines_with(piece, "\n".join(lines))] == [
        at for at, line in enumerate(lines) if piece in line
    ]
