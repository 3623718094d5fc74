"""Writing an entry `[[suppress]]` into a configuration: at its end, so that nothing that is there changes."""

from __future__ import annotations

import json
import os
import re

from msgspec import Struct

from disclint.config import ConfigError, FileNames
from disclint.config.load import load
from disclint.fixes.write import replace_file

_SPECIAL = re.compile(r"([*?\[\\])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class NewSuppression(Struct, frozen=True):
    """What is not to be told: this rule at this node path in this file, and why."""

    code: str
    path: str
    file: str
    reason: str


def write_suppression(source: str | None, folder: str, entry: NewSuppression) -> str:
    """Append an entry to the configuration `source`, or to a new one in `folder`; the path of the file it is in.

    ConfigError or WriteError with a sentence if that cannot be done, or would leave a configuration that cannot be
    read; the file is then as it was.
    """
    path = source or os.path.join(folder, FileNames.HIDDEN.value)
    if source is None:
        try:
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                file.write(_table(entry, path).lstrip("\n"))
        except OSError as error:
            raise ConfigError(f"无法写入 {path}：{error.strerror} (cannot be written)") from error
        return path
    with open(path, "rb") as file:
        old = file.read()
    newline = "\r\n" if b"\r\n" in old else "\n"
    gap = "" if not old or old.endswith(b"\n") else newline
    new = old + (gap + _table(entry, path).replace("\n", newline)).encode()
    replace_file(path, old, new)
    try:
        load(path)
    except ConfigError:
        replace_file(path, new, old)
        raise
    return path


def _table(entry: NewSuppression, path: str) -> str:
    name = "tool.disclint.suppress" if os.path.basename(path) == FileNames.PYPROJECT.value else "suppress"
    file = os.path.relpath(entry.file, os.path.dirname(os.path.abspath(path))).replace(os.sep, "/")
    lines = (
        f"[[{name}]]",
        f"files = [{_string(_pattern(file))}]",
        f"code = {_string(entry.code)}",
        f"path = {_string(_exact(entry.path))}",
        f"reason = {_string(entry.reason)}",
    )
    return "\n" + "\n".join(lines) + "\n"


def _pattern(file: str) -> str:
    """A pattern that means this one file."""
    return "/" + _SPECIAL.sub(r"\\\1", file)


def _exact(path: str) -> str:
    """A node path whose `*` and brackets stand for themselves."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _string(text: str) -> str:
    return json.dumps(_CONTROL.sub(" ", text).strip(), ensure_ascii=False)
