"""Runs disclint as a user does: a process of its own, in a folder of its own, whatever the environment of the tests."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = [str(ROOT / name) for name in ("src", "rules", "grammar")]
_OURS = ("DISCLINT_", "LC_", "LANG", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "COLUMNS", "TERM")


@dataclass(frozen=True)
class Outcome:
    """How a command ended; both streams decoded as UTF-8, which they must be."""

    status: int
    out: str
    err: str


def environment(extra_path: Sequence[str] = (), **variables: str) -> dict[str, str]:
    """An environment without anything that could sway the output, plus `variables`."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
    clean.pop("PYTHONDONTWRITEBYTECODE", None)
    clean["PYTHONPYCACHEPREFIX"] = _folder("compiled")
    clean["DISCLINT_CACHE_DIR"] = _folder("cache")
    clean["PYTHONPATH"] = os.pathsep.join([*SOURCES, *extra_path])
    return clean | variables


@cache
def _folder(name: str) -> str:
    """A folder of this test run: to compile everything anew for every command takes three times as long."""
    folder = tempfile.mkdtemp(prefix=f"disclint-tests-{name}-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def disclint(
    *arguments: str,
    cwd: Path | None = None,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
    through: Sequence[str] = (),
) -> Outcome:
    """Run `python -m disclint` with these arguments; `through` is a command that runs it."""
    done = subprocess.run(
        [*through, sys.executable, "-m", "disclint", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=env or environment(),
        timeout=timeout,
        check=False,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return Outcome(done.returncode, out.replace("\r\n", "\n"), err.replace("\r\n", "\n"))
