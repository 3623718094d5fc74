"""A page of a PDF to characters, rules and pictures, by PDFium. Runs in the child process only."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any

from disclint.errors import UnreadableError
from disclint.readers.limits import Limits
from disclint.readers.pdf_rules import Drawing
from disclint.readers.pdf_types import Box, Char, Page, Rule

# PDFium puts plain characters in place of the Kangxi radicals Skia writes; inside forms their boxes are then wrong.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}
_PLAIN_RADICALS = frozenset(_RADICALS.values()) | frozenset("长门见贝车页风飞马鱼鸟麦黄齿龙龟韦卤")


def read_page(lib: Any, handle: Any, number: int, limits: Limits) -> Page:
    """The page behind a PDFium handle; UnreadableError if it holds more than the limits allow."""
    drawing = Drawing(lib, limits.pdf_objects)
    if not drawing.walk(handle):
        raise UnreadableError(
            f"第 {number} 页超过 {limits.pdf_objects} 个图形，不像一份年度报告"
            f" (page {number} has more than {limits.pdf_objects} objects)"
        )
    text = lib.FPDFText_LoadPage(handle)
    if not text:
        raise UnreadableError(f"第 {number} 页已损坏，请重新导出 PDF (page {number} is damaged: export the PDF again)")
    try:
        count = lib.FPDFText_CountChars(text)
        if count > limits.pdf_characters:
            raise UnreadableError(
                f"第 {number} 页超过 {limits.pdf_characters} 个字符，不像一份年度报告"
                f" (page {number} has more than {limits.pdf_characters} characters)"
            )
        found, bad = _characters(lib, text, count, drawing.forms > 0)
    finally:
        lib.FPDFText_ClosePage(text)
    frame = _frame(lib, handle)
    turn = Counter(quarter for *_, quarter in found).most_common(1)
    quarter = turn[0][0] if turn else lib.FPDFPage_GetRotation(handle)
    place, width, height = _reading(quarter, frame)
    page = Page(number, width, height, bad_chars=bad, curves=drawing.curves)
    page.invisible, page.visible = drawing.invisible, drawing.visible
    for char, left, bottom, right, top, x, y, size, turned in found:
        if turned == quarter:
            x0, y0 = place(left, bottom)
            x1, y1 = place(right, top)
            base = place(x, y)[1]
            page.chars.append(Char(char, min(x0, x1), max(x0, x1), base if size else max(y0, y1), size))
    _turn_drawing(drawing, page, place)
    return page


_Raw = tuple[str, float, float, float, float, float, float, float, int]


def _characters(lib: Any, text: Any, count: int, forms: bool) -> tuple[list[_Raw], int]:
    """Characters with box, origin, size and quarter turns of their line, in page space; how many have no meaning."""
    unicode_of, origin_of, box_of = lib.FPDFText_GetUnicode, lib.FPDFText_GetCharOrigin, lib.FPDFText_GetLooseCharBox
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), lib.FS_RECTF(), lib.FS_MATRIX()
    found: list[_Raw] = []
    bad = 0
    size, quarter, last_y, last_x = 0.0, 0, math.inf, math.inf
    for index in range(count):
        code = unicode_of(text, index)
        if code <= 32 or code in (0xAD, 0xFFFE, 0x2D, 0xA0):
            if code in (10, 13) or lib.FPDFText_IsGenerated(text, index) == 1:
                continue
            if code < 32 and code != 9:
                bad += code == 0
                continue
        if code >= 0xD800 and (code <= 0xF8FF or 0xFFFD <= code <= 0xFFFF or code >= 0xF0000):
            bad += 1
            if code <= 0xDFFF:
                code = 0xFFFD
        origin_of(text, index, x, y)
        box_of(text, index, box)
        at_x, at_y = x.value, y.value
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        char = _RADICALS.get(code) or chr(code)
        if abs(at_y - last_y) > 0.01 or not -0.1 < at_x - last_x < 3 * size:
            lib.FPDFText_GetMatrix(text, index, matrix)
            size = lib.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            angle = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
            quarter = round(angle) % 4 if abs(angle - round(angle)) < 0.05 else -1
        last_y, last_x = at_y, at_x
        if quarter < 0 or not size:
            continue  # a watermark across the page
        if forms and char in _PLAIN_RADICALS:
            lib.FPDFText_GetMatrix(text, index, matrix)
            if abs(at_y - matrix.f) > 2 * size and quarter == 0:
                # The box is in the space of its form; the matrix tells where the character really stands.
                size = lib.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
                at_x, at_y = matrix.e, matrix.f
                left, bottom, right, top = at_x, at_y - size * 0.12, at_x + size, at_y + size * 0.88
        found.append((char, left, bottom, right, top, at_x, at_y, size, quarter))
    return found, bad


def _frame(lib: Any, handle: Any) -> Box:
    """The visible part of the page in page space: left, bottom, right, top."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not lib.FPDFPage_GetCropBox(handle, *edges) and not lib.FPDFPage_GetMediaBox(handle, *edges):
        width, height = lib.FPDF_GetPageWidthF(handle), lib.FPDF_GetPageHeightF(handle)
        turned = lib.FPDFPage_GetRotation(handle) % 2
        return Box(0, 0, height if turned else width, width if turned else height)
    left, bottom, right, top = (edge.value for edge in edges)
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


Place = Callable[[float, float], tuple[float, float]]


def _reading(quarter: int, frame: Box) -> tuple[Place, float, float]:
    """(page space to reading space, width, height) for text that runs at so many quarter turns to the left."""
    left, bottom, right, top = frame
    if quarter == 1:
        return (lambda x, y: (y - bottom, x - left)), frame.height, frame.width
    if quarter == 2:
        return (lambda x, y: (right - x, y - bottom)), frame.width, frame.height
    if quarter == 3:
        return (lambda x, y: (top - y, right - x)), frame.height, frame.width
    return (lambda x, y: (x - left, top - y)), frame.width, frame.height


def _turn_drawing(drawing: Drawing, page: Page, place: Place) -> None:
    """Rules and pictures to reading space."""
    for x0, y0, x1, y1 in drawing.rules:
        (ax, ay), (bx, by) = place(x0, y0), place(x1, y1)
        if abs(bx - ax) >= abs(by - ay):
            page.across += _rule((ay + by) / 2, ax, bx, page.height, page.width)
        else:
            page.down += _rule((ax + bx) / 2, ay, by, page.width, page.height)
    for x0, y0, x1, y1 in drawing.dots:
        (ax, ay), (bx, by) = place(x0, y0), place(x1, y1)
        page.across += _rule((ay + by) / 2, ax, bx, page.height, page.width)
        page.down += _rule((ax + bx) / 2, ay, by, page.width, page.height)
    for x0, y0, x1, y1 in drawing.pictures:
        (ax, ay), (bx, by) = place(x0, y0), place(x1, y1)
        page.pictures.append(Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))


def _rule(at: float, start: float, end: float, most: float, longest: float) -> list[Rule]:
    """The part of a rule that is on the page, if there is one."""
    low, high = max(min(start, end), 0.0), min(max(start, end), longest)
    return [Rule(at, low, high)] if -1 <= at <= most + 1 and low <= high else []
