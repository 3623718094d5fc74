"""The tables of a report as they were read, small enough to travel with a result: for outputs that draw them."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from disclint.document import Position
from disclint.report import Band, CellState, Reading, Report, Row, Table
from disclint.template import BandForm, TableForm


class SeenCell(Struct, frozen=True):
    """A value cell: `text` as written, `state` what it holds, `position` where it stands."""

    path: str
    text: str
    state: CellState
    position: Position


class SeenRow(Struct, frozen=True):
    """A row of the form; `label` as written where that is not what the form has, else ""."""

    path: str
    label: str
    missing: bool
    cells: tuple[SeenCell, ...]


class SeenTable(Struct, frozen=True):
    """A table with the form it is to be drawn in: its rows are those of the report, missing ones included.

    `title` is that of the part of the form it belongs to.

    `strays` are texts of rows and labels that belong to no row of the form.
    """

    form: TableForm
    title: str
    rows: tuple[SeenRow, ...]
    reading: Reading
    strays: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The table's id in the form."""
        return self.form.id


def seen_tables(report: Report) -> tuple[SeenTable, ...]:
    """The tables of a report, in the order of the form."""
    order = list(report.form.tables)
    tables = sorted(
        report.tables.values(), key=lambda table: order.index(table.id) if table.id in order else len(order)
    )
    return tuple(_seen(table) for table in tables)


def _seen(table: Table) -> SeenTable:
    return SeenTable(
        form=replace(table.form, bands=tuple(_as_read(band) for band in table.bands)),
        title=next((part.title for part in table.template.sections if part.id == table.form.section), ""),
        rows=tuple(_row(row) for row in table.rows),
        reading=table.reading,
        strays=tuple(stray.text for stray in table.strays),
    )


def _as_read(band: Band) -> BandForm:
    """The band with the rows the report has; one that stands for others is drawn like any other."""
    return replace(band.form, rows=tuple(replace(row.form, stands_for=()) for row in band.rows))


def _row(row: Row) -> SeenRow:
    return SeenRow(
        path=row.path,
        label="" if row.missing or row.likeness == _SAME else row.label,
        missing=row.missing,
        cells=tuple(SeenCell(cell.path, cell.text, cell.state, cell.position) for cell in row.cells),
    )


_SAME = 100  # per cent
