"""The date a stamp says, for the list of stamps in a document's record."""

from __future__ import annotations

from ratebook.forms.tokens.dates import leading_date
from ratebook.model.page import Stamp, Word


def stamp_date(stamp: Stamp) -> str | None:
    """The one date of a stamp as ISO text; None where it bears none, several, or one that the
    engines read differently or that something crosses."""
    found: set[str | None] = set()
    for line in stamp.lines:
        token = leading_date(line.text)
        if token is not None:
            words = line.words_between(token.start, token.end)
            found.add(None if any(map(_doubtful, words)) else token.value)
    return found.pop() if len(found) == 1 else None


def _doubtful(word: Word) -> bool:
    """A word that the file itself prints has no score and is certain."""
    return word.score is not None and (word.touched or word.agreed is False)
