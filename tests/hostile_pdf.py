"""PDFs that mean harm, or came to harm: made by hand, object by object. The big ones take a second to make."""

from __future__ import annotations

import zlib
from collections.abc import Mapping


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects (their dictionaries, or `stream_of`); object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream_of(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object, by wish compressed."""
    body = zlib.compress(data) if packed else data
    packing = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s %s >>\nstream\n" % (len(body), packing, entries) + body + b"\nendstream"


_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(content: bytes, resources: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """A page of this content; /F1 is Helvetica, /F2 object 6 if there is one; further objects count from 6."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> %s >> >>" % resources
    )
    objects = {
        1: _CATALOGUE,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page,
        4: content,
        5: _FONT,
    }
    return pdf(objects | dict(more or {}))


def flate_bomb() -> bytes:
    """A page of 300 MB of spaces before its first word, in 300 KB."""
    return one_page(stream_of(b" " * (300 * 2**20) + b"BT /F1 12 Tf 72 700 Td (bomb) Tj ET", packed=True))


def picture_bomb() -> bytes:
    """A picture of 30,000 by 30,000 points of colour that fills the page."""
    head = b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    content = stream_of(b"q 595 0 0 842 0 0 cm /X Do Q")
    return one_page(content, b"/XObject << /X 6 0 R >>", {6: stream_of(bytes(30000 * 300), head, packed=True)})


def page_loop() -> bytes:
    """A tree of pages that is its own branch."""
    return pdf({1: _CATALOGUE, 2: b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>", 3: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 9 >>"})  # fmt: skip


def many_pages(count: int = 200_000) -> bytes:
    """One page, 200,000 times."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf({1: _CATALOGUE, 2: b"<< /Type /Pages /Kids [" + b"3 0 R " * count + b"] /Count %d >>" % count, 3: page})


def many_rectangles(count: int = 400_000) -> bytes:
    """400,000 squares, each painted on its own."""
    squares = b"".join(b"%d %d 5 5 re f\n" % (index % 595, index // 595) for index in range(count))
    return one_page(stream_of(squares, packed=True))


def many_lines_in_one_path(count: int = 400_000) -> bytes:
    """One path of 400,000 lines."""
    lines = b"".join(b"%d %d m %d %d l\n" % (i % 595, i // 595, i % 595 + 5, i // 595) for i in range(count))
    return one_page(stream_of(lines + b"S", packed=True))


def many_characters(count: int = 400_000) -> bytes:
    """400,000 characters on one page."""
    lines = b"".join(b"(" + b"x" * 100 + b") Tj T*\n" for _ in range(count // 100))
    return one_page(stream_of(b"BT /F1 1 Tf 1 TL 0 840 Td\n" + lines + b"ET", packed=True))


def woven(count: int = 8_000) -> bytes:
    """8,000 lines across and 8,000 down, each crossing all others."""
    across = b"".join(b"0 %f m 595 %f l\n" % (i * 0.1, i * 0.1) for i in range(count))
    down = b"".join(b"%f 0 m %f 842 l\n" % (i * 0.07, i * 0.07) for i in range(count))
    return one_page(
        stream_of(across + down + b"S BT /F1 9 Tf 72 700 Td (a page of hatching, no table) Tj ET", packed=True)
    )


def form_in_itself() -> bytes:
    """A form that draws itself twice, which draws itself twice, …"""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >>"
    return one_page(stream_of(b"/X Do"), b"/XObject << /X 6 0 R >>", {6: stream_of(b"/X Do /X Do 0 0 9 9 re f", form)})


def forms_doubling(depth: int = 28) -> bytes:
    """Forms that draw the next one twice, 28 deep: 268 million squares."""
    forms = {}
    for number in range(6, 6 + depth):
        names = b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + names
        forms[number] = stream_of(b"/X Do /X Do", head)
    forms[6 + depth] = stream_of(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    return one_page(stream_of(b"/X Do"), b"/XObject << /X 6 0 R >>", forms)


def deep_arrays(depth: int = 200_000) -> bytes:
    """Arrays in arrays where the names of things should be."""
    return one_page(stream_of(b"BT ET"), b"/Deep " + b"[" * depth + b"]" * depth)


def private_font(words: str = "政府信息公开工作年度报告") -> bytes:
    """Text that a person can see and no program can read: its font maps all characters to private ones."""
    codes = b"".join(b"%04x" % index for index in range(1, len(words) + 1)) * 5
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapName /X def 1 begincodespacerange <0000> <ffff> "
        b"endcodespacerange 1 beginbfrange <0001> <00ff> <e001> endbfrange endcmap end"
    )
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>"
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"  # fmt: skip
    return one_page(
        stream_of(b"BT /F2 12 Tf 72 700 Td <" + codes + b"> Tj ET"),
        b"",
        {6: font, 7: descendant, 8: stream_of(cmap)},
    )
