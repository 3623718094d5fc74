"""Fixing files: the options of the command, what is written and what is not, and that no kill leaves half a file."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands import Outcome, disclint, environment
from disclint.fixes.write import WriteError, replace_file
from disclint.testing import SampleReport, clean_report
from renderers.docx import docx

HERE = str(Path(__file__).parent)
SENTENCE = "全年组织业务培训2次"
INFO = "[disclint]\nfix = fix_rules\n"


def saying(words: str) -> SampleReport:
    return clean_report(2023).replace(SENTENCE, SENTENCE + words)


BEFORE, AFTER = saying("甲甲").text(), saying("乙乙").text()
UNSAFE = saying("甲甲不妥").text()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules of `fix_rules`, installed."""
    site = tmp_path_factory.mktemp("site")
    info = site / "fix-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(INFO, encoding="utf-8")
    (info / "METADATA").write_text("Name: fix\nVersion: 1.0\n", encoding="utf-8")
    return site


@pytest.fixture
def run(site: Path, tmp_path: Path) -> Run:
    """A folder with reports, and the command run in it with the rules of `fix_rules` beside the others."""
    return Run(site, tmp_path)


class Run:
    """Runs `disclint check --extend-select FIX` in a folder."""

    def __init__(self, site: Path, folder: Path) -> None:
        self.folder = folder
        self.env = environment([str(site), HERE])

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Outcome:
        return disclint(
            "check", "--extend-select", "FIX", "--output-format", "concise", *arguments,
            cwd=self.folder, env=self.env, stdin=stdin,
        )  # fmt: skip

    def write(self, name: str = "报告.txt", text: str = BEFORE) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode())
        return path


# --- the options ------------------------------------------------------------------------------------------------------

FOUND = "报告.txt:15:43: FIX001[word] [*] 有“甲甲”\n"
LEFT = "报告.txt:15:45: FIX004[unsafe-word] 有“不妥”\n"
PASSED = "共检查 1 个文件：全部通过\n"
ONE_INFO = "共检查 1 个文件：0 个错误，0 个警告，1 个提示\n"


def test_without_fix_nothing_is_written(run: Run) -> None:
    path = run.write()
    outcome = run("报告.txt")
    assert outcome == Outcome(0, f"{FOUND}{ONE_INFO}1 处可用 --fix 修复\n", "")
    assert path.read_bytes() == BEFORE.encode()


def test_fix_writes_and_tells_what_is_left(run: Run) -> None:
    path = run.write(text=UNSAFE)
    outcome = run("--fix", "报告.txt")
    assert outcome.out == f"{LEFT}{ONE_INFO}已修复 1 处；另有 1 处可用 --fix --unsafe-fixes 修复\n"
    assert outcome.status == 0
    assert path.read_bytes() == saying("乙乙不妥").text().encode()
    before = path.stat()
    assert run("--fix", "报告.txt").out == f"{LEFT}{ONE_INFO}1 处可用 --fix --unsafe-fixes 修复\n"
    assert path.stat().st_mtime_ns == before.st_mtime_ns  # nothing to fix: not even written


def test_unsafe_fixes_are_made_on_request(run: Run) -> None:
    path = run.write(text=UNSAFE)
    assert run("报告.txt").out.endswith("2 处可用 --fix 修复（其中 1 处需 --unsafe-fixes）\n")
    assert run("--unsafe-fixes", "报告.txt").out.endswith("2 处可用 --fix 修复\n")
    assert run("--fix", "--unsafe-fixes", "报告.txt") == Outcome(0, f"{PASSED}已修复 2 处\n", "")
    assert path.read_bytes() == saying("乙乙妥").text().encode()


def test_fix_only_tells_nothing_else(run: Run) -> None:
    run.write(text=saying("甲甲警报").text())
    assert run("--fix-only", "报告.txt") == Outcome(0, "已修复 1 处\n", "")
    assert run("--fix-only", "报告.txt") == Outcome(0, "", "")
    assert run("报告.txt").status == 1
    run.write(text=saying("甲甲警报").text())
    assert run("--fix-only", "--exit-non-zero-on-fix", "报告.txt").status == 1
    assert json.loads(run("--fix-only", "--output-format", "json=-.json", "报告.txt").out or "null") is None
    assert json.loads((run.folder / "-.json").read_text(encoding="utf-8"))["findings"] == []


def test_the_exit_code_may_tell_of_fixes(run: Run) -> None:
    run.write()
    assert run("--fix", "报告.txt").status == 0
    run.write()
    assert run("--fix", "--exit-non-zero-on-fix", "报告.txt").status == 1
    assert run("--fix", "--exit-non-zero-on-fix", "报告.txt").status == 0
    run.write()
    assert run("--fix", "--exit-non-zero-on-fix", "--exit-zero", "报告.txt").status == 0


