"""`disclint new`: what it writes is whole, and passes its own tests, mypy, ruff and `disclint check` at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checkout import copy_project
from commands import disclint
from test_packaging import Environment, run


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment with disclint and what a plugin's tests need, and both kinds of plugins installed."""
    base = tmp_path_factory.mktemp("new")
    environment = Environment(base / "venv")
    environment.install(copy_project(base / "disclint"))
    environment.disclint("new", "plugin", "hubei")
    environment.disclint("new", "plugin", "hunan", "--pack", "--prefix", "HN")
    for name in ("hubei", "hunan"):
        environment.install("-e", f"./disclint-{name}[test]")
    return environment


@pytest.mark.parametrize(("name", "code"), [("hubei", "HUB"), ("hunan", "HN")])
def test_a_new_plugin_passes_all_its_own_tests(name: str, code: str, environment: Environment) -> None:
    folder = environment.folder / f"disclint-{name}"

    def passes() -> None:
        run(environment.python, "-m", "pytest", "-q", cwd=folder)
        run(environment.python, "-m", "mypy", cwd=folder)
        run(environment.bin / "ruff", "check", cwd=folder)
        run(environment.bin / "ruff", "format", "--check", cwd=folder)
        run(environment.bin / "disclint", "check", "examples", cwd=folder)
        run(environment.bin / "disclint", "check", cwd=folder)
        assert "0 处不对" in run(environment.bin / "disclint", "test", code, cwd=folder)

    passes()
    run(environment.bin / "disclint", "new", "rule", f"{code}002", f"{name}-open", cwd=folder)
    run(environment.bin / "disclint", "new", "rule", f"{code}003", f"{name}-left", cwd=folder)
    passes()
    listed = json.loads(environment.disclint("plugins", "--output-format", "json"))["plugins"]
    (info,) = [plugin for plugin in listed if plugin["name"] == name]
    assert info["rules"] == [f"{code}00{number}" for number in (1, 2, 3)]
    assert info["distribution"] == f"disclint-{name}"


def test_names_become_packages(tmp_path: Path) -> None:
    for name, folder, package in [
        ("hubei", "disclint-hubei", "disclint_hubei"),
        ("disclint-wu-han", "disclint-wu-han", "disclint_wu_han"),
    ]:
        outcome = disclint("new", "plugin", name, cwd=tmp_path)
        assert outcome.status == 0, outcome
        assert (tmp_path / folder / "src" / package / "__init__.py").is_file()
        for path in (tmp_path / folder).rglob("*"):
            assert not path.is_file() or "@@" not in path.read_text(encoding="utf-8").replace("@@v0", ""), path


REFUSED = {
    "new": "缺少参数",
    "new plugins hubei": "不能是“plugins”",
    "new plugin": "缺少参数",
    "new plugin hubei hunan": "一次新建一个插件",
    "new plugin 湖北": "应为小写英文",
    "new plugin core": "应为小写英文",
    "new plugin a": "代码前缀“A”应为二至四个大写字母",
    "new plugin hubei --prefix HUBEI": "代码前缀“HUBEI”",
    "new plugin there": "已经存在",
    "new rule HUB002 x": "这里没有 disclint 插件",
    "new rule HUB002": "应写代码和名称两项",
    "new rule hub nothing-open": "代码“HUB”应为",
    "new rule HUB002 Nothing": "名称“Nothing”应为",
}


@pytest.mark.parametrize("command", REFUSED)
def test_what_cannot_be_is_refused(command: str, tmp_path: Path) -> None:
    (tmp_path / "disclint-there").mkdir()
    outcome = disclint(*command.split(), cwd=tmp_path)
    assert outcome.status == 2
    assert REFUSED[command] in outcome.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disclint-there"]


@pytest.mark.parametrize("options", [[], ["--pack"]], ids=["python", "pack"])
def test_a_rule_is_added_once_and_within_the_prefix(options: list[str], tmp_path: Path) -> None:
    assert disclint("new", "plugin", "hubei", *options, cwd=tmp_path).status == 0
    folder = tmp_path / "disclint-hubei"
    assert disclint("new", "rule", "HUB002", "nothing-open", cwd=folder).status == 0
    for arguments, sentence in [
        (("HUB002", "other"), "已经有规则 HUB002"),
        (("HUB003", "nothing-open"), "已经有规则 nothing-open"),
        (("HN001", "other"), "不在插件的前缀 HUB 之内"),
    ]:
        outcome = disclint("new", "rule", *arguments, cwd=folder)
        assert outcome.status == 2
        assert sentence in outcome.err


def test_help() -> None:
    told = disclint("new", "--help").out
    assert "rule CODE NAME" in told
    assert "--pack" in told
