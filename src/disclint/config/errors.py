"""What is said of a configuration that does not hold together."""

from __future__ import annotations

from collections.abc import Iterable

from disclint.errors import DisclintError


class ConfigError(DisclintError):
    """A configuration file that is wrong: the sentence names the file, the line and what to write."""


def meant(word: str, known: Iterable[str]) -> str:
    """，是不是要写 select？(did you mean select?), or nothing if nothing known is like the word."""
    import difflib

    near = difflib.get_close_matches(word, list(known), 1)
    return f"，是不是要写 {near[0]}？ (did you mean {near[0]}?)" if near else ""
