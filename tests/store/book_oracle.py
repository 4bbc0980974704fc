"""A book answered by brute force: plain dictionaries, one day at a time, no spans, no SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

Filed = dict[str, Any]


def only(values: list[Any]) -> Any:
    """The one value all agree on, or None."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


class Revision:
    """All that current documents print about one revision."""

    def __init__(self, copies: list[Filed]) -> None:
        self.number: int = copies[0]["revision"]
        self.place = (copies[0]["book"], copies[0]["sheet"])
        self.copies = copies
        self.start = self._start()
        self.cancelled = only([c["cancelled"] for c in copies if c["cancelled"]])
        conflict = len({c["cancelled"] for c in copies if c["cancelled"]}) > 1
        unread = any(c["cancelled_unread"] for c in copies)
        self.cancel_doubt = self.cancelled is None and (conflict or unread)
        self.case = only([c["case"] for c in copies if c["case"]])

    def _start(self) -> date | None:
        stamps = [c["stamp"] for c in self.copies if c["stamp"]]
        if only(stamps):
            return only(stamps)
        claimed = only([c["effective"] for c in self.copies if c["effective"]])
        rivals = set(stamps) or {d for c in self.copies for d in c["stamp_candidates"]}
        if rivals and rivals != {claimed}:
            return None
        return claimed

    def amount(self, slot: str) -> tuple[bool, str | None]:
        """Whether it prints the charge, and the amount if that is one and legible."""
        printed = [c["charges"][slot] for c in self.copies if slot in c["charges"]]
        return bool(printed), only([a for a in printed if a is not None])


