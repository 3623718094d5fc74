"""What people do to the tables of the form in Word and on web pages: all of it is read as it is meant, without a finding.

Cut in two with or without the header again, labels of merged cells lost or repeated, merged cells taken apart, a caption
or a note as a row of its own, layout tables around it all, pages on their side.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from disclint.engine import Settings, check_data
from disclint.plugins import load_plugins
from disclint.readers import read
from disclint.select import choose
from disclint.testing import Heading, PhysicalGrid, Prose, SampleReport, clean_report
from disclint.testing.grid import GridCell
from renderers.docx import docx
from renderers.html import PAGES
from renderers.reading import wrong_cells
from renderers.wordxml import paragraph

Change = Callable[[SampleReport], SampleReport]
Piece = Heading | Prose | PhysicalGrid
HEADER = 3  # rows of table 3


def tables(report: SampleReport, change: Callable[[PhysicalGrid], list[Piece]]) -> SampleReport:
    """The report with other pieces in place of each table."""
    pieces: list[Piece] = []
    for piece in report.blocks():
        pieces += change(piece) if isinstance(piece, PhysicalGrid) else [piece]
    return replace(report, pieces=tuple(pieces))


def rows_of(grid: PhysicalGrid, first: int, last: int, *, labels: bool = True) -> PhysicalGrid:
    """Some rows of a table; `labels` says whether a merged cell that began above is labelled anew."""
    cells = []
    for cell in grid.cells:
        begin, end = max(cell.row, first), min(cell.row + cell.rowspan, last)
        if begin < end:
            text = cell.text if labels or cell.row >= first else ""
            cells.append(replace(cell, row=begin - first, rowspan=end - begin, text=text))
    return replace(grid, height=last - first, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def below(*grids: PhysicalGrid) -> PhysicalGrid:
    """Tables one below the other as one."""
    cells: list[GridCell] = []
    height = 0
    for grid in grids:
        cells += [replace(cell, row=cell.row + height) for cell in grid.cells]
        height += grid.height
    return replace(grids[0], height=height, cells=tuple(cells))


def cut(*, header: bool, labels: bool, between: str = "") -> Change:
    """Table 3 in two, within （三）不予公开."""

    def parts(grid: PhysicalGrid) -> list[Piece]:
        if grid.table != "requests":
            return [grid]
        top, bottom = rows_of(grid, 0, 14), rows_of(grid, 14, grid.height, labels=labels)
        if header:
            bottom = below(rows_of(grid, 0, HEADER), bottom)
        return [top, Prose(between, grid.section), bottom] if between else [top, bottom]

    return lambda report: tables(report, parts)


def header_again(grid: PhysicalGrid) -> list[Piece]:
    if grid.table != "requests":
        return [grid]
    return [below(rows_of(grid, 0, 14), rows_of(grid, 0, HEADER), rows_of(grid, 14, grid.height))]


def apart(*, filled: bool) -> Callable[[PhysicalGrid], list[Piece]]:
    """No merged cells: what they cover is blank, or says the same again."""

    def parts(grid: PhysicalGrid) -> list[Piece]:
        cells = []
        for cell in grid.cells:
            for row in range(cell.rowspan):
                for column in range(cell.colspan):
                    first = row == column == 0
                    text = cell.text if first or (filled and not cell.path) else ""
                    place = {"row": cell.row + row, "column": cell.column + column, "rowspan": 1, "colspan": 1}
                    cells.append(replace(cell, **place, text=text, path=cell.path if first else None))  # type: ignore[arg-type]
        return [replace(grid, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))]

    return parts


def one_row(grid: PhysicalGrid, text: str) -> PhysicalGrid:
    return replace(grid, height=1, cells=(GridCell(0, 0, 1, grid.width, text),))


CAPTIONS = {
    "active_disclosure": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "review_litigation": "政府信息公开行政复议、行政诉讼情况",
}


def labels(change: Callable[[str], str]) -> Callable[[PhysicalGrid], list[Piece]]:
    return lambda grid: [grid.with_texts(lambda cell: cell.text if cell.path else change(cell.text))]


VARIATIONS: dict[str, Change] = {
    "cut in two": cut(header=False, labels=True),
    "cut in two, labels lost": cut(header=False, labels=False),
    "cut in two, header again": cut(header=True, labels=True),
    "cut in two, header again, labels lost": cut(header=True, labels=False),
    "continued": cut(header=True, labels=True, between="（续表）"),
    "header in the middle": lambda report: tables(report, header_again),
    "taken apart": lambda report: tables(report, apart(filled=False)),
    "taken apart and filled": lambda report: tables(report, apart(filled=True)),
    "a note below": lambda r: tables(r, lambda grid: [below(grid, one_row(grid, "注：本表数据统计截至2023年12月31日。"))]),
    "a caption above": lambda r: tables(r, lambda grid: [below(one_row(grid, CAPTIONS[grid.table]), grid)]),
    "a line on the unit": lambda r: tables(r, lambda grid: [Prose("单位：件", grid.section), grid]),
    "spaces in labels": lambda r: tables(r, labels(lambda text: "\u3000".join(text) if len(text) < 7 else text)),
    "labels of short lines": lambda r: tables(r, labels(lambda text: "\n".join(re.findall(".{1,4}", text)))),
    "half-width brackets": lambda r: tables(r, labels(lambda text: text.replace("（", "(").replace("）", ")"))),
}  # fmt: skip


def pdf(report: SampleReport) -> bytes:
    module = pytest.importorskip("renderers.pdf")
    return bytes(module.RENDERERS["reportlab"](report, module.Page(height=260, split=False)))


RENDERERS: dict[str, Callable[[SampleReport], bytes]] = {
    "docx": docx,
    "html": PAGES["clean"],
    "cms": PAGES["cms"],
    "word": PAGES["word"],
    "pdf": pdf,
}


def said(data: bytes) -> list[str]:
    """What is found in a file, and what went wrong."""
    plugins = load_plugins()
    result = check_data(data, "报告", Settings(plugins, choose(plugins.metas)))
    return [f"{each.code} {each.path}" for each in result.findings] + list(result.errors)


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("name", VARIATIONS)
def test_it_is_read_as_it_is_meant(name: str, kind: str) -> None:
    for year in (2020, 2023):
        report = VARIATIONS[name](clean_report(year))
        data = RENDERERS[kind](report)
        assert wrong_cells(read(data, "报告"), report) == []
        assert said(data) == []


# --- around the tables ------------------------------------------------------------------------------------------------

REPORT = clean_report(2023)


def in_word(change: Callable[[str], str]) -> bytes:
    """The report as docx with its XML changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(REPORT))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == "word/document.xml" else content)
    return buffer.getvalue()


