"""Keeping findings from being told: entries of the configuration, comments, the baseline; and what becomes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands import Outcome, disclint
from disclint.suppress import path_matches
from disclint.testing import clean_report
from renderers.docx import docx
from renderers.html import clean

BAD = clean_report(2023).set("requests/result_total/natural_person", "88")
CELL = "requests/result_total/natural_person"


def check(folder: Path, *arguments: str) -> tuple[list[str], Outcome]:
    """(code and file name of what is told, the outcome)."""
    outcome = disclint("check", "--output-format", "json", *arguments, cwd=folder)
    findings: list[dict[str, Any]] = json.loads(outcome.out)["findings"] if outcome.out else []
    return [f"{finding['code']} {finding['filename']}" for finding in findings], outcome


def entry(code: str = "B402", path: str = CELL, **more: str) -> str:
    fields = {"code": f'"{code}"', "path": f'"{path}"', "reason": '"合并统计"', **more}
    return "[[suppress]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items()) + "\n"


ENTRIES = [
    # configuration → what is told of 报告.txt with B401, B402 and B403
    (entry(), ["B401 报告.txt", "B403 报告.txt"]),
    (entry("results-total"), ["B401 报告.txt", "B403 报告.txt"]),
    (entry(path="requests/*/natural_person"), ["B401 报告.txt", "B403 报告.txt"]),
    (entry(files='["*.txt"]'), ["B401 报告.txt", "B403 报告.txt"]),
    (entry(files='["报告.txt"]', expires="2999-01-01"), ["B401 报告.txt", "B403 报告.txt"]),
    (entry() + entry("B401") + entry("B403", "requests/result_total/total"), []),
    # those that do nothing are told where they stand
    (entry(path="requests/*"), ["B401 报告.txt", "B402 报告.txt", "B403 报告.txt", "Z901 disclint.toml"]),
    (entry("B404"), ["B401 报告.txt", "B402 报告.txt", "B403 报告.txt", "Z901 disclint.toml"]),
    (entry(files='["*.md"]'), ["B401 报告.txt", "B402 报告.txt", "B403 报告.txt", "Z901 disclint.toml"]),
    (entry(expires="2020-01-01"), ["B401 报告.txt", "B402 报告.txt", "B403 报告.txt", "Z902 disclint.toml"]),
    ('ignore = ["Z901"]\n' + entry("B404"), ["B401 报告.txt", "B402 报告.txt", "B403 报告.txt"]),
    ('ignore = ["B404"]\n' + entry("B404"), ["B401 报告.txt", "B402 报告.txt", "B403 报告.txt"]),  # it might be needed
]


@pytest.mark.parametrize(("text", "told"), ENTRIES)
def test_entries(text: str, told: list[str], tmp_path: Path) -> None:
    (tmp_path / "disclint.toml").write_text(text, encoding="utf-8")
    (tmp_path / "报告.txt").write_text(BAD.text(), encoding="utf-8")
    assert sorted(check(tmp_path, ".")[0]) == told
    assert check(tmp_path, "--ignore-suppressions", ".")[0] == ["B401 报告.txt", "B402 报告.txt", "B403 报告.txt"]


def test_nothing_is_called_unused_that_was_not_looked_for(tmp_path: Path) -> None:
    """A hook checks the files of a commit: what an entry is for may stand in another one."""
    (tmp_path / "disclint.toml").write_text(entry(files='["*.txt"]'), encoding="utf-8")
    (tmp_path / "甲.txt").write_text(BAD.text(), encoding="utf-8")
    (tmp_path / "乙.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    assert check(tmp_path, "乙.txt")[0] == []
    assert check(tmp_path, "--select", "B401", ".")[0] == ["B401 甲.txt"]
    assert check(tmp_path, ".")[0] == ["B401 甲.txt", "B403 甲.txt"]
    (tmp_path / "disclint.toml").write_text(entry(files='["/乙.txt"]'), encoding="utf-8")
    assert check(tmp_path, "乙.txt")[0] == ["Z901 disclint.toml"]


def test_an_entry_of_several_configurations(tmp_path: Path) -> None:
    """It is of use if it is in one of them; told once if in none."""
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "disclint.toml").write_text('extend = "../disclint.toml"\n', encoding="utf-8")
        (tmp_path / folder / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    (tmp_path / "disclint.toml").write_text(entry() + entry("B404", expires="2020-01-01"), encoding="utf-8")
    assert check(tmp_path, ".")[0] == ["Z901 disclint.toml", "Z902 disclint.toml"]
    assert check(tmp_path, "甲")[0] == ["Z902 disclint.toml"]  # others may need the first
    (tmp_path / "乙/报告.txt").write_text(BAD.text(), encoding="utf-8")
    assert check(tmp_path, ".")[0] == ["B401 乙/报告.txt", "B403 乙/报告.txt", "Z902 disclint.toml"]


PARTLY = [
    # files of the entry, the arguments: 2023/乙.txt, 2023/丙.dat, which it is for, is not among what is checked
    ('["2023/"]', ["2023/甲.txt"]),
    ('["2023"]', ["2023/甲.txt"]),
    ('["乙.txt"]', ["乙.txt"]),  # there may be others of that name
    ('["2023/乙.txt"]', ["--exclude", "乙.txt", "."]),
    ('["*/乙.txt"]', ["--exclude", "乙.txt", "."]),
    ('["2023/丙.dat"]', ["."]),  # checked by its name alone
]


@pytest.mark.parametrize(("files", "arguments"), PARTLY)
def test_nothing_is_called_unused_after_half_a_look(files: str, arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "disclint.toml").write_text(entry(files=files), encoding="utf-8")
    for name in ("2023/乙.txt", "2023/丙.dat"):
        (tmp_path / name).write_text(BAD.text(), encoding="utf-8")
    for name in ("2023/甲.txt", "乙.txt"):
        (tmp_path / name).write_text(clean_report(2023).text(), encoding="utf-8")
    assert "Z901" not in " ".join(check(tmp_path, *arguments)[0])


PATHS = [
    ("requests/granted/total", "requests/granted/total", True),
    ("requests/granted/total", "requests/*/total", True),
    ("requests/granted/total", "*/*/*", True),
    ("requests/granted/total", "requests/*", False),
    ("requests/granted", "requests/granted/*", False),
    ("", "", True),
]


@pytest.mark.parametrize(("path", "pattern", "expected"), PATHS)
def test_a_star_is_one_part_of_a_path(path: str, pattern: str, expected: bool) -> None:
    assert path_matches(path, pattern) is expected


COMMENTS = [
    # comment → what is told of 报告.md
    (f"<!-- disclint: ignore[B402 {CELL}] 合并统计 -->", ["B401", "B403"]),
    ("<!-- disclint: ignore[results-total] 合并统计 -->", ["B401", "B403"]),
    ("<!--disclint: ignore[B402 requests/*/*]合并统计-->", ["B401", "B403"]),
    ("<!-- disclint: ignore[B402] -->", ["B401", "B402", "B403", "Z903"]),
    ("<!-- disclint: ignore 合并统计 -->", ["B401", "B402", "B403", "Z903"]),
    ("<!-- disclint: ignore[ALL] 合并统计 -->", ["B401", "B402", "B403", "Z903"]),
    ("<!-- disclint: ignore[B499] 合并统计 -->", ["B401", "B402", "B403", "Z903"]),
    ("<!-- disclint: ignore[B404] 合并统计 -->", ["B401", "B402", "B403", "Z901"]),
    ("<!-- disclint 检查过 -->", ["B401", "B402", "B403"]),
    (f"<!-- disclint: ignore[B402\n{CELL}]\n合并统计 -->", ["B401", "B403"]),
    ("<!-- 甲 --><!-- disclint: ignore[B402] 合并统计 --> <!-- 乙 -->", ["B401", "B403"]),
]


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize(("comment", "told"), COMMENTS)
def test_comments(comment: str, told: list[str], suffix: str, tmp_path: Path) -> None:
    text = (
        f"{BAD.markdown()}\n{comment}\n"
        if suffix == "md"
        else clean(BAD).decode().replace("</body>", f"{comment}</body>")
    )
    assert comment in text
    (tmp_path / f"报告.{suffix}").write_text(text, encoding="utf-8")
    found, outcome = check(tmp_path, ".")
    assert sorted(each.split()[0] for each in found) == told, outcome
    assert "B402" in " ".join(check(tmp_path, "--ignore-suppressions", ".")[0])


IGNORE = "<!-- disclint: ignore[B402] 合并统计 -->"
SEEN = [
    ("md", f"```html\n{IGNORE}\n```"),
    ("md", f"~~~\n{IGNORE}"),
    ("md", f"写成 `{IGNORE}`。"),
    ("md", f"写成 `` ` {IGNORE} ``。"),
    ("html", f'<p title="{IGNORE}">说明</p>'),
    ("html", f"<script>document.write('{IGNORE}')</script>"),
    ("html", f"<textarea>{IGNORE}</textarea>"),
    ("html", f"<!-- <p>旧</p> {IGNORE}"),
]


@pytest.mark.parametrize(("suffix", "text"), SEEN)
def test_what_is_no_comment_suppresses_nothing(suffix: str, text: str, tmp_path: Path) -> None:
    content = f"{BAD.markdown()}\n{{}}\n" if suffix == "md" else clean(BAD).decode().replace("</body>", "{}</body>")
    (tmp_path / f"报告.{suffix}").write_text(content.replace("{}", text), encoding="utf-8")
    assert f"B402 报告.{suffix}" in check(tmp_path, ".")[0]
    (tmp_path / f"报告.{suffix}").write_text(content.replace("{}", f"{text}\n{IGNORE}"), encoding="utf-8")
    assert (f"B402 报告.{suffix}" in check(tmp_path, ".")[0]) is text.startswith("~~~")  # which never ends


def test_a_comment_counts_only_where_no_reader_sees_it(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(f"{BAD.text()}\n<!-- disclint: ignore[B402] 合并统计 -->\n", encoding="utf-8")
    assert "B402 报告.txt" in check(tmp_path, ".")[0]


def test_what_is_suppressed_is_shown_on_request_and_counted(tmp_path: Path) -> None:
    (tmp_path / "disclint.toml").write_text(entry() + entry("B401"), encoding="utf-8")
    (tmp_path / "报告.txt").write_text(BAD.text(), encoding="utf-8")
    quiet = disclint("check", "--output-format", "concise", ".", cwd=tmp_path).out
    assert "B402" not in quiet
    assert "另有 2 个已豁免" in quiet
    for form in ("concise", "full", "grouped"):
        shown = disclint("check", "--output-format", form, "--show-suppressed", ".", cwd=tmp_path).out
        assert "B402[results-total]" in shown
        assert "已在配置中豁免：合并统计" in shown
    sarif = json.loads(disclint("check", "--output-format", "sarif", ".", cwd=tmp_path).out)
    marked = {each["ruleId"]: each["suppressions"] for each in sarif["runs"][0]["results"] if each.get("suppressions")}
    assert set(marked) == {"B401", "B402"}
    assert marked["B402"][0]["justification"] == "合并统计"


def test_what_is_suppressed_is_not_fixed(tmp_path: Path) -> None:
    report = clean_report(2023).set("requests/granted/natural_person", "4件")
    (tmp_path / "报告.txt").write_text(report.text(), encoding="utf-8")
    (tmp_path / "disclint.toml").write_text(entry("C305", "requests/granted/natural_person"), encoding="utf-8")
    disclint("check", "--fix", ".", cwd=tmp_path)
    assert (tmp_path / "报告.txt").read_text(encoding="utf-8") == report.text()
    disclint("check", "--fix", "--isolated", ".", cwd=tmp_path)
    assert (tmp_path / "报告.txt").read_text(encoding="utf-8") == clean_report(2023).text()


# --- the baseline -----------------------------------------------------------------------------------------------------


CHANGES = {
    # what is done to the report
    "nothing": lambda text: text.encode(),
    "lines before": lambda text: ("\n\n说明\n\n" + text).encode(),
    "lines within": lambda text: text.replace("\n三、", "\n\n\n三、", 1).encode(),
    "GBK": lambda text: text.encode("gb18030"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_baseline_survives(change: str, tmp_path: Path) -> None:
    path = tmp_path / "2023" / "报告.txt"
    path.parent.mkdir()
    path.write_text(BAD.text(), encoding="utf-8")
    assert disclint("check", "--write-baseline", "known.txt", ".", cwd=tmp_path).status == 0
    path.write_bytes(CHANGES[change](BAD.text()))
    found, outcome = check(tmp_path, "--baseline", "known.txt", "2023")
    assert found == []
    assert outcome.status == 0
    assert outcome.err == ""


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_the_baseline_survives_conversion(suffix: str, tmp_path: Path) -> None:
    old = tmp_path / "报告.txt"
    old.write_text(BAD.text(), encoding="utf-8")
    disclint("check", "--write-baseline", "known.baseline", ".", cwd=tmp_path)
    old.unlink()
    content = {"md": BAD.markdown().encode(), "html": clean(BAD), "docx": docx(BAD)}[suffix]
    (tmp_path / f"报告.{suffix}").write_bytes(content)
    assert check(tmp_path, "--baseline", "known.baseline", ".")[0] == []


def test_a_baseline_of_odd_names_and_editors(tmp_path: Path) -> None:
    (tmp_path / "甲\n# 乙\t丙.txt").write_text(BAD.text(), encoding="utf-8")
    assert disclint("check", "--write-baseline", "known.baseline", ".", cwd=tmp_path).status == 0
    baseline = tmp_path / "known.baseline"
    lines = baseline.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[2] for line in lines[1:]] == ["甲 # 乙 丙.txt"] * 3
    baseline.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")  # Notepad has been at it
    found, outcome = check(tmp_path, "--baseline", "known.baseline", ".")
    assert (found, outcome.err) == ([], "")
    (tmp_path / "甲\n# 乙\t丙.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    assert "有 3 条已不再出现" in check(tmp_path, "--baseline", "known.baseline", ".")[1].err


def test_a_report_in_two_formats_is_known_in_those_it_was_found_in(tmp_path: Path) -> None:
    (tmp_path / "报告.md").write_text(BAD.markdown(), encoding="utf-8")
    disclint("check", "--write-baseline", "known.baseline", ".", cwd=tmp_path)
    (tmp_path / "报告.html").write_bytes(clean(BAD))  # as bad, and nobody has said that it may be
    expected = ["B401 报告.html", "B402 报告.html", "B403 报告.html"]
    assert sorted(check(tmp_path, "--baseline", "known.baseline", ".")[0]) == expected
    disclint("check", "--write-baseline", "known.baseline", ".", cwd=tmp_path)
    assert check(tmp_path, "--baseline", "known.baseline", ".")[0] == []
    (tmp_path / "报告.md").unlink()
    docx_file = tmp_path / "报告.docx"
    docx_file.write_bytes(docx(BAD))  # converted
    assert check(tmp_path, "--baseline", "known.baseline", ".")[0] == []


def test_what_is_new_is_told_and_what_is_gone_is_stale(tmp_path: Path) -> None:
    (tmp_path / "disclint.toml").write_text('baseline = "known.txt"\nexclude = ["known.txt"]\n', encoding="utf-8")
    report = tmp_path / "报告.txt"
    report.write_text(BAD.text(), encoding="utf-8")
    assert disclint("check", "--write-baseline", "known.txt", ".", cwd=tmp_path).status == 0
    lines = (tmp_path / "known.txt").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == sorted(lines[1:])
    assert len(lines) == 4
    assert check(tmp_path, ".")[0] == []
    report.write_text(clean_report(2023).set("requests/granted/natural_person", "88").text(), encoding="utf-8")
    found, outcome = check(tmp_path, ".")
    assert found == ["B403 报告.txt", "B402 报告.txt"]
    assert "有 3 条已不再出现" in outcome.err
    sarif = json.loads(disclint("check", "--output-format", "sarif", ".", cwd=tmp_path).out)
    assert {each["baselineState"] for each in sarif["runs"][0]["results"]} == {"new"}


@pytest.mark.parametrize(
    ("content", "words"), [(None, "先用 --write-baseline"), ("x\n", "不是 disclint 的基线文件"), (b"\xff", "无法读取")]
)
def test_a_baseline_that_is_none_is_no_pass(content: str | bytes | None, words: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "known").write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    outcome = disclint("check", "--baseline", "known", ".", cwd=tmp_path)
    assert outcome.status == 2
    assert words in outcome.err
