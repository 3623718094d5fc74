"""The blocks of a document as the scanner works on them: one item a paragraph or a row of a grid."""

from __future__ import annotations

from msgspec import Struct

from disclint.document import Cell, Document, Layout, Paragraph, Position
from disclint.scanner.keys import key

_KEYED = 120  # characters of a paragraph its key is made of: no label or heading is longer
_MORE = "…"  # what a key ends with that is not whole, so that it equals no label's


class Item(Struct):
    """A paragraph (`cells` empty) or a row. `grid` numbers the grid a row came from, so that page fragments stay apart."""

    text: str
    key: str
    position: Position
    number: str = ""  # automatic numbering in front of a paragraph
    cells: tuple[Cell, ...] = ()
    layout: Layout = Layout.PACKED
    grid: int = -1

    @property
    def is_row(self) -> bool:
        """Whether the item is a row of a grid."""
        return self.grid >= 0


def items_of(document: Document) -> list[Item]:
    """Paragraphs with any text and rows with any cell, in order. A row of one filled cell keeps its text as its own."""
    items: list[Item] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            text = block.text.strip()
            if text:
                items.append(Item(text, _key(block.number + text), block.position, block.number))
            continue
        for row in block.rows:
            filled = [cell for cell in row if cell.text]
            if not row:
                continue
            text = filled[0].text if len(filled) == 1 else ""
            first, last = row[0].position, row[-1].position
            position = (
                filled[0].position
                if filled
                else Position(first.line, first.column, last.end_line, last.end_column, first.page)
            )
            items.append(Item(text, key(text) if text else "", position, "", row, block.layout, number))
    return items


def _key(text: str) -> str:
    """The key of a paragraph, or of its beginning; a row aligned by spaces is longer than what it says."""
    if len(text) <= _KEYED:
        return key(text)
    text = " ".join(text.split())
    return key(text) if len(text) <= _KEYED else key(text[:_KEYED]) + _MORE
