"""What the steps of the PDF reader hand on. All lengths are points; places count from the top left as one reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Char(NamedTuple):
    """A character: where it begins and ends on the line, its baseline, the size of its type."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


class Rule(NamedTuple):
    """A straight line: `at` is y of a horizontal one (from and to are x), x of a vertical one (from and to are y)."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0


@dataclass(slots=True)
class Page:
    """A page as drawn. `number` counts from 1; `curves` counts drawn shapes that are no rules."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    bad_chars: int = 0  # without a meaning: U+FFFD, private use
    invisible: int = 0  # runs of text nobody sees: the layer behind a scan
    visible: int = 0
    curves: int = 0


@dataclass(slots=True)
class Line:
    """Characters on one baseline, left to right. `gaps` counts the wide ones, as between columns without rules."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    gaps: int = 0
    first: float = 0.0  # the width of what stands first and cannot be parted: a character, a word


@dataclass(slots=True)
class Area:
    """A cell of a table, `row` and `column` from 0; a line in it has `room` points. `open`: nothing is drawn below it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    page: int
    width: float
    lines: list[Line] = field(default_factory=list)
    open: bool = False
    text: str = ""
    room: float = 0.0

    @property
    def end(self) -> int:
        """The row below it."""
        return self.row + self.rowspan

    @property
    def columns(self) -> tuple[int, int]:
        """First column and number of columns."""
        return self.column, self.colspan


@dataclass(slots=True)
class Table:
    """A ruled table on one page, or joined over several, with the edges of its columns and the heights of its rows."""

    page: int
    box: Box
    xs: list[float]
    heights: list[float]
    areas: list[Area]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.heights)

    @property
    def open_end(self) -> bool:
        """Whether nothing is drawn below most of the cells of the last row that are not those of rows above, too."""
        own = [area for area in self.areas if area.row == self.rows - 1]
        return sum(area.width for area in own if area.open) > 0.5 * sum(area.width for area in own)
