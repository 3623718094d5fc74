"""What would change, as a unified diff: of the text, or of what is read where the file is no text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from disclint.engine import Settings, read_data
from disclint.fixes.pieces import Pieces

_LINE = re.compile(r".*?(?:\r\n|\r|\n|\Z)", re.DOTALL)


def unified(filename: str, old: bytes, new: bytes, settings: Settings) -> str:
    """The difference of two contents of a file, "" if there is none; line ends are those of the file."""
    if old == new:
        return ""
    before, after = (_lines(data, filename, settings) for data in (old, new))
    return "".join(_ended(difflib.unified_diff(before, after, filename, filename)))


def _lines(data: bytes, filename: str, settings: Settings) -> list[str]:
    document = read_data(data, filename, settings)
    if document.encoding is None:
        return [f"{text}\n" for text in Pieces(document).texts()]
    return [line for line in _LINE.findall(data.decode(document.encoding)) if line]


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
