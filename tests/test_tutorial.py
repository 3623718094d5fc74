"""The tutorial, executed from its own text: every command and every file, in a fresh environment.

A `console` block holds commands and what they print; `…` stands for anything, a last line `[1]` for the exit code. A
block in another language is the content of the file that the paragraph before it names.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from checkout import copy_project, outside
from commands import ROOT
from test_packaging import run

if shutil.which("git") is None or shutil.which("bash") is None:
    pytest.skip("git and bash are needed", allow_module_level=True)

TUTORIAL = ROOT / "docs" / "tutorial.md"
REPORTS = "年报"  # where the files of the chapter on pre-commit belong


class Step(NamedTuple):
    """A command with the output it should have, or a file with its content."""

    command: str
    expected: str = ""
    status: int = 0
    file: str = ""
    content: str = ""


def steps(text: str) -> Iterator[Step]:
    """What is to be done, in order."""
    paragraph = ""
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$|^(?!```)(\S[^\n]*)$", text, re.DOTALL | re.MULTILINE):
        language, block, line = found.groups()
        if line is not None:
            paragraph += line
            continue
        if language == "console":
            yield from commands(block)
        elif language in ("python", "yaml", "toml"):
            names = re.findall(r"`([\w./-]+\.(?:py|yaml|toml))`", paragraph)
            yield Step("", file=names[-1], content=block)
        paragraph = ""


def commands(block: str) -> Iterator[Step]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        status = re.search(r"^\[(\d+)\]\n\Z", expected, re.MULTILINE)
        if status:
            expected = expected[: status.start()]
        yield Step(command, expected, int(status[1]) if status else 0)


class Shell:
    """One bash for the whole tutorial, so that `cd` and activation last."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def run(self, command: str) -> tuple[str, int]:
        """Both streams and the exit code."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{command} < /dev/null\nprintf '\\n@@%s@@\\n' $?\n")
        self._process.stdin.flush()
        lines: list[str] = []
        for line in self._process.stdout:
            if ended := re.fullmatch(r"@@(\d+)@@\n", line):
                return "".join(lines).removesuffix("\n"), int(ended[1])
            lines.append(line)
        raise AssertionError(f"the shell ended: {''.join(lines)}")

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """A shell in an empty folder; `disclint` is this project's, and so is what lies at https://example.com."""
    servers, home, work = tmp_path / "servers", tmp_path / "home", tmp_path / "work"
    for folder in (servers, home, work, work / REPORTS):
        folder.mkdir()
    project = copy_project(servers / "disclint")
    (home / ".gitconfig").write_text(
        "[user]\n\tname = t\n\temail = t@example.com\n[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n"
        f'[url "file://{servers}/"]\n\tinsteadOf = https://example.com/\n[protocol "file"]\n\tallow = always\n',
        encoding="utf-8",
    )
    (servers / "disclint-hubei").symlink_to(work / "disclint-hubei")
    env = outside(HOME=str(home), LC_ALL="C.UTF-8", DISCLINT_LANG="zh", TMPDIR=str(tmp_path))
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "disclint"], ["tag", "v0.1.0"]):
        subprocess.run(["git", *command], cwd=project, env=env, check=True)
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, project, cwd=tmp_path)
    constraints = tmp_path / "constraints.txt"
    wheel = next(tmp_path.glob("disclint-*.whl"))
    constraints.write_text(f"disclint @ file://{wheel}\n", encoding="utf-8")
    env |= {
        "PIP_CONSTRAINT": str(constraints),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), env["PATH"]]),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    shell = Shell(work, env)
    yield shell
    shell.close()


def pattern(expected: str) -> re.Pattern[str]:
    """Lines as they are, `…` for anything; a line `…` for any lines, or none."""
    parts = [re.escape(part).replace("…", ".*") for part in re.split(r"^…\n", expected, flags=re.MULTILINE)]
    return re.compile(r"(?:.*\n)*?".join(parts))


def test_the_tutorial_does_what_it_says(shell: Shell, tmp_path: Path) -> None:
    work = tmp_path / "work"
    text = TUTORIAL.read_text(encoding="utf-8").replace("/tmp/", f"{tmp_path}/")
    done = 0
    for step in steps(text):
        if step.file:
            folder = work / (REPORTS if step.file.endswith(("yaml", "toml")) else "disclint-hubei")
            (folder / step.file).write_text(step.content, encoding="utf-8")
            continue
        # in the pre-commit environment disclint is the hook's own repository, not the wheel
        command = f"PIP_CONSTRAINT= {step.command}" if step.command.startswith(("git", "pre-commit")) else step.command
        out, status = shell.run(command)
        assert status == step.status, f"$ {step.command}\n{out}"
        expected = step.expected if step.expected.endswith("\n") or not step.expected else step.expected + "\n"
        if expected:
            out = re.sub(r"\x1b\[[\d;]*m", "", out).rstrip("\n") + "\n"
            assert pattern(expected).fullmatch(out), f"$ {step.command}\n{out}\n--- expected\n{expected}"
        done += 1
    assert done >= 30
