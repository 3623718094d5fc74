"""Which files to check: those named always, those in named directories if they look like documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from disclint.readers import SUFFIXES

_SKIPPED_NAMES = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})


class Target(Struct, frozen=True):
    """A file to check; `walked` if it was found in a directory rather than named. `failure`: why it is no file."""

    path: str
    walked: bool = False
    failure: str = ""


STDIN = "-"


Excluded = Callable[[str, bool], bool]
"""Whether a path is left out; the second argument says that it is a folder."""


def discover(
    paths: Iterable[str], excluded: Excluded | None = None, *, force_exclude: bool = False
) -> tuple[Target, ...]:
    """Expand paths in the order given, directories sorted, each file once; one that is also named counts as named.

    Paths that do not exist come back like any other: reading them says so, and the others are still checked. What is
    named is never `excluded`, unless `force_exclude`.
    """
    found: dict[str, Target] = {}
    for path in paths:
        folder = path != STDIN and os.path.isdir(path)
        if force_exclude and excluded and path != STDIN and excluded(path, folder):
            continue
        for target in _walk(path, excluded) if folder else (Target(path),):
            key = target.path if target.path == STDIN else os.path.normcase(os.path.abspath(target.path))
            if key not in found or (found[key].walked and not target.walked):
                found[key] = target
    return tuple(found.values())


def shown(path: str) -> str:
    """A path as text, also when the locale's encoding is not the one the name was written in."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    return path


def _walk(folder: str, excluded: Excluded | None) -> Iterator[Target]:
    try:
        with os.scandir(folder) as entries:
            content = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Target(folder, True, f"无法打开目录：{error.strerror} (cannot open the directory)")
        return
    if any(entry.name == "pyvenv.cfg" for entry in content):
        return
    for entry in content:
        if entry.name.startswith(".") or entry.name in _SKIPPED_NAMES:
            continue
        path = entry.name if folder == os.curdir else os.path.join(folder, entry.name)
        # Links to directories are not followed: a report is checked where it stands, and a link may lead in a circle.
        inner = entry.is_dir(follow_symlinks=False)
        if not inner and (not entry.name.lower().endswith(SUFFIXES) or entry.is_dir()):
            continue
        if excluded and excluded(path, inner):
            continue
        if inner:
            yield from _walk(path, excluded)
        else:
            yield Target(path, True)
