"""Web archives (MHT, RFC 2557): the page among the parts. Office tools write them and name them .doc.

Only the headers go through the standard library's mail parser: it takes quadratic time for nested parts.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from email.message import Message
from email.parser import BytesHeaderParser

from disclint.document import Document
from disclint.errors import UnreadableError
from disclint.readers.html import read_html
from disclint.readers.limits import DEFAULT, Limits

_HEADER_END = re.compile(rb"\r?\n\r?\n|\r\r")
_MOST_HEADER = 64 * 1024
_MOST_PARTS = 2_000
_DEPTH = 4  # multipart/related within multipart/mixed, …
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def _split(data: bytes) -> tuple[Message, bytes]:
    """The header and the body of a message or part."""
    data = data.lstrip(b"\xef\xbb\xbf\r\n\t ")
    end = _HEADER_END.search(data, 0, _MOST_HEADER)
    if end is None:
        return Message(), data
    return BytesHeaderParser().parsebytes(data[: end.start()] + b"\n\n"), data[end.end() :]


def _decoded(message: Message, body: bytes) -> bytes:
    encoding = str(message.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        plain = _NOT_BASE64.sub(b"", body)
        try:
            return base64.b64decode(plain[: len(plain) // 4 * 4] + plain[len(plain) // 4 * 4 :].ljust(4, b"="))
        except binascii.Error:
            return b""
    return body


def _page(data: bytes, depth: int = 0) -> tuple[bytes, str] | None:
    """The first page of a message or part: (its bytes, the charset its header names)."""
    message, body = _split(data)
    kind = message.get_content_type()
    if kind in ("text/html", "application/xhtml+xml"):
        return _decoded(message, body), str(message.get_param("charset") or "")
    boundary = message.get_boundary()
    if not kind.startswith("multipart/") or not boundary or depth >= _DEPTH:
        return None
    parts = body.split(b"--" + boundary.encode("latin-1", "replace"), _MOST_PARTS)
    for part in parts[1:]:
        found = _page(part, depth + 1)
        if found:
            return found
    return None


def read_mht(data: bytes, filename: str, limits: Limits = DEFAULT) -> Document:
    """Read the page of a web archive; positions count in that page. UnreadableError when there is none."""
    try:
        found = _page(data)
    except (ValueError, LookupError, RecursionError) as error:
        raise UnreadableError("网页归档（MHT）已损坏，请重新保存 (damaged web archive: save it again)") from error
    if found is None:
        raise UnreadableError(
            "网页归档（MHT）里没有网页，请另存为网页或 docx (no page in this web archive: save it as HTML or docx)"
        )
    return read_html(found[0], filename, limits, found[1])
