"""A Document as JSON and back: what the child that reads a hostile file may say, and nothing else.

Decoding trusts nothing: whoever has taken over the child can at most tell of a document that is not there.
"""

from __future__ import annotations

import json
from typing import Any

from disclint.document import Block, Cell, Damage, Document, Grid, Layout, Paragraph, Position

_LAYOUTS = {layout.value: layout for layout in Layout}


def encode(document: Document) -> dict[str, Any]:
    """A document as plain lists; `lines` is left out, as formats read in a child have none."""
    return {
        "filename": document.filename,
        "format": document.format,
        "blocks": [_block(block) for block in document.blocks],
        "damage": [[damage.reason, _position(damage.position), damage.detail] for damage in document.damage],
    }


def decode(plain: Any) -> Document:
    """The document of `encode`; ValueError, TypeError, KeyError or IndexError if it is none."""
    return Document(
        filename=_text(plain["filename"]),
        format=_text(plain["format"]),
        blocks=tuple(_to_block(block) for block in plain["blocks"]),
        damage=tuple(Damage(_text(reason), _to_position(at), _text(detail)) for reason, at, detail in plain["damage"]),
    )


def dumps(message: dict[str, Any]) -> bytes:
    """A message as ASCII; lone surrogates of file names survive."""
    return json.dumps(message, separators=(",", ":")).encode("ascii")


def loads(data: bytes) -> dict[str, Any]:
    """The message in `data`; ValueError or RecursionError if there is none."""
    message = json.loads(data)
    if not isinstance(message, dict):
        raise ValueError("no message")
    return message


def _block(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return [block.text, _position(block.position), block.number]
    rows = [
        [[cell.text, _position(cell.position), cell.column, cell.colspan, cell.rowspan] for cell in row]
        for row in block.rows
    ]
    return [block.layout.value, _position(block.position), rows, None]


def _position(position: Position) -> list[int | None]:
    return [position.line, position.column, position.end_line, position.end_column, position.page]


def _to_block(plain: Any) -> Block:
    if len(plain) == 3:
        text, at, number = plain
        return Paragraph(_text(text), _to_position(at), _text(number))
    layout, at, rows, _ = plain
    return Grid(tuple(tuple(_to_cell(cell) for cell in row) for row in rows), _LAYOUTS[layout], _to_position(at))


def _to_cell(plain: Any) -> Cell:
    text, at, column, colspan, rowspan = plain
    return Cell(_text(text), _to_position(at), _count(column), _count(colspan), _count(rowspan))


def _to_position(plain: Any) -> Position:
    line, column, end_line, end_column, page = plain
    return Position(_count(line), _count(column), _maybe(end_line), _maybe(end_column), _maybe(page))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise TypeError("no number")
    return value


def _maybe(value: Any) -> int | None:
    return None if value is None else _count(value)
