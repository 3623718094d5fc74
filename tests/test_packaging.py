"""What is built is what was written: sdist, wheel, and installations in environments that hold nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from checkout import PARTS, copy_project, outside
from commands import ROOT
from disclint import __version__
from disclint.plugins import load_plugins

pytest.importorskip("build", reason="build is not installed in this environment")

ROOTS = {"src": "disclint", "rules": "disclint_rules", "grammar": "disclint_grammar"}


def run(*command: str | Path, cwd: Path, expected: Sequence[int] = (0,)) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=outside(LC_ALL="C.UTF-8"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode in expected, done.stdout
    return done.stdout


class Environment:
    """A virtual environment without pip, as the README makes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
        self.bin = folder / ("Scripts" if sys.platform == "win32" else "bin")
        self.python = self.bin / "python"

    def install(self, *what: str | Path) -> None:
        run(sys.executable, "-m", "pip", "--python", self.python, "install", "-q", *what, cwd=self.folder)

    def disclint(self, *arguments: str | Path, expected: Sequence[int] = (0,)) -> str:
        return run(self.bin / "disclint", *arguments, cwd=self.folder, expected=expected)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packaging")


@pytest.fixture(scope="module")
def project(base: Path) -> Path:
    return copy_project(base / "project")


@pytest.fixture(scope="module")
def built(base: Path, project: Path) -> Path:
    """The folder with the sdist and the wheel made from the sdist."""
    run(sys.executable, "-m", "build", "--outdir", base / "dist", project, cwd=base)
    return base / "dist"


@pytest.fixture(scope="module")
def installed(base: Path, built: Path) -> Environment:
    """The wheel from the sdist, installed."""
    environment = Environment(base / "installed")
    environment.install(next(built.glob("*.whl")))
    return environment


@pytest.fixture(scope="module")
def editable(base: Path, project: Path) -> Environment:
    """The project installed with `-e`."""
    environment = Environment(base / "editable")
    environment.install("-e", project)
    return environment


@pytest.fixture(params=["installed", "editable"])
def environment(request: pytest.FixtureRequest) -> Environment:
    found: Environment = request.getfixturevalue(request.param)
    return found


def sources() -> set[str]:
    """The files of the three packages, by their names in the wheel."""
    return {
        path.relative_to(ROOT / root).as_posix()
        for root, package in ROOTS.items()
        for path in (ROOT / root / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_three_packages_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        entry_points = wheel.read(f"disclint-{__version__}.dist-info/entry_points.txt").decode()
    assert names == sources()
    assert names >= {
        "disclint/py.typed",
        "disclint_rules/py.typed",
        "disclint_grammar/py.typed",
        "disclint_grammar/report.lark",
        "disclint_grammar/forms/2019.toml",
        "disclint_grammar/forms/2021.toml",
    }
    assert "disclint = disclint.__main__:console" in entry_points
    assert "core = disclint_rules" in entry_points


def test_the_sdist_loses_nothing(base: Path, built: Path, project: Path) -> None:
    """A wheel straight from the project is the wheel from its sdist; what else the project is made of is there."""
    run(sys.executable, "-m", "build", "--wheel", "--outdir", base / "direct", project, cwd=base)
    contents = []
    for folder in (built, base / "direct"):
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            contents.append({info.filename: info.CRC for info in wheel.infolist()})
    assert contents[0] == contents[1]
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        parts = {name.split("/")[1] for name in sdist.getnames() if "/" in name}
    assert parts >= set(PARTS)


def test_the_version_is_written_twice_alike() -> None:
    with open(ROOT / "pyproject.toml", "rb") as file:
        assert tomllib.load(file)["project"]["version"] == __version__


def test_what_is_installed_checks_the_examples(environment: Environment, project: Path) -> None:
    assert environment.disclint("--version") == f"disclint {__version__}\n"
    found = json.loads(environment.disclint("check", "--output-format", "json", project / "examples", expected=[1]))[
        "findings"
    ]
    bad = {Path(finding["filename"]).name for finding in found}
    assert bad == {path.name for path in (ROOT / "examples").iterdir() if "有问题" in path.name}
    clean = [path for path in (project / "examples").iterdir() if path.is_file() and path.name not in bad]
    assert len(clean) == 2
    environment.disclint("check", *clean)


def test_the_built_in_rules_are_found_by_their_entry_point(environment: Environment) -> None:
    (core,) = json.loads(environment.disclint("plugins", "--output-format", "json"))["plugins"]
    assert (core["name"], core["distribution"], core["version"]) == ("core", "disclint", __version__)
    assert core["rules"] == sorted(meta.code for meta in load_plugins([]).metas)


def test_a_new_file_is_seen_by_an_editable_installation(editable: Environment, project: Path) -> None:
    (project / "src" / "disclint" / "later.py").write_text("HERE = True\n", encoding="utf-8")
    run(editable.python, "-c", "from disclint.later import HERE", cwd=editable.folder)


def test_the_plugin_in_the_readme_works_and_is_typed(environment: Environment, project: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    module, declaration = (re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) for language in ("python", "toml"))
    assert (len(module), len(declaration)) == (1, 1)
    plugin = environment.folder / "plugin"
    plugin.mkdir(exist_ok=True)
    (plugin / "disclint_hubei.py").write_text(module[0], encoding="utf-8")
    (plugin / "pyproject.toml").write_text(declaration[0], encoding="utf-8")

    # the environment's own disclint gives the types, not the sources beside these tests
    strict = ("--strict", "--cache-dir", "../mypy", "--python-executable", str(environment.python))
    run(sys.executable, "-m", "mypy", *strict, "disclint_hubei.py", cwd=plugin)

    environment.install("--no-deps", plugin)
    try:
        out = environment.disclint("check", "--output-format", "concise", project / "examples", expected=[1])
        assert out.count("HUB001[province-in-title]") == 4
    finally:
        uninstall = ("uninstall", "-q", "-y", "disclint-hubei")
        run(sys.executable, "-m", "pip", "--python", environment.python, *uninstall, cwd=plugin)
