"""The cache of results: what was found in a file is known as long as its bytes, its settings and the rules are the same.

A few files for the reports of a folder under the same settings. A file that is torn, old or somebody else's is a miss,
never an error; one that cannot be written leaves the next run as slow as this one.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
from collections.abc import Iterator, Mapping
from enum import Enum
from hashlib import blake2b
from typing import Any
from zlib import crc32

import msgspec

from disclint.cachedir import prune, save
from disclint.result import FileResult
from disclint.rule import RuleMeta

_MAGIC = b"disclint results 1\n"
_DIGEST = 20  # bytes
_SHARDS = 16  # of a folder: who checks one report of a thousand reads and writes a sixteenth
FOLDER = "disclint-results"
"""The folder of the results in the folder of the cache."""
# Results are records of these modules, and nothing else is made of what lies in the cache: a cache folder may have come
# with a repository.
_RECORDS = (
    "disclint.document",
    "disclint.finding",
    "disclint.fix",
    "disclint.result",
    "disclint.seen",
    "disclint.printed",
)
_SOURCES = (".py", ".toml", ".lark", ".json", ".csv")
"""What a rule is made of, and the lists it may read."""
_BUILT_IN = {
    ("msgspec._core", "rebuild"),
    ("decimal", "Decimal"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("disclint.report", "CellState"),
}


def digest(*parts: bytes) -> bytes:
    """What identifies these bytes."""
    state = blake2b(digest_size=_DIGEST)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


class ResultCache:
    """Results by path; `key` is of everything they depend on besides the file and its settings."""

    def __init__(self, directory: str, key: bytes, metas: Mapping[str, RuleMeta]) -> None:
        self._directory = os.path.join(directory, FOLDER)
        self._key = key
        self._metas = metas
        self._shards: dict[tuple[str, bytes, int], _Shard] = {}

    def get(self, path: str, settings: bytes, content: bytes) -> FileResult | None:
        """The result of a file with this content (a digest), None if it is not known."""
        folder, name = os.path.split(path)
        entry = self._shard(folder, name, settings).get(name)
        if entry is None or entry[0] != content:
            return None
        try:
            result = _Unpickler(entry[1], self._metas).load()
        except Exception:  # of a version with other records, or from somebody else
            return None
        return result if isinstance(result, FileResult) else None

    def put(self, path: str, settings: bytes, content: bytes, result: FileResult) -> None:
        """Keep a result; what it says of the file's name is left out."""
        folder, name = os.path.split(path)
        with contextlib.suppress(Exception):  # what cannot be pickled is found anew every time
            self._shard(folder, name, settings).add(name, content, _dumps(msgspec.structs.replace(result, filename="")))

    def write(self) -> None:
        """Write what is new, beside what other runs have written in the meantime."""
        changed = [shard for shard in self._shards.values() if shard.new]
        if not changed:
            return
        try:
            os.makedirs(self._directory, mode=0o700, exist_ok=True)
        except OSError:
            return
        for shard in changed:
            shard.write()
        prune(self._directory)

    def _shard(self, folder: str, name: str, settings: bytes) -> _Shard:
        number = crc32(os.fsencode(name)) % _SHARDS
        shard = self._shards.get((folder, settings, number))
        if shard is None:
            place = digest(self._key, settings, os.fsencode(os.path.abspath(folder)), bytes([number])).hex()
            shard = _Shard(folder or os.curdir, os.path.join(self._directory, place))
            self._shards[folder, settings, number] = shard
        return shard


class _Shard:
    """Some of the results of one folder: by file name (digest of content, pickled result)."""

    def __init__(self, folder: str, path: str) -> None:
        self._folder = folder
        self._path = path
        self.entries = _load(path)
        self.new: dict[bytes, tuple[bytes, bytes]] = {}

    def get(self, name: str) -> tuple[bytes, bytes] | None:
        return self.entries.get(os.fsencode(name))

    def add(self, name: str, content: bytes, result: bytes) -> None:
        self.entries[os.fsencode(name)] = self.new[os.fsencode(name)] = (content, result)

    def write(self) -> None:
        entries = {**_load(self._path), **self.new}
        with contextlib.suppress(OSError):
            there = set(os.listdir(os.fsencode(self._folder)))
            entries = {name: entry for name, entry in entries.items() if name in there}
        payload = msgspec.msgpack.encode(entries)
        save(self._path, _MAGIC + digest(payload) + payload)


def _load(path: str) -> dict[bytes, tuple[bytes, bytes]]:
    try:
        with open(path, "rb") as file:
            data = file.read()
        head = len(_MAGIC) + _DIGEST
        payload = data[head:]
        if not data.startswith(_MAGIC) or data[len(_MAGIC) : head] != digest(payload):
            return {}
        return msgspec.msgpack.decode(payload, type=dict[bytes, tuple[bytes, bytes]])
    except (OSError, msgspec.MsgspecError):
        return {}


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> str | None:
        return obj.code if type(obj) is RuleMeta else None

    def reducer_override(self, obj: Any) -> Any:
        # By its value: some versions of Python make it of the class by `getattr`, which is not for a cache to call.
        return (type(obj), (obj.value,)) if isinstance(obj, Enum) else NotImplemented


class _Unpickler(pickle.Unpickler):
    """Makes results and nothing else."""

    def __init__(self, data: bytes, metas: Mapping[str, RuleMeta]) -> None:
        super().__init__(io.BytesIO(data))
        self._metas = metas

    def persistent_load(self, pid: str) -> RuleMeta:
        return self._metas[pid]

    def find_class(self, module: str, name: str) -> Any:
        if (module in _RECORDS and name.isidentifier() and name[0].isupper()) or (module, name) in _BUILT_IN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no result")


def _dumps(result: FileResult) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(result)
    return buffer.getvalue()


def sources(path: str) -> Iterator[str]:
    """What tells the state of a module, of the package whose `__init__.py` it is, or of a folder of modules: names, sizes
    and times."""
    if os.path.basename(path) == "__init__.py":
        yield from _tree(os.path.dirname(path))
        return
    if os.path.isdir(path):
        yield from _tree(path, deep=False)
        return
    with contextlib.suppress(OSError):
        yield _state(path, os.stat(path))


def _tree(folder: str, *, deep: bool = True) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name.endswith(_SOURCES):
                yield _state(entry.path, entry.stat())
            elif deep and entry.name != "__pycache__" and entry.is_dir():
                yield from _tree(entry.path)


def _state(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns}"
