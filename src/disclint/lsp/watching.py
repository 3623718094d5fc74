"""What a checker depends on besides documents: configuration files, the plugins there are, the files of those."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from msgspec import Struct

from disclint.config import FileNames
from disclint.entrypoints import EntryPoint, find_entry_points

CONFIGURATIONS = tuple(name.value for name in FileNames)

Mark = tuple[int, int] | None


class Stamp(Struct, frozen=True):
    """The state of all that, to be compared with another one. A file that is not there has a mark, too: None."""

    plugins: tuple[EntryPoint, ...]
    marks: dict[str, Mark]

    def changed(self) -> bool:
        """Whether anything of it is not as it was."""
        return any(_mark(path) != mark for path, mark in self.marks.items()) or find_entry_points() != self.plugins


def stamp(folders: Iterable[str]) -> Stamp:
    """The state before a checker starts that is to check files in these folders."""
    return Stamp(find_entry_points(), _marks(_candidates(folders)))


def complete(before: Stamp, watched: Iterable[str], *, failed: bool = False) -> Stamp:
    """With the files a checker says it read. Where a plugin failed, with the folders plugins are installed in.

    It may have been half installed, and what is missing comes without a change of what is declared.
    """
    return Stamp(before.plugins, _marks(watched) | (_marks(sys.path) if failed else {}) | before.marks)


def widened(before: Stamp, folder: str) -> Stamp:
    """With another folder that files are checked in."""
    return Stamp(before.plugins, _marks(_candidates([folder])) | before.marks)


def _candidates(folders: Iterable[str]) -> Iterator[str]:
    """Where a configuration is, or may come to be: in each folder and above it."""
    for folder in folders:
        while True:
            yield from (os.path.join(folder, name) for name in CONFIGURATIONS)
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above


def _marks(paths: Iterable[str]) -> dict[str, Mark]:
    return {path: _mark(path) for path in paths}


def _mark(path: str) -> Mark:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
