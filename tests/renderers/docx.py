"""A report as a Word document, written with python-docx: true merged cells, as an author would make it."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH

from disclint.testing import Heading, PhysicalGrid, SampleReport


def docx(report: SampleReport) -> bytes:
    """The report as the bytes of a docx."""
    document = Document()
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            add_table(document, piece)
        elif isinstance(piece, Heading):
            paragraph = document.add_paragraph(piece.text)
            if piece.level == 1:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            document.add_paragraph(piece.text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_table(document: Word, grid: PhysicalGrid) -> None:
    """The printed table; a line of a cell is a paragraph of its own."""
    table = document.add_table(grid.height, grid.width)
    table.style = "Table Grid"
    cells = [row.cells for row in table.rows]
    for cell in grid.cells:
        place = cells[cell.row][cell.column]
        if cell.rowspan > 1 or cell.colspan > 1:
            place = place.merge(cells[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1])
        first, *rest = cell.text.split("\n")
        place.paragraphs[0].text = first
        for text in rest:
            place.add_paragraph(text)
