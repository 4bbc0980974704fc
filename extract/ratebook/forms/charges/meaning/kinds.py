"""The kind of charge that a line's own words name."""

from __future__ import annotations

from ratebook.forms.charges.meaning.lamps import by_pole, of_lamp_or_pole
from ratebook.forms.charges.words.facets import Facets
from ratebook.forms.charges.words.words import charge_words


def own_component(said: list[Facets]) -> str | None:
    """The component that a line's own words name: the first of the lookup's order."""
    found = [of_lamp_or_pole(s.value, f.text) for f in said for s in f.components]
    label = {s.value for s in said[0].components} if said else set[str]()
    over = any(by_pole(f.text) for f in said[2:])
    if ("lamp" in label or over) and "pole" not in label:
        # `Existing Pole | New Pole` over the prices of lamps.
        found = ["lamp" if name == "pole" else name for name in found]
    if any(m.value == "attachment" for f in said for m in f.measures):
        # `Pole` below `Annual charge per attachment`: what others hang on it.
        found = ["other" if name == "pole" else name for name in found]
    order = charge_words()["components"]["order"]
    return min(found, key=order.index, default=None)
