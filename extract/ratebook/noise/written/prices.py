"""Charge sheets: prices with the charges they state, and the ways a rate section is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ratebook.noise.blocks import Block, Gap, Leaf, Row, Table, Words
from ratebook.noise.desk import Desk
from ratebook.noise.invent import Utility
from ratebook.noise.sheet import Sheet, open_sheet

Line = tuple[str, str, str]
"""What stands left of a price, the price, and what stands right of it."""


@dataclass(slots=True)
class Pricing:
    """A charge sheet being written. `style` is how its rate lines are set: `dots` leads from words
    to price, `table` sets columns, `words` runs on, `at` puts an @ between."""

    desk: Desk
    sheet: Sheet
    schedule: str
    title: str
    style: str
    cents: bool = False

    def price(self, amount: Decimal, unit: str, component: str, **said: Any) -> str:
        """Enters a charge and returns its price as printed: $12.50, 8.543¢ or 5%."""
        number = self.enter(amount, unit, component, **said)
        if unit == "percent":
            shown = self.desk.show(f"{amount.normalize():f}", (number, "amount"))
            return f"{shown}%" if self.desk.often(0.7) else f"{shown} percent"
        if self.cents and unit.startswith("USD/kWh"):
            shown = self.desk.show(
                f"{(amount * 100).quantize(Decimal('0.001'))}", (number, "amount")
            )
            return shown + ("¢" if self.desk.layout.name in ("grid", "modern") else " cents")
        return self.desk.money(amount, (number, "amount"))

    def enter(self, amount: Decimal, unit: str, component: str, **said: Any) -> int:
        """Enters a charge and returns its number."""
        at = {"source": "sheet", "source_key": self.sheet.key, "sheet": self.sheet.key}
        return self.desk.add(
            "charge",
            **at,
            schedule=self.schedule,
            schedule_title=self.title,
            component=component,
            unit=unit,
            amount=amount,
            **said,
        )

    def bare(self, amount: Decimal, unit: str, component: str, **said: Any) -> str:
        """The price without a sign, as tables under a column of dollars print it."""
        number = self.enter(amount, unit, component, **said)
        return self.desk.show(f"{amount:,}", (number, "amount"))

    def lines(self, lines: Sequence[Line]) -> list[Block]:
        """Rate lines in the style of this sheet."""
        if self.style == "table":
            rows = tuple(Row(line) for line in lines)
            return [
                Table(
                    rows,
                    (0.5, 0.18, 0.32),
                    ("left", "right", "left"),
                    width=0.94,
                    ruled=self.desk.layout.rules == "grid",
                )
            ]
        return [Words(self._line(*line), indent=18) for line in lines]

    def _line(self, left: str, price: str, right: str) -> str:
        if self.style == "dots":
            return f"{left} {'.' * self.desk.chance.randint(6, 24)} {price} {right}".rstrip()
        joint = " @ " if self.style == "at" and left[-1:] != ":" else " "
        return f"{left}{joint}{price} {right}".rstrip()

    def leaf(self, *parts: Sequence[Block] | Block) -> Leaf:
        """The finished sheet under the heading of its schedule."""
        at = self.sheet.number
        code = self.desk.show(self.schedule, (at, "schedule"))
        title = self.desk.show(self.desk.named(self.title), (at, "title"))
        body: list[Block] = [
            Words(f"SCHEDULE {code}", "center", bold=True, heading=True),
            Words(title, "center", bold=True, heading=True),
            Gap(),
        ]
        for part in parts:
            body += [part] if isinstance(part, (Words, Table, Gap)) else list(part)  # type: ignore[arg-type]
        return self.sheet.leaf(*body)


def opened(
    desk: Desk, of: Utility, schedule: str, title: str, like: Sheet | None = None
) -> Pricing:
    """A charge sheet begun, in one of the styles of setting."""
    sheet = open_sheet(desk, of, title, schedule)
    return Pricing(
        desk, sheet, schedule, title, desk.one("dots", "table", "words", "at"), desk.often(0.3)
    )


def headed(desk: Desk, heading: str, *texts: str) -> list[Block]:
    """A heading and the paragraphs below it."""
    name = heading.upper() if desk.layout.capitals else heading
    return [Words(name, bold=True, heading=True), *(Words(t) for t in texts), Gap(0.4)]


def named(of: Utility, ending: str) -> Utility:
    """The same people as a utility of another industry."""
    return replace(of, name=f"{of.short} {ending}")


def picked(
    desk: Desk, of: Utility, writers: Sequence[Callable[[Desk, Utility], Leaf]], low: int
) -> list[Leaf]:
    """Some of these sheets, in their order."""
    return [write(desk, of) for write in desk.some(writers, low, len(writers))]


def late(p: Pricing) -> list[Block]:
    """Terms of payment with a percentage, or without a figure."""
    desk, rate = p.desk, Decimal(p.desk.one("5", "10"))
    if desk.often(0.3):
        return headed(
            desk,
            "Terms of Payment",
            "The above rates are net and are due within fifteen (15) days of the date of the bill.",
        )
    price = desk.show(f"{rate}", (p.enter(rate, "percent", "late_payment"), "amount"))
    said = desk.one(
        f"Bills not paid within fifteen (15) days of the mailing date shall be subject to a late "
        f"payment charge of {price}% of the amount of the bill.",
        f"The above rates are net, the gross being {price} percent higher. Where the bill is not "
        "paid by the due date the gross rates apply.",
        f"A late payment penalty of {_WORD[rate]} percent ({price}%) will be added to any "
        "bill that "
        "is not paid by the date shown on it.",
        f"Late Payment Charge: {price}%",
    )
    return headed(
        desk, desk.one("Terms of Payment", "Late Payment Charge", "Due Date of Bill"), said
    )


_WORD = {Decimal(5): "five", Decimal(10): "ten"}


def clauses(p: Pricing, of: Utility) -> list[Block]:
    """Prose around the rates that sets none."""
    desk = p.desk
    return [
        *headed(
            desk,
            desk.one("Availability", "Applicable"),
            desk.one(
                f"Open to members of {of.short} throughout the territory it serves for all "
                "uses at one "
                f"point of delivery up to {desk.chance.randint(25, 50)} kW, subject to the "
                "rules on file.",
                f"To any customer in {of.counties[0]} and {of.counties[1]} Counties who takes "
                "service "
                f"from lines of {of.short} and asks for this schedule in writing.",
            ),
        ),
    ]