def test_show_fixes_lists_them_by_file(run: Run) -> None:
    run.write(text=saying("甲甲、甲甲、一丁").text())
    run.write("别的.txt", text=saying("不妥").text())
    outcome = run("--fix", "--unsafe-fixes", "--show-fixes", ".")
    assert outcome.out == (
        "共检查 2 个文件：全部通过\n已修复：\n  别的.txt：\n      1 × FIX004[unsafe-word] unsafe-word\n"
        "  报告.txt：\n      2 × FIX001[word] word\n      1 × FIX003[letter-by-letter] letter-by-letter\n已修复 4 处\n"
    )
    run.write()
    english = run("--fix", "--show-fixes", "--lang", "en", "报告.txt").out
    assert english.endswith("Fixed:\n  报告.txt:\n      1 × FIX001[word] word\nFixed 1\n")


DIFF = (
    "--- 报告.txt\n+++ 报告.txt\n@@ -12,7 +12,7 @@\n",
    "-（五）监督保障。",
    f"{SENTENCE}甲甲；",
    "\n+（五）监督保障。",
    f"{SENTENCE}乙乙；",
)


def test_diff_shows_and_writes_nothing(run: Run) -> None:
    path = run.write()
    outcome = run("--diff", "报告.txt")
    assert (outcome.status, outcome.err) == (1, "将修复 1 处\n")
    rest = outcome.out
    for piece in DIFF:
        _, found, rest = rest.partition(piece)
        assert found, outcome.out
    assert path.read_bytes() == BEFORE.encode()
    assert run("--fix", "--diff", "报告.txt") == outcome
    path.write_bytes(AFTER.encode())
    assert run("--diff", "报告.txt") == Outcome(0, "", "没有改动\n")


def test_a_diff_can_be_applied(run: Run) -> None:
    """Line ends and a last line without one are in it as they are."""
    path = run.write(text=BEFORE.removesuffix("\n").replace("\n", "\r\n"))
    done = subprocess.run(
        [sys.executable, "-m", "disclint", "check", "--extend-select", "FIX", "--diff", "报告.txt"],
        cwd=run.folder, env=run.env, capture_output=True, check=False,
    )  # fmt: skip
    applied = subprocess.run(
        ["git", "apply", "-p0", "--unsafe-paths", "-"], cwd=run.folder, input=done.stdout, check=False
    )
    assert applied.returncode == 0
    assert path.read_bytes() == AFTER.removesuffix("\n").replace("\n", "\r\n").encode()


def test_a_document_is_fixed_and_its_diff_is_of_what_is_read(run: Run) -> None:
    path = run.folder / "报告.docx"
    path.write_bytes(docx(saying("甲甲")))
    outcome = run("--diff", "报告.docx")
    assert outcome.status == 1
    assert f"{SENTENCE}乙乙" in outcome.out
    assert run("--fix", "报告.docx").out.endswith("已修复 1 处\n")
    assert run("报告.docx").out == PASSED


def test_standard_input_comes_back_fixed(run: Run) -> None:
    data = BEFORE.replace("\n", "\r\n").encode("gb18030")
    done = subprocess.run(
        [sys.executable, "-m", "disclint", "check", "--extend-select", "FIX", "--fix", "-"],
        cwd=run.folder, env=run.env, input=data, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout == AFTER.replace("\n", "\r\n").encode("gb18030")
    assert done.stderr.decode().replace("\r\n", "\n") == f"{PASSED}已修复 1 处\n"
    assert done.returncode == 0


def test_standard_input_without_fixes_comes_back_as_it_was(run: Run) -> None:
    for text in (AFTER, "不是报告\n"):
        assert run("--fix", "-", stdin=text.encode()).out == text
    assert run("--diff", "-", stdin=AFTER.encode()).out == ""
    assert "+（五）" in run("--diff", "-", "--stdin-filename", "甲.txt", stdin=BEFORE.encode()).out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--fixable FIX001", "乙乙不妥"),
        ("--fixable unsafe-word", "甲甲妥"),
        ("--fixable FIX --unfixable FIX001", "甲甲妥"),
        ("--unfixable FIX --fixable word", "乙乙不妥"),
        ("--unfixable FIX", "甲甲不妥"),
        ("--unfixable ALL", "甲甲不妥"),
    ],
)
def test_which_rules_are_fixed(options: str, expected: str, run: Run) -> None:
    path = run.write(text=UNSAFE)
    run("--fix", "--unsafe-fixes", *options.split(), "报告.txt")
    assert path.read_bytes() == saying(expected).text().encode()


def test_an_unknown_rule_is_a_usage_error(run: Run) -> None:
    outcome = run("--fixable", "FIX999", "报告.txt")
    assert outcome.status == 2
    assert "没有规则“FIX999”" in outcome.err


