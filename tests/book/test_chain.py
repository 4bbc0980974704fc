"""Revision chains, their ends, and the laws they obey."""

from datetime import date

import book_samples as made
import pytest

from ratebook.book.book import Book
from ratebook.book.chain import Chain, status
from ratebook.book.filed import revision_name
from ratebook.book.law import signs_of
from ratebook.errors import UsageError


def chain_of(*records: made.Record) -> Chain:
    (chain,) = Book.of(records, made.UTILITY).chains
    return chain


def codes(*records: made.Record) -> set[str]:
    return {f.code for f in Book.of(records, made.UTILITY).findings()}


def test_a_printed_cancellation_and_the_successors_date_agree() -> None:
    first = made.sheet("20", 0, "2008-06-06", cancelled="2010-01-28")
    second = made.sheet("20", 1, "2010-01-28", cancelled="2010-11-05")
    one, two = chain_of(second, first).spans
    assert (one.start, one.until, one.end_by) == (date(2008, 6, 6), date(2010, 1, 28), "printed")
    assert two.until == date(2010, 11, 5)
    assert codes(first, second) == set()


def test_an_inferred_end_says_so_and_names_the_successor() -> None:
    one, two = chain_of(made.sheet("3", 0, "2009-01-01"), made.sheet("3", 1, "2010-01-01")).spans
    assert (one.until, one.end_by) == (date(2010, 1, 1), "inferred")
    assert one.witnesses[0].who == "book 5, sheet 3, 1st Revised"
    assert (two.until, two.end_by) == (None, "none known")


def test_the_stamp_governs_and_the_difference_is_a_finding() -> None:
    sheet = made.sheet("3", 0, "2009-01-01", stamped_effective="2009-02-01")
    assert chain_of(sheet).spans[0].start == date(2009, 2, 1)
    assert "stamp_differs" in codes(sheet)


def test_an_illegible_stamp_leaves_the_utilitys_date_but_a_rival_stamp_does_not() -> None:
    lost = made.sheet("3", 0, "2009-01-01", stamped_effective=made.doubt("unreadable"))
    assert chain_of(lost).spans[0].start == date(2009, 1, 1)
    rival = made.doubt("ambiguous", "2009-01-01", "2009-07-01")
    assert (
        chain_of(made.sheet("3", 0, "2009-01-01", stamped_effective=rival)).spans[0].start is None
    )


@pytest.mark.parametrize("standing", ["derived", "ambiguous", "unreadable"])
def test_a_date_that_is_not_accepted_is_never_used(standing: str) -> None:
    doubtful = made.doubt(standing, "2009-01-01", value="2009-01-01")
    chain = chain_of(made.sheet("3", 0, doubtful))
    stood = status(chain, date(2009, 6, 1))
    assert (stood.state, chain.spans[0].start) == ("unknown", None)
    assert "2009-01-01" in str(chain.spans[0].doubts[0])


def test_a_number_without_evidence_is_not_believed() -> None:
    sheet = made.sheet("3", 0, "2009-01-01")
    del sheet.evidence["effective"]
    assert chain_of(sheet).spans[0].start is None


def test_missing_revisions_are_named_and_the_days_between_unknown() -> None:
    first = made.sheet("3", 0, "2009-01-01", cancelled="2009-06-01")
    third = made.sheet("3", 2, "2010-01-01")
    chain = chain_of(first, third)
    assert chain.missing == (1,)
    assert "missing_revision" in codes(first, third)
    stood = status(chain, date(2009, 8, 1))
    assert stood.state == "unknown"
    assert "ended on 2009-06-01" in stood.reason
    assert "2010-01-01" in stood.reason


def test_days_before_the_original_and_before_a_later_revision() -> None:
    assert status(chain_of(made.sheet("3", 0, "2009-01-01")), date(2008, 1, 1)).state == "none"
    stood = status(chain_of(made.sheet("3", 2, "2009-01-01")), date(2008, 1, 1))
    assert stood.state == "unknown"
    assert "1st Revised is not in the book" in stood.reason


def test_after_the_last_known_end_the_answer_is_unknown() -> None:
    stood = status(
        chain_of(made.sheet("15", 2, "2009-08-01", cancelled="2010-08-01")), date(2010, 8, 1)
    )
    assert stood.state == "unknown"
    assert "what replaced it is not in the book" in stood.reason


@pytest.mark.parametrize(("printed", "code"), [("2010-02-01", "overlap"), ("2009-12-01", "gap")])
def test_a_cancellation_against_the_successor_names_both(printed: str, code: str) -> None:
    first = made.sheet("3", 0, "2009-01-01", cancelled=printed)
    second = made.sheet("3", 1, "2010-01-01")
    found = [f for f in Book.of([first, second], made.UTILITY).findings() if f.code == code]
    assert [c.document for c in found[0].sides] == ["sheet-3-0.pdf", "sheet-3-1.pdf"]
    between = date.fromisoformat(min(printed, "2010-01-01"))
    assert status(chain_of(first, second), between).state == "unknown"


def test_dates_that_go_back_are_found() -> None:
    assert "dates_go_back" in codes(
        made.sheet("3", 0, "2010-01-01"), made.sheet("3", 1, "2009-01-01")
    )
    assert "dates_go_back" in codes(made.sheet("3", 0, "2010-01-01", cancelled="2009-01-01"))


