"""Shares with honest bounds: what was counted, and what else it could have been."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Z = 1.959963984540054
"""Two-sided 95 %."""
RULE_OF_THREE = -math.log(0.05)
"""None seen in n: the rate is under 2.996 / n with 95 % confidence (one-sided)."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`, as a rate with a 95 % interval (Wilson's; the rule of three at the ends)."""

    count: int
    of: int

    @property
    def rate(self) -> float | None:
        """None where nothing was counted: no rate is known then."""
        return self.count / self.of if self.of else None

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        if not self.of or not self.count:
            return 0.0
        if self.count == self.of:
            return max(0.0, 1 - RULE_OF_THREE / self.of)
        return self._wilson(-1)

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        if not self.of or self.count == self.of:
            return 1.0
        return min(1.0, RULE_OF_THREE / self.of) if not self.count else self._wilson(1)

    def _wilson(self, side: int) -> float:
        n, p = self.of, self.count / self.of
        middle = p + Z * Z / (2 * n)
        spread = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return min(1.0, max(0.0, (middle + side * spread) / (1 + Z * Z / n)))

    def as_dict(self) -> dict[str, Any]:
        """For JSON: rates rounded to seven places."""
        rate = None if self.rate is None else round(self.rate, 7)
        return {
            "count": self.count,
            "of": self.of,
            "rate": rate,
            "low": round(self.low, 7),
            "high": round(self.high, 7),
        }
