"""From a fix to bytes: where in the file an edit belongs, whether it may be made, and how a file is replaced.

One module per kind of source; none of them knows a rule. Whether the file is better for it is `disclint.fixer`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from disclint.document import Document
from disclint.errors import DisclintError
from disclint.fix import Edit
from disclint.fixes.pieces import Pieces, Spot


class UnfixableError(DisclintError):
    """Why a file, or a place in it, is not changed: a sentence."""


class Replacement(Struct, frozen=True):
    """Put `text` in place of `start`…`end` of a source, counted as the source counts (characters, or bytes).

    One that is `shared` is of no fix alone: several fixes may ask for it, and it is made once.
    """

    start: int
    end: int
    text: str
    shared: bool = False


class Source(Protocol):
    """A file as it can be changed: whatever no replacement covers comes back as it was."""

    def at(self, spot: Spot) -> tuple[Replacement, ...]:
        """Where a change of the text as read is to be made; UnfixableError if that cannot be known."""
        ...

    def raw(self, edit: Edit) -> Replacement:
        """The same for an edit that belongs to no single piece; UnfixableError but for blanks, and for new text."""
        ...

    def write(self, replacements: Sequence[Replacement]) -> bytes:
        """The file with the replacements made; UnfixableError for a character its encoding does not have."""
        ...


def open_source(data: bytes, document: Document, pieces: Pieces) -> Source:
    """The source of a document; UnfixableError if it could not be written back as it is."""
    if document.format == "docx":
        from disclint.fixes.word import WordSource

        return WordSource(data, document, pieces)
    if document.format == "html":
        from disclint.fixes.html import HtmlSource

        return HtmlSource(data, document, pieces)
    if document.format in ("text", "markdown"):
        from disclint.fixes.text import TextSource

        return TextSource(data, document, pieces)
    raise UnfixableError(
        f"{document.format} 文件不能由 disclint 修改，请在原来的软件里改 (files of this format are not changed)"
    )
