"""Scanned PDFs, by RapidOCR: pages as pictures, recognised text and detected rules into the same tables.

Runs in the child process only. RapidOCR brings its models in the package and needs no network. Whatever is read here
is a likeness, not a text: the format of the document is `pdf-ocr`, by which every value is marked.
"""

from __future__ import annotations

import ctypes
import time
from importlib import import_module
from typing import Any

from disclint.document import Document
from disclint.errors import UnreadableError
from disclint.readers.limits import Limits
from disclint.readers.pdf_file import Opened, document_of, library
from disclint.readers.pdf_types import Char, Page, Rule

_DPI = 200
_POINT = 72 / _DPI  # points in a pixel
_SURE = 0.5  # a line recognised with less is a smudge
_TILT = 4.0  # degrees a page may be askew and is turned back
_SHORTEST = 18.0  # points of a rule: characters have strokes, too
_FEW = 20  # characters that are no text


def read_pictures(data: bytes, filename: str, limits: Limits) -> Document:
    """Read a scanned PDF in this process; UnreadableError if it is too much, or if there is no text in the pictures."""
    lib = library()
    engine = _engine()
    pages: list[Page] = []
    begun = time.monotonic()
    with Opened(lib, data, limits) as opened:
        if opened.count > limits.ocr_pages:
            raise UnreadableError(
                f"扫描件超过 {limits.ocr_pages} 页，不作文字识别 (a scan of more than {limits.ocr_pages} pages is not read)"
            )
        allowed = limits.child_seconds + limits.child_seconds_per_ocr_page * opened.count
        for number in range(1, opened.count + 1):
            if time.monotonic() - begun > allowed:
                raise UnreadableError(
                    f"文字识别超过 {allowed:g} 秒，已中止 (text recognition took longer than {allowed:g} seconds)"
                )
            handle = opened.load(number)
            try:
                picture = _render(lib, handle, number, limits)
            finally:
                lib.FPDF_ClosePage(handle)
            pages.append(_recognise(engine, picture, number))
    if sum(len(page.chars) for page in pages) < _FEW:
        raise UnreadableError("扫描件里没有识别出文字 (no text could be recognised in the scan)")
    return document_of(pages, filename, "pdf-ocr")


def _engine() -> Any:
    """RapidOCR, loaded once a process."""
    global _loaded
    if _loaded is None:
        try:
            library = import_module("rapidocr")
        except ImportError as error:
            command = 'pip install "disclint[ocr]"'
            raise UnreadableError(
                f"识别扫描件需要 rapidocr，请运行：{command} (reading scans needs rapidocr: run {command})"
            ) from error
        _loaded = library.RapidOCR(params={"Global.log_level": "critical"})
    return _loaded


_loaded: Any = None


def _render(lib: Any, handle: Any, number: int, limits: Limits) -> Any:
    """A page as an array of pixels (height × width × blue, green, red)."""
    numpy: Any = import_module("numpy")
    width, height = lib.FPDF_GetPageWidthF(handle), lib.FPDF_GetPageHeightF(handle)
    across, down = round(width / _POINT), round(height / _POINT)
    if not 0 < across * down <= limits.ocr_pixels:
        raise UnreadableError(f"第 {number} 页尺寸过大，不作文字识别 (page {number} is too large to be recognised)")
    bitmap = lib.FPDFBitmap_Create(across, down, 0)
    if not bitmap:
        raise MemoryError
    try:
        lib.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        lib.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, across, down, 0, 0)
        stride = lib.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.string_at(lib.FPDFBitmap_GetBuffer(bitmap), stride * down)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    pixels = numpy.frombuffer(buffer, numpy.uint8).reshape(down, stride)[:, : across * 4]
    return pixels.reshape(down, across, 4)[:, :, :3].copy()


def _recognise(engine: Any, picture: Any, number: int) -> Page:
    """What a picture shows: characters and rules, in points."""
    picture = _upright(picture)
    height, width = picture.shape[:2]
    page = Page(number, width * _POINT, height * _POINT)
    found = engine(picture, use_cls=False, return_word_box=True)
    for words, score in zip(found.word_results or (), found.scores or (), strict=False):
        if score >= _SURE:
            for text, _, corners in words:
                page.chars += _characters(text, corners)
    across, down = _rules(picture)
    page.across = [rule for rule in across if not _is_stroke(rule, page.chars, level=True)]
    page.down = [rule for rule in down if not _is_stroke(rule, page.chars, level=False)]
    return page


def _is_stroke(rule: Rule, chars: list[Char], *, level: bool) -> bool:
    """Whether what looks like a rule is a stroke of a character: the large type of a title has long ones."""
    x0, x1, y0, y1 = (rule.start, rule.end, rule.at, rule.at) if level else (rule.at, rule.at, rule.start, rule.end)
    for char in chars:
        slack = 0.15 * char.size
        if char.x0 - slack <= x0 and x1 <= char.x1 + slack:
            top, bottom = char.y - 1.02 * char.size, char.y + 0.32 * char.size  # the box recognised
            if top - slack <= y0 and y1 <= bottom + slack:
                return True
    return False


def _characters(text: str, corners: Any) -> list[Char]:
    """The characters of a recognised word share its box."""
    xs, ys = [corner[0] * _POINT for corner in corners], [corner[1] * _POINT for corner in corners]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    size = 0.75 * (bottom - top)
    base = (top + bottom) / 2 + 0.35 * size
    step = (right - left) / max(len(text), 1)
    return [Char(char, left + i * step, left + (i + 1) * step, base, size) for i, char in enumerate(text)]


def _dark(picture: Any) -> Any:
    """Ink as white on black. In the red channel a red seal over the table is as light as the paper."""
    cv2: Any = import_module("cv2")
    return cv2.adaptiveThreshold(
        picture[:, :, 2], 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=31, C=15
    )


def _upright(picture: Any) -> Any:
    """The picture turned so that its long lines are level, if it was scanned a little askew."""
    cv2: Any = import_module("cv2")
    numpy: Any = import_module("numpy")
    lines = cv2.HoughLinesP(_dark(picture), 1, numpy.pi / 1800, 300, minLineLength=picture.shape[1] // 4, maxLineGap=8)
    if lines is None:
        return picture
    angles = numpy.degrees([numpy.arctan2(y1 - y0, x1 - x0) for x0, y0, x1, y1 in lines.reshape(-1, 4)])
    level = angles[abs(angles) < _TILT]
    tilt = float(numpy.median(level)) if len(level) else 0.0
    if abs(tilt) < 0.03:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))


def _rules(picture: Any) -> tuple[list[Rule], list[Rule]]:
    """The straight lines of a picture, level and upright ones."""
    cv2: Any = import_module("cv2")
    dark = _dark(picture)
    reach = round(_SHORTEST / _POINT)
    found: list[list[Rule]] = []
    for across in (True, False):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (reach, 1) if across else (1, reach))
        strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        count, _, boxes, _ = cv2.connectedComponentsWithStats(strokes)
        rules: list[Rule] = []
        for x, y, width, height, _ in boxes[1:count].tolist():
            long, thick = (width, height) if across else (height, width)
            if thick * _POINT > 6 or long < reach:
                continue
            at = (y + height / 2 if across else x + width / 2) * _POINT
            start = (x if across else y) * _POINT
            rules.append(Rule(at, start, start + long * _POINT))
        found.append(rules)
    return found[0], found[1]
