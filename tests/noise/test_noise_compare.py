"""Scores: right, wrong, flagged, missed and lost are told apart."""

from typing import Any

from ratebook.noise.compare import compare


def charge(amount: str | None, status: str = "read", label: str = "Pole", **more: Any) -> dict:
    key = f"charge|KY|U|1|2|0|OL||Poles|{label}||pole|USD/pole-month"
    values = {"label": label, "amount": amount, "unit": "USD/pole-month", "component": "pole"}
    evidence = {name: {"status": "read"} for name in values} | {"amount": {"status": status}}
    return {"kind": "charge", "key": key, **values, "evidence": evidence, **more}


def test_what_is_read_right_counts_once_a_field() -> None:
    score = compare([charge("4.50")], [charge("4.50")])
    assert (score.right, score.wrong, score.extra) == (4, [], [])
    assert score.accepted_share == 1


def test_an_accepted_other_number_is_wrong() -> None:
    (wrong,) = compare([charge("4.50")], [charge("4.80")]).wrong
    assert (wrong.field, wrong.meant, wrong.read) == ("amount", "4.50", "4.80")


def test_trailing_zeros_and_capitals_do_not_count() -> None:
    score = compare([charge("4.50", label="Steel pole")], [charge("4.5", label="STEEL  POLE")])
    assert score.right == 4


def test_a_flagged_value_is_neither_right_nor_wrong() -> None:
    score = compare([charge("4.50")], [charge(None, "ambiguous")])
    assert (score.right, score.flagged, score.wrong) == (3, 1, [])
    derived = compare([charge("4.50")], [charge("4.8", "derived")])
    assert (derived.flagged, derived.wrong) == (1, [])


def test_a_destroyed_value_need_not_be_read_but_may_not_be_invented() -> None:
    gone = charge("4.50", "unreadable")
    assert compare([gone], [charge(None, "unreadable")]).lost == 1
    assert compare([gone], [charge("9.99")]).wrong
    assert compare([gone], [charge("4.50", "repaired")]).right == 4


def test_a_missing_record_is_missed_and_one_too_many_is_extra() -> None:
    assert compare([charge("4.50")], []).missed == 4
    score = compare([], [charge("4.50")])
    assert score.extra == [charge("4.50")["key"]]
    assert score.knowable == 0


def test_a_misread_label_does_not_hide_the_match() -> None:
    score = compare([charge("4.50")], [charge("4.50", label="Po1e")])
    assert [d.field for d in score.wrong] == ["label"]
    assert not score.extra


def at(record: dict, top: float, page: int = 1) -> dict:
    """The record with its values in a row that begins at `top` points."""
    for column, said in enumerate(record["evidence"].values()):
        said |= {"page": page, "box": [100.0 * column, top, 100.0 * column + 60, top + 10]}
    return record


def test_a_record_without_its_name_is_matched_by_its_place() -> None:
    meant = [at(charge("4.50"), 100), at(charge("4.50", label="Arm"), 120)]
    nameless = at(charge("4.50", label="Arm") | {"key": "charge||#2", "label": None}, 120)
    nameless["evidence"]["label"]["status"] = "unreadable"
    score = compare(meant, [nameless])
    assert (score.right, score.flagged, score.missed) == (3, 1, 4)
    assert (score.wrong, score.extra) == ([], [])


def test_a_record_that_stands_elsewhere_is_no_partner() -> None:
    score = compare([at(charge("4.50"), 100)], [at(charge("4.50", label="Po1e"), 300)])
    assert (score.right, score.missed, len(score.extra)) == (0, 4, 1)


def test_the_surest_places_go_first() -> None:
    meant = [at(charge("4.50", label="Pole"), 100), at(charge("9.00", label="Arm"), 104)]
    found = [at(charge("9.00") | {"key": "charge||#2"}, 104)]
    found[0]["label"] = None
    score = compare(meant, found)
    assert [d.field for d in score.wrong] == []
    assert (score.right, score.missed) == (3, 5)


def unkeyed(member: str, table: str) -> dict:
    values = {"table": table, "member": member, "present": "0"}
    evidence = {name: {"status": "read"} for name in values}
    return {"kind": "allocation", "key": f"{table}|{member}", **values, "evidence": evidence}


def test_records_whose_keys_are_open_are_paired_with_those_most_alike_first() -> None:
    meant = [unkeyed("Red Bird", "Rate A"), unkeyed("Red Bird", "Steam")]
    read = [{**r, "key": f"open|{r['key']}"} for r in reversed(meant)]
    score = compare(meant, read)
    assert (score.right, score.wrong, score.extra) == (6, [], [])
    score = compare(meant, read[:1])
    assert (score.right, score.missed, score.wrong) == (3, 3, [])
