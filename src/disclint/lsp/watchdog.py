"""A limit of time on a piece of work, after which the process says where it is and ends."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SECOND_TRY = 1.0


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End the process, its calls on standard error, if what is done within takes longer.

    A thread does that where Python code runs: it sees the calls as they are. A pattern that runs away lets no thread
    in; then faulthandler does, from outside Python, which sees rightly only what stands still.
    """
    timer = threading.Timer(seconds, _end, (threading.get_ident(), seconds))
    timer.daemon = True
    faulthandler.dump_traceback_later(seconds + _SECOND_TRY, exit=True)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        faulthandler.cancel_dump_traceback_later()


def _end(thread: int, seconds: float) -> None:
    frame = sys._current_frames().get(thread)
    lines = [f"Timeout ({seconds:g} s)!"]
    while frame is not None:  # as faulthandler writes it
        lines.append(f'  File "{frame.f_code.co_filename}", line {frame.f_lineno} in {frame.f_code.co_name}')
        frame = frame.f_back
    print("\n".join(lines), file=sys.stderr, flush=True)
    os._exit(1)
