"""What a word processor's file is once its XML is read: lines and tables, nested, and from these the blocks.

Tables that only lay out a page (one column, or tables of their own inside) are taken apart: their lines and inner
tables become blocks in order. Every line with text and every table row has an ordinal, which is its `Position.line`;
a cell's `Position.column` is its true column, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from disclint.document import Block, Cell, Damage, Grid, Layout, Paragraph, Position
from disclint.errors import UnreadableError
from disclint.readers.limits import Limits

_WHITE = " \t\u00a0\u3000\ufeff\f\v\r\n"
_SNIPPET = 40
_MAX_MARKS = 200  # damage of one kind past which no more is listed
_FORM_COLUMNS = 4  # a table of the form has at least as many; one that lays out a page has fewer


class Mark(Struct, frozen=True):
    """A damage before its position is known: `reason` and `detail` of `document.Damage`."""

    reason: str
    detail: str = ""


class Line(Struct):
    """A paragraph; line breaks inside are newlines. `number` is its automatic numbering."""

    text: str = ""
    number: str = ""
    page: int | None = None
    marks: list[Mark] = []


class RawCell(Struct):
    """A cell with its true column from 0; it covers `rowspan` rows and `colspan` columns."""

    column: int
    colspan: int = 1
    rowspan: int = 1
    content: list[Line | RawTable] = []


class RawTable(Struct):
    """Rows of the cells that begin in them, with the page each row begins on."""

    rows: list[list[RawCell]] = []
    pages: list[int | None] = []
    marks: list[Mark] = []

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.column + cell.colspan for row in self.rows for cell in row), default=0)


Content = Line | RawTable


def snippet(text: str) -> str:
    """A text short enough to be shown, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SNIPPET else flat[: _SNIPPET - 1] + "…"


def lines_of(content: list[Content]) -> Iterator[Line]:
    """Every line of a content, those of its tables row by row included."""
    for each in content:
        if isinstance(each, Line):
            yield each
        else:
            yield Line(marks=each.marks)
            for row in each.rows:
                for cell in row:
                    yield from lines_of(cell.content)


def _is_grid(table: RawTable) -> bool:
    """Whether a table holds more than one column of text."""
    return any(len(row) > 1 for row in table.rows) and sum(len(row) for row in table.rows) > 2


def _inner_grids(table: RawTable) -> Iterator[RawTable]:
    """The tables inside a table, at any depth, that hold more than one column of text."""
    for row in table.rows:
        for cell in row:
            for each in cell.content:
                if isinstance(each, RawTable):
                    if _is_grid(each):
                        yield each
                    yield from _inner_grids(each)


def _lays_out(table: RawTable) -> bool:
    """Whether a table is not one to be read as such, but a frame for what stands in it."""
    if all(len(row) <= 1 for row in table.rows):
        return True
    inner = list(_inner_grids(table))
    return bool(inner) and (table.width < _FORM_COLUMNS or any(each.width >= _FORM_COLUMNS for each in inner))


def _past(zh: str, en: str) -> UnreadableError:
    return UnreadableError(f"{zh}，不像一份年度报告，未读取 ({en}: not read)")


class Flow:
    """Turns content into blocks and damage, numbering as it goes."""

    def __init__(self, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.damage: list[Damage] = []
        self._limits = limits
        self._line = 0
        self._counts: dict[str, int] = {}

    def add(self, content: list[Content]) -> None:
        """Add lines and tables. UnreadableError past the limit of blocks."""
        for each in content:
            if isinstance(each, Line):
                self._add_line(each)
            elif _lays_out(each):
                self._mark(each.marks, Position(self._line + 1))
                for row in each.rows:
                    for cell in row:
                        self.add(cell.content)
            else:
                self._add_table(each)

    def _next(self) -> int:
        self._line += 1
        if self._line > self._limits.blocks:
            raise _past(
                f"段落和表格行超过 {self._limits.blocks} 个",
                f"more than {self._limits.blocks:,} paragraphs and table rows",
            )
        return self._line

    def _mark(self, marks: list[Mark], position: Position) -> None:
        for mark in marks:
            seen = self._counts[mark.reason] = self._counts.get(mark.reason, 0) + 1
            if seen <= _MAX_MARKS:
                self.damage.append(Damage(mark.reason, position, mark.detail))

    def _add_line(self, line: Line) -> None:
        if not line.text.strip(_WHITE):
            if line.marks:
                self._mark(line.marks, Position(self._next(), 1, page=line.page))
            return
        number = self._next()
        self._mark(line.marks, Position(number, 1, page=line.page))
        start = 0
        automatic = line.number
        for piece in line.text.split("\n"):
            text = piece.strip(_WHITE)
            if text:
                column = start + len(piece) - len(piece.lstrip(_WHITE)) + 1
                position = Position(number, column, number, column + len(text), line.page)
                self.blocks.append(Paragraph(text, position, automatic))
                automatic = ""
            start += len(piece) + 1

    def _add_table(self, table: RawTable) -> None:
        limits = self._limits
        if len(table.rows) > limits.table_rows or sum(map(len, table.rows)) > limits.table_cells:
            raise _past(
                f"一张表超过 {limits.table_rows} 行或 {limits.table_cells} 格",
                f"a table of more than {limits.table_rows:,} rows or {limits.table_cells:,} cells",
            )
        first = self._line + 1
        self._mark(table.marks, Position(first))
        rows: list[tuple[Cell, ...]] = []
        left = len(table.rows)
        for raw, page in zip(table.rows, table.pages, strict=True):
            number = self._next()
            rows.append(tuple(self._cell(cell, number, page, left) for cell in raw))
            left -= 1
        if rows:
            position = Position(first, 1, self._line, page=table.pages[0])
            self.blocks.append(Grid(tuple(rows), Layout.EXACT, position))

    def _cell(self, raw: RawCell, number: int, page: int | None, rows_left: int) -> Cell:
        texts: list[str] = []
        position = Position(number, raw.column + 1, page=page)
        for line in lines_of(raw.content):
            text = line.text.strip(_WHITE)
            if text or line.number:
                texts.append(line.number + text)
            self._mark(line.marks, position)
        return Cell("\n".join(texts), position, raw.column, raw.colspan, min(raw.rowspan, rows_left))
