"""Where disclint keeps files of its own: a directory only this user can write."""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def cache_directory() -> str | None:
    """The directory, made if needed; None when it cannot be had or is not ours alone.

    DISCLINT_CACHE_DIR, else %LOCALAPPDATA% on Windows, else XDG_CACHE_HOME or ~/.cache.
    """
    path = os.environ.get("DISCLINT_CACHE_DIR")
    if not path:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA")
        else:
            base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        if not base or not os.path.isabs(base):
            return None
        path = os.path.join(base, "disclint")
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
        if sys.platform != "win32":
            status = os.stat(path)
            if status.st_uid != os.getuid() or status.st_mode & 0o022:
                return None
    except OSError:
        return None
    return path


def save(path: str, data: bytes) -> None:
    """Write a file so that a reader sees all of it or none; a directory that cannot be written is no error."""
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def is_ours(name: str) -> bool:
    """Whether a file bears a name that disclint gives: the folder may be one that holds other things, too."""
    import re

    return re.fullmatch(r"((form-.+|grammar)-[0-9a-f]{8}-[\w.]+-py\d+|[0-9a-f]{40})(\.\d+)?", name) is not None


def prune(directory: str, days: int = 30) -> None:
    """Delete files of ours nobody has written for so long; every version and every setting leaves some behind."""
    oldest = time.time() - days * 86_400
    with contextlib.suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if is_ours(entry.name) and entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < oldest:
                    os.unlink(entry.path)


def remember(name: str, make: Callable[[], T]) -> T:
    """What `make` returns, from the file of this name if there is one. The name must tell versions apart.

    Only ever a directory of our own: a pickle from where others can write would be their code.
    """
    directory = cache_directory()
    if directory is None:
        return make()
    path = os.path.join(directory, f"{name}-py{sys.version_info[0]}{sys.version_info[1]}")
    try:
        with open(path, "rb") as file:
            kept: T = pickle.load(file)
            return kept
    except Exception:  # a missing, torn or foreign file: make it anew, whatever is wrong with it
        made = make()
        save(path, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        prune(directory)
        return made
