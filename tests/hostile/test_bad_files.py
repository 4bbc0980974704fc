"""Files nobody should have to read: each gives its reason and remedy, and never a traceback."""

from __future__ import annotations

import os
import random
import struct
import zlib
from pathlib import Path

import pymupdf
import pytest

from ratebook.errors import UnreadableDocumentError
from ratebook.reading.open import read_document


def pdf(*texts: str, **saving: object) -> bytes:
    book = pymupdf.open()
    for text in texts:
        book.new_page().insert_text((72, 100), text)
    return book.tobytes(**saving)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF with a sound cross-reference table around these objects (the first is the catalog)."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


NO_PAGES = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")

BAD = {
    "empty": b"",
    "blank": b" \r\n\t \n\x0c\n",
    "nul bytes": b"\0" * 5000,
    "no pages": NO_PAGES,
    "only a PDF header": b"%PDF-1.7\n",
    "PDF header before garbage": b"%PDF-1.7\n" + random.Random(4).randbytes(20_000),
    "garbage": random.Random(5).randbytes(50_000),
    "web page": b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>",
    "web page after a mark": b"\xef\xbb\xbf\n<html lang='en'><p>Log in</p></html>",
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "gzip": b"\x1f\x8b\x08" + b"\0" * 100,
    "old Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "one line of ten megabytes": b"1,234.56 " * 1_200_000,
    "locked": pdf("secret", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="a", owner_pw="b"),
    "only control characters": bytes(range(1, 9)) * 400,
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_bytes_give_reason_and_remedy(name: str, tmp_path: Path) -> None:
    path = tmp_path / "filing.pdf"
    path.write_bytes(BAD[name])
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(path)
    assert caught.value.reason
    assert caught.value.remedy
    assert str(path) in str(caught.value)
    assert caught.value.exit_code == 4


def test_the_words_say_what_is_wrong() -> None:
    for name, word in {"locked": "password", "zip": "ZIP", "web page": "web page"}.items():
        with pytest.raises(UnreadableDocumentError, match=word):
            read_document(BAD[name], name="x")
    with pytest.raises(UnreadableDocumentError, match="line 1 has"):
        read_document(BAD["one line of ten megabytes"], name="x")


def test_missing_files_directories_and_odd_paths(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pdf", tmp_path, "a\0b.pdf", "x" * 5000):
        with pytest.raises(UnreadableDocumentError):
            read_document(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(UnreadableDocumentError):
        read_document(path)


def test_special_files_do_not_hang(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableDocumentError):
        read_document(pipe)


def test_a_picture_named_pdf_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(png(100_000, 100_000))
    with pytest.raises(UnreadableDocumentError):
        read_document(path)


def test_a_pdf_named_txt_is_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    path.write_bytes(pdf("Sheet No. 15"))
    document = read_document(path)
    assert document.source == "text-layer"
    assert [line.text for line in document.lines] == ["Sheet No. 15"]


def test_every_cut_of_a_pdf_reads_or_says_why() -> None:
    whole = pdf("First page 1.25", "Second page 2.50", "Third page 3.75")
    for share in range(2, 100, 7):
        cut = whole[: len(whole) * share // 100]
        try:
            document = read_document(cut, name="cut.pdf", ocr="never")
        except UnreadableDocumentError:
            continue
        assert document.findings, share


def test_bytes_turned_over_never_crash() -> None:
    whole = bytearray(pdf("First page 1.25", "Second page 2.50"))
    luck = random.Random(11)
    for _ in range(40):
        hurt = bytearray(whole)
        for _ in range(30):
            hurt[luck.randrange(20, len(hurt))] = luck.randrange(256)
        try:
            read_document(bytes(hurt), name="hurt.pdf", ocr="never")
        except UnreadableDocumentError as said:
            assert said.remedy  # noqa: PT017


def test_a_rescued_file_is_a_finding() -> None:
    whole = pdf("Sheet No. 7", "Sheet No. 8")
    start = whole.rindex(b"startxref")
    document = read_document(whole[:start] + b"startxref\n7\n%%EOF", name="x.pdf")
    assert [page.lines[0].text for page in document.pages] == ["Sheet No. 7", "Sheet No. 8"]
    assert {finding.code for finding in document.findings} & {"repaired-file", "rescued-file"}


def test_a_page_count_that_lies_is_found_out() -> None:
    lying = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 7000000 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        stream(b"BT /F 12 Tf 72 700 Td (Sheet No. 9) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    document = read_document(lying, name="x.pdf")
    assert [line.text for line in document.lines] == ["Sheet No. 9"]
    assert "rescued-file" in {finding.code for finding in document.findings}


@pytest.mark.parametrize("filters", [1, 2])
def test_a_decompression_bomb_costs_little(filters: int) -> None:
    bomb = b" " * (300 << 20)
    for _ in range(filters):
        bomb = zlib.compress(bomb, 9)
    names = b" ".join([b"/FlateDecode"] * filters)
    data = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
        stream(bomb, b"/Filter [" + names + b"]"),
    )
    with pytest.raises(UnreadableDocumentError, match="unpacks to more"):
        read_document(data, name="bomb.pdf")


def test_a_page_the_size_of_a_country_is_drawn_small() -> None:
    vast = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9000000 9000000] /Contents 4 0 R >>",
        stream(b"0 0 5000000 5000000 re f"),
    )
    document = read_document(vast, name="vast.pdf", ocr="never")
    assert document.pages[0].lines == ()
    assert "no-words" in {finding.code for finding in document.findings}
