"""The progress bar of a long check, on standard error. Imported on a terminal only: it needs rich."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from disclint.finding import Language, Phrase

_INTERVAL = 0.1
_CHECKING = Phrase("检查", "checking")


class ProgressBar:
    """A context manager to call with (done, total)."""

    def __init__(self, language: Language) -> None:
        columns = (TextColumn(_CHECKING.text(language)), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # Drawn when told to, not by a thread: a thread would be alive when workers are forked.
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        self._task = self._bar.add_task("")
        self._drawn = 0.0

    def __enter__(self) -> ProgressBar:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done, ten times a second at most."""
        now = time.monotonic()
        self._bar.update(self._task, completed=done, total=total)
        if now - self._drawn >= _INTERVAL:
            self._drawn = now
            self._bar.refresh()
