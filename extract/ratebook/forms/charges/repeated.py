"""Lists that repeat: the same rows below one heading and below the next one. What tells such rows
apart is the heading alone, so that each of them is called by it too.

`Regular Hours` over `Connection | $40.96`, `After Hours` over `Connection | $64.28`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ratebook.forms.charges.headings.heading import ITEM, STEP, Heading
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.lines.walk import Walk
from ratebook.forms.charges.meaning.emit import Found
from ratebook.forms.charges.words.facets import facets
from ratebook.forms.charges.words.words import fold
from ratebook.forms.tables.hit import Text

_HEADING = "heading"
_ROW = "charge"
_EDGES = " :.-–—"
_LONGEST = 60


@dataclass(slots=True)
class _Block:
    """The rows set in right below a heading, and the first line behind them."""

    text: Text
    end: int
    found: list[Found] = field(default_factory=list[Found])

    @property
    def labels(self) -> set[str]:
        """What its rows are called."""
        fields = (one.meaning.fields for one in self.found)
        return {fold(f["label"].value) if "label" in f else "" for f in fields}


def name_repeated(walk: Walk) -> None:
    """Gives the charges of lists that repeat the heading of their own."""
    run: list[_Block] = []
    for block in (*_blocks(walk), None):
        last = run[-1] if run else None
        if block and last and last.text is not block.text and _follows(walk, last, block):
            run.append(block)
            continue
        _name(run)
        run = [block] if block else []


def _blocks(walk: Walk) -> Iterator[_Block]:
    """The headings of few words over rows set further in, with the charges of these."""
    rows: dict[int, list[Found]] = {}
    for one in walk.found:
        rows.setdefault(id(one.text.line), []).append(one)
    for at, text in enumerate(walk.texts):
        if walk.claims.get(at) != _HEADING or walk.claims.get(at + 1) != _ROW:
            continue
        said = text.text.strip(_EDGES)
        if len(text.line.filled) != 1 or is_part(text.text) or not 0 < len(said) <= _LONGEST:
            continue
        end = at + 1
        block = _Block(text, end)
        while walk.claims.get(end) == _ROW and _set_in(walk.texts[end], text):
            block.found += rows.get(id(walk.texts[end].line), [])
            end += 1
        block.end = end
        if block.found:
            yield block


def _left(text: Text) -> float:
    return text.line.filled[0].left


def _set_in(row: Text, heading: Text) -> bool:
    return bool(row.line.filled) and _left(row) > _left(heading) + STEP


def _follows(walk: Walk, last: _Block, block: _Block) -> bool:
    """Whether a block's heading stands right behind the rows of another, set as that one's."""
    same = abs(_left(last.text) - _left(block.text)) <= STEP
    return same and walk.texts[last.end : last.end + 1] == [block.text]


def _name(run: list[_Block]) -> None:
    """Names the charges of blocks of which two have rows that are called alike."""
    if len({fold(block.text.text) for block in run}) < len(run) or len(run) <= 1:
        return
    labels = [block.labels for block in run]
    if not any(a & b for n, a in enumerate(labels) for b in labels[n + 1 :]):
        return
    said = [facets(block.text.text) for block in run]
    if any(f.tiers or f.seasons or f.periods or f.measures for f in said):
        return
    for block, own in zip(run, said, strict=True):
        name = ITEM.sub("", " ".join(block.text.text.split())).strip(_EDGES)
        heading = Heading(block.text.line, name, own, False, name)
        for one in block.found:
            fields = one.meaning.fields
            group = fields.get("group")
            if group is None or fold(name) not in fold(group.value):
                whole = f"{group.value}, {name}" if group else name
                fields["group"] = Source(whole, heading)
