"""Automatic numbering of OpenDocument: `text:list` with its styles, and the outline numbering of headings.

A list names a list style with a format, prefix and suffix for each level; it counts anew unless it says which list it
goes on with. Specification: OpenDocument 1.3 part 3, 5.3 (lists) and 16.30 (list styles).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from disclint.readers.numbering import integer
from disclint.readers.numerals import numeral

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# LibreOffice keeps Word's level text here (`%1%、`); prefix and suffix say the same for one level.
_WHOLE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_PLACE = re.compile(r"%(\d{1,2})%")
_NUMBER, _BULLET = TEXT + "list-level-style-number", TEXT + "list-level-style-bullet"
_OUTLINE_LEVEL = TEXT + "outline-level-style"
LIST_STYLE, OUTLINE_STYLE = TEXT + "list-style", TEXT + "outline-style"
_LEVELS = 10


class Level(Struct, frozen=True):
    """A level of a list style; `shown` is how many levels its number shows."""

    form: str
    prefix: str
    suffix: str
    start: int
    shown: int
    whole: str | None

    def written(self, level: int, counts: dict[int, int], levels: dict[int, Level]) -> str:
        """The number at `level` (from 1), with the levels above as far as it shows them."""

        def one(each: int) -> str:
            own = levels.get(each, self)
            return numeral(counts.get(each, own.start), own.form) if own.form else ""

        if self.whole is not None:
            return _PLACE.sub(lambda match: one(int(match[1])), self.whole)
        if not self.form:
            return ""
        numbers = [one(each) for each in range(max(level - self.shown, 0) + 1, level + 1)]
        return self.prefix + ".".join(filter(None, numbers)) + self.suffix


def _level(element: Element) -> Level:
    return Level(
        form=element.get(STYLE + "num-format", "") if element.tag != _BULLET else "",
        prefix=element.get(STYLE + "num-prefix", ""),
        suffix=element.get(STYLE + "num-suffix", ""),
        start=integer(element.get(TEXT + "start-value"), 1),
        shown=integer(element.get(TEXT + "display-levels"), 1),
        whole=element.get(_WHOLE) if element.tag != _BULLET else None,
    )


def levels_of(style: Element) -> dict[int, Level]:
    """The levels (from 1) of a list style or of the outline style."""
    return {
        integer(element.get(TEXT + "level"), 1): _level(element)
        for element in style
        if element.tag in (_NUMBER, _BULLET, _OUTLINE_LEVEL)
    }


def list_styles(roots: Iterator[Element]) -> dict[str, dict[int, Level]]:
    """All list styles by name; the outline style under ""."""
    found: dict[str, dict[int, Level]] = {}
    for root in roots:
        for style in root.iter(LIST_STYLE):
            found.setdefault(style.get(STYLE + "name", ""), levels_of(style))
        for style in root.iter(OUTLINE_STYLE):
            found.setdefault("", levels_of(style))
    return found


class OpenList(Struct):
    """A list the walk is in: its style, its level from 1, and the counts it shares with the lists it goes on with."""

    style: str
    level: int
    counts: dict[int, int]


class Lists(Struct):
    """Counts the items of a document, in order."""

    styles: dict[str, dict[int, Level]]
    _by_id: dict[str, dict[int, int]] = {}
    _by_style: dict[str, dict[int, int]] = {}
    _outline: dict[int, int] = {}

    def enter(self, element: Element, inside: OpenList | None) -> OpenList:
        """A `text:list`, at the top or inside another one."""
        style = element.get(TEXT + "style-name") or (inside.style if inside else "")
        if inside:
            return OpenList(style, min(inside.level + 1, _LEVELS), inside.counts)
        counts = self._by_id.get(element.get(TEXT + "continue-list", ""))
        if counts is None and element.get(TEXT + "continue-numbering") == "true":
            counts = self._by_style.get(style)
        if counts is None:
            counts = {}
        self._by_style[style] = counts
        if name := element.get(XML_ID):
            self._by_id[name] = counts
        return OpenList(style, 1, counts)

    def item(self, opened: OpenList, start: str | None) -> str:
        """The number of an item; `start` is the value it sets, if any."""
        levels = self.styles.get(opened.style) if opened.style else None
        return _count(opened.counts, opened.level, levels or {}, start)

    def heading(self, element: Element) -> str:
        """The number of a heading that stands in no list, by the outline style."""
        levels = self.styles.get("")
        if not levels or element.get(TEXT + "is-list-header") == "true":
            return ""
        level = min(max(integer(element.get(TEXT + "outline-level"), 1), 1), _LEVELS)
        start = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
        return _count(self._outline, level, levels, start)


def _count(counts: dict[int, int], level: int, levels: dict[int, Level], start: str | None) -> str:
    own = levels.get(level)
    first = own.start if own else 1
    counts[level] = integer(start, first) if start else counts.get(level, first - 1) + 1
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]
    return own.written(level, counts, levels) if own else ""
