"""Re-saves damaged PDFs. The only module that imports pikepdf."""

from __future__ import annotations

import importlib
import io
from typing import Any


def page_count(data: bytes) -> int | None:
    """Pages as pikepdf counts them; None where it cannot open the file either."""
    try:
        with _pikepdf().open(io.BytesIO(data)) as pdf:
            return len(pdf.pages)
    except Exception:
        return None


def resaved(data: bytes) -> bytes | None:
    """The document written anew with a sound structure; None where nothing can be rescued."""
    out = io.BytesIO()
    try:
        with _pikepdf().open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) == 0:
                return None
            pdf.save(out)
    except Exception:
        return None
    return out.getvalue()


def _pikepdf() -> Any:
    return importlib.import_module("pikepdf")
