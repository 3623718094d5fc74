"""A sheet to blocks: tables as grids, what is written above, between and below them as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from disclint.document import Block, Cell, Grid, Layout, Paragraph, Position
from disclint.errors import UnreadableError
from disclint.readers.limits import Limits

_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*[、.．]")
_CAPTION = 20  # characters of a caption within a table, or of the label of a row without any figure, at most


class SheetCell(Struct, frozen=True):
    """A cell by its row and column on the sheet, both from 1."""

    row: int
    column: int
    text: str
    bordered: bool


def cell_name(cell: SheetCell) -> str:
    """B3."""
    letters, number = "", cell.column
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{cell.row}"


class Sheet(Struct):
    """The used part of a sheet: `cells` by place, `covered` the places that a merged cell to the left or above covers."""

    name: str
    top: int = 1
    bottom: int = 0
    left: int = 1
    right: int = 0
    cells: dict[tuple[int, int], SheetCell] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}  # (rows, columns)
    covered: dict[tuple[int, int], bool] = {}  # whether from above
    hidden_columns: set[int] = set()

    def merge(self, merged: dict[tuple[int, int], tuple[int, int]], limits: Limits) -> None:
        """Take in the merged ranges, clipped to the used part; UnreadableError past the limit of places."""
        places = 0
        for (row, column), (last_row, last_column) in merged.items():
            if not (self.top <= row <= self.bottom and self.left <= column <= self.right):
                continue
            rows = range(row, min(last_row, self.bottom) + 1)
            columns = range(column, min(last_column, self.right) + 1)
            places += len(rows) * len(columns)
            if places > limits.grid_places:
                raise UnreadableError(
                    f"工作表“{self.name}”的合并单元格超过 {limits.grid_places} 格，不像年度报告中的表，未读取"
                    f" (merged cells over more than {limits.grid_places:,} places: not read)"
                )
            self.spans[row, column] = (len(rows), len(columns))
            for r in rows:
                for c in columns:
                    if (r, c) != (row, column):
                        self.covered[r, c] = r > row

    def row(self, number: int) -> _Row:
        """What begins in a row of the sheet."""
        found = _Row(number)
        for column in range(self.left, self.right + 1):
            place = (number, column)
            if place in self.covered:
                found.under_merged = found.under_merged or self.covered[place]
                continue
            if column in self.hidden_columns:
                continue
            cell = self.cells.get(place)
            found.places.append(column)
            if cell and cell.text:
                found.filled.append(cell)
            elif cell:
                found.blank += 1
                found.bordered += cell.bordered
        return found


class _Row(Struct):
    """A row: the columns in which a cell may begin, the cells with text, the number of blank ones the sheet names."""

    number: int
    places: list[int] = []
    filled: list[SheetCell] = []
    blank: int = 0
    bordered: int = 0
    under_merged: bool = False  # a merged cell reaches into it from above

    @property
    def tabular(self) -> bool:
        """Whether it is a row of a table beyond doubt."""
        return len(self.filled) > 1 or self.bordered > 0 or (self.under_merged and bool(self.filled))


def _in_grid(row: _Row, following: _Row | None, within: bool) -> bool:
    """Whether a row belongs to a table; `within` says that the row above does."""
    if row.tabular:
        return True
    if not row.filled:
        return within and row.blank > 1
    text = row.filled[0].text
    caption = len(text) <= _CAPTION and not _NUMBERED.match(text) and "。" not in text
    opens = following is not None and following.number == row.number + 1 and following.tabular
    return caption and (opens or within)


def blocks_of(sheet: Sheet, before: int, page: int | None) -> Iterator[Block]:
    """The blocks of a sheet whose rows are counted on from `before`; `page` is its number, if there are several."""
    rows = [row for number in range(sheet.top, sheet.bottom + 1) if (row := sheet.row(number)).filled or row.blank]
    run: list[_Row] = []
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        if _in_grid(row, following, bool(run) and run[-1].number == row.number - 1):
            run.append(row)
            continue
        if row.filled:
            yield from _grid(sheet, run, before, page)
            run = []
            yield from _paragraphs(row.filled[0], before, page)
    yield from _grid(sheet, run, before, page)


def _paragraphs(cell: SheetCell, before: int, page: int | None) -> Iterator[Paragraph]:
    for text in cell.text.splitlines():
        if text.strip():
            line = before + cell.row
            yield Paragraph(text.strip(), Position(line, cell.column, line, cell.column + 1, page))


def _grid(sheet: Sheet, rows: list[_Row], before: int, page: int | None) -> Iterator[Grid]:
    """The grid of a run of rows, from its first to its last column with text."""
    filled = [cell for row in rows for cell in row.filled]
    if not filled:
        return
    left, right = min(cell.column for cell in filled), max(cell.column for cell in filled)
    lines: list[tuple[Cell, ...]] = []
    for row in rows:
        line = before + row.number
        cells: list[Cell] = []
        for column in row.places:
            if left <= column <= right:
                cell = sheet.cells.get((row.number, column))
                rowspan, colspan = sheet.spans.get((row.number, column), (1, 1))
                position = Position(line, column, line, column + 1, page)
                cells.append(Cell(cell.text if cell else "", position, column - left, colspan, rowspan))
        lines.append(tuple(cells))
    position = Position(before + rows[0].number, left, before + rows[-1].number, right + 1, page)
    yield Grid(tuple(lines), Layout.EXACT, position)
