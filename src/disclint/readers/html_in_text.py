"""Tables of HTML inside a text: Markdown has them where cells are merged, and so does what OCR programs write."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPEN = re.compile(r"<table\b", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)


def html_ranges(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The lines, first inclusive and last exclusive, of each table, tags on the lines around it included.

    A table that is never closed is left as text.
    """
    last_close = next((number for number in range(len(lines) - 1, -1, -1) if _CLOSE.search(lines[number])), -1)
    done = number = 0
    while number <= last_close:
        if not _OPEN.search(lines[number]):
            number += 1
            continue
        first, depth = number, 0
        while number <= last_close:
            depth += len(_OPEN.findall(lines[number])) - len(_CLOSE.findall(lines[number]))
            number += 1
            if depth <= 0:
                break
        while first > done and lines[first - 1].startswith("<"):
            first -= 1
        while number < len(lines) and lines[number].startswith("</"):
            number += 1
        yield first, number
        done = number
