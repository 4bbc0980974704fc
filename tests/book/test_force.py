"""Charges on a day: sheets, orders over them, guides beside them."""

from datetime import date
from decimal import Decimal

import book_samples as made

from ratebook.book.book import Answer, Book
from ratebook.book.change import changes


def ask(day: str, *records: made.Record, schedule: str | None = None) -> Answer:
    return Book.of(records, made.UTILITY).on(date.fromisoformat(day), schedule)


def amounts(answer: Answer) -> dict[str, str]:
    return {f"{f.slot.schedule} {f.slot.component}": f"{f.amount:f}" for f in answer.charges}


SHEET = made.sheet("10", 0, "2010-01-01")
ENERGY = made.charge(SHEET, "10", "energy", "0.05000")
CUSTOMER = made.charge(SHEET, "10", "customer", "10.00")
ORDER = made.order("2012-00001", "2012-03-01")
NEW_ENERGY = made.charge(ORDER, "10", "energy", "0.06000", page=7)


def test_an_order_changes_what_it_names_and_leaves_the_rest() -> None:
    records = (SHEET, ENERGY, CUSTOMER, ORDER, NEW_ENERGY)
    assert amounts(ask("2012-02-29", *records)) == {"10 energy": "0.05000", "10 customer": "10.00"}
    after = ask("2012-03-01", *records)
    assert amounts(after) == {"10 energy": "0.06000", "10 customer": "10.00"}
    energy = next(f for f in after.charges if f.slot.component == "energy")
    assert (energy.who, energy.since) == ("order in case 2012-00001", date(2012, 3, 1))
    assert (energy.citations[0].document, energy.citations[0].page) == ("2012-00001.pdf", 7)
    assert energy.citations[0].box is not None
    assert energy.citations[0].standing == "read"


def test_a_later_sheet_confirms_the_order() -> None:
    later = made.sheet("10", 1, "2012-03-01", authority_case="2012-00001")
    same = made.charge(later, "10", "energy", "0.06")
    answer = ask("2012-03-01", SHEET, ENERGY, ORDER, NEW_ENERGY, later, same)
    (fact,) = answer.charges
    assert fact.confirmed_by == "order in case 2012-00001"
    assert fact.who == "book 5, sheet 10, 1st Revised"


def test_a_sheet_that_contradicts_its_order_leaves_the_charge_unknown() -> None:
    later = made.sheet("10", 1, "2012-04-01", authority_case="2012-00001")
    other = made.charge(later, "10", "energy", "0.07")
    answer = ask("2012-05-01", SHEET, ENERGY, ORDER, NEW_ENERGY, later, other)
    assert answer.charges == ()
    (lost,) = [u for u in answer.unknowns if u.kind == "charge"]
    assert [c.value for c in lost.candidates] == ["0.07", "0.06000"]
    assert "contradicts" in lost.reason


def test_a_later_sheet_of_another_case_simply_governs() -> None:
    later = made.sheet("10", 1, "2013-01-01", authority_case="2012-00099")
    other = made.charge(later, "10", "energy", "0.07")
    assert amounts(ask("2013-01-01", ORDER, NEW_ENERGY, later, other)) == {"10 energy": "0.07"}


def test_two_orders_of_one_day_that_disagree_leave_it_unknown() -> None:
    twin = made.order("2012-00002", "2012-03-01")
    answer = ask("2012-03-01", ORDER, NEW_ENERGY, twin, made.charge(twin, "10", "energy", "0.09"))
    assert answer.charges == ()
    assert {c.value for c in answer.unknowns[0].candidates} == {"0.06000", "0.09"}


def test_unknown_amounts_keep_their_candidates_and_are_no_facts() -> None:
    for standing in ("derived", "ambiguous", "unreadable"):
        doubtful = made.doubt(standing, "0.05416", "0.05410", value="0.05416")
        answer = ask("2010-06-01", SHEET, made.charge(SHEET, "10", "energy", doubtful))
        assert answer.charges == ()
        assert [c.value for c in answer.unknowns[0].candidates] == ["0.05416", "0.05410"]


def test_an_unreadable_amount_in_an_order_does_not_revive_the_old_one() -> None:
    illegible = made.charge(ORDER, "10", "energy", made.doubt("unreadable"))
    answer = ask("2012-06-01", SHEET, ENERGY, ORDER, illegible)
    assert answer.charges == ()
    assert "unreadable" in answer.unknowns[0].reason


def test_a_day_nobody_knows_says_so() -> None:
    answer = ask("1990-01-01", ORDER, NEW_ENERGY, schedule="10")
    assert answer.charges == ()
    assert "nothing is known before order in case 2012-00001" in answer.unknowns[0].reason


def test_guides_claim_and_never_set() -> None:
    guide = made.guide()
    claim = made.charge(guide, "10", "energy", "0.07", effective="2014-01-01")
    answer = ask("2015-01-01", ORDER, NEW_ENERGY, guide, claim)
    assert amounts(answer) == {"10 energy": "0.06000"}
    assert [(c.charge.amount.value, c.agrees) for c in answer.claims] == [(Decimal("0.07"), False)]
    assert ask("2013-01-01", ORDER, NEW_ENERGY, guide, claim).claims == ()
    assert amounts(ask("2015-01-01", guide, claim)) == {}


