"""Characters to lines of text, and lines to the text of a cell or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from disclint.readers.pdf_types import Char, Line

_WHITE = " \u00a0\u3000\t"
_WORD = re.compile(r"[A-Za-z0-9]")
# What cannot be parted at the beginning of a line: a word or a character with the marks that must stay beside it.
_UNIT = re.compile(r"[（(《〈“‘「『【〔]*(?:[A-Za-z0-9.,%/]+|.)[）)》〉”’」』】〕、，。；：！？,;:!?…—]*")
# How a heading, an item or the label of a row begins: 一、 （二） 3.
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s*[.．、](?!\d)"
)
_DIGITS = re.compile(r"[+\-－−]?[\d０-９.,．，]+")
_LETTER = re.compile(r"[A-Za-z]")

WORD_GAP = 0.3  # parts of the size of type: a gap that parts two words or numbers
COLUMN_GAP = 1.3  # a gap that parts two columns


def lines_of(chars: Iterable[Char], page: int) -> list[Line]:
    """Lines from top to bottom; characters belong to one line when their baselines are close."""
    ordered = sorted(chars, key=lambda char: (char.y, char.x0))
    lines: list[Line] = []
    row: list[Char] = []
    base = 0.0
    for char in ordered:
        if row and char.y - base > 0.4 * max(char.size, row[0].size):
            _add(lines, row, page)
            row = []
        if not row:
            base = char.y
        row.append(char)
    _add(lines, row, page)
    return lines


def _add(lines: list[Line], row: list[Char], page: int) -> None:
    row.sort(key=lambda char: char.x0)
    inked = [char for char in row if char.text not in _WHITE]
    if not inked:
        return
    parts: list[str] = []
    gaps = 0
    last: Char | None = None
    space = ""
    for char in row:
        if char.text in _WHITE:
            if last is not None:
                space += char.text
            continue
        if last is not None:
            gap = char.x0 - last.x1
            size = max(char.size, last.size)
            if char.text == last.text and char.x0 - last.x0 < 0.12 * size:
                continue  # printed twice, a little apart: bold for the poor
            if gap > COLUMN_GAP * size:
                gaps += 1
                space = space if len(space) > 1 else "  "
            elif not space and gap > WORD_GAP * size and _WORD.match(char.text) and _WORD.match(last.text):
                space = " "
        parts.append(space + char.text)
        space = ""
        last = char
    size = median(char.size for char in inked)
    text = "".join(parts)
    unit = _UNIT.match(text)
    first = inked[min(unit.end(), len(inked)) - 1 if unit else 0].x1 - inked[0].x0
    lines.append(Line(text, inked[0].x0, inked[-1].x1, median(c.y for c in inked), size, page, gaps, first))


def breaks(lines: Sequence[Line], room: float) -> list[bool]:
    """For each line but the first whether it begins a paragraph, where a line has `room` points.

    It does if its beginning had room on the line above. A number is only broken where all of it has no room.
    """
    number = all(_DIGITS.fullmatch(line.text) for line in lines)
    if number and sum(line.x1 - line.x0 for line in lines) > room - 0.2 * lines[0].size:
        return [False] * (len(lines) - 1)
    return [line.x1 - line.x0 + following.first <= room - 0.2 * line.size for line, following in pairwise(lines)]


def join(lines: Sequence[Line], new: Sequence[bool]) -> str:
    """The text of several lines: nothing between two parts of one paragraph, a space between two Latin words.

    `new` tells for each line but the first whether it begins a paragraph.
    """
    text = lines[0].text if lines else ""
    for (line, following), begins in zip(pairwise(lines), new, strict=True):
        if begins:
            text += "\n"
        elif _LETTER.match(line.text[-1]) and _LETTER.match(following.text):
            text += " "
        text += following.text
    return text
