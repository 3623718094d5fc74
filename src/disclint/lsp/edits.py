"""From an old and a new text to the smallest changes that make one of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from disclint.lsp.wire import Edit, Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Edits of `old` that give `new`: none overlap, in order, and none touches what stays in its line."""
    if old == new:
        return ()
    before, after = _LINE.findall(old), _LINE.findall(new)
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    return tuple(_edit(*piece) for piece in _pieces(before, after, first + 1))


def _pieces(before: Sequence[str], after: Sequence[str], line: int) -> Iterator[tuple[str, str, int]]:
    """Runs of lines that differ, as old text, new text and the line the old one begins at."""
    if len(before) == len(after):  # fixes seldom add or take away a line
        for number, (old, new) in enumerate(zip(before, after, strict=True), line):
            if old != new:
                yield old, new, number
        return
    for kind, start, end, other_start, other_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind != "equal":
            yield "".join(before[start:end]), "".join(after[other_start:other_end]), line + start


def _edit(old: str, new: str, line: int) -> Edit:
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    # Between \r and \n there is no place an editor knows.
    if last and first and old[first - 1] == "\r" and old[first:].startswith("\n"):
        first -= 1
    if last and len(old) - last > 0 and old[len(old) - last - 1] == "\r" and old[len(old) - last] == "\n":
        last -= 1
    start, end = _place(old, first, line), _place(old, len(old) - last, line)
    return Edit(Span(*start, *end), new[first : len(new) - last])


def _place(text: str, offset: int, line: int) -> tuple[int, int]:
    """Line and column of an offset in a text that begins at `line`."""
    above = _LINE.findall(text[:offset])
    if above and above[-1].endswith(("\r", "\n")):
        return line + len(above), 1
    return line + max(len(above) - 1, 0), len(above[-1]) + 1 if above else 1
