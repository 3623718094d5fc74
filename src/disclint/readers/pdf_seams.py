"""Tables broken over pages put together again, rows broken in the middle included.

Only what is drawn tells here, as a reader knows no form: two pieces belong together when their sides are in line and
nothing stands between them. A row goes on over the page when nothing is drawn below it, and what stands in its cells
fits what follows. Programs that draw a line at the end of every page leave the pieces of such a row as rows of their
own; whoever knows the labels puts those together.
"""

from __future__ import annotations

from collections.abc import Sequence

from disclint.readers.pdf_lattice import edges_of, nearest, text_of
from disclint.readers.pdf_lines import NUMBERED, breaks
from disclint.readers.pdf_types import Area, Table

_SIDE = 4.0  # points by which the sides of two pieces may differ
_EMPTY = 9.0  # points: an empty row no higher is what a row broken over pages leaves over


def in_line(pieces: Sequence[Table], following: Table) -> bool:
    """Whether a table on the next page can be the next piece of a table: its sides, or nearly all of its edges, are the same.

    Some programs do not draw the cells that go on from the page before, so that a piece lacks columns at a side.
    """
    xs = edges_of([edge for piece in pieces for edge in piece.xs])
    left, right = abs(xs[0] - following.xs[0]) <= _SIDE, abs(xs[-1] - following.xs[-1]) <= _SIDE
    if left and right:
        return True
    fewer, more = sorted((xs, following.xs), key=len)
    shared = sum(abs(more[nearest(more, x)] - x) <= _SIDE for x in fewer)
    return (left or right) and len(fewer) > 3 and shared >= len(fewer) - 1


def without_lone_frames(pages: Sequence[list[Table]]) -> list[list[Table]]:
    """The tables of each page; a frame around a single cell only where it goes on from, or in, a table over the page.

    A row of one cell that a page break parts from its table is drawn like any frame.
    """
    kept: list[list[Table]] = []
    for number, tables in enumerate(pages):
        before = pages[number - 1][-1:] if number else []
        after = pages[number + 1][:1] if number + 1 < len(pages) else []
        kept.append(
            [
                table
                for place, table in enumerate(tables)
                if len(table.areas) > 1
                or (place == 0 and any(_same_sides(table, other) for other in before))
                or (place == len(tables) - 1 and any(_same_sides(table, other) for other in after))
            ]
        )
    return kept


def _same_sides(frame: Table, other: Table) -> bool:
    """Whether a frame is as wide as a table, and stands where it does."""
    sides = abs(frame.box.x0 - other.box.x0) <= _SIDE and abs(frame.box.x1 - other.box.x1) <= _SIDE
    return sides and len(other.areas) > 1


def joined(pieces: Sequence[Table]) -> Table:
    """The pieces of one table, page by page, as one. Its columns are those of all pieces together."""
    first = pieces[0]
    if len(pieces) == 1:
        return first
    xs = edges_of([edge for piece in pieces for edge in piece.xs])
    whole = Table(first.page, first.box, xs, [], [])
    for piece in pieces:
        _spread(piece, xs)
        _append(whole, piece)
    return whole


def _spread(piece: Table, xs: list[float]) -> None:
    """Count the columns of a piece by the edges of the whole table."""
    places = [nearest(xs, edge) for edge in piece.xs]
    for area in piece.areas:
        left, right = places[area.column], places[area.column + area.colspan]
        area.column, area.colspan = left, right - left
    piece.areas = [area for area in piece.areas if area.colspan > 0]


def _append(whole: Table, piece: Table) -> None:
    """Put the next piece below."""
    _drop_header(whole, piece)
    _drop_empty(piece)
    if not piece.rows:
        return
    last = whole.rows - 1
    ends = {area.columns: area for area in whole.areas if area.end == whole.rows} if whole.rows else {}
    broken = _broken(whole, piece, ends)
    begin = last if broken else whole.rows
    for area in piece.areas:
        above = ends.get(area.columns) if area.row == 0 else None
        # A cell over several rows goes on where nothing is drawn below it.
        if above is not None and (broken or (above.row < last and above.open) or _parted(above, area)):
            _extend(above, area, overlap=broken)
        else:
            area.row += begin
            whole.areas.append(area)
    whole.heights += piece.heights[1:] if broken else piece.heights


