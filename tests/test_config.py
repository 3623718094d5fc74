"""Configuration: which file counts, what it may say, and that every mistake is told with its line."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from commands import disclint
from disclint.config import ConfigError, find_config, resolve
from disclint.config.fields import Fields, key_of
from disclint.config.load import load
from disclint.config.reference import KEYS
from disclint.config.schema import schema
from disclint.engine import WORTH_FORKING
from disclint.plugins import load_plugins
from disclint.testing import clean_report
from disclint.toml_lines import line_of
from disclint.workspace import Overrides, Workspace

# --- which file -------------------------------------------------------------------------------------------------------


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


FOUND = [
    # files, from where, which one counts
    ([".disclint.toml", "disclint.toml", "pyproject.toml"], ".", ".disclint.toml"),
    (["disclint.toml", "pyproject.toml"], ".", "disclint.toml"),
    (["pyproject.toml"], ".", "pyproject.toml"),
    (["disclint.toml"], "a/b/c", "disclint.toml"),
    (["disclint.toml", "a/pyproject.toml"], "a/b", "a/pyproject.toml"),  # the closest, whatever its name
    (["disclint.toml", "a/.disclint.toml"], ".", "disclint.toml"),
]


@pytest.mark.parametrize(("files", "directory", "expected"), FOUND)
def test_the_closest_file_counts(files: list[str], directory: str, expected: str, tmp_path: Path) -> None:
    write(tmp_path, {name: "[tool.disclint]\n" if name.endswith("pyproject.toml") else "" for name in files})
    (tmp_path / directory).mkdir(parents=True, exist_ok=True)
    assert find_config(str(tmp_path / directory)) == str(tmp_path / expected)


def test_a_pyproject_of_somebody_else_is_none_of_ours(tmp_path: Path) -> None:
    write(tmp_path, {"disclint.toml": "year = 2020\n", "a/pyproject.toml": '[project]\nname = "disclint-henan"\n'})
    assert resolve(str(tmp_path / "a")).year == 2020


def test_nothing_is_merged_but_what_is_extended(tmp_path: Path) -> None:
    base = 'ignore = ["B"]\nextend-select = ["N"]\nyear = 2020\n[severity]\nB = "info"\nS = "info"\n'
    closest = 'extend = "../base.toml"\nextend-select = ["L908"]\nignore = ["S"]\n[severity]\nS = "error"\n'
    write(tmp_path, {"base.toml": base, "disclint.toml": "year = 1999\n", "a/disclint.toml": closest})
    config = resolve(str(tmp_path / "a"))
    assert (config.ignore, config.extend_select, config.year) == (["S"], ["N", "L908"], 2020)
    assert {name: level.value for name, level in config.severity.items()} == {"B": "info", "S": "error"}
    assert config.origins["year"].endswith("base.toml:3")
    assert config.origins["ignore"].endswith("disclint.toml:3")


def test_paths_are_relative_to_the_file_that_names_them(tmp_path: Path) -> None:
    write(tmp_path, {"base.toml": 'baseline = "known.txt"\n', "a/disclint.toml": 'extend = "../base.toml"\n'})
    assert resolve(str(tmp_path / "a")).baseline == str(tmp_path / "known.txt")


# --- mistakes ---------------------------------------------------------------------------------------------------------

SUPPRESS = '[[suppress]]\ncode = "B402"\npath = "a/b"\nreason = "x"\n'
MISTAKES = [
    # the file, the line, words of the sentence
    ('\nselct = ["B"]\n', 2, "没有配置项“selct”，是不是要写 select？"),
    ('year = "2023"\n', 1, "year 应为整数"),
    ("year = true\n", 1, "year 应为整数"),
    ('year = 2023\nlang = "fr"\n', 2, "lang 不能是“fr”，可用的有 zh、en"),
    ('organ-type = "village"\n', 1, "可用的有 government、township、department、other"),
    ('[severity]\nB = "fatal"\n', 1, "可用的有 error、warning、info"),
    ("select = [1]\n", 1, "select 应为文字"),
    ('select = "B"\n', 1, "select 应为列表"),
    ('per-file-ignores = { "*" = "B" }\n', 1, "per-file-ignores 应为列表"),
    ("a = \n", 1, "不是合法的 TOML"),
    (SUPPRESS + "\n" + SUPPRESS.replace("path", "pth"), 8, "没有“pth”这一项，是不是要写 path？"),
    (SUPPRESS + SUPPRESS.replace('reason = "x"', ""), 5, "必须写明 reason"),
    (SUPPRESS.replace('"x"', '" "'), 1, "必须写明 reason"),
    (SUPPRESS.replace("a/b", "*"), 3, "请用 per-file-ignores"),
    (SUPPRESS + 'expires = "soon"\n', 5, "suppress.expires 应为日期"),
    ('extend = "disclint.toml"\n', 0, "绕了一圈"),
    ('year = 2023\nextend = "nowhere.toml"\n', 2, "没有这个配置文件"),
    ("year = " + "9" * 5000 + "\n", 0, "不是合法的 TOML"),
    ("select = " + "[" * 3000 + "\n", 0, "不是合法的 TOML"),
    ('year = 2023\nbaseline = "a\\u0000"\n', 2, "NUL"),
    ('year = 2023\noutput-format = ["json=a\\u0000"]\n', 2, "NUL"),
    ("# one line to TOML:\u2028\x85\nselct = 1\n", 2, "没有配置项“selct”"),
    ('\nexclude = ["[z-a]"]\n', 2, "文件模式“[z-a]”写错了"),
    (SUPPRESS + SUPPRESS + 'files = ["[z-a]"]\n', 5, "文件模式“[z-a]”写错了"),
    ('\nper-file-ignores = { "[z-a]" = ["B"] }\n', 2, "文件模式“[z-a]”写错了"),
    # what only the rules can tell
    ('select = ["B402", "Q9"]\n', 1, "没有规则“Q9”"),
    ('year = 2023\nignore = ["result-total"]\n', 2, "是不是要写 results-total"),
    ('severity = { Q = "info" }\n', 1, "没有规则“Q”"),
    ('per-file-ignores = { "*" = ["Q"] }\n', 1, "没有规则“Q”"),
    ('year = 2023\nper-file-ignores = { "no-such-file" = ["Q"] }\n', 2, "没有规则“Q”"),
    ('select = ["B"]\nignore = ["Q"]\n', 2, "没有规则“Q”"),
    ('fixable = ["ALL"]\nunfixable = ["Q"]\n', 2, "没有规则“Q”"),
    ("options.B402 = { most = 3 }\n", 1, "规则 B402 没有选项“most”，它没有可设的选项"),
    ("options.C307 = { county-mx = 3 }\n", 1, "是不是要写 county-max"),
    ('options.C307 = { county-max = "3" }\n', 1, "应与默认值 1000000 同类"),
    ("options.C = { county-max = 3 }\n", 1, "应写一条规则的代码或名称"),
    ('form = "2018"\n', 1, "没有“2018”这种格式，可用的有 2019、2021"),
    (SUPPRESS.replace("B402", "B"), 1, "应为一条规则的代码或名称"),
    (SUPPRESS.replace("B402", "B499"), 1, "没有规则“B499”"),
    ("limits = { pages = 3 }\n", 1, "pages"),
]


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    write(tmp_path, {"disclint.toml": text, "报告.txt": clean_report(2023).text()})
    with pytest.raises(ConfigError) as caught:
        Workspace(directory=str(tmp_path)).settings_for(str(tmp_path / "报告.txt"))
    assert words in str(caught.value)
    assert f"disclint.toml{f':{line}' if line else ''}" in str(caught.value)
    outcome = disclint("check", ".", cwd=tmp_path)
    assert outcome.status == 2
    assert words in outcome.err
    assert outcome.out == ""  # nothing that could be taken for a pass


TOOLS = ["tool = 1 # disclint\n", 'tool = "disclint"\n', "[tool]\n# disclint\n"]


@pytest.mark.parametrize("text", TOOLS)
def test_a_pyproject_without_our_table(text: str, tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": text, "报告.txt": clean_report(2023).text()})
    assert disclint("check", ".", cwd=tmp_path).status == 0
    outcome = disclint("check", "--config", "pyproject.toml", ".", cwd=tmp_path)
    assert (outcome.status, outcome.err) == (
        2,
        "disclint: pyproject.toml：没有 [tool.disclint] 一节 (no table [tool.disclint])\n",
    )


COMMANDS = [
    # what is wrong with the command line is never said of the file
    (["--config", ""], "无法读取"),
    (["--config", 'extend = "b.toml"'], "--config “extend = "),
    (["--config", 'year = "x=y"'], "--config “year = "),
    (["--per-file-ignores", "no-such-file:Q"], "没有规则“Q”"),
    (["--per-file-ignores", "[z-a]:B"], "文件模式“[z-a]”写错了"),
    (["--exclude", "[z-a]"], "文件模式“[z-a]”写错了"),
    (["--unfixable", "Q"], "没有规则“Q”"),
]


@pytest.mark.parametrize(("arguments", "words"), COMMANDS)
def test_a_mistake_on_the_command_line(arguments: list[str], words: str, tmp_path: Path) -> None:
    write(tmp_path, {"disclint.toml": 'per-file-ignores = { "*" = ["B"] }\nunfixable = ["B"]\n'})
    write(tmp_path, {f"{number}.txt": clean_report(2023).text() for number in range(WORTH_FORKING + 1)})
    outcome = disclint("check", "--no-cache", "--jobs", "2", *arguments, ".", cwd=tmp_path)
    assert (outcome.status, outcome.out) == (2, "")
    [sentence] = outcome.err.splitlines()  # and no worker dies of it
    assert words in sentence
    assert "disclint.toml" not in sentence


def test_suppressions_of_the_command_line_are_not_said_to_stand_in_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"disclint.toml": "\n" + SUPPRESS, "报告.txt": clean_report(2023).text()})
    inline = 'suppress = [{ code = "B404", path = "a/b", reason = "x" }]'
    out = disclint("check", "--config", inline, "--output-format", "concise", ".", cwd=tmp_path).out
    assert out.startswith("--config:1:1: Z901")


LINES = [
    ('a = 1\n[t]\nb = 2\n[[u]]\nc = 3\n[[u]]\nc = 4\n"d.e" = 5\n', ("u", 1, "c"), 7),
    ("[t]\n[t.v]\nx = 1\n", ("t", "v", "x"), 3),
    ('t.v.x = 1\n"键" = 2\n', ("键",), 2),
    ('a = """\nb = 1\n"""\nb = 2\n', ("b",), 4),
    ("a = { b = 1 }\n", ("a", "b"), 1),
    ("# a = 1\n\na = 2\n", ("a",), 3),
    ("", ("a",), 1),
]


@pytest.mark.parametrize(("text", "path", "line"), LINES)
def test_lines_of_keys(text: str, path: tuple[str | int, ...], line: int) -> None:
    assert line_of(text, path) == line


# --- what it does -----------------------------------------------------------------------------------------------------

BAD = clean_report(2023).set("requests/result_total/natural_person", "88")


def codes(folder: Path, *arguments: str) -> list[str]:
    outcome = disclint("check", "--output-format", "json", *arguments, ".", cwd=folder)
    return [finding["code"] for finding in json.loads(outcome.out)["findings"]]


EFFECTS = [
    # configuration, arguments → the codes found in a report with three defects
    ("", [], ["B401", "B402", "B403"]),
    ('ignore = ["B402"]', [], ["B401", "B403"]),
    ('select = ["B402"]', [], ["B402"]),
    ('select = ["B402"]', ["--select", "B403"], ["B403"]),
    ('ignore = ["B402"]', ["--extend-select", "B402"], ["B401", "B402", "B403"]),
    ('ignore = ["B402"]', ["--isolated"], ["B401", "B402", "B403"]),
    ("", ["--config", 'ignore = ["B4"]'], []),
    ('ignore = ["B4"]', ["--config", "ignore = []"], ["B401", "B402", "B403"]),
    ('per-file-ignores = { "报*" = ["B402"] }', [], ["B401", "B403"]),
    ('per-file-ignores = { "子/" = ["B402"] }', [], ["B401", "B402", "B403"]),
    ("", ["--per-file-ignores", "*.txt:B402,B403"], ["B401"]),
    ('exclude = ["*.txt"]', [], []),
    ("", ["--exclude", "报告.txt"], []),
]


@pytest.mark.parametrize(("text", "arguments", "expected"), EFFECTS)
def test_what_it_does(text: str, arguments: list[str], expected: list[str], tmp_path: Path) -> None:
    write(tmp_path, {"disclint.toml": text + "\n", "报告.txt": BAD.text()})
    assert codes(tmp_path, *arguments) == expected


def test_every_file_has_its_own(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "disclint.toml": 'select = ["B402"]\n',
            "甲/报告.txt": BAD.text(),
            "乙/disclint.toml": 'select = ["B403"]\n',
            "乙/报告.txt": BAD.text(),
            "乙/丙/报告.txt": BAD.text(),
        },
    )
    outcome = disclint("check", "--output-format", "json", ".", cwd=tmp_path)
    found = {(finding["filename"], finding["code"]) for finding in json.loads(outcome.out)["findings"]}
    assert {(name.replace("\\", "/"), code) for name, code in found} == {
        ("甲/报告.txt", "B402"),
        ("乙/报告.txt", "B403"),
        ("乙/丙/报告.txt", "B403"),
    }


@pytest.mark.parametrize(("severity", "status"), [("error", 1), ("warning", 1), ("info", 0)])
def test_severity_and_the_level_of_failure(severity: str, status: int, tmp_path: Path) -> None:
    write(
        tmp_path, {"disclint.toml": f'select = ["B402"]\nseverity = {{ B = "{severity}" }}\n', "报告.txt": BAD.text()}
    )
    outcome = disclint("check", "--output-format", "json", ".", cwd=tmp_path)
    assert [finding["severity"] for finding in json.loads(outcome.out)["findings"]] == [severity]
    assert outcome.status == status
    assert disclint("check", "--fail-level", "info", ".", cwd=tmp_path).status == 1


def test_an_error_made_an_info_is_still_told(tmp_path: Path) -> None:
    write(tmp_path, {"disclint.toml": 'severity = { ALL = "info" }\n', "报告.txt": BAD.text()})
    outcome = disclint("check", "--output-format", "json", ".", cwd=tmp_path)
    told = [(finding["code"], finding["severity"]) for finding in json.loads(outcome.out)["findings"]]
    assert told == [("B401", "info"), ("B402", "info"), ("B403", "info")]
    assert outcome.status == 0


def test_a_folder_without_a_rule_is_no_pass(tmp_path: Path) -> None:
    write(tmp_path, {"甲/disclint.toml": "select = []\n", "甲/报告.txt": clean_report(2023).text()})
    outcome = disclint("check", ".", cwd=tmp_path)
    assert (outcome.status, outcome.out) == (2, "")
    assert "disclint.toml：选用的规则一条不剩；不要检查的文件请用 exclude 排除" in outcome.err
    assert disclint("check", "--select", "B402", ".", cwd=tmp_path).status == 0


def test_a_report_that_does_not_tell_its_year(tmp_path: Path) -> None:
    """Without a year anywhere in the file the form is the newest; the configuration may know better."""
    report = clean_report(2020)
    text = report.text().replace("2020年", "本年").replace("2021年1月15日", "")
    for config, form in (("", "2021"), ("year = 2020\n", "2019"), ('form = "2019"\n', "2019")):
        write(tmp_path, {"disclint.toml": config, "报告.txt": text})
        settings = Workspace(directory=str(tmp_path)).settings_for(str(tmp_path / "报告.txt"))
        assert settings.stated.form in (None, form)
        assert settings.stated.year in (None, 2020)


def test_options_of_a_rule(tmp_path: Path) -> None:
    report = clean_report(2023).set("active_disclosure/administrative_fees/amount", "60000")
    write(tmp_path, {"disclint.toml": 'select = ["C307"]\n', "报告.txt": report.text()})
    assert codes(tmp_path) == []
    write(tmp_path, {"disclint.toml": 'select = ["C307"]\noptions.amount-unit = { department-max = 50_000 }\n'})
    assert codes(tmp_path) == ["C307"]


def test_force_exclude_is_for_files_that_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"disclint.toml": 'exclude = ["草稿/"]\n', "草稿/报告.txt": BAD.text()})
    assert disclint("check", "草稿/报告.txt", cwd=tmp_path).status == 1
    assert disclint("check", "--force-exclude", "草稿/报告.txt", cwd=tmp_path).status == 0
    assert disclint("check", "--show-files", ".", cwd=tmp_path).out == ""


# --- reference, schema ------------------------------------------------------------------------------------------------


def test_every_key_is_explained_and_its_example_holds(tmp_path: Path) -> None:
    assert set(KEYS) == {key_of(field.name) for field in msgspec.structs.fields(Fields)}
    for name, key in KEYS.items():
        (tmp_path / "base.toml").write_text("", encoding="utf-8")
        path = tmp_path / "disclint.toml"
        path.write_text(key.example.replace("../disclint.toml", "base.toml") + "\n", encoding="utf-8")
        config = load(str(path))
        assert name == "extend" or name in config.origins, name
        plugins = load_plugins([])  # those that examples ask for are not there
        Workspace(Overrides(config=str(path)), str(tmp_path), plugins).settings_for(str(tmp_path / "报告.txt"))


@pytest.mark.parametrize("name", [name for name in KEYS if name != "extend"])
def test_the_schema_takes_every_example(name: str) -> None:
    import datetime
    import tomllib

    content = tomllib.loads(KEYS[name].example)
    plain = json.loads(json.dumps(content, default=datetime.date.isoformat))
    validator = jsonschema.Draft202012Validator(schema())
    assert list(validator.iter_errors(plain)) == []
    assert list(validator.iter_errors({**plain, "selct": []}))


def test_the_shipped_configuration_holds(tmp_path: Path) -> None:
    assert disclint("init", cwd=tmp_path).status == 0
    write(tmp_path, {"报告.txt": clean_report(2023).text()})
    assert disclint("check", ".", cwd=tmp_path).status == 0
    text = (tmp_path / "disclint.toml").read_text(encoding="utf-8")
    whole = "\n".join(line.removeprefix("# ") if "=" in line or "[[" in line else line for line in text.splitlines())
    write(tmp_path, {"disclint.toml": whole})  # what is commented out holds, too
    assert "Z901" in codes(tmp_path)
