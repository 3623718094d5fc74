"""The table whose one row has no label (复议、诉讼): fifteen values, in one row or in pieces, found by their number."""

from __future__ import annotations

from disclint.document import Layout
from disclint.scanner.rows import RawRow, Sorted
from disclint.scanner.strips import Slot, Strip
from disclint.scanner.vocabulary import Role, Vocabulary
from disclint.template import TableForm


def _value_strips(strips: list[Strip], table: TableForm, found: Sorted) -> list[Strip]:
    """The strips that hold values; the labels of the others are headers."""
    with_values: list[Strip] = []
    for strip in strips:
        for label, words in zip(strip.labels, strip.words, strict=True):
            head = next((word for word in words if word.table == table.id and word.role is not Role.ROW), None)
            if head:
                found.heads.append((label, head))
            else:
                found.unknown.append(label)
        if strip.filled or strip.glued:
            with_values.append(strip)
    return with_values


def _row_of(strips: list[Strip], row_id: str, slots: list[Slot]) -> RawRow:
    first = strips[0]
    return RawRow(
        labels=[],
        slots=slots,
        layout=first.layout,
        grid=first.grid,
        position=slots[0].position if slots else first.position,
        row=row_id,
        exact=True,
        glued=first.glued,
        width=first.width,
    )


def _blank_row(strips: list[Strip], width: int) -> Strip | None:
    """A row of blank cells under the header: blank, where the flattening shows blank cells at all."""
    last_head = max((i for i, strip in enumerate(strips) if strip.labels), default=-1)
    for strip in strips[last_head + 1 :]:
        if not strip.filled and len(strip.slots) >= width:
            return strip
    return None


def sort_unlabelled(strips: list[Strip], table: TableForm, vocabulary: Vocabulary) -> Sorted:
    """Sort the strips of a one-row table. Values that are not as many as the columns are left for placing to doubt."""
    del vocabulary
    found = Sorted()
    width = len(table.bands[0].columns)
    row_id = table.bands[0].rows[0].id
    with_values = _value_strips(strips, table, found)
    # Words of the header that were cut or garbled are no row of this table.
    whole = [strip for strip in with_values if len(strip.filled) == width]
    if len(whole) == 1:
        found.rows.append(_row_of(whole, row_id, whole[0].slots))
    elif with_values:
        slots = [slot for strip in with_values for slot in strip.slots]
        if len(with_values) > 1:
            for number, slot in enumerate(slots):
                slot.column = number
        row = _row_of(with_values, row_id, slots)
        labelled = any(strip.labels for strip in with_values)
        if len(with_values) > 1 or labelled:
            # In pieces only a full count proves anything.
            row.layout = Layout.PACKED
            row.slots = row.filled
        found.rows.append(row)
    else:
        blank = _blank_row(strips, width)
        if blank:
            found.rows.append(_row_of([blank], row_id, blank.slots))
    return found
