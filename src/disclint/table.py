"""The tables of a report: cells that know their value, state, labels and neighbours. No formats, no rules here."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import force_setattr

from disclint.document import Position
from disclint.template import BandForm, ColumnForm, Form, RowForm, TableForm

if TYPE_CHECKING:
    from decimal import Decimal


class CellState(Enum):
    """What a cell holds. 0, blank, dash, text, missing and ambiguous stay different to the end."""

    NUMBER = "number"
    BLANK = "blank"  # the cell is there and empty
    PLACEHOLDER = "placeholder"  # －, /, 无: no number, but not empty either
    TEXT = "text"  # anything else that is no number
    MISSING = "missing"  # the row or the column is not in the document
    AMBIGUOUS = "ambiguous"  # something is there, but which column it belongs to cannot be known


class Evidence(Enum):
    """How a value came to its column, best first."""

    GRID = "grid"  # the document has true columns
    COUNT = "count"  # as many values as columns
    SLOTS = "slots"  # as many cells, blank ones included, as columns
    TABS = "tabs"  # the columns of the fuller rows of the same table
    HABIT = "habit"  # the cells the other rows of this table fill; a cell was lost on the way
    SPLIT = "split"  # digits run together, split the one way the equations allow
    OCR = "ocr"  # read from a picture
    NONE = "none"  # could not be placed


class Mark(Enum):
    """Something about the writing of a cell that a rule may want to speak of."""

    UNIT = "unit"  # 25个
    SIGN = "sign"  # +139
    INNER_SPACE = "inner-space"  # 1756. 58
    FULL_WIDTH = "full-width"  # １２
    COMMA = "comma"  # 1,234 or a stray 12,
    LEADING_ZERO = "leading-zero"  # 007
    NOTE = "note"  # 22（其中修订 16 件）
    RESIDUE = "residue"  # [bookmark: _GoBack]


class Value(Struct, frozen=True):
    """What the text of a cell says: the number if it is one, the unit and remark written beside it."""

    state: CellState
    number: int | Decimal | None = None
    unit: str = ""
    note: str = ""
    marks: frozenset[Mark] = frozenset()


class _Home:
    """Where a cell belongs. Weak: with a cycle in every report, a long run would keep them all (no collector runs)."""

    __slots__ = ("_table",)

    def __init__(self, table: Table | None = None) -> None:
        self._table = weakref.ref(table) if table is not None else lambda: None

    def table(self) -> Table:
        """The table; ReferenceError when the report is gone or the cell was made by hand."""
        table = self._table()
        if table is None:
            raise ReferenceError("单元格所在的报告已不在 (the report this cell is of is gone)")
        return table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Home)  # where a cell belongs is in its path; two readings of a file are equal

    def __hash__(self) -> int:
        return 0

    def __reduce__(self) -> tuple[type[_Home], tuple[()]]:
        return _Home, ()


_NOWHERE = _Home()


class Cell(Struct, frozen=True):
    """A value cell. `path` is table/row/column; `position` is where it stands, or its row if it is not there.

    Through `table`, `row` and its four neighbours a rule finds its way from one cell to any other; these live as long
    as the report does.
    """

    path: str
    text: str
    value: Value
    position: Position
    evidence: Evidence
    form: ColumnForm
    home: _Home = _NOWHERE

    @property
    def label(self) -> str:
        """The label of its column in the form (自然人)."""
        return self.form.label

    @property
    def row_label(self) -> str:
        """The label of its row in the form (（一）予以公开); "" in table 4, whose one row has none."""
        return self.row.form.label

    @property
    def table(self) -> Table:
        """The table it stands in."""
        return self.home.table()

    @property
    def row(self) -> Row:
        """The row it stands in."""
        row = self.table.row(self.path.split("/")[1])
        assert row is not None  # a cell is made with its row
        return row

    @property
    def left(self) -> Cell | None:
        """The cell before it in its row, None at the edge."""
        return self._beside(-1)

    @property
    def right(self) -> Cell | None:
        """The cell after it in its row, None at the edge."""
        return self._beside(1)

    @property
    def above(self) -> Cell | None:
        """The cell of the same column in the row before, None at the edge of its part of the table."""
        return self._beyond(-1)

    @property
    def below(self) -> Cell | None:
        """The cell of the same column in the row after, None at the edge of its part of the table."""
        return self._beyond(1)

    def _beside(self, step: int) -> Cell | None:
        cells = self.row.cells
        index = next(n for n, cell in enumerate(cells) if cell.path == self.path) + step
        return cells[index] if 0 <= index < len(cells) else None

    def _beyond(self, step: int) -> Cell | None:
        for band in self.table.bands:
            for index, row in enumerate(band.rows):
                if any(cell.path == self.path for cell in row.cells):
                    there = index + step
                    other = band.rows[there] if 0 <= there < len(band.rows) else None
                    return next((cell for cell in other.cells if cell.form.id == self.form.id), None) if other else None
        return None

    @property
    def state(self) -> CellState:
        """Short for `value.state`."""
        return self.value.state

    @property
    def number(self) -> int | Decimal | None:
        """The number, or None when the cell holds none."""
        return self.value.number


class Row(Struct, frozen=True):
    """A row of the form. `label` is the text as written ("" for table 4), `likeness` how well it reads (0–100)."""

    path: str
    form: RowForm
    label: str
    position: Position
    cells: tuple[Cell, ...]
    likeness: int = 100
    missing: bool = False

    @property
    def id(self) -> str:
        """The row's id in the form."""
        return self.form.id

    def __getitem__(self, column_id: str) -> Cell:
        for cell in self.cells:
            if cell.form.id == column_id:
                return cell
        raise KeyError(column_id)


