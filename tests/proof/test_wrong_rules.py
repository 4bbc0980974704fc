"""Rules that do not hold, and relations nobody printed: noticed at most, never used to repair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.dump import dump, rendered
from ratebook.noise.forms import written
from ratebook.pipeline import read as pipeline
from ratebook.pipeline.knowledge import knowledge
from ratebook.pipeline.read import read_path
from ratebook.records.record import Record
from ratebook.rules.forms import load_form
from ratebook.rules.locate import rule_directories

Plant = Callable[[str, str, str], None]
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NUMBERS = ("amount", "mw", "cost", "distance_ft", "cost_per_ft", "present", "final", "change",
           "percent")  # fmt: skip


def form_file(name: str) -> Path:
    (found,) = [p for root in rule_directories() for p in root.rglob(f"{name}.toml")]
    return found


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Plant:
    """Plants a check beside one a form has, in a copy of the form."""

    rules = knowledge()

    def plant(form: str, beside: str, check: str) -> None:
        text = form_file(form).read_text(encoding="utf-8")
        assert text.count(beside) >= 1
        copy = tmp_path / f"{form}.toml"
        copy.write_text(text.replace(beside, f"{check},\n  {beside}", 1), encoding="utf-8")
        made = load_form(copy)
        forms = tuple(made if f.name == made.name else f for f in rules.forms)
        monkeypatch.setattr(pipeline, "knowledge", lambda: replace(rules, forms=forms))

    return plant


def numbers(records: list[Record]) -> set[tuple[str, str, str]]:
    """Accepted numbers: what they are of, their field, and the value."""
    return {
        (_what(r), name, r.values[name])
        for r in records
        for name in NUMBERS
        if name in r.evidence and r.evidence[name]["status"] in ("read", "verified", "repaired")
    }


def _what(record: Record) -> str:
    """The key of a record, of a job of a cost table without the cost and distance in it."""
    return "|".join(record.key.split("|")[:9]) if record.kind == "line_cost" else record.key


OVERHEAD = '{ equation = "sum(job.overhead) = total.overhead", rounding = "exact" }'
WRONG = [
    ("allocation", '{ equation = "present + change = final" }', "0.6 * present = final"),
    ("allocation", '{ equation = "present + change = final" }', "final + change = present"),
    ("allocation", '{ equation = "present + change = final" }', "change / final * 100 = percent"),
    ("allocation", '{ equation = "sum(member.present) = total.present" }',
     "sum(member.present) = total.final"),
    ("underground-cost", OVERHEAD,
     "overhead + underground = distance"),
    ("underground-cost", OVERHEAD,
     "sum(job.underground) = total.overhead"),
    ("underground-cost", '{ equation = "sum(job.cost) = total.cost", rounding = "exact" }',
     "cost / distance = distance"),
    ("mandatory-load-reduction",
     '{ equation = "sum(feeder.mw) = block.mw", name = "feeder loads add up to the block total" }',
     "sum(feeder.mw) = 2 * block.mw"),
    ("under-frequency-load-shedding",
     '{ equation = "sum(feeder.mw) = total.mw", name = "feeder loads add up to the step total" }',
     "sum(feeder.mw) = 0.5 * total.mw"),
]  # fmt: skip
PRINTED = {
    "allocation": "order",
    "mandatory-load-reduction": "mandatory", "under-frequency-load-shedding": "underfrequency",
}  # fmt: skip


def page(form: str, beside: str = "") -> bytes:
    """A made-up document of a form, undamaged: of cost tables that which prints such a sum."""
    study = "primary" if "job.cost" in beside else "secondary"
    leaves = written(PRINTED.get(form, study), "plain", "wrong rules").leaves
    return rendered(dump(leaves, LAYOUTS["plain"]), LAYOUTS["plain"]).encode()


def repaired(records: list[Record]) -> set[tuple[str, str]]:
    return {(r.key, name) for r in records for name in NUMBERS
            if name in r.evidence and r.evidence[name]["status"] == "repaired"}  # fmt: skip


@pytest.mark.parametrize(("form", "beside", "equation"), WRONG)
def test_a_wrong_rule_repairs_nothing_on_a_good_page(
    planted: Plant, form: str, beside: str, equation: str
) -> None:
    before = read_path(page(form, beside), name="x.txt").records
    assert repaired(before) == set()
    planted(form, beside, f'{{ equation = "{equation}" }}')
    after = read_path(page(form, beside), name="x.txt").records
    assert repaired(after) == set()
    assert numbers(after) <= numbers(before)
    said = {str(r.values["code"]) for r in after if r.kind == "issue"}
    assert said & {"relation-does-not-hold", "check-failed"}


@pytest.mark.parametrize("path", [p for p in sorted(CORPUS.iterdir()) if p.suffix == ".txt"],
                         ids=lambda p: p.name)  # fmt: skip
def test_no_document_of_the_corpus_is_repaired_by_wrong_rules(planted: Plant, path: Path) -> None:
    before = read_path(path).records
    for form, beside, equation in WRONG:
        planted(form, beside, f'{{ equation = "{equation}" }}')
        after = read_path(path).records
        assert repaired(after) <= repaired(before)
        assert numbers(after) <= numbers(before)


def test_a_rule_that_fails_on_most_rows_is_named(planted: Plant) -> None:
    planted(*WRONG[0][:2], '{ equation = "0.6 * present = final", name = "final is 60 %" }')
    after = read_path(page("allocation"), name="x.txt").records
    (issue,) = [r for r in after if r.values.get("code") == "relation-does-not-hold"]
    assert "final is 60 %" in issue.values["message"]
    assert "the rule is wrong" in issue.values["message"]


@pytest.mark.shared
def test_a_relation_that_happens_to_hold_changes_nothing(shared: Path) -> None:
    """Schedule 22 charges 60 % of schedule 20 throughout; no page says so."""
    (order,) = (shared / "seeds").glob("004_*.txt")
    text = order.read_text(encoding="utf-8")
    rates = {r.key: r for r in read_path(order).records if r.kind == "charge"}
    twenty = [r for r in rates.values() if r.values["schedule"] == "20"]
    twins = [r for r in rates.values() if r.values["schedule"] == "22"]
    sixty = {(Decimal(r.values["amount"]) * Decimal("0.6")).quantize(Decimal("0.00001"))
             for r in twenty}  # fmt: skip
    held = [r for r in twins if Decimal(r.values["amount"]).quantize(Decimal("0.00001")) in sixty]
    assert held
    line, amount = held[0].evidence["amount"]["line"], held[0].values["amount"]
    other = amount[:-1] + ("7" if amount[-1] != "7" else "1")
    lines = text.split("\n")
    assert lines[line - 1].count(amount) == 1
    lines[line - 1] = lines[line - 1].replace(amount, other)
    changed = read_path("\n".join(lines).encode(), name="order.txt").records
    (again,) = [r for r in changed if r.key == held[0].key]
    assert (again.values["amount"], again.evidence["amount"]["status"]) == (other, "read")
    rest = {r.key: r.values["amount"] for r in changed if r.kind == "charge" and r.key != again.key}
    assert rest == {k: r.values["amount"] for k, r in rates.items() if k != again.key}
