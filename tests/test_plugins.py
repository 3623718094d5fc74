"""Plugins: installed by pip as anybody's would be, found without importlib.metadata, and never silently absent."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands import SOURCES, Outcome, disclint, environment
from disclint.entrypoints import EntryPoint, find_entry_points, full_scan
from disclint.errors import PluginError
from disclint.plugins import CORE, load_plugins
from disclint.testing import clean_report
from distributions import Distribution, rule_source, run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder to install into, and a report beside it."""
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    return site


# --- one that works ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin installed by pip into a folder, and a report beside it."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = Distribution().wheel(folder)
    site = folder / "site"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--target",
        str(site),
        str(wheel),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No module named pip" in done.stderr:
        pytest.skip("no pip in this environment")
    assert done.returncode == 0, done.stderr
    (folder / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    return site


def test_its_rule_runs_by_default(installed: Path) -> None:
    outcome = run(installed, "check", "--output-format", "concise", "报告.txt")
    assert outcome.status == 1, outcome
    assert "报告.txt:1:1: HUB001[hubei-title] 标题“" in outcome.out


@pytest.mark.parametrize("selector", ["HUB001", "hubei-title", "HUB"])
def test_its_rule_is_selected_like_any_other(installed: Path, selector: str) -> None:
    outcome = run(installed, "check", "--select", selector, "--output-format", "json", "报告.txt")
    assert [finding["code"] for finding in json.loads(outcome.out)["findings"]] == ["HUB001"]
    assert run(installed, "check", "--ignore", selector, "报告.txt").status == 0


def test_it_is_listed_with_its_version(installed: Path) -> None:
    plugins = json.loads(run(installed, "plugins", "--output-format", "json").out)["plugins"]
    assert [plugin["name"] for plugin in plugins] == ["core", "hubei"]
    hubei = plugins[1]
    assert (hubei["distribution"], hubei["version"], hubei["rules"]) == ("disclint-hubei", "1.2.0", ["HUB001"])
    assert Path(hubei["path"]) == (installed / "disclint_hubei.py").resolve()
    assert "disclint-hubei 1.2.0" in run(installed, "plugins").out


def test_its_rule_has_a_page(installed: Path) -> None:
    outcome = run(installed, "rule", "HUB001")
    assert outcome.status == 0
    assert "标题应写明湖北省" in outcome.out
    assert "省内通行做法" in outcome.out


def test_english_comes_from_the_plugin_too(installed: Path) -> None:
    outcome = run(installed, "check", "--lang", "en", "--output-format", "concise", "报告.txt")
    assert "does not name Hubei" in outcome.out


# --- forms, readers, outputs ------------------------------------------------------------------------------------------

MORE = """

@hookimpl
def disclint_read(data, filename):
    if not data.startswith(b"HUBEI"):
        return None
    lines = data[6:].decode("utf-8").splitlines()
    blocks = tuple(Paragraph(line, Position(number)) for number, line in enumerate(lines, 1))
    return Document(filename, "hubei", blocks, lines=lines)


@hookimpl
def disclint_outputs():
    return {"count": lambda run, color: f"{sum(len(result.findings) for result in run.results)} in all\\n"}
"""


def test_a_plugin_adds_an_output(site: Path) -> None:
    Distribution(source=rule_source(extra=MORE)).unpack(site)
    outcome = run(site, "check", "--select", "HUB", "--output-format", "count", "报告.txt")
    assert outcome == Outcome(1, "1 in all\n", "")


def test_a_plugin_reads_a_format_of_its_own(site: Path) -> None:
    Distribution(source=rule_source(extra=MORE)).unpack(site)
    (site.parent / "报告.hb").write_bytes(b"HUBEI\n" + clean_report(2023).text().encode())
    outcome = run(site, "check", "--select", "HUB", "--output-format", "concise", "报告.hb")
    assert "报告.hb:1:1: HUB001" in outcome.out


@pytest.mark.parametrize("hook", ["disclint_read(data)", "disclint_forms()", "disclint_outputs()"])
def test_a_hook_that_raises_is_told_as_the_plugins_fault(hook: str, site: Path) -> None:
    Distribution(source=rule_source(extra=f"\n\n@hookimpl\ndef {hook}:\n    return {{}}[0]\n")).unpack(site)
    outcome = run(site, "check", "--output-format", "count" if "outputs" in hook else "concise", "报告.txt")
    assert outcome.status == 2
    assert f"插件 hubei（disclint-hubei 1.2.0） {hook.partition('(')[0]} 出错：KeyError: 0" in outcome.err


def test_an_output_that_raises_is_told_as_the_plugins_fault(site: Path) -> None:
    Distribution(source=rule_source(extra=MORE.replace("lambda run, color:", "lambda run, color: 1 / 0 or"))).unpack(
        site
    )
    outcome = run(site, "check", "--output-format", "count", "报告.txt")
    assert outcome.status == 2
    assert "插件 hubei（disclint-hubei 1.2.0） 输出格式 count 出错：ZeroDivisionError" in outcome.err


def test_a_form_with_a_known_id_takes_its_place(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extra = """

@hookimpl
def disclint_forms():
    from disclint.api import replace
    from disclint.template import load_form
    return [replace(load_form("2021"), name="湖北")]
"""
    Distribution(module="disclint_hubei_forms", source=rule_source(extra=extra)).unpack(site)
    monkeypatch.syspath_prepend(str(site))
    forms = load_plugins([EntryPoint("hubei", "disclint_hubei_forms", "disclint-hubei", "1")]).forms
    assert [(form.id, form.name == "湖北") for form in forms] == [("2019", False), ("2021", True)]


# --- broken ones ------------------------------------------------------------------------------------------------------

BROKEN = {
    "cannot be imported": (
        Distribution(source="import no_such_module\n"),
        "ModuleNotFoundError: No module named 'no_such_module'",
    ),
    "leaves while it is imported": (Distribution(source="raise SystemExit(0)\n"), "SystemExit"),
    "module is not there": (
        Distribution(entry_points="[disclint]\nhubei = disclint_hunan\n"),
        "No module named 'disclint_hunan'",
    ),
    "object is not there": (Distribution(entry_points="[disclint]\nhubei = disclint_hubei:plugin\n"), "AttributeError"),
    "code of a core rule": (Distribution(source=rule_source(code="B401")), "代码“B401”应为二至四个大写字母加三位数字"),
    "code in small letters": (Distribution(source=rule_source(code="hub001")), "代码“hub001”"),
    "name with spaces": (Distribution(source=rule_source(name="Hubei title")), "名称“Hubei title”应为小写英文"),
    "name of a core rule": (Distribution(source=rule_source(name="requests-balance")), "规则 requests-balance 由 core"),
    "misspelt hook": (Distribution(source=rule_source(hook="disclint_rulez")), "unknown hook 'disclint_rulez'"),
    "no hook at all": (Distribution(source=rule_source().replace("@hookimpl", "")), "没有实现任何钩子"),
    "hook with wrong arguments": (
        Distribution(source=rule_source().replace("def disclint_rules():", "def disclint_rules(report):")),
        "PluginValidationError",
    ),
    "hook that raises": (
        Distribution(source=rule_source().replace("return [HubeiTitle]", "return 1 / 0")),
        "ZeroDivisionError",
    ),
    "no rule": (
        Distribution(source=rule_source().replace("return [HubeiTitle]", "return ['HUB001']")),
        "'HUB001' 不是带 meta 的 Rule 子类",
    ),
    "same rule twice": (
        Distribution(source=rule_source().replace("[HubeiTitle]", "[HubeiTitle, HubeiTitle]")),
        "规则 HUB001 由 hubei（disclint-hubei 1.2.0） 两次",
    ),
    "takes the name core": (Distribution(entry_points="[disclint]\ncore = disclint_hubei\n"), "名称 core 留给"),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("command", ["check 报告.txt", "plugins"])
def test_a_broken_plugin_is_exit_2_with_its_name_and_version(case: str, command: str, site: Path) -> None:
    distribution, sentence = BROKEN[case]
    distribution.unpack(site)
    outcome = run(site, *command.split())
    assert outcome.status == 2
    assert outcome.out == ""
    assert sentence in outcome.err
    assert "disclint-hubei 1.2.0" in outcome.err


def test_two_plugins_with_one_code_are_both_named(site: Path) -> None:
    Distribution().unpack(site)
    Distribution(
        "disclint-hunan",
        "0.3",
        "disclint_hunan",
        rule_source(name="hunan-title"),
        "[disclint]\nhunan = disclint_hunan\n",
    ).unpack(site)
    outcome = run(site, "plugins")
    assert outcome.status == 2
    assert "规则 HUB001 由 hubei（disclint-hubei 1.2.0） 与 hunan（disclint-hunan 0.3） 同时提供" in outcome.err


def test_a_rule_that_raises_is_named_and_the_others_go_on(site: Path) -> None:
    Distribution(source=rule_source(body="raise KeyError('总计')\n        yield")).unpack(site)
    damaged = clean_report(2023).set("requests/granted/natural_person", "88").text()
    (site.parent / "差.txt").write_text(damaged, encoding="utf-8")
    outcome = run(site, "check", "--output-format", "concise", "报告.txt", "差.txt")
    assert outcome.status == 2
    for name in ("报告.txt", "差.txt"):
        assert f"disclint: {name}: 规则 HUB001[hubei-title]（插件 hubei）出错" in outcome.err
    assert "KeyError: '总计'" in outcome.err
    assert "差.txt" in outcome.out
    assert "B402[" in outcome.out


def test_a_message_that_lacks_a_field_counts_as_raising(site: Path) -> None:
    Distribution(source=rule_source(body="yield self.finding(report.position, 'title', organ='水利局')")).unpack(site)
    outcome = run(site, "check", "报告.txt")
    assert outcome.status == 2
    assert "的字段 title 没有值" in outcome.err


def test_an_output_of_a_known_name_is_refused_when_two_give_it(site: Path) -> None:
    Distribution(source=rule_source(extra=MORE)).unpack(site)
    source = rule_source("HUN001", "hunan-title", extra=MORE)
    Distribution("disclint-hunan", "0.3", "disclint_hunan", source, "[disclint]\nhunan = disclint_hunan\n").unpack(site)
    outcome = run(site, "check", "--output-format", "count", "报告.txt")
    assert outcome.status == 2
    assert "输出格式 count" in outcome.err


# --- finding ----------------------------------------------------------------------------------------------------------

OTHER = Distribution("not-ours", "1.0", "not_ours", "", "[console_scripts]\nnot-ours = not_ours:main\n")


SEVERAL = """[gui_scripts]
a = b:c

[disclint]
# 湖北
z = z
a = disclint_hubei : x [extra]
[x]
b = c
"""


@pytest.mark.parametrize(
    ("distributions", "names"),
    [
        ([], []),
        ([OTHER], []),
        ([Distribution()], ["hubei"]),
        ([Distribution(), OTHER], ["hubei"]),
        ([Distribution(entry_points=SEVERAL)], ["a", "z"]),
        (
            [Distribution(), Distribution("Disclint.Hunan", "0.3", "hunan", "", "[disclint]\nhunan=hunan\n")],
            ["hubei", "hunan"],
        ),
    ],
)
def test_the_fast_scan_agrees_with_importlib_metadata(
    distributions: list[Distribution], names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, later = tmp_path / "site", tmp_path / "later"
    for distribution in distributions:
        distribution.unpack(site)
    Distribution(version="0.9", entry_points="[disclint]\nold = disclint_hubei\n").unpack(later)
    later_names = [] if any(each.name == "disclint-hubei" for each in distributions) else ["old"]
    monkeypatch.setattr(sys, "path", [str(site), str(site), str(later), str(tmp_path / "missing")])
    found = find_entry_points()
    assert found == full_scan()
    assert [point.name for point in found] == sorted(names + later_names)


def test_the_scan_of_this_very_environment_agrees_too() -> None:
    assert find_entry_points() == full_scan()


def test_a_zip_on_the_path_is_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = Distribution().wheel(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path, str(wheel)])
    assert "hubei" in [point.name for point in find_entry_points()]


def test_an_environment_variable_asks_for_the_full_scan(site: Path) -> None:
    Distribution().unpack(site)
    outcome = disclint("plugins", env=environment([str(site)], DISCLINT_FULL_PLUGIN_SCAN="1"))
    assert "disclint-hubei 1.2.0" in outcome.out


def test_built_in_rules_come_through_the_same_door() -> None:
    plugins = load_plugins([])
    assert [info.name for info in plugins.infos] == ["core"]
    assert plugins.infos[0].module == CORE.target
    assert all(rule.plugin == "core" for rule in plugins.rules)
    declared = (Path(SOURCES[0]).parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'[project.entry-points.disclint]\n{CORE.name} = "{CORE.target}"' in declared


def test_two_plugins_of_one_name_are_refused() -> None:
    twins = [EntryPoint("hubei", "a", "disclint-hubei", "1"), EntryPoint("hubei", "b", "disclint-hubei2", "2")]
    with pytest.raises(PluginError, match=r"disclint-hubei 1.*disclint-hubei2 2"):
        load_plugins(twins)


def test_a_spawned_worker_loads_the_plugins_anew() -> None:
    import pickle

    plugins = load_plugins()
    copy = pickle.loads(pickle.dumps(plugins))
    assert [meta.code for meta in copy.metas] == [meta.code for meta in plugins.metas]


def test_a_plugin_removed_again_is_gone(site: Path) -> None:
    Distribution().unpack(site)
    assert "hubei" in run(site, "plugins").out
    shutil.rmtree(site)
    assert "hubei" not in run(site, "plugins").out


def test_300_distributions_cost_less_than_10_ms(tmp_path: Path) -> None:
    """Measured in one run, in turn, with and without; benchmarks/run.py measures whole processes."""
    few, many = tmp_path / "few", tmp_path / "many"
    few.mkdir()
    for number in range(300):
        info = many / f"some_package_{number}-1.0.dist-info"
        info.mkdir(parents=True)
        if number % 3 == 0:
            (info / "entry_points.txt").write_text(f"[console_scripts]\nsome-{number} = some:main\n", encoding="utf-8")

    def seconds(folder: Path) -> float:
        began = time.perf_counter()
        assert find_entry_points([str(folder)]) == ()
        return time.perf_counter() - began

    pairs = [(seconds(many), seconds(few)) for _ in range(15)]
    assert min(one for one, _ in pairs) - min(other for _, other in pairs) < 0.010
