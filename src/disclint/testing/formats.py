"""A sample report as a file: web page and Word document, besides the text and Markdown it writes itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from disclint.printed import GridCell, PhysicalGrid

if TYPE_CHECKING:
    from disclint.testing.sample import SampleReport

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_WHEN = (2020, 1, 1, 0, 0, 0)  # the same report is the same bytes


def html(report: SampleReport) -> str:
    """A web page with true tables, merged cells and all."""
    parts = []
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            rows = ("<tr>" + "".join(map(_html_cell, row)) + "</tr>\n" for row in piece.rows())
            parts.append(f'<table border="1">\n{"".join(rows)}</table>\n')
        else:
            level = getattr(piece, "level", None)
            tag = f"h{level}" if level else "p"
            parts += [f"<{tag}>{escape(text)}</{tag}>\n" for text in _paragraphs(piece.text)]
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>{escape(report.organ)}</title></head>\n'
        f"<body>\n{''.join(parts)}</body>\n</html>\n"
    )


def docx(report: SampleReport) -> bytes:
    """A Word document with true tables, written part by part: nothing but the standard library is needed."""
    import io
    import zipfile

    body = "".join(
        _word_table(piece)
        if isinstance(piece, PhysicalGrid)
        else "".join(map(_word_paragraph, _paragraphs(piece.text)))
        for piece in report.blocks()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _WHEN), '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return buffer.getvalue()


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()] or [""]


def _html_cell(cell: GridCell) -> str:
    spans = "".join(
        f' {name}="{span}"' for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if span > 1
    )
    return f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>')}</td>"


def _word_paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _word_table(grid: PhysicalGrid) -> str:
    """Cells of every row in turn; one merged downwards is repeated, empty, in the rows it covers."""
    rows = []
    for number, places in enumerate(grid.places()):
        cells = []
        column = 0
        while column < grid.width:
            cell = places[column]
            merge = ""
            if cell.rowspan > 1:
                merge = '<w:vMerge w:val="restart"/>' if cell.row == number else "<w:vMerge/>"
            properties = f'<w:gridSpan w:val="{cell.colspan}"/>' * (cell.colspan > 1) + merge
            texts = cell.text.split("\n") if cell.row == number else [""]
            content = "".join(map(_word_paragraph, texts))
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
            column = cell.column + cell.colspan
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    columns = '<w:gridCol w:w="900"/>' * grid.width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
