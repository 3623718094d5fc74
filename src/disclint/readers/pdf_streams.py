"""Whether the compressed parts of a PDF are what their checksums say.

PDFium shows what it can of a damaged file and says nothing: a flipped byte may turn a 6 into an 8. Pictures and fonts
are left out, as no figure stands in them; an encrypted file cannot be checked this way.
"""

from __future__ import annotations

import base64
import re
import zlib

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 2_000  # bytes before a stream in which its dictionary stands
_MOST = 64 * 2**20  # bytes unpacked in all
_PART = 2**20
_OTHERS = (b"/Length1", b"/Length2", b"/Length3", b"/FontFile", b"/CIDFontType0C", b"/Type1C", b"/OpenType", b"/Image")


def broken_streams(data: bytes) -> int:
    """How many compressed streams do not unpack, or unpack to something else than was packed."""
    if b"/Encrypt" in data:
        return 0
    left = _MOST
    broken = 0
    for found in _STREAM.finditer(data):
        begin = max(data.rfind(b"obj", max(0, found.start() - _HEAD), found.start()), 0)
        head = data[begin : found.start()]
        if b"/FlateDecode" not in head or any(other in head for other in _OTHERS):
            continue
        end = data.find(b"endstream", found.end())
        if end < 0 or left <= 0:
            break
        packed = data[found.end() : end]
        if b"/ASCII85Decode" in head:
            try:
                packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
            except ValueError:
                broken += 1
                continue
        elif re.search(rb"/(?!FlateDecode)\w+Decode\b", head):
            continue
        size = _unpacked(packed, left)
        broken += size is None
        left -= size or 0
    return broken


def _unpacked(packed: bytes, most: int) -> int | None:
    """How many bytes come out, up to `most`; None if what comes out is not what went in."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        while packed and not unpacker.eof and size < most:
            size += len(unpacker.decompress(packed, _PART))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return None
    return size
