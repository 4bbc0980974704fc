"""One conformance test for all jurisdictions: heads, feet, cancelling lines and change marks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheet_samples import BODY, SAMPLES, Sample

from ratebook.book.law import signs_of
from ratebook.forms.sections import split
from ratebook.forms.sheets.sheet import read_sheet
from ratebook.model.page import Document
from ratebook.pipeline.read import read_pages
from ratebook.reading.markup import read_markup
from ratebook.reading.open import read_document
from ratebook.records.datum import Datum, Draft
from ratebook.records.ledger import Ledger
from ratebook.rules.jurisdiction import Jurisdiction, load_jurisdictions
from ratebook.rules.locate import rule_directories
from ratebook.rules.unnamed import with_unnamed

RULES = load_jurisdictions(rule_directories())
NINE = {"KY", "CA", "WV", "OR", "NY", "FL", "IN", "MO", "CO"}
NAMES = [f"{s.code}-{s.style.replace(' ', '-')}" for s in SAMPLES]
Sheet = dict[str, Datum]


def dump(text: str) -> Document:
    return Document("t.txt", "0", "markup", read_markup(text), ("text",))


def typeset(text: str) -> Document:
    """The same lines as a PDF with a text layer; a tab moves to the next column."""
    import pymupdf

    made: Any = pymupdf
    with made.open() as pdf:
        page = pdf.new_page()
        for row, line in enumerate(text.splitlines()):
            left = 54.0
            for cell in line.split("\t"):
                if cell.strip():
                    page.insert_text((left, 60 + 14 * row), cell, fontsize=9)
                left += max(150, 5.5 * len(cell) + 25)
        content: bytes = pdf.tobytes()
    return read_document(content, name="t.pdf")


def sheets_of(document: Document, rules: dict[str, Jurisdiction] = RULES) -> list[Sheet]:
    ledger, found, before = Ledger(), list[Draft](), None
    for section in split(document, rules):
        if section.kind == "sheet" and section.jurisdiction:
            profile = with_unnamed(rules)[section.jurisdiction]
            before, _ = read_sheet(section, profile, ledger, before)
            found.append(before)
    return [{f: ledger.data[n] for f, n in d.fields.items() if n is not None} for d in found]


def accepted(sheet: Sheet) -> dict[str, Any]:
    return {f: d.value for f, d in sheet.items() if d.standing.accepted and d.value is not None}


def test_every_jurisdiction_has_samples_of_several_styles() -> None:
    assert set(RULES) >= NINE
    for code in NINE:
        assert len([s for s in SAMPLES if s.code == code]) >= 2, code
    assert len([s for s in SAMPLES if s.code == "KY"]) >= 5


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_clean_dump(sample: Sample) -> None:
    (sheet,) = sheets_of(dump(sample.text))
    assert without_signer(accepted(sheet)) == without_signer(sample.wanted)


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_damaged_dump(sample: Sample) -> None:
    assert sample.worn != sample.text
    (sheet,) = sheets_of(dump(sample.worn))
    assert without_signer(accepted(sheet)) == without_signer(sample.wanted)


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_native_text(sample: Sample) -> None:
    (sheet,) = sheets_of(typeset(sample.text))
    got = accepted(sheet)
    assert without_signer(got) == without_signer(sample.wanted)
    signer = sample.wanted.get("issued_by")
    assert got.get("issued_by") == signer if signer else True


def without_signer(fields: dict[str, Any]) -> dict[str, Any]:
    """Only a typed signature is read, and what is typed depends on how the page was read."""
    return {name: value for name, value in fields.items() if name != "issued_by"}


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_what_the_head_does_not_print_is_no_loss(sample: Sample) -> None:
    """What is replaced is absent where the page names none, never unreadable: nothing was lost."""
    (sheet,) = sheets_of(dump(sample.text))
    for field, value in zip(("cancels_book", "cancels_sheet"), sample.identity[3:5], strict=True):
        if value is None:
            assert sheet[field].standing.value == "absent", field


REVISED = {
    "KY": "P.S.C. KY. NO. 4\n{now} REVISED SHEET NO. 9\nCANCELLING P.S.C. KY. NO. 4\n"
    "{old} REVISED SHEET NO. 9\n",
    "WV": "P.S.C. W. VA. NO. 4\n{now} REVISION OF ORIGINAL SHEET NO. 9\n"
    "CANCELING {old} REVISION OF ORIGINAL SHEET NO. 9\n",
    "OR": "P.U.C. OREGON NO. 4\n{now} REVISION OF SHEET NO. 9\nCANCELING {old} REVISION OF SHEET"
    " NO. 9\n",
    "FL": "{now} REVISED SHEET NO. 9.050\nCANCELS {old} REVISED SHEET NO. 9.050\nFLORIDA\n",
    "IN": "I.U.R.C. NO. E-4\n{now} REVISED NO. 9\nSUPERSEDING\n{old} REVISED NO. 9\n",
    "MO": "P.S.C. MO. NO. 4\n{now} REVISED SHEET NO. 9\nCANCELLING P.S.C. MO. NO. 4\n"
    "{old} REVISED SHEET NO. 9\n",
    "CO": "COLO. PUC NO. 4\n{now} REVISED SHEET NO. 9\nCANCELS {old} REVISED SHEET NO. 9\n",
}
UNITS = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth"]
TEENS = [
    *("Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth"),
    *("Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth"),
]
TENS = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]


def in_words(number: int) -> str:
    if number < 20:
        return (UNITS + TEENS)[number - 1]
    tens, unit = divmod(number, 10)
    return f"{TENS[tens - 2]}-{UNITS[unit - 1]}" if unit else f"{TENS[tens - 2][:-1]}ieth"


def in_figures(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


@given(
    code=st.sampled_from(sorted(REVISED)),
    revision=st.integers(2, 99),
    words=st.booleans(),
    upper=st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_any_revision_in_words_or_figures(
    code: str, revision: int, words: bool, upper: bool
) -> None:
    write = in_words if words else in_figures
    head = REVISED[code].format(now=write(revision), old=write(revision - 1))
    text = f"{head.upper() if upper else head}ELM RUN POWER COMPANY\nGENERAL SERVICE\n{BODY}"
    (sheet,) = sheets_of(dump(text))
    got = accepted(sheet)
    assert got["jurisdiction"] == code
    assert (got["revision"], got["cancels_revision"]) == (revision, revision - 1)


MARKED = "Customer Charge per month\t$12.50\t({letter})\n"


@pytest.mark.parametrize(
    ("letter", "meanings"),
    [
        ("D", {"KY": "discontinued", "WV": "decrease", "CA": "discontinued", "CO": "discontinued"}),
        ("T", {"KY": "change in text", "WV": "temporary", "OR": "change in text"}),
        ("O", {"WV": "omission"}),
        ("S", {"KY": "moved"}),
        ("M", {"OR": "moved", "CO": "moved"}),
    ],
)
def test_a_mark_means_what_its_own_state_says(letter: str, meanings: dict[str, str]) -> None:
    for code, meaning in meanings.items():
        assert RULES[code].marks[letter].startswith(meaning), code
    if letter in ("O", "M"):
        assert all(letter not in RULES[code].marks for code in NINE - set(meanings))


def test_what_a_mark_claims_of_an_amount() -> None:
    """The book checks marks against amounts: (D) claims a decrease in West Virginia alone."""
    signs = signs_of({code: profile.marks for code, profile in RULES.items()})
    assert signs["WV"] == {"I": 1, "D": -1}
    assert signs["KY"] == {"I": 1, "R": -1}
    assert all("D" not in signs.get(code, {}) for code in NINE - {"WV"})
    assert not {"NY", "FL", "IN", "MO"} & set(signs)


def test_a_new_state_brings_its_own_meanings(tmp_path: Path) -> None:
    """(A) is an increase in Washington, and nothing in Kentucky, though both are loaded."""
    place = tmp_path / "jurisdictions"
    place.mkdir()
    profile = (
        Path(RULES["OR"].file)
        .read_text(encoding="utf-8")
        .replace("Oregon", "Washington")
        .replace('code = "OR"', 'code = "WA"')
        .replace('I = "increase"', 'A = "increase"')
    )
    (place / "washington.toml").write_text(profile, encoding="utf-8")
    rules = load_jurisdictions([*rule_directories(), tmp_path])
    assert signs_of({c: p.marks for c, p in rules.items()})["WA"] == {"A": 1, "R": -1}
    assert "A" not in rules["KY"].marks
    assert "I" not in rules["WA"].marks


@pytest.mark.parametrize(
    "sample",
    [
        s
        for s in SAMPLES
        if s.style in ("corner", "revision of original", "words", "stacked", "revised")
    ],
    ids=lambda s: s.code,
)
@pytest.mark.parametrize("letter", ["D", "O", "T", "A", "M"])
def test_only_the_marks_of_the_books_own_state_are_marks(sample: Sample, letter: str) -> None:
    text = sample.text.replace(BODY, BODY + MARKED.format(letter=letter))
    records = read_pages(dump(text)).records
    (sheet,) = [r for r in records if r.kind == "sheet"]
    marks: list[dict[str, str]] = sheet.values["change_marks"] or []
    found = [mark["mark"] for mark in marks]
    assert found == ([letter] if letter in RULES[sample.code].marks else [])


def test_a_neighbours_name_does_not_move_a_sheet() -> None:
    """Kentucky's sheet stays Kentucky's though it speaks of West Virginia and Florida at length."""
    sample = SAMPLES[0]
    talk = "Service in West Virginia and Florida, and West Virginia and Florida taxes, are not"
    text = sample.text.replace(BODY, BODY + f"{talk} part of this. {talk} part of this.\n")
    (sheet,) = sheets_of(dump(text))
    assert accepted(sheet) == accepted(sheets_of(dump(sample.text))[0])


@pytest.mark.parametrize(
    "head",
    [
        "P.U.C.O. No. 17\nThirteenth Revised Sheet No. D20\n"
        "Cancels\nTwelfth Revised Sheet No. D20\n",
        "FERC Gas Tariff\nFifth Revised Volume No. 1\nFirst Revised Sheet No. 5\n"
        "Superseding Original Sheet No. 5\n",
        "FORTY-FIFTH REVISED SHEET NO. 6.120\nCANCELS FORTY-FOURTH REVISED SHEET NO. 6.120\n",
    ],
    ids=["ohio", "ferc", "nobody"],
)
def test_a_sheet_of_no_known_state_is_of_none(head: str) -> None:
    text = f"{head}ELM RUN POWER COMPANY\nGENERAL SERVICE\n{BODY}"
    for sheet in sheets_of(dump(text)):
        assert not {"jurisdiction", "book", "cancels_book"} & accepted(sheet).keys()


GUIDE = Path(__file__).parents[2] / "docs" / "add-a-jurisdiction.md"


def test_the_worked_example_of_the_guide(tmp_path: Path) -> None:
    example = GUIDE.read_text(encoding="utf-8").partition("## A worked example")[2]
    page, profile = re.findall(r"```(?:text|toml)\n(.*?)```", example, re.DOTALL)[:2]
    table = example.partition("| field | value |")[2].partition("\n\n")[0]
    said = dict(re.findall(r"^\| (\w+) \| (.+?) \|$", table, re.MULTILINE))
    (tmp_path / "jurisdictions").mkdir()
    (tmp_path / "jurisdictions" / "washington.toml").write_text(profile, encoding="utf-8")
    rules = load_jurisdictions([*rule_directories(), tmp_path])
    (sheet,) = sheets_of(dump(page), rules)
    got = without_signer(accepted(sheet))
    assert {name: str(value) for name, value in got.items() if name != "pages"} == said
    assert len(said) > 10


@pytest.mark.parametrize(
    ("code", "style", "meant", "seen", "field"),
    [
        ("OR", "revision of", "No. E-18", "No. E-1B", "book"),
        ("NY", "electronic tariff system", "PSC NO: 220", "PSC NO: 22O", "book"),
        ("NY", "one under another", "LEAF: 84.1", "LEAF: 84.l", "sheet"),
        (
            "NY",
            "one under another",
            "SUPERSEDING REVISION: 11",
            "SUPERSEDING REVISION: 1l",
            "cancels_revision",
        ),
        ("FL", "words", "REVISED SHEET NO. 6.120\nCAN", "REVISED SHEET NO. 6.12O\nCAN", "sheet"),
        ("WV", "tariff number", "SHEET NO. 1-1\nCAN", "SHEET NO. l-1\nCAN", "sheet"),
        ("IN", "bare number", "Revised No. 200", "Revised No. 20O", "sheet"),
        ("MO", "schedule number", "ER-2014-0258", "ER-2014-02S8", "authority_case"),
        ("FL", "revision alone", "130040-EI", "130040-FI", "authority_case"),
        ("NY", "electronic tariff system", "04/01/2013", "04/01/2Ol3", "stamped_effective"),
        ("KY", "energy regulatory commission", "E.R.C.", "E R.C.", "cancels_book"),
    ],
)
def test_a_damaged_number_is_never_another(
    code: str, style: str, meant: str, seen: str, field: str
) -> None:
    (sample,) = [s for s in SAMPLES if (s.code, s.style) == (code, style)]
    assert meant in sample.text
    (sheet,) = sheets_of(dump(sample.text.replace(meant, seen, 1)))
    assert accepted(sheet).get(field) in (None, sample.wanted[field])
