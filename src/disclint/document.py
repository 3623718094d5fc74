"""What every reader yields: a document as blocks with positions. Knows no reader, no form, no rule."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct


class Position(Struct, frozen=True):
    """Where something stands: 1-based line and column in code points; the end is exclusive.

    In formats without lines (docx, pdf, …) `line` is the ordinal of the block, and `page` is given where known.
    """

    line: int
    column: int = 1
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None


class Place(Struct, frozen=True):
    """A position in the terms of a person who has the file open in Word, a spreadsheet or a PDF viewer.

    Of a cell: `table` counts the tables of the file, `row` the rows of that table, `column` its columns from the left,
    a merged cell standing for all the columns it covers, so that a column has the same number in every row; all from 1.
    A whole table has no row and column, a whole file nothing at all. Of a sheet: its name, and the cell's own (D7). Else `paragraph` counts the
    paragraphs with text outside the tables. `page` is given where known.

    `text` is the row, its cells parted by " | " and the merged cells it lies in repeated, or the paragraph;
    from `start` to `end` (code points, from 0, exclusive) stands what is meant. Empty where there are source lines.
    """

    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    page: int | None = None
    sheet: str = ""
    cell: str = ""
    text: str = ""
    start: int = 0
    end: int = 0


class Layout(Enum):
    """How far the columns of a grid can be trusted."""

    EXACT = "exact"  # true columns and spans (docx, html, xlsx)
    SLOTS = "slots"  # blank cells are kept, merged cells are collapsed to one
    PACKED = "packed"  # blank cells may have been lost on the way


class Paragraph(Struct, frozen=True):
    """A paragraph, or a line of a text file. `number` is what automatic numbering puts before it."""

    text: str
    position: Position
    number: str = ""


class Cell(Struct, frozen=True):
    """A cell of a grid; `column` counts from 0 and, with spans, is true only under Layout.EXACT."""

    text: str
    position: Position
    column: int
    colspan: int = 1
    rowspan: int = 1


class Grid(Struct, frozen=True):
    """Rows of cells that belong together."""

    rows: tuple[tuple[Cell, ...], ...]
    layout: Layout
    position: Position


Block = Paragraph | Grid


class Damage(Struct, frozen=True):
    """Something of the file that could not be read: `reason` is a word of the reader, `detail` its numbers."""

    reason: str
    position: Position
    detail: str = ""


class Sheet(Struct, frozen=True):
    """A sheet of a workbook: its row n is the line `before` + n of the document."""

    name: str
    before: int


class Document(Struct, frozen=True):
    """A file as read. `lines` is the source text where there is one, for showing rows and for suppressions."""

    filename: str
    format: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    newline: str = "\n"
    lines: Sequence[str] = ()
    damage: tuple[Damage, ...] = ()
    sheets: tuple[Sheet, ...] = ()
