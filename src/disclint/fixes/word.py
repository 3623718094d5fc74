"""Word documents: one part of the package is changed, in the bytes of its texts alone; runs, styles and spans stay.

The reader numbers what it reads and keeps no place in the part. So the pieces of the document are found again by what
they read, rows by all of their cells, each as the one it is of those that read alike; where their numbers differ,
nothing is changed. Whether the right one was found is seen when the document is read once more.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.parsers import expat
from xml.sax.saxutils import escape

from disclint.document import Document, Grid
from disclint.fix import Edit
from disclint.fixes import Replacement, UnfixableError
from disclint.fixes.pieces import Pieces, Spot
from disclint.fixes.word_parts import WHITE, Paragraph, Parts, Walk
from disclint.readers.ooxml import Package

_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?![Uu][Tt][Ff]-8["'])""")


class WordSource:
    """A docx or docm. UnfixableError if it is signed, or its main part is not as Word and WPS write it."""

    def __init__(self, data: bytes, document: Document, pieces: Pieces) -> None:
        self._data = data
        self._pieces = pieces
        if not data.startswith(b"PK"):  # read by way of another program
            raise UnfixableError("旧格式的文档不能由 disclint 修改，请另存为 docx (save it as docx first)")
        package = Package(data)
        if any(name.startswith("_xmlsignatures/") for name in package.names):
            raise UnfixableError("文档有数字签名，修改会使签名失效 (a signed document)")
        self._part = package.main() or "word/document.xml"
        self._xml = package.read(self._part)
        if _OTHER_ENCODING.match(self._xml.removeprefix(b"\xef\xbb\xbf")):
            raise _unplaced()
        try:
            parts = Walk(self._xml).parts
        except (expat.ExpatError, UnicodeDecodeError) as error:
            raise _unplaced() from error
        self._places = _found(document, parts)

    def at(self, spot: Spot) -> tuple[Replacement, ...]:
        """See `Source.at`; the replacements count bytes of the main part."""
        paragraph = self._places.get(spot.index)
        if paragraph is None or "\n" in spot.text:
            raise _unplaced()
        if not paragraph.plain:
            raise UnfixableError(
                "所在段落有域、修订、图片或隐藏文字，请在 Word 中改 (a field, a revision or the like is in the paragraph)"
            )
        if not paragraph.text:
            return (self._fill(paragraph, spot.text),)
        return tuple(_replacements(paragraph, spot))

    def raw(self, edit: Edit) -> Replacement:
        """See `Source.raw`: the document has no lines."""
        raise _unplaced()

    def write(self, replacements: Sequence[Replacement]) -> bytes:
        """The package with the main part changed, all other parts as they are."""
        xml = self._xml
        for change in sorted(set(replacements), key=lambda change: (change.start, change.end), reverse=True):
            xml = xml[: change.start] + change.text.encode("utf-8") + xml[change.end :]
        buffer = BytesIO()
        with zipfile.ZipFile(BytesIO(self._data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for info in old.infolist():
                name = info.filename.replace("\\", "/").lstrip("/").lower()
                if not info.filename.isascii():
                    raise UnfixableError("文档内部的文件名不是 ASCII (a part with a strange name)")
                content = xml if name == self._part.lower() else old.read(info)
                new.writestr(_copied(info), content)
            new.comment = old.comment
        return buffer.getvalue()

    def _fill(self, paragraph: Paragraph, text: str) -> Replacement:
        """A run in a paragraph that has no text, looking as the mark of the paragraph does."""
        prefix = paragraph.prefix.decode()
        look = paragraph.look.decode("utf-8")
        run = f"<{prefix}r>{look}<{prefix}t>{escape(text)}</{prefix}t></{prefix}r>"
        if paragraph.closing != paragraph.tag:
            return Replacement(paragraph.closing, paragraph.closing, run)
        tag = self._xml[paragraph.tag : paragraph.head].decode("utf-8")
        return Replacement(paragraph.tag, paragraph.head, f"{tag[:-2].rstrip()}>{run}</{prefix}p>")


def _replacements(paragraph: Paragraph, spot: Spot) -> list[Replacement]:
    """The bytes to change for a change of a paragraph's text; new text goes to the run of the character before it."""
    first = paragraph.offset
    signs = paragraph.signs
    touched = signs[first + spot.start : first + spot.end]
    neighbour = touched[0] if touched else signs[first + spot.start - 1] if spot.start else signs[first]
    if neighbour.text < 0 or any(sign.text < 0 for sign in touched):
        raise _unplaced()
    ahead = bool(touched) or not spot.start
    place = neighbour.start if ahead else neighbour.end
    changes = [Replacement(place, place, escape(spot.text))] if spot.text else []
    for sign in touched:
        if changes and changes[-1].end == sign.start:
            changes[-1] = Replacement(changes[-1].start, sign.end, changes[-1].text)
        else:
            changes.append(Replacement(sign.start, sign.end, ""))
    gone = {id(sign) for sign in touched}
    for index in sorted({neighbour.text, *(sign.text for sign in touched)}):
        end, keeps = paragraph.texts[index]
        after = ""
        for sign in signs:
            if sign.text == index:
                stays = "" if id(sign) in gone else sign.character
                new = spot.text if sign is neighbour else ""
                after += new + stays if ahead else stays + new
        if not keeps and after != after.strip():  # Word drops blanks at the edges of a text unless told to keep them
            changes.append(Replacement(end - 1, end - 1, ' xml:space="preserve"', shared=True))
    return changes


def _found(document: Document, parts: Parts) -> dict[int, Paragraph]:
    """The paragraph of each piece that can be told from the others; of a cell, that which alone may have text."""
    wanted_rows: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    wanted_texts: dict[str, list[int]] = defaultdict(list)
    index = 0
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                wanted_rows[_key(cell.text for cell in row)].append(list(range(index, index + len(row))))
                index += len(row)
        else:
            wanted_texts[block.text].append(index)
            index += 1
    there: dict[tuple[str, ...], list[list[Paragraph | None]]] = defaultdict(list)
    for cells in parts.rows:
        there[_key(cell.text for cell in cells)].append([_only(cell.paragraphs) for cell in cells])
    found: dict[int, Paragraph] = {}
    for texts, rows in wanted_rows.items():
        if len(rows) == len(there[texts]):
            for indices, paragraphs in zip(rows, there[texts], strict=True):
                found |= {i: each for i, each in zip(indices, paragraphs, strict=True) if each is not None}
    taken = {id(paragraph) for paragraph in found.values()}
    loose: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in parts.paragraphs:
        if id(paragraph) not in taken and paragraph.text:
            loose[paragraph.text].append(paragraph)
    for text, pieces in wanted_texts.items():
        if len(pieces) == len(loose[text]):
            found |= dict(zip(pieces, loose[text], strict=True))
    return found


def _key(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.strip(WHITE) for text in texts)


def _only(paragraphs: list[Paragraph]) -> Paragraph | None:
    """The one paragraph with text, or of several without any the first."""
    full = [paragraph for paragraph in paragraphs if paragraph.text]
    if len(full) > 1 or not paragraphs:
        return None
    return (full or paragraphs)[0]


def _copied(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type, copy.comment = info.compress_type, info.comment
    copy.create_system, copy.external_attr = info.create_system, info.external_attr
    return copy


def _unplaced() -> UnfixableError:
    return UnfixableError("在文档中的位置不能确定，请在 Word 中改 (its place in the document is not sure)")
