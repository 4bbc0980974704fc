"""Bounds on what a small file may unpack to."""

from __future__ import annotations

import zlib

MOST_CONTENT = 50 << 20
"""Bytes of drawing instructions of one page. A crowded map page has about 5 MB."""


def unpacks_beyond(packed: bytes, times: int, limit: int = MOST_CONTENT) -> bool:
    """Whether `packed`, deflated `times` over, becomes longer than `limit` bytes.

    Never holds more than `limit` bytes a layer. Data that is not deflated is not beyond.
    """
    data = packed
    for _ in range(times):
        try:
            data = zlib.decompressobj().decompress(data, limit + 1)
        except zlib.error:
            return False
        if len(data) > limit:
            return True
    return len(data) > limit
