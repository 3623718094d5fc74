"""Lines outside the tables to paragraphs; what the page adds (its number, running heads) is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from disclint.readers.pdf_lines import NUMBERED
from disclint.readers.pdf_types import Line

_PAGE_NUMBER = re.compile(
    r"[-—–－─·•~～]+\s*\d{1,3}\s*[-—–－─·•~～]+|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?"
    r"|[Pp]age\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?"
)
_BARE_NUMBER = re.compile(r"\d{1,3}(?:\s*/\s*\d{1,3})?")
# What browsers print above and below a page.
_PRINTED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[AP]M|[上下]午)?\s*\d{1,2}:\d{2}|(?:https?|file)://\S+")
_ENDED = "。；;：:！!？?"
_BAND = 0.15  # of the height of a page: where running heads are
_EDGE = 0.12  # of the height of a page: where page numbers are
_OUTER = 3  # lines from the edge of the page that can be running heads


@dataclass(slots=True)
class PageLines:
    """The lines of a page outside its tables, and how high the page is."""

    number: int
    height: float
    width: float
    lines: list[Line]


def drop_furniture(pages: Sequence[PageLines]) -> None:
    """Take page numbers and running heads out of the lines."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_place(line, page) for line in _outer(page)})
    often = max(2, round(len(pages) * 0.6))
    for page in pages:
        furniture = {
            id(line)
            for line in _outer(page)
            if _is_bare_number(line, page) or _PRINTED.match(line.text) or seen[_place(line, page)] >= often
        }
        furniture |= {id(line) for line in (*page.lines[:1], *page.lines[-1:]) if _PAGE_NUMBER.fullmatch(line.text)}
        page.lines = [line for line in page.lines if id(line) not in furniture]


def _outer(page: PageLines) -> list[Line]:
    """The lines near the upper and the lower edge."""
    top = [line for line in page.lines[:_OUTER] if line.y < page.height * _BAND]
    bottom = [line for line in page.lines[-_OUTER:] if line.y > page.height * (1 - _BAND)]
    return top + [line for line in bottom if not any(line is other for other in top)]


def _place(line: Line, page: PageLines) -> tuple[str, int]:
    """The text without its figures and how far it is from the nearer edge."""
    edge = min(line.y, page.height - line.y)
    return re.sub(r"[\d\s]+", "", line.text) or "#", round(edge / 3)


def _is_bare_number(line: Line, page: PageLines) -> bool:
    """Whether a figure stands where page numbers do; elsewhere it may be anything."""
    near = line.y < page.height * _EDGE or line.y > page.height * (1 - _EDGE)
    return near and _BARE_NUMBER.fullmatch(line.text) is not None


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines of body text begin and end on pages of one width."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Halfway between."""
        return (self.left + self.right) / 2


def margins_of(pages: Sequence[PageLines]) -> dict[int, Margins]:
    """The margins of the text by width of page, in whole points."""
    by_width: dict[int, list[Line]] = {}
    for page in pages:
        by_width.setdefault(round(page.width), []).extend(page.lines)
    found: dict[int, Margins] = {}
    for width, lines in by_width.items():
        if not lines:
            continue
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        full = sum(right - line.x1 < 1.2 * line.size for line in lines)
        # A page of short lines does not show where its lines would end: margins are mostly alike on both sides.
        found[width] = Margins(left, right if full >= 4 else max(right, width - left))
    return found


class Paragraphs:
    """Puts lines into paragraphs as they come; `None` in between is a table."""

    def __init__(self, margins: dict[int, Margins], widths: dict[int, float]) -> None:
        self._margins = margins
        self._widths = widths
        self._open: list[Line] = []

    def goes_on(self, line: Line) -> bool:
        """Whether a line belongs to the paragraph that is open."""
        if not self._open:
            return False
        last = self._open[-1]
        margins = self._margins[round(self._widths[last.page])]
        if abs(line.size - last.size) > 0.12 * last.size or line.gaps > 1 or last.gaps > 1:
            return False
        if line.page == last.page and line.y - last.y > self._pitch():
            return False
        if self._centred(last) and self._centred(line):
            return not NUMBERED.match(line.text) and len(self._open) < 4
        if NUMBERED.match(line.text) and last.text[-1] in _ENDED:
            return False
        if last.x1 + line.first + 1.2 * last.size <= margins.right:
            return False  # the line above ends before it had to
        if len(self._open) > 1:
            return abs(line.x0 - last.x0) < 0.8 * line.size
        if last.x0 > margins.left + 4 * last.size:
            return False  # set to the right: a signature, a date
        return line.x0 < last.x0 + 0.5 * line.size

    def add(self, line: Line) -> None:
        """Take a line into the open paragraph."""
        self._open.append(line)

    def take(self) -> list[Line]:
        """The lines of the paragraph that was open; none is open then."""
        lines, self._open = self._open, []
        return lines

    def _pitch(self) -> float:
        """The distance of lines within a paragraph, at most."""
        last = self._open[-1]
        if len(self._open) > 1 and self._open[-2].page == last.page:
            return 1.3 * (last.y - self._open[-2].y)
        return 2.8 * last.size

    def _centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, clear of both margins."""
        margins = self._margins[round(self._widths[line.page])]
        middle = (line.x0 + line.x1) / 2
        return abs(middle - margins.middle) < 1.2 * line.size and line.x0 > margins.left + 1.5 * line.size
