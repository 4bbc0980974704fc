"""Lists that stand side by side below one line, each cell of which names one of them:
`Single Phase Service | Three Phase Service` over `Customer Charge | $12.00 | Customer Charge |
$25.00`."""

from __future__ import annotations

from collections.abc import Sequence

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.meaning.meaning import Meaning
from ratebook.model.page import Cell

_PAIR = 2


def name_panel(meaning: Meaning, own: Sequence[Cell], context: Context, lists: int = 0) -> None:
    """Names a charge by the list in which its cells (`own`) stand. `lists`: so many stand side by
    side in its row; 0 where the row is of one list, below others that are known to."""
    heading = next((h for h in reversed(context.stack) if h.group), None)
    if heading is None or not (lists or heading.panels):
        return
    name = _over(heading, own, lists)
    if name is None:
        return
    heading.panels = True
    meaning.fields["group"] = Source(" ".join(name.text.split()), heading)


def _over(heading: Heading, own: Sequence[Cell], lists: int) -> Cell | None:
    """The only cell of a heading that stands over these; None where it has not one for each list
    or these stand below several."""
    cells = heading.line.filled
    if len(cells) < _PAIR or heading.line.tabular or (lists and len(cells) != lists):
        return None
    left, right = own[0].left, own[-1].right
    over = [c for c in cells if c.left < right and left < c.right]
    return over[0] if len(over) == 1 else None
