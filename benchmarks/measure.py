"""Whole processes measured from outside, in turn, so that what else the machine does strikes all of them alike."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

# A small parent of its own: on Linux a process starts with the peak memory of the one that spawned it.
_LAUNCHER = """
import os, sys, time
nothing = os.open(os.devnull, os.O_RDWR)
actions = [(os.POSIX_SPAWN_DUP2, nothing, stream) for stream in (0, 1, 2)]
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=actions)
_, status, usage = os.wait4(child, 0)
print(time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
_KIB = 1024 if sys.platform == "darwin" else 1  # ru_maxrss is in bytes there, in KiB elsewhere
_WARM_UPS = 1


class MeasureError(Exception):
    """A command that did not do what was to be measured."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, and the exit codes that mean it did its work."""

    arguments: tuple[str, ...]
    expected: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: wall time, and the peak of its largest process."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Series:
    """The runs of one command, a run a round."""

    samples: tuple[Sample, ...]

    @property
    def seconds(self) -> float:
        """Median wall time."""
        return median(sample.seconds for sample in self.samples)

    @property
    def peak_mb(self) -> float:
        """Median peak of the largest process, in MB."""
        return median(sample.peak_mb for sample in self.samples)

    def ratio(self, other: Series) -> float:
        """Median of the ratios of this command's time to the other's, each within one round."""
        return median(mine.seconds / theirs.seconds for mine, theirs in zip(self.samples, other.samples, strict=True))


def environment() -> dict[str, str]:
    """The environment of every measured process: byte code is written and used, and nothing is imported from here."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONSTARTUP", "PYTHONUNBUFFERED")
    return {key: value for key, value in os.environ.items() if key not in dropped}


def run(command: Command, folder: str) -> Sample:
    """Run once, output thrown away; MeasureError for an exit code that is not expected."""
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command.arguments]
    done = subprocess.run(launcher, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise MeasureError(f"cannot run {command.arguments[0]}: {done.stderr.strip().splitlines()[-1]}")
    seconds, peak, status = done.stdout.split()
    if int(status) not in command.expected:
        raise MeasureError(f"exit code {status}: {' '.join(command.arguments)}")
    return Sample(float(seconds), int(peak) / _KIB / 1024)


def interleaved(commands: Mapping[str, Command], folder: str, rounds: int, seed: int = 0) -> dict[str, Series]:
    """Run every command once a round, in another order each round, after a round that does not count."""
    rng = random.Random(seed)
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for number in range(rounds + _WARM_UPS):
        order = list(commands)
        rng.shuffle(order)
        for name in order:
            sample = run(commands[name], folder)
            if number >= _WARM_UPS:
                samples[name].append(sample)
    return {name: Series(tuple(each)) for name, each in samples.items()}


def tree_peak_mb(command: Command, folder: str) -> float | None:
    """Peak of the command and all its workers together, shared pages counted once; None where /proc cannot tell.

    Sampled every few milliseconds, so the run is slower than a measured one.
    """
    if not os.path.exists("/proc/self/smaps_rollup"):
        return None
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        command.arguments, cwd=folder, env=environment(), stdin=nowhere, stdout=nowhere, stderr=nowhere
    )
    peak = 0
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(0.005):
            peak = max(peak, sum(map(_proportional_kib, _tree(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    over.set()
    watcher.join()
    return peak / 1024


def resident_mb(pid: int) -> float:
    """Memory of a process and all its children now, shared pages counted once."""
    return sum(map(_proportional_kib, _tree(pid))) / 1024


def _tree(root: int) -> Sequence[int]:
    found = [root]
    for pid in found:
        try:
            with open(f"/proc/{pid}/task/{pid}/children") as file:
                found += map(int, file.read().split())
        except OSError:
            continue
    return found


def _proportional_kib(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0
