"""Patterns for files, as in .gitignore, relative to a folder.

Written here because the library for it (pathspec) takes 35 ms to import, a third of a whole check; git itself is what
the tests compare with.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from disclint.errors import DisclintError

_TOKEN = re.compile(
    r"(?P<deep>(?:(?<=^)|(?<=/))\*\*/)|(?P<stars>\*\*+$)|(?P<star>\*+)|(?P<one>\?)|(?P<set>\[[!^]?\]?[^\]]*\])|\\(?P<plain>.)|(?P<other>.)"
)


class Patterns:
    """Patterns of one folder; a file outside it matches none of them.

    `*` and `?` stay within a name, `**` does not; a pattern without a slash fits a name in any folder; one that ends in
    a slash means folders; `!` takes back what those before it match.
    """

    def __init__(self, root: str, patterns: Iterable[str]) -> None:
        self._root = root
        self._rules = [_rule(pattern) for pattern in patterns if pattern.strip() and not pattern.startswith("#")]

    def match(self, path: str, *, folder: bool = False) -> bool:
        """Whether a file, or a folder, is meant, by itself or by a folder above it; `path` may be relative to here."""
        try:
            parts = os.path.relpath(path, self._root).split(os.sep)
        except ValueError:  # Windows: on another drive
            return False
        if parts[0] in (os.curdir, os.pardir):
            return False
        return any(
            self._matches("/".join(parts[:length]), folder or length < len(parts))
            for length in range(1, len(parts) + 1)
        )

    def _matches(self, path: str, folder: bool) -> bool:
        matched = False
        for expression, wanted, folders_only in self._rules:
            if (folder or not folders_only) and expression.fullmatch(path):
                matched = wanted
        return matched


def _rule(pattern: str) -> tuple[re.Pattern[str], bool, bool]:
    """(what a path must look like, whether that takes it in, whether only folders are meant)."""
    text = pattern.strip()
    wanted = not text.startswith("!")
    text = text.removeprefix("!")
    folders_only = text.endswith("/")
    text = text.rstrip("/")
    anywhere = "/" not in text
    text = text.removeprefix("/")
    expression = "".join(map(_translate, _TOKEN.finditer(text)))
    try:
        return re.compile(f"(?:.*/)?{expression}" if anywhere else expression, re.DOTALL), wanted, folders_only
    except re.error as error:
        raise DisclintError(f"文件模式“{pattern}”写错了：{error} (a bad file pattern)") from error


def _translate(token: re.Match[str]) -> str:
    if token["deep"]:
        return "(?:.*/)?"
    if token["stars"] and (token.start() == 0 or token.string[token.start() - 1] == "/"):
        return ".+"
    if token["star"] or token["stars"]:
        return "[^/]*"
    if token["one"]:
        return "[^/]"
    if token["set"]:
        body = token["set"][1:-1]
        negated = body[:1] in ("!", "^")
        return (
            f"(?!/)[{'^' if negated else ''}{body[negated:].replace(chr(92), chr(92) * 2).replace('[', chr(92) + '[')}]"
        )
    return re.escape(token["plain"] or token["other"])
