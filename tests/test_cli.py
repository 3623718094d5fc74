"""Whole commands, run as a user runs them. `sessions/*.txt` are transcripts: they are the tests, and read like help.

`===` begins a part. A line `$ disclint …` is run in a folder with the files below; what follows is what must come out: standard output,
then standard error with `! ` before each line, then `[1]` if the exit code is 1. DISCLINT_UPDATE_SESSIONS=1 writes the
transcripts anew; read the difference before you keep it.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import Outcome, disclint, environment
from disclint.testing import clean_report

SESSIONS = Path(__file__).parent / "sessions"


def write_files(folder: Path) -> None:
    """The folder the transcripts are run in."""
    clean = clean_report(2023)
    files = {
        "好.txt": clean.text(),
        "好.md": clean.markdown(),
        "差.txt": clean.set("requests/granted/natural_person", "88").text(),
        "空格.txt": clean.set("requests/granted/natural_person", "").text(),
        "旧 2020.txt": clean_report(2020).replace("一、总体情况", "一、概述").text(),
        "标题.txt": clean.replace("一、总体情况", "一、概述").set("requests/granted/natural_person", "4件").text(),
        "预算.txt": "清河县水利局2023年度部门预算公开说明\n\n一、部门职责\n\n二、收支总表\n",
        "reports/2022/甲镇.txt": clean_report(2022, organ="甲镇人民政府").text(),
        "reports/2023/乙镇.txt": clean_report(2023, organ="乙镇人民政府").drop("review_litigation").text(),
        "reports/README.md": "# reports\n\nThe reports of the county.\n",
        "reports/数据.csv": "a,b\n",
        "reports/.草稿/丙镇.txt": "",
        "reports/node_modules/丁镇.txt": "",
        "空目录/说明.jpg": "",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "坏码.txt").write_bytes(files["标题.txt"].encode() + b"\xe6\xb8")
    (folder / "扫描.txt").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    (folder / "零.txt").write_bytes(b"")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with good, bad and strange files."""
    folder = tmp_path_factory.mktemp("files")
    write_files(folder)
    return folder


# --- transcripts ------------------------------------------------------------------------------------------------------


def perform(command: str, folder: Path) -> Outcome:
    """Run one line of a transcript: `[NAME=value …] disclint … [< file]`."""
    words = shlex.split(command)
    variables = {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        variables[name] = value
    assert words.pop(0) == "disclint"
    stdin = b""
    if "<" in words:
        at = words.index("<")
        stdin = (folder / words[at + 1]).read_bytes()
        del words[at : at + 2]
    return disclint(*words, cwd=folder, stdin=stdin, env=environment(**variables))


def transcript(text: str, folder: Path) -> str:
    """The transcript with what really comes out."""
    lines = []
    skipping = False
    for line in text.splitlines():
        if line.startswith("$ "):
            outcome = perform(line[2:], folder)
            lines += [line, *outcome.out.splitlines(), *(f"! {each}" for each in outcome.err.splitlines())]
            lines += [f"[{outcome.status}]"] if outcome.status else []
            skipping = True
        elif line.startswith("=== "):
            lines += [""] * bool(lines) + [line]
            skipping = False
        elif not skipping and line:
            lines.append(line)
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in SESSIONS.glob("*.txt")))
def test_transcript(name: str, folder: Path) -> None:
    path = SESSIONS / f"{name}.txt"
    expected = path.read_text(encoding="utf-8")
    actual = transcript(expected, folder)
    if os.environ.get("DISCLINT_UPDATE_SESSIONS"):
        path.write_text(actual, encoding="utf-8")
    assert actual == expected


@pytest.mark.parametrize("command", ["check", "rule", "parse", "plugins"])
def test_help_tells_every_option_in_both_languages(command: str) -> None:
    outcome = disclint(command, "--help")
    assert outcome.status == 0
    lines = [line.strip() for line in outcome.out.splitlines()]
    options = [number for number, line in enumerate(lines) if line.startswith("-")]
    assert options
    for number in options:
        zh, en = (lines[number], lines[number + 1]) if "  " in lines[number] else lines[number + 1 : number + 3]
        assert not zh.isascii(), lines[number]
        assert en.replace("…", "").isascii(), lines[number]


# --- parse ------------------------------------------------------------------------------------------------------------


