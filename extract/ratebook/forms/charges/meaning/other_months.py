"""`All other months`: which season that is the months tell that the sheet prints beside it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.tables.hit import Text

_HOLDS = "other months"
_OTHERS = regex.compile(r"\b(?:all\s+)?other\s+months\b", regex.IGNORECASE)


def name_others(found: Sequence[Found], texts: Sequence[Text], small: str) -> None:
    """Gives charges of all other months the season that the sheet does not name. `small`: all of
    the sheet in small letters. Where it names none, their season is not accepted."""
    if _HOLDS not in small:
        return
    of_others = [one for one in found if _is_of_others(one)]
    said = (_OTHERS.sub("", text.text) for text in texts) if of_others else ()
    named = {season.value for text in said for season in facets(text).seasons}
    for one in of_others:
        if named == {"winter"}:
            one.meaning.fields["season"] = one.meaning.fields["season"]._replace(value="summer")
        elif not named:
            one.meaning.doubtful.update(("season", "amount"))


def _is_of_others(one: Found) -> bool:
    """Whether a charge has its season from nothing but words of all other months."""
    source = one.meaning.fields.get("season")
    if source is None:
        return False
    printed = one.text.text
    if source.heading is not None:
        printed = source.heading.text
    elif source.over is not None:
        printed = source.over.text
    return _OTHERS.search(printed) is not None and not facets(_OTHERS.sub("", printed)).seasons
