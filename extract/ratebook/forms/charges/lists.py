"""Lists of labels with the list of their prices below: what a walk makes of them."""

from __future__ import annotations

from ratebook.forms.charges.headings.heading import ITEM
from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.lines.flat import Flat
from ratebook.forms.charges.lines.parts import heading_at, left_of
from ratebook.forms.charges.lines.slid import Slid, is_bare, of_labels
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.meaning.meaning import Meaning, understand
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.price import prices
from ratebook.forms.tables.hit import Text


def take_slid(walk: Walk, first: int, slid: Slid) -> int:
    """Takes a list of labels with the list of their prices below it; the next line to take."""
    walk.setting.context.end_blocks()
    walk.setting.context.outdent(left_of(walk.texts[first]))
    made: dict[int, Found] = {}
    unread = "" if slid.pairs else "names and prices stand in lists that are not as long"
    over = facets(" ".join(walk.texts[n].text.strip() for n in slid.over)) if slid.over else None
    priced = list(slid.pairs.values()) or [
        n for n in range(first, slid.end) if is_bare(walk.texts[n])
    ]
    for at in range(first, min(priced)):
        text = walk.texts[at]
        if at not in slid.pairs:
            heading, _ = heading_at(walk, at)
            if heading and not of_labels(text) and at not in slid.over:
                walk.setting.context.open(heading)
            walk.claims[at] = "heading"
            continue
        below = walk.texts[slid.pairs[at]]
        price = prices(below.text)[0]
        try:
            meaning = understand(text.text, below.text[price.end :], price, walk.setting, over)
            _call(meaning, text)
            made[at] = Found(meaning, below)
        except UnreadError as error:
            unread = unread or str(error)
        walk.setting.context.row(left_of(text))
        walk.claims[at] = "charge, its price below its label's list"
    walk.enter([] if unread else list(made.values()))
    for at in priced:
        walk.claims[at] = "charge, its price below its label's list"
        walk.unread += [(walk.texts[at], unread)] if unread else []
    return slid.end


def take_flat(walk: Walk, at: int, flat: Flat) -> int:
    """Takes a line of labels with the line of their prices below it; the next line to take."""
    # Beside which of them its mark stood, the line does not say.
    below, why = walk.texts[flat.line]._replace(mark=None), ""
    made: list[Found] = []
    for label, (price, unit) in zip(flat.labels, flat.priced, strict=True):
        try:
            made.append(Found(understand(label, unit, price, walk.setting), below))
        except UnreadError as error:
            why = str(error)
    walk.claims[at] = "labels, their prices in a line below"
    walk.flat[flat.line] = why
    if not why:
        walk.enter(made)
    return at + 1


def _call(meaning: Meaning, text: Text) -> None:
    """Names a charge by the line above its price, where its name does not hold that yet."""
    said = ITEM.sub("", " ".join(text.text.split())).strip(" :.*")
    label = meaning.fields.get("label")
    names = " ".join(meaning.fields[n].value for n in ("label", "group") if n in meaning.fields)
    if facets(said).tiers or said.lower() in names.lower():
        return
    meaning.fields["label"] = Source(f"{said}, {label.value}" if label else said)