class Header(Struct, frozen=True):
    """A header or caption cell as written: `expected` is the form's label, None when nothing of the form is like it."""

    text: str
    position: Position
    expected: str | None
    likeness: int = 100
    rowspan: int = 1  # rows it covers; true in tables with true columns only


class Reading(Enum):
    """How far a table was read."""

    EXACT = "exact"  # true columns (docx, html, xlsx)
    CLEAN = "clean"  # rebuilt from text, every label and every value beyond doubt
    DAMAGED = (
        "damaged"  # rebuilt from text that lost something on its way; what is missing may not be the organ's doing
    )
    UNREAD = "unread"  # a table is there and could not be read


class Band(Struct, frozen=True):
    """A part of a table with columns of its own."""

    form: BandForm
    position: Position | None  # of the caption, None when it is missing
    rows: tuple[Row, ...]
    missing_columns: tuple[ColumnForm, ...] = ()


class Table(Struct, frozen=True, weakref=True):
    """One of the three tables of the form; `bands` hold every row of the form, missing ones marked so."""

    id: str
    template: Form  # the form whose labels it bears
    form: TableForm
    position: Position
    end: Position
    bands: tuple[Band, ...]
    headers: tuple[Header, ...]
    strays: tuple[Header, ...]  # rows and labels that belong to no row of the form
    reading: Reading
    corner: Header | None = None
    groups: tuple[Header, ...] = ()

    def settle(self) -> Table:
        """Tell the cells that this is their table; for whoever builds one."""
        home = _Home(self)
        for row in self.rows:
            for cell in row.cells:
                force_setattr(cell, "home", home)
        return self

    @property
    def present(self) -> bool:
        """Whether the table is in the document and could be read; if not, every cell of it is MISSING or AMBIGUOUS."""
        return self.reading is not Reading.UNREAD

    @property
    def rows(self) -> Iterator[Row]:
        """All rows, in the order of the form."""
        for band in self.bands:
            yield from band.rows

    def row(self, row_id: str) -> Row | None:
        """The row with this id, None if the form has none."""
        return next((row for row in self.rows if row.form.id == row_id), None)

    def cell(self, row_id: str, column_id: str) -> Cell | None:
        """The cell at a row and a column id; None if the form has no such place."""
        row = self.row(row_id)
        return next((cell for cell in row.cells if cell.form.id == column_id), None) if row else None


def absent_table(form: Form, table_id: str, position: Position) -> Table:
    """The table of a report that lacks it: every row and cell of the form, all of them MISSING."""
    table = form.tables[table_id]
    nothing = Value(CellState.MISSING)
    bands = []
    for band in table.bands:
        rows = []
        for row in band.rows:
            if row.stands_for:
                continue
            path = f"{table_id}/{row.id}"
            cells = [Cell(f"{path}/{c.id}", "", nothing, position, Evidence.NONE, c) for c in band.columns]
            rows.append(Row(path, row, "", position, tuple(cells), 0, missing=True))
        bands.append(Band(band, None, tuple(rows)))
    return Table(table_id, form, table, position, position, tuple(bands), (), (), Reading.UNREAD).settle()
