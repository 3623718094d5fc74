"""OpenDocument texts (odt, ott), and what LibreOffice makes of doc, wps and rtf.

In an odt a merged cell is followed by the cells it covers, so a cell's column is its place among its row's cells.
Damage is that of `docx`: `hidden-text`, `revisions`, `comments`, `image`, `nested-tables`, `macros`.
Specification: OpenDocument 1.3 part 3 (ISO/IEC 26300).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct
from msgspec.structs import replace

from disclint.document import Damage, Document, Position
from disclint.errors import UnreadableError
from disclint.readers.flow import Content, Flow, Line, Mark, RawCell, RawTable, lines_of, snippet
from disclint.readers.limits import DEFAULT, Limits
from disclint.readers.numbering import integer
from disclint.readers.odtlists import TEXT, Lists, OpenList, list_styles
from disclint.readers.odttext import (
    OFFICE,
    SHAPES,
    STYLE_NAME,
    ParagraphText,
    Reading,
    breaking_styles,
    hiding_styles,
    shape,
)
from disclint.readers.ooxml import Package, parse_xml

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_P, _H, _LIST, _SECTION = TEXT + "p", TEXT + "h", TEXT + "list", TEXT + "section"
_ITEM, _HEADER = TEXT + "list-item", TEXT + "list-header"
_TBL, _ROW = _TABLE + "table", _TABLE + "table-row"
_CELL, _COVERED = _TABLE + "table-cell", _TABLE + "covered-table-cell"
_ROW_GROUPS = frozenset(_TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_CHANGED = TEXT + "changed-region"
# Tables of contents and the like repeat what stands elsewhere; the rest holds no text of the page.
_OUT = frozenset(
    TEXT + name
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
        "tracked-changes",
        "sequence-decls",
        "user-field-decls",
        "variable-decls",
    )
) | {OFFICE + "forms"}


class _Item(Struct):
    """An item of a list: its number goes before its first paragraph."""

    opened: OpenList
    start: str | None
    numbered: bool = False


class _Place(Struct, frozen=True):
    """Where the walk is: in which item, and whether that is hidden."""

    opened: OpenList | None = None
    item: _Item | None = None
    hidden: bool = False


class _Reader(Reading):
    def __init__(self, package: Package, root: Element, data: bytes, limits: Limits, *, pages: bool) -> None:
        self._limits = limits
        named = package.read("styles.xml") if "styles.xml" in package else b""
        # styles.xml is parsed only for what content.xml may need of it.
        lists = b"<text:list " in data or b"<text:h " in data
        roots = [root]
        if named and (lists or b'display="none"' in named):
            roots.append(parse_xml(named, "styles.xml", limits))
        self._lists = Lists(list_styles(iter(roots)) if lists else {})
        super().__init__(
            hidden=frozenset(name for each in roots for name in hiding_styles(each)),
            breaks=frozenset(breaking_styles(root)),
            page=1 if pages and b"soft-page-break" in data else None,
        )

    def box(self, element: Element, depth: int) -> list[Content]:
        """The lines and tables of a text box or a shape."""
        return self.content(element, depth)

    def content(self, container: Element, depth: int, hidden: bool = False) -> list[Content]:
        """The lines and tables of a body, cell or text box; past the depth cap lines only."""
        if depth > self._limits.nested_tables:
            return self._flattened(container, depth)
        found: list[Content] = []
        stack: list[tuple[Iterator[Element], _Place]] = [(iter(container), _Place(hidden=hidden))]
        while stack:
            children, place = stack[-1]
            for child in children:
                tag = child.tag
                if tag in (_P, _H):
                    found += self._paragraph(child, place, depth)
                elif tag == _TBL:
                    found.append(self.table(child, depth, place.hidden))
                elif tag in SHAPES:
                    inside = shape(child, self, depth)
                    marks = [mark for mark in inside if isinstance(mark, Mark)]
                    found += [Line(marks=marks)] if marks else []
                    found += [content for content in inside if not isinstance(content, Mark)]
                elif tag == TEXT + "soft-page-break":
                    self.turn_page()
                elif tag not in _OUT:
                    stack.append((iter(child), self._enter(child, place)))
                    break
            else:
                stack.pop()
        return found

    def _enter(self, element: Element, place: _Place) -> _Place:
        """Into a list, an item, a section or an element that only wraps."""
        if element.tag == _LIST:
            return replace(place, opened=self._lists.enter(element, place.opened))
        if element.tag == _ITEM and place.opened:
            return replace(place, item=_Item(place.opened, element.get(TEXT + "start-value")))
        if element.tag == _HEADER:
            return replace(place, item=None)
        if element.tag == _SECTION:
            hidden = element.get(TEXT + "display") == "none" or element.get(STYLE_NAME) in self.hidden
            return replace(place, hidden=place.hidden or hidden)
        return place

    def _paragraph(self, element: Element, place: _Place, depth: int) -> list[Content]:
        begun = self.begun
        text = ParagraphText(self, depth, Line()).read(element, place.hidden)
        line = text.line
        if line.text or not any(mark.reason == "hidden-text" for mark in line.marks):
            if place.item and not place.item.numbered:
                place.item.numbered = True
                line.number = self._lists.item(place.item.opened, place.item.start)
            elif place.opened is None and element.tag == _H:
                line.number = self._lists.heading(element)
        # What floats at the very beginning is a title; what floats later belongs behind its paragraph.
        self.begun = self.begun or bool(line.text)
        return [line, *text.boxes] if begun else [*text.boxes, line]

    def _flattened(self, container: Element, depth: int) -> list[Content]:
        flat = Reading(self.hidden, frozenset())
        lines: list[Content] = [Line(marks=[Mark("nested-tables", str(self._limits.nested_tables))])]
        lines += [ParagraphText(flat, depth, Line()).read(element, False).line for element in container.iter(_P)]
        return lines

    def table(self, element: Element, depth: int, hidden: bool) -> RawTable:
        """A table; rows and cells that repeat are written out, up to the limits."""
        table = RawTable()
        stack = [iter(element)]
        if element.get(_TABLE + "style-name") in self.breaks and self.begun:
            self.turn_page()
        while stack:
            for child in stack[-1]:
                if child.tag in _ROW_GROUPS:
                    stack.append(iter(child))
                    break
                if child.tag == TEXT + "soft-page-break":
                    self.turn_page()
                if child.tag != _ROW:
                    continue
                page = self.page
                row = self._row(child, depth, hidden, table)
                if child.get(_TABLE + "visibility") in ("collapse", "filter"):
                    text = snippet(" ".join(line.text for cell in row for line in lines_of(cell.content)))
                    table.marks += [Mark("hidden-text", text)] if text else []
                    continue
                times = integer(child.get(_TABLE + "number-rows-repeated"), 1)
                filled = any(line.text for cell in row for line in lines_of(cell.content))
                for _ in range(min(max(times, 1), self._limits.table_rows + 1) if filled else 1):
                    table.rows.append(row)
                    table.pages.append(page)
            else:
                stack.pop()
        return table

    def _row(self, element: Element, depth: int, hidden: bool, table: RawTable) -> list[RawCell]:
        most = self._limits.table_columns
        row: list[RawCell] = []
        column = 0
        for child in element:
            if child.tag not in (_CELL, _COVERED):
                continue
            times = min(max(integer(child.get(_TABLE + "number-columns-repeated"), 1), 1), most)
            content = self.content(child, depth + 1, hidden) if len(child) else []
            for _ in range(times):
                if column >= most:
                    table.marks.append(Mark("wide-table", str(most)))
                    return row
                if child.tag == _COVERED:
                    covered = snippet(" ".join(line.text for line in lines_of(content)))
                    table.marks += [Mark("hidden-text", covered)] if covered else []
                else:
                    colspan = min(max(integer(child.get(_TABLE + "number-columns-spanned"), 1), 1), most - column)
                    rowspan = min(max(integer(child.get(_TABLE + "number-rows-spanned"), 1), 1), 65_535)
                    row.append(RawCell(column, colspan, rowspan, content))
                column += 1
        return row


def read_odt(data: bytes, filename: str, limits: Limits = DEFAULT, made_from: str | None = None) -> Document:
    """Read an OpenDocument text; UnreadableError when it is damaged, encrypted, no text or past a limit.

    `made_from` names the format of a file that was converted: its pages are then not those of its author.
    """
    package = Package(data, limits)
    if "meta-inf/manifest.xml" in package and b":encryption-data" in package.read("meta-inf/manifest.xml"):
        raise UnreadableError("文件已加密，请去掉密码另存后再检查 (the file is encrypted: save it without a password)")
    data = package.read("content.xml")
    root = parse_xml(data, "content.xml", limits)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableError("文件里没有正文，请另存为 docx 后再检查 (no text document inside: save it as docx)")
    reader = _Reader(package, root, data, limits, pages=made_from is None)
    flow = Flow(limits)
    flow.add(reader.content(body, 0))
    revisions = sum(1 for _ in body.iter(_CHANGED))
    counts = {"revisions": revisions, "comments": reader.comments}
    damage = [Damage(each.reason, each.position, str(counts.pop(each.reason, each.detail))) for each in flow.damage]
    damage += [Damage(reason, Position(1), str(count)) for reason, count in counts.items() if count]
    if any(name.startswith("basic/") and name.endswith(".xml") for name in package.names):
        damage.append(Damage("macros", Position(1)))
    return Document(filename=filename, format=made_from or "odt", blocks=tuple(flow.blocks), damage=tuple(damage))
