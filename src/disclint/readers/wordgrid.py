"""The columns of a Word table: those so thin that nobody sees them are none.

LibreOffice rounds the places of cells when it saves a docx: an edge that should be one becomes two, a twentieth of a
point apart, and every cell behind it is a column further right than it stands (a table of 15 columns has 16).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from disclint.readers.numbering import W, integer, value

_THIN = 40  # twips (two points) a column has at most that is none; a digit needs a hundred
_TR_PR, _TC_PR, _GRID = W + "trPr", W + "tcPr", W + "tblGrid"


def columns_of(table: Element, rows: Iterable[tuple[Element, Sequence[Element]]], most: int) -> list[int] | None:
    """For each edge of the grid, and up to `most`, the number of the edge as seen; None where all count.

    `rows` are the rows with their cells. Where a cell stands in such a column and nowhere else, they all count.
    """
    grid = table.find(_GRID)
    if grid is None:
        return None
    widths = [integer(column.get(W + "w")) for column in grid][:most]
    thin = {number for number, width in enumerate(widths) if 0 < width <= _THIN}
    if not thin or _stand_in(thin, rows):
        return None
    edges = [0]
    for number in range(most):
        edges.append(edges[-1] + (number not in thin))
    return edges


def _stand_in(thin: set[int], rows: Iterable[tuple[Element, Sequence[Element]]]) -> bool:
    """Whether a cell of any row covers no columns but thin ones."""
    for row, cells in rows:
        column = max(integer(value(row.find(_TR_PR), "gridBefore")), 0)
        for cell in cells:
            span = max(integer(value(cell.find(_TC_PR), "gridSpan"), 1), 1)
            if all(number in thin for number in range(column, column + min(span, len(thin) + 1))):
                return True
            column += span
    return False
