"""What a page of a PDF draws: straight rules, pictures, and runs of text, through all its form XObjects.

PDFium gives the bounds of an object inside a form in the form's own space, so the matrices are multiplied here.
Rules are stroked lines, the edges of stroked rectangles, rectangles filled so thin that they are lines, and frames of
two filled rectangles. Wide filled rectangles (shading of rows, marked changes), what is next to white, and what one
sees through are none.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Points = list[tuple[float, float]]
Edges = tuple[float, float, float, float]  # left, bottom, right, top

THIN = 3.0  # a rectangle no thicker is a line
_SHORT = 1.0  # of a rule
_WHITE = 246  # of 255, all three colours
_CLEAR = 40  # of 255
_SLANT = 0.8  # how far the ends of a straight line may be off
_DEPTH = 12  # forms within forms

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_*
_LINE, _BEZIER, _MOVE = 0, 1, 2  # FPDF_SEGMENT_*


def _apply(matrix: Matrix | None, x: float, y: float) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _multiply(inner: Matrix, outer: Matrix | None) -> Matrix:
    """First `inner`, then `outer`."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _within(box: Edges, clip: Edges | None) -> Edges | None:
    """The part of a box inside another; None where they do not meet."""
    if clip is None:
        return box
    x0, x1 = max(box[0], clip[0] - 0.5), min(box[2], clip[2] + 0.5)
    y0, y1 = max(box[1], clip[1] - 0.5), min(box[3], clip[3] + 0.5)
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


