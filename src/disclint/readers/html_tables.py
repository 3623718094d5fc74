"""Tables of a page: from cells as they come to a grid with true columns, by the table model of WHATWG HTML 4.9.12."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from msgspec import Struct

from disclint.document import Block, Cell, Grid, Layout, Paragraph, Position
from disclint.errors import UnreadableError
from disclint.readers.limits import DEFAULT, Limits

Where = Callable[[int, int], Position]

_INTEGER = re.compile(r"\s*\+?(\d{1,9})")
_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534  # a span says no more than this in HTML
_FORM_COLUMNS = 4  # a table of the form has at least as many; one that lays out a page has fewer
_PROSE_LINES, _PROSE_CHARACTERS = 3, 240  # a cell of more lines and characters holds a part of the page


def _past(zh: str, en: str) -> UnreadableError:
    return UnreadableError(f"表格{zh}，不像年度报告中的表，未读取 (a table of {en}: not read)")


class RawCell(Struct):
    """A cell: its blocks are those from `first` to `last` of the page, its start tag stands at `start`…`end`."""

    first: int
    last: int
    start: int
    end: int
    colspan: int
    rowspan: int


class RawRow(Struct):
    """The cells that begin in a row. `group` counts tbody and the like; `filler` marks Word's row for old browsers."""

    group: int
    filler: bool
    cells: list[RawCell] = []


class RawTable(Struct):
    """A table being read; `first` is the number of blocks before it, `widest` the columns of its widest inner table."""

    first: int
    start: int
    lists: int = 0
    limits: Limits = DEFAULT
    rows: list[RawRow] = []
    cells: int = 0
    group: int = 0
    row_open: bool = False
    cell_open: str = ""  # td or th
    widest: int = 0

    def open_row(self, filler: bool = False) -> None:
        """Begin a row; the one before must be closed. UnreadableError past the limit, as of `open_cell`."""
        if len(self.rows) >= self.limits.table_rows:
            raise _past(f"超过 {self.limits.table_rows} 行", f"more than {self.limits.table_rows:,} rows")
        self.rows.append(RawRow(self.group, filler))
        self.row_open = True

    def open_cell(self, name: str, first: int, start: int, end: int, found: dict[str, str]) -> None:
        """Begin a cell with these attributes, in a row of its own where the page gives none."""
        if not self.row_open:
            self.open_row()
        self.cells += 1
        if self.cells > self.limits.table_cells:
            raise _past(f"超过 {self.limits.table_cells} 个单元格", f"more than {self.limits.table_cells:,} cells")
        colspan = min(max(integer(found.get("colspan"), 1), 1), _MOST_COLUMNS)
        rowspan = min(integer(found.get("rowspan"), 1), _MOST_ROWS)
        self.rows[-1].cells.append(RawCell(first, first, start, end, colspan, rowspan))
        self.cell_open = name

    def close_cell(self, last: int) -> None:
        """End the open cell, if any, at so many blocks."""
        if self.cell_open:
            self.rows[-1].cells[-1].last = last
            self.cell_open = ""

    def close_row(self, last: int) -> None:
        """End the open row, if any."""
        self.close_cell(last)
        self.row_open = False


def integer(text: str | None, default: int) -> int:
    """An integer attribute by HTML's rule: leading digits count, `2%` is 2."""
    match = _INTEGER.match(text) if text else None
    return int(match[1]) if match else default


class _Placed(Struct, frozen=True):
    raw: RawCell
    column: int
    colspan: int
    rowspan: int


def _place(rows: list[RawRow], limits: Limits) -> list[list[_Placed]]:
    """Every cell at its column, spans clipped to the rows of its group; UnreadableError past a limit."""
    ends: dict[int, int] = {row.group: number + 1 for number, row in enumerate(rows)}
    taken: list[int] = []  # for each column how many rows, this one included, are taken from above
    group = 0
    places = 0
    placed: list[list[_Placed]] = []
    for number, row in enumerate(rows):
        if row.group != group:
            group, taken = row.group, []
        column = 0
        line: list[_Placed] = []
        for raw in row.cells:
            while column < len(taken) and taken[column]:
                column += 1
            if column >= limits.table_columns:
                raise _past(f"超过 {limits.table_columns} 列", f"more than {limits.table_columns:,} columns")
            left = ends[group] - number
            rowspan = min(raw.rowspan or left, left)
            colspan = min(raw.colspan, limits.table_columns - column)
            places += rowspan * colspan
            if places > limits.grid_places:
                raise _past(f"合并后超过 {limits.grid_places} 格", f"more than {limits.grid_places:,} places")
            taken += [0] * (column + colspan - len(taken))
            for index in range(column, column + colspan):
                taken[index] = max(taken[index], rowspan)
            line.append(_Placed(raw, column, colspan, rowspan))
            column += colspan
        placed.append(line)
        taken = [max(count - 1, 0) for count in taken]
    return placed


def _lays_out(table: RawTable, blocks: list[Block]) -> bool:
    """Whether a table is a frame for what stands in it: one column, a wide table inside, a piece of prose in a cell."""
    if table.widest >= _FORM_COLUMNS or all(len(row.cells) <= 1 for row in table.rows):
        return True
    for row in table.rows:
        for cell in row.cells:
            if cell.last - cell.first >= _PROSE_LINES:
                inside = blocks[cell.first : cell.last]
                if sum(len(each.text) for each in inside if isinstance(each, Paragraph)) > _PROSE_CHARACTERS:
                    return True
    return False


def _texts(blocks: list[Block]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(block.number + block.text)
        else:
            texts += [cell.text for row in block.rows for cell in row if cell.text]
    return texts


def _cell(placed: _Placed, columns: list[int], blocks: list[Block], where: Where) -> Cell:
    raw = placed.raw
    column = bisect_left(columns, placed.column)
    colspan = max(bisect_left(columns, placed.column + placed.colspan) - column, 1)
    inside = blocks[raw.first : raw.last]
    if not inside:
        return Cell("", where(raw.start, raw.end), column, colspan, placed.rowspan)
    first, last = inside[0].position, inside[-1].position
    position = Position(first.line, first.column, last.end_line, last.end_column)
    return Cell("\n".join(_texts(inside)), position, column, colspan, placed.rowspan)


def grid_of(table: RawTable, blocks: list[Block], position: Position, where: Where) -> Grid | None:
    """The grid of a table that is closed; None for one that only lays out the page, or shows no text.

    `where` gives the position of two offsets: a cell without text stands where its start tag does. Columns in which no
    cell begins are left out, so that a colspan of 100 is as wide as the table.
    """
    rows = table.rows
    while rows and (rows[-1].filler or not rows[-1].cells) and all(cell.first == cell.last for cell in rows[-1].cells):
        del rows[-1]
    if len(blocks) == table.first or not rows or _lays_out(table, blocks):
        return None
    placed = _place(rows, table.limits)
    columns = sorted({each.column for line in placed for each in line})
    if len(columns) < (_FORM_COLUMNS if table.widest else 2):
        return None
    grid = tuple(tuple(_cell(each, columns, blocks, where) for each in line) for line in placed)
    return Grid(grid, Layout.EXACT, position)
