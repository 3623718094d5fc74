"""Plugins that do harm, really installed: each is told in a sentence, the others go on, and nothing looks like a pass."""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from commands import disclint, environment
from disclint.errors import PluginError
from disclint.guard import Guard, OutOfTime
from disclint.hooks import API_VERSION
from disclint.plugins import load_plugins
from disclint.testing import clean_report
from disclint.trust import check_api
from distributions import Distribution, rule_source, run

DAMAGED = clean_report(2023).set("requests/granted/natural_person", "88").text()
HOG = "kept = []\n        while True: kept.append(bytes(10 ** 8))\n        yield"
CLINGS = """import time
        while True:
            try:
                time.sleep(60)
            except BaseException:
                pass
        yield"""

# What `check` of the rule does, and the reason that is given.
HARM = {
    "raises": ("raise KeyError('总计')\n        yield", "KeyError: '总计'"),
    "leaves": ("raise SystemExit(0)\n        yield", "SystemExit: 0"),
    "never ends": ("while True: pass\n        yield", "超过 0.5 秒仍未结束，已中止"),
    "never ends and catches all exceptions": (
        "while True:\n            try: 1 / 0\n            except Exception: pass\n        yield",
        "超过 0.5 秒仍未结束，已中止",
    ),
    "sleeps": ("import time; time.sleep(600)\n        yield", "超过 0.5 秒仍未结束，已中止"),
    "hangs in a pattern": ("import re; re.match('(a+)+b', 'a' * 60)\n        yield", "超过 0.5 秒仍未结束，已中止"),
    "recurses": ("yield from self.check(report)", "RecursionError"),
    "returns a number": ("return 5", "'int' object is not iterable"),
    "returns nothing": ("return None", "'NoneType' object is not iterable"),
    "yields a number": ("yield 7", "check 给出的 int 7 不是 Finding"),
    "yields no position": ("yield self.finding(None, 'title', title='')", "问题的 position 不对：NoneType None"),
    "yields line 0": ("yield self.finding(Position(0), 'title', title='')", "问题的 position 不对"),
    "yields a wrong path": ("yield self.finding(report.position, 3, title='')", "问题的 path 不对：int 3"),
    "yields another's finding": (
        "yield replace(self.finding(report.position, 'x', title=''), meta=replace(self.meta, code='B401'))",
        "给出的问题属于规则 B401",
    ),
    "lacks a field": ("yield self.finding(report.position, 'title')", "的字段 title 没有值"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder to install into; beside it a clean report and one with wrong sums."""
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    (tmp_path / "差.txt").write_text(DAMAGED, encoding="utf-8")
    return site


def check(site: Path, *arguments: str) -> tuple[int, dict[str, list[dict[str, object]]], str]:
    """Exit code, findings by file, and what is said on standard error."""
    outcome = run(site, "check", "--rule-timeout", "0.5", "--output-format", "json", *arguments, "报告.txt", "差.txt")
    found: dict[str, list[dict[str, object]]] = {}
    for finding in json.loads(outcome.out)["findings"] if outcome.out else ():
        found.setdefault(finding["filename"], []).append(finding)
    return outcome.status, found, outcome.err


@pytest.mark.parametrize("case", HARM)
def test_a_rule_that_does_harm_is_a_finding_and_the_others_go_on(case: str, site: Path) -> None:
    body, reason = HARM[case]
    Distribution(source=rule_source(body=body)).unpack(site)
    status, found, sentences = check(site)
    assert status == 2
    (on_clean,) = found["报告.txt"]
    assert on_clean["code"] == "Z904"
    message = str(on_clean["message"])
    assert "插件 hubei（disclint-hubei 1.2.0） 的规则 HUB001[hubei-title] 没有检查 报告.txt：" in message
    assert reason in message
    assert {finding["code"] for finding in found["差.txt"]} >= {"Z904", "B402"}
    for name in ("报告.txt", "差.txt"):
        assert f"disclint: {name}: 规则 HUB001[hubei-title]（插件 hubei）出错" in sentences


def test_a_rule_that_never_ends_is_waited_for_once(site: Path) -> None:
    Distribution(source=rule_source(body=HARM["never ends"][0])).unpack(site)
    began = time.monotonic()
    _, found, _ = check(site)
    assert time.monotonic() - began < 15
    second = next(finding for finding in found["差.txt"] if finding["code"] == "Z904")
    assert "检查 报告.txt 时超时，不再运行这条规则" in str(second["message"])


@pytest.mark.parametrize("arguments", [["--select", "B"], ["--ignore", "Z904"]], ids=" ".join)
def test_the_exit_code_does_not_depend_on_what_is_shown(arguments: list[str], site: Path) -> None:
    Distribution(source=rule_source(body=HARM["raises"][0])).unpack(site)
    status, found, sentences = check(site, "--extend-select", "HUB", *arguments)
    assert status == 2
    assert "HUB001[hubei-title]（插件 hubei）出错" in sentences
    assert ("Z904" in {str(finding["code"]) for finding in found.get("报告.txt", [])}) is ("Z904" not in arguments)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_rule_that_eats_memory_is_stopped(site: Path) -> None:
    Distribution(source=rule_source(body=HOG)).unpack(site)
    outcome = run(site, "check", "--output-format", "concise", "报告.txt", "差.txt")
    assert outcome.status == 2
    assert outcome.out.count("内存用量过大，已中止") == 2
    assert "B402[" in outcome.out


@pytest.mark.skipif(not hasattr(__import__("signal"), "setitimer"), reason="needs interval timers")
def test_a_rule_that_clings_ends_the_process_rather_than_the_day(site: Path) -> None:
    """It catches what is to stop it, over and over: then only the process can end, and not with 0."""
    Distribution(source=rule_source(body=CLINGS)).unpack(site)
    outcome = run(site, "check", "--rule-timeout", "0.5", "报告.txt")
    assert outcome.status == 2
    assert "规则 HUB001[hubei-title]（插件 hubei） 超时且不理会中止，进程退出" in outcome.err


def test_in_several_processes_it_is_the_same(site: Path) -> None:
    Distribution(source=rule_source(body=HARM["never ends"][0])).unpack(site)
    for number in range(24):
        (site.parent / f"{number:02}.txt").write_text(DAMAGED, encoding="utf-8")
    outcome = run(site, "check", "--jobs", "2", "--rule-timeout", "0.5", "--output-format", "json", ".")
    findings = json.loads(outcome.out)["findings"]
    assert outcome.status == 2
    for code in ("Z904", "B402"):
        assert len({finding["filename"] for finding in findings if finding["code"] == code}) >= 25


LOADING = {
    "never ends to be imported": "while True: pass\n",
    "eats memory when imported": "kept = []\nwhile True: kept.append(bytes(10 ** 8))\n",
}


@pytest.mark.parametrize("case", LOADING)
def test_a_plugin_that_cannot_be_loaded_is_told(case: str, site: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux limits the address space")
    Distribution(source=LOADING[case]).unpack(site)
    started = time.monotonic()
    outcome = disclint("check", "报告.txt", cwd=site.parent, env=environment([str(site)], DISCLINT_PLUGIN_SECONDS="1"))
    assert time.monotonic() - started < 30
    assert (outcome.status, outcome.out) == (2, "")
    assert "插件 hubei（disclint-hubei 1.2.0） 无法加载" in outcome.err


READERS = {
    "never ends": ("while True: pass", "disclint_read 超过 1 秒仍未结束，已中止"),
    "leaves": ("raise SystemExit(0)", "disclint_read 出错：SystemExit: 0"),
    "gives rubbish": ("return 7", "的 disclint_read 给出的不是 Document"),
}


@pytest.mark.parametrize("case", READERS)
def test_a_reader_that_does_harm_costs_its_files_alone(case: str, site: Path) -> None:
    body, sentence = READERS[case]
    reader = f"\n\n@hookimpl\ndef disclint_read(data, filename):\n    if filename.endswith('.hb'):\n        {body}\n"
    Distribution(source=rule_source(extra=reader)).unpack(site)
    (site.parent / "报告.hb").write_bytes(b"HUBEI")
    arguments = ("check", "--ignore", "HUB", "--output-format", "concise", "报告.hb", "差.txt")
    outcome = disclint(*arguments, cwd=site.parent, env=environment([str(site)], DISCLINT_PLUGIN_SECONDS="1"))
    assert outcome.status == 2
    assert f"disclint: 报告.hb: 插件 hubei（disclint-hubei 1.2.0） {sentence}" in outcome.err
    assert "B402[" in outcome.out


@pytest.mark.parametrize(
    ("hook", "sentence"),
    [
        ("disclint_forms():\n    while True: pass", "disclint_forms 超过 1 秒仍未结束"),
        ("disclint_outputs():\n    while True: pass", "disclint_outputs 超过 1 秒仍未结束"),
        ("disclint_forms():\n    return [7]", "的 disclint_forms 给出的 7 不是 Form"),
        ("disclint_outputs():\n    return {'count': lambda *_: 7}", "的输出格式 count 给出的不是文字"),
    ],
)
def test_forms_and_outputs_that_do_harm(hook: str, sentence: str, site: Path) -> None:
    Distribution(source=rule_source(extra=f"\n\n@hookimpl\ndef {hook}\n")).unpack(site)
    arguments = ("check", "--output-format", "count" if "outputs" in hook else "concise", "报告.txt")
    outcome = disclint(*arguments, cwd=site.parent, env=environment([str(site)], DISCLINT_PLUGIN_SECONDS="1"))
    assert (outcome.status, outcome.out) == (2, "")
    assert f"插件 hubei（disclint-hubei 1.2.0） {sentence}" in outcome.err


# --- versions of the API ----------------------------------------------------------------------------------------------

OURS = [int(part) for part in API_VERSION.split(".")]


@pytest.mark.parametrize("declared", [None, "1.0", "1", 1])
def test_a_plugin_for_this_api_is_taken(declared: object) -> None:
    assert check_api(declared, "hubei") == "1.0"


@pytest.mark.parametrize(
    ("declared", "advice"),
    [
        (f"{OURS[0] + 1}.0", "请升级 disclint"),
        (OURS[0] + 1, "请升级 disclint"),
        (f"{OURS[0]}.{OURS[1] + 1}", "请升级 disclint"),
        ("0.9", "请升级这个插件"),
        ("one", "应写成"),
        ("1.0.0", "应写成"),
    ],
)
def test_a_plugin_for_another_api_is_refused(declared: object, advice: str) -> None:
    with pytest.raises(PluginError, match=advice):
        check_api(declared, "hubei（disclint-hubei 1.2.0）")


@pytest.mark.parametrize("first", ["", "from disclint.api import SomethingOfTheFuture\n"])
def test_both_versions_are_named_even_if_it_cannot_be_imported(first: str, site: Path) -> None:
    Distribution(source=f'{first}api_version = "9.3"\n' + rule_source()).unpack(site)
    outcome = run(site, "check", "报告.txt")
    assert (outcome.status, outcome.out) == (2, "")
    assert f"插件 hubei（disclint-hubei 1.2.0） 是为 disclint.api 9.3 写的，而这里是 {API_VERSION}" in outcome.err


# --- prefixes ---------------------------------------------------------------------------------------------------------

TWO = rule_source().replace(
    "return [HubeiTitle]",
    "import copy\n    other = type('Other', (HubeiTitle,), {'meta': replace(HubeiTitle.meta, code='XYZ002', name='other')})\n"
    "    return [HubeiTitle, other]",
)


def test_a_code_outside_the_prefix_is_refused(site: Path) -> None:
    Distribution(source=TWO).unpack(site)
    outcome = run(site, "plugins")
    assert outcome.status == 2
    assert "规则代码“XYZ002”不在它的前缀 HUB 之内" in outcome.err


def test_a_declared_prefix_binds(site: Path) -> None:
    Distribution(source='code_prefix = "HN"\n' + rule_source()).unpack(site)
    assert "规则代码“HUB001”不在它的前缀 HN 之内" in run(site, "plugins").err


def test_two_authors_do_not_share_a_prefix(site: Path) -> None:
    Distribution().unpack(site)
    other = rule_source("HUB500", "other-title")
    Distribution("disclint-hunan", "0.3", "disclint_hunan", other, "[disclint]\nhunan = disclint_hunan\n").unpack(site)
    outcome = run(site, "plugins")
    assert outcome.status == 2
    assert "规则代码前缀 HUB 由 hubei（disclint-hubei 1.2.0） 与 hunan（disclint-hunan 0.3） 同时提供" in outcome.err


# --- local rules ------------------------------------------------------------------------------------------------------


def test_local_rules_run_only_when_the_command_line_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "title.py").write_text(rule_source(), encoding="utf-8")
    with pytest.raises(PluginError, match="--allow-local-rules"):
        load_plugins([], local_rules=[str(folder)])
    plugins = load_plugins([], local_rules=[str(folder)], allow_local=True)
    assert [(info.name, info.rules) for info in plugins.infos[1:]] == [("local-title", ("HUB001",))]
    shutil.rmtree(folder)
    with pytest.raises(PluginError, match="读不了"):
        load_plugins([], local_rules=[str(folder)], allow_local=True)


def test_nothing_is_loaded_from_where_the_reports_lie(tmp_path: Path) -> None:
    """`python -m` puts the current directory on the path; a pull request could put a plugin there, or a `lark.py`."""
    Distribution(source="open('run', 'w')\n" + rule_source()).unpack(tmp_path)
    (tmp_path / "lark.py").write_text("open('run', 'w')\nraise SystemExit(0)\n", encoding="utf-8")
    (tmp_path / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    assert disclint("check", "报告.txt", cwd=tmp_path).status == 0
    assert not (tmp_path / "run").exists()


# --- the guard itself -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("timers", [True, False], ids=["timer", "thread"])
def test_the_guard_stops_what_takes_too_long_and_nothing_else(timers: bool) -> None:
    """Both ways: by the timers of Unix, and by a watching thread where there are none."""
    with Guard(0.2, memory=0, timers=timers) as guard:
        guard.watch("quick")
        guard.rest()
        began = time.monotonic()
        while time.monotonic() - began < 0.5:
            pass
        with pytest.raises(OutOfTime):
            guard.watch("slow")
            while True:
                pass
        guard.rest()
    time.sleep(0.1)


def test_in_another_thread_there_is_no_guard_and_no_failure() -> None:
    done: list[bool] = []

    def work() -> None:
        with Guard(0.01, memory=0) as guard:
            guard.watch("slow")
            time.sleep(0.1)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


# --- required plugins -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "required", ["hubei", "disclint-hubei", "Disclint_Hubei", "disclint-hubei>=1.2", "disclint-hubei==1.2.0",
                 "disclint-hubei @ git+https://example.com/hubei@v1.2.0"]
)  # fmt: skip
def test_a_required_plugin_that_is_there(required: str, site: Path) -> None:
    Distribution().unpack(site)
    (site.parent / ".disclint.toml").write_text(f'required-plugins = ["{required}"]\n', encoding="utf-8")
    assert run(site, "check", "--ignore", "HUB", "报告.txt").status == 0


@pytest.mark.parametrize(
    ("required", "sentences"),
    [
        (["disclint-henan"], ["缺少 required-plugins 要求的插件：disclint-henan (", 'additional_dependencies: ["disclint-henan"]', "pip install disclint-henan\n"]),
        (["hubei", "disclint-henan>=0.2"], ["disclint-henan>=0.2 (", 'additional_dependencies: ["hubei", "disclint-henan>=0.2"]', 'pip install "disclint-henan>=0.2"']),
        (["disclint-hubei>=1.10"], ["disclint-hubei>=1.10（现有 hubei（disclint-hubei 1.2.0））"]),
        (["disclint-henan @ git+https://example.com/henan@v0.2.0"], ['additional_dependencies: ["disclint-henan @ git+https://example.com/henan@v0.2.0"]']),
        (["disclint henan"], ["“disclint henan”应为名称"]),
    ],
)  # fmt: skip
def test_a_required_plugin_that_is_missing(required: list[str], sentences: list[str], site: Path) -> None:
    Distribution().unpack(site)
    config = f"# 本省的要求\nrequired-plugins = {json.dumps(required)}\n"
    (site.parent / ".disclint.toml").write_text(config, encoding="utf-8")
    for command in ("check 报告.txt", "plugins"):
        outcome = run(site, *command.split())
        assert outcome.status == 2
        assert ".disclint.toml:2：" in outcome.err
        for sentence in sentences:
            assert sentence in outcome.err
    assert "disclint-hubei 1.2.0" in outcome.out  # what there is is listed all the same


def test_the_configuration_alone_runs_no_code(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "title.py").write_text("open('run', 'w')\n" + rule_source(), encoding="utf-8")
    (tmp_path / ".disclint.toml").write_text('local-rules = ["rules"]\n', encoding="utf-8")
    (tmp_path / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    refused = disclint("check", "报告.txt", cwd=tmp_path)
    assert (refused.status, refused.out) == (2, "")
    assert "--allow-local-rules" in refused.err
    assert not (tmp_path / "run").exists()
    allowed = disclint("check", "--allow-local-rules", "--output-format", "concise", "报告.txt", cwd=tmp_path)
    assert allowed.status == 1
    assert "HUB001[hubei-title]" in allowed.out


def test_a_pack_named_in_the_configuration_needs_no_leave(tmp_path: Path) -> None:
    (tmp_path / "hubei.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / ".disclint.toml").write_text('rule-packs = ["hubei.toml"]\n', encoding="utf-8")
    (tmp_path / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    outcome = disclint("check", "--output-format", "concise", "报告.txt", cwd=tmp_path)
    assert outcome.status == 1
    assert "HB001[hubei-download] 没有写明下载地址" in outcome.out
    assert "规则包" in disclint("plugins", cwd=tmp_path).out
    assert "写明下载地址" in disclint("rule", "HB001", cwd=tmp_path).out


def test_an_installed_pack_runs_none_of_its_package(site: Path) -> None:
    Distribution(
        source="raise SystemExit('run')\n",
        module="disclint_hubei/__init__",
        entry_points="[disclint.packs]\nhubei = disclint_hubei\n",
    ).unpack(site)
    (site / "disclint_hubei" / "pack.toml").write_text(PACK, encoding="utf-8")
    outcome = run(site, "check", "--output-format", "concise", "报告.txt")
    assert outcome.status == 1, outcome
    assert "HB001[hubei-download]" in outcome.out
    info = json.loads(run(site, "plugins", "--output-format", "json").out)["plugins"][1]
    assert (info["origin"], info["distribution"], info["version"]) == ("pack", "disclint-hubei", "1.2.0")
    (site / "disclint_hubei" / "pack.toml").unlink()
    missing = run(site, "check", "报告.txt")
    assert missing.status == 2
    assert "包 disclint_hubei 里没有 pack.toml" in missing.err


PACK = """[pack]
name = "hubei"
version = "0.1.0"
prefix = "HB"

[[rules]]
code = "HB001"
name = "hubei-download"
kind = "required-phrase"
phrases = ["可从**下载"]
title = { zh = "写明下载地址", en = "say where to download" }
why = { zh = "省内通行做法。", en = "A custom." }
severity = "warning"
authority = { standing = "samples", zh = "已公布的报告（没有明文规定）", en = "published reports" }
message = { zh = "没有写明下载地址，如{phrases}", en = "no address: {phrases}" }
"""
