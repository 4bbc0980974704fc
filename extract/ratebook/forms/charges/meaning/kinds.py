"""The kind of charge that a line's own words name."""

from __future__ import annotations

from dataclasses import replace

import regex

from ratebook.forms.charges.headings.setting import Setting
from ratebook.forms.charges.meaning.lamps import by_pole, of_lamp_or_pole
from ratebook.forms.charges.words.facets import Facets, Said
from ratebook.forms.charges.words.price import Price
from ratebook.forms.charges.words.words import charge_words

_DEMAND_SIDE = regex.compile(
    r"\bdsm\w*|\b(?:demand[\s-]side|conservation|(?:energy[\s-])?efficiency)\b", regex.IGNORECASE
)


_LIT = regex.compile(
    r"\W*(?:(?:outdoor|street|area|yard|security|all)\s+)*(?:lighting|lights)\W*", regex.I
)


_CONTRIBUTED = regex.compile(r"\bcontribution\b", regex.IGNORECASE)


def of_share(own: str | None, price: Price, said: Facets) -> str | None:
    """The component that a line names (`own`), where its price may be a share: `Percentage with no
    contribution in aid of construction` is paid each month, of what was spent once."""
    shared = own == "nonrecurring" and price.kind == "percent"
    return "other" if shared and _CONTRIBUTED.search(said.text) else own


def _names_lit(said: Facets) -> bool:
    """Whether a heading is the name of the customers that have lights, and says no more."""
    return _LIT.fullmatch(said.text) is not None


def own_component(said: list[Facets]) -> str | None:
    """The component that a line's own words name: the first of the lookup's order."""
    label = {s.value for s in said[0].components} if said else set[str]()
    found = [
        of_lamp_or_pole(s.value, f.text)
        for f in said
        for s in f.components
        # `DSM Incentive` below `Residential | Lighting` is of a class, and no lamp.
        if not (label and "lamp" not in label and f is not said[0] and _names_lit(f))
    ]
    over = any(by_pole(f.text) for f in said[2:])
    if ("lamp" in label or over) and "pole" not in label:
        # `Existing Pole | New Pole` over the prices of lamps.
        found = ["lamp" if name == "pole" else name for name in found]
    if any(m.value == "attachment" for f in said for m in f.measures):
        # `Pole` below `Annual charge per attachment`: what others hang on it.
        found = ["other" if name == "pole" else name for name in found]
    order = charge_words()["components"]["order"]
    return min(found, key=order.index, default=None)


def of_demand_side(said: Facets, setting: Setting) -> Facets:
    """A label as said, but for the parts of a gas cost where it is of programs that save energy:
    `Balance Adjustment` below `DSM charge per Ccf`."""
    if not any(c.value == "gas_cost" for c in said.components):
        return said
    over = [said.text, *(h.text for h in setting.context.stack)]
    over += [setting.title.text] if setting.title else []
    if not any(map(_DEMAND_SIDE.search, over)):
        return said
    own = tuple(
        Said("other", c.start, c.end) if c.value == "gas_cost" else c for c in said.components
    )
    return replace(said, components=own)
