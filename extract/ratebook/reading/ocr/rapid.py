"""RapidOCR (PP-OCRv6 on ONNX Runtime): the engine that pip alone installs. Reads whole lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ratebook.model.page import Box, Word
from ratebook.reading.ocr.picture import Upright
from ratebook.reading.ocr.pixels import Gray, Mask, cut, resized
from ratebook.reading.ocr.prepare import eased

VERSION = "3.10.0"
DETECTION_SIDE = 1504
"""Pixels of the page's longer side when lines are looked for; reading is at full resolution."""
PAGE = 792.0
"""Points of the longer side of a usual page."""
PADDING = 0.15
"""Share of its height by which a line is read wider than it was found: on black and white scans
a third of the commas depends on it."""
UPRIGHT = 1.8
"""A place so many times as high as wide, and as the usual line, is several lines."""
_SETTINGS: dict[str, Any] = {
    "Global.use_cls": False,
    "Global.max_side_len": 4000,
    "Global.log_level": "critical",
    "Global.return_word_box": True,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Rec.rec_batch_num": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": DETECTION_SIDE,
}
_WIDE = str.maketrans("，。：；！？（）［］｛｝＄％＋－＝／＊＆＃＠．", ",.:;!?()[]{}$%+-=/*&#@.")
"""The models know Chinese type as well and sometimes give its wide signs; the same signs here."""

_STROKED = str.maketrans("łŁøØđĐıſ", "lLoOdDif")

Quad = NDArray[np.float32]
"""4 x 2 pixels: top left, top right, bottom right, bottom left of a line of text."""


class RapidEngine:
    """One set of models, loaded at the first page. Not for two threads at once."""

    name = "rapidocr"
    identity = f"rapidocr {VERSION} det {DETECTION_SIDE} lines 6"
    tight = False

    def __init__(self) -> None:
        self._models: Any = None

    def lines(self, sheet: Upright, *, strips: bool = False) -> list[list[Word]]:
        """Words with the score of their least certain character; strips are found as on a page."""
        gray = eased(sheet)
        found = self._found(gray, sheet.scale)
        pieces = [piece for quad in found for piece in _level(quad, sheet.clean, found)]
        return self.read(gray, [_padded(piece) for piece in pieces])

    def _found(self, gray: Gray, scale: float) -> list[Quad]:
        """Where lines are; those of a piece of a page are looked for as small as a page's are."""
        small = DETECTION_SIDE / (PAGE * scale)
        whole = max(gray.shape) * small > DETECTION_SIDE / 2 or small >= 1
        seen = gray if whole else resized(gray, small)
        found = self.places(np.repeat(seen[:, :, None], 3, axis=2))
        return found if whole else [quad / np.float32(small) for quad in found]

    def places(self, image: NDArray[np.uint8]) -> list[Quad]:
        """Where lines of text are on a three-channel picture."""
        found = self._loaded().text_det(image).boxes
        return [] if found is None else [np.asarray(quad, np.float32) for quad in found]

    def read(self, gray: Gray, quads: list[Quad]) -> list[list[Word]]:
        """The words of each of these lines."""
        pieces = [np.repeat(cut(gray, quad)[:, :, None], 3, axis=2) for quad in quads]
        if not pieces:
            return []
        read = self._loaded().recognize_txt(pieces)
        return [
            _words_of(quad, str(text), info)
            for quad, text, info in zip(quads, read.txts, read.word_results, strict=True)
        ]

    def _loaded(self) -> Any:
        if self._models is None:
            from rapidocr import RapidOCR

            models: Any = RapidOCR(params=_SETTINGS)
            models._load_det_model()
            models._load_rec_model()
            self._models = models
        return self._models


def _level(quad: Quad, ink: Mask, others: list[Quad]) -> list[Quad]:
    """The line; where it stands upright and high (dollar signs below each other), its rows."""
    low, high = quad.min(axis=0), quad.max(axis=0)
    usual = float(np.median([float(other[3, 1] - other[0, 1]) for other in others]))
    wide, tall = (high - low).tolist()
    if tall < UPRIGHT * wide or tall < UPRIGHT * usual:
        return [quad]
    (x0, y0), (x1, y1) = np.maximum(low, 0).astype(int), high.astype(int)
    full = ink[y0:y1, x0:x1].any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], full.view(np.int8), [0]))))
    return [
        np.array([[x0, y0 + a], [x1, y0 + a], [x1, y0 + b], [x0, y0 + b]], np.float32)
        for a, b in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
        if b - a > usual / 3
    ]


def _padded(quad: Quad) -> Quad:
    """The line with a little more paper around it."""
    height = float(np.hypot(*(quad[3] - quad[0])))
    down = (quad[3] - quad[0]) / max(height, 1.0)
    along = (quad[1] - quad[0]) / max(float(np.hypot(*(quad[1] - quad[0]))), 1.0)
    over, aside = PADDING * height * down, PADDING / 3 * height * along
    shift = np.array([-over - aside, -over + aside, over + aside, over - aside])
    return (quad + shift).astype(np.float32)


def _words_of(quad: Quad, text: str, info: Any) -> list[Word]:
    """Cuts a line at its spaces and wide gaps; places come from the columns of the network."""
    scores: list[float] = info.confs
    sure = iter(zip(text, scores, strict=False))
    words: list[Word] = []
    half = _half_letter(info)
    for letters, columns in zip(info.words, info.word_cols, strict=True):
        least = min(_next_score(sure) for _ in letters)
        left = (columns[0] + 0.5 - half) / info.line_txt_len
        right = (columns[-1] + 0.5 + half) / info.line_txt_len
        spelled = _plain("".join(letters).translate(_WIDE))
        words.append(Word(spelled, _slice(quad, left, right), least, RapidEngine.name))
    return words


def _plain(text: str) -> str:
    """Letters without the accents that the models see in specks (`Generał`)."""
    if text.isascii():
        return text
    bare = (unicodedata.normalize("NFD", sign)[0] if sign.isalpha() else sign for sign in text)
    return "".join(bare).translate(_STROKED)


def _next_score(sure: Iterator[tuple[str, float]]) -> float:
    return next((score for letter, score in sure if not letter.isspace()), 0.0)


def _half_letter(info: Any) -> float:
    """Half the usual distance of two letters, in columns of the network."""
    steps = [b - a for columns in info.word_cols for a, b in pairwise(columns)]
    return float(np.median(steps)) / 2 if steps else 1.0


def _slice(quad: Quad, left: float, right: float) -> Box:
    """The box around the part of a line between two fractions of its length."""
    spots = np.clip(np.array([left, right]), 0, 1)[:, None]
    upper = quad[0] + (quad[1] - quad[0]) * spots
    lower = quad[3] + (quad[2] - quad[3]) * spots
    corners = np.concatenate((upper, lower))
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return (float(x0), float(y0), float(x1), float(y1))
