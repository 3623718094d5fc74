"""Bounds of time and memory around foreign rules: one that never ends, or eats all memory, ends itself alone.

Nothing here costs a run without plugins anything: the engine asks for a guard only where there are foreign rules.

Time: on systems with interval timers the main thread is interrupted by SIGALRM, elsewhere (Windows) by a watching
thread through `interrupt_main`. Other threads cannot be interrupted; in them there is no bound. Memory: the address
space is limited while the rules run (Linux; macOS and Windows do not know such a limit).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

RULE_MEMORY = 2 * 1024 * 1024 * 1024
"""By how many bytes the process may grow while foreign rules run."""

_CHECKS = 8  # within the limit, the clock is looked at so many times
_PATIENCE = 8  # interruptions swallowed (`except BaseException`) before the process gives up


class OutOfTime(BaseException):
    """What is under guard took too long. No Exception, so that `except Exception` of a plugin does not stop it."""


class Guard:
    """`with Guard(…) as guard:` over all rules of a file, and `guard.watch(what)` … `guard.rest()` around each.

    Interrupts what has been watched for longer than `seconds` with OutOfTime. Also a plain bound around one thing:
    `watch` may be called at once, see `within`.
    """

    def __init__(self, seconds: float, memory: int = RULE_MEMORY, timers: bool | None = None) -> None:
        self._seconds = seconds
        self._memory = memory
        self._what = ""
        self._since = 0.0
        self._raised = 0
        self._stop: Callable[[], None] | None = None
        self._unlimit: Callable[[], None] | None = None
        self._timers = timers

    def watch(self, what: str) -> None:
        """From now on `what` is running."""
        self._since = time.monotonic()
        self._raised = 0
        self._what = what

    def rest(self) -> None:
        """Nothing foreign is running."""
        self._what = ""

    @property
    def seconds(self) -> float:
        """The limit."""
        return self._seconds

    def __enter__(self) -> Guard:
        if self._seconds > 0 and threading.current_thread() is threading.main_thread():
            import signal

            timers = hasattr(signal, "setitimer") if self._timers is None else self._timers
            self._stop = self._with_timer() if timers else self._with_thread()
        if self._memory > 0:
            self._unlimit = _limit_memory(self._memory)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()
        if self._stop is not None:
            self._stop()
        if self._unlimit is not None:
            self._unlimit()

    def _late(self) -> bool:
        return bool(self._what) and time.monotonic() - self._since > self._seconds

    def _give_up(self) -> None:
        self._raised += 1
        if self._raised > _PATIENCE:
            # Whatever was found so far is lost, but it does not look like a pass, and the shell gets its prompt back.
            os.write(2, f"disclint: {self._what} 超时且不理会中止，进程退出 (cannot be stopped, giving up)\n".encode())
            os._exit(2)

    def _with_timer(self) -> Callable[[], None]:
        import signal

        def alarm(_number: int, _frame: Any) -> None:
            if self._late():
                self._give_up()
                raise OutOfTime

        step = max(self._seconds / _CHECKS, 0.01)
        before = signal.signal(signal.SIGALRM, alarm)
        signal.setitimer(signal.ITIMER_REAL, step, step)

        def stop() -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

        return stop

    def _with_thread(self) -> Callable[[], None]:
        import _thread
        import signal

        done = threading.Event()
        fired = threading.Event()
        step = max(self._seconds / _CHECKS, 0.01)

        def look() -> None:
            while not done.wait(step):
                if self._late():
                    fired.set()
                    _thread.interrupt_main()

        def interrupt(number: int, frame: Any) -> None:
            if fired.is_set():
                fired.clear()
                if self._late():
                    self._give_up()
                    raise OutOfTime
            elif callable(before):
                before(number, frame)

        before = signal.signal(signal.SIGINT, interrupt)
        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()

        def stop() -> None:
            done.set()
            watcher.join()
            signal.signal(signal.SIGINT, before)

        return stop


def _limit_memory(memory: int) -> Callable[[], None] | None:
    """Let the address space grow by so much at most; the way back, None where the system knows no such limit."""
    if sys.platform != "linux":
        return None
    import resource

    try:
        with open("/proc/self/statm", "rb") as file:
            size = int(file.read().split()[0]) * resource.getpagesize()
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = size + memory
        if soft != resource.RLIM_INFINITY and soft <= wanted:
            return None  # there is a narrower one
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    except (OSError, ValueError):
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
