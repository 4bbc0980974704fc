"""The headings that hold at a line, and the columns of the table it is in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ratebook.forms.charges.headings.heading import (
    CUSTOMERS,
    SECTION,
    STEP,
    Heading,
    alike,
    count_in_roman,
    defines_times,
    ends_charges,
    ends_led,
    flush_with,
    holds_over,
    is_fixed,
    is_inner,
    is_sibling,
    item_beside,
    item_kind,
    stands_above,
    waits,
    within_list,
    without_stated,
)
from ratebook.forms.charges.headings.headings import is_part
from ratebook.forms.charges.headings.margins import names_all, outlive
from ratebook.forms.charges.headings.nested import INDENT, ends_block, measured_in, stands_in
from ratebook.forms.charges.headings.shape import Column, Past, Shape
from ratebook.forms.charges.words.facets import facets, of_title
from ratebook.model.page import Line

_FULL = 4


@dataclass(slots=True)
class Context:
    """The headings that hold at a line, outermost first, and the columns of the table it is in."""

    stack: list[Heading] = field(default_factory=list[Heading])
    columns: list[Column] = field(default_factory=list[Column])
    columns_line: Line | None = None
    over: Heading | None = None
    """The group or the part of the sheet in which the last columns stand."""
    doubt: str = ""
    """Why prices from here on cannot be told apart: a heading above them that was not read."""
    carried: str = ""
    """What the first column of a table said last, for rows where it is empty."""
    shapes: list[Shape] = field(default_factory=list["Shape"])
    """How the rows below the columns are set."""
    gap: Heading | None = None
    """The group from whose rows empty space parted a line."""
    parted: bool = False
    """Whether empty space parts the lines that come from the rows of the table above."""
    tiers: list[str] = field(default_factory=list[str])
    units: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """The units printed for each component below the part of the sheet that holds."""
    by_month: bool = False
    """Whether a heading said that lamps are paid by the month."""
    past: Past | None = None
    """The columns that held until a heading within their table."""
    kept: Past | None = None
    """The columns of the class of customers above, where the sheet has several."""
    flush: bool = False
    """Whether all lines of the sheet begin at the margin: it shows no heading within another."""

    def open(self, heading: Heading) -> None:
        """A heading begins; it closes those it stands beside."""
        self._end_hours(heading)
        before, stood = self.stack, [*self.stack]
        self._keep(heading)
        self.columns, self.columns_line = [], None
        self.tiers, self.carried = [], ""
        said = heading.facets
        paid = {s.value for s in (*said.measures, *said.components)}
        self.by_month = self.by_month or {"month", "lamp"} <= paid
        count_in_roman(self.stack, heading)
        beside = next((n for n, h in enumerate(self.stack) if item_beside(h, heading)), None)
        if beside is not None:
            if self.past and stands_above(self.stack[beside].line, self.past.line):
                # Only rows set just as those above go on, and none of another section.
                self.past = None if heading.item == SECTION else self.past._replace(ended=True)
            self.stack = self.stack[:beside]
        over = any(waits(h, heading) for h in self.stack[-1:])
        if heading.part and heading.facets.empty and (over or self.within(heading.item)):
            # `2. Charges:` within `B. Substation Charge`.
            return
        if heading.part or heading.group:
            self.doubt, self.gap = "", None
        if any(s.value == "nonrecurring" for s in said.components):
            # What services cost that are asked for once is of no schedule above.
            self.stack = [h for h in self.stack if not h.rows]
        if heading.part:
            held = self.stack
            self.stack = [h for h in held if holds_over(h, heading, h is held[-1])]
            self.units = {}
        else:
            if beside is None:
                self._close_beside(heading)
            self.stack = [h for h in self.stack if not is_sibling(h, heading)]
        open_still = any(h.doubt for h in stood if h not in self.stack)
        if open_still and any(h.kinds & {"season", "period", "tier"} for h in self.stack):
            # What was not certain below the heading that ends here is not below this one.
            heading.doubt = True
        self.stack = [*without_stated(before, self.stack), heading]
        if self.flush:
            self.stack = outlive(stood, self.stack, heading)

    def clock(self) -> None:
        """Hours stand below the innermost heading: it defines them, if it says no more."""
        if self.stack and not self.stack[-1].rows:
            self.stack[-1].clocked = defines_times(self.stack[-1])

    def _end_hours(self, heading: Heading) -> None:
        """A heading over nothing but its hours ends where the next one is set as far out."""
        if any(h.clocked for h in self.stack):
            self.stack = [
                h for h in self.stack if not h.clocked or h.rows or heading.left > h.left + STEP
            ]

    @property
    def lends(self) -> bool:
        """Whether a heading that holds names what is charged."""
        return any(h.facets.components for h in self.stack)

    def leave_table(self) -> None:
        """A drawn table ends: the headings that stand in its rows hold no longer."""
        for at, heading in enumerate(self.stack):
            if heading.line.tabular and heading.rows and not heading.part:
                del self.stack[at:]
                return

    def tell(self) -> None:
        """A sentence sets a charge: right below the innermost heading, if none was set there."""
        if self.stack and not self.stack[-1].rows:
            self.stack[-1].told = True

    def over_list(self) -> None:
        """A list of other schedules begins below the innermost heading, which is over no price."""
        if self.stack and not self.stack[-1].rows:
            self.stack.pop()

    def end_blocks(self) -> None:
        """A block's heading with its price ends where a sentence or another block begins."""
        self.stack = [
            h for h in self.stack if h.part or not h.rows or not (h.facets.tiers and h.facets.plain)
        ]

    def beside_told(self) -> None:
        """A paragraph begins below a heading that stands beside another, which heads a paragraph
        too: the other has ended there, unless it names a class of customers."""
        self.end_blocks()
        if len(self.stack) < 2 or self.stack[-1].rows:
            return
        held, last = self.stack[-2:]
        alike = held.text.isupper() == last.text.isupper() and abs(held.left - last.left) <= STEP
        if alike and held.told and not held.part and not CUSTOMERS.search(held.text):
            self.stack.remove(held)

    def led(self, line: Line) -> None:
        """A row of a drawn table begins: its first cell, unless empty, holds for the rows below
        that leave it empty, whether the row itself is read or not."""
        first = line.cells[0].text.strip() if line.cells else ""
        if first:
            self.carried = (
                "" if item_kind(f"{first} ") or not any(map(str.isalnum, first)) else first
            )

    def within(self, item: str) -> bool:
        """Whether an item of this kind stands within another: `1.` below `A.`"""
        held = next((h for h in reversed(self.stack) if h.item and not h.part), None)
        return bool(item) and held is not None and held.item != item

    def _held(self) -> Past:
        """The columns that hold, with how the rows below them are set."""
        return Past(self.columns, self.columns_line, tuple(self.shapes))

    def _keep(self, heading: Heading) -> None:
        """Columns go on below a heading within their table, unless it has a unit of its own."""
        if self.columns:
            self.past = self._held()
        if self.past and (self.past.turned(heading.line) or self.past.of_none(heading.text)):
            self.past = None
        elif self.past and self.past.of_all(heading.text):
            self.past = self.past._replace(ended=True)
        if (heading.facets.measures or heading.facets.coin) and self.past:
            priced = [c.facets for c in self.past.columns]
            summed = heading.text.lower().startswith("total ")
            if summed or any(f.measures or f.coin or is_fixed(f) for f in priced):
                self.past = None
        self.shapes = []

    def resume(self, shape: Shape) -> None:
        """A row of several prices, or one set as those above the last headings, stands in the
        columns from before these headings."""
        if self.past is None or self.columns:
            self._again(shape)
            return
        if self.past.ended:
            same = [s for s in self.past.shapes if s.cells == shape.cells and shape.like(s)]
            if shape.cells < _FULL or not same:
                return
        several = 1 < len(shape.ends) <= len(self.past.columns)
        first = not self.past.shapes and (
            shape.cells in (len(self.past.columns), _FULL) or shape.below(self.past)
        )
        later = not self.past.ended and shape.under_later(self.past)
        if several or first or later or any(shape.like(s) for s in self.past.shapes):
            self.columns, self.columns_line = self.past.columns, self.past.line
            self.shapes = list(self.past.shapes)

    def _again(self, shape: Shape) -> None:
        """A row set as one of the class before stands in the columns that class has."""
        if self.kept is None or self.columns:
            return
        if self.kept.again(shape):
            self.columns, self.columns_line = self.kept.columns, self.kept.line
            self.shapes = list(self.kept.shapes)

    def _close_beside(self, heading: Heading) -> None:
        if self.stack and not self.stack[-1].rows:
            return
        for at, held in enumerate(self.stack):
            if within_list(held, heading):
                del self.stack[at + 1 :]
                return
        while self.stack and ends_block(self.stack[-1], heading):
            self.stack.pop()
        of_minimum = heading.facets.component and heading.facets.component.value == "minimum"
        if heading.group or of_minimum:
            self.stack = [h for h in self.stack if not is_inner(h, heading)]
        for at, held in enumerate(self.stack):
            if ends_charges(held, heading):
                del self.stack[at:]
                return
            if alike(held, heading) and held.kinds & heading.kinds:
                if measured_in(held, heading):
                    continue
                del self.stack[at:]
                return
        if self.stack and stands_in(self.stack[-1], heading):
            return
        for at in range(len(self.stack) - 1, -1, -1):
            held = self.stack[at]
            if not held.part and held.kinds & heading.kinds:
                # A named group between may hold still, where no indent says that it has ended.
                named = any(h.group and h.rows for h in self.stack[at + 1 :])
                heading.doubt = named and heading.left > held.left - INDENT
                del self.stack[at:]
                return
        deeper = [
            h for h in self.stack if not h.part and h.rows and heading.left <= h.left + INDENT
        ]
        # Whether a season still holds below the next heading is not printed.
        heading.doubt = any(h.kinds & {"season", "period", "tier"} for h in deeper)

    def part_at(self, line: Line) -> None:
        """A schedule begins at a line: nothing above lends to what stands below."""
        said = of_title(facets(line.text))
        if not (self.stack and self.stack[-1].part and not self.stack[-1].rows):
            # The second line of such a heading leaves the columns that the first one left, and so
            # does a group above it where no row has stood in them yet.
            unused = self.past is not None and not self.past.shapes and self.stack
            self.past = self.past if unused and not self.stack[-1].rows else None
            self.shapes, self.stack = [], []
        self.kept = None
        cells = [cell.text for cell in line.filled]
        # `RATE A | General Service | Net Monthly Rate`: the last one heads the prices.
        named = cells[:-1] if len(cells) > 2 and is_part(cells[-1]) else cells
        self.open(Heading(line, " ".join(" ".join(named).split()), said, True, None))

    def class_at(self, line: Line) -> None:
        """A class of customers begins at a line: the columns of the class before it hold for rows
        set just as its rows are, below words that stand between."""
        if self.columns:
            self.kept = self._held()
        elif self.past:
            self.kept = self.past
        kept = self.kept
        self.part_at(line)
        self.kept = kept

    def part(self) -> None:
        """A paragraph begins: the heading right above it opens a part of the sheet."""
        if self.stack and not self.stack[-1].part and not self.stack[-1].rows:
            last = self.stack[-1]
            last.part = not last.clocked  # Over its hours it says nothing of the prices that come.
            self.stack = [h for h in self.stack if h.part or h.classed]

    def prose(self, leading: bool = False, left: float | None = None) -> None:
        """A paragraph ends what headings within a part lend, and every table; one that leads to
        prices itself (`leading`) leaves what other such sentences lend, and the groups further out
        than it begins (`left`)."""

        def within(held: Heading) -> bool:
            if self.flush:
                return names_all(held)
            return bool(held.group) and left is not None and left > held.left + STEP

        def holds(held: Heading) -> bool:
            # A class of customers that has no price yet is over what comes.
            named = held.classed and not held.rows
            return held.part or named or (leading and (held.lead or within(held)))

        self.stack = [*filter(holds, self.stack)]
        if self.columns and self.shapes:
            # Below a note, rows of several prices set just as those above stand in their columns.
            self.kept = self._held()._replace(ended=True)
        self.columns, self.columns_line, self.past = [], None, None
        self.shapes, self.carried, self.units = [], "", {}
        self.tiers, self.doubt, self.gap = [], "", None

    def named_apart(self) -> None:
        """A paragraph with a name of its own begins: what stands above it within its part ended."""
        self.stack = [h for h in self.stack if h.part]
        self.columns, self.columns_line, self.past = [], None, None

    def item(self, kind: str, first: bool = False) -> None:
        """A row with a number begins, the `first` of its kind: `B. DEPOSITS $9` ends `A. RATES`."""
        for at, heading in enumerate(self.stack):
            if heading.item == kind and not heading.rows:
                heading.nested |= first
            elif heading.item == kind and not heading.nested:
                self._keep_none(at)
                return

    def _keep_none(self, at: int) -> None:
        """What the headings from `at` on lend ends; columns that stand above them go on."""
        past = self._held() if self.columns else self.past
        outer = past is not None and stands_above(past.line, self.stack[at].line)
        del self.stack[at:]
        self.columns, self.columns_line, self.past = [], None, past if outer else None
        self.shapes, self.tiers, self.carried, self.units = [], [], "", {}

    def apart(self) -> None:
        """The line that comes is parted from the one before by empty space."""
        self.parted = bool(self.shapes)
        group = next((h for h in reversed(self.stack) if h.group), None)
        if group and group.rows and not group.loose:
            self.gap = None if self._heads_table(group) else group
        elif group:
            group.loose = True

    def _heads_table(self, group: Heading) -> bool:
        """Whether a group stands above the headings of the columns that hold: it is of all rows."""
        above, below = group.line.number, self.columns_line.number if self.columns_line else None
        return bool(self.columns) and above is not None and below is not None and above < below

    def row(self, left: float | None, timed: bool = False) -> None:
        """A price was read below the headings, in a line that begins at `left`, None where that is
        not known. `timed`: it says itself how often it is paid."""
        for at, heading in enumerate(self.stack):
            heading.timed = heading.timed or timed
            if not heading.rows and at + 1 == len(self.stack):
                heading.rows_at = left
            heading.rows += 1
            # Below another heading set as far out, it is that one's rows that are set in.
            flush = any(abs(h.left - heading.left) <= STEP for h in self.stack[at + 1 :])
            heading.packed = heading.packed or left is None
            if left is not None and left > heading.left + heading.step_in and not flush:
                heading.indents = True

    def priced_at(self, periods: set[str]) -> None:
        """Prices of these periods were read. A schedule that is named by another one, `Off-Peak
        Marketing`, has more rates than those of its name: it lends no period any more."""
        for heading in self.stack if periods else ():
            own = {s.value for s in heading.facets.periods}
            if heading.part and own and periods - own:
                heading.facets = replace(heading.facets, periods=())

    def season_led(self, heading: Heading) -> None:
        """The first cell of a row names the season of the rows below it, too."""
        held = (n for n, h in enumerate(self.stack) if not h.part and h.facets.seasons)
        del self.stack[next(held, len(self.stack)) :]
        self.stack.append(heading)

    def _may_end(self, heading: Heading) -> bool:
        """Whether a heading whose rows do not tell where they began may end at a line that is none:
        no other one comes between, and no headings of columns over them."""
        timed = not self.columns or bool(heading.kinds & {"season", "period", "tier"})
        return self.stack[-1].rows > 0 and timed

    def outdent(self, left: float | None, row: bool = False) -> None:
        """A line that begins where a heading does, whose rows are set in, is no longer its row; nor
        is a line that is none (`row`), where it is not known how these are set."""
        if left is None:
            return
        for at, heading in enumerate(self.stack):
            if row and self.columns and flush_with(self.columns_line, heading, left):
                continue
            ends = heading.indents or (heading.packed and not row and self._may_end(heading))
            if not heading.part and ends and left <= heading.left + heading.step_in:
                last = self.stack[-1]
                self.stack[at:] = [last] if ends_led(heading, last) else []
                return
