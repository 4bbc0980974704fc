"""Blocks of one quantity that follow one another: `Next 3,000 gallons` and again `Next 3,000`.

They are two blocks where the list of blocks adds up: what the first and all the next ones hold is
where the last begins. Their names then say what each comes after."""

from __future__ import annotations

from collections import Counter, defaultdict

import regex

from ratebook.forms.charges.headings.setting import Source
from ratebook.forms.charges.meaning.emit import Found

BLOCK = regex.compile(
    r"(?:the\s+|for\s+)?(?P<which>first|next|(?:all\s+)?(?:over|above|in\s+excess\s+of))\s+(?P<much>\d[\d,]*)\s*(?P<of>\D*)",
    regex.IGNORECASE,
)
_SAME = ("group", "code", "season", "period")


def tell_blocks_apart(found: list[Found]) -> None:
    """Adds to the names of blocks that are printed alike what each of them comes after."""
    lists: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for one in found:
        if "tier" in one.meaning.fields:
            lists[_of(one)].append(one)
    for blocks in lists.values():
        for chain in _chains(blocks):
            _tell(chain)


def _of(one: Found) -> tuple[str, ...]:
    """What all blocks of one list share."""
    fields = one.meaning.fields
    schedule = "|".join(str(one.shared.get(n)) for n in ("schedule", "schedule_title"))
    since = one.meaning.since.raw if one.meaning.since else ""
    return (schedule, since, *(fields[n].value if n in fields else "" for n in _SAME))


def _chains(blocks: list[Found]) -> list[list[Found]]:
    """The runs of blocks from a first one to the last."""
    runs: list[list[Found]] = []
    for one in blocks:
        m = BLOCK.match(one.meaning.fields["tier"].value)
        if m is not None and m["which"].lower() == "first":
            runs.append([])
        if m is not None and runs:
            runs[-1].append(one)
    return runs


def _tell(chain: list[Found]) -> None:
    read = [BLOCK.match(one.meaning.fields["tier"].value) for one in chain]
    parts = [(m["which"].lower(), int(m["much"].replace(",", "")), m["of"]) for m in read if m]
    *inner, (last, bound, _) = parts
    names = Counter(one.key for one in chain)
    whole = [which for which, _, _ in inner] == ["first", *["next"] * (len(inner) - 1)]
    if last in ("first", "next") or not whole or sum(p[1] for p in inner) != bound:
        return
    before = 0
    for one, (_, much, of) in zip(chain, parts, strict=True):
        if names[one.key] > 1:
            fields, label = one.meaning.fields, one.meaning.fields.get("label")
            after = f"after the first {before:,} {of.strip()}".strip()
            fields["label"] = Source(f"{label.value}, {after}" if label else after)
        before += much
