"""A report as an OpenDocument text, written by hand: covered cells as ODF wants them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from disclint.testing import PhysicalGrid, SampleReport
from renderers.wordxml import zipped

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MIME = "application/vnd.oasis.opendocument.text"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def odt(body: str, automatic: str = "", styles: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """An odt whose text, automatic styles and named styles are this XML."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": _MIME,
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": content,
        "styles.xml": f'<office:document-styles {_NAMESPACES} office:version="1.3"><office:styles>{styles}</office:styles></office:document-styles>',
    }
    return zipped(parts | dict(extra or {}))


def report_odt(report: SampleReport) -> bytes:
    """The report as the bytes of an odt."""
    return odt(
        "".join(
            _table(piece) if isinstance(piece, PhysicalGrid) else _paragraph(piece.text) for piece in report.blocks()
        )
    )


def _paragraph(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


def _table(grid: PhysicalGrid) -> str:
    rows = []
    for row, places in enumerate(grid.places()):
        cells = ""
        for column, cell in enumerate(places):
            if (cell.row, cell.column) != (row, column):
                cells += "<table:covered-table-cell/>"
                continue
            spans = f'table:number-columns-spanned="{cell.colspan}" table:number-rows-spanned="{cell.rowspan}"'
            cells += (
                f"<table:table-cell {spans}>{''.join(map(_paragraph, cell.text.split(chr(10))))}</table:table-cell>"
            )
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{grid.width}"/>{"".join(rows)}</table:table>'
    )
