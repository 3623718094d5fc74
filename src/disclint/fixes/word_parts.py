"""The main part of a Word document as bytes: its paragraphs and rows, and where in the part each character stands.

Only what is beyond doubt can be changed: a paragraph with a field, a revision, a picture or hidden text is read, to
know its neighbours by, and left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

WHITE = " \t\u00a0\u3000\ufeff\f\v\r\n"

_TAG = re.compile(rb"""</?[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_CHARACTER = re.compile(r"&#?\w+;|.", re.DOTALL)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# In a paragraph: what holds runs, what is only looked at for its name, what says nothing at all.
_HOLDS = frozenset({"p", "r", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir"})
_SAYS_NOTHING = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "proofErr", "bookmarkStart", "bookmarkEnd"}
) | {"permStart", "permEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "lastRenderedPageBreak"}
_HIDES = frozenset({"vanish", "webHidden", "del", "ins", "moveFrom", "moveTo"})


@dataclass(slots=True)
class Sign:
    """A character of a paragraph; `start`…`end` are its bytes, both 0 for one that is an element of its own."""

    character: str
    start: int = 0
    end: int = 0
    text: int = -1  # which of the paragraph's texts it is in


@dataclass(slots=True)
class Paragraph:
    """`tag`…`end` are its bytes. `texts` are the offsets of the ends of its `w:t` tags, and whether they keep blanks."""

    tag: int
    head: int  # the end of its start tag
    prefix: bytes
    end: int = 0
    closing: int = 0  # the start of its end tag; as `tag` if it is one tag alone
    signs: list[Sign] = field(default_factory=list)
    texts: list[tuple[int, bool]] = field(default_factory=list)
    look: bytes = b""  # the properties of its mark, which text typed into it would take
    plain: bool = True
    in_cell: bool = False

    @property
    def text(self) -> str:
        """The text as read."""
        return "".join(sign.character for sign in self.signs).strip(WHITE)

    @property
    def offset(self) -> int:
        """How many characters of `signs` stand before `text`."""
        whole = "".join(sign.character for sign in self.signs)
        return len(whole) - len(whole.lstrip(WHITE))


@dataclass(slots=True)
class Cell:
    """The paragraphs of a cell; `covered` if a merged cell above goes on here."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    covered: bool = False

    @property
    def text(self) -> str:
        """The text as read."""
        return "\n".join(text for paragraph in self.paragraphs if (text := paragraph.text))


@dataclass(slots=True)
class Parts:
    """All paragraphs, and all rows with the cells that begin in them, in the order of the part."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


class Walk:
    """One pass over a part. ExpatError if it is not well-formed."""

    def __init__(self, data: bytes) -> None:
        self.parts = Parts()
        self._data = data
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._names: list[str] = []
        self._open: list[Paragraph] = []  # a text box has paragraphs inside a paragraph
        self._rows: list[list[Cell]] = []
        self._silent = 0  # depth at which something that says nothing began, 0 outside
        self._text = 0  # where the text of the open w:t begins
        self._look = 0  # where the rPr of the open paragraph's mark begins
        self._parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        local = name.rpartition(":")[2]
        self._names.append(local)
        depth = len(self._names)
        if self._silent:
            self._inside_properties(local, at, attributes)
        elif local == "p":
            self._begin_paragraph(name, at)
        elif local in ("tr", "tc"):
            if local == "tr":
                self._rows.append([])
            elif self._rows:
                self._rows[-1].append(Cell())
        elif local in ("tcPr", "trPr"):
            self._silent = depth
        elif self._open:
            paragraph = self._open[-1]
            if local == "t":
                self._text = self._tag_end(at)
                paragraph.texts.append((self._text, attributes.get("xml:space") == "preserve"))
            elif local in _SIGNS:
                paragraph.signs.append(Sign(_SIGNS[local]))
            elif local in _SAYS_NOTHING:
                self._silent = depth
            elif local not in _HOLDS:
                for each in self._open:
                    each.plain = False

    def _inside_properties(self, local: str, at: int, attributes: dict[str, str]) -> None:
        """Merging, and whether a text or the mark of a paragraph is hidden or revised."""
        top = self._names[self._silent - 1]
        if local == "vMerge" and top == "tcPr" and self._rows and self._rows[-1]:
            self._rows[-1][-1].covered = _value(attributes, "continue") == "continue"
        elif top in ("pPr", "rPr") and self._open:
            paragraph = self._open[-1]
            if local in _HIDES and _value(attributes, "true") not in ("0", "false", "off"):
                paragraph.plain = False
            elif local == "rPr" and top == "pPr" and len(self._names) == self._silent + 1:
                self._look = at

    def _end(self, name: str) -> None:
        at = self._parser.CurrentByteIndex
        local = self._names.pop()
        depth = len(self._names) + 1
        if self._silent:
            if local == "rPr" and self._look and depth == self._silent + 1:
                self._open[-1].look = self._data[self._look : self._tag_end(at)]
                self._look = 0
            if depth == self._silent:
                self._silent = 0
        elif local == "t" and self._open:
            self._read(self._open[-1], at)
        elif local == "p" and self._open:
            paragraph = self._open.pop()
            paragraph.closing = at
            paragraph.end = self._tag_end(at)
        elif local == "tr" and self._rows:
            self.parts.rows.append([cell for cell in self._rows.pop() if not cell.covered])

    def _begin_paragraph(self, name: str, at: int) -> None:
        prefix = name.rpartition(":")[0].encode()
        paragraph = Paragraph(at, self._tag_end(at), prefix + b":" if prefix else b"")
        for outer in self._open:
            outer.plain = False
        if self._rows and self._rows[-1]:
            paragraph.in_cell = True
            self._rows[-1][-1].paragraphs.append(paragraph)
        self._open.append(paragraph)
        self.parts.paragraphs.append(paragraph)

    def _read(self, paragraph: Paragraph, end: int) -> None:
        """The characters of a w:t, which ends at `end`."""
        content = self._data[self._text : end] if end >= self._text else b""
        if b"<" in content:  # CDATA, a comment
            paragraph.plain = False
        place = self._text
        for match in _CHARACTER.finditer(content.decode("utf-8")):
            size = len(match[0].encode("utf-8"))
            paragraph.signs.append(Sign(_character(match[0]), place, place + size, len(paragraph.texts) - 1))
            place += size

    def _tag_end(self, at: int) -> int:
        match = _TAG.match(self._data, at)
        return match.end() if match else at


def _character(source: str) -> str:
    if len(source) == 1:
        return source
    if source.startswith("&#"):
        return chr(int(source[3:-1], 16) if source[2] in "xX" else int(source[2:-1]))
    return _ENTITIES.get(source, source)


def _value(attributes: dict[str, str], default: str) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "val"), default)
