"""The state of one proof: data as they stand, the compiled relations, what was found wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ratebook.proof.certificate import Certificates
from ratebook.proof.search import printed_width
from ratebook.proof.system import Equation, Linear, System
from ratebook.proof.witness import Balances, Witnesses
from ratebook.records.datum import Candidate, Datum, Issue, Standing


@dataclass(slots=True)
class Case:
    """Grows while the parts of the proof run; `data` always holds the latest standing."""

    data: dict[int, Datum]
    system: System
    certificates: Certificates
    deadline: float
    issues: list[Issue] = field(default_factory=list[Issue])
    disputed: set[int] = field(default_factory=set[int])
    balances: Balances = field(default_factory=dict[int, tuple[int, int]])
    """By id() of a sum what is left over and what rounding explains, as printed: they hold good as
    long as no value is changed."""

    def change(self, cell: int, **fields: Any) -> None:
        """Gives a datum new fields."""
        self.data[cell] = self.data[cell]._replace(**fields)
        self.certificates.forget(cell)

    def issue(self, code: str, message: str, cell: int) -> None:
        """Raises an issue at the place of a datum."""
        self.issues.append(Issue(code, message, self.data[cell].place, cell))

    def dispute(self, cell: int, others: list[tuple[Decimal, float, str]]) -> None:
        """Takes back a value that cannot be relied on: its reading becomes one candidate."""
        datum = self.data[cell]
        self.disputed.add(cell)
        printed = [] if datum.value is None else [Candidate(_scalar(datum), 0.0, "as printed")]
        more = [Candidate(*other) for other in others] or list(datum.candidates)
        known = {c.value for c in printed}
        listed = [*printed, *(c for c in more if c.value not in known)]
        self.change(
            cell, value=None, standing=Standing.AMBIGUOUS, candidates=tuple(listed), proof=()
        )

    def witnesses(self, *, unchanged: bool = False) -> Witnesses:
        """Which printed values the relations confirm, as things stand. `unchanged`: no value was
        changed since `failing`."""
        return Witnesses(self.system, self.balances if unchanged else {})

    def width(self, cell: int) -> int:
        """Digits printed in a cell; 1 where the page prints a dash for zero."""
        step = self.system.step[cell]
        return printed_width(self.data[cell], self.system.v[cell] // step) if step else 1

    def failing(self) -> list[Equation]:
        """Relations among known numbers that do not hold."""
        system, v, h = self.system, self.system.v, self.system.h
        found: list[Equation] = []
        for equation in system.equations:
            if not system.complete(equation):
                continue
            if isinstance(equation, Linear):
                residual, slack = self.balances[id(equation)] = (
                    equation.residual(v),
                    equation.slack(h),
                )
                if not -slack <= residual <= slack:
                    found.append(equation)
            elif not equation.holds(v, h):
                found.append(equation)
        return found


def _scalar(datum: Datum) -> Decimal | str | int:
    return str(datum.value) if isinstance(datum.value, list) else datum.value  # type: ignore[return-value]