def test_parse_gives_every_value_back(folder: Path, tmp_path: Path) -> None:
    report = clean_report(2023).set("requests/granted/natural_person", "").set("requests/granted/business", "无")
    (tmp_path / "报告.txt").write_text(report.text(), encoding="utf-8")
    outcome = disclint("parse", "--output-format", "json", "报告.txt", cwd=tmp_path)
    [parsed] = json.loads(outcome.out)["reports"]
    assert (parsed["filename"], parsed["year"], parsed["form"]) == ("报告.txt", 2023, "2021")
    assert [section["id"] for section in parsed["sections"]] == [
        "overview", "active_disclosure", "requests", "review_litigation", "problems", "other_matters",
    ]  # fmt: skip
    for path, text in report.values().items():
        table, row, column = path.split("/")
        value = parsed["tables"][table][row][column]
        if path == "requests/granted/natural_person":
            assert value is None
        elif path == "requests/granted/business":
            assert value == "无"
        else:
            assert value == float(text.replace("万元", "")), path
    assert {"path": "requests/granted/natural_person", "state": "blank"}.items() <= parsed["unread"][0].items()


def test_csv_has_one_line_a_cell(folder: Path) -> None:
    outcome = disclint("parse", "--output-format", "csv", "空格.txt", cwd=folder)
    header, *lines = outcome.out.splitlines()
    assert header.startswith("filename,year,organ,table,row,column,")
    assert len(lines) == len(clean_report(2023).values())
    assert "空格.txt,2023,清河县水利局,requests,granted,natural_person,（一）予以公开,自然人,blank,,,41" in lines


def test_a_missing_table_is_empty_in_parse(folder: Path) -> None:
    outcome = disclint("parse", "--output-format", "json", "reports/2023/乙镇.txt", cwd=folder)
    [parsed] = json.loads(outcome.out)["reports"]
    assert parsed["tables"]["review_litigation"] == {}
    assert parsed["tables"]["requests"]


# --- JSON -------------------------------------------------------------------------------------------------------------

FINDING = {
    "code": str, "name": str, "severity": str, "message": str, "filename": str, "location": dict,
    "end_location": dict | None, "page": int | None, "path": str, "cell": dict | None, "related": list,
    "fix": dict | None, "authority": str | None, "url": str | None, "fingerprint": str,
    "place": dict | None,  # an addition to the plan
}  # fmt: skip


def check_json(folder: Path, *arguments: str) -> dict[str, list[dict[str, object]]]:
    outcome = disclint("check", "--output-format", "json", *arguments, cwd=folder)
    content: dict[str, list[dict[str, object]]] = json.loads(outcome.out)
    return content


def test_json_has_the_fields_of_the_plan_and_no_others(folder: Path) -> None:
    content = check_json(folder, "--select", "ALL", "差.txt", "空格.txt", "预算.txt", "旧 2020.txt")
    assert list(content) == ["version", "findings", "summary"]
    assert content["findings"]
    for finding in content["findings"]:
        assert list(finding) == list(FINDING)
        for key, value in finding.items():
            assert isinstance(value, FINDING[key]), key


def test_json_gives_the_sum_its_cell_and_its_summands(folder: Path) -> None:
    [finding] = check_json(folder, "--select", "B402", "差.txt")["findings"]
    assert finding["path"] == "requests/result_total/natural_person"
    assert finding["cell"] == {"table": "requests", "row": "result_total", "column": "natural_person"}
    assert "88 + 1 + 1 + 2 + 1 = 93，应等于 9" in str(finding["message"])
    assert isinstance(finding["related"], list)
    assert len(finding["related"]) == 5


def test_only_messages_depend_on_the_language(folder: Path) -> None:
    def bare(language: str) -> list[dict[str, object]]:
        findings = check_json(folder, "--lang", language, "差.txt", "预算.txt")["findings"]
        for finding in findings:
            for key in ("message", "authority", "related", "place"):
                del finding[key]
        return findings

    assert bare("zh") == bare("en")


def test_failures_are_in_the_summary_of_json(folder: Path) -> None:
    content = check_json(folder, "没有.txt", "好.txt")
    summary = content["summary"]
    assert isinstance(summary, dict)
    assert (summary["files"], summary["failed"]) == (1, 1)
    assert summary["failures"][0]["filename"] == "没有.txt"


# --- fingerprints -----------------------------------------------------------------------------------------------------


def fingerprints(folder: Path, *arguments: str) -> list[object]:
    return [finding["fingerprint"] for finding in check_json(folder, *arguments)["findings"]]


def test_fingerprints_survive_lines_encodings_and_folders(folder: Path, tmp_path: Path) -> None:
    text = (folder / "差.txt").read_text(encoding="utf-8")
    expected = fingerprints(folder, "差.txt")
    assert len(expected) == len(set(expected)) > 1
    (tmp_path / "差.txt").write_bytes(("\n\n\n" + text).encode("gb18030"))
    assert fingerprints(tmp_path, "差.txt") == expected
    assert fingerprints(tmp_path, str(tmp_path / "差.txt")) == expected
    assert fingerprints(tmp_path, "./差.txt") == expected
    (tmp_path / "差.md").write_text(
        clean_report(2023).set("requests/granted/natural_person", "88").markdown(), encoding="utf-8"
    )
    assert fingerprints(tmp_path, "差.md") == expected


