"""Edits a rule can propose: only where the place in the file is exactly known."""

from __future__ import annotations

from collections.abc import Iterable

from disclint.api import Applicability, Cell, Edit, Evidence, Fix, Position, Text


def exact(text: Text, start: int, end: int) -> Position | None:
    """Where a part of a paragraph stands; None where offsets and columns do not run alike (see `prose.within`)."""
    whole = text.position
    if whole.end_line != whole.line or whole.end_column is None or whole.end_column - whole.column != len(text.text):
        return None
    return Position(whole.line, whole.column + start, whole.line, whole.column + end, whole.page)


def in_text(text: Text, start: int, end: int, new: str) -> Edit | None:
    """An edit of a part of a paragraph."""
    position = exact(text, start, end)
    return Edit(position, new) if position else None


def in_cell(cell: Cell, new: str) -> Edit | None:
    """An edit that gives a cell another text, be it blank or not.

    In formats without lines the position is that of the whole cell, which only true columns tell.
    """
    position = cell.position
    if position.end_line is None:
        return Edit(position, new) if cell.evidence is Evidence.GRID else None
    if position.end_line != position.line or position.end_column is None:
        return None
    return Edit(position, new) if position.end_column - position.column == len(cell.text) else None


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
