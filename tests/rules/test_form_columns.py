"""Columns of a form: groups in columns, columns instead of others; a mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratebook.errors import RuleError
from ratebook.rules.forms import load_form

FORM = """
name = "yards"
title = "Loads of yards"
within = ["sheet"]
needs = ["yard"]

[[table]]
name = "loads"
columns = [
  {{ name = "yard", heads = ["Yard"], cell = "{{yard:name}}" }},
  {{ name = "load", heads = ["Load"], cell = "{{mw:load}}" }},
  {column},
]
groups = [{{ field = "shift", lines = ["Shift {{shift:count}}"] }}]
rows = [{{ name = "yard", columns = ["yard", "load"] }}]
records = [{{ kind = "table_value", row = "yard", take = {{ row = "yard", amount = "mw" }} }}]
"""


def made(tmp_path: Path, column: str) -> Path:
    path = tmp_path / "yards.toml"
    path.write_text(FORM.format(column=column))
    return path


def test_a_spread_column_is_one_for_each_value_and_one_for_all(tmp_path: Path) -> None:
    spread = (
        '{ name = "by", heads = ["Shift {}"], cell = "{mw:load}", spread = "shift",'
        ' values = ["1", "2"], all = ["Total"], instead = "load" }'
    )
    columns = load_form(made(tmp_path, spread)).tables[0].columns[2:]
    assert [c.spread for c in columns] == [("shift", "1"), ("shift", "2"), ("shift", "")]
    assert [c.heads for c in columns] == [("Shift 1",), ("Shift 2",), ("Total",)]


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ('{ name = "s", heads = ["S"], cell = "{s:count}", group = "shfit" }', "s.group"),
        ('{ name = "k", heads = ["kW"], cell = "{mw:load}", instead = "mw" }', "k.instead"),
        ('{ name = "t", heads = ["T"], cell = "{t:text}", beside = "town" }', "t.beside"),
        (
            '{ name = "by", heads = ["{}"], cell = "{mw:load}", spread = "shift", values = ["1"] }',
            "columns.by",
        ),
        (
            '{ name = "by", heads = ["{}"], cell = "{mw:load}", spread = "day", values = ["1"],'
            ' instead = "load" }',
            "by.spread",
        ),
    ],
)
def test_a_mistake_names_its_key(tmp_path: Path, column: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_form(made(tmp_path, column))
    assert caught.value.key.endswith(key)
    assert caught.value.remedy
