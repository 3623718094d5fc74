"""Plain text and Markdown: lines to paragraphs and to rows of cells, by shape alone.

The flattenings met in real files: tab-separated rows; a tab opening each cell, an empty line ending the row
(Apache Tika); one `cell |` a line, a line of bars ending the row (trafilatura); `a | b |` rows; GFM pipe tables.
They mix in one file. What is aligned by spaces or stands one cell a line is left as paragraphs: only who knows the
form's labels can tell it from prose.
"""

from __future__ import annotations

import re

from disclint.document import Block, Cell, Document, Grid, Layout, Paragraph, Position
from disclint.errors import UnreadableError
from disclint.readers.encoding import decode
from disclint.readers.limits import DEFAULT, Limits, size_text

_NEWLINE = re.compile(r"\r\n|\r|\n")
_MARKUP = re.compile(r"^(?:#{1,6}\s+|>\s+)?(?:\*\*|__)?(.*?)(?:\*\*|__)?(?:\s+#+)?$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
# `0 | |||`: bars that fill a short row up to the widest one. They are no blank cells: how many cells were lost on the
# way and how many were merged cannot be told from them.
_PADDING = re.compile(r"\|\s+(\|+)\s*$")
# - 4 -, — 5 —, 第 3 页 共 9 页, 3 / 9: a page number, never a value. A lone number is not one: it may be a cell.
_PAGE_NUMBER = re.compile(
    r"[-—–－─]+\s*\d{1,3}\s*[-—–－─]+|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|[Pp]age\s+\d{1,3}(?:\s+of\s+\d{1,3})?"
)
_HEADING_NUMBER = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_BLANK_CELL = " \u00a0\u3000\ufeff"
# The value of a cell as against a numbered label (2.重复申请): decides whether a lone bar was a blank or a row's end.
_VALUE = re.compile(r"\s*[+\-－−]?[\d０-９][\d０-９,.]*\s*[个件项条宗份万亿元]{0,2}\s*")


def _clean(text: str) -> tuple[str, int]:
    """A text without Markdown's marks, and how many characters were cut in front."""
    if text[:1] in "#>*_" and (match := _MARKUP.match(text)) and match[1]:
        cut = match.start(1)
        text = match[1]
    else:
        cut = 0
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return text, cut


class _Builder:
    """Collects blocks line by line; `row` is the unfinished row of a one-cell-a-line flattening."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.rows: list[tuple[Cell, ...]] = []
        self.layout = Layout.SLOTS
        self.row: list[Cell] = []
        self.blank_bars: list[int] = []  # lines with a lone bar: a blank cell or the end of a full row

    def cell(self, text: str, line: int, column: int) -> None:
        """Add a cell to the unfinished row; `column` is its 1-based place in the line."""
        self.row.append(_cell(text, line, column, len(self.row)))

    def end_row(self) -> None:
        if self.row:
            self.rows.append(tuple(self.row))
            self.row = []

    def end_grid(self) -> None:
        self.end_row()
        self.blank_bars = []
        if self.rows:
            first, last = self.rows[0][0].position, self.rows[-1][-1].position
            position = Position(first.line, first.column, last.end_line, last.end_column)
            self.blocks.append(Grid(tuple(self.rows), self.layout, position))
            self.rows = []

    def switch(self, layout: Layout) -> None:
        """Begin a grid of another layout."""
        if self.layout is not layout:
            self.end_grid()
            self.layout = layout

    def take_blank_bars(self, *, ends_row: bool) -> None:
        """Lone bars seen before this line were blank cells; the last of them ended the row if a label follows."""
        bars, self.blank_bars = self.blank_bars, []
        if not bars:
            return
        blanks = bars[:-1] if ends_row else bars
        for line in blanks:
            self.cell("", line, 1)
        if ends_row:
            self.end_row()


def _cell(text: str, line: int, column: int, index: int) -> Cell:
    stripped = text.strip()
    if stripped:
        column += len(text) - len(text.lstrip())
    return Cell(stripped, Position(line, column, line, column + len(stripped)), index)


def _bar_cells(text: str) -> list[tuple[str, int]]:
    """Cells of `a | b |` or `| a | b |` with their 1-based columns; `\\|` is no bar."""
    cells: list[tuple[str, int]] = []
    start = 0
    body = text.rstrip()
    if body.startswith("|"):
        start = 1
    end = len(body) - 1 if body.endswith("|") and not body.endswith("\\|") else len(body)
    piece = start
    for index in range(start, end):
        if body[index] == "|" and body[index - 1 : index] != "\\":
            cells.append((body[piece:index], piece + 1))
            piece = index + 1
    cells.append((body[piece:end], piece + 1))
    return cells


def _bar_line(builder: _Builder, text: str, number: int) -> None:
    """A line with bars: a whole row, one cell of a row, the end of a row, or a GFM separator."""
    stripped = text.strip()
    if _SEPARATOR.fullmatch(stripped):
        return
    padding = None if stripped.startswith("|") else _PADDING.search(text)
    if padding:
        text = text[: padding.start(1)]
        stripped = text.strip()
    bars = stripped.count("|")
    bare = stripped.replace("|", "").strip(_BLANK_CELL)
    one_cell_mode = builder.layout is Layout.PACKED and bool(builder.row)
    if not bare:
        if bars == 1 and one_cell_mode:
            builder.blank_bars.append(number)
        elif one_cell_mode:
            builder.take_blank_bars(ends_row=False)
            builder.end_row()
        elif bars > 2 and " " in stripped:
            builder.rows.append(tuple(_cell("", number, place, i) for i, (_, place) in enumerate(_bar_cells(text))))
        return
    if bars == 1 and not (padding and not builder.row):
        builder.switch(Layout.PACKED)
        start = text.index("|") + 1 if stripped.startswith("|") else 0
        cut = _ESCAPE.sub(r"\1", text[start:].replace("|", "")) if "\\" in text else text[start:].replace("|", "")
        builder.take_blank_bars(ends_row=not _VALUE.fullmatch(cut))
        builder.cell(cut, number, start + 1)
        if padding:
            builder.end_row()
        return
    builder.switch(Layout.SLOTS)
    builder.end_row()
    cells = _bar_cells(text)
    builder.rows.append(
        tuple(
            # A blank cell stands right behind its bar, where a fix would write.
            _cell(
                _clean(piece.strip())[0], number, place + (len(piece) - len(piece.lstrip()) if piece.strip() else 0), i
            )
            for i, (piece, place) in enumerate(cells)
        )
    )


def _tab_line(builder: _Builder, text: str, number: int) -> None:
    """A line with tabs: a whole row, or (one tab, in front) a cell of a row that an empty line ends."""
    builder.switch(Layout.SLOTS)
    if text.startswith("\t") and text.count("\t") == 1:
        builder.cell(text[1:], number, 2)
        return
    builder.end_row()
    column = 1
    cells: list[Cell] = []
    for index, piece in enumerate(text.split("\t")):
        cells.append(_cell(piece, number, column, index))
        column += len(piece) + 1
    builder.rows.append(tuple(cells))


def _continue_cell(builder: _Builder, text: str, number: int) -> None:
    """A second paragraph of the last cell of an unfinished row (本年新 / 制作数量)."""
    last = builder.row[-1]
    end = len(text.rstrip()) + 1
    position = Position(last.position.line, last.position.column, number, end)
    builder.row[-1] = Cell(last.text + "\n" + text.strip(), position, last.column)


def blocks_of(lines: list[str], first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a text given as lines; line numbers count from `first_line`."""
    builder = _Builder()
    for number, text in enumerate(lines, first_line):
        if "\t" in text:
            _tab_line(builder, text, number)
            continue
        stripped = text.strip(" \u00a0\u3000\ufeff\f\v")
        if not stripped:
            # An empty line ends a row in the Tika flattening, and any table otherwise.
            if builder.row and builder.layout is Layout.SLOTS:
                builder.end_row()
            elif not builder.row:
                builder.end_grid()
            continue
        if "|" in stripped:
            _bar_line(builder, text, number)
            continue
        if stripped[0] in "-—–－─第Pp" and _PAGE_NUMBER.fullmatch(stripped):
            continue
        if builder.row and builder.layout is Layout.SLOTS and len(stripped) <= 40 and not _HEADING_NUMBER.match(text):
            _continue_cell(builder, text, number)
            continue
        if builder.row:
            builder.take_blank_bars(ends_row=True)
        builder.end_grid()
        column = len(text) - len(text.lstrip(" \u00a0\u3000\ufeff\f\v")) + 1
        cleaned, cut = _clean(stripped)
        column += cut
        builder.blocks.append(Paragraph(cleaned, Position(number, column, number, column + len(cleaned))))
    if builder.row:
        builder.take_blank_bars(ends_row=True)
    builder.end_grid()
    return tuple(builder.blocks)


def _blocks_and_tables(lines: list[str], filename: str, limits: Limits) -> tuple[Block, ...]:
    """The blocks of a text that has tables of HTML in it."""
    from disclint.readers.html import read_html_text
    from disclint.readers.html_in_text import html_ranges

    blocks: list[Block] = []
    done = 0
    for first, last in html_ranges(lines):
        blocks += blocks_of(lines[done:first], done + 1)
        blocks += read_html_text("\n".join(lines[first:last]), filename, limits, first + 1).blocks
        done = last
    return (*blocks, *blocks_of(lines[done:], done + 1))


def read_text(data: bytes, filename: str, limits: Limits = DEFAULT) -> Document:
    """Read a text or Markdown file; UnreadableError when it is binary or past a limit."""
    if len(data) > limits.text_bytes:
        raise UnreadableError(
            f"文本超过 {size_text(limits.text_bytes)}，不像一份年度报告 (text larger than {size_text(limits.text_bytes)})"
        )
    decoded = decode(data)
    newline = _NEWLINE.search(decoded.text)
    lines = _NEWLINE.split(decoded.text)
    if len(lines) > limits.lines:
        raise UnreadableError(f"超过 {limits.lines} 行，不像一份年度报告 (more than {limits.lines} lines)")
    for number, line in enumerate(lines, 1):
        if len(line) > limits.line_characters:
            raise UnreadableError(
                f"第 {number} 行超过 {limits.line_characters} 个字符，不像一份年度报告"
                f" (line {number} is longer than {limits.line_characters} characters)"
            )
    suffix = filename.rpartition(".")[2].lower()
    return Document(
        filename=filename,
        format="markdown" if suffix in ("md", "markdown") else "text",
        blocks=_blocks_and_tables(lines, filename, limits) if "<table" in decoded.text.lower() else blocks_of(lines),
        encoding=decoded.encoding,
        newline=newline[0] if newline else "\n",
        lines=lines,
        damage=decoded.damage,
    )
