"""Pieces of the output that whole commands show too seldom: carets, terminals, languages, processes that are spawned."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from disclint.discover import Target
from disclint.document import Position
from disclint.engine import Settings, check_target
from disclint.jobs import in_processes
from disclint.output.frame import display_width, frame
from disclint.output.text import safe, summary_line
from disclint.plugins import load_plugins
from disclint.result import FileResult, Run
from disclint.select import choose
from disclint.testing import clean_report

WIDTHS = {
    "abc": 3,
    "总计": 4,
    "（一）": 6,
    "１２": 4,  # full-width digits
    "e\u0301": 1,  # a combining accent
    "😀": 2,
    "𠮷": 2,
    "“”…—": 4,  # ambiguous ones are narrow, as terminals have them
    "": 0,
}


@pytest.mark.parametrize("text", WIDTHS)
def test_display_width(text: str) -> None:
    assert display_width(text) == WIDTHS[text]


# A row, the text in it that is meant, and how the two lines look below each other.
FRAMES = [
    ("一、总体情况", "总体", "一、总体情况", "    ^^^^"),
    ("（七）总计\t9\t11", "11", "（七）总计  9   11", "                ^^"),
    ("a\tb", "b", "a   b", "    ^"),
    ("😀𠮷字", "字", "😀𠮷字", "    ^^"),
    ("x", "x", "x", "^"),
    ("1756. 58 万元", "1756. 58", "1756. 58 万元", "^^^^^^^^"),
    ("a\x1b[31mb\u202ec", "b", "a\ufffd[31mb\ufffdc", "      ^"),
]


@pytest.mark.parametrize(("row", "meant", "shown", "carets"), FRAMES)
def test_the_caret_stands_below_what_is_meant(row: str, meant: str, shown: str, carets: str) -> None:
    column = row.index(meant) + 1
    drawn = frame(row, Position(1, column, 1, column + len(meant)))
    assert drawn.row == shown
    assert drawn.indent + drawn.carets == carets


@pytest.mark.parametrize(
    ("position", "carets"),
    [
        (Position(1, 2), "  ^^"),  # no end: one character
        (Position(1, 1, 2, 3), "^^^^^^"),  # over the end of the line
        (Position(1, 1, 1, 99), "^^^^^^"),
        (Position(1, 4), "      ^"),  # at the end of the line
        (Position(1, 99), "      ^"),
        (Position(1, 2, 1, 2), "  ^"),  # nothing between two characters
    ],
)
def test_carets_at_the_edges(position: Position, carets: str) -> None:
    drawn = frame("总计数\n", position)
    assert drawn.indent + drawn.carets == carets


@pytest.mark.parametrize("column", [1, 60, 500, 999_980])
def test_a_long_row_is_cut_around_the_caret(column: int) -> None:
    row = "零一二三四五六七八九" * 100_000
    drawn = frame(row, Position(1, column, 1, column + 1))
    assert display_width(drawn.row) <= 110
    assert display_width(drawn.indent) < display_width(drawn.row)
    at = len(drawn.indent) // 2 if column <= 20 else (len(drawn.indent) + 1) // 2
    assert drawn.row[at] == row[column - 1]


def test_a_row_of_characters_without_width_is_cut_too() -> None:
    assert len(frame("\u0301" * 100_000, Position(1, 50_000)).row) < 1000


def test_text_of_others_cannot_command_a_terminal() -> None:
    assert safe("总计\x1b]0;x\x07\r\n\t\u202e\x9b") == "总计\ufffd]0;x\ufffd   \ufffd\ufffd"


@pytest.mark.parametrize(
    ("results", "line"),
    [
        ([], "没有检查任何文件"),
        ([FileResult("a")], "共检查 1 个文件：全部通过"),
        ([FileResult("a"), FileResult("b", skipped=True, judged=False)], "共检查 1 个文件：全部通过（跳过 1 个无关文件）"),
        ([FileResult("a", errors=("x",))], "共检查 1 个文件：未发现问题（1 个文件未能检查完）"),
    ],
)  # fmt: skip
def test_summary_line(results: list[FileResult], line: str) -> None:
    assert summary_line(Run(tuple(results))) == line


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_may_be_spawned(method: str, tmp_path: Path) -> None:
    import multiprocessing

    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    targets = []
    for number in range(6):
        path = tmp_path / f"{number}.txt"
        report = clean_report(2023).set("requests/granted/natural_person", str(40 + number))
        path.write_text(report.text(), encoding="utf-8")
        targets.append(Target(str(path)))
    plugins = load_plugins([])
    check = partial(check_target, settings=Settings(plugins, choose(plugins.metas)))
    done = dict(in_processes(check, targets, plugins.metas, 2, method))
    assert [done[index] for index in range(6)] == [check(target) for target in targets]
    assert done[0].findings
    assert all(finding.meta in plugins.metas for finding in done[0].findings)
