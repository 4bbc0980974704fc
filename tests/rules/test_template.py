"""Templates match whole lines: words may be damaged, fields never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.rules.equation import EquationError, parse
from ratebook.rules.template import Template, TemplateError

TOTAL = Template("Total Cycle {cycle:integer} Reduction {mw:load}")


def test_fields_come_back_as_printed() -> None:
    m = TOTAL.match("\tTotal Cycle 2 Reduction\t56.5")
    assert m is not None
    assert (m["cycle"], m["mw"]) == ("2", "56.5")


def test_lost_and_doubled_spaces_match() -> None:
    assert TOTAL.match("TotalCycle 2  Reduction 56.5")


def test_damaged_words_match_only_when_allowed() -> None:
    line = "Total Cycle 2 Reductoin 56.5"
    assert TOTAL.match(line) is None
    assert TOTAL.match(line, fuzzy=True) is not None


def test_no_figure_is_taken_for_a_damaged_letter() -> None:
    m = TOTAL.match("Total Cycle 2 Reduction 1 8.9", fuzzy=True)
    assert m is None or m["mw"] != "8.9"


@given(st.integers(0, 999), st.integers(1, 9))
def test_a_field_is_never_a_part_of_a_number(whole: int, tenth: int) -> None:
    m = Template("Total {mw:load}").match(f"Total {whole},5{whole}.{tenth}")
    assert m is None or m["mw"] == f"{whole},5{whole}.{tenth}"


def test_alternatives_and_optional_words() -> None:
    template = Template("(Rate|Rates) [per month] {amount:money}")
    assert template.match("Rates $ 4.50")
    assert template.match("Rate per month $4.50")
    assert not template.match("Charge $4.50")


def test_repeated_fields_give_every_value() -> None:
    m = Template("Year {year:year+}").match("Year\t2010\t2011\t2012")
    assert m is not None
    assert m.captures("year") == ["2010", "2011", "2012"]


def test_very_long_lines_never_match() -> None:
    assert Template("{rest:anything}").match("x" * 601) is None


@pytest.mark.parametrize("source", ["{amount:nosuch}", "{amount", "x } y"])
def test_a_wrong_template_says_so(source: str) -> None:
    with pytest.raises(TemplateError):
        Template(source).match("x")


def test_equations() -> None:
    kind, terms, _ = parse("present + change = final")
    assert (kind, [(int(t.coef), t.ref) for t in terms]) == (
        "linear", [(1, ("present",)), (1, ("change",)), (-1, ("final",))],
    )  # fmt: skip
    kind, terms, scale = parse("change / present * 100 = percent")
    assert (kind, int(scale), terms[2].ref) == ("ratio", 100, ("percent",))
    _, terms, _ = parse("sum(job.cost) = total.cost")
    assert [t.total for t in terms] == [True, False]
    _, terms, _ = parse("0.75 * margin = customers")
    assert str(terms[0].coef) == "0.75"


@pytest.mark.parametrize("text", ["a + b", "a = b = c", "a b = c", "= c", "sum(a = b", "2 = c"])
def test_what_is_no_equation_is_refused(text: str) -> None:
    with pytest.raises(EquationError):
        parse(text)


@given(st.text(alphabet="ab.+-*/=() sum0123", max_size=24))
def test_any_text_is_an_equation_or_refused(text: str) -> None:
    try:
        kind, terms, _ = parse(text)
    except EquationError:
        return
    assert kind in ("linear", "ratio")
    assert terms
