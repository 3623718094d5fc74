"""Foreign native code reads files in a child process with limits of time and memory: what kills it kills no more.

    document = read_isolated("disclint.readers.pdf_file:read_pages", data, "报告.pdf", limits, seconds=30)

One child serves many files, one after the other, as starting it costs more than reading. Each process has a child of
its own (a forked worker of the engine must not talk to its parent's). Frames of JSON go over pipes: eight bytes of
length, then the message; a request is followed by a frame with the bytes of the file.
"""

from __future__ import annotations

import atexit
import os
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from msgspec.structs import asdict

from disclint.errors import UncheckableError, UnreadableError
from disclint.readers.wire import decode, dumps, loads

if TYPE_CHECKING:
    from disclint.document import Document
    from disclint.readers.limits import Limits

_LENGTH = struct.Struct(">Q")
# -I: neither the environment nor the current directory has a say in what the child imports.
_SICK = 3.0  # seconds within which a child dies of what an earlier file has done to it, not of this one
_BOOT = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from disclint.readers.isolation_child import serve; serve()"
)


class _Died(Exception):
    """The child ended before it answered."""


class _Late(Exception):
    """The child was ended because its time was up."""


def write_frame(pipe: IO[bytes], payload: bytes) -> None:
    """Write one frame; OSError if nobody reads."""
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def read_frame(pipe: IO[bytes], limit: int) -> bytes | None:
    """Read one frame of at most `limit` bytes; None at the end of the pipe or if the frame is cut off or too long."""
    head = pipe.read(_LENGTH.size)
    if head is None or len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > limit:
        return None
    payload = pipe.read(length)
    return payload if len(payload) == length else None


@dataclass(slots=True)
class _Worker:
    """A child and how many files it has read."""

    process: subprocess.Popen[bytes]
    served: int = 0

    @classmethod
    def start(cls) -> _Worker:
        """Start a child that imports what this process would."""
        import json

        path = [os.path.abspath(entry) for entry in sys.path]
        return cls(
            subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT, json.dumps(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        )

    def ask(self, request: dict[str, Any], data: bytes, seconds: float, limit: int) -> dict[str, Any]:
        """The answer on a file; _Died or _Late if there is none."""
        process = self.process
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        self.served += 1
        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            write_frame(process.stdin, dumps(request))
            write_frame(process.stdin, data)
            answer = read_frame(process.stdout, limit)
            message = loads(answer) if answer is not None else None
        except (OSError, ValueError, RecursionError):
            message = None
        finally:
            timer.cancel()
        if message is None:
            raise _Late if late.is_set() else _Died
        return message

    def stop(self) -> int | None:
        """End the child; its exit code, or minus the signal it died of."""
        process = self.process
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was still to be written has no reader any more
        try:
            return process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


_lock = threading.Lock()
_worker: _Worker | None = None


def read_isolated(task: str, data: bytes, filename: str, limits: Limits, seconds: float) -> Document:
    """What the function `task` ("module:function" of (data, filename, limits)) makes of a file, in a child process.

    UnreadableError if the function raises one, if it takes longer than `seconds` or more memory than
    `limits.child_memory_bytes`, or if it ends its process.
    """
    request = {"task": task, "filename": filename, "limits": asdict(limits), "seconds": seconds}
    with _lock:
        while True:
            fresh = _worker is None
            begun = time.monotonic()
            try:
                return _read(request, data, seconds, limits)
            except _Late:
                close()
                raise UnreadableError(
                    f"读取超过 {seconds:g} 秒，已中止；文件可能已损坏或过于复杂"
                    f" (reading took longer than {seconds:g} seconds and was stopped)"
                ) from None
            except _Died:
                code = close()
                if fresh or time.monotonic() - begun > _SICK:
                    raise UnreadableError(_death(code, limits)) from None
                # An earlier file may have left this one a sick child: try once more with a healthy one.


def _read(request: dict[str, Any], data: bytes, seconds: float, limits: Limits) -> Document:
    global _worker
    if _worker is None:
        try:
            _worker = _Worker.start()
        except OSError as error:
            raise UnreadableError(f"无法启动读取进程：{error} (the reading process does not start)") from error
    answer = _worker.ask(request, data, seconds, limits.answer_bytes)
    if answer.get("last") is True:
        fresh = _worker.served == 1
        close()
        if answer.get("memory") is True and not fresh:
            raise _Died
    refused = answer.get("refused")
    if isinstance(refused, str):
        reason = answer.get("reason")
        raise UncheckableError(str(reason), refused) if reason else UnreadableError(refused)
    try:
        return decode(answer["document"])
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise UnreadableError("读取进程的回答无法理解 (the reading process gave no document)") from error


def close() -> int | None:
    """End the child of this process, if there is one; its exit code."""
    global _worker
    worker, _worker = _worker, None
    return worker.stop() if worker else None


def _death(code: int | None, limits: Limits) -> str:
    """What a child's exit code says of the file."""
    from disclint.readers.limits import size_text

    size = size_text(limits.child_memory_bytes)
    return (
        f"读取此文件的进程意外终止（{code}）：文件已损坏，或展开后超过 {size} 内存上限"
        f" (the process reading it died: the file is damaged, or needs more than {size} of memory)"
    )


def _forget() -> None:
    """After a fork: the child belongs to the parent. Our copies of its pipes would keep it alive."""
    global _worker, _lock
    worker, _worker = _worker, None
    _lock = threading.Lock()
    if worker is not None:
        for pipe in (worker.process.stdin, worker.process.stdout):
            if pipe is not None:
                getattr(pipe, "raw", pipe).close()  # without flushing what the parent is about to write
        _abandoned.append(worker)  # collected, it would complain of a process still running


_abandoned: list[_Worker] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
atexit.register(close)
