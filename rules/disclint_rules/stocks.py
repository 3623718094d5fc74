"""Stocks of table 2 that cannot be negative: B405 and B407 differ in their rows and columns alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from disclint.api import Cell, Report, Row, Table
from disclint_rules.common import Number
from disclint_rules.ledger import ledger, plain


class Stock(NamedTuple):
    """The cells of a row of table 2 that were asked for, with their numbers."""

    table: Table
    row: Row
    cells: tuple[Cell, ...]
    numbers: tuple[Number, ...]


def stocks(report: Report, *columns: str) -> Iterator[Stock]:
    """Each row of table 2 that has all these columns, plain numbers in all of them."""
    table = ledger(report).tables.get("active_disclosure")
    if table is None:
        return
    for row in table.rows:
        named = {cell.form.id: cell for cell in row.cells}
        if row.missing or any(column not in named for column in columns):
            continue
        cells = tuple(named[column] for column in columns)
        numbers = [plain(cell) for cell in cells]
        known = tuple(number for number in numbers if number is not None)
        if len(known) == len(columns):
            yield Stock(table, row, cells, known)
