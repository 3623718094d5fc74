"""The text of an OpenDocument paragraph, as `wordtext` gives that of a Word paragraph.

Deleted text is not in the paragraph at all (it stands in `text:tracked-changes`), inserted text is. White space
collapses as in XML; spaces and tabs that count are elements. Specification: OpenDocument 1.3 part 3, 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from disclint.readers.flow import Content, Line, Mark, snippet
from disclint.readers.numbering import integer
from disclint.readers.odtlists import STYLE, TEXT

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

STYLE_NAME = TEXT + "style-name"
_SPAN = TEXT + "span"
_OUT = frozenset({TEXT + "note", TEXT + "ruby-text", OFFICE + "annotation-end", TEXT + "tracked-changes"})
_CHANGES = frozenset({TEXT + "change", TEXT + "change-start"})
_HIDDEN_FIELDS = frozenset({TEXT + "hidden-text", TEXT + "hidden-paragraph"})
SHAPES = frozenset(
    DRAW + name for name in ("frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line", "g")
)
_WHITE = re.compile(r"[ \t\r\n]+")
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)(cm|mm|in|pt)")
_UNITS = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72}
_MOST_SPACES = 1_000


class Reading:
    """What is kept from paragraph to paragraph of one document; a subclass says what shapes hold."""

    def __init__(self, hidden: frozenset[str], breaks: frozenset[str], page: int | None = None) -> None:
        self.hidden = hidden  # styles, of text, paragraph or section, that hide
        self.breaks = breaks  # paragraph and table styles that begin a page
        self.page = page  # None where pages are not known
        self.begun = False
        self.comments = 0
        self.changes = 0

    def box(self, element: Element, depth: int) -> list[Content]:
        """The content of a shape that stands at this depth."""
        return []

    def turn_page(self) -> None:
        """A page ends here, where pages are known."""
        if self.page is not None:
            self.page += 1


def style_names(root: Element, property_name: str, values: tuple[str, ...]) -> set[str]:
    """The names of the styles one of whose property elements has this attribute with one of these values."""
    return {
        style.get(STYLE + "name", "")
        for style in root.iter(STYLE + "style")
        if any(properties.get(property_name) in values for properties in style)
    }


def hiding_styles(root: Element) -> set[str]:
    """The names of the styles that hide their text."""
    return style_names(root, TEXT + "display", ("none",))


def breaking_styles(root: Element) -> set[str]:
    """The names of the styles that begin a page."""
    return style_names(root, _FO + "break-before", ("page",))


class ParagraphText(Struct):
    """One paragraph read: `line`, and in `boxes` what floats beside it."""

    reading: Reading
    depth: int
    line: Line
    boxes: list[Content] = []
    _parts: list[str] = []
    _hidden: list[str] = []

    def read(self, element: Element, hidden: bool) -> ParagraphText:
        """Read a `text:p` or `text:h`; `hidden` when what it stands in is."""
        style = element.get(STYLE_NAME, "")
        if style in self.reading.breaks and self.reading.begun:
            self.reading.turn_page()
        self.line.page = self.reading.page
        self._walk(element, hidden or style in self.reading.hidden)
        self.line.text = "".join(self._parts).strip(" ")
        if text := snippet("".join(self._hidden)):
            self.line.marks.append(Mark("hidden-text", text))
        return self

    def _walk(self, element: Element, hidden: bool) -> None:
        self._say(_WHITE.sub(" ", element.text or ""), hidden)
        stack: list[tuple[Iterator[Element], bool, str]] = [(iter(element), hidden, "")]
        while stack:
            children, hidden, _ = stack[-1]
            for child in children:
                tail = _WHITE.sub(" ", child.tail or "")
                if self._enter(child, hidden):
                    inner = hidden or (child.tag == _SPAN and child.get(STYLE_NAME) in self.reading.hidden)
                    inner = inner or child.tag in _HIDDEN_FIELDS
                    self._say(_WHITE.sub(" ", child.text or ""), inner)
                    stack.append((iter(child), inner, tail))
                    break
                self._say(tail, hidden)
            else:
                _, _, tail = stack.pop()
                if stack:
                    self._say(tail, stack[-1][1])

    def _say(self, text: str, hidden: bool) -> None:
        if not text:
            return
        if hidden:
            self._hidden.append(text)
            return
        if not self._parts:
            self.line.page = self.reading.page
        self._parts.append(text)

    def _enter(self, child: Element, hidden: bool) -> bool:
        """Take what an element says by itself; whether its content is to be walked."""
        tag = child.tag
        if tag == TEXT + "s":
            self._say(" " * min(max(integer(child.get(TEXT + "c"), 1), 1), _MOST_SPACES), hidden)
        elif tag == TEXT + "tab":
            self._say("\t", hidden)
        elif tag == TEXT + "line-break":
            self._say("\n", hidden)
        elif tag == TEXT + "soft-page-break":
            self.reading.turn_page()
        elif tag == OFFICE + "annotation":
            self.reading.comments += 1
            if self.reading.comments == 1:
                self.line.marks.append(Mark("comments"))
        elif tag in _CHANGES:
            self.reading.changes += 1
            if self.reading.changes == 1:
                self.line.marks.append(Mark("revisions"))
        elif tag in SHAPES:
            if not hidden:
                found = shape(child, self.reading, self.depth)
                self.line.marks += [mark for mark in found if isinstance(mark, Mark)]
                self.boxes += [content for content in found if not isinstance(content, Mark)]
        else:
            return tag not in _OUT
        return False


def shape(element: Element, reading: Reading, depth: int) -> list[Content | Mark]:
    """What a drawing shape holds: the content of a text box or of a shape with text, or a mark for a picture."""
    found: list[Content | Mark] = []
    stack = [(element, "")]
    while stack:
        each, size = stack.pop()
        if each.tag == DRAW + "g":
            stack += [(child, size) for child in reversed(each) if child.tag in SHAPES]
        elif each.tag == DRAW + "frame":
            # A frame holds the same thing in several ways, the best one first.
            best = next((child for child in each if child.tag.startswith(DRAW)), None)
            if best is None:
                continue
            if best.tag == DRAW + "text-box":
                found += reading.box(best, depth + 1)
            else:
                found.append(Mark("image", _size(each)))
        else:
            found += reading.box(each, depth + 1)
    return found


def _size(frame: Element) -> str:
    sides = [_LENGTH.fullmatch(frame.get(_SVG + name, "")) for name in ("width", "height")]
    millimetres = [f"{float(side[1]) * _UNITS[side[2]]:.0f}" for side in sides if side]
    return "×".join(millimetres) + " mm" if len(millimetres) == 2 else ""
