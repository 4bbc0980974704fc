"""Pages as pictures with the places of their values framed, for a person to look at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ratebook.reading.textlayer import draw_frames

COLOURS: dict[str, tuple[str, tuple[float, float, float]]] = {
    "": ("none", (0.6, 0.6, 0.6)),
    "stamp": ("violet", (0.6, 0.2, 0.8)),
    "absent": ("gray", (0.6, 0.6, 0.6)),
    "verified": ("green", (0.0, 0.6, 0.1)),
    "read": ("blue", (0.1, 0.3, 0.9)),
    "repaired": ("brown", (0.6, 0.4, 0.0)),
    "derived": ("orange", (1.0, 0.6, 0.0)),
    "ambiguous": ("red", (0.9, 0.0, 0.0)),
    "unreadable": ("pink", (1.0, 0.3, 0.6)),
}
"""Standing to the colour of its frame, by name and as red, green and blue from 0 to 1. Where one
place bears several values the last in this order is shown."""
DPI = 110


def marked_pages(
    source: Path, directory: Path, boxes: Mapping[int, Mapping[tuple[float, ...], str]]
) -> list[Path]:
    """Writes `page-001.png` and so on; `boxes` are by page number (from 1) and standing."""
    directory.mkdir(parents=True, exist_ok=True)
    frames = {
        page: [(box, COLOURS[status][1]) for box, status in here.items()]
        for page, here in boxes.items()
    }
    return draw_frames(source, directory, frames, DPI)
