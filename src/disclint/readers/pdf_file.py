"""A PDF to a Document: pages, tables, paragraphs, and what speaks against reading it. Runs in the child process only."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from disclint.document import Block, Cell, Damage, Document, Grid, Layout, Paragraph, Position
from disclint.errors import UncheckableError, UnreadableError
from disclint.readers.limits import Limits
from disclint.readers.pdf import INSTALL, SCANNED
from disclint.readers.pdf_lattice import filled, lattices_of, set_texts
from disclint.readers.pdf_lines import join, lines_of
from disclint.readers.pdf_page import read_page
from disclint.readers.pdf_seams import in_line, joined, without_lone_frames
from disclint.readers.pdf_streams import broken_streams
from disclint.readers.pdf_text import PageLines, Paragraphs, drop_furniture, margins_of
from disclint.readers.pdf_types import Box, Line, Page, Table

_LOCKED = {
    4: "PDF 有密码，请去掉密码后再检查 (the PDF has a password: save it without one)",
    5: "PDF 的加密方式无法识别，请去掉加密后再检查 (unknown encryption: save the PDF without it)",
}
_FEW = 20  # characters that are no text layer
_PICTURES = 20  # on one page, that are looked at
_BAD = 0.1  # share of characters without a meaning that makes a text layer useless
_TAIL = 4096  # bytes at the end in which a whole PDF says where its table of contents is


def library() -> Any:
    """PDFium, ready for use; UnreadableError with the command that installs it."""
    global _library
    if _library is None:
        try:
            found: Any = import_module("pypdfium2_raw")
        except ImportError as error:
            raise UnreadableError(
                f"读取 PDF 需要 pypdfium2，请运行：{INSTALL} (reading PDFs needs pypdfium2: run {INSTALL})"
            ) from error
        found.FPDF_InitLibrary()
        _library = found
    return _library


_library: Any = None


def read_pages(data: bytes, filename: str, limits: Limits) -> Document:
    """Read a PDF in this process; UnreadableError with a sentence if it cannot be read."""
    pages = list(pages_of(data, limits))
    _refuse_textless(pages)
    return document_of(pages, filename, "pdf", broken_streams(data))


def pages_of(data: bytes, limits: Limits) -> Iterator[Page]:
    """The pages as drawn."""
    lib = library()
    with Opened(lib, data, limits) as opened:
        for number in range(1, opened.count + 1):
            handle = opened.load(number)
            try:
                yield read_page(lib, handle, number, limits)
            finally:
                lib.FPDF_ClosePage(handle)


class Opened:
    """An open PDF; UnreadableError if it is damaged, encrypted, cut off or too long."""

    def __init__(self, lib: Any, data: bytes, limits: Limits) -> None:
        tail = data.rstrip(b"\0\r\n\t ")[-_TAIL:]
        if b"startxref" not in tail and b"%%EOF" not in tail:
            raise UnreadableError("PDF 不完整，请重新下载或重新导出 (the PDF is cut off: download or export it again)")
        self._lib = lib
        self._data = data  # PDFium reads from it until the document is closed
        self.handle = lib.FPDF_LoadMemDocument64(data, len(data), None)
        if not self.handle:
            code = lib.FPDF_GetLastError()
            if code in _LOCKED:
                raise UncheckableError("encrypted", _LOCKED[code])
            raise UnreadableError("PDF 已损坏，请重新导出 (the PDF is damaged: export it again)")
        self.count = lib.FPDF_GetPageCount(self.handle)
        if not 0 < self.count <= limits.pdf_pages:
            self.__exit__()
            if self.count > 0:
                raise UnreadableError(
                    f"PDF 超过 {limits.pdf_pages} 页，不像一份年度报告 (more than {limits.pdf_pages} pages)"
                )
            raise UnreadableError("PDF 里没有页面，文件可能已损坏 (the PDF has no pages: it is probably damaged)")

    def load(self, number: int) -> Any:
        """The handle of a page, counted from 1; to be closed by FPDF_ClosePage."""
        handle = self._lib.FPDF_LoadPage(self.handle, number - 1)
        if not handle:
            raise UnreadableError(
                f"第 {number} 页已损坏，请重新导出 PDF (page {number} is damaged: export the PDF again)"
            )
        return handle

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self._lib.FPDF_CloseDocument(self.handle)


def is_scan(page: Page) -> bool:
    """Whether a page is a picture with no text, or with text behind it that nobody sees."""
    if len(page.chars) >= _FEW and page.visible:
        return False
    return any(box.width * box.height > 0.4 * page.width * page.height for box in page.pictures)


def _refuse_textless(pages: list[Page]) -> None:
    """UnreadableError if there is no text, or none one could trust."""
    chars = sum(len(page.chars) for page in pages)
    scans = [page for page in pages if is_scan(page)]
    drawn = [page for page in pages if page.chars or page.pictures or page.curves]
    if scans and len(scans) * 2 > len(drawn):
        raise UncheckableError("scanned", SCANNED)
    if chars < _FEW:
        if sum(page.curves for page in pages) > 100:
            raise UncheckableError(
                "garbled",
                "PDF 里的文字已转成图形，无法读取；请提供原始文档 (the text was turned into drawings: give the original)",
            )
        raise UncheckableError("garbled", "PDF 里没有文字 (there is no text in the PDF)")
    if sum(page.bad_chars for page in pages) > _BAD * chars:
        raise UncheckableError(
            "garbled",
            "PDF 的文字层无法使用（字体没有对应的文字）；请从原始文档重新导出"
            " (the text layer is useless, its fonts do not say which characters they show: export the original again)",
        )


def document_of(pages: list[Page], filename: str, kind: str, broken: int = 0) -> Document:
    """Lay the pages out as blocks: tables joined over pages, lines put into paragraphs.

    `broken` is the number of parts of the file that are not what they were when it was written.
    """
    writer = _Writer()
    if broken:
        writer.damage.append(Damage("checksum", Position(1, page=1), str(broken)))
    texts: list[PageLines] = []
    tables: dict[int, list[Table]] = {}
    ruled = without_lone_frames([lattices_of(page) for page in pages])
    for page, lattices in zip(pages, ruled, strict=True):
        found, free = filled(lattices, page)
        for table in found:
            set_texts(table)
        tables[page.number] = found
        texts.append(PageLines(page.number, page.height, page.width, lines_of(free, page.number)))
    drop_furniture(texts)
    pieces = _pieces(texts, tables)
    writer.margins = Paragraphs(margins_of(texts), {page.number: page.width for page in pages})
    for text, page in zip(texts, pages, strict=True):
        stream: list[tuple[float, Line | Table | Box]] = [(line.y, line) for line in text.lines]
        stream += [(table.box.y0, table) for table in tables[text.number]]
        if is_scan(page):
            writer.scan(page.number)
        else:
            stream += [(box.y0, box) for box in _pictures(page)]
        stream.sort(key=lambda entry: entry[0])
        for _, each in stream:
            if isinstance(each, Line):
                writer.line(each)
            elif isinstance(each, Box):
                writer.picture(page.number, each)
            elif id(each) in pieces:
                table = joined(pieces[id(each)])
                if len(table.areas) > 1:
                    writer.table(table)
                else:  # a frame that was no row of a table after all
                    for line in table.areas[0].lines:
                        writer.line(line)
    writer.end_paragraph()
    return Document(filename, kind, tuple(writer.blocks), damage=tuple(writer.damage))


def _pieces(texts: list[PageLines], tables: dict[int, list[Table]]) -> dict[int, list[Table]]:
    """For the first piece of each table all of its pieces; later pieces have no entry."""
    found: dict[int, list[Table]] = {}
    hanging: list[list[Table]] = []  # tables with nothing below them on the page before
    for text in texts:
        if not text.lines and not tables[text.number]:
            continue  # an empty page
        top = min((line.y for line in text.lines), default=float("inf"))
        bottom = max((line.y for line in text.lines), default=0.0)
        following: list[list[Table]] = []
        for table in tables[text.number]:
            above = any(other.box.y1 <= table.box.y0 + 1 for other in tables[text.number] if other is not table)
            chain = None
            if top > table.box.y0 and not above:
                chain = next((c for c in hanging if in_line(c, table)), None)
            if chain is not None:
                hanging.remove(chain)
                chain.append(table)
            else:
                chain = [table]
                found[id(table)] = chain
            below = any(other.box.y0 >= table.box.y1 - 1 for other in tables[text.number] if other is not table)
            if bottom < table.box.y1 and not below:
                following.append(chain)
        hanging = following
    return found


class _Writer:
    """Blocks with the running number of each paragraph and row as its line."""

    margins: Paragraphs

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.damage: list[Damage] = []
        self._count = 0

    def line(self, line: Line) -> None:
        """Add a line of text outside the tables."""
        if not self.margins.goes_on(line):
            self.end_paragraph()
        self.margins.add(line)

    def end_paragraph(self) -> None:
        """Write the paragraph that is open."""
        lines = self.margins.take()
        if lines:
            self._count += 1
            text = join(lines, [False] * (len(lines) - 1))
            position = Position(self._count, 1, self._count, 1 + len(text), lines[0].page)
            self.blocks.append(Paragraph(text, position))

    def table(self, table: Table) -> None:
        """Add a whole table."""
        self.end_paragraph()
        first = self._count + 1
        rows: list[tuple[Cell, ...]] = []
        for number in range(table.rows):
            areas = sorted((area for area in table.areas if area.row == number), key=lambda area: area.column)
            if not areas:
                continue
            self._count += 1
            rows.append(
                tuple(
                    Cell(
                        area.text,
                        Position(self._count, area.column + 1, page=area.page),
                        area.column,
                        area.colspan,
                        area.rowspan,
                    )
                    for area in areas
                )
            )
        position = Position(first, 1, self._count, len(table.xs), page=table.page)
        self.blocks.append(Grid(tuple(rows), Layout.EXACT, position))

    def picture(self, page: int, box: Box) -> None:
        """Note a picture in place of text, where it stands."""
        self.end_paragraph()
        where = Position(max(self._count, 1), page=page)
        self.damage.append(Damage("picture", where, f"{box.width:.0f}×{box.height:.0f}"))

    def scan(self, page: int) -> None:
        """Note a page that is a picture as a whole."""
        self.damage.append(Damage("scanned-page", Position(max(self._count, 1), page=page), str(page)))


def _pictures(page: Page) -> list[Box]:
    """The large pictures of a page that may show what should be text: none stands on them."""
    found = []
    for box in page.pictures:
        if box.width > 0.4 * page.width and box.height > 0.06 * page.height:
            covered = sum(
                box.x0 < (c.x0 + c.x1) / 2 < box.x1 and box.y0 < c.y - 0.35 * c.size < box.y1 for c in page.chars
            )
            if covered < _FEW:
                found.append(box)
        if len(found) == _PICTURES:
            break
    return found
