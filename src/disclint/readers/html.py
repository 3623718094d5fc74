"""HTML, and the web archives (MHT) that office tools name .doc: what a browser shows, as paragraphs and grids.

Positions are lines and columns of the source. Page furniture is read like anything else: where the report begins and
ends is for the scanner to say. What the page does not hold itself (links, frames, pictures) is damage of the document.
"""

from __future__ import annotations

import re
from itertools import accumulate

from disclint.document import Damage, Document
from disclint.errors import UnreadableError
from disclint.readers.encoding import Decoded, decode
from disclint.readers.html_blocks import Page
from disclint.readers.limits import DEFAULT, Limits, size_text

_NEWLINE = re.compile(r"\r\n|\r|\n")
_HEAD = 4096  # bytes in which a page says how it is encoded, and what it is
_CHARSET = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s|<\?xml\b[^>]*>|<!--.*?-->|\ufeff)*", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|frameset)\b)", re.IGNORECASE)
_PIECE = re.compile(
    r"<(?:article|b|base|br|center|div|font|form|h[1-6]|img|link|main|ol|p|script|section|span|strong|style|ul)\b",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"^(?:#{1,6} |\||[-*] |```)", re.MULTILINE)
_MHT_HEADER = re.compile(
    rb"(?:MIME-Version|From|Subject|Date|Snapshot-Content-Location|Content-Type)\s*:", re.IGNORECASE
)
_MHT_TYPE = re.compile(
    rb"^Content-Type\s*:\s*(?:multipart/(?:related|alternative|mixed)|text/html)", re.IGNORECASE | re.MULTILINE
)


def _text_of(head: bytes) -> str:
    """The beginning of a file as text, good enough to see markup in it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").decode("latin-1")


def looks_like_html(head: bytes) -> bool:
    """Whether the first bytes of a file (some thousand are enough) are those of a page, or of a piece of one.

    A piece that begins with a mere div or paragraph may also be Markdown, which its headings and tables give away.
    """
    text = _text_of(head[:_HEAD])
    start = _PROLOGUE.match(text)
    place = start.end() if start else 0
    if _PAGE.match(text, place):
        return True
    return bool(_PIECE.match(text, place)) and not _MARKDOWN.search(text, place)


def looks_like_mht(head: bytes) -> bool:
    """Whether the first bytes of a file are the header of a web archive."""
    head = head[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ")
    return bool(_MHT_HEADER.match(head)) and bool(_MHT_TYPE.search(head))


def _codec(name: str) -> str:
    """What a page that says it is in `name` is read as, "" if that is left to its bytes."""
    name = name.lower()
    if name.startswith(("gb", "x-gb", "hz-gb", "cp936", "ms936", "windows-936")):
        return "gb18030"
    return "big5hkscs" if name.startswith(("big5", "cp950")) else ""


def decode_page(data: bytes, charset: str = "") -> Decoded:
    """Decode a page: byte order mark, what it says itself if its bytes allow, what its bytes look like.

    `charset` is what stands outside the page (a mail header). UnreadableError as `encoding.decode`.
    """
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        found = _CHARSET.search(data[:_HEAD])
        codec = _codec(charset or (found[1].decode("ascii", "replace") if found else ""))
        if codec:
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                try:
                    return Decoded(data.decode(codec), codec)
                except UnicodeDecodeError:
                    pass
    return decode(data)


def _lines(text: str) -> tuple[list[str], list[int]]:
    """The lines of a text, and the offset of each."""
    returns = text.count("\r")
    if returns and returns != text.count("\r\n"):
        ends = list(_NEWLINE.finditer(text))
        starts = [0, *(match.end() for match in ends)]
        stops = [*(match.start() for match in ends), len(text)]
        return [text[start:stop] for start, stop in zip(starts, stops, strict=True)], starts
    newline = "\r\n" if returns else "\n"
    lines = text.split(newline)
    offsets = accumulate((len(line) + len(newline) for line in lines), initial=0)
    return lines, list(offsets)[:-1]


def read_html(data: bytes, filename: str, limits: Limits = DEFAULT, charset: str = "") -> Document:
    """Read a page; UnreadableError when it is binary or past a limit."""
    if len(data) > limits.text_bytes:
        size = size_text(limits.text_bytes)
        raise UnreadableError(f"网页超过 {size}，不像一份年度报告，未读取 (page larger than {size}: not read)")
    decoded = decode_page(data, charset)
    return read_html_text(decoded.text, filename, limits, encoding=decoded.encoding, damage=decoded.damage)


def read_html_text(
    text: str,
    filename: str,
    limits: Limits = DEFAULT,
    first_line: int = 1,
    *,
    encoding: str | None = None,
    damage: tuple[Damage, ...] = (),
) -> Document:
    """Read a page, or a piece of HTML inside another text whose lines count from `first_line`.

    UnreadableError past a limit.
    """
    lines, starts = _lines(text)
    if len(lines) > limits.lines:
        raise UnreadableError(f"超过 {limits.lines} 行，不像一份年度报告 (more than {limits.lines} lines)")
    newline = _NEWLINE.search(text)
    page = Page(text, starts, limits, first_line)
    page.read()
    return Document(
        filename=filename,
        format="html",
        blocks=tuple(page.blocks),
        encoding=encoding,
        newline=newline[0] if newline else "\n",
        lines=lines,
        damage=(*damage, *page.pointers.damage(page.blocks)),
    )