def _parted(above: Area, area: Area) -> bool:
    """Whether two cells are one over several rows that a line at the end of the page has cut in two.

    The lower one is blank, or what stands in it does not begin anew. It is over several rows: what is not may hold a
    figure below a header.
    """
    if area.rowspan == 1 or not above.lines:
        return False
    if not area.lines:
        return True
    goes_on = not breaks(above.lines + area.lines, above.room)[len(above.lines) - 1]
    return goes_on and not NUMBERED.match(area.lines[0].text)


def _extend(above: Area, area: Area, *, overlap: bool) -> None:
    """Add what a cell has on the next page."""
    above.lines = above.lines + area.lines
    above.text = text_of(above)
    above.rowspan += area.rowspan - overlap
    above.open = area.open


def _broken(whole: Table, piece: Table, ends: dict[tuple[int, int], Area]) -> bool:
    """Whether the last row goes on in the first row of the next piece."""
    if not whole.rows:
        return False
    met = 0.0  # points of cells that stand above each other
    figures = words = 0  # cells whose text goes on
    alone = 0  # cells of the next piece whose text does not go on from anything
    for area in piece.areas:
        if area.row > 0:
            continue
        above = ends.get(area.columns)
        if above is None:
            # Cells over several rows are not always drawn on both pages: what is blank may be any number of them.
            if any(_overlap(area, other) and other.lines and area.lines for other in ends.values()):
                return False
            alone += bool(area.lines)
            continue
        met += area.width
        if not area.lines:
            continue
        if not above.lines:
            alone += 1
            continue
        # Text that had room on the line above begins anew: two rows, whatever is drawn between them.
        if breaks(above.lines + area.lines, above.room)[len(above.lines) - 1]:
            return False
        if NUMBERED.match(area.lines[0].text) and above.lines[-1].text[-1] not in "第条":
            return False
        first, last = area.lines[0].text[0], above.lines[-1].text[-1]
        figures += first.isdigit() and last.isdigit()
        words += not (first.isdigit() or last.isdigit())
        alone += first.isdigit() != last.isdigit()
    if whole.open_end:
        return met > 0.5 * (piece.xs[-1] - piece.xs[0])
    # A line is drawn at the end of the page: only numbers cut in two, or several texts at once, speak against it. A
    # single text that may go on is left to those who know the labels.
    drawn = not any(area.open for area in ends.values())
    return drawn and not alone and (figures > 0 or words > 1)


def _overlap(one: Area, other: Area) -> bool:
    """Whether two cells share a column."""
    return one.column < other.column + other.colspan and other.column < one.column + one.colspan


def _squeezed(table: Table, row: int) -> list[tuple[int, int, int, str]]:
    """The cells that begin in a row, for comparing."""
    return sorted(
        (area.column, area.colspan, area.rowspan, "".join(area.text.split())) for area in table.areas if area.row == row
    )


def _drop_header(whole: Table, piece: Table) -> None:
    """Take away the rows at the top of a piece that repeat those at the top of the table."""
    same = 0
    while same < min(piece.rows, whole.rows) and _squeezed(piece, same) == _squeezed(whole, same):
        same += 1
    while same and any(area.row < same < area.end for area in piece.areas):
        same -= 1
    if same and any(area.text for area in piece.areas if area.row < same):
        _drop_rows(piece, same)


def _drop_rows(piece: Table, count: int) -> None:
    """Take away the first rows."""
    piece.areas = [area for area in piece.areas if area.row >= count]
    for area in piece.areas:
        area.row -= count
    piece.heights = piece.heights[count:]


def _drop_empty(piece: Table) -> None:
    """Take away a first row without text that is too low for any."""
    while piece.rows > 1 and piece.heights[0] <= _EMPTY:
        top = [area for area in piece.areas if area.row == 0]
        if any(area.text or area.rowspan > 1 for area in top):
            return
        _drop_rows(piece, 1)
