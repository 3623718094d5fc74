"""What all flattenings share: the pieces of a report in order, each table through a renderer of its own."""

from __future__ import annotations

from collections.abc import Callable

from disclint.testing import Heading, PhysicalGrid, SampleReport


def flatten(
    report: SampleReport, table: Callable[[PhysicalGrid], str], *, gap: str = "\n", marked: bool = False
) -> str:
    """The report as text with `gap` between its pieces; `marked` puts Markdown's # before headings."""
    parts = []
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            parts.append(table(piece))
        elif marked and isinstance(piece, Heading):
            parts.append("#" * piece.level + " " + piece.text)
        else:
            parts.append(piece.text)
    return gap.join(parts) + "\n"


def one_line(text: str, joint: str = " ") -> str:
    """The paragraphs of a cell on one line."""
    return text.replace("\n", joint)