def test_json_tells_of_fixes(run: Run) -> None:
    run.write(text=saying("甲甲不妥只读").text())
    content = json.loads(
        run("--output-format", "json=out.json", "报告.txt").out and (run.folder / "out.json").read_text("utf-8")
    )
    assert [finding["fix"] for finding in content["findings"]] == [
        {"title": "改", "applicability": "safe"},
        {"title": "改", "applicability": "unsafe"},
        {"title": "改", "applicability": "display"},
    ]
    assert {key: content["summary"][key] for key in ("fixed", "fixable", "fixable_unsafe")} == {
        "fixed": 0, "fixable": 1, "fixable_unsafe": 1,
    }  # fmt: skip


def test_full_output_says_how_to_fix(run: Run) -> None:
    run.write(text=saying("甲甲不妥只读").text())
    out = disclint("check", "--select", "FIX", "报告.txt", cwd=run.folder, env=run.env).out
    for line in ("可用 --fix 修复：改", "可用 --fix --unsafe-fixes 修复：改", "建议：改"):
        assert f"= {line}\n" in out


def test_what_was_not_fixed_is_told_on_standard_error(run: Run) -> None:
    run.write(text=saying("停").text())
    outcome = run("--fix", "报告.txt")
    assert outcome.status == 0
    assert outcome.err == (
        "disclint: 报告.txt: 未修复 (not fixed) 15:43 FIX010[stays]：修复后问题仍在 (the finding would stay)\n"
    )
    assert "可用 --fix" not in outcome.out


# --- writing ----------------------------------------------------------------------------------------------------------


def test_permissions_and_links_are_kept(run: Run) -> None:
    path = run.write("真.txt")
    path.chmod(0o640)
    link = run.folder / "报告.txt"
    try:
        link.symlink_to("真.txt")
    except OSError:
        pytest.skip("no links here")
    assert run("--fix", "报告.txt").status == 0
    assert link.is_symlink()
    assert path.read_bytes() == AFTER.encode()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(each.name for each in run.folder.iterdir()) == ["报告.txt", "真.txt"]


def test_a_read_only_file_is_a_sentence(run: Run) -> None:
    path = run.write()
    path.chmod(0o444)
    outcome = run("--fix", "报告.txt")
    assert outcome == Outcome(
        2,
        f"{FOUND}{ONE_INFO.removesuffix(chr(10))}（1 个文件未能检查完）\n1 处可用 --fix 修复\n",
        "disclint: 报告.txt: 文件是只读的，未写入 (the file is read-only: not written)\n",
    )
    assert path.read_bytes() == BEFORE.encode()


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(b"newer")
    with pytest.raises(WriteError, match="被改动"):
        replace_file(str(path), b"old", b"fixed")
    assert path.read_bytes() == b"newer"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        replace_file(str(path), b"old", b"fixed")
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(WriteError, match="不是普通文件"):
        replace_file(str(tmp_path / "管道"), b"", b"fixed")


# --- killed -----------------------------------------------------------------------------------------------------------

FILES = 40
posix = pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")


@posix
def test_a_kill_leaves_each_file_old_or_new(run: Run) -> None:
    """The process is killed at random moments, with its workers, until files have been seen on both sides."""
    rng = random.Random(7)
    old, new = BEFORE.encode(), AFTER.encode()
    seen: set[bytes] = set()
    command = [sys.executable, "-m", "disclint", "check", "--select", "FIX001", "--fix", "--jobs", "2", "."]
    longest = 4.0
    for attempt in range(40):
        for number in range(FILES):
            (run.folder / f"{number}.txt").write_bytes(old)
        started = time.monotonic()
        with subprocess.Popen(
            command, cwd=run.folder, env=run.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:  # fmt: skip
            try:
                process.wait(longest * rng.uniform(0.2, 1))
                longest = time.monotonic() - started  # it was done before: kill earlier
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        contents = [path.read_bytes() for path in sorted(run.folder.glob("*.txt"))]
        assert len(contents) == FILES
        assert set(contents) <= {old, new}
        if len(set(contents)) == 2:
            seen.update(contents)
        if attempt >= 5 and seen == {old, new}:
            break
    assert seen == {old, new}, "no kill came while files were being fixed"
    leftovers = [path.name for path in run.folder.iterdir() if path.suffix != ".txt"]
    assert all(name.startswith(".disclint-") for name in leftovers)
    assert disclint("check", ".", cwd=run.folder, env=run.env).out.startswith(f"共检查 {FILES} 个文件")


@posix
def test_a_kill_amidst_writing_leaves_the_file_old_or_new(tmp_path: Path) -> None:
    """Nothing but writing, of a file large enough to be caught at it."""
    path = tmp_path / "报告.txt"
    sides = b"a" * 300_000, b"b" * 300_000
    path.write_bytes(sides[0])
    rng = random.Random(7)
    for _ in range(40):
        child = os.fork()
        if child == 0:
            try:
                while True:
                    now = path.read_bytes()
                    replace_file(str(path), now, sides[now == sides[0]])
            finally:
                os._exit(1)
        time.sleep(rng.uniform(0.001, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert path.read_bytes() in sides
