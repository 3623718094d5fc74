"""A checker as the server holds it: started when needed, asked one thing at a time, ended when it hangs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Callable, Iterable
from itertools import pairwise

from msgspec.structs import replace

from disclint.lsp.watching import Stamp, complete, stamp, widened
from disclint.lsp.wire import LENGTH, Failed, Ready, Reply, Request, Start, Task, frame, reply_of

_COMMAND = (sys.executable, "-P", "-m", "disclint.lsp.child")  # -P: nothing is imported from the workspace
_GRACE = 5.0  # the checker ends itself first, and tells where it was
_FRAME = re.compile(r'  File "(.+)", line (\d+) in (\w+)')


class CheckerError(Exception):
    """A checker that died or was ended: a sentence."""


class StaleError(Exception):
    """A task that nobody waits for any more."""


class Checker:
    """The checker of a folder. `generation` grows with each process, and when one is to be replaced: what an
    older one said may not hold."""

    def __init__(self, start: Start) -> None:
        self.generation = 0
        self.ready = Ready("zh")
        self.used = 0.0  # when it was asked last
        self._start = start
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._outdated = False
        self._stamp: Stamp | None = None
        self._folders: set[str] = set()
        self._errors: deque[str] = deque(maxlen=100)
        self._forwarding: asyncio.Task[None] | None = None

    async def started(self) -> Ready:
        """What the checker goes by, once it is there."""
        async with self._turn:
            await self._running()
        return self.ready

    async def ask(
        self, make: Callable[[int], Task], seconds: float, wanted: Callable[[], bool] = lambda: True
    ) -> Reply:
        """The reply to a task, which is made for the generation that is asked.

        CheckerError if the checker dies over it, StaleError if it is not wanted any more when its turn has come.
        """
        # Whoever asked may be cancelled; what was asked is still answered, and must be read.
        return await asyncio.shield(asyncio.ensure_future(self._exchange(make, seconds, wanted)))

    def renew(self, start: Start | None = None) -> None:
        """Let the next task be done by a new process, which reads configuration and plugins anew."""
        self._start = start or self._start
        self._outdated = True
        self.generation += 1

    def outdated(self) -> bool:
        """Whether configuration or plugins have changed since they were read; the next task is then done anew."""
        if self._stamp is not None and not self._outdated and self._stamp.changed():
            self.renew()
        return self._outdated

    def watch_folder(self, folder: str) -> None:
        """Look out for configurations there, too: a file in it is going to be checked."""
        if folder not in self._folders:
            self._folders.add(folder)
            if self._stamp is not None:
                self._stamp = widened(self._stamp, folder)

    def watch_files(self, paths: Iterable[str]) -> None:
        """Look out for changes of these files, too."""
        if self._stamp is not None and any(path not in self._stamp.marks for path in paths):
            self._stamp = complete(self._stamp, paths)

    @property
    def idle(self) -> bool:
        """Whether there is a process that has nothing to do."""
        return self._process is not None and not self._turn.locked()

    async def end(self) -> None:
        """End the process, and wait until it is gone."""
        process = self._process
        self.kill()
        if process is not None:
            await asyncio.wait([asyncio.ensure_future(process.wait())], timeout=2)

    def kill(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def _exchange(self, make: Callable[[int], Task], seconds: float, wanted: Callable[[], bool]) -> Reply:
        async with self._turn:
            self.used = time.monotonic()
            if not wanted():
                raise StaleError
            process = await self._running()
            self._errors.clear()
            try:
                reply = await _talk(process, frame(Request(make(self.generation), seconds)), seconds + _GRACE)
            except (OSError, EOFError, TimeoutError) as error:
                raise CheckerError(await self._post_mortem(seconds)) from error
        if isinstance(reply, Failed):
            raise CheckerError(reply.message)
        return reply

    async def _running(self) -> Process:
        if self._outdated:
            self.kill()
        if self._process is None or self._process.returncode is not None:
            self._process = await self._launch()
        return self._process

    async def _launch(self) -> Process:
        self._outdated = False
        before = stamp([self._start.root, *self._folders])
        try:
            process, self.ready = await self._hello(self._start)
        except (OSError, EOFError, TimeoutError) as error:
            if not self._start.plugins:
                raise CheckerError("检查进程无法启动 (the checker does not start)") from error
            process, ready = await self._hello(replace(self._start, plugins=False))
            sentence = "有插件在载入时卡死或退出，本次不用插件 (a plugin hangs or exits: going on without plugins)"
            self.ready = replace(ready, failures=(sentence, *ready.failures))
        self._stamp = complete(before, self.ready.watched, failed=bool(self.ready.failures))
        self.generation += 1
        return process

    async def _hello(self, start: Start) -> tuple[Process, Ready]:
        environment = {
            "DISCLINT_PLUGIN_SECONDS": str(start.seconds / 4),  # one that does not load is named before we give up
            **os.environ,
            "PYTHONIOENCODING": "utf-8:backslashreplace",
        }
        process = await asyncio.create_subprocess_exec(*_COMMAND, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment)
        self._forwarding = asyncio.ensure_future(self._forward(process))
        try:
            ready = await _talk(process, frame(start), start.seconds)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            raise
        assert isinstance(ready, Ready)
        return process, ready

    async def _forward(self, process: Process) -> None:
        """What the checker and plugins say on standard error goes where the editor keeps the server's."""
        assert process.stderr is not None
        with contextlib.suppress(ValueError):  # a line past all bounds
            while line := (await process.stderr.readline()).decode("utf-8", "replace"):
                self._errors.append(line)
                print(line, end="", file=sys.stderr, flush=True)

    async def _post_mortem(self, seconds: float) -> str:
        self.kill()
        if self._forwarding is not None:
            await asyncio.wait([self._forwarding], timeout=1)
        if not any("Timeout (" in line for line in self._errors):
            return "检查进程意外终止，下次改动时重试 (the checker died; the next change tries again)"
        where = _culprit(self._errors)
        at = f"，停在 {where}" if where else ""
        return f"检查超过 {seconds:.0f} 秒，已中止{at}；下次改动时重试 (the check took too long and was ended)"


async def _talk(process: Process, message: bytes, seconds: float) -> Reply:
    """Send a frame and read the one that answers it; EOFError, OSError or TimeoutError if that fails."""
    assert process.stdin is not None
    assert process.stdout is not None
    async with asyncio.timeout(seconds):
        process.stdin.write(message)
        await process.stdin.drain()
        head = await process.stdout.readexactly(LENGTH.size)
        reply: Reply = reply_of(await process.stdout.readexactly(LENGTH.unpack(head)[0]))
        return reply


def _culprit(lines: deque[str]) -> str:
    """Where a rule was when time was up, from the innermost call outwards: what `disclint.trial` called."""
    calls = [match for line in lines if (match := _FRAME.match(line))]
    for inner, outer in pairwise(calls):
        if os.path.basename(outer[1]) == "trial.py" and outer[3] == "_try":
            return f"{os.path.basename(inner[1])} 第 {inner[2]} 行"
    return ""
