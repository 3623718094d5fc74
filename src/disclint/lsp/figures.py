"""The cells of a report as an editor asks for them: which one is at a place, and which sums it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.equations import Sum, sums
from disclint.naming import Number
from disclint.report import Cell, Reading, Report, Row, Table


def readable(report: Report) -> Iterator[Table]:
    """The tables that could be read."""
    return (table for table in report.tables.values() if table.reading is not Reading.UNREAD)


def cell_at(report: Report, line: int, column: int) -> tuple[Table, Row, Cell] | None:
    """The value cell at a place; a place right behind its text counts."""
    for table in readable(report):
        for row in table.rows:
            for cell in row.cells:
                place = cell.position
                end = place.end_column or place.column
                if place.line == line and not row.missing and place.column <= column <= end:
                    return table, row, cell
    return None


def sums_of(table: Table, path: str) -> Iterator[Sum]:
    """The equations a cell stands in, with the numbers of its column or row."""
    for found in sums(table):
        if any(cell.path == path for _, cell in (*found.left, *found.right)):
            yield found


def computed(found: Sum) -> Number | None:
    """What the total must be by the other cells of the equation; None if one of them holds no number."""
    total = found.total
    if any(cell.number is None for _, cell in (*found.left, *found.right) if cell is not total):
        return None
    left = [sign * cell.number for sign, cell in found.left if cell.number is not None]
    others = [sign * cell.number for sign, cell in found.right if cell is not total and cell.number is not None]
    return sum(left, start=0) - sum(others, start=0)
