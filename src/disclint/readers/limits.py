"""How much of a file is read before disclint says it is too much. Every number can be overridden."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes or characters; past one of them a file is refused with a sentence, the others are still read."""

    file_bytes: int = 50 * 1024 * 1024
    text_bytes: int = 20 * 1024 * 1024
    line_characters: int = 1_000_000
    lines: int = 200_000


DEFAULT = Limits()
