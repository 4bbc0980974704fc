"""The small grammar of printed arithmetic: `present + change = final`,
`sum(month.cost) = total.cost`, `total.cost / total.distance = per_ft.cost`,
`0.75 * margin = customers`, `change / present * 100 = percent`.

References are `field` (same row), `row.field` (same group) or `table.row.field` (same form);
`row[value].field` is the row whose group has that value.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import regex

from ratebook.rules.form import Term

_REF = r"[a-z_]\w*(?:\[\w+\])?(?:\.[a-z_]\w*(?:\[\w+\])?){0,2}"
_TERM = regex.compile(
    rf"\s*(?P<sign>[-+]?)\s*(?:(?P<coef>\d+(?:\.\d+)?)\s*\*\s*)?"
    rf"(?:(?P<sum>sum)\(\s*(?P<in>{_REF})\s*\)|(?P<ref>{_REF}))\s*"
)
_RATIO = regex.compile(
    rf"\s*(?P<n>{_REF})\s*/\s*(?P<d>{_REF})\s*(?:\*\s*(?P<scale>\d+(?:\.\d+)?))?\s*=\s*(?P<q>{_REF})\s*"
)


class EquationError(ValueError):
    """The equation is not of the grammar; the message shows what is."""


def _ref(text: str) -> tuple[str, ...]:
    return tuple(text.split("."))


def _side(text: str, sign: int) -> list[Term]:
    terms: list[Term] = []
    at = 0
    if not text.strip():
        raise EquationError("both sides of '=' need a term; write e.g. 'a + b = c'")
    while at < len(text):
        m = _TERM.match(text, at)
        if not m or m.end() == at or (terms and not m["sign"]):
            raise EquationError(
                f"cannot read {text[at:]!r}; write e.g. 'sum(month.cost) = total.cost'"
            )
        coef = Decimal(m["coef"] or 1) * (-1 if m["sign"] == "-" else 1) * sign
        terms.append(Term(coef, _ref(m["in"] or m["ref"]), bool(m["sum"])))
        at = m.end()
    return terms


def parse(text: str) -> tuple[Literal["linear", "ratio"], tuple[Term, ...], Decimal]:
    """An equation's kind, terms and scale.

    linear: the terms add up to zero, the right side's coming last. ratio: numerator, denominator,
    quotient; scale multiplies the fraction. Raises EquationError.
    """
    ratio = _RATIO.fullmatch(text)
    if ratio:
        one = Decimal(1)
        terms = tuple(Term(one, _ref(ratio[g])) for g in ("n", "d", "q"))
        return "ratio", terms, Decimal(ratio["scale"] or 1)
    left, equals, right = text.partition("=")
    if not equals or "=" in right:
        raise EquationError(f"{text!r} needs one '='")
    return "linear", (*_side(left, 1), *_side(right, -1)), Decimal(1)
