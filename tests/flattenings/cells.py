"""Flattenings that give a cell a line of its own, or lose the border between cells."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence

from disclint.testing import GridCell, PhysicalGrid, SampleReport
from flattenings.document import flatten, one_line


def tika(report: SampleReport, rng: random.Random) -> str:
    r"""As seeds 001 and 004: `\t` opens a cell, a further paragraph of it has no tab, an empty line ends a row.

    Columns a cell spans are collapsed; rows it spans show it as an empty cell.
    """

    def table(grid: PhysicalGrid) -> str:
        rows = []
        for row, places in enumerate(grid.places()):
            cells = [cell for column, cell in enumerate(places) if cell.column == column]
            rows.append("".join("\t" + (cell.text if cell.row == row else "") + "\n" for cell in cells))
        return "\n".join(rows)

    return flatten(report, table)


def bars(report: SampleReport, rng: random.Random, nbsp: bool = False) -> str:
    """As seed 002 (trafilatura 1.9–1.12): `text |` a cell, a line of pipes ends all rows but the last.

    That line fills the row up to the widest one and adds a pipe. A second paragraph of a cell is cut. A blank cell
    is dropped, or with `nbsp` (`&nbsp;` in the source) survives without text.
    """

    def table(grid: PhysicalGrid) -> str:
        widest = max(map(len, grid.rows()))
        kept = [[cell.text.partition("\n")[0] for cell in row if cell.text or nbsp] for row in grid.rows()]
        lines: list[str] = []
        for row in filter(None, kept):
            lines += [*(text + " |" for text in row), "|" * (widest - len(row) + 1)]
        return "\n".join(lines[:-1])

    return flatten(report, table)


def bars_lead(report: SampleReport, rng: random.Random) -> str:
    """As found on a district's page: a lone pipe opens a row, `text |` a cell, a blank cell is a lone pipe too.

    A row short of the widest one is filled up with pipes behind its last cell.
    """

    def table(grid: PhysicalGrid) -> str:
        widest = max(map(len, grid.rows()))
        lines: list[str] = []
        for row in grid.rows():
            cells = [one_line(cell.text) + " |" if cell.text else "|" for cell in row]
            if len(row) < widest:
                cells[-1] += " " + "|" * (widest - len(row))
            lines += ["|", *cells]
        return "\n".join(lines)

    return flatten(report, table)


def cell_then_bar(report: SampleReport, rng: random.Random) -> str:
    """As found on a township's page: the paragraphs of a cell, then a lone pipe; rows leave no trace, blanks none."""
    return flatten(
        report,
        lambda grid: "\n".join(f"{cell.text}\n|" for row in grid.rows() for cell in row if cell.text),
    )


def lines(report: SampleReport, rng: random.Random) -> str:
    """Copied from a browser: one bare cell a line, blank cells gone."""
    return flatten(report, lambda grid: "\n".join(cell.text for row in grid.rows() for cell in row if cell.text))


def glued(report: SampleReport, rng: random.Random) -> str:
    """A row a line, nothing between its cells: `一、本年新收政府信息公开申请数量120000012`."""
    return flatten(
        report,
        lambda grid: "\n".join("".join(one_line(cell.text, "") for cell in row) for row in grid.rows()),
    )


def spaces(report: SampleReport, rng: random.Random) -> str:
    """A row a line, one space between its cells, blank cells gone; broken labels take several lines."""

    def table(grid: PhysicalGrid) -> str:
        stacked = [line for row in grid.rows() for line in _stack(row, rng)]
        return "\n".join(" ".join(filter(None, line)) for line in stacked)

    return flatten(report, table)


def aligned(report: SampleReport, rng: random.Random) -> str:
    """As `pdftotext -layout`: columns two or more spaces apart, in half-widths (a Chinese character has two)."""

    def table(grid: PhysicalGrid) -> str:
        starts = _starts(grid)
        rendered = []
        for row in grid.rows():
            for texts in _stack(row, rng):
                line, width = "", 0
                for cell, text in zip(row, texts, strict=True):
                    if text:
                        line += " " * (starts[cell.column] - width) + text
                        width = starts[cell.column] + _width(text)
                rendered.append(line)
        return "\n".join(rendered)

    return flatten(report, table, gap="\n\n")


def _stack(row: Sequence[GridCell], rng: random.Random) -> list[list[str]]:
    """The text lines of a row, each with one text per cell ("" where the cell has nothing on that line).

    Labels run from the top. Values share one line: the first, the last or the middle one, which, between two lines
    of a label, is a line of its own.
    """
    paragraphs = [cell.text.split("\n") for cell in row]
    height = max(map(len, paragraphs), default=0)
    stacked = [
        [part[line] if line < len(part) and not cell.path else "" for cell, part in zip(row, paragraphs, strict=True)]
        for line in range(height)
    ]
    values = [cell.text if cell.path else "" for cell in row]
    place = rng.choice((0, height // 2, height - 1)) if height > 1 else 0
    if any(values) and height % 2 == 0 and place == height // 2 and rng.random() < 0.5:
        stacked.insert(place, values)
    elif stacked:
        stacked[place] = [value or text for value, text in zip(values, stacked[place], strict=True)]
    return stacked


def _starts(grid: PhysicalGrid) -> list[int]:
    """The half-width at which each column starts, so that every cell ends two before the next."""
    widths = [4] * grid.width
    for cell in sorted(grid.cells, key=lambda cell: cell.colspan):
        last = cell.column + cell.colspan - 1
        needed = max(map(_width, cell.text.split("\n"))) + 2
        widths[last] += max(0, needed - sum(widths[cell.column : last + 1]))
    return [sum(widths[:column]) for column in range(grid.width)]


def _width(text: str) -> int:
    # ambiguous characters (quotes, ·) are wide in the fonts these reports are set in
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
