"""Bytes of a file to a Document, by content and never by name: office tools hand out HTML and RTF named .doc."""

from __future__ import annotations

from disclint.document import Damage, Document, Position
from disclint.errors import UncheckableError, UnreadableError
from disclint.readers.limits import DEFAULT, LimitError, Limits, limits_from, size_text

__all__ = ["DEFAULT", "SUFFIXES", "LimitError", "Limits", "limits_from", "read"]

# What a directory is searched for; the content decides what a file really is.
SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown"),
    *(".html", ".htm", ".mht", ".mhtml"),
    *(".docx", ".docm", ".doc", ".wps", ".odt", ".rtf", ".xlsx", ".pdf"),
)

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh")
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xdb\xa5\x2d\x00", b"\x31\xbe\x00\x00")


def read(data: bytes, filename: str, limits: Limits = DEFAULT) -> Document:
    """Read a file; UnreadableError with a sentence when it cannot be read.

    A file that is whole but locked, scanned or garbled is a Document without blocks that says so in its damage.
    """
    try:
        return _read(data, filename, limits)
    except UncheckableError as error:
        damage = Damage(error.reason, Position(1), str(error))
        return Document(filename, filename.rpartition(".")[2].lower(), (), damage=(damage,))


def _read(data: bytes, filename: str, limits: Limits) -> Document:
    if len(data) > limits.file_bytes:
        size = size_text(limits.file_bytes)
        raise UnreadableError(f"文件超过 {size} (file larger than {size})")
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf"):
        raise UnreadableError("文件是空的 (the file is empty)")
    head = data[:4096]
    if head.startswith(_OFFICE) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{\\rt", b"<?xml")):
        document = _office(data, filename, limits)
        if document:
            return document
    if b"%PDF" in head:
        from disclint.readers.pdf import is_pdf, read_pdf

        if is_pdf(data):
            return read_pdf(data, filename, limits)
    if b"<" in head or b"MIME-" in head:
        from disclint.readers.html import looks_like_html, looks_like_mht, read_html

        if looks_like_mht(head):
            from disclint.readers.mht import read_mht

            return read_mht(data, filename, limits)
        if looks_like_html(head):
            return read_html(data, filename, limits)
    if head.startswith(_PICTURES):
        raise UnreadableError("这是图片，请提供 docx、html 等原文件 (a picture: give the document it was made from)")
    if head.startswith(_ARCHIVES):
        raise UnreadableError("这是压缩文件，请先解压 (a compressed file: unpack it first)")

    from disclint.readers.text import read_text

    return read_text(data, filename, limits)


def _office(data: bytes, filename: str, limits: Limits) -> Document | None:
    """A document of an office program; None for what only looked like one (XHTML begins like Word's XML)."""
    from disclint.readers.container import Container, container_of

    container = container_of(data, limits)
    if container is Container.NONE:
        return None
    if container is Container.DOCX:
        from disclint.readers.docx import read_docx

        return read_docx(data, filename, limits)
    if container is Container.ODT:
        from disclint.readers.odt import read_odt

        return read_odt(data, filename, limits)
    if container is Container.XLSX:
        from disclint.readers.xlsx import read_xlsx

        return read_xlsx(data, filename, limits)

    from disclint.readers.office import read_office

    return read_office(data, filename, container, limits)
