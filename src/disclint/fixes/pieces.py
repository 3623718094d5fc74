"""The texts of a document that an edit can be in, and which of them it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from disclint.document import Cell, Document, Grid, Paragraph, Position
from disclint.fix import Edit

Piece = Paragraph | Cell
_Key = tuple[int, int, int | None, int | None]


class Spot(Struct, frozen=True):
    """Put `text` in place of `start`…`end` of the text of piece `index`."""

    index: int
    start: int
    end: int
    text: str


class Pieces:
    """The paragraphs and cells of a document, in order."""

    __slots__ = ("_at", "_on", "all")

    def __init__(self, document: Document) -> None:
        self.all: list[Piece] = []
        for block in document.blocks:
            if isinstance(block, Grid):
                self.all += [cell for row in block.rows for cell in row]
            else:
                self.all.append(block)
        self._at: dict[_Key, list[int]] = {}
        self._on: dict[int, list[int]] = {}
        for index, piece in enumerate(self.all):
            self._at.setdefault(_key(piece.position), []).append(index)
            self._on.setdefault(piece.position.line, []).append(index)

    def find(self, edit: Edit) -> Spot | None:
        """Where an edit is, cut down to what it really changes; None if it is in no piece, or may be in several.

        An edit at the position of a piece is of its whole text. Any other is counted from where the piece begins,
        which is sound where its text runs along its line.
        """
        whole = self._at.get(_key(edit.position), ())
        if whole:
            return _cut(whole[0], self.all[whole[0]].text, edit.text) if len(whole) == 1 else None
        inside = [index for index in self._on.get(edit.position.line, ()) if _holds(self.all[index], edit.position)]
        if len(inside) != 1:
            return None
        index, begin, end = inside[0], edit.position.column, edit.position.end_column
        offset = self.all[index].position.column
        assert end is not None
        return Spot(index, begin - offset, end - offset, edit.text)

    def texts(self, spots: Iterable[Spot] = ()) -> list[str]:
        """What is read of the document once `spots` are made; spaces as one, paragraphs without text left out."""
        texts = [piece.text for piece in self.all]
        for spot in sorted(spots, key=lambda spot: (spot.start, spot.end), reverse=True):
            text = texts[spot.index]
            texts[spot.index] = text[: spot.start] + spot.text + text[spot.end :]
        flat = (" ".join(text.split()) for text in texts)
        return [text for text, piece in zip(flat, self.all, strict=True) if text or isinstance(piece, Cell)]


def changed(text: str, spot: Spot) -> str:
    """The text of a piece with the change made."""
    return text[: spot.start] + spot.text + text[spot.end :]


def overlap(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether ranges overlap; two insertions at one place do, one at the edge of a range does not."""
    return any(
        (start < end_other and start_other < end) or (start, end) == (start_other, end_other)
        for start, end in some
        for start_other, end_other in others
    )


def _key(position: Position) -> _Key:
    return position.line, position.column, position.end_line, position.end_column


def _holds(piece: Piece, position: Position) -> bool:
    own = piece.position
    if None in (own.end_column, position.end_column) or not own.line == own.end_line == position.end_line:
        return False
    assert own.end_column is not None
    assert position.end_column is not None
    if own.end_column - own.column != len(piece.text):
        return False
    return own.column <= position.column <= position.end_column <= own.end_column


def _cut(index: int, old: str, new: str) -> Spot:
    """Without what both texts begin and end with, so that nothing is touched that stays."""
    first = 0
    most = min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return Spot(index, first, len(old) - last, new[first : len(new) - last])
