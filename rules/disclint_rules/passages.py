"""The prose of a report as one text: a rule searches it once, and each hit finds its way back to its paragraph."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from disclint.api import Position, Report, Text
from disclint_rules.once import once
from disclint_rules.prose import places, within

_FRAGMENT = 15  # characters: shorter pieces beside a table are mostly cells of it
_TABLES = frozenset(("active_disclosure", "requests", "review_litigation"))


@dataclass(frozen=True, slots=True)
class Prose:
    """`text` holds the paragraphs, one a line; `blocks` are they with their node paths, `starts` their offsets."""

    text: str
    blocks: tuple[tuple[str, Text], ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> tuple[str, Text, int]:
        """The node path and the paragraph an offset falls into, and the offset within it."""
        index = bisect_right(self.starts, offset) - 1
        path, block = self.blocks[index]
        return path, block, offset - self.starts[index]

    def begin(self, offset: int) -> int:
        """The offset at which the paragraph begins that an offset falls into."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def place(self, start: int, end: int) -> tuple[str, Position]:
        """The node path and the position of a part that lies in one paragraph."""
        path, block, offset = self.at(start)
        return path, within(block, offset, offset + end - start)


@once
def prose_of(report: Report) -> Prose:
    """All paragraphs and sub-headings; the scraps of a table beside it are left out."""
    blocks: list[tuple[str, Text]] = []
    starts: list[int] = []
    offset = 0
    for path, block in places(report):
        if path in _TABLES and len(block.text) < _FRAGMENT:
            continue
        blocks.append((path, block))
        starts.append(offset)
        offset += len(block.text) + 1
    return Prose("\n".join(block.text for _, block in blocks), tuple(blocks), tuple(starts))
