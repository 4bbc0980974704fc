"""What the documents print about their own numbers must hold, or they would teach wrong proofs."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from ratebook.noise.desk import LAYOUTS
from ratebook.noise.forms import FORMS, NEGATIVES, Written, written

SEEDS = [f"test.{n}" for n in range(6)]
CENT = Decimal("0.01")


def made(form: str) -> list[Written]:
    return [written(form, layout, seed) for layout in LAYOUTS for seed in SEEDS]


def of_kind(document: Written, kind: str) -> list[dict]:
    return [r.values for r in document.truth.records if r.kind == kind]


@pytest.mark.parametrize("form", FORMS)
def test_no_two_records_share_a_key(form: str) -> None:
    for document in made(form):
        keys = [r.key for r in document.truth.records]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("form", NEGATIVES)
def test_papers_that_set_no_rate_yield_no_charge(form: str) -> None:
    assert not [c for document in made(form) for c in of_kind(document, "charge")]


@pytest.mark.parametrize("form", ["secondary", "primary"])
def test_costs_add_up_and_the_differential_is_the_printed_difference(form: str) -> None:
    for document in made(form):
        jobs: dict[str, list[Decimal]] = defaultdict(list)
        for job in of_kind(document, "line_cost"):
            jobs[job["construction"]].append(Decimal(job["cost"]))
        per_foot = {}
        for total in of_kind(document, "line_cost_total"):
            kind = total["construction"]
            assert sum(jobs[kind]) == Decimal(total["cost"])
            exact = Decimal(total["cost"]) / Decimal(total["distance_ft"])
            per_foot[kind] = exact.quantize(CENT, ROUND_HALF_UP)
            assert per_foot[kind] == Decimal(total["cost_per_ft"])
        (difference,) = of_kind(document, "cost_differential")
        assert per_foot["underground"] - per_foot["overhead"] == Decimal(difference["amount"])


def test_block_totals_are_rounded_sums_and_cycle_totals_exact_sums() -> None:
    off = 0
    for document in made("mandatory"):
        loads: dict[tuple, list[Decimal]] = defaultdict(list)
        for feeder in of_kind(document, "feeder_load"):
            loads[feeder["cycle"], feeder["percent"]].append(Decimal(feeder["mw"]))
        cycles: dict[int, Decimal] = defaultdict(Decimal)
        totals = of_kind(document, "load_total")
        for total in totals:
            if total["scope"] == "block":
                block = loads[total["cycle"], total["percent"]]
                gap = abs(sum(block) - Decimal(total["mw"]))
                assert gap <= Decimal("0.05") * (len(block) + 1)
                off += gap > 0
                cycles[total["cycle"]] += Decimal(total["mw"])
        for total in totals:
            if total["scope"] == "cycle":
                assert cycles[total["cycle"]] == Decimal(total["mw"])
    assert off, "sums of rounded loads must miss the printed total now and then, as on real sheets"


def test_feeders_occur_once_in_a_plan() -> None:
    for form in ("mandatory", "underfrequency"):
        for document in made(form):
            names = [(f["substation"], f["feeder"]) for f in of_kind(document, "feeder_load")]
            assert len(names) == len(set(names))


def test_allocations_balance_to_the_dollar_and_the_total_table_is_their_sum() -> None:
    for document in made("order"):
        tables: dict[str, dict[str, dict]] = defaultdict(dict)
        for row in of_kind(document, "allocation"):
            tables[row["table"]][row["member"]] = row
        whole = tables.pop("Total")
        for table in [*tables.values(), whole]:
            for row in table.values():
                gap = Decimal(row["present"]) + Decimal(row["change"]) - Decimal(row["final"])
                assert abs(gap) <= 1
            members = [row for name, row in table.items() if name != "Total"]
            for field in ("present", "final", "change"):
                gap = sum(Decimal(r[field]) for r in members) - Decimal(table["Total"][field])
                assert abs(gap) <= (len(members) + 1) * Decimal("0.5")
        for member, row in whole.items():
            gap = sum(Decimal(t[member]["final"]) for t in tables.values()) - Decimal(row["final"])
            assert abs(gap) <= (len(tables) + 1) * Decimal("0.5")
        (order,) = of_kind(document, "order")
        assert order["amounts"] == [whole["Total"]["change"]]


def test_revisions_cancel_the_one_before_or_a_whole_book() -> None:
    for document in made("book"):
        for sheet in of_kind(document, "sheet"):
            if sheet["revision"]:
                assert sheet["cancels_revision"] == sheet["revision"] - 1
                assert sheet["cancels_book"] == sheet["book"]
                assert sheet["cancels_sheet"] == sheet["sheet"]
            else:
                assert int(sheet["cancels_book"]) == int(sheet["book"]) - 1
                assert sheet["cancels_sheet"] is None
