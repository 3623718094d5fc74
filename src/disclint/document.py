"""What every reader yields: a document as blocks with positions. Knows no reader, no form, no rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Damage:
    """Something of the file that could not be read: `reason` is a word of the reader, `detail` its numbers."""

    reason: str
    position: Position
    detail: str = ""


class Document(Struct, frozen=True):
    """A file as read. `lines` is the source text where there is one, for showing rows and for suppressions."""

    filename: str
    format: str
    blocks: tuple[Block, ...]
    encoding: str | None = None
    newline: str = "\n"
    lines: Sequence[str] = ()
    damage: tuple[Damage, ...] = ()
