"""Jurisdiction profiles: loaded, checked, and short."""

from pathlib import Path

import pytest

from ratebook.errors import RuleError
from ratebook.rules.jurisdiction import load_jurisdiction, load_jurisdictions
from ratebook.rules.locate import rule_directories
from ratebook.rules.ordinal import ordinal_number

SHIPPED = sorted((rule_directories()[0] / "jurisdictions").glob("*.toml"))
LEAST = """
code = "ZZ"
name = "Zz"
commissions = ["Zz Commission"]
witnesses = ["Zz"]
[sheet]
words = ["Leaf"]
cancelling = ["Superseding"]
[foot]
issued = ["Issued"]
effective = ["Effective"]
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_shipped_profiles_load_and_are_short(path: Path) -> None:
    profile = load_jurisdiction(path)
    label = profile.sheet.words[0].replace("[", "").replace("]", "")
    assert profile.head.search(f"{label} 12345-E") is not None
    assert len(path.read_text(encoding="utf-8").splitlines()) < 60


def test_kentucky_and_california_are_there() -> None:
    assert {"KY", "CA"} <= set(load_jurisdictions(rule_directories()))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('code = "ZZ"', 'code = "Zed"'), "code"),
        (('words = ["Leaf"]', 'wrods = ["Leaf"]'), "sheet.wrods"),
        (('words = ["Leaf"]', 'words = "Leaf"'), "sheet.words"),
        (('issued = ["Issued"]', ""), "foot.issued"),
        (('words = ["Leaf"]', 'words = ["Leaf"]\nnumber = "("'), "(pattern)"),
        (('words = ["Leaf"]', 'words = ["Leaf"]\nrevised = ["{m} Revised"]'), "sheet"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    path = tmp_path / "zz.toml"
    path.write_text(LEAST.replace(*change), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_jurisdiction(path)
    assert caught.value.key == key


def test_two_profiles_of_one_code(tmp_path: Path) -> None:
    place = tmp_path / "jurisdictions"
    place.mkdir()
    for name in ("a", "b"):
        (place / f"{name}.toml").write_text(LEAST, encoding="utf-8")
    with pytest.raises(RuleError, match="taken"):
        load_jurisdictions([tmp_path])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2nd", 2),
        ("1ST", 1),
        ("11th", 11),
        ("Second", 2),
        ("FORTY-FIFTH", 45),
        ("Twentieth", 20),
        ("Eighteenth", 18),
        ("TWENTY THIRD", 23),
        ("Ist", 1),
        ("LST", 1),
        ("List", None),
        ("2th", None),
        ("Revised", None),
    ],
)
def test_ordinals(text: str, number: int | None) -> None:
    assert ordinal_number(text) == number
