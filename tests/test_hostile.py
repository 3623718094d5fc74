"""Input nobody meant to be a report: a finding or a sentence and the right exit code, never a traceback or a hang.

Each case stands in a folder beside a good report and one with a defect, which must be judged as if it were not there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import Outcome, disclint
from disclint.testing import clean_report

GOOD = clean_report(2023)
ROW = "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n"
HEAD = "清河县水利局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n"


def fifo(path: Path) -> None:
    os.mkfifo(path)


# What is made in the folder, and the exit code: 1 for a finding, 2 for what could not be read.
FILES: dict[str, tuple[bytes | Callable[[Path], None], int]] = {
    "nothing": (b"", 2),
    "a folder named as a file": (lambda path: path.mkdir(), 1),
    "a pipe nobody writes to": (fifo, 2),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), 2),
    "noise": (bytes(range(256)) * 400, 2),
    "NULs in a text": (GOOD.text().encode().replace(b"\n", b"\n\0"), 2),
    "NULs alone": (b"\0" * 100_000, 2),
    "half a character at the end": (GOOD.text().encode() + b"\xe6\xb8", 1),
    "a bad byte in GB18030": (GOOD.text().encode("gb18030").replace("水利".encode("gb18030"), b"\xff", 1), 1),
    "lone surrogates": (GOOD.text().encode().replace(b"\n", b"\xed\xa0\x80\n", 1), 1),
    "one line of 19 MB": (("公开" * 3_200_000).encode(), 2),
    "more than 20 MB": (b"x" * 21_000_000, 2),
    "10,000 headings": (
        (HEAD + "".join(f"{'一二三四五六七八九十'[i % 10]}、第{i}部分\n" for i in range(10_000))).encode(),
        1,
    ),
    "a table of 50,000 rows": ((HEAD + "三、收到和处理政府信息公开申请情况\n" + ROW * 50_000).encode(), 1),
    "200,000 pipes in a line": ((HEAD + "|" * 200_000).encode(), 1),
    "100,000 cells in a row": (
        (HEAD + "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量" + "\t1" * 100_000).encode(),
        1,
    ),
    "digits run together": ((HEAD + "三、收到和处理政府信息公开申请情况\n2.重复申请" + "1" * 900_000).encode(), 1),
    "brackets within brackets": ((HEAD + "（" * 200_000 + "一" + "）" * 200_000).encode(), 1),
    "numbers with spaces": ((HEAD + "重复申请 " + "1 " * 300_000).encode(), 1),
    "dates": ((HEAD + "2024年1月" * 100_000).encode(), 1),
    "a sentence of 900,000 counts": ((HEAD + "收到申请1件，" * 90_000).encode(), 1),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "好.txt").write_text(GOOD.text(), encoding="utf-8")
    (tmp_path / "差.txt").write_text(GOOD.set("requests/granted/natural_person", "88").text(), encoding="utf-8")
    return tmp_path


def checked(folder: Path, *names: str) -> Outcome:
    return disclint("check", "--output-format", "concise", *names, cwd=folder, timeout=120)


@pytest.mark.parametrize("case", FILES)
def test_it_is_told_and_the_others_are_checked(case: str, folder: Path) -> None:
    content, status = FILES[case]
    path = folder / "怪.txt"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
    outcome = checked(folder, "怪.txt", "差.txt", "好.txt")
    assert outcome.status == status, outcome.out[:500] + outcome.err[:500]
    if case != "a folder named as a file":  # in which there is nothing to say anything of
        assert "怪.txt" in outcome.out + outcome.err
    assert "差.txt:" in outcome.out and "B403" in outcome.out and "好.txt" not in outcome.out
    assert not outcome.err or status == 2, outcome.err


def test_a_path_that_is_not_there(folder: Path) -> None:
    outcome = checked(folder, "没有.txt", "差.txt")
    assert outcome.status == 2 and "没有.txt" in outcome.err and "差.txt:" in outcome.out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings(encoding: str, folder: Path) -> None:
    (folder / "码.txt").write_bytes(GOOD.text().encode(encoding))
    outcome = checked(folder, "码.txt")
    assert outcome.status == 0, outcome.out
