"""The manual is true: its TOML loads, its keys are the vocabulary, its commands exist."""

from __future__ import annotations

import csv
import re
import shlex
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from command import ROOT, ratebook

from ratebook.cli.main import COMMANDS
from ratebook.pipeline.read import read_path
from ratebook.rules import forms, jurisdiction
from ratebook.rules.types import TYPES

PAGES = sorted((ROOT / "docs").glob("*.md"))
ADD_A_FORM = ROOT / "docs" / "add-a-form.md"
ADD_A_JURISDICTION = ROOT / "docs" / "add-a-jurisdiction.md"
FORM = ROOT / "rules" / "forms" / "off-system-sales.toml"


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(
        rf"^```{language}(?: [^\n]*)?\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE
    )


def documented(page: Path, heading: str) -> set[str]:
    """The words in backquotes in the first cells of the table below a heading."""
    below = page.read_text().partition(f"\n{heading}\n")[2]
    section = re.split(r"^#", below, maxsplit=1, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| (`[^|]*`) \|", section, re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


def shells(page: Path) -> list[list[str]]:
    """Each `ratebook ...` of the shell blocks, as words; of a pipe only this part."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    found = []
    for line in lines:
        for part in re.split(r"[|;]|&&", line):
            words = shlex.split(part.partition(">")[0], comments=True)
            if "ratebook" in words:
                found.append(words[words.index("ratebook") + 1 :])
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_toml_block_of_the_manual_loads(page: Path, tmp_path: Path) -> None:
    for number, text in enumerate(blocks(page, "toml")):
        file = tmp_path / f"{number}.toml"
        file.write_text(text)
        if "code" in tomllib.loads(text):
            jurisdiction.load_jurisdiction(file)
        else:
            forms.load_form(file)


def test_the_manual_shows_a_form_and_a_profile() -> None:
    assert blocks(ADD_A_FORM, "toml")
    assert blocks(ADD_A_JURISDICTION, "toml")


VOCABULARY = {
    "## Keys of a form": forms.SHAPE,
    "### Of a table": forms.SHAPE["table"].shape,
    "### Of a column": forms.SHAPE["table"].shape["columns"].shape,
    "### Of a group": forms.SHAPE["table"].shape["groups"].shape,
    "### Of a row": forms.SHAPE["table"].shape["rows"].shape,
    "### Of a record": forms.SHAPE["table"].shape["records"].shape,
    "### Of a check": forms.SHAPE["checks"].shape,
    "### Types": TYPES,
}


@pytest.mark.parametrize("heading", VOCABULARY)
def test_the_vocabulary_of_forms_is_documented_and_nothing_else(heading: str) -> None:
    assert documented(ADD_A_FORM, heading) == set(VOCABULARY[heading])


PROFILE = {
    "### `[sheet]`: the head": jurisdiction.SheetWords,
    "### `[foot]`": jurisdiction.FootWords,
    "### `[stamp]`": jurisdiction.StampWords,
    "### `[order]`": jurisdiction.OrderWords,
}


@pytest.mark.parametrize("heading", PROFILE)
def test_the_vocabulary_of_jurisdictions_is_documented_and_nothing_else(heading: str) -> None:
    assert documented(ADD_A_JURISDICTION, heading) == {f.name for f in fields(PROFILE[heading])}


def test_the_keys_of_a_profile_are_documented() -> None:
    derived = {"file"}
    keys = {f.name for f in fields(jurisdiction.Jurisdiction)} - derived
    assert documented(ADD_A_JURISDICTION, "## Keys") == keys


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_and_flags_the_manual_names_exist(page: Path) -> None:
    named = {words[0] for words in shells(page)} & {*COMMANDS}
    helps = {name: ratebook(name, "--help").out for name in named}
    for words in shells(page):
        if words[0] in ("--help", "--version"):
            continue
        assert words[0] in COMMANDS, words
        verbs = ("golden", "forms new", "forms test")
        verb = words[:2] if words[0] in verbs or " ".join(words[:2]) in verbs else words[:1]
        known = helps[words[0]] + (ratebook(*verb, "--help").out if len(verb) > 1 else "")
        for flag in (w.partition("=")[0] for w in words if w.startswith("--")):
            assert re.search(rf"(?<![\w-]){flag}(?![\w-])", known), (words, flag)
    for name in re.findall(r"`ratebook ([a-z]+)", page.read_text()):
        assert name in COMMANDS, name


def test_the_form_of_the_walkthrough_is_the_shipped_one_and_under_40_lines() -> None:
    (shown,) = blocks(ADD_A_FORM, "toml")
    assert tomllib.loads(shown) == tomllib.loads(FORM.read_text())
    assert len(FORM.read_text().splitlines()) < 40


COLUMNS = {
    "revenue": "sales_revenue_unverified",
    "net margin": "net_margin",
    "customers' share": "customers_share_75pct",
    "company's share": "company_share_25pct",
}


@pytest.mark.shared
def test_the_form_of_the_walkthrough_reads_the_real_exhibit(shared: Path) -> None:
    with (shared / "real" / "ky-oss-margins-lge.truth.csv").open() as file:
        truth = {row["month"]: row for row in csv.DictReader(file)}
    records = read_path(shared / "real" / "ky-oss-margins-lge.txt").records
    values = [r for r in records if r.kind == "table_value"]
    assert len(values) == len(truth) * len(COLUMNS)
    months = {_month(name): row for name, row in truth.items()}
    accepted = [r for r in values if not r.needs_review]
    wrong = [
        (r.key, r.values["amount"], expected)
        for r in accepted
        if r.values["amount"] != (expected := months[r.values["row"]][COLUMNS[r.values["column"]]])
    ]
    assert wrong == []
    # Cells of columns that the arithmetic binds are accepted, save those of a month whose figures
    # do not settle each other.
    bound = [r for r in accepted if r.values["column"] != "revenue"]
    assert len(bound) >= 0.95 * len(truth) * (len(COLUMNS) - 1)


def _month(name: str) -> str:
    month, year = name.split()
    names = ("January", "February", "March", "April", "May", "June", "July", "August",
             "September", "October", "November", "December")  # fmt: skip
    return f"{year}-{names.index(month) + 1:02}"


def test_a_form_found_by_the_environment_reads_as_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    mine = FORM.read_text().replace("off-system sales", "spot sales")
    (tmp_path / "forms" / "mine.toml").write_text(mine.replace("off-system-sales", "spot"))
    exhibit = tmp_path / "exhibit.txt"
    exhibit.write_text(
        "Spot Sales\nMonth\tSales Revenues\tSales Net Margins\t"
        "Customer's Share of Net Margin (75%)\tCompany's Share of Net Margin (25%)\n"
        "May 2031\t9,000\t4,000\t3,000\t1,000\nJune 2031\t8,000\t2,000\t1,5OO\t500\n"
    )
    done = ratebook("read", exhibit, "--format", "jsonl", RATEBOOK_RULES=str(tmp_path))
    values = [r for r in done.records if r["kind"] == "table_value"]
    found = {(r["row"], r["column"]): r["amount"] for r in values}
    assert found[("2031-05", "customers' share")] == "3000"
    assert found[("2031-06", "company's share")] == "500"
    assert found[("2031-06", "customers' share")] in ("1500", None)
    plain = ratebook("read", exhibit, "--format", "jsonl")
    assert not [r for r in plain.records if r["kind"] == "table_value"]