class Drawing:
    """Everything drawn, in page space as PDF counts it (y up). Boxes are (x0, y0, x1, y1)."""

    def __init__(self, lib: Any, most: int) -> None:
        self._lib = lib
        self._left = most
        self.rules: list[Edges] = []
        self.dots: list[Edges] = []
        self.pictures: list[Edges] = []
        self.forms = 0
        self.curves = 0
        self.visible = 0
        self.invisible = 0
        self._edges = tuple(ctypes.c_float() for _ in range(4))
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._matrix = lib.FS_MATRIX()

    def walk(self, page: Any) -> bool:
        """Go through all objects of a page; False if there are too many."""
        lib = self._lib
        return self._objects(lib.FPDFPage_CountObjects(page), lambda i: lib.FPDFPage_GetObject(page, i), None, 0)

    def _objects(self, count: int, get: Any, matrix: Matrix | None, depth: int) -> bool:
        lib = self._lib
        self._left -= count
        if self._left < 0:
            return False
        for index in range(count):
            each = get(index)
            kind = lib.FPDFPageObj_GetType(each)
            if kind == _PATH:
                self._path(each, matrix)
                if self._left < 0:
                    return False
            elif kind == _TEXT:
                if lib.FPDFTextObj_GetTextRenderMode(each) == 3:
                    self.invisible += 1
                else:
                    self.visible += 1
            elif kind == _IMAGE:
                self._picture(each, matrix)
            elif kind == _FORM and depth < _DEPTH:
                self.forms += 1
                inner = _multiply(self._matrix_of(each), matrix)
                children = lib.FPDFFormObj_CountObjects(each)
                if children > 0 and not self._objects(children, _child(lib, each), inner, depth + 1):
                    return False
        return True

    def _matrix_of(self, each: Any) -> Matrix:
        if not self._lib.FPDFPageObj_GetMatrix(each, self._matrix):
            return (1, 0, 0, 1, 0, 0)
        found = self._matrix
        return (found.a, found.b, found.c, found.d, found.e, found.f)

    def _bounds(self, each: Any, matrix: Matrix | None) -> Edges | None:
        if not self._lib.FPDFPageObj_GetBounds(each, *self._edges):
            return None
        left, bottom, right, top = (edge.value for edge in self._edges)
        if matrix is None:
            return left, bottom, right, top
        corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _picture(self, each: Any, matrix: Matrix | None) -> None:
        bounds = self._bounds(each, matrix)
        if bounds is None:
            return
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THIN:
            self._thin(bounds)  # a picture of one colour, drawn out to a line
        else:
            self.pictures.append(bounds)

    def _seen(self, get: Any, each: Any) -> bool:
        """Whether a colour can be told from the paper."""
        if not get(each, *self._colour):
            return True
        red, green, blue, alpha = (part.value for part in self._colour)
        return alpha >= _CLEAR and min(red, green, blue) < _WHITE

    def _thin(self, box: Edges) -> bool:
        """Take a box no thicker than a line as the line it is; False if it is thicker."""
        x0, y0, x1, y1 = box
        width, height = x1 - x0, y1 - y0
        if width > THIN and height > THIN:
            return False
        if width <= THIN and height <= THIN:
            self.dots.append(box)
        elif width > height:
            self.rules.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        else:
            self.rules.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
        return True

    def _path(self, each: Any, matrix: Matrix | None) -> None:
        lib = self._lib
        if not lib.FPDFPath_GetDrawMode(each, self._fill, self._stroke):
            return
        fill, stroke = self._fill.value != 0, self._stroke.value != 0
        fill = fill and self._seen(lib.FPDFPageObj_GetFillColor, each)
        stroke = stroke and self._seen(lib.FPDFPageObj_GetStrokeColor, each)
        if not fill and not stroke:
            return
        bounds = self._bounds(each, matrix)
        if bounds is None:
            return
        clip = self._clip(each, matrix)
        shown = _within(bounds, clip)
        if shown is None:
            return
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THIN:
            self._thin(shown)
            return
        already = len(self.rules)
        self._thick(each, matrix, fill, stroke)
        if clip is not None:
            # The programs that fill a frame once for each of its sides show one side at a time.
            parts = [_within(rule, clip) for rule in self.rules[already:]]
            self.rules[already:] = [p for p in parts if p is not None and p[2] - p[0] + p[3] - p[1] > _SHORT]

    def _thick(self, each: Any, matrix: Matrix | None, fill: bool, stroke: bool) -> None:
        """Take the rules of a shape that is no line as a whole."""
        lib = self._lib
        segments = lib.FPDFPath_CountSegments(each)
        self._left -= segments // 4
        if segments < 2 or self._left < 0:
            return
        placed = _multiply(self._matrix_of(each), matrix)
        rectangles: list[Edges] = []
        straight = True
        for points, curved in self._subpaths(each, segments, placed):
            straight = straight and not curved
            if stroke:
                self._lines(points)
            elif not curved and len(points) >= 3:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                box = (min(xs), min(ys), max(xs), max(ys))
                if not self._thin(box):
                    rectangles.append(box)
        if not straight:
            self.curves += 1
        if len(rectangles) == 2:
            self._frame(*sorted(rectangles))

    def _clip(self, each: Any, matrix: Matrix | None) -> Edges | None:
        """The box outside which nothing of an object shows; None if there is no such box."""
        lib = self._lib
        path = lib.FPDFPageObj_GetClipPath(each)
        count = lib.FPDFClipPath_CountPaths(path) if path else 0
        box: Edges | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for number in range(count):
            points: Points = []
            segments = lib.FPDFClipPath_CountPathSegments(path, number)
            self._left -= segments // 8
            if segments < 2 or self._left < 0:
                continue
            for index in range(segments):
                lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(path, number, index), x, y)
                points.append(_apply(matrix, x.value, y.value))
            xs, ys = [x for x, _ in points], [y for _, y in points]
            edges = (min(xs), min(ys), max(xs), max(ys))
            box = _within(edges, box) or (edges[0], edges[1], edges[0], edges[1])
        return box

    def _subpaths(self, each: Any, count: int, matrix: Matrix) -> list[tuple[Points, bool]]:
        """The points of each sub-path in page space, closed ones back at the start, and whether any part is curved."""
        lib = self._lib
        x, y = ctypes.c_float(), ctypes.c_float()
        found: list[tuple[Points, bool]] = []
        points: Points = []
        curved = False
        for index in range(count):
            segment = lib.FPDFPath_GetPathSegment(each, index)
            kind = lib.FPDFPathSegment_GetType(segment)
            if kind == _MOVE:
                if len(points) > 1:
                    found.append((points, curved))
                points, curved = [], False
            lib.FPDFPathSegment_GetPoint(segment, x, y)
            curved = curved or kind == _BEZIER
            points.append(_apply(matrix, x.value, y.value))
            if lib.FPDFPathSegment_GetClose(segment) and len(points) > 1:
                points.append(points[0])
        if len(points) > 1:
            found.append((points, curved))
        return found

    def _lines(self, points: Points) -> None:
        """The straight, level or upright parts of a stroked sub-path."""
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) <= _SLANT and abs(ax - bx) > _SHORT:
                self.rules.append((ax, (ay + by) / 2, bx, (ay + by) / 2))
            elif abs(ax - bx) <= _SLANT and abs(ay - by) > _SHORT:
                self.rules.append(((ax + bx) / 2, ay, (ax + bx) / 2, by))

    def _frame(self, outer: Edges, inner: Edges) -> None:
        """Two rectangles, one a line's thickness within the other, filled between: the four edges."""
        sides = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
        if min(sides) < -0.1 or max(sides) > THIN:
            return
        x0, y0, x1, y1 = ((a + b) / 2 for a, b in zip(outer, inner, strict=True))
        self.rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _child(lib: Any, form: Any) -> Any:
    return lambda index: lib.FPDFFormObj_GetObject(form, index)
