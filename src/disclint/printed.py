"""A table as it is printed: cells with true places and spans, from which every renderer starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from disclint.template import RowForm, TableForm


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell; `row` and `column` count from 0. `path` is `table/row/column`, None for labels and headers."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class PhysicalGrid:
    """A printed table: `cells` in source order (by row, then column), together covering `height` × `width` places.

    `label_columns` is the number of columns on the left that hold row labels (table 2: 1, table 3: 3, table 4: 0).
    """

    table: str
    section: str
    height: int
    width: int
    label_columns: int
    cells: tuple[GridCell, ...]

    def rows(self) -> tuple[tuple[GridCell, ...], ...]:
        """For each printed row the cells that begin in it, as HTML would list them."""
        rows: list[list[GridCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return tuple(tuple(row) for row in rows)

    def places(self) -> tuple[tuple[GridCell, ...], ...]:
        """`height` rows of `width` entries: the cell that covers each place."""
        covering = {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        return tuple(tuple(covering[row, column] for column in range(self.width)) for row in range(self.height))

    def full_rows(self) -> tuple[tuple[str, ...], ...]:
        """`height` rows of `width` texts; a merged cell has its text at its top left place, the rest is empty."""
        return tuple(
            tuple(cell.text if (cell.row, cell.column) == (row, column) else "" for column, cell in enumerate(cells))
            for row, cells in enumerate(self.places())
        )

    def packed_rows(self) -> tuple[tuple[str, ...], ...]:
        """As `full_rows`, but a merged label is one field, so values stand right behind their label.

        Rows are padded on the right to equal width.
        """
        packed = []
        for row, cells in enumerate(self.places()):
            fields = []
            for column, cell in enumerate(cells):
                if column == cell.column:
                    fields.append(cell.text if cell.row == row else "")
                elif cell.column >= self.label_columns:
                    fields.append("")
            packed.append(fields)
        width = max((len(fields) for fields in packed), default=0)
        return tuple((*fields, *[""] * (width - len(fields))) for fields in packed)

    def with_texts(self, change: Callable[[GridCell], str]) -> PhysicalGrid:
        """The same grid with `change(cell)` as the text of each cell."""
        cells = []
        for cell in self.cells:
            text = change(cell)
            cells.append(cell if text == cell.text else replace(cell, text=text))
        return replace(self, cells=tuple(cells))

    def without_row(self, row: int) -> PhysicalGrid:
        """The grid less one printed row: what spans it shrinks, what stands in it alone goes."""
        kept = []
        for cell in self.cells:
            if cell.row > row:
                kept.append(replace(cell, row=cell.row - 1))
            elif cell.row + cell.rowspan <= row:
                kept.append(cell)
            elif cell.rowspan > 1:
                kept.append(replace(cell, rowspan=cell.rowspan - 1))
        kept.sort(key=lambda cell: (cell.row, cell.column))
        return replace(self, height=self.height - 1, cells=tuple(kept))


_Layout = tuple[int, int, int, list[GridCell]]


def printed_grid(table: TableForm, values: Mapping[str, str]) -> PhysicalGrid:
    """The printed form of `table`, filled with raw texts by path; a path without a value is a blank cell.

    Rows that only stand for others (the single （六）其他处理 of 2021) are not part of the printed form.
    """
    height, width, labels, cells = _layout(table)(table)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    grid = PhysicalGrid(table.id, table.section, height, width, labels, tuple(cells))
    return grid.with_texts(lambda cell: values.get(cell.path, "") if cell.path else cell.text)


def _layout(table: TableForm) -> Callable[[TableForm], _Layout]:
    """How the table is printed; a form of a plugin that has no such shape is printed plainly."""
    columns = [column for band in table.bands for column in band.columns]
    groups = {column.group for column in columns if column.group}
    if any(band.caption for band in table.bands):
        return _banded
    if len(table.bands) == 1 and table.corner and len(table.header) == 2 and groups == {table.header[1]}:
        return _requests
    if (
        len(table.bands) == 1
        and len(table.header) > 2
        and {column.group for column in columns}
        == {
            table.header[0],
            *table.header[2:],
        }
    ):
        return _disputes
    return _plain


def printed_rows(table: TableForm) -> tuple[RowForm, ...]:
    """The rows of the printed form, top to bottom."""
    return tuple(row for band in table.bands for row in band.rows if not row.stands_for)


def _banded(table: TableForm) -> _Layout:
    """Table 2: per band a caption across, a header of its own and its rows."""
    width = 1 + max(sum(column.span for column in band.columns) for band in table.bands)
    cells: list[GridCell] = []
    row = 0
    for band in table.bands:
        cells += [GridCell(row, 0, 1, width, band.caption), GridCell(row + 1, 0, 1, 1, "".join(table.header[:1]))]
        cells += [GridCell(row + 2 + i, 0, 1, 1, form.label) for i, form in enumerate(band.rows)]
        place = 1
        for column in band.columns:
            cells.append(GridCell(row + 1, place, 1, column.span, column.label))
            cells += [
                GridCell(row + 2 + i, place, 1, column.span, "", f"{table.id}/{form.id}/{column.id}")
                for i, form in enumerate(band.rows)
            ]
            place += column.span
        row += 2 + len(band.rows)
    return row, width, 1, cells


def _plain(table: TableForm) -> _Layout:
    """A header above and a label before each row, per band."""
    width = 1 + max(len(band.columns) for band in table.bands)
    cells: list[GridCell] = []
    row = 0
    for band in table.bands:
        last = len(band.columns)
        cells.append(GridCell(row, 0, 1, 1, table.corner))
        for below in range(1 + len(band.rows)):
            form = band.rows[below - 1] if below else None
            cells += [GridCell(row + below, 0, 1, 1, form.label)] if form else []
            cells += [
                GridCell(
                    row + below,
                    place,
                    1,
                    width - last if place == last else 1,
                    "" if form else column.label,
                    f"{table.id}/{form.id}/{column.id}" if form else None,
                )
                for place, column in enumerate(band.columns, 1)
            ]
        row += 1 + len(band.rows)
    return row, width, 1, cells


def _requests(table: TableForm) -> _Layout:
    """Table 3: a corner of 3×3, three header rows, three label columns for the outline of the rows."""
    columns, rows = table.bands[0].columns, printed_rows(table)
    applicants, organisations = table.header
    grouped = [i for i, column in enumerate(columns) if column.group]
    cells = [
        GridCell(0, 0, 3, 3, table.corner),
        GridCell(0, 3, 1, len(columns), applicants),
        GridCell(1, 3 + grouped[0], 1, len(grouped), organisations),
    ]
    for i, column in enumerate(columns):
        cells.append(GridCell(2 if column.group else 1, 3 + i, 1 if column.group else 2, 1, column.label))
    groups = {group.id: group for group in table.groups}
    members: dict[str, list[int]] = {}
    for row, form in enumerate(rows, start=3):
        group = groups[form.group] if form.group else None
        depth = 0 if group is None else 2 if group.parent else 1
        cells.append(GridCell(row, depth, 1, 3 - depth, form.label))
        while group is not None:
            members.setdefault(group.id, []).append(row)
            group = groups[group.parent] if group.parent else None
        cells += [
            GridCell(row, 3 + i, 1, 1, "", f"{table.id}/{form.id}/{column.id}") for i, column in enumerate(columns)
        ]
    for group_id, covered in members.items():
        group = groups[group_id]
        cells.append(GridCell(covered[0], 1 if group.parent else 0, len(covered), 1, group.label))
    return 3 + len(rows), 3 + len(columns), 3, cells


def _disputes(table: TableForm) -> _Layout:
    """Table 4: no row labels; 行政复议 has two header rows of its own, 行政诉讼 a third one between."""
    columns = table.bands[0].columns
    review, litigation, *stages = table.header
    under = {label: [i for i, column in enumerate(columns) if column.group == label] for label in (review, *stages)}
    cells = [
        GridCell(0, 0, 1, len(under[review]), review),
        GridCell(0, len(under[review]), 1, len(columns) - len(under[review]), litigation),
    ]
    cells += [GridCell(1, under[stage][0], 1, len(under[stage]), stage) for stage in stages]
    for i, column in enumerate(columns):
        alone = column.group == review
        cells.append(GridCell(1 if alone else 2, i, 2 if alone else 1, 1, column.label))
        cells += [
            GridCell(3 + j, i, 1, 1, "", f"{table.id}/{row.id}/{column.id}")
            for j, row in enumerate(table.bands[0].rows)
        ]
    return 3 + len(table.bands[0].rows), len(columns), 0, cells
