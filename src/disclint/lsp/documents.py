"""The documents an editor has open, and the folders they are checked in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from disclint.lsp import wire
from disclint.lsp.process import Checker
from disclint.lsp.text import Text
from disclint.lsp.watching import CONFIGURATIONS

NEVER = (0, -1)
_PROCESSES = 4  # kept running; files without a workspace may lie in many folders
_SUFFIXES = {"markdown": ".md", "html": ".html"}


class Found(Struct, frozen=True):
    """What was found in a version of a document, by a checker of a generation."""

    generation: int
    version: int
    checked: wire.Checked


@dataclass
class Document:
    """A document: its text as it is now, and what is known of it."""

    uri: str
    path: str | None  # None of one that was never saved
    language: str
    version: int
    text: Text
    folder: Folder
    changed: float = 0.0
    closed: bool = False
    waiting: bool = False  # for the rest that comes before a check
    found: Found | None = None
    known: tuple[int, int] = NEVER  # generation and version the checker was given

    @property
    def is_configuration(self) -> bool:
        """Whether this is a file disclint is configured by, which is never checked as a report."""
        return self.path is not None and os.path.basename(self.path) in CONFIGURATIONS

    @property
    def place(self) -> str:
        """Where it is checked as: its path, or a name in the folder."""
        return self.path or os.path.join(self.folder.root, "untitled" + _SUFFIXES.get(self.language, ".txt"))

    def for_checker(self, generation: int) -> wire.Text:
        """The document as a task names it: with its text if the checker does not have this version."""
        text = None if self.known == (generation, self.version) else str(self.text)
        self.known = generation, self.version
        return wire.Text(self.uri, self.version, self.place, text)

    def touch(self) -> None:
        """Note that it was changed just now."""
        self.changed = time.monotonic()


class Folder:
    """A workspace folder (or that of a file outside all of them), with a checker of its own."""

    def __init__(self, root: str, start: wire.Start) -> None:
        self.root = root
        self.checker = Checker(start)
        self.told: set[str] = set()


class Folders:
    """The folders in use. `roots` are those of the workspace."""

    def __init__(self) -> None:
        self.roots: list[str] = []
        self.start = wire.Start(root="")
        self._folders: dict[str, Folder] = {}

    def __iter__(self) -> Iterator[Folder]:
        return iter(self._folders.values())

    def of(self, path: str | None) -> Folder:
        """The folder a file is checked in: the innermost of the workspace around it, else where it lies."""
        around = [root for root in self.roots if path and path.startswith(os.path.join(root, ""))]
        if around:
            root = max(around, key=len)
        elif path:
            root = os.path.dirname(path)
        else:
            root = self.roots[0] if self.roots else os.getcwd()
        if root not in self._folders:
            self._folders[root] = Folder(root, self.started_in(root))
        return self._folders[root]

    def started_in(self, root: str) -> wire.Start:
        """How a checker in a folder starts."""
        existing = root if os.path.isdir(root) else os.getcwd()
        return replace(self.start, root=existing)

    def restart(self) -> None:
        """Let every checker start anew."""
        for folder in self:
            folder.checker.renew(self.started_in(folder.root))

    def rest(self) -> None:
        """End the processes not used for longest, of those that have nothing to do; they start again when needed."""
        idle = sorted((folder.checker for folder in self if folder.checker.idle), key=lambda each: each.used)
        for checker in idle[:-_PROCESSES]:
            checker.kill()

    async def end(self) -> None:
        """End every checker, and wait until they are gone."""
        for folder in self:
            await folder.checker.end()

    def kill(self) -> None:
        """End every checker."""
        for folder in self:
            folder.checker.kill()

    def keep(self, used: set[str]) -> None:
        """Let go of the checkers of folders that are neither of the workspace nor used by an open document."""
        for root in list(self._folders):
            if root not in used and root not in self.roots:
                self._folders.pop(root).checker.kill()
