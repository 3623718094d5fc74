"""File patterns: what they mean, and that they mean what git means by them."""

from __future__ import annotations

import ntpath
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from disclint.patterns import Patterns

CASES = [
    # patterns, files meant, files not meant
    (["草稿/"], ["草稿/甲.txt", "2023/草稿/甲.txt"], ["草稿.txt", "草稿"]),
    (["/草稿/"], ["草稿/甲.txt"], ["2023/草稿/甲.txt"]),
    (["*.bak.txt"], ["甲.bak.txt", "2023/甲.bak.txt"], ["甲.txt"]),
    (["2023/*"], ["2023/甲.txt", "2023/镇/甲.txt"], ["2022/甲.txt", "x/2023/甲.txt"]),
    (["2023/*.md"], ["2023/甲.md"], ["2023/镇/甲.md"]),
    (["**/镇/*.md"], ["镇/甲.md", "a/b/镇/甲.md"], ["镇/a/甲.md"]),
    (["2023/**"], ["2023/甲.txt", "2023/a/甲.txt"], ["2022/甲.txt"]),
    (["报告?.txt", "[0-9]*.md"], ["报告1.txt", "2023.md"], ["报告10.txt", "甲.md"]),
    (["*.txt", "!甲.txt"], ["乙.txt"], ["甲.txt"]),
    (["a[!b]c"], ["axc"], ["abc"]),
    (["（有问题）*.md"], ["（有问题）1.md"], ["有问题1.md"]),
]


@pytest.mark.parametrize(("patterns", "meant", "others"), CASES)
def test_patterns(patterns: list[str], meant: list[str], others: list[str]) -> None:
    known = Patterns(os.getcwd(), patterns)
    assert [path for path in (*meant, *others) if known.match(path)] == meant


def test_what_lies_outside_the_folder_is_not_meant(tmp_path: Path) -> None:
    assert not Patterns(str(tmp_path), ["*"]).match(__file__)
    assert Patterns(str(tmp_path), ["*.md"]).match(str(tmp_path / "..甲.md"))


def test_another_drive_is_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "relpath", ntpath.relpath)
    assert not Patterns("C:\\年报", ["*"]).match("D:\\年报\\甲.md")


def ignored(pattern: str, paths: list[str], folder: Path) -> list[str]:
    """The paths git ignores."""
    (folder / ".gitignore").write_text(pattern + "\n", encoding="utf-8")
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(paths).encode(),
        capture_output=True,
        cwd=folder,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_patterns_mean_what_git_means(tmp_path: Path) -> None:
    """Random patterns over a small alphabet."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    rng = random.Random(1)
    pieces = ["a", "b", "*", "?", "**", "/", "a*", "[ab]", "[!a]", "/**/", "镇"]
    names = ["a", "b", "ab", "ba", "aa", "镇", "a镇", "b镇"]
    paths = sorted({"/".join(rng.choice(names) for _ in range(rng.randint(1, 4))) for _ in range(150)})
    tried = 0
    while tried < 150:
        pattern = "".join(rng.choice(pieces) for _ in range(rng.randint(1, 5)))
        if "//" in pattern or "***" in pattern or not pattern.strip("/"):
            continue
        tried += 1
        known = Patterns(str(tmp_path), [pattern])
        # Git takes ? and [] for one byte; here, as a reader would, for one character.
        comparable = [path for path in paths if path.isascii() or not {"?", "["} & set(pattern)]
        mine = [path for path in comparable if known.match(str(tmp_path / path))]
        assert mine == ignored(pattern, comparable, tmp_path), pattern
