"""Text and Markdown: the decoded text with its own line ends, changed in places, and back into the same encoding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclint.document import Cell, Document, Position
from disclint.fix import Edit
from disclint.fixes import Replacement, UnfixableError
from disclint.fixes.pieces import Piece, Pieces, Spot

_NEWLINE = re.compile(r"\r\n|\r|\n")
_MARKS = " \t\u00a0\u3000\ufeff\f\v#>*_|"  # what a reader takes away before the text of a line or cell
_BAR = re.compile(r"(?<!\\)\|")

Span = tuple[int, int]
UNSURE: Span = (-1, -1)


class TextSource:
    """A text file. UnfixableError if encoding what was decoded would not give the same bytes."""

    def __init__(self, data: bytes, document: Document, pieces: Pieces) -> None:
        self._pieces = pieces
        self._encoding = _codec(data, document.encoding or "")
        try:
            self.text = data[len(self._mark(data)) :].decode(self._encoding)
            same = self._encode(self.text, data) == data
        except (UnicodeError, LookupError):
            same = False
        starts = _starts(self.text, document.lines) if same else None
        if starts is None:
            raise UnfixableError(
                "文件编码有损坏，写回时不能保证其余内容一字不变 (damaged encoding: the rest might not stay as it is)"
            )
        self._starts = starts
        self._data = data

    def at(self, spot: Spot) -> tuple[Replacement, ...]:
        """See `Source.at`: every character of a piece stands somewhere in the file, or nothing of it is changed."""
        piece = self._pieces.all[spot.index]
        spans = self.spans(piece)
        if spans is None:
            raise _unplaced()
        first = self._offset(piece.position)
        if spot.start < spot.end:
            place = spans[spot.start][0]
        else:
            place = spans[spot.start - 1][1] if spot.start else spans[0][0] if spans else self._room(first)
        if place < 0 or UNSURE in spans[spot.start : spot.end]:
            raise _unplaced()
        changes = [Replacement(place, place, self.escaped(spot.text, piece))] if spot.text else []
        for start, end in spans[spot.start : spot.end]:
            if changes and changes[-1].end == start:
                last = changes.pop()
                changes.append(Replacement(last.start, end, last.text))
            else:
                changes.append(Replacement(start, end, ""))
        return tuple(changes)

    def raw(self, edit: Edit) -> Replacement:
        """See `Source.raw`."""
        position = edit.position
        start = self._offset(position)
        end = self._end(position)
        old = self.text[start:end]
        if end < start or (old and "".join(old.split()) != "".join(edit.text.split())):
            raise _unplaced()
        if not edit.text and self.text[start - 1 : start].isdigit() and self.text[end : end + 1].isdigit():
            raise _unplaced()  # two numbers would become one
        newline = _NEWLINE.search(self.text)
        return Replacement(start, end, edit.text.replace("\n", newline[0] if newline else "\n"))

    def write(self, replacements: Sequence[Replacement]) -> bytes:
        """See `Source.write`."""
        text = self.text
        for change in sorted(replacements, key=lambda change: (change.start, change.end), reverse=True):
            text = text[: change.start] + change.text + text[change.end :]
        try:
            return self._encode(text, self._data)
        except UnicodeEncodeError as error:
            character = text[error.start : error.end]
            raise UnfixableError(
                f"修复要写入的“{character}”在文件编码 {self._encoding} 中没有 (not in the encoding of the file)"
            ) from error

    def spans(self, piece: Piece) -> list[Span] | None:
        """Where each character of a piece stands in the text; None if it reads otherwise there."""
        start = self._offset(piece.position)
        if not piece.text:
            return []
        spans = _aligned(self.text, start, piece.text)
        if spans is None:
            # A reader may give the place before the marks and blanks it took away.
            skipped = len(self.text) - len(self.text[start:].lstrip(_MARKS))
            spans = _aligned(self.text, skipped, piece.text)
        return spans

    def escaped(self, text: str, piece: Piece) -> str:
        """New text as it is written in the file."""
        return _BAR.sub(r"\\|", text) if isinstance(piece, Cell) else text

    def slice(self, position: Position) -> tuple[int, str]:
        """The offset of a position, and what stands there."""
        start = self._offset(position)
        return start, self.text[start : self._end(position)]

    def _room(self, place: int) -> int:
        """Where to write in an empty cell: between the blanks of `|  |`."""
        return place + 1 if self.text[place - 1 : place + 2] == "|  " else place

    def _end(self, position: Position) -> int:
        if position.end_line is None or position.end_column is None:
            raise _unplaced()
        return self._offset(Position(position.end_line, position.end_column))

    def _offset(self, position: Position) -> int:
        if not 1 <= position.line <= len(self._starts):
            raise _unplaced()
        offset = self._starts[position.line - 1] + position.column - 1
        if offset > len(self.text):
            raise _unplaced()
        return offset

    def _mark(self, data: bytes) -> bytes:
        """The byte order mark, which the codec of UTF-16 would not write as it was."""
        return data[:2] if self._encoding.startswith("utf-16") and data[:2] in (b"\xff\xfe", b"\xfe\xff") else b""

    def _encode(self, text: str, data: bytes) -> bytes:
        return self._mark(data) + text.encode(self._encoding)


def _codec(data: bytes, encoding: str) -> str:
    if encoding == "utf-16":
        return "utf-16-be" if data.startswith(b"\xfe\xff") else "utf-16-le"
    return encoding


def _starts(text: str, lines: Sequence[str]) -> list[int] | None:
    """Where each line as read begins; None if the text is not these lines. What ends a line is for the reader to say."""
    starts: list[int] = []
    place = 0
    for line in lines:
        if starts:
            newline = _NEWLINE.match(text, place)
            if newline is None:
                return None
            place = newline.end()
        if not text.startswith(line, place):
            return None
        starts.append(place)
        place += len(line)
    return starts if place == len(text) else None


def _aligned(source: str, start: int, text: str) -> list[Span] | None:
    """Where each character stands from `start` on; a backslash before one counts as part of it."""
    spans: list[Span] = []
    place = start
    for character in text:
        here = place
        if character == "\n":  # a cell that goes on in the next line
            while place < len(source) and source[place].isspace():
                place += 1
        elif source.startswith("\\" + character, place):
            place += 2
        elif source.startswith(character, place):
            place += 1
        if place == here:
            return None
        spans.append((here, place))
    return spans


def _unplaced() -> UnfixableError:
    return UnfixableError("在文件中的位置不能确定 (its place in the file is not sure)")
