"""Positions in the reader's own terms: which table, row and column, which paragraph, and what stands there.

Computed for findings only, which are few, from where the position stands among the document's blocks. Knows no reader.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from disclint.document import Cell, Document, Grid, Layout, Paragraph, Place, Position
from disclint.finding import Finding

_GAP = " | "
_CELL = 40  # characters of a cell beside the one that is meant
_BEFORE, _AFTER = 200, 400  # characters kept around what is meant


def placed(findings: Iterable[Finding], document: Document, begin: Position) -> tuple[Finding, ...]:
    """The findings with the places of their positions and of their related ones; `begin` as in `Places`."""
    places = Places(document, begin)
    return tuple(
        replace(
            finding,
            place=places.at(finding.position),
            related=tuple(replace(related, place=places.at(related.position)) for related in finding.related),
        )
        for finding in findings
    )


class _Spot(Struct, frozen=True):
    """Something that has a position: a paragraph, or a cell by its row; all of them count from 1."""

    block: Paragraph | Cell
    number: int  # of the paragraph or of the table
    row: int = 0


class _Table(Struct, frozen=True):
    """A table as seen: `columns` are those in which some cell begins, `rows` the cells of each row, merged ones repeated."""

    columns: list[int]
    rows: list[list[Cell]]


class Places:
    """The places of a document. Where there are source lines, only cells of tables with true columns have one.

    A page has tables for its own use before those of the report: there they count from where the report begins.
    """

    def __init__(self, document: Document, begin: Position | None = None) -> None:
        self._sheets = document.sheets
        self._sourced = bool(document.lines)
        self._spots: list[_Spot] = []
        self._tables: dict[int, _Table] = {}
        self._grids: dict[int, Grid] = {}
        self._whole: dict[Position, int] = {}
        paragraphs = tables = 0
        line = 0  # of the last paragraph: its pieces between line breaks are one
        for block in document.blocks:
            if isinstance(block, Paragraph):
                paragraphs += block.position.line != line
                line = block.position.line
                self._spots.append(_Spot(block, paragraphs))
            else:
                furniture = self._sourced and begin is not None and _start(block.position) < _start(begin)
                tables += not furniture
                if not furniture and block.layout is Layout.EXACT:
                    self._grids[tables] = block
                    self._whole[block.position] = tables
                    self._spots += [
                        _Spot(cell, tables, number) for number, row in enumerate(block.rows, 1) for cell in row
                    ]
        self._spots.sort(key=lambda spot: _start(spot.block.position))
        self._starts = [_start(spot.block.position) for spot in self._spots]

    def at(self, position: Position) -> Place | None:
        """The place of a position; None where there is none to tell but line and column."""
        if position in self._whole:
            return self._table_place(self._whole[position], position)
        spot = self._spot(position)
        if spot is None:
            return None if self._sourced else Place(page=position.page)
        if isinstance(spot.block, Paragraph):
            return None if self._sourced else self._paragraph_place(spot, spot.block, position)
        return self._cell_place(spot, spot.block, position)

    def _spot(self, position: Position) -> _Spot | None:
        """What stands at a position or, of those on its line, before it."""
        index = bisect_right(self._starts, _start(position)) - 1
        if index >= 0 and _holds(self._spots[index].block.position, position):
            return self._spots[index]
        after = index + 1
        if not self._sourced and after < len(self._spots) and self._starts[after][0] == position.line:
            return self._spots[after]  # something before the text of its line
        return None

    def _seen(self, number: int) -> _Table:
        if number not in self._tables:
            self._tables[number] = _seen(self._grids[number])
        return self._tables[number]

    def _table_place(self, number: int, position: Position) -> Place:
        place = Place(table=number, page=position.page)
        return self._on_sheet(place if self._sourced else self._marked_row(place, number, 1, None), position)

    def _cell_place(self, spot: _Spot, cell: Cell, position: Position) -> Place:
        table = self._seen(spot.number)
        column = bisect_right(table.columns, cell.column)
        place = Place(table=spot.number, row=spot.row, column=column, page=position.page)
        return self._on_sheet(
            place if self._sourced else self._marked_row(place, spot.number, spot.row, cell), position
        )

    def _marked_row(self, place: Place, number: int, row: int, meant: Cell | None) -> Place:
        """With the row as a person sees it; all of it is meant where no cell is."""
        text, start, end = "", 0, 0
        for index, cell in enumerate(self._seen(number).rows[row - 1]):
            shown = " ".join(cell.text.split())
            if cell is not meant and len(shown) > _CELL:
                shown = shown[: _CELL - 1] + "…"
            shown = shown or " "  # something to mark
            text += _GAP if index else ""
            if cell is meant:
                start, end = len(text), len(text) + len(shown)
            text += shown
        return _cut(place, text, start, end) if meant is not None else _cut(place, text, 0, len(text))

    def _paragraph_place(self, spot: _Spot, paragraph: Paragraph, position: Position) -> Place:
        place = Place(paragraph=spot.number, page=position.page)
        whole = paragraph.position
        start, end = 0, len(paragraph.text)
        if whole.end_column == whole.column + len(paragraph.text) and position.line == whole.line == position.end_line:
            start = min(max(position.column - whole.column, 0), end)
            end = min(max((position.end_column or 0) - whole.column, start), end)
        before = len(paragraph.number)
        begin = start + before if start else 0  # the number is part of the beginning
        return self._on_sheet(_cut(place, paragraph.number + paragraph.text, begin, end + before), position)

    def _on_sheet(self, place: Place, position: Position) -> Place:
        """Of a workbook: the sheet and the cell's name there. What is called a page of it is a sheet."""
        number = bisect_right([sheet.before for sheet in self._sheets], position.line - 1)
        if not number:
            return place
        # Of sheets without a row the last one begins where the next one does.
        sheet = self._sheets[number - 1]
        name = f"{_letters(position.column)}{position.line - sheet.before}"
        return replace(place, sheet=sheet.name, cell=name, page=None)


def _start(position: Position) -> tuple[int, int]:
    return position.line, position.column


def _holds(whole: Position, position: Position) -> bool:
    """Whether a position is in another: on its line, or before its end where that is another line."""
    if whole.end_line is None or whole.end_line == whole.line == position.line:
        return position.line == whole.line
    return _start(position) < (whole.end_line, whole.end_column or 1)


def _seen(grid: Grid) -> _Table:
    rows = [list(row) for row in grid.rows]
    for number, row in enumerate(grid.rows):
        for cell in row:
            for below in rows[number + 1 : number + cell.rowspan]:
                below.append(cell)
    columns = sorted({cell.column for row in grid.rows for cell in row})
    return _Table(columns, [sorted(row, key=_column) for row in rows])


def _column(cell: Cell) -> int:
    return cell.column


def _cut(place: Place, text: str, start: int, end: int) -> Place:
    """The place with a text that is shown; of a long one with what is around what is meant."""
    first, last = max(start - _BEFORE, 0), max(start + _AFTER, min(end, start + 2 * _AFTER))
    before, after = "…" if first else "", "…" if last < len(text) else ""
    moved = len(before) - first
    text = " ".join(text[first:last].splitlines()) if "\n" in text else text[first:last]
    return replace(place, text=before + text + after, start=start + moved, end=min(end, last) + moved)


def _letters(column: int) -> str:
    """D for 4."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
