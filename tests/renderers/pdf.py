"""A sample report as PDF, by each of the programs that write such PDFs: ReportLab, WeasyPrint, Chromium, LibreOffice.

All are given pages so short that tables, and rows in the middle of a label, break over them. A program that is not
there is a `Missing` with the reason, by which a test skips.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from disclint.testing import GridCell, Heading, PhysicalGrid, SampleReport


class Missing(Exception):
    """The program of a renderer is not installed; the message says which."""


@dataclass(frozen=True, slots=True)
class Page:
    """Paper in millimetres, the size of type in points; `repeat` prints the header rows of a table on every page."""

    width: int = 210
    height: int = 297
    margin: int = 20
    size: float = 10.5
    repeat: bool = False
    numbered: bool = True
    split: bool = True  # whether rows may break over pages
    borders: str = "collapse"  # of HTML tables: collapse, separate, dashed, open (no lines at the left and right)


def header_rows(grid: PhysicalGrid) -> int:
    """How many rows of a printed table are its header (table 2 has bands instead, of which none repeats)."""
    first = min((cell.row for cell in grid.cells if cell.path), default=0)
    return 0 if any(cell.text.startswith("第二十条") for cell in grid.cells) else first


# --- HTML, for WeasyPrint and Chromium --------------------------------------------------------------------------------

_CSS = """
@page {{ size: {width}mm {height}mm; margin: {margin}mm; {footer} }}
body {{ font-family: "Noto Serif CJK SC", "WenQuanYi Zen Hei", serif; font-size: {size}pt; line-height: 1.5; margin: 0 }}
h1 {{ font-size: 1.8em; text-align: center; padding: 0 3em }} h2 {{ font-size: 1.2em; break-after: auto }}
p {{ text-indent: 2em; text-align: justify; margin: .5em 0 }} p.signature {{ text-align: right }}
table {{ {table}; width: 100%; table-layout: auto }}
td {{ {cell}; padding: 4pt 2pt; vertical-align: middle; word-break: break-all }}
td.value {{ text-align: center }} tr {{ break-inside: {row} }}
"""
_FOOTER = '@bottom-center {{ content: "— " counter(page) " —" }} @top-right {{ content: "政府信息公开年报" }}'
_BORDERS = {
    "collapse": ("border-collapse: collapse", "border: 0.75pt solid #000"),
    "separate": ("border-collapse: separate; border-spacing: 1.5pt", "border: 0.75pt solid #333"),
    "dashed": ("border-collapse: collapse", "border: 1pt dashed #000"),
    "open": (
        "border-collapse: collapse; border-top: 1pt solid; border-bottom: 1pt solid",
        "border-top: .5pt solid; border-bottom: .5pt solid; border-left: .5pt solid; border-right: .5pt solid",
    ),
}


def html(report: SampleReport, page: Page) -> str:
    """The report as an HTML page with true spans."""
    table, cell = _BORDERS[page.borders]
    css = _CSS.format(
        width=page.width, height=page.height, margin=page.margin, size=page.size,
        footer=_FOOTER.replace("{{", "{").replace("}}", "}") if page.numbered else "", table=table, cell=cell,
        row="auto" if page.split else "avoid",
    )  # fmt: skip
    if page.borders == "open":
        css += "td.first { border-left: none } td.last { border-right: none }"
    body: list[str] = []
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            body.append(_html_table(piece, page.repeat))
        elif isinstance(piece, Heading):
            body.append(f"<h{piece.level}>{escape(piece.text)}</h{piece.level}>")
        else:
            kind = ' class="signature"' if piece.section == "signature" else ""
            body.append(f"<p{kind}>{escape(piece.text)}</p>")
    text = "\n".join(body)
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{css}</style><body>{text}</body></html>'


def _html_table(grid: PhysicalGrid, repeat: bool) -> str:
    rows = ["<tr>" + "".join(_html_cell(cell, grid.width) for cell in row) + "</tr>" for row in grid.rows()]
    head = header_rows(grid) if repeat else 0
    return f"<table><thead>{''.join(rows[:head])}</thead><tbody>{''.join(rows[head:])}</tbody></table>"


def _html_cell(cell: GridCell, width: int) -> str:
    classes = ["value"] if cell.path else []
    classes += ["first"] if cell.column == 0 else []
    classes += ["last"] if cell.column + cell.colspan == width else []
    spans = (f" rowspan={cell.rowspan}" if cell.rowspan > 1 else "") + (
        f" colspan={cell.colspan}" if cell.colspan > 1 else ""
    )
    return f'<td class="{" ".join(classes)}"{spans}>{escape(cell.text).replace(chr(10), "<br>")}</td>'


def weasyprint(report: SampleReport, page: Page = Page()) -> bytes:
    """By WeasyPrint: Pango sets the type, embedded as subsets."""
    try:
        import weasyprint as library
    except (ImportError, OSError) as error:  # OSError: Pango is not there
        raise Missing(f"WeasyPrint: {error}") from error
    written = library.HTML(string=html(report, page)).write_pdf()
    assert isinstance(written, bytes)
    return written


def chromium(report: SampleReport, page: Page = Page()) -> bytes:
    """By a headless browser, as web teams print pages: Skia writes Type 3 or subset fonts and thin rectangles."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        raise Missing("chromium: not installed")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(html(report, page), encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        flags += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        flags += [] if page.numbered else ["--no-pdf-header-footer"]
        done = subprocess.run(
            [program, *flags, source.as_uri()], capture_output=True, timeout=120, check=False, text=True
        )
        if not target.exists():
            raise Missing(f"chromium: wrote no PDF ({done.stderr.strip()[-200:]})")
        return target.read_bytes()


