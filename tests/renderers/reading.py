"""What a reading of a rendered report must give: every cell as the sample has it."""

from __future__ import annotations

from disclint.document import Document
from disclint.parser import parse_report
from disclint.report import CellState, Report
from disclint.template import built_in_forms
from disclint.testing import SampleReport


def report_of(document: Document) -> Report:
    """The typed report of a document under the standard forms."""
    return parse_report(document, built_in_forms())


def wrong_cells(document: Document, sample: SampleReport) -> list[str]:
    """Each value cell that was not read as it is in the sample: `path: read, expected`."""
    found = {
        cell.path: cell.text if cell.state is not CellState.AMBIGUOUS else "ambiguous"
        for table in report_of(document).tables.values()
        for row in table.rows
        if not row.missing
        for cell in row.cells
    }
    return [
        f"{path}: {found.get(path, 'missing')!r}, expected {text!r}"
        for path, text in sample.values().items()
        if found.get(path, "missing") != text
    ]
