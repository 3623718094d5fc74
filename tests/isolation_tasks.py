"""What a child of the isolation may be asked to do in a test: readers that behave, and readers that do not."""

from __future__ import annotations

import os
import time

from disclint.document import Cell, Damage, Document, Grid, Layout, Paragraph, Position
from disclint.errors import UnreadableError
from disclint.readers.limits import Limits

_sick = False


def echo(data: bytes, filename: str, limits: Limits) -> Document:
    """A document with one of everything; its first paragraph names the process, unless that is sick."""
    if _sick:
        os.abort()
    cells = (Cell("标签\n二", Position(2, 1, page=3), 0, 3, 2), Cell("", Position(2, 4, page=3), 3))
    blocks = (
        Paragraph(str(os.getpid()), Position(1, page=1), "一、"),
        Grid((cells,), Layout.EXACT, Position(2, 1, 2, 5, 3)),
        Paragraph(data.decode("utf-8", "replace"), Position(3)),
    )
    return Document(filename, "echo", blocks, damage=(Damage("picture", Position(1, page=2), "200×300"),))


def refuse(data: bytes, filename: str, limits: Limits) -> Document:
    """Refuse with a sentence."""
    raise UnreadableError("这不是报告 (no report)")


def stumble(data: bytes, filename: str, limits: Limits) -> Document:
    """Raise what nobody expected."""
    raise KeyError("no such page")


def abort(data: bytes, filename: str, limits: Limits) -> Document:
    """End the process as native code does."""
    os.abort()


def infect(data: bytes, filename: str, limits: Limits) -> Document:
    """Read well, and leave the process so that the next file kills it."""
    global _sick
    document = echo(data, filename, limits)
    _sick = True
    return document


def sleep(data: bytes, filename: str, limits: Limits) -> Document:
    """Take for ever."""
    time.sleep(600)
    return echo(data, filename, limits)


def swell(data: bytes, filename: str, limits: Limits) -> Document:
    """Take all memory there is."""
    held = []
    while True:
        held.append(bytearray(2**26))


def chatter(data: bytes, filename: str, limits: Limits) -> Document:
    """Print from below Python, where frames of the answer go."""
    os.write(1, b"warning: something\n" * 100)
    os.write(2, b"error: something\n" * 100)
    return echo(data, filename, limits)


def write(data: bytes, filename: str, limits: Limits) -> Document:
    """Write a file, which no reader has to."""
    with open(data.decode(), "wb") as file:
        file.write(b"x" * 100_000)
    return echo(data, filename, limits)


def flood(data: bytes, filename: str, limits: Limits) -> Document:
    """Answer more than anyone wants to hear."""
    return Document(filename, "flood", (Paragraph("x" * 1_000_000, Position(1)),))
