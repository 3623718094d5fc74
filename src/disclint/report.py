"""The report as rules see it: typed, with ids, cells and what could not be read. No formats, no rules here."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from disclint.document import Damage, Position
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


class Cell(Struct, frozen=True):
    """A value cell. `path` is table/row/column; `position` is where it stands, or its row if it is not there."""

    path: str
    text: str
    value: Value
    position: Position
    evidence: Evidence
    form: ColumnForm

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


class Table(Struct, frozen=True):
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


class Text(Struct, frozen=True):
    """A paragraph or sub-heading as written; `heading` tells them apart."""

    text: str
    position: Position
    heading: bool = False


class Section(Struct, frozen=True):
    """A top-level part. `id` is the form's, or None for a part the form does not have; `ordinal` as written ("" if none)."""

    id: str | None
    ordinal: str
    heading: str
    position: Position
    blocks: tuple[Text | Table, ...]
    near_miss: bool = False
    likeness: int = 100

    @property
    def texts(self) -> Iterator[Text]:
        """Paragraphs and sub-headings, tables left out."""
        return (block for block in self.blocks if isinstance(block, Text))

    @property
    def tables(self) -> Iterator[Table]:
        """The tables that stand in this part."""
        return (block for block in self.blocks if isinstance(block, Table))


class Title(Struct, frozen=True):
    """The title: as written (lines joined), and the organ and year read from it."""

    text: str
    position: Position
    organ: str
    year: int | None


class Signature(Struct, frozen=True):
    """Organ and date at the end. `date_text` is as written; year, month, day are None where not given."""

    position: Position
    organ: str = ""
    date_text: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    date_position: Position | None = None


class Kind(Enum):
    """What the file is."""

    REPORT = "report"
    OLD_FORM = "old-form"  # the report of a year before 2019
    EMPTY_FORM = "empty-form"  # the form with nothing filled in
    FREE_TEXT = "free-text"  # the title of such a report over a text that keeps to none of the form
    OTHER = "other"  # another annual report (法治政府, budget, …)
    INDEX = "index"  # a page that lists reports
    LOCKED = "locked"  # opens with a password only
    SCANNED = "scanned"  # pictures of pages, without text
    GARBLED = "garbled"  # text whose characters cannot be told (drawn, or in fonts that do not say)
    LINKS = "links"  # a page that only links or frames the report
    UNRELATED = "unrelated"  # nothing of such a report at all


class OrganType(Enum):
    """What kind of organ a report is of. Deadlines, powers and contents hang on it."""

    GOVERNMENT = "government"  # the people's government of a county or higher
    TOWNSHIP = "township"  # the government of a township, a sub-district office, and what stands under them
    DEPARTMENT = "department"  # a department of a government at county level or above
    OTHER = "other"


class Stated(Struct, frozen=True):
    """What somebody who knows says of a report, for where the file itself does not tell: form id, year, kind of organ."""

    form: str | None = None
    year: int | None = None
    organ_type: OrganType | None = None


NOTHING_STATED = Stated()


class Unread(Struct, frozen=True):
    """Why a value of `parse` is null, or not to be relied on: `reason` is the state, or how the value was inferred."""

    path: str
    state: CellState
    reason: str
    position: Position


_NOT_THERE = frozenset((CellState.BLANK, CellState.MISSING, CellState.AMBIGUOUS))
_REASONS = {Evidence.HABIT: "by-habit", Evidence.SPLIT: "split", Evidence.OCR: "ocr"}


class Report(Struct, frozen=True, dict=True):
    """The whole report. `form` is the form it is judged by; `year` the year it is on, None when nothing tells."""

    filename: str
    format: str
    kind: Kind
    form: Form
    title: Title | None
    year: int | None
    organ: str
    front: tuple[Text | Table, ...]  # what stands between the title and the first section
    sections: tuple[Section, ...]
    signature: Signature | None
    position: Position  # of the first block
    end: Position  # of the last block
    form_by_labels: Form | None = None  # the form its tables bear, None without tables
    outside: tuple[Text, ...] = ()  # page furniture before and after the report, never linted
    damage: tuple[Damage, ...] = ()  # what the reader could not read, or a public document should not hold
    organ_type: OrganType | None = None  # as the configuration states it; it does not come from the file

    @cached_property
    def only_tables(self) -> bool:
        """Whether the file is a table or two of a report (an attached workbook) and was never meant to be the whole."""
        prose = sum(len(text.text) for text in self.texts())
        return not self.sections and self.title is None and prose < 100 and bool(self.tables)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables by id; of two with the same id the first."""
        found: dict[str, Table] = {}
        for block in self.front:
            if isinstance(block, Table):
                found.setdefault(block.id, block)
        for section in self.sections:
            for table in section.tables:
                found.setdefault(table.id, table)
        return found

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Every cell whose value is not plainly there: which null is which, and which numbers to take with care."""
        return tuple(
            Unread(cell.path, cell.state, _REASONS.get(cell.evidence, cell.state.value), cell.position)
            for table in self.tables.values()
            for row in table.rows
            for cell in row.cells
            if cell.state in _NOT_THERE or cell.evidence in _REASONS
        )

    @property
    def requests(self) -> Table | None:
        """Table 3, None if it is not there."""
        return self.tables.get("requests")

    def section(self, section_id: str) -> Section | None:
        """The first section with this id."""
        return next((section for section in self.sections if section.id == section_id), None)

    def texts(self) -> Iterator[Text]:
        """All paragraphs and sub-headings of the report proper, in order."""
        for block in self.front:
            if isinstance(block, Text):
                yield block
        for section in self.sections:
            yield from section.texts
