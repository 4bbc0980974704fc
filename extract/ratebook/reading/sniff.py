"""What a file is, by its first bytes. Its name is never asked."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from ratebook.errors import UnreadableDocumentError

Kind = Literal["pdf", "image", "text"]

MAX_BYTES = 1 << 30
MAX_TEXT = 64 << 20
MAX_LINE = 400_000

_PICTURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+",
    b"GIF87a", b"GIF89a", b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51",
)  # fmt: skip
_OTHERS = (
    (b"PK\x03\x04", "a ZIP or Office file", "Unpack it, or save the document as PDF"),
    (b"PK\x05\x06", "an empty ZIP file", "Fetch the file again"),
    (b"\x1f\x8b", "a gzip file", "Unpack it first"),
    (b"BZh91AY", "a bzip2 file", "Unpack it first"),
    (b"\xfd7zXZ", "an xz file", "Unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip file", "Unpack it first"),
    (b"Rar!", "a RAR file", "Unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "Save the document as PDF"),
    (b"{\\rtf", "an RTF file", "Save the document as PDF"),
    (b"%!PS", "a PostScript file", "Turn it into PDF, for instance with ps2pdf"),
    (b"SQLite format 3", "a database", "Give the filing itself"),
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def kind_of(data: bytes, name: str) -> Kind:
    """What the bytes are. Raises `UnreadableDocumentError` for what is no filing."""
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableDocumentError(name, "the file is empty", "Fetch it again")
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(name, "the file is larger than 1 GB", "Split it")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES) or _is_other_picture(data):
        return "image"
    for mark, what, remedy in _OTHERS:
        if data.startswith(mark):
            raise UnreadableDocumentError(name, f"it is {what}", remedy)
    if _HTML.match(data[:8192].lstrip(b"\xef\xbb\xbf")):
        said = "it is a web page, not a filing (often an error or login page saved by a download)"
        raise UnreadableDocumentError(name, said, "Open its address in a browser and save the PDF")
    return "text"


def _is_other_picture(data: bytes) -> bool:
    """WEBP and BMP, whose first letters alone could begin a text."""
    if data[:4] == b"RIFF":
        return data[8:12] == b"WEBP"
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0"


def text_of(data: bytes, name: str) -> str:
    """The text, line ends made `\\n`, control characters dropped; form feeds and tabs stay."""
    if len(data) > MAX_TEXT:
        raise UnreadableDocumentError(name, "the text is larger than 64 MB", "Split it")
    text = _decoded(data)
    controls = len(_CONTROLS.findall(text))
    if controls > 8 and controls > 0.02 * len(text):
        said = "it is neither PDF, nor picture, nor text"
        raise UnreadableDocumentError(name, said, "Give the filing as PDF or as OCR text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text) if controls else text
    _check_lines(text, name)
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff")
    start = data[:4096]
    if start.count(0) > len(start) // 3:
        encoding = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)


def _single_byte(data: bytes) -> str:
    """Windows-1252, which holds Latin-1; its five unused codes as Latin-1 has them."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _check_lines(text: str, name: str) -> None:
    start = 0 if len(text) > MAX_LINE else len(text)
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > MAX_LINE:
            line = text.count("\n", 0, start) + 1
            said = f"line {line} has {end - start} characters"
            raise UnreadableDocumentError(name, said, "Give text with its line ends kept")
        start = end + 1
