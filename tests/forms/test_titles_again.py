"""Officers' titles that a signature crosses are told by the other sheets of the document."""

from __future__ import annotations

import pytest

from ratebook.forms.tokens.titles import settle_titles
from ratebook.records.datum import Place, Standing
from ratebook.records.ledger import Ledger


def _last(*titles: tuple[str, Standing]) -> tuple[Standing, object]:
    ledger, at = Ledger(), 0
    for page, (raw, standing) in enumerate(titles, 1):
        value = raw if standing.accepted else None
        at = ledger.add(raw, value, standing, Place(page, None), label="issuer_title")
    settle_titles(ledger)
    return ledger.data[at].standing, ledger.data[at].value


PLAIN = ("Vice President, Finance", Standing.READ)


@pytest.mark.parametrize(
    "raw", ["Vice President Finance", "VICE PRESIDENT, FINANCE", "Vice President, Finanee"]
)
def test_the_same_words_of_another_sheet_are_the_title(raw: str) -> None:
    found = _last(PLAIN, (raw, Standing.UNREADABLE))
    assert found == (Standing.READ, "Vice President, Finance")


@pytest.mark.parametrize(
    "raw", ["Vice President", "Vice President, Finance and", "Vice Presiden, Finanee"]
)
def test_other_words_stay_open(raw: str) -> None:
    assert _last(PLAIN, (raw, Standing.UNREADABLE)) == (Standing.UNREADABLE, None)


def test_a_title_that_goes_on_elsewhere_stays_open() -> None:
    both = (("President", Standing.READ), ("President and CEO", Standing.READ))
    assert _last(*both, ("President", Standing.UNREADABLE))[0] is Standing.UNREADABLE
    assert _last(*both[:1], ("President", Standing.UNREADABLE))[0] is Standing.READ


def test_one_sheet_alone_tells_nothing() -> None:
    assert _last(("President", Standing.UNREADABLE))[0] is Standing.UNREADABLE
