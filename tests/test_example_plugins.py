"""The three example plugins: installed as anybody would, passing their own tests, and true to the border they show."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from checkout import copy_project
from commands import ROOT
from disclint.testing import clean_report
from test_packaging import Environment, run

FOLDER = ROOT / "examples" / "plugins"
RULES = {
    "disclint-gansu": [f"GS00{number}" for number in range(1, 7)],
    "disclint-henan": ["HA001", "HA002"],
    "disclint-sichuan": ["SC001", "SC002"],
}
MODULES = sorted(FOLDER.glob("*/src/**/*.py"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment with disclint and all three plugins."""
    base = tmp_path_factory.mktemp("examples")
    environment = Environment(base / "venv")
    project = copy_project(base / "disclint")
    environment.install(project, "pytest")
    environment.install(*(project / "examples" / "plugins" / name for name in RULES))
    return environment


def test_they_are_found_with_their_rules(environment: Environment) -> None:
    plugins = json.loads(environment.disclint("plugins", "--output-format", "json"))["plugins"]
    assert {plugin["distribution"]: plugin["rules"] for plugin in plugins if plugin["name"] != "core"} == RULES
    origins = {plugin["name"]: plugin["origin"] for plugin in plugins}
    assert origins == {"core": "package", "gansu": "pack", "henan": "package", "sichuan": "package"}
    out = environment.disclint("test")
    assert "10 条规则，0 处不对" in out


@pytest.mark.parametrize("name", RULES)
def test_their_own_tests_pass(name: str, environment: Environment) -> None:
    run(
        environment.python,
        "-m",
        "pytest",
        "-q",
        cwd=environment.folder.parent / "disclint" / "examples" / "plugins" / name,
    )


FOUND = [
    ("清河县水利局2023年.txt", clean_report(2023), []),
    (
        "武威.docx",
        clean_report(2025, organ="武威市凉州区水务局").replace("制发行政规范性文件1件", "制发行政规范性文件3件"),
        ["GS003", "X505"],
    ),
    ("河南.md", clean_report(2024).replace("未收取信息处理费，", ""), ["F601", "HA001"]),
    ("四川.html", clean_report(2022).replace("至2022年12月31日止", "至2022年11月30日止"), ["D802", "SC002"]),
]


@pytest.mark.parametrize(("name", "sample", "codes"), FOUND, ids=[each[0] for each in FOUND])
def test_they_find_what_their_province_asks(
    name: str, sample: object, codes: list[str], environment: Environment
) -> None:
    formats = {"txt": "text", "md": "markdown", "html": "html", "docx": "docx"}
    path = environment.folder / name
    path.write_bytes(sample.data(formats[path.suffix[1:]]))  # type: ignore[attr-defined]
    out = environment.disclint("check", "--output-format", "json", path, expected=[1 if codes else 0])
    findings = json.loads(out)["findings"]
    assert sorted(finding["code"] for finding in findings) == codes
    for finding in findings:
        if finding["code"] == "GS003":
            assert "武威市" in finding["message"]
            assert "武政办发〔2025〕54号" in finding["authority"]


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "rules").rglob("*.py"))], ids=lambda path: path.stem)
def test_rules_import_the_api_alone(path: Path) -> None:
    """Those of the core and those of the examples obey one law; what a plugin's tests may have besides is the kit."""
    own = path.relative_to(FOLDER).parts[2] if FOLDER in path.parents else "disclint_rules"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name.startswith("disclint"):
                assert name == "disclint.api" or name.split(".")[0] == own, f"{path.name} imports {name}"


def test_one_of_them_is_toml_alone() -> None:
    (module,) = (FOLDER / "disclint-gansu").glob("src/**/*.py")
    (only,) = ast.parse(module.read_text(encoding="utf-8")).body
    assert isinstance(only, ast.Expr)
