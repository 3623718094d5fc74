"""What a file is by its content, for files of office programs: a zip, an OLE2 file, RTF, Word's XML of 2003.

Names prove nothing: office systems hand out RTF and HTML named .doc, and a docx with a password is an OLE2 file.
Specifications: ECMA-376 part 2, ISO/IEC 26300-3, MS-CFB (OLE2), MS-DOC (the encryption flag).
"""

from __future__ import annotations

import re
from enum import Enum, auto

from disclint.readers.limits import DEFAULT, Limits

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_XML = re.compile(
    rb"<\?mso-application\s+progid=[\"']Word\.Document|schemas\.microsoft\.com/office/word/2003/wordml"
)
_FREE, _MOST_SECTORS = 0xFFFFFFFA, 20_000


class Container(Enum):
    """What a file holds; `NONE` for none of these (text, HTML, PDF, a picture)."""

    DOCX = auto()  # docx, docm, dotx: Word and WPS
    XLSX = auto()
    XLSB = auto()
    ODT = auto()
    ODS = auto()
    OFD = auto()  # the national format for fixed pages, GB/T 33190
    ZIP_OTHER = auto()
    OLE_DOC = auto()  # doc of Word 97–2003, wps
    OLE_DOC_ENCRYPTED = auto()  # doc with a password
    OLE_XLS = auto()  # xls, et
    OLE_ENCRYPTED = auto()  # docx or xlsx with a password
    OLE_OTHER = auto()  # Works, Word 2, ppt, msg, …
    RTF = auto()
    WORD_XML = auto()
    NONE = auto()


def container_of(data: bytes, limits: Limits = DEFAULT) -> Container:
    """What the file is; UnreadableError for a zip that is damaged or past a limit. Never looks at a name."""
    if data.startswith(b"PK\x03\x04"):
        return _zip(data, limits)
    if data.startswith(OLE_MAGIC):
        return _ole(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rt"):
        return Container.RTF
    if data.startswith((b"\xdb\xa5\x2d\x00", b"\x31\xbe\x00\x00")):  # Word 2 and Word 1, without OLE2
        return Container.OLE_OTHER
    if head.startswith(b"<?xml") and _WORD_XML.search(head):
        return Container.WORD_XML
    return Container.NONE


def _zip(data: bytes, limits: Limits) -> Container:
    from disclint.readers.ooxml import Package

    package = Package(data, limits)
    if "word/document.xml" in package:
        return Container.DOCX
    if "xl/workbook.xml" in package:
        return Container.XLSX
    if "xl/workbook.bin" in package:
        return Container.XLSB
    if "ofd.xml" in package:
        return Container.OFD
    if "mimetype" in package and "content.xml" in package:
        kind = package.read("mimetype").strip()
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return Container.ODT
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return Container.ODS
    main = package.main()
    if main.endswith(".xml") and main.startswith(("word/", "xl/")) and main in package:
        return Container.DOCX if main.startswith("word/") else Container.XLSX
    return Container.ZIP_OTHER


def _number(data: bytes, offset: int, size: int = 4) -> int:
    return int.from_bytes(data[offset : offset + size], "little")


def _ole(data: bytes) -> Container:
    """By the streams of the directory, or, if that is torn, by their names anywhere in the file."""
    streams = _directory(data)
    if not streams:
        streams = {name: -1 for name in _NAMES if name.encode("utf-16-le") in data}
    for name, container in _NAMES.items():
        if name in streams:
            if container is Container.OLE_DOC and _doc_encrypted(data, streams[name]):
                return Container.OLE_DOC_ENCRYPTED
            return container
    return Container.OLE_OTHER


_NAMES = {
    "EncryptedPackage": Container.OLE_ENCRYPTED,
    "WordDocument": Container.OLE_DOC,
    "Workbook": Container.OLE_XLS,
    "Book": Container.OLE_XLS,
}


def _doc_encrypted(data: bytes, offset: int) -> bool:
    """The flag fEncrypted of the FIB with which a WordDocument stream begins."""
    return _number(data, offset, 2) == 0xA5EC and bool(_number(data, offset + 10, 2) & 0x0100) if offset > 0 else False


def _directory(data: bytes) -> dict[str, int]:
    """The streams of an OLE2 file in its root storage by name, with their offsets; {} when the directory is torn.

    An embedded sheet has a storage of its own: only the children of the root tell what the file is.
    """
    shift = _number(data, 0x1E, 2)
    if shift not in (9, 12):
        return {}
    size = 1 << shift
    per_sector = size // 4
    fat_sectors = [_number(data, 0x4C + 4 * i) for i in range(109)]
    sector, seen = _number(data, 0x30), 0
    entries: list[bytes] = []
    while sector < _FREE and seen < _MOST_SECTORS:
        block = data[(sector + 1) * size : (sector + 2) * size]
        if len(block) < size:
            break
        entries += [block[i : i + 128] for i in range(0, size, 128)]
        seen += 1
        table = sector // per_sector
        if table >= len(fat_sectors):
            break
        sector = _number(data, (fat_sectors[table] + 1) * size + 4 * (sector % per_sector), 4)
    if not entries:
        return {}
    found: dict[str, int] = {}
    waiting, visited = [_number(entries[0], 0x4C)], set[int]()
    while waiting:
        index = waiting.pop()
        if index >= len(entries) or index in visited:
            continue
        visited.add(index)
        entry = entries[index]
        length = max(_number(entry, 0x40, 2) - 2, 0)
        name = entry[: min(length, 62)].decode("utf-16-le", "replace")
        found[name] = (_number(entry, 0x74) + 1) * size
        waiting += [_number(entry, 0x44), _number(entry, 0x48)]
    return found
