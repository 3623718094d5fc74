"""Word documents (docx, docm, dotx; Word and WPS): paragraphs and tables in order, with true columns and spans.

Own reading over zipfile and ElementTree: python-docx leaves out tracked insertions, content controls, text boxes and
automatic numbers, and takes several times as long (figures in CONTRIBUTING.md). What a public document should not
have is damage: `hidden-text` (a snippet), `revisions` and `comments` (how many), `image` (its size), `embedded`,
`macros`, `nested-tables`. Headers, footers and notes are left out. Specification: ECMA-376 part 1, 17.

A merged cell is matched by its column and span; a continuation with nothing above it is a cell of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from disclint.document import Damage, Document, Position
from disclint.errors import UnreadableError
from disclint.readers.flow import Content, Flow, Line, Mark, RawCell, RawTable, lines_of, snippet
from disclint.readers.limits import DEFAULT, Limits
from disclint.readers.numbering import USED_STYLE, Numbering, Styles, W, integer, on, read_styles, value
from disclint.readers.ooxml import Package, parse_xml
from disclint.readers.wordgrid import columns_of
from disclint.readers.wordtext import (
    ALTERNATE,
    DELETED,
    EMBEDDED,
    INSERTED,
    MOVED_AWAY,
    P_PR,
    R_PR,
    SDT,
    WRAPPERS,
    Fields,
    ParagraphText,
    Reading,
    chosen,
    is_contents,
)

_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_BLOCKS = frozenset({_P, _TBL}) | EMBEDDED
_ROWS, _CELLS = frozenset({_TR}), frozenset({_TC})
_TR_PR, _TC_PR = W + "trPr", W + "tcPr"
_FIELD_BEGINS, _FIELD_ENDS = (b'fldCharType="begin"', b'fldCharType="end"')
_PROPERTY_CHANGE = re.compile(rb"<(?:\w+:)?\w+PrChange[\s/>]")


def _members(container: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The children of the wanted tags; what stands in content controls and the like counts as children."""
    stack = [iter(container)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            inner: Element | None = None
            if tag in wanted:
                yield child
            elif tag == SDT:
                inner = None if is_contents(child) else child
            elif tag in WRAPPERS or tag == INSERTED:
                inner = child
            elif tag == ALTERNATE:
                inner = chosen(child)
            if inner is not None:
                stack.append(iter(inner))
                break
        else:
            stack.pop()


class _Reader(Reading):
    def __init__(self, package: Package, part: str, data: bytes, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._related = package.related(part)
        self.property_changes = len(_PROPERTY_CHANGE.findall(data)) if b"PrChange" in data else 0
        balanced = data.count(_FIELD_BEGINS) == data.count(_FIELD_ENDS)
        styles = read_styles(self._part("styles"), data, limits) if USED_STYLE.search(data) else Styles()
        super().__init__(styles, Fields(balanced), 1 if b"lastRenderedPageBreak" in data else None)
        numbering = self._part("numbering") if b"numPr" in data or styles.styles else b""
        self._numbering = Numbering(parse_xml(numbering, "numbering.xml", limits) if numbering else None, styles)
        self._begun = False

    def text_box(self, element: Element, depth: int) -> list[Content]:
        """The lines and tables of a text box."""
        return self.content(element, depth)

    def _part(self, kind: str) -> bytes:
        """The bytes of a related part, none when the document has no such part."""
        for related in self._related.values():
            if related.kind == kind and not related.external and related.target in self._package:
                return self._package.read(related.target)
        return b""

    def content(self, container: Element, depth: int) -> list[Content]:
        """The lines and tables of a body, cell or text box; past the depth cap lines only."""
        if depth > self._limits.nested_tables:
            return self._flattened(container, depth)
        found: list[Content] = []
        torn: Line | None = None  # of a paragraph whose end is deleted: it goes on in the next one
        for element in _members(container, _BLOCKS):
            if element.tag == _TBL:
                found.append(self.table(element, depth))
                continue
            if element.tag in EMBEDDED:
                found.append(Line(marks=[Mark("embedded")]))
                continue
            begun = self._begun
            text = ParagraphText(element, self, depth)
            properties = element.find(P_PR)
            line = text.line
            if torn:
                line.text, line.page = torn.text + line.text, torn.page
                line.marks[:0] = torn.marks
                torn = None
            if self._end_deleted(properties, line):
                torn = line
                found += text.boxes
                continue
            if line.text or not any(mark.reason == "hidden-text" for mark in line.marks):
                line.number = self._numbering.number(properties)
            # What floats at the very beginning is a title; what floats later belongs behind its paragraph.
            found += [line, *text.boxes] if begun else [*text.boxes, line]
            self._begun = self._begun or bool(line.text)
        if torn:
            found.append(torn)
        return found

    def _flattened(self, container: Element, depth: int) -> list[Content]:
        lines: list[Content] = [Line(marks=[Mark("nested-tables", str(self._limits.nested_tables))])]
        flat = Reading(self.styles, Fields(balanced=False))
        lines += [ParagraphText(element, flat, depth).line for element in container.iter(_P)]
        return lines

    def _end_deleted(self, properties: Element | None, line: Line) -> bool:
        """Whether the mark that ends a paragraph is deleted or moved away; counts that, and an inserted one."""
        mark = None if properties is None else properties.find(R_PR)
        if mark is None:
            return False
        deleted = mark.find(DELETED) is not None or mark.find(MOVED_AWAY) is not None
        if deleted or mark.find(INSERTED) is not None:
            self.revised(line.marks)
        return deleted

    def table(self, element: Element, depth: int) -> RawTable:
        """A table with what a vertical merge covers taken up into the cell above."""
        table = RawTable()
        most = self._limits.table_columns
        edges = columns_of(element, ((tr, [*_members(tr, _CELLS)]) for tr in _members(element, _ROWS)), most)
        above: dict[int, RawCell] = {}  # column → the cell that a continuation there goes on with
        for tr in _members(element, _ROWS):
            properties = tr.find(_TR_PR)
            deleted = properties is not None and properties.find(DELETED) is not None
            if deleted or (properties is not None and properties.find(INSERTED) is not None):
                self.revised(table.marks)
            if deleted:
                continue
            start = self.page
            row, above = self._row(tr, properties, above, depth, table, edges)
            if properties is not None and on(properties, "hidden"):
                text = snippet(" ".join(line.text for cell in row for line in lines_of(cell.content)))
                table.marks += [Mark("hidden-text", text)] if text else []
                continue
            table.rows.append(row)
            table.pages.append(_page_of(row, start))
        return table

    def _row(
        self,
        tr: Element,
        properties: Element | None,
        above: dict[int, RawCell],
        depth: int,
        table: RawTable,
        edges: list[int] | None,
    ) -> tuple[list[RawCell], dict[int, RawCell]]:
        """(the cells that begin in a row, the cells that go on below it by column)."""
        most = self._limits.table_columns
        at = min(max(integer(value(properties, "gridBefore")), 0), most)  # in the grid of the file
        row: list[RawCell] = []
        below: dict[int, RawCell] = {}
        start = last = self.page
        for tc in _members(tr, _CELLS):
            if at >= most:
                table.marks.append(Mark("wide-table", str(most)))
                break
            tc_properties = tc.find(_TC_PR)
            end = min(at + max(integer(value(tc_properties, "gridSpan"), 1), 1), most)
            column, after = (edges[at], edges[end]) if edges else (at, end)
            span, at = after - column, end
            self.page = start
            content = self.content(tc, depth + 1)
            if start is not None and last is not None and self.page is not None:
                last = max(last, self.page)
            merged = None if tc_properties is None else tc_properties.find(W + "vMerge")
            goes_on = merged is not None and merged.get(W + "val", "continue") == "continue"
            if row and value(tc_properties, "hMerge") == "continue":
                row[-1].colspan += span
            elif goes_on and (origin := above.get(column)) and origin.colspan == span:
                origin.rowspan += 1
                below[column] = origin
                _keep_marks(content, origin)
            else:
                cell = RawCell(column, span, 1, content)
                row.append(cell)
                if merged is not None:
                    below[column] = cell
        self.page = last
        return row, below


def _keep_marks(content: list[Content], cell: RawCell) -> None:
    """Of a covered cell, whose text is not shown: what is to be told of it."""
    lines = list(lines_of(content))
    marks = [mark for line in lines for mark in line.marks]
    if covered := snippet(" ".join(line.text for line in lines)):
        marks.append(Mark("hidden-text", covered))
    if marks:
        cell.content.append(Line(marks=marks))


def _page_of(row: list[RawCell], start: int | None) -> int | None:
    """The page a row begins on: a break noted in any cell before its text moves the whole row."""
    if start is None:
        return None
    first = [next((line for line in lines_of(cell.content) if line.text), None) for cell in row]
    return max([line.page for line in first if line and line.page is not None], default=start)


def read_docx(data: bytes, filename: str, limits: Limits = DEFAULT) -> Document:
    """Read a Word document; UnreadableError when it is damaged, encrypted, no Word document or past a limit."""
    package = Package(data, limits)
    part = package.main()
    if part not in package:
        part = "word/document.xml"
    data = package.read(part)
    body = parse_xml(data, part, limits).find(W + "body")
    if body is None:
        raise UnreadableError("文件里没有 Word 正文，请用 Word 或 WPS 另存为 docx (no Word document inside)")
    reader = _Reader(package, part, data, limits)
    flow = Flow(limits)
    flow.add(reader.content(body, 0))
    counts = {
        "revisions": reader.revisions + reader.property_changes,
        "comments": reader.comments,
    }
    # Counted ones are said once, where the first of them stands.
    damage = [Damage(each.reason, each.position, str(counts.pop(each.reason, each.detail))) for each in flow.damage]
    damage += [Damage(reason, Position(1), str(count)) for reason, count in counts.items() if count]
    if any(name.endswith("vbaproject.bin") for name in package.names):
        damage.append(Damage("macros", Position(1)))
    return Document(filename=filename, format="docx", blocks=tuple(flow.blocks), damage=tuple(damage))