def test_another_number_is_another_finding(folder: Path, tmp_path: Path) -> None:
    text = clean_report(2023).set("requests/granted/natural_person", "89").text()
    (tmp_path / "差.txt").write_text(text, encoding="utf-8")
    assert not set(fingerprints(tmp_path, "差.txt")) & set(fingerprints(folder, "差.txt"))


# --- consoles ---------------------------------------------------------------------------------------------------------

CONSOLES = {
    "GBK console": {"PYTHONIOENCODING": "gbk"},
    "C locale": {"LC_ALL": "C"},
    "C locale and no mercy": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ASCII streams": {"PYTHONIOENCODING": "ascii:strict"},
}


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_output_is_utf8_whatever_the_console(console: str, form: str, folder: Path) -> None:
    arguments = ("check", "--output-format", form, "差.txt", "没有.txt")
    expected = disclint(*arguments, cwd=folder)
    assert disclint(*arguments, cwd=folder, env=environment(**CONSOLES[console])) == expected
    assert "差.txt" in expected.out
    assert "没有.txt" in expected.err


@pytest.mark.parametrize("console", CONSOLES)
def test_a_console_does_not_change_what_goes_into_a_file(console: str, folder: Path, tmp_path: Path) -> None:
    env = environment(**CONSOLES[console])
    outcome = disclint("check", "--output-file", str(tmp_path / "结果.txt"), "差.txt", cwd=folder, env=env)
    assert outcome == Outcome(1, "", "")
    assert (tmp_path / "结果.txt").read_text(encoding="utf-8") == disclint("check", "差.txt", cwd=folder).out


# --- colour and terminals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "variables", "coloured"),
    [
        ("", {}, False),
        ("--color always", {}, True),
        ("--color always", {"NO_COLOR": "1"}, True),
        ("--color never", {"FORCE_COLOR": "1"}, False),
        ("", {"FORCE_COLOR": "1"}, True),
        ("", {"FORCE_COLOR": "0"}, False),
        ("", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("--output-format concise --color always", {}, False),
    ],
)
def test_who_decides_on_colour(arguments: str, variables: dict[str, str], coloured: bool, folder: Path) -> None:
    outcome = disclint("check", *arguments.split(), "差.txt", cwd=folder, env=environment(**variables))
    assert ("\x1b[" in outcome.out) is coloured


def test_colour_changes_nothing_but_colour(folder: Path) -> None:
    import re

    plain = disclint("check", "差.txt", "预算.txt", cwd=folder).out
    coloured = disclint("check", "--color", "always", "差.txt", "预算.txt", cwd=folder).out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def on_terminal(arguments: list[str], folder: Path) -> tuple[int, str]:
    """Run on a pseudo-terminal; the exit code and all that was drawn."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "disclint", *arguments],
        cwd=folder,
        env=environment(TERM="xterm"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    drawn = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        drawn += piece
    os.close(ours)
    return process.wait(60), drawn.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_terminal_there_is_colour_and_with_many_files_a_bar(folder: Path, tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / f"{number}.txt").write_bytes((folder / "好.txt").read_bytes())
    status, drawn = on_terminal(["check", "."], tmp_path)
    assert status == 0
    assert "/25" in drawn
    assert "全部通过" in drawn
    status, drawn = on_terminal(["check", "0.txt"], tmp_path)
    assert "/1" not in drawn
    assert "\x1b[" in drawn


# --- many files, processes --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty files, some bad, one unreadable, one unrelated."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(60):
        report = clean_report(2019 + number % 6)
        if number % 4 == 0:
            report = report.set("requests/granted/natural_person", str(50 + number))
        (folder / f"{number:02}.txt").write_text(report.text(), encoding="utf-8")
    (folder / "17.txt").write_bytes(b"%PDF-1.4")
    (folder / "23.txt").write_text("说明\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("jobs", ["1", "2", "3", "auto", "99"])
def test_the_number_of_processes_changes_nothing(jobs: str, many: Path) -> None:
    expected = disclint("check", "--jobs", "1", "--output-format", "json", ".", cwd=many)
    assert expected.status == 2
    assert disclint("check", "--jobs", jobs, "--output-format", "json", ".", cwd=many) == expected


def test_standard_input_among_many_files(many: Path, folder: Path) -> None:
    arguments = ("check", "--output-format", "concise", "--stdin-filename", "传入.txt", "-", ".")
    expected = disclint(*arguments, "--jobs", "1", cwd=many, stdin=(folder / "差.txt").read_bytes())
    assert "传入.txt:" in expected.out
    assert disclint(*arguments, "--jobs", "2", cwd=many, stdin=(folder / "差.txt").read_bytes()) == expected


def install(folder: Path, name: str, source: str) -> None:
    """A plugin of one module, as pip would leave it."""
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(f"[disclint]\n{name} = {name}\n", encoding="utf-8")
    (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n", encoding="utf-8")


SLOW = """
import pathlib, time
from disclint.api import hookimpl

