"""Finds installed plugins by reading `entry_points.txt` itself: importing importlib.metadata alone takes 40 ms."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct

GROUP = "disclint"
PACKS = "disclint.packs"
_MARK = b"[disclint"  # begins both


class EntryPoint(Struct, frozen=True, order=True):
    """A plugin as its distribution declares it: `target` is `module` or `module:attribute`.

    A `pack` (group `disclint.packs`) is a file of rules in TOML: `package` stands for its `pack.toml`, `package:name`
    for its `name.toml`. No code of that package is run.
    """

    name: str
    target: str
    distribution: str
    version: str
    pack: bool = False


def find_entry_points(path: Sequence[str] | None = None) -> tuple[EntryPoint, ...]:
    """The entry points of our two groups on `path` (default: sys.path), sorted by name.

    A distribution met twice counts once, the first on the path. importlib.metadata is asked instead where this scan
    cannot look (zip archives), or when DISCLINT_FULL_PLUGIN_SCAN is set (import hooks with distributions of their own).
    """
    if os.environ.get("DISCLINT_FULL_PLUGIN_SCAN"):
        return full_scan()
    try:
        return _fast_scan(sys.path if path is None else path)
    except NotADirectoryError:
        return full_scan()


def distributions() -> list[str]:
    """The names of all metadata folders on the path, which hold name and version: what is installed."""
    found: list[str] = []
    for folder in dict.fromkeys(sys.path):
        with contextlib.suppress(OSError):
            found += [name for name in os.listdir(folder or os.curdir) if name.endswith((".dist-info", ".egg-info"))]
    return sorted(found)


def full_scan() -> tuple[EntryPoint, ...]:
    """The same through importlib.metadata: slower, and knows every kind of path."""
    import importlib.metadata as metadata

    found: dict[str, list[EntryPoint]] = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if name and _normal(name) not in found:
            found[_normal(name)] = [
                EntryPoint(point.name, _target(point.value), name, distribution.version, pack=point.group == PACKS)
                for point in distribution.entry_points
                if point.group in (GROUP, PACKS)
            ]
    return tuple(sorted(point for points in found.values() for point in points))


def _fast_scan(path: Sequence[str]) -> tuple[EntryPoint, ...]:
    found: dict[str, list[EntryPoint]] = {}
    for folder in dict.fromkeys(path):
        try:
            entries = os.scandir(folder or os.curdir)
        except (FileNotFoundError, PermissionError):
            continue
        with entries:
            names = [entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
        for name in sorted(names):
            # Told apart by the folder's name, so that no metadata is opened but that of our own plugins.
            project = _normal(name.rpartition(".")[0].partition("-")[0])
            if project not in found:
                found[project] = list(_read(f"{folder or os.curdir}/{name}"))
    return tuple(sorted(point for points in found.values() for point in points))


def _read(info: str) -> Iterator[EntryPoint]:
    data = _bytes(info + "/entry_points.txt")
    if _MARK not in data:
        return
    name, version = _identity(info)
    section = ""
    for line in data.decode("utf-8", "replace").splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif section in (GROUP, PACKS) and "=" in line and not line.startswith(("#", ";")):
            key, _, target = line.partition("=")
            yield EntryPoint(key.strip(), _target(target), name, version, pack=section == PACKS)


def _bytes(path: str) -> bytes:
    """A small file, b"" if there is none. Hundreds are asked for, and open() takes three times as long."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return b""
    try:
        data = os.read(descriptor, 65_536)
        while len(data) % 65_536 == 0 and (more := os.read(descriptor, 65_536)):
            data += more
        return data
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _target(value: str) -> str:
    return value.partition("[")[0].strip()


def _identity(info: str) -> tuple[str, str]:
    fields = {"name": os.path.basename(info).rpartition(".")[0].partition("-")[0], "version": ""}
    for filename in ("METADATA", "PKG-INFO"):
        try:
            with open(os.path.join(info, filename), encoding="utf-8", errors="replace") as file:
                for line in file:
                    if not line.strip():
                        break
                    key, _, value = line.partition(":")
                    if key.lower() in fields:
                        fields[key.lower()] = value.strip()
        except OSError:
            continue
        break
    return fields["name"], fields["version"]


def _normal(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
