"""Edits a rule can propose: only where the place in the file is exactly known."""

from __future__ import annotations

from collections.abc import Iterable

from disclint.api import Applicability, Cell, Edit, Evidence, Fix, Header, Position, Reading, Table, Text


def exact(text: Text, start: int, end: int) -> Position | None:
    """Where a part of a paragraph stands; None where offsets and columns do not run alike (see `prose.within`)."""
    whole = text.position
    if not _spans(whole, text.text):
        return None
    return Position(whole.line, whole.column + start, whole.line, whole.column + end, whole.page)


def in_text(text: Text, start: int, end: int, new: str) -> Edit | None:
    """An edit of a part of a paragraph."""
    position = exact(text, start, end)
    return Edit(position, new) if position else None


def in_cell(cell: Cell, new: str) -> Edit | None:
    """An edit that gives a cell another text, be it blank or not.

    Where a document has true columns a position is that of the whole cell, tags and all.
    """
    exact_cell = cell.evidence is Evidence.GRID or _spans(cell.position, cell.text)
    return Edit(cell.position, new) if exact_cell else None


def in_header(table: Table, header: Header, new: str) -> Edit | None:
    """An edit that gives a header cell another text."""
    exact_cell = table.reading is Reading.EXACT or _spans(header.position, header.text)
    return Edit(header.position, new) if exact_cell else None


def _spans(position: Position, text: str) -> bool:
    """Whether a position is that of just this text, on one line."""
    return position.end_line == position.line and position.end_column == position.column + len(text)


def safe(zh: str, en: str, edits: Iterable[Edit | None]) -> Fix | None:
    """A fix that changes no meaning; None if the place of any of its edits is not known."""
    return _fix(zh, en, edits, Applicability.SAFE)


def unsafe(zh: str, en: str, edits: Iterable[Edit | None]) -> Fix | None:
    """A fix that a person should look at; None if the place of any of its edits is not known."""
    return _fix(zh, en, edits, Applicability.UNSAFE)


def _fix(zh: str, en: str, edits: Iterable[Edit | None], applicability: Applicability) -> Fix | None:
    found = tuple(edits)
    known = tuple(edit for edit in found if edit is not None)
    return Fix((zh, en), known, applicability) if known and len(known) == len(found) else None
