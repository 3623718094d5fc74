"""Bytes of a file to a Document, by content and never by name: office tools hand out HTML and RTF named .doc."""

from __future__ import annotations

from disclint.document import Document
from disclint.errors import UnreadableError
from disclint.readers.limits import DEFAULT, Limits

__all__ = ["DEFAULT", "SUFFIXES", "Limits", "read"]

# What a directory is searched for; the content decides what a file really is.
SUFFIXES = (".txt", ".text", ".md", ".markdown")

_FOREIGN = (
    (b"PK\x03\x04", "Word/WPS/Excel 文档（zip）", "an office document (zip)"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word/WPS 文档（doc）", "an old office document (doc)"),
    (b"%PDF", "PDF 文档", "a PDF"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"\x1f\x8b", "压缩文件", "a compressed file"),
)


def read(data: bytes, filename: str, limits: Limits = DEFAULT) -> Document:
    """Read a file; UnreadableError with a sentence when it cannot be read."""
    if len(data) > limits.file_bytes:
        megabytes = limits.file_bytes // 2**20
        raise UnreadableError(f"文件超过 {megabytes} MB (file larger than {megabytes} MB)")
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf"):
        raise UnreadableError("文件是空的 (the file is empty)")
    for magic, zh, en in _FOREIGN:
        if data.startswith(magic):
            raise UnreadableError(f"这是{zh}，请另存为 txt 或 md 再检查 (this is {en}: save it as txt or md first)")

    from disclint.readers.text import read_text

    return read_text(data, filename, limits)