class Oracle:
    """Answers from the filings known at a time, the latest of each document counting."""

    def __init__(self, filings: list[tuple[int, str, Filed]], known: int) -> None:
        latest: dict[str, Filed] = {}
        for at, document, content in filings:
            if at <= known:
                latest[document] = content
        kept = list(latest.values())
        self.orders = [k for k in kept if k["kind"] == "order"]
        for case in {o["case"] for o in self.orders}:
            # Two prints of one order are one order: they take effect on the day both say.
            same = [o for o in self.orders if o["case"] == case]
            day = only([o["effective"] for o in same if o["effective"]])
            for one in same:
                self.orders[self.orders.index(one)] = {**one, "effective": day}
        copies: dict[tuple[str, str, int], list[Filed]] = {}
        for k in kept:
            if k["kind"] == "sheet":
                copies.setdefault((k["book"], k["sheet"], k["revision"]), []).append(k)
        self.revisions = [Revision(c) for _, c in sorted(copies.items())]

    def places(self) -> list[tuple[str, str]]:
        return sorted({r.place for r in self.revisions})

    def state(self, one: Revision, day: date) -> str:
        """yes, maybe, over or early, asking each witness in turn about this one day."""
        own = [r for r in self.revisions if r.place == one.place]
        lower = [r for r in own if r.number < one.number]
        seen = [d for r in lower for d in (r.start, r.cancelled) if d]
        begin = one.start or max(seen, default=None)
        could_end, must_end, last = self._ending(one, own, day, begin)
        if begin and last and last < begin:
            return "over" if day >= begin else "maybe" if day >= last else "early"
        if begin and day < begin:
            return "early"
        if must_end:
            return "over"
        return "maybe" if could_end or not one.start else "yes"

    def _ending(
        self, one: Revision, own: list[Revision], day: date, begin: date | None
    ) -> tuple[bool, bool, date | None]:
        after = [r for r in own if r.number > one.number]
        exact = [d for d in [one.cancelled] if d]
        exact += [r.start for r in after if r.number == one.number + 1 and r.start]
        bounds = [r.start for r in after if r.number > one.number + 1 and r.start]
        books = (
            []
            if after
            else [
                r.start
                for r in self.revisions
                if r.start
                and r.number == 0
                and r.place[0] != one.place[0]
                and only([c["cancels_book"] for c in r.copies if c["cancels_book"]]) == one.place[0]
            ]
        )
        if exact:
            return day >= min(exact + bounds), day >= max(exact), max(exact)
        if one.cancel_doubt:
            last = min(bounds + books, default=None)
        elif bounds:
            last = min(bounds)
        elif after:
            last = None
        elif books:
            return day >= min(books), day >= max(books), max(books)
        else:
            return False, False, None
        return True, last is not None and day >= last, last

    def sheet_on(self, place: tuple[str, str], day: date) -> tuple[str, int | None]:
        """("in force", revision), ("unknown", None) or ("none", None)."""
        own = [r for r in self.revisions if r.place == place]
        states = [(r, self.state(r, day)) for r in own]
        yes = [r for r, s in states if s == "yes"]
        maybe = [r for r, s in states if s == "maybe"]
        if len(yes) == 1 and not maybe:
            return "in force", yes[0].number
        over = [r for r, s in states if s == "over"]
        early = [r for r, s in states if s == "early"]
        if yes or maybe:
            return "unknown", None
        if not over and early and early[0].number == 0:
            return "none", None
        if over and not early and self._by_book(over[-1], own):
            return "none", None
        return "unknown", None

    def _by_book(self, one: Revision, own: list[Revision]) -> bool:
        after = [r for r in own if r.number > one.number]
        return not (one.cancelled or one.cancel_doubt or after)

    def charge_on(self, slot: str, day: date) -> tuple[list[tuple[str, str]], bool]:
        """The amounts in force with who sets them, and whether anything stays unknown."""
        facts: list[tuple[str, str]] = []
        unknown = False
        ruling, rule_day, case = self._ruling(slot, day)
        covered = False
        for place in self.places():
            found, lost, cover = self._sheet_charge(place, slot, day, (ruling, rule_day, case))
            facts += found
            unknown, covered = unknown or lost, covered or cover
        if rule_day and not covered:
            if ruling is None:
                unknown = True
            else:
                facts.append((ruling, "order"))
        for order in self.orders:
            if slot in order["charges"] and order["effective"] is None:
                said = order["charges"][slot]
                if not facts or any(amount != said for amount, _ in facts):
                    facts, unknown = [], True
        mentioned = any(slot in o["charges"] for o in self.orders)
        mentioned = mentioned or self._coming(slot, day)
        return sorted(facts), unknown or (not facts and mentioned)

    def _ruling(self, slot: str, day: date) -> tuple[str | None, date | None, str | None]:
        dated = [
            o
            for o in self.orders
            if slot in o["charges"] and o["effective"] and o["effective"] <= day
        ]
        if not dated:
            return None, None, None
        last = max(o["effective"] for o in dated)
        tops = [o for o in dated if o["effective"] == last]
        said = [o["charges"][slot] for o in tops if o["charges"][slot] is not None]
        return only(said), last, min(o["case"] for o in tops)

    def _near(self, place: tuple[str, str], day: date) -> list[tuple[Revision, str]]:
        """The revisions that bear on the day, with their state."""
        own = [r for r in self.revisions if r.place == place]
        status, number = self.sheet_on(place, day)
        if status == "none":
            return []
        if status == "in force":
            return [(r, "yes") for r in own if r.number == number]
        states = [(r, self.state(r, day)) for r in own]
        near = [(r, "maybe") for r, s in states if s in ("yes", "maybe")]
        over = [r for r, s in states if s == "over"]
        early = [r for r, s in states if s == "early"]
        return near + [(r, "over") for r in over[-1:]] + [(r, "early") for r in early[:1]]

    def _coming(self, slot: str, day: date) -> bool:
        return any(
            s == "early" and r.amount(slot)[0]
            for place in self.places()
            for r, s in self._near(place, day)
        )

    def _sheet_charge(
        self,
        place: tuple[str, str],
        slot: str,
        day: date,
        rule: tuple[str | None, date | None, str | None],
    ) -> tuple[list[tuple[str, str]], bool, bool]:
        facts: list[tuple[str, str]] = []
        unknown = covered = False
        ruling, rule_day, case = rule
        for one, state in self._near(place, day):
            printed, amount = one.amount(slot)
            if not printed or state == "early":
                continue
            same = amount is not None and amount == ruling
            if state == "yes":
                assert one.start
                if rule_day and rule_day > one.start:
                    continue
                covered = covered or rule_day is not None
                bound = rule_day is not None and (
                    rule_day == one.start or (one.case is not None and one.case == case)
                )
                if amount is None or (bound and not same):
                    unknown = True
                else:
                    facts.append((amount, f"sheet {place[0]}/{place[1]}"))
                continue
            if rule_day and ((state == "maybe" and same) or (one.start and rule_day >= one.start)):
                continue
            unknown, covered = True, covered or rule_day is not None
        return facts, unknown, covered
