"""What a rule proposes to change."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from disclint.document import Position


class Applicability(Enum):
    """Who may apply a fix: anyone, only who asks for it, nobody (it is for reading)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Edit(Struct, frozen=True):
    """Replace what stands at `position` by `text`."""

    position: Position
    text: str


class Fix(Struct, frozen=True):
    """A set of edits that belong together; `title` in Chinese and English."""

    title: tuple[str, str]
    edits: tuple[Edit, ...]
    applicability: Applicability
