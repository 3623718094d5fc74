"""The text of a Word paragraph: what a reader of the printed page sees, all tracked changes accepted.

In: runs, insertions, hyperlinks, content controls, the results of fields, tabs, line breaks, formulas; text boxes,
given back beside the text. Out: deletions, field instructions, tables of contents, notes; hidden text, which is
marked. The walk keeps a stack of its own: a file may nest as deeply as it likes. Specification: ECMA-376 part 1, 17.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from disclint.readers.flow import Content, Line, Mark, snippet
from disclint.readers.numbering import Styles, W, integer, on, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

P_PR, R_PR, SDT = W + "pPr", W + "rPr", W + "sdt"
INSERTED, DELETED, MOVED_HERE, MOVED_AWAY = W + "ins", W + "del", W + "moveTo", W + "moveFrom"
ALTERNATE = _MC + "AlternateContent"
EMBEDDED = frozenset({W + "altChunk", W + "subDoc"})
# Elements whose content stands in their place.
WRAPPERS = frozenset(
    W + name for name in ("sdtContent", "customXml", "smartTag", "dir", "bdo", "hyperlink", "ruby", "rubyBase")
)
_TEXT = frozenset({W + "t", _MATH + "t"})
_RUN = W + "r"
# In these everything is looked into, whatever it is called.
_OPAQUE = frozenset({W + "drawing", W + "pict", W + "object", _MATH + "oMath", _MATH + "oMathPara"})
_EMU = 36_000  # to the millimetre
_STYLE_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5}(?:\.\d{1,4})?)(pt|in|mm|cm)")
_UNITS = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0}


def chosen(alternate: Element) -> Element | None:
    """What an AlternateContent stands for: its choice, for we read them all, else its fallback. Never both."""
    found = alternate.find(_MC + "Choice")
    return alternate.find(_MC + "Fallback") if found is None else found


def is_contents(control: Element) -> bool:
    """Whether a content control holds a table of contents, which repeats every heading of the document."""
    properties = control.find(W + "sdtPr")
    part = None if properties is None else properties.find(W + "docPartObj")
    return value(part, "docPartGallery") == "Table of Contents"


class Fields(Struct):
    """The complex fields open at a point of the text: a field goes from instruction to result over many paragraphs."""

    balanced: bool = True  # whether every field of the document ends; only then may one swallow paragraphs
    open: list[_Field] = []

    def change(self, kind: str | None) -> None:
        """A `w:fldChar`: begin, separate or end."""
        if kind == "begin" and len(self.open) < 100:
            self.open.append(_Field())
        elif kind == "separate" and self.open:
            self.open[-1].result = True
        elif kind == "end" and self.open:
            self.open.pop()

    def muted(self) -> bool:
        """Whether text here is no result, or that of a table of contents."""
        return any(not each.result or _is_toc(each.code) for each in self.open)

    def end_paragraph(self) -> None:
        """A torn field must not swallow the paragraphs behind it."""
        if not self.balanced:
            self.open.clear()


class _Field(Struct):
    code: str = ""
    result: bool = False


def _is_toc(code: str) -> bool:
    return code[:40].split()[:1] == ["TOC"]


class Reading:
    """What is kept from paragraph to paragraph of one document; a subclass says what text boxes hold.

    A base, not a holder of the reader: a circle of references would keep every tree until the garbage is collected.
    """

    def __init__(self, styles: Styles, fields: Fields, page: int | None = None) -> None:
        self.styles = styles
        self.fields = fields
        self.page = page  # None where pages are not known
        self.revisions = 0
        self.comments = 0

    def text_box(self, element: Element, depth: int) -> list[Content]:
        """The content of a text box that stands at this depth."""
        return []

    def revised(self, marks: list[Mark]) -> None:
        """Count an unaccepted revision; the first is noted where it stands."""
        self.revisions += 1
        if self.revisions == 1:
            marks.append(Mark("revisions"))

    def commented(self, marks: list[Mark]) -> None:
        """Count a comment; the first is noted where it stands."""
        self.comments += 1
        if self.comments == 1:
            marks.append(Mark("comments"))

    def hides(self, run: Element, inherited: bool) -> bool:
        """Whether a run is hidden: by itself, by its character style, or by the style of its paragraph."""
        properties = run.find(R_PR)
        if properties is None:
            return inherited
        said = on(properties, "vanish")
        if said is not None:
            return said
        return inherited or (self.styles.hide and self.styles.hides(value(properties, "rStyle")))


class ParagraphText:
    """One paragraph read: `line`, and in `boxes` the content of the text boxes anchored in it."""

    __slots__ = ("_depth", "_hidden", "_parts", "_reading", "_size", "boxes", "line")

    def __init__(self, element: Element, reading: Reading, depth: int) -> None:
        self.line = Line(page=reading.page)
        self.boxes: list[Content] = []
        self._reading = reading
        self._depth = depth
        self._parts: list[str] = []
        self._hidden: list[str] = []
        self._size = ""
        style_hides = reading.styles.hide and reading.styles.hides(value(element.find(P_PR), "pStyle"))
        self._walk(element, style_hides)
        self.line.text = "".join(self._parts)
        if text := snippet("".join(self._hidden)):
            self.line.marks.append(Mark("hidden-text", text))
        reading.fields.end_paragraph()

    def _walk(self, element: Element, hidden: bool) -> None:
        stack: list[tuple[Iterator[Element], bool, bool]] = [(iter(element), hidden, False)]
        while stack:
            children, hidden, opaque = stack[-1]
            for child in children:
                tag = child.tag
                if tag in _TEXT:
                    self.say(child.text or "", hidden)
                    continue
                if tag == _RUN:
                    stack.append((iter(child), self._reading.hides(child, hidden), opaque))
                    break
                inner: Element | None = child
                if handler := _HANDLERS.get(tag):
                    inner = handler(self, child, hidden)
                elif not opaque and tag not in _OPAQUE and tag not in WRAPPERS:
                    continue
                if inner is not None:
                    stack.append((iter(inner), hidden, opaque or tag in _OPAQUE))
                    break
            else:
                stack.pop()

    def say(self, text: str, hidden: bool) -> None:
        """Add a text, to what is seen or to what is hidden."""
        if self._reading.fields.open and self._reading.fields.muted():
            return
        if hidden:
            self._hidden.append(text)
            return
        if not self._parts:
            self.line.page = self._reading.page
        self._parts.append(text)

    # What an element says by itself; its handler gives back the element whose children are to be walked.

    def _tab(self, child: Element, hidden: bool) -> None:
        self.say("\t", hidden)

    def _break(self, child: Element, hidden: bool) -> None:
        self.say("\n", hidden)

    def _hyphen(self, child: Element, hidden: bool) -> None:
        self.say("-", hidden)

    def _symbol(self, child: Element, hidden: bool) -> None:
        code = child.get(W + "char", "")
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
        # A sign of a symbol font that Unicode does not have must not be taken for nothing.
        self.say(chr(number) if 0x20 < number < 0xD800 else "□", hidden)

    def _inserted(self, child: Element, hidden: bool) -> Element:
        self._reading.revised(self.line.marks)
        return child

    def _deleted(self, child: Element, hidden: bool) -> None:
        self._reading.revised(self.line.marks)

    def _control(self, child: Element, hidden: bool) -> Element | None:
        return None if is_contents(child) else child

    def _simple_field(self, child: Element, hidden: bool) -> Element | None:
        return None if _is_toc(child.get(W + "instr", "")) else child

    def _field(self, child: Element, hidden: bool) -> None:
        self._reading.fields.change(child.get(W + "fldCharType"))

    def _instruction(self, child: Element, hidden: bool) -> None:
        opened = self._reading.fields.open
        if opened and len(opened[-1].code) < 40:
            opened[-1].code += child.text or ""

    def _alternate(self, child: Element, hidden: bool) -> Element | None:
        return chosen(child)

    def _text_box(self, child: Element, hidden: bool) -> None:
        if not hidden:
            self.boxes += self._reading.text_box(child, self._depth + 1)

    def _picture(self, child: Element, hidden: bool) -> None:
        self.line.marks.append(Mark("image", self._size))

    def _extent(self, child: Element, hidden: bool) -> Element:
        self._size = _size(child) or self._size
        return child

    def _word_art(self, child: Element, hidden: bool) -> None:
        self.boxes.append(Line(child.get("string", ""), page=self._reading.page))

    def _page_break(self, child: Element, hidden: bool) -> None:
        if self._reading.page is not None:
            self._reading.page += 1

    def _comment(self, child: Element, hidden: bool) -> None:
        self._reading.commented(self.line.marks)

    def _embedded(self, child: Element, hidden: bool) -> None:
        self.line.marks.append(Mark("embedded"))


_HANDLERS: dict[str, Callable[[ParagraphText, Element, bool], Element | None]] = {
    W + "tab": ParagraphText._tab,
    W + "ptab": ParagraphText._tab,
    W + "br": ParagraphText._break,
    W + "cr": ParagraphText._break,
    W + "noBreakHyphen": ParagraphText._hyphen,
    W + "sym": ParagraphText._symbol,
    INSERTED: ParagraphText._inserted,
    MOVED_HERE: ParagraphText._inserted,
    DELETED: ParagraphText._deleted,
    MOVED_AWAY: ParagraphText._deleted,
    SDT: ParagraphText._control,
    W + "fldSimple": ParagraphText._simple_field,
    W + "fldChar": ParagraphText._field,
    W + "instrText": ParagraphText._instruction,
    ALTERNATE: ParagraphText._alternate,
    W + "txbxContent": ParagraphText._text_box,
    _A + "blip": ParagraphText._picture,
    _VML + "imagedata": ParagraphText._picture,
    _WP + "extent": ParagraphText._extent,
    _VML + "shape": ParagraphText._extent,
    _VML + "textpath": ParagraphText._word_art,
    W + "lastRenderedPageBreak": ParagraphText._page_break,
    W + "commentReference": ParagraphText._comment,
    **dict.fromkeys(EMBEDDED, ParagraphText._embedded),
}


def _size(element: Element) -> str:
    """Width × height of a picture's frame, as `wp:extent` (EMU) or a VML style says; "" when it does not."""
    if element.get("cx"):
        width, height = integer(element.get("cx")) / _EMU, integer(element.get("cy")) / _EMU
    else:
        found = {name: float(size) * _UNITS[unit] for name, size, unit in _STYLE_SIZE.findall(element.get("style", ""))}
        if len(found) < 2:
            return ""
        width, height = found["width"], found["height"]
    return f"{width:.0f}×{height:.0f} mm"
