"""What a browser does not show: elements that are hidden, and those that are never text of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import Enum, auto

from disclint.readers.html_tokens import Kind, attributes

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source"}
    | {"track", "wbr"}
)
# Never text of the page: controls, navigation, drawings, islands of XML; del is what Word exports as a deletion.
OUT = frozenset(
    {"template", "nav", "button", "select", "datalist", "svg", "math", "audio", "video", "canvas", "xml", "del"}
    | {"o:officedocumentsettings", "w:worddocument", "dialog"}
)
BLOCK = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hgroup", "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody"}
    | {"td", "tfoot", "th", "thead", "tr", "ul"}
)
CELL = frozenset({"td", "th"})
ROW_GROUP = frozenset({"tbody", "thead", "tfoot"})
TABLE_PART = CELL | ROW_GROUP | {"table", "tr"}
_ROW = ROW_GROUP | {"tr"}
# What ends an element without its end tag, unless within an inner element of the second kind.
_ENDED_BY: dict[str, tuple[frozenset[str], str]] = {
    "p": (BLOCK, ""),
    "li": (frozenset({"li"}), "ul ol menu dir"),
    "dt": (frozenset({"dt", "dd"}), "dl"),
    "dd": (frozenset({"dt", "dd"}), "dl"),
    "td": (CELL | _ROW, "table"),
    "th": (CELL | _ROW, "table"),
    "tr": (_ROW, "table"),
    "tbody": (ROW_GROUP, "table"),
    "thead": (ROW_GROUP, "table"),
    "tfoot": (ROW_GROUP, "table"),
}
# hidden, display, visib: spelt out, as IGNORECASE takes ten times as long
_HINT = re.compile(r"[hHdDvV][iI](?:[dD]{2}[eE][nN]|[sS][pP][lL][aA][yY]|[sS][iI][bB])")
_DISPLAY_NONE = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)\b", re.IGNORECASE)


class Shown(Enum):
    """How an element shows."""

    YES = auto()
    NO = auto()
    BLANK = auto()  # it takes its place and shows nothing


def hints(text: str) -> Iterator[int]:
    """Offsets at which a tag may say that it is hidden, and at last one behind the text."""
    for match in _HINT.finditer(text):
        yield match.start()
    yield len(text)


def shown(name: str, raw: str) -> Shown:
    """How the element shows that a start tag with these attributes opens."""
    if name in OUT:
        open_dialog = name == "dialog" and "open" in attributes(raw)
        return Shown.YES if open_dialog or raw.rstrip().endswith("/") else Shown.NO
    found = attributes(raw)
    style = found.get("style", "")
    if "hidden" in found or _DISPLAY_NONE.search(style):
        return Shown.NO
    return Shown.BLANK if _INVISIBLE.search(style) else Shown.YES


class Ending(Enum):
    """How a token ends a hidden element."""

    WITH = auto()  # it is its end tag
    BEFORE = auto()  # it cannot stand inside


class Hidden:
    """The inside of a hidden element: told every token, it says where that element ends."""

    __slots__ = ("_counts", "_open")

    def __init__(self, name: str) -> None:
        self._open = [name]
        self._counts = Counter(self._open)

    def ends(self, kind: Kind, name: str) -> Ending | None:
        """Whether the hidden element ends with, or before, this token."""
        if kind is Kind.START:
            return self._start(name)
        return self._end(name) if kind is Kind.END else None

    def _start(self, name: str) -> Ending | None:
        ending = _ENDED_BY.get(self._open[0])
        if ending and name in ending[0] and not any(self._counts[inner] for inner in ending[1].split()):
            return Ending.BEFORE
        # Inline elements may overlap; only those of the outermost's own name say where it ends.
        if name == self._open[0] or (name in BLOCK and name not in VOID):
            self._open.append(name)
            self._counts[name] += 1
        return None

    def _end(self, name: str) -> Ending | None:
        if not self._counts[name]:
            # The end of something outside: the hidden element was never closed. Better to show too much than to lose
            # the rest of the page.
            outside = TABLE_PART if self._open[0] in TABLE_PART else BLOCK
            return Ending.BEFORE if name in outside and name != "p" else None
        while True:
            last = self._open.pop()
            self._counts[last] -= 1
            if last == name:
                return None if self._open else Ending.WITH
