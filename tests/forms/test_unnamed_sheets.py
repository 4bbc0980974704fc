"""Sheets that name neither a state nor a book: what is there is read, the rest is for a person."""

from __future__ import annotations

from ratebook.pipeline.read import read_path

_SHEET = """TALL ELM POWER COMPANY                  TENTH REVISED SHEET NO. 6.120
                                        CANCELS NINTH REVISED SHEET NO. 6.120

RESIDENTIAL SERVICE - RS-1
RATES
Customer Charge    $9.50 per month     (T)
Energy Charge     8.55¢ per kWh

ISSUED BY: J. Smith, Vice President
EFFECTIVE: January 1, 2012
"""


def test_state_and_book_are_for_a_person() -> None:
    records = read_path(_SHEET.encode(), name="sheet.txt").records
    (sheet,) = [r for r in records if r.kind == "sheet"]
    assert (sheet.values["sheet"], sheet.values["revision"]) == ("6.120", 10)
    assert (sheet.values["utility"], sheet.values["effective"]) == (
        "TALL ELM POWER COMPANY",
        "2012-01-01",
    )
    assert {"jurisdiction", "book"} <= set(sheet.needs_review)
    charges = [r.values for r in records if r.kind == "charge"]
    assert [(c["amount"], c["unit"]) for c in charges] == [
        ("9.50", "USD/month"),
        ("0.0855", "USD/kWh"),
    ]
    # A letter in the margin is kept as printed; what it means depends on the state.
    assert [c["change"] for c in charges] == ["T", None]


def test_a_letter_that_speaks_of_a_sheet_is_none() -> None:
    letter = (
        "Dear Sir:\nEnclosed is our Tenth Revised Sheet No. 6.120 with a customer charge of\n"
        "$9.50 per month,\ncancelling Ninth Revised Sheet No. 6.120, which we ask you to file.\n"
        "Sincerely,\nJ. Smith\n"
    )
    records = read_path(letter.encode(), name="letter.txt").records
    assert {r.kind for r in records} <= {"document", "issue"}
