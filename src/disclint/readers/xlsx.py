"""Sheets (xlsx, xlsm) as grids and paragraphs: what they display, wherever on the sheet the tables begin.

Read from the XML with the limits of ooxml.py and of one table. openpyxl takes 0.3 s to import and counts seventeen
thousand million cells where one stands at XFD1048576; here the empty space between cells costs nothing.
A position's line is the row of the sheet (those of earlier sheets come before), its column that of the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from disclint.document import Block, Document
from disclint.document import Sheet as SheetLines
from disclint.errors import UnreadableError
from disclint.readers.limits import DEFAULT, Limits
from disclint.readers.ooxml import RELATIONSHIPS, Package
from disclint.readers.xlsx_blocks import Sheet, SheetCell, blocks_of, cell_name
from disclint.readers.xlsx_numbers import GENERAL, built_in, displayed

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_BLANK_BELOW = 2  # rows with borders and no text that are still taken in
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class _Book(Struct):
    """What the sheets of a workbook share."""

    strings: list[str] = []
    formats: list[str] = []  # by style
    borders: list[bool] = []  # by style, whether it draws any line
    epoch_1904: bool = False


def _column(letters: str) -> int:
    """A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _reference(text: str) -> tuple[int, int] | None:
    """(row, column) of a reference like B3, both from 1."""
    match = _REFERENCE.match(text)
    return (int(match[2]), _column(match[1])) if match else None


def _integer(element: Element, name: str, default: int = 0) -> int:
    text = element.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else default


def _on(element: Element, name: str) -> bool:
    return element.get(name, "0") in ("1", "true", "on")


def _rich_text(element: Element) -> str:
    """The text of a string: its own or that of its runs, readings (rPh) left out."""
    texts = [element.findtext(_S + "t", "")]
    texts += [run.findtext(_S + "t", "") for run in element.iter(_S + "r")]
    text = "".join(texts)
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _styles(root: Element, book: _Book) -> None:
    codes = {_integer(each, "numFmtId"): each.get("formatCode", GENERAL) for each in root.iter(_S + "numFmt")}
    drawn = [
        any(side.get("style", "none") != "none" for side in border)
        for border in root.iterfind(f"{_S}borders/{_S}border")
    ]
    for each in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        number = _integer(each, "numFmtId")
        border = _integer(each, "borderId")
        book.formats.append(codes.get(number) or built_in(number))
        book.borders.append(border < len(drawn) and drawn[border])


def _text(cell: Element, book: _Book) -> str:
    """What a cell displays."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(_S + "is")
        return _rich_text(inline) if inline is not None else ""
    value = cell.findtext(_S + "v", "")
    if not value:
        return ""
    if kind == "s":
        number = int(value) if value.isdecimal() and len(value) < 10 else len(book.strings)
        return book.strings[number] if number < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind == "n":
        style = _integer(cell, "s")
        code = book.formats[style] if style < len(book.formats) else GENERAL
        return displayed(value.strip(), code, book.epoch_1904)
    return value


def _hidden_columns(root: Element) -> list[range]:
    return [
        range(_integer(each, "min"), _integer(each, "max") + 1)
        for each in root.iterfind(f"{_S}cols/{_S}col")
        if _on(each, "hidden")
    ]


def _cells(root: Element, book: _Book) -> Iterator[SheetCell]:
    """The cells that the sheet has anything to say of and shows, empty ones with a style included."""
    hidden = _hidden_columns(root)
    row = 0
    for line in root.iterfind(f"{_S}sheetData/{_S}row"):
        row = _integer(line, "r", row + 1)
        column = 0
        if _on(line, "hidden"):
            continue
        for each in line.iterfind(_S + "c"):
            place = _reference(each.get("r", ""))
            row, column = place or (row, column + 1)
            if hidden and any(column in columns for columns in hidden):
                continue
            style = _integer(each, "s")
            bordered = style < len(book.borders) and book.borders[style]
            yield SheetCell(row, column, _text(each, book).strip(), bordered)


def _merged(root: Element) -> dict[tuple[int, int], tuple[int, int]]:
    """First place → last place of every merged range."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for each in root.iter(_S + "mergeCell"):
        first, _, last = each.get("ref", "").partition(":")
        begin, end = _reference(first), _reference(last)
        if begin and end and begin <= end:
            found[begin] = end
    return found


def _sheet(name: str, root: Element, book: _Book, limits: Limits) -> Sheet:
    """A sheet whose extent is within the limits of one table; UnreadableError else."""
    cells = list(_cells(root, book))
    filled = [cell for cell in cells if cell.text]
    sheet = Sheet(name)
    if not filled:
        return sheet
    top, bottom = min(cell.row for cell in filled), max(cell.row for cell in filled)
    left, right = min(cell.column for cell in filled), max(cell.column for cell in filled)
    height, width = bottom - top + 1, right - left + 1
    if height > limits.table_rows or width > limits.table_columns or height * width > limits.grid_places:
        last = cell_name(max(filled, key=lambda cell: (cell.row, cell.column)))
        raise UnreadableError(
            f"工作表“{name}”有 {height} 行 {width} 列（直到 {last}），不像年度报告中的表，未读取"
            f" (sheet of {height:,} rows and {width:,} columns: not read)"
        )
    # Empty cells with a border go on below the last text: the form's last row may be blank.
    sheet.top, sheet.bottom, sheet.left, sheet.right = top, bottom, left, right
    below = {cell.row for cell in cells if cell.bordered and left <= cell.column <= right}
    while sheet.bottom + 1 in below and sheet.bottom < bottom + _BLANK_BELOW:
        sheet.bottom += 1
    for cell in cells:
        if top <= cell.row <= sheet.bottom and left <= cell.column <= right:
            sheet.cells[cell.row, cell.column] = cell
    sheet.hidden_columns = {
        column for columns in _hidden_columns(root) for column in range(left, right + 1) if column in columns
    }
    sheet.merge(_merged(root), limits)
    return sheet


def read_xlsx(data: bytes, filename: str, limits: Limits = DEFAULT) -> Document:
    """Read a workbook; UnreadableError when it is damaged, encrypted, of another kind or past a limit."""
    package = Package(data, limits)
    main = package.main()
    if not main or main.lower().endswith(".bin"):
        raise UnreadableError("这种表格文件不能读取，请另存为 xlsx (no xlsx workbook: save it as xlsx)")
    root = package.xml(main)
    related = package.related(main)
    book = _Book()
    settings = root.find(_S + "workbookPr")
    book.epoch_1904 = settings is not None and _on(settings, "date1904")
    for each in related.values():
        if each.external or each.target not in package:
            continue
        if each.kind == "sharedStrings":
            book.strings = [_rich_text(string) for string in package.xml(each.target).iterfind(_S + "si")]
        elif each.kind == "styles":
            _styles(package.xml(each.target), book)
    sheets: list[Sheet] = []
    for entry in root.iterfind(f"{_S}sheets/{_S}sheet"):
        part = related.get(entry.get(RELATIONSHIPS + "id", ""))
        if part is None or part.kind != "worksheet" or part.external or entry.get("state", "visible") != "visible":
            continue
        sheets.append(_sheet(entry.get("name", ""), package.xml(part.target), book, limits))
    blocks: list[Block] = []
    line = 0
    begins: list[SheetLines] = []
    for number, sheet in enumerate(sheets, 1):
        begins.append(SheetLines(sheet.name, line))
        blocks += blocks_of(sheet, line, number if len(sheets) > 1 else None)
        line += sheet.bottom
    return Document(filename=filename, format="xlsx", blocks=tuple(blocks), sheets=tuple(begins))
