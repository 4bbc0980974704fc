"""Bounds are those of the textbooks, and the model of errors does what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratebook.audit.bound import Share
from ratebook.audit.duel import sign_test
from ratebook.audit.estimate import of_signals
from ratebook.audit.model import Example, as_json, fit, from_json, shipped
from ratebook.audit.rawtext import text_rates
from ratebook.audit.same import printed_number, says
from ratebook.audit.signals import NAMES, Signals


def test_wilson_and_the_rule_of_three() -> None:
    half = Share(50, 100)
    assert (round(half.low, 4), round(half.high, 4)) == (0.4038, 0.5962)
    assert Share(0, 300).low == 0
    assert Share(0, 300).high == pytest.approx(0.009986, rel=1e-3)
    assert Share(300, 300).low == pytest.approx(1 - 0.009986, rel=1e-3)
    assert Share(0, 0).rate is None


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_an_interval_holds_its_rate(one: int, other: int) -> None:
    share = Share(one, one + other)
    if share.rate is not None:
        assert 0 <= share.low <= share.rate <= share.high <= 1


def test_the_sign_test() -> None:
    assert sign_test(0, 0) == 1
    assert sign_test(5, 5) == 1
    assert sign_test(0, 6) == pytest.approx(2 / 64)
    assert sign_test(400, 700) < 1e-6


def documents(chance_of_loss: float) -> list[Example]:
    """Documents whose missed values are three for each unread line and one for each flag."""
    found: list[Example] = []
    for n in range(1, 41):
        flagged, unread = n % 5, n % 4 if chance_of_loss else 0
        counts = dict.fromkeys(NAMES, 0.0) | {"stated": 100.0, "flagged": flagged, "unread": unread}
        found.append(Example(Signals("markup", counts), flagged + 3 * unread, n % 2))
    return found


def test_the_estimate_finds_what_the_signals_stand_for() -> None:
    examples = documents(1.0)
    model = from_json(as_json(fit(examples, {"seeds": [1]})))
    unseen = [e for e in documents(1.0) if e.signals["unread"] == 3][:5]
    said = of_signals([e.signals for e in unseen], model)
    true = sum(e.missed + e.wrong for e in unseen) / sum(100 + e.missed for e in unseen)
    assert said.error.holds(true)
    assert said.error.rate == pytest.approx(true, rel=0.2)
    assert not said.doubts


def test_what_was_never_calibrated_is_said() -> None:
    model = fit(documents(1.0), {})
    strange = Signals("picture", dict.fromkeys(NAMES, 0.0) | {"stated": 50.0})
    noisy = Signals("markup", dict.fromkeys(NAMES, 0.0) | {"stated": 50.0, "checks": 30.0})
    assert "group" in of_signals([strange], model).doubts[0]
    assert "checks" in of_signals([noisy], model).doubts[0]


def test_none_seen_is_no_zero() -> None:
    said = of_signals([Signals("typeset", {"stated": 30.0})], shipped())
    assert said.wrong.high >= 0.09
    assert said.error.low <= said.error.rate <= said.error.high <= 1


@pytest.mark.parametrize(
    ("raw", "value", "yes"),
    [
        ("$0.06185", "0.06185", True),
        ("6.185¢", "0.06185", True),
        ("(1,204.50)", "-1204.50", True),
        ("1.204.50", "1204.50", False),
        ("$O.06", "0.06", False),
        ("June 1, 2010", "2010-06-01", True),
        ("Rate  e", "Rate E", True),
        ("", None, True),
        ("7", 7, True),
        ("1E9", "1000000000", False),
    ],
)
def test_what_a_token_says(raw: str, value: object, yes: bool) -> None:
    assert says(raw, value) is yes


@given(st.text(max_size=80))
def test_any_token_may_come(text: str) -> None:
    printed_number(text)
    says(text, "1.5")


def test_raw_text_rates() -> None:
    meant = ["the", "rate", "is", "1,204.50", "per", "month", "from", "June", "2010"]
    read = ["from", "the", "rate", "is", "1.204.50", "per", "rnonth", "June", "stray", "2010"]
    made = text_rates(read, meant)
    assert (made.words, made.word_errors, made.figures, made.figure_errors) == (9, 2, 2, 1)
    assert (made.moved, made.added) == (1, 1)
    assert made.sign_errors == 1 + 2 + len("stray")
    assert made.confused[",", "."] == 1
    assert made.classes == {"point for comma": 1, "glyphs": 1}
