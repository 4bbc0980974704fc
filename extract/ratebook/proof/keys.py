"""Values that must differ, and texts that must agree."""

from __future__ import annotations

from ratebook.proof.case import Case
from ratebook.records.datum import Relation, Standing


def check_keys(case: Case, relations: list[Relation]) -> None:
    """Flags equal keys in `distinct` relations and unlike texts in `equal` ones."""
    for relation in relations:
        if relation.kind == "distinct":
            _distinct(case, relation)
        elif relation.kind == "equal":
            _equal_text(case, relation)


def _distinct(case: Case, relation: Relation) -> None:
    groups = relation.groups or tuple((i,) for _, i in relation.terms)
    seen: dict[tuple[object, ...], tuple[int, ...]] = {}
    struck: set[int] = set()
    for group in groups:
        key = tuple(_key(case, i) for i in group)
        if any(part is None for part in key):
            continue
        other = seen.setdefault(key, group)
        if other is not group:
            _collide(case, relation, other, group)
            struck |= set(other) ^ set(group)
    for cell in struck:
        case.dispute(cell, [])


def _key(case: Case, cell: int) -> object:
    value = case.data[cell].value if cell in case.data else None
    return value.strip().casefold() if isinstance(value, str) else value


def _collide(case: Case, relation: Relation, one: tuple[int, ...], other: tuple[int, ...]) -> None:
    names = " and ".join(_name(case, group) for group in (one, other))
    shared = ", ".join(str(case.data[i].value) for i in other)
    message = f"{relation.name}: {names} both read {shared}; one of them is misread"
    case.issue("duplicate-key", message, other[-1])


def _name(case: Case, group: tuple[int, ...]) -> str:
    datum = case.data[group[-1]]
    at = f"line {datum.place.line}" if datum.place.line else f"page {datum.place.page}"
    return f"{datum.label or 'the entry'} ({at})"


def _equal_text(case: Case, relation: Relation) -> None:
    known = [i for _, i in relation.terms if i in case.data]
    texts = [i for i in known if isinstance(case.data[i].value, str)]
    if len(texts) < 2:
        return
    if len({_key(case, i) for i in texts}) == 1:
        if len(texts) < len(relation.terms):
            return
        for cell in texts:
            if case.data[cell].standing is Standing.READ:
                proof = case.certificates.over("verified", "check", cell, [relation])
                case.change(cell, standing=Standing.VERIFIED, proof=(*case.data[cell].proof, proof))
        return
    shown = ", ".join(repr(case.data[i].value) for i in texts)
    case.issue("not-equal", f"{relation.name}: the same fact is printed as {shown}", texts[-1])
    for cell in texts:
        case.dispute(cell, [])
