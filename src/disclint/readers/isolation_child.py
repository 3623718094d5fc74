"""The child of `isolation`: reads one file after the other under limits, and answers in JSON."""

from __future__ import annotations

import importlib
import os
import signal
from typing import Any

from disclint.errors import UncheckableError, UnreadableError
from disclint.readers.isolation import read_frame, write_frame
from disclint.readers.limits import Limits, size_text
from disclint.readers.wire import dumps, encode, loads

_ANY = 2**63
_WORN = 768 * 2**20  # bytes of memory after which a child is replaced: what native code once took it rarely gives back


def serve() -> None:
    """Answer requests until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end is ours
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _silence()
    while True:
        request = read_frame(requests, _ANY)
        data = read_frame(requests, _ANY) if request is not None else None
        if request is None or data is None:
            return
        message = loads(request)
        answer = _answer(message, data)
        payload = dumps(answer)
        if len(payload) > message["limits"]["answer_bytes"]:
            payload = dumps({"refused": "文件里的文字过多，不像一份年度报告 (too much text for an annual report)"})
        try:
            write_frame(answers, payload)
        except OSError:
            return
        if answer.get("last"):
            return


def _silence() -> None:
    """Native code prints where it likes: not into our frames."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    limits = Limits(**request["limits"])
    _limit(limits, request["seconds"])
    module, _, function = request["task"].partition(":")
    try:
        read = getattr(importlib.import_module(module), function)
        answer: dict[str, Any] = {"document": encode(read(data, request["filename"], limits))}
    except UnreadableError as error:
        answer = {"refused": str(error), "reason": error.reason if isinstance(error, UncheckableError) else ""}
    except MemoryError:
        size = size_text(limits.child_memory_bytes)
        sentence = f"文件展开后超过 {size} 内存上限 (needs more than {size} of memory)"
        return {"refused": sentence, "memory": True, "last": True}
    except Exception as error:
        sentence = f"无法读取，文件可能已损坏：{type(error).__name__}: {error} (cannot be read, probably damaged)"
        answer = {"refused": sentence}
    if _worn():
        answer["last"] = True
    return answer


def _limit(limits: Limits, seconds: float) -> None:
    """Hold this process to its limits; without the `resource` module (Windows) only the parent's clock does."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    # The parent's clock may go away with the parent: processor time is counted by the system.
    processor = int(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + 2
    for what, most in (
        (resource.RLIMIT_AS, limits.child_memory_bytes),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # a reader has nothing to write
    ):
        try:
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):  # macOS knows no limit of addresses
            continue


def _worn() -> bool:
    """Whether this process has grown so much that a new one is better. Only Linux tells."""
    try:
        with open("/proc/self/statm", "rb") as file:
            pages = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > _WORN
