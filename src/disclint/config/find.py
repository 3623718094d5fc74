"""Which configuration a folder has: the closest one above it, the first of the three names in a folder."""

from __future__ import annotations

import os

from disclint.config.errors import ConfigError
from disclint.config.fields import Config, FileNames


def resolve(directory: str, explicit: str | None = None, isolated: bool = False) -> Config:
    """The configuration for the files of a folder: `explicit` if given, none at all if `isolated`.

    ConfigError says what is wrong in which line of which file.
    """
    if isolated:
        return Config(root=os.path.abspath(directory))
    source = find_config(directory) if explicit is None else explicit
    if source is None:
        return Config(root=os.path.abspath(directory))
    from disclint.config.load import load

    return load(source)


def find_config(directory: str) -> str | None:
    """The path of the closest configuration file, None if there is none up to the root of the file system."""
    folder = os.path.abspath(directory)
    while True:
        for name in FileNames:
            path = os.path.join(folder, name.value)
            if os.path.isfile(path) and (name is not FileNames.PYPROJECT or _has_table(path)):
                return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def _has_table(path: str) -> bool:
    """Whether a pyproject.toml has a table for disclint: most have not, and are not worth a parser."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"{path}：无法读取：{error.strerror} (cannot be read)") from error
    if b"disclint" not in data:
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
        return isinstance(tool, dict) and "disclint" in tool
    except (ValueError, RecursionError):  # no UTF-8, no TOML
        return b"tool.disclint" in data  # then it is ours to complain of; else it is somebody else's file
