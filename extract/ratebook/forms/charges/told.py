"""What the lines of a sheet tell together of the charges read from them one by one."""

from __future__ import annotations

from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.meaning.other_months import name_others
from ratebook.forms.charges.meaning.peaks import name_peaks
from ratebook.forms.charges.meaning.unseasonal import drop_seasons
from ratebook.forms.charges.meaning.wholes import drop_shares
from ratebook.forms.charges.repeated import name_repeated
from ratebook.forms.charges.sentences.informing import drop_informing


def tell_of_all(walk: Walk) -> None:
    """Leaves out what only informs, and settles seasons, periods and headings that a
    line alone leaves open."""
    drop_informing(walk)
    drop_shares(walk)
    name_others(walk.found, walk.texts, walk.small)
    name_peaks(walk.found, walk.around)
    drop_seasons(walk.found, walk.small)
    name_repeated(walk)