@hookimpl
def disclint_read(data, filename):
    if filename.endswith("05.txt"):
        pathlib.Path({mark!r}).touch()
        time.sleep(30)
"""

KILLER = """
import os
from disclint.api import hookimpl

@hookimpl(tryfirst=True)
def disclint_read(data, filename):
    if filename.endswith("31.txt"):
        os._exit(9)
"""


def test_a_worker_that_dies_is_told_with_its_file(many: Path, tmp_path: Path) -> None:
    install(tmp_path, "killer", KILLER)
    arguments = ("check", "--jobs", "2", "--output-format", "json", ".")
    outcome = disclint(*arguments, cwd=many, env=environment([str(tmp_path)]))
    assert outcome.status == 2
    assert "disclint: 31.txt: 检查此文件的进程意外终止（退出码 9）" in outcome.err
    summary = json.loads(outcome.out)["summary"]
    assert (summary["files"], summary["failed"], summary["skipped"]) == (57, 2, 1)


def interrupted(many: Path, tmp_path: Path, *arguments: str) -> tuple[int, str, str]:
    """Check many files and press Ctrl-C at the sixth: exit code and what is printed."""
    mark = tmp_path / "mark"
    mark.unlink(missing_ok=True)
    if not (tmp_path / "slow.py").exists():
        install(tmp_path, "slow", SLOW.format(mark=str(mark)))
    process = subprocess.Popen(
        [sys.executable, "-m", "disclint", "check", *arguments, "."],
        cwd=many,
        env=environment([str(tmp_path)]),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not mark.exists():
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child")
def test_ctrl_c_ends_cleanly_with_what_is_known(many: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        status, out, err = interrupted(many, tmp_path, "--jobs", jobs, "--output-format", "concise")
        assert (status, err) == (130, "")
        assert "00.txt:" in out
        assert "中途停止" in out.splitlines()[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child")
def test_half_a_baseline_is_not_written(many: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "known.baseline"
    baseline.write_text("mine", encoding="utf-8")
    status, _, err = interrupted(many, tmp_path, "--write-baseline", str(baseline))
    assert (status, baseline.read_text(encoding="utf-8")) == (130, "mine")
    assert "没有写基线" in err


def test_a_reader_that_goes_away_is_no_failure(many: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "disclint", "check", *["00.txt"]],
        cwd=many,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [["check", "好.txt"], ["--version"], ["--help"], ["rule"], ["plugins"]])
def test_a_full_disk_is_a_sentence(arguments: list[str], folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "disclint", *arguments],
            cwd=folder,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    [sentence] = done.stderr.decode().splitlines()
    assert sentence.startswith("disclint: ")
    assert "No space left" in sentence


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder with a file and a folder nobody may read."""
    (tmp_path / "锁.txt").write_text("x", encoding="utf-8")
    (tmp_path / "锁").mkdir()
    for name in ("锁.txt", "锁"):
        (tmp_path / name).chmod(0)
    yield tmp_path
    (tmp_path / "锁").chmod(0o700)


def test_what_may_not_be_read_is_told(locked: Path) -> None:
    all_powerful = os.access(locked / "锁.txt", os.R_OK)
    # Root without the capability to pass over permissions is a user like any other.
    mortal = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if all_powerful else ()
    outcome = disclint("check", ".", cwd=locked, through=mortal)
    assert outcome.status == 2
    assert "disclint: 锁.txt: 没有权限读取" in outcome.err
    assert "disclint: 锁: 无法打开目录" in outcome.err


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    text = clean_report(2023).set("requests/granted/natural_person", "88").text()
    with open(os.fsencode(tmp_path) + b"/" + "报告.txt".encode("gbk"), "w", encoding="utf-8") as file:
        file.write(text)
    for form in ("full", "concise", "json"):
        outcome = disclint("check", "--output-format", form, ".", cwd=tmp_path)
        assert outcome.status == 1
        assert "\\xb1\\xa8" in outcome.out.replace("\\\\", "\\")


def test_a_circle_of_links_is_not_followed(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a").mkdir()
    try:
        (tmp_path / "a" / "b").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "a" / "连接.txt").symlink_to(folder / "好.txt")
        (tmp_path / "断.txt").symlink_to(tmp_path / "没有")
    except OSError:
        pytest.skip("no links here")
    outcome = disclint("check", ".", cwd=tmp_path)
    assert outcome.status == 2
    assert "共检查 1 个文件" in outcome.out
    assert "断.txt: 没有这个文件" in outcome.err
