"""The page: hostile text does nothing, nothing is asked for, and Chromium draws it in time."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ratebook.audit.gather import gathered
from ratebook.audit.html import page
from ratebook.audit.report import Against, audit
from ratebook.audit.seen import seen_records
from ratebook.noise import make

HOSTILE = '"><script>document.title="owned"</script><img src=x onerror=alert(1)>{{7*7}}'
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class Tags(HTMLParser):
    """Tags, with what they could load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.risky: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            local = (value or "").startswith(("data:image/png;base64,", "#"))
            if name.startswith("on") or name == "style" or (name in ("src", "href") and not local):
                self.risky.append((tag, name))


def record(key: str, amount: str, raw: str) -> dict[str, Any]:
    evidence = {
        "status": "read",
        "page": 1,
        "box": None,
        "line": 1,
        "raw": raw,
        "repairs": [],
        "proof": [],
        "interval": None,
        "candidates": [],
    }
    return {
        "kind": "charge",
        "key": key,
        "document": "a.txt",
        "label": key,
        "amount": amount,
        "evidence": {"label": {**evidence, "raw": key}, "amount": evidence},
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a reading full of markup."""
    folder = tmp_path_factory.mktemp("hostile")
    truth = [record(f"{HOSTILE} {n}", "1.50", "1.50") for n in range(3)]
    (folder / "a.txt.truth.jsonl").write_text("\n".join(map(json.dumps, truth)), "utf-8")
    read = [record(f"{HOSTILE} {n}", f"{n}.99", f"{HOSTILE}{n}") for n in range(3)]
    return page(audit([seen_records(str(folder / "a.txt"), read)], Against(truth=folder)))


def test_hostile_text_is_text(hostile: str) -> None:
    tags = Tags()
    tags.feed(hostile)
    assert "script" not in tags.names
    assert not tags.risky
    assert "&lt;script&gt;document.title" in hostile
    assert "{{7*7}}" in hostile
    assert "49" not in re.findall(r">(\d+)<", hostile)


def test_the_page_counts_what_was_planted(hostile: str) -> None:
    section = hostile.split('id="wrong"')[1].split("</section>")[0]
    assert section.count('class="card c-silent"') == 3
    assert [f"{n}.99" in section for n in range(3)] == [True] * 3
    assert '<span class="soft">(3)</span>' in section


def test_the_policy_lets_nothing_in(hostile: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', hostile)
    assert policy
    assert policy[1].startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy[1]


def test_pictures_of_places(tmp_path: Path) -> None:
    document = make(tmp_path, ["lighting"], 31, ["grid"], ["native"])[0]
    truth = document.with_name(document.name + ".truth.jsonl")
    records = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    charge = next(r for r in records if r["kind"] == "charge")
    charge["amount"] = "9999.99"
    truth.write_text("\n".join(map(json.dumps, records)), "utf-8")
    made = audit(gathered([str(document)], ocr="never"), Against())
    text = page(made)
    assert [v.field for v in made.listed("silent")] == ["amount"]  # type: ignore[arg-type]
    assert text.count("data:image/png;base64,") >= 1
    assert "9999.99" in text


def test_an_audit_of_nothing_known_is_an_estimate(tmp_path: Path) -> None:
    document = make(tmp_path, ["cogeneration"], 5, ["plain"], ["heavy text"])[0]
    made = audit(gathered([str(document)]), Against(blind=True))
    assert made.estimate is not None
    text = page(made)
    assert "Estimate for 1 document" in text
    assert "Silently wrong" not in text


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_chromium_draws_it_without_a_word(hostile: str, tmp_path: Path) -> None:
    file = tmp_path / "audit.html"
    file.write_text(hostile, "utf-8")
    began = time.monotonic()
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    took = time.monotonic() - began
    assert done.returncode == 0
    assert "CONSOLE" not in done.stderr
    assert "<title>Audit of 1 reading</title>" in done.stdout
    assert took < 30  # The browser's own start included, on a busy machine.