# --- ReportLab, with a font that is not in the file -------------------------------------------------------------------


def reportlab(report: SampleReport, page: Page = Page()) -> bytes:
    """By ReportLab with STSong-Light, which every reader has to bring itself; rules are stroked lines."""
    try:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.lib.units import mm
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
    except ImportError as error:
        raise Missing(f"ReportLab: {error}") from error
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    base: dict[str, Any] = {"fontName": "STSong-Light", "wordWrap": "CJK"}
    size = page.size
    body = ParagraphStyle("body", fontSize=size, leading=size * 1.6, firstLineIndent=2 * size, **base)
    title = ParagraphStyle(
        "title", fontSize=size * 1.8, leading=size * 2.6, alignment=1, leftIndent=60, rightIndent=60, **base
    )
    heading = ParagraphStyle("heading", fontSize=size * 1.2, leading=size * 2.2, **base)
    right = ParagraphStyle("right", fontSize=size, leading=size * 1.6, alignment=2, **base)
    small = ParagraphStyle("small", fontSize=size * 0.85, leading=size * 1.1, **base)
    value = ParagraphStyle("value", fontSize=size * 0.85, leading=size * 1.1, alignment=1, **base)
    usable = (page.width - 2 * page.margin) * mm
    story: list[Any] = []
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            rows: list[list[Any]] = [[""] * piece.width for _ in range(piece.height)]
            style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
            for cell in piece.cells:
                first, last = (cell.column, cell.row), (cell.column + cell.colspan - 1, cell.row + cell.rowspan - 1)
                # Rows that a cell spans cannot be parted by ReportLab: such a cell is a box around its places.
                style += [("BOX", first, last, 0.5, "black"), ("SPAN", first, (last[0], cell.row))]
                if cell.text:
                    text = escape(cell.text).replace("\n", "<br/>")
                    rows[cell.row][cell.column] = Paragraph(text, value if cell.path else small)
            story.append(
                Table(
                    rows,
                    _widths(piece, usable),
                    style=style,
                    repeatRows=header_rows(piece) if page.repeat else 0,
                    splitInRow=int(page.split),
                )
            )
        elif isinstance(piece, Heading):
            story.append(Paragraph(escape(piece.text), title if piece.level == 1 else heading))
        else:
            story.append(Paragraph(escape(piece.text), right if piece.section == "signature" else body))
    buffer = io.BytesIO()
    margin = page.margin * mm

    def number(canvas: Any, document: Any) -> None:
        if page.numbered:
            canvas.setFont("STSong-Light", 9)
            canvas.drawCentredString(page.width * mm / 2, margin / 2, f"- {document.page} -")

    SimpleDocTemplate(
        buffer,
        pagesize=(page.width * mm, page.height * mm),
        leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin,
    ).build(story, onFirstPage=number, onLaterPages=number)  # fmt: skip
    return buffer.getvalue()


def _widths(grid: PhysicalGrid, usable: float) -> list[float]:
    """Label columns take a third of the width (table 4, without labels, shares it evenly)."""
    shares = [2.0 if column < grid.label_columns else 1.0 for column in range(grid.width)]
    return [usable * share / sum(shares) for share in shares]


# --- LibreOffice ------------------------------------------------------------------------------------------------------

_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="{size}pt"
 style:font-size-asian="{size}pt" style:font-name-asian="Noto Serif CJK SC"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="{width}mm" fo:page-height="{height}mm"
 fo:margin-top="{margin}mm" fo:margin-bottom="{margin}mm" fo:margin-left="{margin}mm" fo:margin-right="{margin}mm"/>
