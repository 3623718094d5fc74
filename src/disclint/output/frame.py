"""The source row under a finding, with a caret that is right under double-width characters."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from disclint.document import Position
from disclint.output.text import safe_row

_TAB = 4
_WIDTH = 100  # display columns of a row that are shown; a paragraph may be one line of two thousand characters
_BEFORE = 40  # of them before the caret, when the row is cut
_MARGIN = "…"


class Frame(Struct, frozen=True):
    """A source row as shown, and the blanks and carets to put below it."""

    row: str
    indent: str
    carets: str


def display_width(text: str) -> int:
    """Columns a terminal takes for text: two for wide and full-width characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def frame(row: str, position: Position) -> Frame:
    """Cut `row` around `position`, expand its tabs and mark what is meant; columns are code points from 1."""
    row = safe_row(row.rstrip("\r\n"))
    start = min(position.column - 1, len(row))
    end = _end(position, start, len(row))
    first, last = _window(row, start)
    before = _expand((_MARGIN if first else "") + row[first:start], 0)
    marked = _expand(row[start : min(end, last)], display_width(before))
    after = _expand(row[min(end, last) : last], display_width(before + marked))
    return Frame(
        row=(before + marked + after + (_MARGIN if last < len(row) else "")).rstrip(),
        indent=" " * display_width(before),
        carets="^" * max(display_width(marked), 1),
    )


def _end(position: Position, start: int, length: int) -> int:
    if position.end_line is not None and position.end_line > position.line:
        return length
    if position.end_column is None:
        return min(start + 1, length)
    return max(min(position.end_column - 1, length), start)


def _window(row: str, start: int) -> tuple[int, int]:
    """Indices of the part of the row to show: whole if it fits, else some before the caret and the rest after it."""
    room = _WIDTH * 2
    if len(row) <= _WIDTH and display_width(row) <= _WIDTH:
        return 0, len(row)
    first = start
    used = 0
    while first > 0 and used < _BEFORE and start - first < room:
        first -= 1
        used += _width(row[first])
    last = start
    while last < len(row) and used < _WIDTH and last - start < room:
        used += _width(row[last])
        last += 1
    return first, last


def _expand(text: str, column: int) -> str:
    if "\t" not in text:
        return text
    pieces = []
    for character in text:
        piece = " " * (_TAB - column % _TAB) if character == "\t" else character
        pieces.append(piece)
        column += _width(piece) if character != "\t" else len(piece)
    return "".join(pieces)


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
