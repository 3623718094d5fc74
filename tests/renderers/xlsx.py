"""A sample report as a workbook, written with openpyxl: as an office would fill it in, in four ways.

Every renderer is `SampleReport -> bytes`. Figures are stored as numbers, so a reader has to display them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Border, Side

from disclint.testing import GridCell, PhysicalGrid, SampleReport

Renderer = Callable[[SampleReport], bytes]

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _number(text: str) -> int | str:
    return int(text) if re.fullmatch(r"0|[1-9]\d{0,8}", text) else text


def _put_table(sheet: Any, grid: PhysicalGrid, top: int, left: int, *, bordered: bool) -> None:
    for each in grid.cells:
        _put_cell(sheet, each, top, left, bordered=bordered)


def _put_cell(sheet: Any, each: GridCell, top: int, left: int, *, bordered: bool) -> None:
    row, column = top + each.row, left + each.column
    last_row, last_column = row + each.rowspan - 1, column + each.colspan - 1
    if bordered:
        for r in range(row, last_row + 1):
            for c in range(column, last_column + 1):
                sheet.cell(r, c).border = _BOX
    if each.text:
        sheet.cell(row, column, _number(each.text))
    if each.rowspan > 1 or each.colspan > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)


def _saved(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _one_sheet(report: SampleReport, top: int, left: int, *, bordered: bool, merged: bool, gap: int) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    width = max((piece.width for piece in report.blocks() if isinstance(piece, PhysicalGrid)), default=1)
    row = top
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            _put_table(sheet, piece, row, left, bordered=bordered)
            row += piece.height + gap
        else:
            sheet.cell(row, left, piece.text)
            if merged:
                sheet.merge_cells(start_row=row, start_column=left, end_row=row, end_column=left + width - 1)
            row += 1
    return _saved(book)


def whole(report: SampleReport) -> bytes:
    """All on one sheet, headings and paragraphs merged over its width, tables with borders."""
    return _one_sheet(report, 1, 1, bordered=True, merged=True, gap=0)


def offset(report: SampleReport) -> bytes:
    """All on one sheet from C5 on, nothing merged but the tables' own cells, empty rows behind each table."""
    return _one_sheet(report, 5, 3, bordered=True, merged=False, gap=2)


def plain(report: SampleReport) -> bytes:
    """As `whole`, without a single border: the cells of a blank figure are not in the file."""
    return _one_sheet(report, 1, 1, bordered=False, merged=True, gap=1)


def sheets(report: SampleReport) -> bytes:
    """The title on the first sheet and each table on one of its own, from B3 on, without a heading."""
    book = Workbook()
    first: Any = book.active
    first["A1"] = report.blocks()[0].text  # type: ignore[union-attr]  # the title
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            sheet: Any = book.create_sheet(piece.table)
            _put_table(sheet, piece, 3, 2, bordered=True)
    hidden: Any = book.create_sheet("旧数据")
    hidden["A1"] = "一、本年新收政府信息公开申请数量"
    hidden["B1"] = 99
    hidden.sheet_state = "hidden"
    return _saved(book)


WORKBOOKS: dict[str, Renderer] = {"whole": whole, "offset": offset, "plain": plain, "sheets": sheets}
