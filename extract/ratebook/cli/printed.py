"""Records as `ratebook read` printed them, read back."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ratebook.errors import UnreadableDocumentError


def load_printed(path: str) -> list[dict[str, Any]]:
    """The records of a file of JSON or JSON lines; `-` is standard input.

    Raises UnreadableDocumentError where there are none.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        whole = text.lstrip().startswith("[")
        lines = (line for line in text.splitlines() if line.strip())
        found = json.loads(text) if whole else [json.loads(line) for line in lines]
        if not all(isinstance(record, dict) and "kind" in record for record in found):
            raise ValueError("a line is no record")
    except (OSError, ValueError) as problem:
        remedy = "Give it what `ratebook read --format jsonl` or `json` printed"
        raise UnreadableDocumentError(path, f"no records ({problem})", remedy) from problem
    return found
