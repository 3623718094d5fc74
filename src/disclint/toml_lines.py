"""On which line of a TOML file a key stands: the standard library's parser does not say, and errors should.

Looked at only when there is something to complain of, or an entry to point at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Path = Sequence[str | int]

_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.|$|=|\])""")


def line_of(text: str, path: Path, within: Path = ()) -> int:
    """The 1-based line of a key, `("suppress", 1, "code")` being `code` in the second `[[suppress]]`.

    Of a key that cannot be found (in an inline table, say) the line of the nearest one around it; 1 if there is none.
    """
    wanted = tuple(map(str, (*within, *path)))
    best, line = 0, 1
    for number, found in _keys(text):
        if found[: len(wanted)] == wanted:
            return number
        shared = _shared(found, wanted)
        if shared == len(found) and shared > best:
            best, line = shared, number
    return line


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _keys(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, full key) of every table header and every key at the beginning of a line."""
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    quotes = ""
    for number, line in enumerate(text.split("\n"), 1):
        if quotes:  # inside a string of several lines
            quotes = "" if quotes in line else quotes
            continue
        stripped = line.strip()
        if stripped.startswith("[["):
            name = _split(stripped[2:])
            counts[name] = counts.get(name, -1) + 1
            table = (*_numbered(name[:-1], counts), *name[-1:], str(counts[name]))
            yield number, table
        elif stripped.startswith("["):
            table = _numbered(_split(stripped[1:]), counts)
            yield number, table
        elif stripped and not stripped.startswith("#"):
            key = _split(stripped)
            if key:
                yield number, (*table, *key)
            quotes = next((mark for mark in ('"""', "'''") if line.count(mark) == 1), "")


def _numbered(name: tuple[str, ...], counts: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """The key of a table that may lie in the last element of an array of tables."""
    for length in range(len(name), 0, -1):
        if name[:length] in counts:
            return (*name[:length], str(counts[name[:length]]), *name[length:])
    return name


def _split(text: str) -> tuple[str, ...]:
    """The parts of a dotted key at the beginning of a text; none if there is no key."""
    parts: list[str] = []
    offset = 0
    while found := _PART.match(text, offset):
        parts.append(next(part for part in found.groups()[:3] if part is not None))
        offset = found.end()
        if found[4] != ".":
            return tuple(parts)
    return ()