def test_lamps_are_told_apart_by_label_however_the_light_is_called() -> None:
    lamps = [
        made.charge(SHEET, "OL", "lamp", "15.63", label="400 Watt Mercury Vapor Cobra Head Light"),
        made.charge(SHEET, "OL", "lamp", "16.25", label="200 Watt HPS Cobra Head Light"),
    ]
    new = made.charge(ORDER, "OL", "lamp", "15.89", label="400 WATT Mercury Vapor - Cobra Head")
    answer = ask("2012-03-01", SHEET, *lamps, ORDER, new)
    assert sorted(f"{f.amount:f}" for f in answer.charges) == ["15.89", "16.25"]


def test_charges_with_one_name_in_one_source_take_their_labels_apart() -> None:
    two = [
        made.charge(SHEET, "10", "energy", a, label=w)
        for a, w in (("0.05", "Peak Saver"), ("0.04", "Night Saver"))
    ]
    assert sorted(f"{f.amount:f}" for f in ask("2010-01-01", SHEET, *two).charges) == [
        "0.04",
        "0.05",
    ]


def test_a_sheet_may_print_a_step_that_starts_later() -> None:
    step = made.charge(SHEET, "10", "energy", "0.05", effective="2011-01-01")
    assert ask("2010-06-01", SHEET, step).charges == ()
    assert amounts(ask("2011-01-01", SHEET, step)) == {"10 energy": "0.05"}


PASS_THROUGH = made.order(
    "2021-00112",
    "2021-10-01",
    style="ELECTRONIC APPLICATION OF HOLLOW CREEK FOR PASS-THROUGH OF BIG RIVER POWER, INC."
    " WHOLESALE RATE ADJUSTMENT",
    supplier="Big River Power, Inc.",
    cases_cited=["2021-00103", "2019-00066"],
    laws_cited=["KRS 278.455"],
)
PARAGRAPH = made.record(
    "paragraph",
    "2021-00112.pdf",
    order=PASS_THROUGH.key,
    number=2,
    text="The rates authorized in Case No. 2021-00103 are accepted.",
)


def test_a_pass_through_carries_the_suppliers_case_and_date() -> None:
    charges = [made.charge(PASS_THROUGH, "10", "energy", "0.08998")]
    book = Book.of([SHEET, ENERGY, PASS_THROUGH, PARAGRAPH, *charges], made.UTILITY)
    ((step),) = changes(book, date(2021, 1, 1), date(2021, 12, 31))
    (change,) = step.changes
    assert (change.cause, change.case) == ("pass-through", "2021-00112")
    assert (change.supplier_case, change.supplier_effective) == ("2021-00103", date(2021, 10, 1))
    assert change.supplier == "Big River Power, Inc."
    assert f"{change.delta:f}" == "0.03998"


def _rates(source: made.Record, **energy: str) -> list[made.Record]:
    rates = [made.charge(source, s[1:], "energy", a) for s, a in energy.items()]
    fixed = [made.charge(source, s[1:], "customer", "58.75") for s in energy]
    return rates + fixed


def test_a_uniform_adder_is_found_between_an_order_and_a_guides_claims() -> None:
    before = _rates(ORDER, s20="0.08657", s40="0.06356", s46="0.04832")
    guide = made.guide()
    after = _rates(guide, s20="0.09839", s40="0.07538", s46="0.06014")
    book = Book.of([ORDER, *before, guide, *after], made.UTILITY)
    (step,) = changes(book, date(2012, 3, 1), date(2026, 1, 1))
    assert step.claimed
    assert step.roll_in is not None
    assert (str(step.roll_in.amount), step.roll_in.energy, step.roll_in.unmoved) == (
        "0.01182",
        3,
        3,
    )
    assert {c.cause for c in step.changes} == {"roll-in"}
    assert all(c.claimed for c in step.changes)


def test_an_adder_that_spares_one_energy_charge_or_moves_another_is_none() -> None:
    before = _rates(ORDER, s20="0.08", s40="0.06", s46="0.04")
    for after in (
        _rates(made.guide(), s20="0.09", s40="0.07", s46="0.04"),
        [
            *_rates(made.guide(), s20="0.09", s40="0.07", s46="0.05")[:3],
            made.charge(made.guide(), "20", "customer", "60.00"),
        ],
        _rates(made.guide(), s20="0.09", s40="0.07", s46="0.051"),
    ):
        book = Book.of([ORDER, *before, made.guide(), *after], made.UTILITY)
        (step,) = changes(book, date(2012, 3, 1), date(2026, 1, 1))
        assert step.roll_in is None
        assert {c.cause for c in step.changes} == {"unexplained"}


def test_changes_by_sheets_name_their_case_and_say_where_a_gap_lies() -> None:
    first = made.sheet("10", 0, "2010-01-01", cancelled="2010-06-01")
    third = made.sheet("10", 2, "2011-01-01", authority_case="2010-00167")
    book = Book.of(
        [
            first,
            made.charge(first, "10", "energy", "0.05"),
            third,
            made.charge(third, "10", "energy", "0.055"),
        ],
        made.UTILITY,
    )
    (step,) = changes(book, date(2010, 1, 1), date(2012, 1, 1))
    (change,) = step.changes
    assert (step.on, change.cause, change.case, change.gap) == (
        date(2011, 1, 1),
        "order",
        "2010-00167",
        True,
    )
    assert str(change.percent) == "10.00"


def test_references_may_leave_out_the_kind_of_the_key() -> None:
    short = ENERGY.values["source_key"].removeprefix("sheet|")
    bare = made.Record(
        "charge",
        ENERGY.key,
        ENERGY.document,
        {**ENERGY.values, "source_key": short},
        ENERGY.evidence,
    )
    assert amounts(ask("2010-06-01", SHEET, bare)) == {"10 energy": "0.05000"}
