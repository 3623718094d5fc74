"""`disclint check --watch`: check again whenever a file or its configuration changes, until Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

from disclint.cli import UsageError
from disclint.config import FileNames
from disclint.discover import STDIN, discover
from disclint.errors import DisclintError
from disclint.finding import Language, Phrase
from disclint.workspace import Workspace

_EVERY = 0.5  # seconds between looks
_WAITING = Phrase("等待文件改动，Ctrl-C 结束", "waiting for changes, Ctrl-C to end")

State = dict[str, tuple[int, int]]


INSIDE = "DISCLINT_WATCHED"
"""Set in the environment of a run that is watched over."""


def watch(
    arguments: Sequence[str],
    paths: Sequence[str],
    workspace_of: Callable[[], Workspace],
    tongue: Language,
    written: Iterable[str] = (),
) -> int:
    """Run `disclint check` with these arguments now and after every change. 130 at the end.

    Each run is a process of its own: configuration and plugins are read anew, and what crashes does not end the watch.
    What the runs have `written` may lie among the files: it is no change. UsageError for standard input.
    """
    if STDIN in paths:
        raise UsageError("--watch 不能用于标准输入 (standard input cannot be watched)")
    workspace = workspace_of()
    ours = frozenset(os.path.realpath(path) for path in written)
    try:
        while True:
            with suppress(DisclintError):  # the run itself says what is wrong; until then the last one will do
                workspace = workspace_of()
            before = _state(paths, workspace, ours)
            if sys.stdout.isatty():
                print("\033[2J\033[H", end="", flush=True)
            subprocess.run(
                [sys.executable, "-m", "disclint", "check", *arguments], check=False, env={**os.environ, INSIDE: "1"}
            )
            print(f"disclint: {_WAITING.text(tongue)}", file=sys.stderr, flush=True)
            while _state(paths, workspace, ours) == before:
                time.sleep(_EVERY)
            time.sleep(_EVERY / 5)  # an editor may write in several steps
    except KeyboardInterrupt:
        return 130


def _state(paths: Sequence[str], workspace: Workspace, ours: frozenset[str]) -> State:
    state: State = {}
    for path in _watched(paths, workspace):
        if ours and os.path.realpath(path) in ours:
            continue
        try:
            status = os.stat(path)
        except OSError:
            state[path] = (-1, -1)
        else:
            state[path] = (status.st_mtime_ns, status.st_size)
    return state


def _watched(paths: Sequence[str], workspace: Workspace) -> Iterator[str]:
    """The files that would be checked, and wherever a configuration of theirs is or may come to be."""
    folders = {os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path)) for path in paths}
    for target in discover(paths, partial(_excluded, workspace)):
        yield target.path
        folders.add(os.path.dirname(os.path.abspath(target.path)))
    above = set(folders)
    for folder in folders:
        while (parent := os.path.dirname(folder)) not in above and parent != folder:
            above.add(parent)
            folder = parent
    for folder in sorted(above):
        yield from (os.path.join(folder, name.value) for name in FileNames)


def _excluded(workspace: Workspace, path: str, folder: bool) -> bool:
    """As the workspace has it; nothing while a configuration is wrong, which the run itself tells."""
    try:
        return workspace.excluded(path, folder)
    except DisclintError:
        return False
