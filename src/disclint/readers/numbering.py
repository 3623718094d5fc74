"""Automatic numbering of Word computed: the 一、 of a heading may exist only as a reference to numbering.xml.

A paragraph names a list (`w:numId`) and a level, itself or through its style; the list names an abstract list with a
format, a start and a text (`%1、`, `（%2）`) for each level. Lists of one abstract list count on together unless one
says where it starts. Specification: ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from msgspec import Struct

from disclint.readers.limits import Limits
from disclint.readers.numerals import numeral
from disclint.readers.ooxml import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
USED_STYLE = re.compile(rb'[pr]Style\s+\w+:val="([^"]*)"')
_ID = re.compile(rb'\sw:styleId="([^"]*)"')
_BASED_ON = re.compile(rb'<w:basedOn\s+w:val="([^"]*)"')
_MAX_STYLES = 50  # of a chain of basedOn; files with a circle in it exist


class Level(Struct, frozen=True):
    """A level of a list. `restart` is the level (from 1) after which it counts anew: None for any above it, 0 never."""

    form: str = "decimal"
    start: int = 1
    text: str = ""
    restart: int | None = None
    legal: bool = False


class _List(Struct):
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]  # levels this list starts anew, at its first use
    used: bool = False


class _Style(Struct):
    based_on: str = ""
    number: tuple[str | None, int | None] | None = None
    vanish: bool | None = None


def value(parent: Element | None, tag: str) -> str | None:
    """`w:val` of a child, None without the child or the attribute."""
    child = None if parent is None else parent.find(W + tag)
    return None if child is None else child.get(_VAL)


def on(parent: Element, tag: str) -> bool | None:
    """A toggle property such as `w:vanish`: on, off, or None where nothing is said."""
    child = parent.find(W + tag)
    return None if child is None else child.get(_VAL, "1") not in ("0", "false", "off")


def integer(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute within ±2³¹; `default` for anything else."""
    try:
        found = int(text) if text and len(text) < 12 else default
    except ValueError:
        return default
    return found if abs(found) < 2**31 else default


def number_property(properties: Element | None) -> tuple[str | None, int | None] | None:
    """(list, level) as written in a `w:pPr`; None where it has no `w:numPr`."""
    found = None if properties is None else properties.find(W + "numPr")
    if found is None:
        return None
    level = value(found, "ilvl")
    return value(found, "numId"), None if level is None else integer(level)


class Styles(Struct):
    """The paragraph and character styles, as far as they number or hide text."""

    styles: dict[str, _Style] = {}
    default: str = ""
    hide: bool = False  # whether any style hides text

    def _chain(self, name: str) -> list[tuple[str, _Style]]:
        chain: list[tuple[str, _Style]] = []
        while name in self.styles and len(chain) < _MAX_STYLES:
            chain.append((name, self.styles[name]))
            name = self.styles[name].based_on
        return chain

    def number(self, name: str | None) -> tuple[str, str | None, int | None] | None:
        """(the style that says so, list, level) of a paragraph style, its own or inherited."""
        for owner, style in self._chain(name or self.default):
            if style.number and style.number[0] is not None:
                return owner, style.number[0], style.number[1]
        return None

    def hides(self, name: str | None) -> bool:
        """Whether the style hides its text."""
        chain = self._chain(name or "") if self.hide else []
        return next((style.vanish for _, style in chain if style.vanish is not None), False)


def read_styles(data: bytes, document: bytes, limits: Limits) -> Styles:
    """The styles of a styles.xml ("" for none), nothing if none that the document uses numbers or hides text.

    UnreadableError when it is damaged or past a limit. Most files use few of their styles, and table styles, which
    number nothing, are nine tenths of many a styles.xml: both are told from the bytes, before anything is parsed.
    """
    found = Styles()
    opening, closing = b"<w:style ", b"</w:style>"
    *styles, rest = data.split(closing)
    if styles and opening in styles[0]:
        cut = styles[0].index(opening)
        head, styles[0] = styles[0][:cut], styles[0][cut:]
        styles = [style + closing for style in styles if b'w:type="table"' not in style[:200]]
        if not _say_anything(styles, set(USED_STYLE.findall(document))):
            return found
        data = head + b"".join(styles) + rest
    elif not data:
        return found
    for element in parse_xml(data, "styles.xml", limits).iterfind(W + "style"):
        name = element.get(W + "styleId", "")
        run = element.find(W + "rPr")
        style = _Style(
            based_on=value(element, "basedOn") or "",
            number=number_property(element.find(W + "pPr")),
            vanish=None if run is None else on(run, "vanish"),
        )
        found.styles[name] = style
        found.hide = found.hide or bool(style.vanish)
        if element.get(W + "default") in ("1", "true", "on") and element.get(W + "type") == "paragraph":
            found.default = name
    return found


