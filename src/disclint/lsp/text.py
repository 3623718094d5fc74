"""The text of a document as an editor changes it, and places in it in the editor's units.

pygls has this too, but takes form feeds and other signs that Word leaves behind for ends of lines, which the protocol
and our readers do not.
"""

from __future__ import annotations

import re
from enum import Enum

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Units(Enum):
    """What an editor counts the characters of a line in."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def of(self, text: str) -> int:
        """How long a text is."""
        if self is Units.UTF32 or text.isascii():
            return len(text)
        if self is Units.UTF8:
            return len(text.encode())
        return len(text) + sum(character > "\uffff" for character in text)

    def index(self, text: str, units: int) -> int:
        """The character a number of units from the beginning; one that is in the middle of it is taken for its start."""
        if self is Units.UTF32 or text.isascii() or units <= 0:
            return min(max(units, 0), len(text))
        if self is Units.UTF8:
            return len(text.encode()[:units].decode(errors="ignore"))
        return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))


class Text:
    """A text in lines, each with what ends it; the last one, which nothing ends, may be empty."""

    __slots__ = ("_joined", "_units", "lines")

    def __init__(self, text: str, units: Units) -> None:
        self._units = units
        self._joined: str | None = None
        self.lines = _lines(_sound(text))

    def __str__(self) -> str:
        if self._joined is None:
            self._joined = "".join(self.lines)
        return self._joined

    def change(self, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        """Put `text` in place of what stands between two places, as line and units, both from 0."""
        first, begin = self.place(*start)
        last, stop = self.place(*max(start, end))
        middle = self.lines[first][:begin] + _sound(text) + self.lines[last][stop:]
        # A \r and a \n that come together are one end of a line.
        if first and self.lines[first - 1].endswith("\r"):
            first -= 1
            middle = self.lines[first] + middle
        if middle.endswith("\r") and last + 1 < len(self.lines):
            last += 1
            middle += self.lines[last]
        new = _lines(middle)
        if last + 1 < len(self.lines) and not new[-1]:
            new.pop()
        self.lines[first : last + 1] = new
        self._joined = None

    def place(self, line: int, units: int) -> tuple[int, int]:
        """Line and character of a place, both from 0; one past the end of its line or of the text is that end."""
        if line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        row = self.lines[max(line, 0)]
        return max(line, 0), self._units.index(row.rstrip("\r\n"), units)

    def units(self, line: int, character: int) -> int:
        """How many units the first characters of a line are; both count from 0."""
        return self._units.of(self.lines[line][:character]) if 0 <= line < len(self.lines) else 0


def _sound(text: str) -> str:
    """Without halves of characters, which JSON can carry and no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _lines(text: str) -> list[str]:
    lines = _LINE.findall(text)
    if not lines or lines[-1].endswith(("\r", "\n")):
        lines.append("")
    return lines