def around(before: str, after: str) -> bytes:
    """With something before and after all of the body."""
    return in_word(
        lambda xml: xml.replace("<w:body>", "<w:body>" + before).replace("<w:sectPr", after + "<w:sectPr", 1)
    )


def page(before: str, after: str) -> bytes:
    html = PAGES["clean"](REPORT).decode()
    return re.sub(
        r"(<body[^>]*>)(.*)(</body>)", lambda m: m[1] + before + m[2] + after + m[3], html, flags=re.S
    ).encode()


_BOX = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/><w:gridCol w:w='4000'/></w:tblGrid><w:tr>{}</w:tr></w:tbl>"
_LANDSCAPE = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
FRAMES: dict[str, Callable[[], bytes]] = {
    "all in one cell": lambda: around("<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>", "<w:p/></w:tc></w:tr></w:tbl>"),
    "a table of data on the page": lambda: around(
        _BOX.format("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("索引号：0001/2024-00001", "发布日期：2024-01-20"))), ""
    ),
    "landscape": lambda: in_word(lambda xml: xml.replace("<w:tbl>", _LANDSCAPE + "<w:tbl>")),
    "rows in content controls": lambda: in_word(
        lambda xml: xml.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
    ),
    "layout tables three deep": lambda: page(
        "<table><tr><td>导航</td><td><table><tr><td><table border=0><tr><td>", "</td></tr></table>" * 3
    ),
    "a table of links beside": lambda: page(
        "<table><tr><td><table><tr><td>政策</td><td>1</td></tr><tr><td>年报</td><td>2</td></tr></table></td><td>",
        "</td></tr></table>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FRAMES)
def test_what_stands_around_it_is_not_in_its_way(name: str) -> None:
    data = FRAMES[name]()
    assert wrong_cells(read(data, "报告"), REPORT) == []
    assert said(data) == []


@pytest.mark.parametrize("turns", [90, 180, 270])
def test_pages_on_their_side(turns: int) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf(REPORT))
    for each in document:
        each.set_rotation(turns)
    buffer = io.BytesIO()
    document.save(buffer)
    assert wrong_cells(read(buffer.getvalue(), "报告"), REPORT) == []
    assert said(buffer.getvalue()) == []