def _say_anything(styles: list[bytes], used: set[bytes]) -> bool:
    """Whether a used style, the default one, or one they are based on, numbers or hides."""
    by_id: dict[bytes, bytes] = {}
    for style in styles:
        if name := _ID.search(style):
            by_id[name[1]] = style
            if b'w:default="1"' in style[:200]:
                used.add(name[1])
    waiting = list(used)
    while waiting:
        style = by_id.get(waiting.pop(), b"")
        if b"numPr" in style or b"vanish" in style:
            return True
        based = _BASED_ON.search(style)
        if based and based[1] not in used:
            used.add(based[1])
            waiting.append(based[1])
    return False


def _level(element: Element) -> Level:
    form_of = element.find(W + "numFmt")
    if form_of is None:  # a format newer than the standard, with one for older programs beside it
        form_of = next(element.iter(W + "numFmt"), None)
    restart = value(element, "lvlRestart")
    return Level(
        form=(form_of.get(_VAL) if form_of is not None else None) or "decimal",
        start=integer(value(element, "start")),  # 0 where nothing is said: 17.9.25
        text=value(element, "lvlText") or "",
        restart=None if restart is None else integer(restart),
        legal=on(element, "isLgl") or False,
    )


class Numbering:
    """Counts the numbered paragraphs of a document, which have to be asked for in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._levels_of_style: dict[tuple[str, str], int] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        owners: dict[str, str] = {}
        for element in root.iterfind(W + "abstractNum"):
            name = element.get(W + "abstractNumId", "")
            abstracts[name] = {}
            for level in element.iterfind(W + "lvl"):
                number = integer(level.get(W + "ilvl"))
                abstracts[name][number] = _level(level)
                style = value(level, "pStyle")
                if style:
                    self._levels_of_style[name, style] = number
            link, own = value(element, "numStyleLink"), value(element, "styleLink")
            if link:
                links[name] = link
            if own:
                owners[own] = name
        for element in root.iterfind(W + "num"):
            abstract = value(element, "abstractNumId") or ""
            abstract = owners.get(links.get(abstract, ""), abstract)
            found = _List(abstract, dict(abstracts.get(abstract, {})), {})
            for override in element.iterfind(W + "lvlOverride"):
                number = integer(override.get(W + "ilvl"))
                inner = override.find(W + "lvl")
                if inner is not None:
                    found.levels[number] = _level(inner)
                start = value(override, "startOverride")
                if start is not None:
                    found.starts[number] = integer(start, 1)
            self._lists[element.get(W + "numId", "")] = found

    def number(self, properties: Element | None) -> str:
        """What numbering puts before the paragraph with this `w:pPr`; "" for none, a bullet or an empty text."""
        if not self._lists:
            return ""
        direct = number_property(properties)
        name, level = direct or (None, None)
        abstract_level: int | None = None
        if name is None:
            by_style = self._styles.number(value(properties, "pStyle"))
            if by_style is None:
                return ""
            owner, name, style_level = by_style
            found = self._lists.get(name or "")
            if found:
                abstract_level = self._levels_of_style.get((found.abstract, owner), style_level)
        if level is None:
            level = abstract_level or 0
        return self._count(name or "0", min(max(level, 0), _LEVELS - 1))

    def _count(self, name: str, level: int) -> str:
        """The next number of a list at a level; "0" is Word's name for no list."""
        found = self._lists.get(name)
        if found is None or name == "0":
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if not found.used:
            found.used = True
            for each, start in found.starts.items():
                counts[each] = start - 1
        own = found.levels.get(level, Level())
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if deeper in counts and (restart is None or (restart and level < restart)):
                del counts[deeper]
        if own.form in ("bullet", "none"):
            return "" if own.form == "bullet" else _PLACE.sub("", own.text)

        def place(match: re.Match[str]) -> str:
            each = int(match[1]) - 1
            shown = found.levels.get(each, Level())
            form = "decimal" if own.legal else shown.form
            if each not in counts:
                counts[each] = shown.start
            return "" if form in ("bullet", "none") else numeral(counts[each], form)

        return _PLACE.sub(place, own.text)
