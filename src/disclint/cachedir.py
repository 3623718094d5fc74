"""Where disclint keeps files of its own: a directory only this user can write."""

from __future__ import annotations

import os
import sys


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
