"""The change mark beside a row, as the page prints it or as a worn page shows it."""

from __future__ import annotations

from ratebook.forms.section import place_of
from ratebook.forms.tables.hit import Token
from ratebook.forms.tokens.values import read_text
from ratebook.records.datum import Candidate, Standing
from ratebook.records.ledger import Ledger

MARKS = "CDINRST"
"""Change marks a margin may carry."""


def enter_mark(token: Token, ledger: Ledger) -> int:
    """The datum of a mark. What may be the mark (I) or a footnote's (1) is `I` where the second
    engine reads the letter, and open where none does."""
    place = place_of(token.line, token.start, token.end)
    if token.raw.isalpha():
        value = read_text(token.raw).value
        return ledger.add(token.raw, value, Standing.READ, place, label="change")
    seconds = [word.second or "" for word in token.line.words_between(token.start, token.end)]
    if any("(I)" in second for second in seconds):
        said = {"kind": "closed-list", "raw": token.raw, "value": "I", "list": list(MARKS)}
        note = (f"{token.raw} is (I): the other engine reads the letter",)
        return ledger.add(
            token.raw, "I", Standing.REPAIRED, place, repairs=note, proof=(said,), label="change"
        )
    worn = (Candidate("I", 1.0, f"{token.raw} may be the mark (I) or a footnote"),)
    return ledger.add(token.raw, None, Standing.AMBIGUOUS, place, candidates=worn, label="change")
