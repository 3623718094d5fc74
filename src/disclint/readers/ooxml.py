"""Zip packages of XML (docx, xlsx, odt), opened with hard limits: never more bytes, tags or ratio than `Limits` allows.

Nothing is written to disk, nothing outside the package is followed, no entity is ever expanded (a DOCTYPE is refused).
Part names are matched without regard to case, a leading slash or backslashes: office tools write all of them.
Strict Open XML is read as Transitional. Specification: ECMA-376 part 2 (packages), ISO/IEC 26300-3 (ODF packages).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from msgspec import Struct

from disclint.errors import UnreadableError
from disclint.readers.limits import DEFAULT, Limits

RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_ENTRY = b"PK\x01\x02"  # every entry of the central directory begins with it
_RATIO_FROM = 2**20  # a small part may be as compressible as it likes
_MEMBER_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, NotImplementedError)
# A prologue in UTF-8 without DOCTYPE; whatever looks otherwise goes the slower way, which refuses a DOCTYPE.
_PLAIN_PROLOGUE = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version=["']1\.[01]["']"""
    rb"""(?:\s+encoding=["'][Uu][Tt][Ff]-8["'])?(?:\s+standalone=["']\w{2,3}["'])?\s*\?>\s*)?<[A-Za-z_]"""
)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument/)?(\w+)(/main)?")
_STRICT_NAMESPACES = {
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}


class _Doctype(Exception):
    """The part has a DOCTYPE."""


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Called by the parser before any entity of the DOCTYPE is looked at."""
        raise _Doctype


class Related(Struct, frozen=True):
    """A relationship of a part: `kind` is the last word of its type, `target` a part name, or a URL if `external`."""

    kind: str
    target: str
    external: bool = False


def _damaged(what: str) -> UnreadableError:
    return UnreadableError(
        f"文件已损坏：{what}，请重新保存或重新下载后再检查 (the file is damaged in {what}: save or download it again)"
    )


def _past(zh: str, en: str) -> UnreadableError:
    return UnreadableError(f"{zh}，不像一份年度报告，未读取 ({en}: not read)")


def _strict_namespace(match: re.Match[bytes]) -> bytes:
    key = b"".join(part or b"" for part in match.groups())
    return _STRICT_NAMESPACES.get(key, match[0])


class Package:
    """An open package. UnreadableError from every method when the file is damaged, encrypted or past a limit."""

    __slots__ = ("_limits", "_names", "_read", "_zip")

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        if data.count(_ENTRY) > limits.zip_entries:
            raise _past(
                f"压缩包内文件超过 {limits.zip_entries} 个", f"more than {limits.zip_entries} entries in the zip"
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _MEMBER_ERRORS as error:
            raise _damaged("zip") from error
        self._limits = limits
        self._read = 0
        self._names: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._names.setdefault(_normal(info.filename), info)

    @property
    def names(self) -> list[str]:
        """The names of the parts in lower case, as in `xl/worksheets/sheet1.xml`."""
        return list(self._names)

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part; also UnreadableError when there is no such part."""
        info = self._names.get(_normal(name))
        if info is None:
            raise _damaged(name)
        limits = self._limits
        if info.flag_bits & 1:
            raise UnreadableError(
                "文件已加密，请去掉密码另存后再检查 (the file is encrypted: save it without a password)"
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged(name)
        size = info.file_size
        bomb = size > _RATIO_FROM and size > limits.zip_ratio * max(info.compress_size, 1)
        if bomb or size > limits.part_bytes or self._read + size > limits.zip_total_bytes:
            raise _past(
                f"压缩包内的 {name} 解开后过大", f"{name} unpacks to {size:,} bytes, packed {info.compress_size:,}"
            )
        try:
            with self._zip.open(info) as part:
                data = part.read(limits.part_bytes + 1)
        except _MEMBER_ERRORS as error:
            raise _damaged(name) from error
        if len(data) > limits.part_bytes:
            raise _past(f"压缩包内的 {name} 解开后过大", f"{name} is larger than {limits.part_bytes:,} bytes")
        self._read += len(data)
        return data

    def xml(self, name: str) -> ElementTree.Element:
        """The root element of a part; also UnreadableError when it is no well-formed XML or has a DOCTYPE."""
        return parse_xml(self.read(name), name, self._limits)

    def related(self, part: str = "") -> dict[str, Related]:
        """The relationships of a part by id; "" is the package itself. Empty when it has none."""
        folder, _, base = part.rpartition("/")
        name = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if name not in self:
            return {}
        found: dict[str, Related] = {}
        for element in self.xml(name):
            kind = element.get("Type", "").rpartition("/")[2]
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = target.replace("\\", "/")
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id", "")] = Related(kind, target, external)
        return found

    def main(self) -> str:
        """The name of the part that holds the document (`word/document.xml`), or "" if the package names none."""
        for related in self.related().values():
            if related.kind == "officeDocument" and not related.external:
                return related.target
        return ""


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def parse_xml(data: bytes, name: str, limits: Limits = DEFAULT) -> ElementTree.Element:
    """The root element of an XML text already bounded in bytes.

    UnreadableError when it is not well-formed, has a DOCTYPE, or has more tags or attributes than the limit: a tree
    takes some hundred bytes for each of them.
    """
    if data.count(b"<") > limits.xml_tags or data.count(b"=") > 2 * limits.xml_tags:
        raise _past(f"{name} 的标签超过 {limits.xml_tags} 个", f"more than {limits.xml_tags:,} tags in {name}")
    if b"http://purl.oclc.org/ooxml/" in data[:4096]:
        data = _STRICT.sub(_strict_namespace, data)
    try:
        if _PLAIN_PROLOGUE.match(data):
            return ElementTree.fromstring(data)
        return ElementTree.fromstring(data, ElementTree.XMLParser(target=_NoDoctype()))
    except _Doctype as error:
        raise UnreadableError(
            f"{name} 含有 DOCTYPE，正常的办公文档没有，为安全起见不予读取"
            f" ({name} has a DOCTYPE, which no office document has: refused)"
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _damaged(name) from error
