"""Pages: as text, but that between two characters that are read there may be tags, and one may be written `&nbsp;`."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from disclint.document import Cell
from disclint.fix import Edit
from disclint.fixes import Replacement, UnfixableError
from disclint.fixes.pieces import Piece, Spot
from disclint.fixes.text import UNSURE, Span, TextSource
from disclint.readers.html_tokens import Kind, tokens, unescape

_CHARACTER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?|.", re.DOTALL)
_CELL_TAG = re.compile(r"<t[dh]\b", re.IGNORECASE)
# In a cell without text: the tags a text would be put in, and what stands there for nothing.
_EMPTY = re.compile(
    r"((?:\s*<(?:p|span|font|b|strong|div|center|em|i|u)\b[^<>]*>)*)"
    r"(?:\s*(?:&nbsp;?|&#160;?|&#xa0;?|&emsp;?|&ensp;?|\u00a0|\u3000|<br\s*/?>))*",
    re.IGNORECASE,
)
_INVISIBLE = "\u200b\ufeff"


class HtmlSource(TextSource):
    """A page. Tags are never touched."""

    def at(self, spot: Spot) -> tuple[Replacement, ...]:
        """See `Source.at`."""
        piece = self._pieces.all[spot.index]
        if not piece.text:
            return (self._fill(piece, spot.text),)
        if "\n" in piece.text[spot.start : spot.end] or "\n" in spot.text:
            raise UnfixableError("分属网页的两个段落 (it is in two paragraphs of the page)")
        return super().at(spot)

    def raw(self, edit: Edit) -> Replacement:
        """See `Source.raw`: a page has tags everywhere."""
        raise UnfixableError("在网页中的位置不能确定 (its place in the page is not sure)")

    def spans(self, piece: Piece) -> list[Span] | None:
        """Where each character of a piece stands; blanks the reader made one of span them all."""
        start, source = self.slice(piece.position)
        shown = _shown(source, start)
        if shown is None:
            return None
        spans: list[Span] = []
        place = 0
        for character in piece.text:
            first = place
            while place < len(shown) and _blank(shown[place][0]):
                place += 1
            if _blank(character):
                # One blank is read for all of these; a tag between them would be lost with them.
                blanks = shown[first:place]
                torn = any(one[2] != other[1] for one, other in pairwise(blanks))
                spans.append(UNSURE if torn or not blanks else (blanks[0][1], blanks[-1][2]))
            elif place < len(shown) and shown[place][0] == character:
                spans.append(shown[place][1:])
                place += 1
            else:
                return None
        if any(not _blank(character) for character, _, _ in shown[place:]):
            return None
        return spans

    def escaped(self, text: str, piece: Piece) -> str:
        """See `TextSource.escaped`."""
        return escape(text, quote=False)

    def _fill(self, piece: Piece, text: str) -> Replacement:
        """A text in a cell that has none: its position is that of its tag."""
        start, tag = self.slice(piece.position)
        if not isinstance(piece, Cell) or not _CELL_TAG.match(tag):
            raise UnfixableError("在网页中的位置不能确定 (its place in the page is not sure)")
        found = _EMPTY.match(self.text, start + len(tag))
        assert found is not None  # every part of it may be missing
        return Replacement(found.end(1), found.end(), escape(text, quote=False))


def _blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def _shown(source: str, start: int) -> list[tuple[str, int, int]] | None:
    """The characters of a piece of a page with their places; None if a reference stands for several."""
    shown: list[tuple[str, int, int]] = []
    for kind, _, begin, end, _ in tokens(source):
        if kind is not Kind.TEXT:
            continue
        for match in _CHARACTER.finditer(source, begin, end):
            text = unescape(match[0])
            if len(text) == 1:
                shown.append((text, start + match.start(), start + match.end()))
            elif text == match[0]:
                place = start + match.start()
                shown += [(character, place + index, place + index + 1) for index, character in enumerate(text)]
            else:
                return None
    return shown