<style:footer-style/></style:page-layout>
<style:style style:name="title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"
 fo:margin-left="20mm" fo:margin-right="20mm"/><style:text-properties fo:font-size="18pt" style:font-size-asian="18pt"/></style:style>
<style:style style:name="heading" style:family="paragraph"><style:text-properties fo:font-size="13pt" style:font-size-asian="13pt"/></style:style>
<style:style style:name="body" style:family="paragraph"><style:paragraph-properties fo:text-indent="8mm" fo:text-align="justify"/></style:style>
<style:style style:name="signature" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="value" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="grid" style:family="table"><style:table-properties table:align="margins" table:border-model="collapsing"/></style:style>
<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="{keep}"/></style:style>
<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
 fo:padding="1mm" style:vertical-align="middle"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">{footer}</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""
_PAGE_NUMBER = '<style:footer><text:p text:style-name="value">- <text:page-number/> -</text:p></style:footer>'


def fodt(report: SampleReport, page: Page) -> str:
    """The report as flat OpenDocument text, which LibreOffice reads as it is: rows may break over pages."""
    body: list[str] = []
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            body.append(_fodt_table(piece, page.repeat))
        else:
            level = "title" if isinstance(piece, Heading) and piece.level == 1 else "heading"
            style = level if isinstance(piece, Heading) else "signature" if piece.section == "signature" else "body"
            body.append(f'<text:p text:style-name="{style}">{escape(piece.text)}</text:p>')
    return _FODT.format(
        width=page.width, height=page.height, margin=page.margin, size=page.size,
        footer=_PAGE_NUMBER if page.numbered else "", body="".join(body), keep="auto" if page.split else "always",
    )  # fmt: skip


def _fodt_table(grid: PhysicalGrid, repeat: bool) -> str:
    rows: list[str] = []
    for number, places in enumerate(grid.places()):
        cells: list[str] = []
        for column, cell in enumerate(places):
            if (cell.row, cell.column) != (number, column):
                cells.append("<table:covered-table-cell/>")
                continue
            style = "value" if cell.path else "cell"
            text = "".join(f'<text:p text:style-name="{style}">{escape(t)}</text:p>' for t in cell.text.split("\n"))
            spans = f'table:number-columns-spanned="{cell.colspan}" table:number-rows-spanned="{cell.rowspan}"'
            cells.append(f'<table:table-cell table:style-name="cell" {spans}>{text}</table:table-cell>')
        rows.append(f'<table:table-row table:style-name="row">{"".join(cells)}</table:table-row>')
    head = header_rows(grid) if repeat else 0
    header = f"<table:table-header-rows>{''.join(rows[:head])}</table:table-header-rows>" if head else ""
    columns = f'<table:table-column table:number-columns-repeated="{grid.width}"/>'
    return f'<table:table table:style-name="grid">{columns}{header}{"".join(rows[head:])}</table:table>'


def libreoffice(report: SampleReport, page: Page = Page()) -> bytes:
    """By LibreOffice from OpenDocument text."""
    return office_pdf(fodt(report, page).encode(), "fodt")


def office_pdf(data: bytes, suffix: str) -> bytes:
    """Any document LibreOffice reads as PDF; a profile of its own, so that several can run at once."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Missing("LibreOffice: not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"report.{suffix}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        done = subprocess.run(
            [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)],
            capture_output=True, timeout=180, check=False, text=True, env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
        )  # fmt: skip
        target = Path(folder, "report.pdf")
        if not target.exists():
            raise Missing(f"LibreOffice: wrote no PDF ({(done.stderr or done.stdout).strip()[-200:]})")
        return target.read_bytes()


RENDERERS: dict[str, Callable[[SampleReport, Page], bytes]] = {
    "reportlab": reportlab,
    "weasyprint": weasyprint,
    "chromium": chromium,
    "libreoffice": libreoffice,
}


def scanned(data: bytes, tilt: float = 0.0, dpi: int = 150) -> bytes:
    """A PDF as a scanner would give it back: one picture a page, `tilt` degrees askew."""
    try:
        import pypdfium2
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfgen.canvas import Canvas
    except ImportError as error:
        raise Missing(f"scanner: {error}") from error
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    document = pypdfium2.PdfDocument(data)
    for page in document:
        picture = page.render(scale=dpi / 72).to_pil().convert("RGB").rotate(tilt, fillcolor="white", resample=3)
        canvas.setPageSize(page.get_size())
        canvas.drawImage(ImageReader(picture), 0, 0, *page.get_size())
        canvas.showPage()
    document.close()
    canvas.save()
    return buffer.getvalue()
