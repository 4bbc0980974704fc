"""Sections: where sheets, orders, appendices and guides begin and end, and that no line is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.forms.section import Section
from ratebook.forms.sections import split
from ratebook.model.page import Cell, Document, Line, Page
from ratebook.rules.jurisdiction import load_jurisdictions
from ratebook.rules.locate import rule_directories

RULES = load_jurisdictions(rule_directories())
HEAD = ["FOR ALL COUNTIES SERVED", "P.S.C. NO. 9", "2ND REVISED SHEET NO. {}",
        "CANCELLING P.S.C. NO. 9", "1ST REVISED SHEET NO. {}"]  # fmt: skip
NAME = "BIRCH HOLLOW WATER DISTRICT"
BODY = ["SCHEDULE W STREET HYDRANTS", "Rates", "Each hydrant $4.10 per month"]
FOOT = ["DATE OF ISSUE: May 2, 2011", "DATE EFFECTIVE: June 1, 2011", "ISSUED BY: ____"]


def page(number: int, texts: list[str], headings: frozenset[str] = frozenset()) -> Page:
    made = tuple(
        Line(number, n, (Cell(t, 0.0, float(len(t))),), heading=t in headings)
        for n, t in enumerate(texts, 1)
    )
    return Page(number, made, "markup", "text")


def cut(*pages: Page) -> list[Section]:
    return split(Document("t.txt", "0", "markup", pages, ("text",)), RULES)


def sheet(number: str) -> list[str]:
    return [text.format(number) for text in HEAD] + [NAME, *BODY, *FOOT]


def test_sheets_on_one_page_are_parted_above_their_territory() -> None:
    found = cut(page(1, sheet("4") + sheet("5")))
    assert [(s.kind, s.jurisdiction, s.lines[0].text) for s in found] == [
        ("sheet", "KY", HEAD[0]), ("sheet", "KY", HEAD[0]),
    ]  # fmt: skip
    assert [len(s.lines) for s in found] == [len(sheet("4"))] * 2


def test_pages_of_one_number_are_one_sheet() -> None:
    found = cut(page(1, sheet("4")), page(2, sheet("4")), page(3, sheet("5")))
    assert [sorted({line.page for line in s.lines}) for s in found] == [[1, 2], [3]]


@pytest.mark.parametrize(
    "glued",
    ["FOR ALL COUNTIES SERVEDP.S.C. NO. 9", "F O R A L L C O U N T I E S S E R V E D\tP.S.C. NO. 9",
     "P . S . C . N O . 9", "P.S.C. ICY. NO. 9"],
)  # fmt: skip
def test_a_damaged_head_still_opens_a_sheet(glued: str) -> None:
    texts = [glued, *sheet("4")[2:]]
    assert [s.kind for s in cut(page(1, texts))] == ["sheet"]


def test_words_of_the_form_belong_to_the_sheet_below() -> None:
    form = "FORM FOR FILING RATE SCHEDULES"
    found = cut(page(1, [*sheet("4"), form, *sheet("5")]))
    assert [s.lines[0].text for s in found] == [HEAD[0], form]


def test_a_page_without_number_follows_a_foot_and_repeats_the_name() -> None:
    plain = [NAME, *BODY, *FOOT]
    assert len(cut(page(1, [*sheet("4"), *plain]))) == 2
    without_foot = [text for text in sheet("4") if text not in FOOT]
    assert len(cut(page(1, [*without_foot, *plain]))) == 1


def test_an_order_and_its_appendix() -> None:
    caption = ["COMMONWEALTH OF KENTUCKY", "BEFORE THE PUBLIC SERVICE COMMISSION", "In the Matter"]
    appendix = ["APPENDIX A", "APPENDIX TO AN ORDER OF THE COMMISSION IN CASE NO. 2019-00001", "x"]
    assert [s.kind for s in cut(page(1, [*caption, *appendix]))] == ["order", "appendix"]
    assert [s.kind for s in cut(page(1, [caption[0], "Text.", "Text.", "Text."]))] == ["other"]
    assert [s.kind for s in cut(page(1, ["APPENDIX A", "Tables of the filing."]))] == ["other"]


def test_a_guide_opens_with_its_heading_only() -> None:
    title = "Birch Hollow Data Access Guide"
    assert [s.kind for s in cut(page(1, [title, "Text"], frozenset({title})))] == ["guide"]
    below = ["A letter.", title, "Text"]
    assert [s.kind for s in cut(page(1, below))] == ["other"]
    assert [s.kind for s in cut(page(1, below, frozenset({title})))] == ["other", "guide"]


def test_typed_where_every_page_is_a_text_layer() -> None:
    typed = replace(page(1, sheet("4")), source="text-layer")
    assert [s.typed for s in cut(typed)] == [True]
    assert [s.typed for s in cut(page(1, sheet("4")))] == [False]


ANY_LINE = st.sampled_from([*sheet("4"), *sheet("7"), "APPENDIX", "", "Data Access Guide"])


@given(st.lists(ANY_LINE, min_size=1, max_size=40))
def test_no_line_is_lost_or_moved(texts: list[str]) -> None:
    made = page(1, texts)
    joined = [line for s in cut(made) for line in s.lines]
    assert [id(line) for line in joined] == [id(line) for line in made.lines]
