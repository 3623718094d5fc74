"""The names of places in a table, as a sentence gives them: 表三“（一）予以公开”行“自然人”列."""

from __future__ import annotations

from decimal import Decimal

from disclint.finding import Phrase
from disclint.table import Cell, Row, Table

Number = int | Decimal

_NUMERALS = {"二": "2", "三": "3", "四": "4"}


def show(number: Number) -> str:
    """A number as a clerk writes it: no exponent, no trailing zeros."""
    return str(number) if isinstance(number, int) else format(number.normalize(), "f")


def table_name(table: Table) -> Phrase:
    """表三, table 3."""
    number = table.form.number
    return Phrase(f"表{number}", f"table {_NUMERALS.get(number, number)}")


def column_label(table: Table, cell: Cell) -> str:
    """The label of the cell's column, after its group where the label alone does not tell (总计, 其他)."""
    form = cell.form
    row_id = cell.path.split("/")[1]
    for band in table.form.bands:
        if any(row.id == row_id for row in band.rows):
            same = sum(column.label == form.label for column in band.columns)
            if form.group and (same > 1 or form.label == "其他"):
                return f"{form.group}·{form.label}"
    return form.label


def row_label(table: Table, row: Row) -> str:
    """The row's label in the form, after its group where the label alone does not tell (3.其他)."""
    if row.form.label.endswith("其他"):
        group = next((group.label for group in table.form.groups if group.id == row.form.group), "")
        return f"{group} {row.form.label}".strip()
    return row.form.label


def column_name(table: Table, cell: Cell) -> Phrase:
    """表三“自然人”列."""
    name, label = table_name(table), column_label(table, cell)
    return Phrase(f"{name.zh}“{label}”列", f'{name.en}, column "{label}"')


def row_name(table: Table, row: Row) -> Phrase:
    """表三“（一）予以公开”行; the one row of table 4 has no label."""
    name, label = table_name(table), row_label(table, row).replace("“", "‘").replace("”", "’")
    if not label:
        return Phrase(f"{name.zh}数据行", f"{name.en}, row of numbers")
    return Phrase(f"{name.zh}“{label}”行", f'{name.en}, row "{label}"')


def cell_name(table: Table, row: Row, cell: Cell) -> Phrase:
    """表三“（一）予以公开”行“自然人”列."""
    if not row.form.label:
        return column_name(table, cell)
    name, label = row_name(table, row), column_label(table, cell)
    return Phrase(f"{name.zh}“{label}”列", f'{name.en}, column "{label}"')
