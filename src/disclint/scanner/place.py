"""Values to columns, by evidence: as many values as columns; as many slots; the columns of fuller rows; else doubt.

A value is never put into a column on a guess: a cell whose column cannot be known is ambiguous.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from disclint.document import Layout, Position
from disclint.report import CellState, Evidence, Value
from disclint.scanner.rows import RawRow
from disclint.scanner.strips import Slot
from disclint.template import ColumnForm

BLANK = Value(CellState.BLANK)
AMBIGUOUS = Value(CellState.AMBIGUOUS)


class Placed(Struct, frozen=True):
    """What a column of a row holds, and by what evidence."""

    text: str
    value: Value
    position: Position
    evidence: Evidence


class Columns(Struct, frozen=True):
    """Where the value columns of a grid are.

    `by_depth` gives the first value slot for rows whose label stands in a slot (full rows of that kind agree);
    `fixed` is the first value slot of every row, `packed` says values follow right behind the label.
    """

    by_depth: dict[int, int]
    fixed: int | None = None
    packed: bool = False

    def start(self, label_column: int) -> int | None:
        """The slot of the first value column of a row, None when nothing tells."""
        if label_column in self.by_depth:
            return self.by_depth[label_column]
        if self.fixed is not None:
            return self.fixed
        return label_column + 1 if self.packed else None


def _of_slot(slot: Slot, evidence: Evidence) -> Placed:
    return Placed(slot.text, slot.value, slot.position, evidence)


def ambiguous(raw: RawRow, width: int) -> list[Placed]:
    """Every column in doubt."""
    return [Placed("", AMBIGUOUS, raw.position, Evidence.NONE)] * width


def _blank(raw: RawRow, width: int, evidence: Evidence) -> list[Placed]:
    return [Placed("", BLANK, raw.position, evidence)] * width


def one_line(raw: RawRow) -> bool:
    """Whether the row stands on one line of the source, so that blank cells at its end may have been trimmed."""
    lines = {slot.position.line for slot in raw.slots}
    return len(lines) <= 1


def find_columns(rows: list[tuple[RawRow, int]]) -> Columns | None:
    """Where the value columns of one grid are, from its rows with their numbers of columns; None if nothing tells."""
    full = [(raw, width) for raw, width in rows if len(raw.filled) == width]
    if not full:
        widths = {width for _, width in rows}
        return _columns_of_partial_rows([raw for raw, _ in rows], widths.pop()) if len(widths) == 1 else None
    starts: dict[int, set[int]] = {}
    for raw, width in full:
        contiguous = raw.filled[-1].column - raw.filled[0].column == width - 1
        starts.setdefault(raw.label_column, set()).add(raw.filled[0].column if contiguous else -1)
    by_depth = {depth: found.pop() for depth, found in starts.items() if len(found) == 1 and -1 not in found}
    if len(by_depth) < len(starts):
        return Columns(by_depth)
    first = set(by_depth.values())
    if len(first) == 1 and (len(by_depth) > 1 or first != {depth + 1 for depth in by_depth}):
        return Columns(by_depth, fixed=first.pop())
    # Full rows of one depth say nothing of rows whose label stands elsewhere.
    packed = len(by_depth) > 1 and all(start == depth + 1 for depth, start in by_depth.items())
    return Columns(by_depth, packed=packed)


def _columns_of_partial_rows(raws: list[RawRow], width: int) -> Columns | None:
    """Without a full row: the one reading under which every value of the grid lies within the value columns."""
    some = [raw for raw in raws if raw.filled]
    if not some:
        return None
    deepest = max(raw.label_column for raw in raws)
    lowest = min(raw.filled[0].column for raw in some)
    highest = max(raw.filled[-1].column for raw in some)
    packed = all(raw.filled[-1].column <= raw.label_column + width for raw in some)
    fixed = [first for first in range(deepest + 1, lowest + 1) if highest < first + width]
    if packed and not fixed:
        return Columns({}, packed=True)
    if not packed and len(fixed) == 1:
        return Columns({}, fixed=fixed[0])
    return None


def _by_columns(raw: RawRow, width: int, columns: Columns, trimmed: bool) -> list[Placed] | None:
    """Place by slot number; None when a value lies outside the columns or slots were lost."""
    start = columns.start(raw.label_column)
    if start is None:
        return None
    by_column = {slot.column: slot for slot in raw.slots}
    if any(not start <= slot.column < start + width for slot in raw.filled):
        return None
    last = raw.slots[-1].column if raw.slots else -1
    if last < start + width - 1 and not (trimmed and one_line(raw)):
        return None
    placed: list[Placed] = []
    for number in range(start, start + width):
        slot = by_column.get(number)
        placed.append(_of_slot(slot, Evidence.TABS) if slot else Placed("", BLANK, raw.position, Evidence.TABS))
    return placed


def _repeated(raw: RawRow, columns: tuple[ColumnForm, ...]) -> list[Placed] | None:
    """A merged cell whose value a converter wrote once for each column it covers."""
    filled = raw.filled
    if len(filled) != sum(column.span for column in columns):
        return None
    placed: list[Placed] = []
    start = 0
    for column in columns:
        part = filled[start : start + column.span]
        if len({slot.text for slot in part}) != 1:
            return None
        placed.append(_of_slot(part[0], Evidence.COUNT))
        start += column.span
    return placed


def _one_a_column(slots: list[Slot]) -> list[Slot] | None:
    """The slots of the pieces of one row, broken over pages, as one row; None if two pieces fill the same column."""
    by_column: dict[int, Slot] = {}
    for slot in slots:
        known = by_column.get(slot.column)
        if known is None or not known.text:
            by_column[slot.column] = slot
        elif slot.text:
            return None
    return [by_column[column] for column in sorted(by_column)] if len(by_column) < len(slots) else slots


class Placer(Struct):
    """Places the rows of one table band by band; `grids` gives what is known of each grid's columns."""

    grids: dict[int, Columns | None]
    trimmed: dict[int, bool]
    header: dict[int, dict[int, str]]  # exact layout: grid → slot → column id
    blanks_kept: bool  # whether a row with no value at all is blank, or may have lost its values

    def place(self, raw: RawRow, columns: tuple[ColumnForm, ...]) -> list[Placed]:
        """One entry for each column."""
        width = len(columns)
        filled = raw.filled
        if raw.layout is Layout.EXACT and (raw.grid in self.header or len(filled) != width or raw.strips > 1):
            return self._by_header(raw, columns)
        if len(filled) == width:
            evidence = Evidence.GRID if raw.layout is Layout.EXACT else Evidence.COUNT
            return [Placed(slot.text, slot.value, slot.position, evidence) for slot in filled]
        if not filled:
            sure = (self.blanks_kept and not raw.torn) or raw.layout is Layout.SLOTS
            return _blank(raw, width, Evidence.SLOTS) if sure else ambiguous(raw, width)
        if len(filled) > width:
            return _repeated(raw, columns) or ambiguous(raw, width)
        heads = self.header.get(raw.grid)
        if heads and raw.layout is Layout.SLOTS and one_line(raw):
            by_column = {slot.column: slot for slot in raw.slots}
            if all(column in by_column for column in heads) and all(slot.column in heads for slot in filled):
                return [_of_slot(by_column[column], Evidence.TABS) for column in sorted(heads)]
        known = self.grids.get(raw.grid)
        if known and raw.layout is Layout.SLOTS:
            placed = _by_columns(raw, width, known, self.trimmed.get(raw.grid, False))
            if placed:
                return placed
        cell_by_cell = not one_line(raw) or raw.layout is Layout.PACKED
        if len(raw.slots) == width and cell_by_cell and any(not slot.text for slot in raw.slots):
            return [_of_slot(slot, Evidence.SLOTS) for slot in raw.slots]
        return ambiguous(raw, width)

    def _by_header(self, raw: RawRow, columns: tuple[ColumnForm, ...]) -> list[Placed]:
        heads = self.header.get(raw.grid, {})
        width = len(columns)
        slots = _one_a_column(raw.slots)
        if slots is None:
            return ambiguous(raw, width)
        by_id: dict[str, Slot] = {}
        for slot in slots:
            column_id = heads.get(slot.column)
            if column_id:
                by_id[column_id] = slot
        if width == 1 and len(slots) >= 1:
            slot = next((slot for slot in slots if slot.text), slots[0])
            return [_of_slot(slot, Evidence.GRID)]
        if all(column.id in by_id for column in columns):
            return [_of_slot(by_id[column.id], Evidence.GRID) for column in columns]
        if len(slots) == width:
            return [_of_slot(slot, Evidence.GRID) for slot in slots]
        if len(slots) > width and not any(slot.text for slot in slots[: len(slots) - width]):
            return [_of_slot(slot, Evidence.GRID) for slot in slots[-width:]]
        return ambiguous(raw, width)


def by_habit(rows: list[tuple[RawRow, list[Placed]]], last: int) -> None:
    """A row whose last column (the total) alone stays blank while every other row of its kind fills it.

    Converters lose empty cells, they do not add any: where all rows with as many values fill the same columns,
    total included, and one row's values stop a column short, its last value is the total.
    """
    patterns = [tuple(i for i, cell in enumerate(placed) if cell.text) for _, placed in rows]
    partial = [p for p in patterns if 0 < len(p) <= last]
    if not partial or any(len(p) > last for p in patterns):
        return
    habit, times = Counter(partial).most_common(1)[0]
    if times < 2 or habit[-1] != last or len(set(partial)) != 2 or len(partial) - times != 1:
        return
    for (_, placed), pattern in zip(rows, patterns, strict=True):
        if not pattern or pattern == habit or len(pattern) != len(habit) or pattern[:-1] != habit[:-1]:
            continue
        if pattern[-1] == last - 1:
            moved = placed[last - 1]
            placed[last] = Placed(moved.text, moved.value, moved.position, Evidence.HABIT)
            placed[last - 1] = Placed("", BLANK, moved.position, Evidence.HABIT)
