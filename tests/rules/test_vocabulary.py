"""A rule file's mistakes are named: file, key and remedy."""

import pytest

from ratebook.errors import RuleError
from ratebook.rules.vocabulary import Key, check_table, read_toml

ROW = {"at": Key("integer", required=True)}
SHAPE = {
    "name": Key("text", required=True),
    "kind": Key("text", one_of=frozenset({"a", "b"})),
    "words": Key("texts"),
    "rows": Key("tables", shape=ROW),
    "part": Key("table", shape=ROW),
    "marks": Key("map"),
    "flag": Key("flag"),
}


def broken(table: dict[str, object]) -> RuleError:
    with pytest.raises(RuleError) as caught:
        check_table(table, SHAPE, "f.toml", "x")
    return caught.value


def test_right_table_passes() -> None:
    check_table(
        {"name": "n", "kind": "a", "words": ["w"], "rows": [{"at": 1}], "marks": {"C": "c"}},
        SHAPE,
        "f.toml",
    )


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({}, "x.name"),
        ({"name": 3}, "x.name"),
        ({"name": "n", "nmae": "m"}, "x.nmae"),
        ({"name": "n", "kind": "c"}, "x.kind"),
        ({"name": "n", "words": ["w", 1]}, "x.words"),
        ({"name": "n", "rows": [{"at": 1}, {"at": "1"}]}, "x.rows[2].at"),
        ({"name": "n", "part": {}}, "x.part.at"),
        ({"name": "n", "marks": {"C": 1}}, "x.marks"),
        ({"name": "n", "rows": [{"at": True}]}, "x.rows[1].at"),
        ({"name": "n", "flag": 1}, "x.flag"),
    ],
)
def test_mistake_is_named(table: dict[str, object], key: str) -> None:
    error = broken(table)
    assert (error.file, error.key, error.exit_code) == ("f.toml", key, 3)
    assert error.remedy


def test_unknown_key_offers_the_near_one() -> None:
    assert "Did you mean name?" in str(broken({"name": "n", "nmae": "m"}))


def test_broken_toml_names_the_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "bad.toml"
    path.write_text("a = [", encoding="utf-8")
    with pytest.raises(RuleError, match=r"bad\.toml"):
        read_toml(path)
    with pytest.raises(RuleError):
        read_toml(tmp_path / "missing.toml")
