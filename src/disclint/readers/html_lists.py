"""The numbers that a browser puts before the items of an ordered list."""

from __future__ import annotations

import re

from msgspec import Struct

from disclint.readers.html_tables import integer
from disclint.readers.html_tokens import attributes
from disclint.readers.numerals import numeral

_DEPTH = 64  # lists within lists past which there are no numbers
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
_SIGNED = re.compile(r"\s*([+-]?\d{1,9})")
# list-style-type or type= → (format of numerals.py, what stands behind the number); CSS Counter Styles 3, 6 and 7
_STYLES = {
    "decimal": ("decimal", "."),
    "1": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-roman": ("lowerRoman", "."),
    "i": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "I": ("upperRoman", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "a": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "A": ("upperLetter", "."),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
    "japanese-informal": ("japaneseCounting", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}


class _List(Struct):
    style: str  # "" for no numbers
    next: int


def _style(raw: str, default: str) -> str:
    """The style of numbering the attributes of a tag ask for; "" for bullets and for none at all."""
    found = attributes(raw)
    css = _STYLE.search(found.get("style", ""))
    if css:
        words = css[1].lower().split()
        named = next((word for word in words if word in _STYLES), None)
        if named or "none" in words or any(word in ("disc", "circle", "square") for word in words):
            return named or ""
    return found["type"] if found.get("type") in _STYLES else default


class Lists:
    """The open lists of a page, innermost last."""

    __slots__ = ("_open", "_too_deep")

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._too_deep = 0

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    def open(self, name: str, raw: str) -> None:
        """Begin a list: ol counts, anything else does not."""
        if len(self._open) >= _DEPTH:
            self._too_deep += 1
            return
        style = _style(raw, "decimal") if name == "ol" else ""
        start = _SIGNED.match(attributes(raw).get("start", "")) if style else None
        self._open.append(_List(style, int(start[1]) if start else 1))

    def close(self, least: int = 0) -> None:
        """End the innermost list; those of an enclosing table cell, the first `least`, stay open."""
        if self._too_deep:
            self._too_deep -= 1
        elif len(self._open) > least:
            self._open.pop()

    def close_to(self, depth: int) -> None:
        """End the lists of a table that is closed."""
        del self._open[depth:]
        self._too_deep = 0

    def item(self, raw: str) -> str:
        """The number of an item that begins, as shown: `2.`, `二、`; "" when none is."""
        if not self._open or self._too_deep or not self._open[-1].style:
            return ""
        inner = self._open[-1]
        if raw:
            value = attributes(raw).get("value", "")
            inner.next = integer(value, inner.next)
        style = _style(raw, inner.style) if raw else inner.style
        number = inner.next
        inner.next += 1
        if not style:
            return ""
        form, behind = _STYLES[style]
        return numeral(number, form) + behind
