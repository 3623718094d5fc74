"""A page to blocks in one pass, without a tree: what is shown, as paragraphs and grids with line and column."""

from __future__ import annotations

import re
from bisect import bisect_right

from disclint.document import Block, Paragraph, Position
from disclint.errors import UnreadableError
from disclint.readers.html_hidden import (
    BLOCK,
    CELL,
    OUT,
    ROW_GROUP,
    TABLE_PART,
    VOID,
    Ending,
    Hidden,
    Shown,
    hints,
    shown,
)
from disclint.readers.html_lists import Lists
from disclint.readers.html_pointers import Pointers
from disclint.readers.html_tables import RawTable, grid_of
from disclint.readers.html_tokens import Kind, attributes, tokens, unescape
from disclint.readers.limits import Limits

_LIST = frozenset({"ol", "ul", "menu", "dir"})
_BREAKS = BLOCK | {"br"}
_HANDLED = _BREAKS | {"img", "a", "iframe", "frame", "embed", "object"}
_NESTED = 500  # tables open at once; no page is laid out so deep
_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE = r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
# A line break between two wide characters is none (CSS Text 3, 4.1.3): Word breaks Chinese text anywhere.
_SEGMENT_BREAK = re.compile(rf"(?<={_WIDE})[ \t\f]*[\n\r][ \t\f\n\r]*(?={_WIDE})")
_BLANK = re.compile(r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#xa0|#x3000);?)*", re.IGNORECASE)
_NEWLINE = re.compile(r"\r\n|\r|\n")


class Page:
    """Reads one page. `blocks` and `pointers` hold what was found.

    `starts` are the offsets of the lines of `text`, which count from `first_line`.
    """

    def __init__(self, text: str, starts: list[int], limits: Limits, first_line: int = 1) -> None:
        self.blocks: list[Block] = []
        self.pointers = Pointers()
        self._text = text
        self._limits = limits
        self._first_line = first_line
        self._lines = starts
        self._parts: list[str] = []  # of the paragraph being read
        self._begin = -1  # offset of its first character that shows, -1 before it
        self._end = 0
        self._pre = False
        self._number = ""
        self._lists = Lists()
        self._tables: list[RawTable] = []

    def read(self) -> None:
        """Read the page; UnreadableError past a limit."""
        hidden: Hidden | None = None
        keeps_place = False  # of what is hidden: its tags count, its content does not show
        marks = hints(self._text)
        mark = next(marks)
        for kind, name, start, end, raw in tokens(self._text):
            if hidden:
                ending = hidden.ends(kind, name)
                if ending is None:
                    continue
                hidden = None
                if ending is Ending.WITH and not keeps_place:
                    continue
            if kind is Kind.TEXT:
                self._add_text(start, end)
            elif kind is Kind.END:
                if name in _BREAKS:
                    self._close(name)
            else:
                while mark < start:
                    mark = next(marks)
                look = shown(name, raw) if mark < end or name in OUT else Shown.YES
                if look is Shown.NO:
                    self._make_way(name)
                elif name in _HANDLED:
                    self._open(name, start, end, raw)
                if look is not Shown.YES and name not in VOID:
                    hidden, keeps_place = Hidden(name), look is Shown.BLANK
        self._flush()
        while self._tables:
            self._close_table()

    def where(self, start: int, end: int) -> Position:
        """The position of two offsets into the text, the second exclusive."""
        first = bisect_right(self._lines, start) - 1
        last = bisect_right(self._lines, end, lo=first) - 1
        base = self._first_line
        return Position(first + base, start - self._lines[first] + 1, last + base, end - self._lines[last] + 1)

    # text

    def _add_text(self, start: int, end: int) -> None:
        raw = self._text[start:end]
        if self._begin < 0 and raw.isspace():
            return
        text = unescape(raw)
        if not text.isspace():
            if self._begin < 0:
                blank = _BLANK.match(raw)
                self._begin = start + (blank.end() if blank else 0)
            self._end = start + len(raw.rstrip())
        elif self._begin < 0:
            return
        self._parts.append(text)

    def _flush(self) -> None:
        """End the paragraph being read, if any."""
        if self._begin < 0:
            return
        text = "".join(self._parts)
        if len(text) > self._limits.line_characters:
            raise UnreadableError(
                f"一个段落超过 {self._limits.line_characters} 个字符，不像一份年度报告，未读取"
                f" (a paragraph longer than {self._limits.line_characters:,} characters: not read)"
            )
        if self._pre and ("\n" in text or "\r" in text):
            self._flush_lines(text)
        else:
            text = text.strip()
            if not text.isalnum():
                if "\n" in text or "\r" in text:
                    text = _SEGMENT_BREAK.sub("", text)
                text = _SPACES.sub(" ", text).strip("\u200b\ufeff").strip()
            if text:
                self._add_paragraph(text, self.where(self._begin, self._end))
        self._parts.clear()
        self._begin = -1

    def _flush_lines(self, text: str) -> None:
        """Preformatted text: a paragraph a line."""
        position = self.where(self._begin, self._end)
        lines = _NEWLINE.split(text.lstrip("\r\n"))
        for number, line in enumerate(lines):
            if line.strip():
                first = position.column if number == 0 else 1 + len(line) - len(line.lstrip())
                shown = line.strip()
                at = position.line + number
                self._add_paragraph(shown, Position(at, first, at, first + len(shown)))

    def _add_paragraph(self, text: str, position: Position) -> None:
        if len(self.blocks) >= self._limits.blocks:
            raise UnreadableError(
                f"段落超过 {self._limits.blocks} 个，不像一份年度报告，未读取"
                f" (more than {self._limits.blocks:,} paragraphs: not read)"
            )
        self.blocks.append(Paragraph(text, position, self._number))
        self._number = ""

    # tags

    def _make_way(self, name: str) -> None:
        """What a start tag ends, whether or not it shows itself."""
        if name in _BREAKS:
            self._flush()
        if name in TABLE_PART and self._tables:
            table = self._tables[-1]
            if name == "table":
                if not table.cell_open:
                    self._close_table()
            elif name in CELL:
                table.close_cell(len(self.blocks))
            else:
                table.close_row(len(self.blocks))

    def _open(self, name: str, start: int, end: int, raw: str) -> None:
        if name not in _BREAKS:
            self._point(name, attributes(raw), self.where(start, end))
            return
        self._make_way(name)
        if name == "li":
            self._number = self._lists.item(raw)
        elif name in _LIST:
            self._lists.open(name, raw)
        elif name == "pre":
            self._pre = True
        elif name == "table":
            if len(self._tables) >= _NESTED:
                raise UnreadableError(
                    f"表格嵌套超过 {_NESTED} 层，不像一份年度报告，未读取 (tables nested more than {_NESTED} deep: not read)"
                )
            self._tables.append(RawTable(len(self.blocks), start, self._lists.depth, self._limits))
        elif name in TABLE_PART and self._tables:
            table = self._tables[-1]
            if name in CELL:
                table.open_cell(name, len(self.blocks), start, end, attributes(raw) if raw else {})
            elif name == "tr":
                # Word ends a table with a row of no height that tells old browsers the widths of its columns.
                table.open_row(filler=bool(raw) and attributes(raw).get("height") == "0")
            else:
                table.group += 1

    def _close(self, name: str) -> None:
        self._flush()
        if name == "li":
            self._number = ""
        elif name in _LIST:
            self._lists.close(self._tables[-1].lists if self._tables else 0)
            self._number = ""
        elif name == "pre":
            self._pre = False
        elif name in TABLE_PART and self._tables:
            table = self._tables[-1]
            if name == "table":
                self._close_table()
            elif name in CELL:
                if name == table.cell_open:
                    table.close_cell(len(self.blocks))
            elif name == "tr" or table.row_open:
                table.close_row(len(self.blocks))
            if name in ROW_GROUP:
                table.group += 1

    def _close_table(self) -> None:
        """End the innermost table: its blocks become one grid, or stay as they are if it only lays out the page."""
        table = self._tables.pop()
        table.close_row(len(self.blocks))
        self._lists.close_to(table.lists)
        self._number = ""
        start = self.where(table.start, table.start + len("<table"))
        last = self.blocks[-1].position if len(self.blocks) > table.first else start
        position = Position(start.line, start.column, last.end_line, last.end_column)
        grid = grid_of(table, self.blocks, position, self.where)
        widest = table.widest
        if grid:
            # Text between the cells, and the caption, show above the table.
            above = _outside(table, self.blocks)
            self.blocks[table.first :] = [*above, grid]
            widest = max(cell.column + cell.colspan for row in grid.rows for cell in row)
        if self._tables:
            self._tables[-1].widest = max(self._tables[-1].widest, widest)

    def _point(self, name: str, found: dict[str, str], position: Position) -> None:
        """A link, a frame or a picture."""
        if name == "a":
            self.pointers.link(found, position)
        elif name != "img":
            self.pointers.frame(found, position)
        elif self._begin < 0:
            self.pointers.picture(found, position)


def _outside(table: RawTable, blocks: list[Block]) -> list[Block]:
    """The blocks of a table that stand in none of its cells."""
    outside: list[Block] = []
    place = table.first
    for row in table.rows:
        for cell in row.cells:
            outside += blocks[place : cell.first]
            place = cell.last
    return outside + blocks[place:]
