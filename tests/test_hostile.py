"""Input nobody meant to be a report: a finding or a sentence and the right exit code, never a traceback or a hang.

Each case stands in a folder beside a good report and one with a defect, which must be judged as if it were not there.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import Outcome, disclint
from disclint.testing import clean_report
from flattenings import traditional

GOOD = clean_report(2023)
ROW = "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n"
HEAD = "清河县水利局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n"
TABLE = HEAD + "三、收到和处理政府信息公开申请情况\n"


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
    "10,000 headings of no form": ((HEAD + "二、某某情况与某某说明\n" * 10_000).encode(), 1),
    "headings numbered ever deeper": ((HEAD + "".join("1." * i + "1 情况\n" for i in range(1_000))).encode(), 1),
    "a table of 50,000 rows": ((TABLE + ROW * 50_000).encode(), 1),
    "50,000 rows of no form": ((TABLE + "\t未知\t1\t2\t3\t4\t5\t6\t7\n" * 50_000).encode(), 1),
    "100,000 values a line each": ((TABLE + "2.重复申请\n" + "1\n" * 100_000).encode(), 1),
    "5,000 tables": ((TABLE + "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n\n文字。\n\n" * 5_000).encode(), 1),
    "200,000 pipes in a line": ((HEAD + "|" * 200_000).encode(), 1),
    "100,000 cells in a row": ((TABLE + "一、本年新收政府信息公开申请数量" + "\t1" * 100_000).encode(), 1),
    "100,000 tabs": ((TABLE + "2.重复申请" + "\t" * 100_000 + "1").encode(), 1),
    "digits run together": ((TABLE + "2.重复申请" + "1" * 900_000).encode(), 1),
    "5 MB of digits run together": ((TABLE + "\n".join(["2.重复申请" + "1" * 500_000] * 10)).encode(), 1),
    "brackets within brackets": ((HEAD + "（" * 200_000 + "一" + "）" * 200_000).encode(), 1),
    "numbers with spaces": ((HEAD + "重复申请 " + "1 " * 300_000).encode(), 1),
    "dates": ((HEAD + "2024年1月" * 100_000).encode(), 1),
    "a sentence of 90,000 counts": ((HEAD + "收到申请1件，" * 90_000).encode(), 1),
    # What a pattern that looks back on itself takes hours for.
    "a cell of numbers": ((TABLE + "\t予以公开" + " 1" * 400_000 + "\t1\t2\n").encode(), 1),
    "a heading full of spaces": (("一、" + "\u00a0" * 900_000 + "总体情况\n" + HEAD).encode(), 1),
    "1,000 headings full of spaces": ((HEAD + ("五、" + " " * 3_900 + "存在的问题\n") * 1_000).encode(), 1),
    "dots without a page number": ((HEAD + ("五、存在的问题" + "…" * 3_900 + "x\n") * 1_000).encode(), 1),
    "bookmarks never closed": ((TABLE + "2.重复申请\t" + "[bookmark:" * 90_000 + "\t1").encode(), 1),
    "numerals": ((HEAD + "一" * 900_000).encode(), 1),
    "links and pictures never closed": ((HEAD + "![" * 400_000).encode(), 1),
    "tags never closed": ((HEAD + "<td " * 200_000).encode(), 1),
    "quotes never closed": ((HEAD + "《“" * 400_000).encode(), 1),
    "a date full of spaces": ((HEAD + "2024年" + " " * 900_000 + "日\n").encode(), 1),
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


def test_all_of_it_at_once_is_parsed(folder: Path) -> None:
    """What cannot be read is named on standard error; the others are in the output, which stays JSON."""
    files = {
        f"{number}.txt": content for number, (content, _) in enumerate(FILES.values()) if isinstance(content, bytes)
    }
    small = {name: content for name, content in files.items() if len(content) < 300_000}
    for name, content in small.items():
        (folder / name).write_bytes(content)
    outcome = disclint("parse", "--output-format", "json", *small, "好.txt", cwd=folder, timeout=120)
    read = {report["filename"] for report in json.loads(outcome.out)["reports"]}
    assert outcome.status == 2 and "好.txt" in read
    assert all(name in read or f"disclint: {name}: " in outcome.err for name in small)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5"])
def test_encodings(encoding: str, folder: Path) -> None:
    # Big5 has no simplified characters: what it holds is a report in traditional script
    text = traditional(GOOD.text(), random.Random(0)) if encoding == "big5" else GOOD.text()
    (folder / "码.txt").write_bytes(text.encode(encoding, "ignore"))
    outcome = disclint("parse", "--output-format", "json", "码.txt", cwd=folder)
    (report,) = json.loads(outcome.out)["reports"]
    assert (report["year"], report["form"]) == (2023, "2021")
    assert report["tables"]["requests"]["new_received"]["total"] == int(GOOD.value("requests/new_received/total"))
    if encoding != "big5":
        assert checked(folder, "码.txt").status == 0
