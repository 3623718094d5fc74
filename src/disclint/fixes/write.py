"""Replacing a file as a whole: whoever looks at it, and whenever the machine stops, finds the old bytes or the new."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from disclint.errors import DisclintError

_PREFIX, _SUFFIX = ".disclint-", ".tmp"  # not found by a check of the folder, should one be left behind


class WriteError(DisclintError):
    """A file that could not be replaced: a sentence. It is as it was."""


def replace_file(path: str, old: bytes, new: bytes) -> None:
    """Put `new` in place of `old`, which the file must still hold; WriteError with the reason if that cannot be done.

    Permissions, owner and extended attributes are kept; of a symbolic link the file it leads to is replaced. Another
    hard link to the file keeps the old bytes.
    """
    target = os.path.realpath(path)
    try:
        status = os.stat(target)
        if not stat.S_ISREG(status.st_mode):
            raise WriteError("不是普通文件，未写入 (no regular file: not written)")
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise WriteError("文件是只读的，未写入 (the file is read-only: not written)")
        _replace(target, status, old, new)
    except OSError as error:
        raise WriteError(f"无法写入：{error.strerror or error} (cannot be written)") from error


def _replace(target: str, status: os.stat_result, old: bytes, new: bytes) -> None:
    folder = os.path.dirname(target)
    temporary = os.path.join(folder, f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            _look_alike(target, temporary, status)
            os.fsync(file.fileno())
        with open(target, "rb") as file:
            if file.read() != old:
                raise WriteError("文件在检查期间被改动，未写入 (the file was changed meanwhile: not written)")
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):  # it may have been renamed by now
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _look_alike(target: str, temporary: str, status: os.stat_result) -> None:
    """Owner, extended attributes and permissions, as far as this user may set them."""
    if hasattr(os, "chown"):
        with suppress(OSError):  # another user's file in a folder of ours: it becomes ours, as with every editor
            os.chown(temporary, status.st_uid, status.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # a file system without them
            for name in os.listxattr(target):
                os.setxattr(temporary, name, os.getxattr(target, name))
    os.chmod(temporary, stat.S_IMODE(status.st_mode))


def _sync_folder(folder: str) -> None:
    """Make the new name last, where folders can be synchronised."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
