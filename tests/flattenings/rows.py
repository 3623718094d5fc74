"""Flattenings that keep a row of the table on a line and separate its cells: tabs, pipes, HTML."""

from __future__ import annotations

import html
import random

from disclint.testing import GridCell, PhysicalGrid, SampleReport
from flattenings.document import flatten, one_line


def tabs_grid(report: SampleReport, rng: random.Random) -> str:
    """As seed 000: the full grid, labels and values at fixed columns, up to three empty columns more."""

    def table(grid: PhysicalGrid) -> str:
        padding = "\t" * rng.randrange(4)
        return "\n".join("\t".join(map(one_line, row)) + padding for row in grid.full_rows())

    return flatten(report, table, gap="\n\n")


def tabs_packed(report: SampleReport, rng: random.Random) -> str:
    """As seed 003: merged labels are one field, values right behind them, rows padded to equal width."""

    def table(grid: PhysicalGrid) -> str:
        padding = "\t" * rng.randrange(2)
        return "\n".join("\t".join(map(one_line, row)) + padding for row in grid.packed_rows())

    return flatten(report, table, gap="\n\n")


def tabs_source(report: SampleReport, rng: random.Random) -> str:
    """The cells as HTML lists them, a tab between; what a merged cell covers leaves no trace."""
    return flatten(
        report,
        lambda grid: "\n".join("\t".join(one_line(cell.text) for cell in row) for row in grid.rows()),
        gap="\n\n",
    )


def bar_rows(report: SampleReport, rng: random.Random, framed: bool = False) -> str:
    """Newer trafilatura: `a | b |` a row, or `| a | b |` when `framed`; cells as HTML lists them."""
    start = "| " if framed else ""
    return flatten(
        report,
        lambda grid: "\n".join(start + " | ".join(one_line(cell.text) for cell in row) + " |" for row in grid.rows()),
    )


def bar_rows_padded(report: SampleReport, rng: random.Random) -> str:
    """trafilatura as found on many sites: blank cells dropped, short rows filled up with pipes (`0 | |||`)."""

    def table(grid: PhysicalGrid) -> str:
        kept = [[one_line(cell.text) for cell in row if cell.text] for row in grid.rows()]
        widest = max(map(len, kept))
        return "\n".join(" | ".join(row) + " |" + (" " + "|" * (widest - len(row))).rstrip() for row in kept if row)

    return flatten(report, table)


def gfm(report: SampleReport, rng: random.Random) -> str:
    """Markdown with pipe tables, merged cells as empty cells."""
    return report.markdown()


def html_in_md(report: SampleReport, rng: random.Random) -> str:
    """Markdown with HTML tables, a row a line, spans as printed."""

    def table(grid: PhysicalGrid) -> str:
        rows = ["<tr>" + "".join(map(_td, row)) + "</tr>" for row in grid.rows()]
        return "\n".join(["<table>", *rows, "</table>"])

    return flatten(report, table, gap="\n\n", marked=True)


def _td(cell: GridCell) -> str:
    spans = [(name, n) for name, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n > 1]
    attributes = "".join(f' {name}="{n}"' for name, n in spans)
    return f"<td{attributes}>{html.escape(cell.text, quote=False).replace(chr(10), '<br>')}</td>"
