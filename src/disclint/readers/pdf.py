"""PDF with a text layer, read by PDFium in a child process; scans by text recognition, where that is installed."""

from __future__ import annotations

from disclint.document import Document
from disclint.errors import UnreadableError
from disclint.readers.limits import DEFAULT, Limits

INSTALL = 'pip install "disclint[pdf]"'
SCANNED = (
    '这是扫描件，没有可读的文字层；请提供原始文档，或安装文字识别：pip install "disclint[ocr]"'
    " (a scan without a text layer: give the original, or install text recognition)"
)


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF by its content: the mark may stand a little way in."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes, filename: str, limits: Limits = DEFAULT) -> Document:
    """Read a PDF; UnreadableError if it is damaged, encrypted, past a limit, a scan, or if pypdfium2 is missing.

    Tables are grids with true columns (Layout.EXACT), those broken over pages in one piece. A position's `line` is the
    running number of the paragraph or row, `page` counts from 1, `column` of a cell is its column in the grid, from 1.
    A scan is read by text recognition if `disclint[ocr]` is installed; the document's format is `pdf-ocr` then.
    """
    from disclint.readers.isolation import read_isolated

    try:
        return read_isolated("disclint.readers.pdf_file:read_pages", data, filename, limits, limits.child_seconds)
    except UnreadableError as error:
        if str(error) != SCANNED or not _recognises():
            raise
    seconds = limits.child_seconds + limits.ocr_pages * limits.child_seconds_per_ocr_page
    return read_isolated("disclint.readers.ocr:read_pictures", data, filename, limits, seconds)


def _recognises() -> bool:
    """Whether text recognition is installed."""
    from importlib.util import find_spec

    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
