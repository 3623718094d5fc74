"""Checking in several processes: results as they come, and a worker's death told with the file it died on.

multiprocessing.Pool waits for ever on a dead worker, and concurrent.futures cannot say on what it died.
"""

from __future__ import annotations

import io
import multiprocessing
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from msgspec import Struct, field

from disclint.discover import STDIN, Target, shown
from disclint.result import FileResult, failed
from disclint.rule import RuleMeta

Check = Callable[[Target], FileResult]

_BATCH = 16
# Forking costs nothing and needs nothing pickled; macOS has it too, but its system libraries do not survive it.
_METHOD = "fork" if sys.platform == "linux" else "spawn"


class _Worker(Struct):
    process: BaseProcess
    pipe: Connection
    pending: deque[int] = field(default_factory=deque)


def in_processes(
    check: Check, targets: Sequence[Target], metas: Sequence[RuleMeta], jobs: int, method: str = _METHOD
) -> Iterator[tuple[int, FileResult]]:
    """Call `check` on `targets` in `jobs` processes; yields (index, result) as they are done.

    `check` must be picklable where processes are spawned. `metas` are the rules its findings speak of. Standard input,
    which only this process has, is checked here.
    """
    here = [index for index, target in enumerate(targets) if target.path == STDIN]
    yield from ((index, check(targets[index])) for index in here)
    queue = deque(index for index in range(len(targets)) if index not in here)
    if queue:
        with _Pool(check, targets, metas, method) as pool:
            yield from pool.run(queue, min(jobs, len(queue)))


class _Pool:
    """Workers that are given batches of indices into `targets` and answer file by file."""

    def __init__(self, check: Check, targets: Sequence[Target], metas: Sequence[RuleMeta], method: str) -> None:
        self._check = check
        self._targets = targets
        self._metas = {meta.code: meta for meta in metas}
        self._forked = method == "fork"
        self._context: Any = multiprocessing.get_context(method)
        self._workers: list[_Worker] = []

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    def run(self, queue: deque[int], jobs: int) -> Iterator[tuple[int, FileResult]]:
        """Work the queue off; a worker that dies is replaced, and only the file it was at is lost."""
        batch = max(1, min(_BATCH, len(queue) // (jobs * 4)))
        for _ in range(jobs):
            self._start()
        while queue or any(worker.pending for worker in self._workers):
            for worker in self._workers:
                if queue and not worker.pending:
                    _hand_out(worker, [queue.popleft() for _ in range(min(batch, len(queue)))])
            busy = {worker.pipe: worker for worker in self._workers if worker.pending}
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]
                index = worker.pending.popleft()
                try:
                    yield index, _loads(worker.pipe.recv_bytes(), self._metas)
                except (EOFError, OSError):
                    queue.extendleft(reversed(worker.pending))
                    yield index, self._bury(worker, shown(self._targets[index].path))

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        # A forked child holds copies of our ends of all pipes; it must close them, or no worker would ever notice
        # that we are gone.
        inherited = [*(worker.pipe for worker in self._workers), ours] if self._forked else []
        process = self._context.Process(target=_work, args=(theirs, inherited, self._check, self._targets), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _bury(self, worker: _Worker, filename: str) -> FileResult:
        worker.process.join(5)
        code = worker.process.exitcode
        self._workers.remove(worker)
        worker.process.kill()
        worker.pipe.close()
        self._start()
        return failed(
            filename,
            f"检查此文件的进程意外终止（退出码 {code}），其余文件照常检查 (the worker died on this file)",
        )


def _hand_out(worker: _Worker, batch: list[int]) -> None:
    worker.pending.extend(batch)
    try:
        worker.pipe.send(batch)
    except OSError:
        return  # dead already: the wait that follows finds the pipe closed


def _work(pipe: Connection, inherited: list[Connection], check: Check, targets: Sequence[Target]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    for other in inherited:
        other.close()
    try:
        while True:
            for index in pipe.recv():
                pipe.send_bytes(_dumps(check(targets[index])))
    except (EOFError, OSError):
        return


class _Pickler(pickle.Pickler):
    """Leaves out what both sides have: the metadata of rules, with its pages of text."""

    def persistent_id(self, obj: Any) -> str | None:
        return obj.code if type(obj) is RuleMeta else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, metas: dict[str, RuleMeta]) -> None:
        super().__init__(io.BytesIO(data))
        self._metas = metas

    def persistent_load(self, pid: str) -> RuleMeta:
        return self._metas[pid]


def _dumps(result: FileResult) -> bytes:
    buffer = io.BytesIO()
    try:
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(result)
    except Exception as error:
        buffer = io.BytesIO()
        sentence = f"结果无法从工作进程传回：{type(error).__name__}: {error} (the result cannot be sent back)"
        _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(failed(result.filename, sentence))
    return buffer.getvalue()


def _loads(data: bytes, metas: dict[str, RuleMeta]) -> FileResult:
    result: FileResult = _Unpickler(data, metas).load()
    return result