def test_forks_are_found() -> None:
    fork = made.sheet("3", 2, "2011-01-01", cancels_revision=0)
    assert {"fork", "cancels_other"} <= codes(made.sheet("3", 1, "2010-01-01"), fork)


def test_two_different_sheets_for_one_place() -> None:
    one = made.sheet("3", 1, "2010-01-01")
    other = made.sheet("3", 1, "2010-03-01", document="other.pdf")
    found = [f for f in Book.of([one, other], made.UTILITY).findings() if f.code == "two_sheets"]
    assert "sheet-3-1.pdf" in found[0].message
    assert "other.pdf" in found[0].message
    assert chain_of(one, other).spans[0].start is None


def test_a_second_scan_of_the_same_sheet_confirms_it() -> None:
    one = made.sheet("3", 1, "2010-01-01", utility=made.UTILITY.upper())
    other = made.sheet("3", 1, made.doubt("unreadable"), document="b.pdf", cancelled="2011-01-01")
    (span,) = chain_of(one, other).spans
    assert (span.start, span.until) == (date(2010, 1, 1), date(2011, 1, 1))


def test_a_new_book_cancels_the_old_one_whole() -> None:
    old = made.sheet("3", 4, "2010-01-01")
    new = made.sheet("1", 0, "2012-01-01", book="6", cancels_book="5")
    first, _ = Book.of([old, new], made.UTILITY).chains
    assert (first.spans[0].until, first.spans[0].end_by) == (date(2012, 1, 1), "book cancelled")
    assert status(first, date(2012, 1, 1)).state == "none"


def test_a_sheet_without_number_is_listed_not_dropped() -> None:
    stray = made.sheet("3", 0, "2010-01-01")
    stray = made.record(
        "sheet", "x.pdf", utility=made.UTILITY, book=made.doubt("derived", value="5")
    )
    book = Book.of([stray], made.UTILITY)
    assert book.chains == []
    assert "book is derived" in book.unplaced[0].reason


def test_change_marks_against_the_sign() -> None:
    first, second = made.sheet("3", 0, "2010-01-01"), made.sheet("3", 1, "2011-01-01")
    before = made.charge(first, "10", "energy", "0.05")
    wrong = made.charge(second, "10", "energy", "0.04", change="I")
    right = made.charge(second, "10", "energy", "0.04", change="R")
    assert "change_mark" in codes(first, second, before, wrong)
    assert "change_mark" not in codes(first, second, before, right)
    elsewhere = [made.sheet("3", n, f"201{n}-01-01", jurisdiction="WV") for n in (0, 1)]
    assert "change_mark" not in codes(
        *elsewhere,
        made.charge(elsewhere[0], "10", "energy", "0.05"),
        made.charge(elsewhere[1], "10", "energy", "0.04", change="I"),
    )


def test_revision_names() -> None:
    assert [revision_name(n) for n in (0, 1, 2, 3, 4, 11, 12, 13, 21, 45, 101, 111)] == [
        "Original",
        "1st Revised",
        "2nd Revised",
        "3rd Revised",
        "4th Revised",
        "11th Revised",
        "12th Revised",
        "13th Revised",
        "21st Revised",
        "45th Revised",
        "101st Revised",
        "111th Revised",
    ]


def test_a_utility_is_found_by_part_of_its_name_and_never_by_guess() -> None:
    records = [
        made.sheet("3", 0, "2010-01-01"),
        made.sheet("3", 0, "2010-01-01", utility="Hollow Rock Electric Company"),
    ]
    assert Book.of(records, "hollow creek").utility == "hollow creek electric coop corp"
    with pytest.raises(UsageError, match="several"):
        Book.of(records, "Hollow")
    with pytest.raises(UsageError, match="no utility"):
        Book.of(records, "Bear Run")


def test_signs_come_from_what_a_jurisdictions_rules_say() -> None:
    marks = {
        "KY": {"I": "increase", "R": "reduction", "T": "change in text"},
        "WV": {"D": "decrease"},
        "XX": {"C": "", "N": "new rate"},
    }
    assert signs_of(marks) == {"KY": {"I": 1, "R": -1}, "WV": {"D": -1}}
    first, second = (made.sheet("3", n, f"201{n}-01-01", jurisdiction="WV") for n in (0, 1))
    charges = [
        made.charge(first, "10", "energy", "0.05"),
        made.charge(second, "10", "energy", "0.06", change="D"),
    ]
    book = Book.of([first, second, *charges], made.UTILITY)
    assert [f.code for f in book.findings(signs_of(marks))] == ["change_mark"]


@pytest.mark.parametrize("amount", ["1E999999", "NaN", "Infinity", "1,754.33", "1_000", "٣"])
def test_numbers_outside_the_plain_grammar_are_no_facts(amount: str) -> None:
    sheet = made.sheet("3", 0, "2010-01-01")
    answer = Book.of([sheet, made.charge(sheet, "10", "energy", amount)], made.UTILITY).on(
        date(2010, 1, 1)
    )
    assert answer.charges == ()
    assert "malformed" in answer.unknowns[0].reason
