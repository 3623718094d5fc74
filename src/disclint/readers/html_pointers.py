"""What a page only points at: attached documents, framed pages, and pictures that stand where a table should."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from disclint.document import Block, Damage, Grid, Paragraph, Position

_DOCUMENT = re.compile(r"\.(?:docx?|docm|wps|wpt|pdf|ofd|rtf|odt|xlsx?|et|ceb|zip|rar|7z)(?:$|[?#&])", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*[、.．]")
_HEADING = 45  # characters of a heading, at most
_CAPTION = 40  # characters of text that may stand beside a picture of a table
_OWN_TEXT = 300  # characters of prose from which a page says something itself
_SENTENCE = 40
_SMALL = 48  # pixels: a button, a bullet, a spacer
_DETAIL = 200
_MOST = 1_000


class _Pointer(Struct, frozen=True):
    target: str
    position: Position


def _place(position: Position) -> tuple[int, int]:
    return position.line, position.column


def _pixels(text: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", text)
    return int(digits[1]) if digits else _SMALL + 1


class Pointers:
    """Collects links, frames and pictures; `damage` then tells which of them stand for what is not in the page."""

    __slots__ = ("_frames", "_links", "_pictures")

    def __init__(self) -> None:
        self._links: list[_Pointer] = []
        self._frames: list[_Pointer] = []
        self._pictures: list[_Pointer] = []

    def link(self, found: dict[str, str], position: Position) -> None:
        """An anchor."""
        target = found.get("href", "").strip()
        if _DOCUMENT.search(target) and len(self._links) < _MOST:
            self._links.append(_Pointer(target, position))

    def frame(self, found: dict[str, str], position: Position) -> None:
        """A frame, or an embedded object."""
        target = (found.get("src") or found.get("data") or "").strip()
        if target and not target.lower().startswith(("about:", "javascript:")) and len(self._frames) < _MOST:
            self._frames.append(_Pointer(target, position))

    def picture(self, found: dict[str, str], position: Position) -> None:
        """An image that begins a paragraph or stands alone in it."""
        if min(_pixels(found.get("width", "")), _pixels(found.get("height", ""))) <= _SMALL:
            return
        if len(self._pictures) < _MOST:
            self._pictures.append(_Pointer(found.get("src", ""), position))

    def damage(self, blocks: list[Block]) -> list[Damage]:
        """`links-only` for a page that has no text of its own, `image` for each part that is nothing but a picture."""
        found: list[Damage] = []
        pointers = self._links or sorted(self._frames, key=lambda frame: not _DOCUMENT.search(frame.target))
        if pointers and not _says_something(blocks):
            found.append(Damage("links-only", pointers[0].position, pointers[0].target[:_DETAIL]))
        return found + self._instead_of_tables(blocks)

    def _instead_of_tables(self, blocks: list[Block]) -> list[Damage]:
        """A picture between two numbered headings with nothing else between them."""
        if not self._pictures:
            return []
        found: list[Damage] = []
        headings = [number for number, block in enumerate(blocks) if _is_heading(block)]
        for this, following in pairwise(headings):
            between = blocks[this + 1 : following]
            if any(isinstance(block, Grid) for block in between):
                continue
            if sum(len(block.text) for block in between if isinstance(block, Paragraph)) > _CAPTION:
                continue
            begin, end = _place(blocks[this].position), _place(blocks[following].position)
            picture = next((each for each in self._pictures if begin < _place(each.position) < end), None)
            if picture:
                found.append(Damage("image", picture.position, picture.target[:_DETAIL]))
        return found


def _is_heading(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    return len(block.text) <= _HEADING and bool(_NUMBERED.match(block.number + block.text))


def _says_something(blocks: list[Block]) -> bool:
    """Whether a page holds a table of some size, or prose."""
    prose = 0
    for block in blocks:
        if isinstance(block, Grid):
            if len(block.rows) > 2 and max(len(row) for row in block.rows) > 2:
                return True
        elif len(block.text) >= _SENTENCE or "。" in block.text:
            prose += len(block.text)
    return prose >= _OWN_TEXT
