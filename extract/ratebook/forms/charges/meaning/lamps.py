"""Lamps and poles: which of the two a row is of, and what hangs between them."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ratebook.forms.charges.headings.context import Context
from ratebook.forms.charges.headings.heading import Heading
from ratebook.forms.charges.headings.setting import Source, UnreadError
from ratebook.forms.charges.words.facets import Facets

EACH_KINDS = frozenset({"lamp", "pole"})
_LONG_NAME = 2
_BY_POLE = regex.compile(
    r"\b(?:existing|new|on|with|without|no)\s+(?:\S+\s+){0,3}poles?\b", regex.I
)
"""How a lamp is mounted, over its price."""
_WITH_POLE = regex.compile(
    r"\b(?:with\b|w/|including\b|incl\b\.?|on\b)\s*(?:\S+\s+){0,3}poles?\b"
    r"|\b(?:fixtures?|lamps?|lights?|luminaires?)\s*(?:&|and|plus|\+|,)\s*(?:\S+\s+){0,2}poles?\b",
    regex.IGNORECASE,
)
_ATTACHED = regex.compile(
    r"\b(?:attach\w*|catv|cable|anchors?|(?:two|three)-?\s?(?:user|party))\b", regex.IGNORECASE
)
"""What others hang on a pole, and pay for."""
_ATTACHMENT = regex.compile(r"\battachments?\b", regex.IGNORECASE)
_LIT_POLE = regex.compile(
    r"[^a-z]*(?:watts?|w|lumens?)\b|(?:(?!\bpoles?\b).)*\d\s?(?:watts?|w|lumens?)\b",
    regex.IGNORECASE,
)
"""What is a lamp and names its pole: `100 Watt HPS, 16 ft. aluminum pole`."""
_LAMP = regex.compile(
    r"watts?\b|lumens?\b|\d\s?w\b|\b(?:lamps?|lights?|lighting|lanterns?|fixtures?|luminaires?|bulbs?"
    r"|globes?|acorn|cobra|post[\s-]?top|colonial|vapor|sodium|halide|hps|mv|mh|led|incandescent"
    r"|fluorescent|flood|contemporary|victorian|coach|granville|traditional|decorative)",
    regex.IGNORECASE,
)
"""Words of what gives light."""
_GEAR = regex.compile(
    r"\b(?:spans?|wires?|wiring|conductors?|cables?|feet|foot|ft|trench\w*|guys?|anchors?"
    r"|transformers?|brackets?|arms?|controllers?|photo-?cells?|outlets?|receptacles?)\b",
    regex.IGNORECASE,
)
"""Words of what hangs between the lamps, and is none."""

_SIZE = regex.compile(r"\b(?:watts?|lumens?)\b|\d\s?w\b", regex.IGNORECASE)
_USE = regex.compile(
    r"(?<![\d.])0?\.\d{2,4}\s*kw\b(?:\s*(?:per|/)\s*(?:lamp|light|unit|fixture)\b)?"
    r"|(?:\(|,\s)\s*(?:approx\w*\.?\s+|average\s+|avg\.?\s+)?\d[\d,.]*\s*kwh\b\.?"
    r"(?:\s*(?:per|/|each|a)\s*(?:month|mo|lamp|light|unit|fixture)\b\.?){0,2}(?:\s*\)|(?=\s*(?:,|$)))",
    regex.IGNORECASE,
)
"""What a lamp uses, within its name: `400 watts (154 kWh per month)`."""

_SET_ON = regex.compile(
    r"\W*(?:on\s+)?(?:an?\s+)?(?:existing|new)\s+(?:wood\s+)?poles?(?:\s+(?:required|added|installed))?\W*",
    regex.IGNORECASE,
)


def without_lamp_use(label: str) -> str:
    """A label that names the size of a lamp, without what the lamp uses."""
    if "kw" not in label.lower() or not _SIZE.search(label):
        return label
    return _USE.sub(" ", label)


def by_pole(heading: str) -> bool:
    """Whether a heading says how the lamps below it are mounted: `On New Wood Poles`."""
    return _BY_POLE.search(heading) is not None


def of_lamp_or_pole(named: str, text: str) -> str:
    """A component; a lamp with its pole is a lamp, and no pole has watts or lumens."""
    if named == "pole" and _ATTACHED.search(text):
        return "other"
    lit = named == "pole" and (_WITH_POLE.search(text) or _LIT_POLE.match(text))
    return "lamp" if lit else named


def refuse_unlit(component: str, label: str) -> None:
    """Raises UnreadError for a lamp below a heading of poles: `100 Watt HPS` is none."""
    if component == "pole" and _SIZE.search(label) and _LAMP.search(_SIZE.sub(" ", label)):
        raise UnreadError("a lamp below a heading of poles")


def attached(title: Facets | None, stack: Sequence[Heading]) -> bool:
    """Whether a sheet or heading is of what others hang on poles: `Pole Attachment Rates`."""
    said = [*(h.facets.text for h in stack), *([title.text] if title else [])]
    return any(_ATTACHMENT.search(text) for text in said)


def is_lamp(said: Facets) -> bool:
    """Whether a label may be a lamp or pole of a lighting sheet: by its words or its size."""
    own = {c.value for c in said.components}
    return bool(own & EACH_KINDS) or any(ch.isdigit() for ch in said.text) or not said.free


def hung(lamp: Source, said: Facets, measured: bool) -> Source:
    """What a row of a lighting sheet is for: a lamp or, where it prints its own unit (`measured`),
    the span of wire between two. Raises UnreadError where it names neither."""
    if not said.free or _LAMP.search(said.text):
        return lamp
    if not measured and _GEAR.search(said.text):
        raise UnreadError("a price per lamp of what is none")
    if not measured:
        return lamp
    if _GEAR.search(said.text):
        return Source("other")
    if len(said.free) > _LONG_NAME and not any(ch.isdigit() for ch in said.text):
        raise UnreadError("no lamp is named")
    return lamp


def set_on(label: str, context: Context) -> bool:
    """Whether a row says on which pole the lamps stand whose prices it prints: `Existing pole`
    below `LED lamps, charge per lamp per month:`."""
    if _SET_ON.fullmatch(label) is None:
        return False
    above = [h.facets for h in context.stack[-1:]] + [c.facets for c in context.columns[:1]]
    return any(s.value == "lamp" for f in above for s in f.measures)
