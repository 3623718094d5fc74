"""Tables on a terminal: columns that line up under double-width characters."""

from __future__ import annotations

from collections.abc import Sequence

from disclint.output.frame import display_width


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset(), indent: str = "") -> list[str]:
    """One line a row, columns two blanks apart; those in `right` (counted from 0) end below each other."""
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [
        (
            indent
            + "  ".join(
                _padded(text, width, column in right)
                for column, (text, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in rows
    ]


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - display_width(text))
    return blanks + text if right else text + blanks
