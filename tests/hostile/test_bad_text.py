"""Text made to be slow: each line stays under the longest that is read."""

from __future__ import annotations

import time

import pytest

from ratebook.errors import UnreadableDocumentError
from ratebook.reading.open import read_document

LONG = 100_000
SLOW = {
    "blanks before a tag": "a" + " " * LONG + "<b>x",
    "heading of blanks": "# a" + " " * LONG + "b",
    "bold never closed": "**a " * (LONG // 4),
    "stars": "*" * LONG,
    "dollars": "$a\\b " * (LONG // 5),
    "open tags": "<sup>" * (LONG // 5),
    "open brackets": "[" * LONG,
    "bars": "|" * LONG,
    "tabs": "1\t" * (LONG // 2),
    "dots": ". " * (LONG // 2) + "x",
    "dashes": "- " * (LONG // 2) + "x",
    "open rows": "<table>" + "<tr><td>" * (LONG // 8),
    "open tables": "<table>" * (LONG // 7),
    "comments": "<!--" * (LONG // 4),
    "entities": "&amp" * (LONG // 4),
    "line ends": "\n" * LONG + "x",
    "form feeds": "\f" * LONG + "x",
}


@pytest.mark.parametrize("name", sorted(SLOW))
def test_no_line_is_slow(name: str) -> None:
    data = ("Sheet No. 1\n" + SLOW[name]).encode()
    start = time.process_time()
    try:
        read_document(data, name="slow.txt")
    except UnreadableDocumentError as said:
        assert said.remedy  # noqa: PT017
    assert time.process_time() - start < 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "2nd Revised Sheet § 9\r\n\tRate\t$ 1.25 – net\r\n" * 3
    document = read_document(text.encode(encoding), name="dump")
    assert [line.text for line in document.lines][:2] == [
        "2nd Revised Sheet § 9",
        "\tRate\t$ 1.25 – net",
    ]
    assert document.source == "markup"


def test_words_that_begin_like_other_files_are_words() -> None:
    for text in ("BM Electric Cooperative", "RIFF rate", "PK Power", "II Sheets", "Rarely billed"):
        assert read_document(text.encode(), name="x").lines[0].text == text


def test_control_characters_are_dropped_and_old_line_ends_read() -> None:
    document = read_document(b"Sheet\x07 No. 3\rRate\x00 9\r" + b"words " * 200, name="x")
    assert [line.text for line in document.lines][:2] == ["Sheet No. 3", "Rate 9"]
