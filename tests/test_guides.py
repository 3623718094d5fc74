"""The guides: they build without a warning, their code runs, and the reference leaves nothing of the API out."""

from __future__ import annotations

import inspect
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from commands import ROOT, disclint, environment
from disclint import api, testing
from disclint.config import resolve
from disclint.packs.kinds import FIELDS
from disclint.plugins import load_plugins

DOCS = ROOT / "docs"
GUIDES = ["index.md", "tutorial.md", "packs.md", "testing.md", "plugins.md", "pre-commit.md"]
REFERENCE = sorted((DOCS / "api").glob("*.md"))


def blocks(name: str, language: str) -> list[str]:
    text = (DOCS / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def cases(language: str) -> list[object]:
    return [
        pytest.param(name, block, id=f"{name}-{number}")
        for name in GUIDES
        if name != "tutorial.md"  # executed whole by test_tutorial
        for number, block in enumerate(blocks(name, language), 1)
    ]


def test_they_build_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="Sphinx is not installed in this environment")
    pytest.importorskip("myst_parser", reason="myst-parser is not installed in this environment")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", str(tmp_path / "trees")]
    done = subprocess.run(
        [*command, str(DOCS), str(tmp_path / "html")], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "html" / "api" / "report.html").read_text(encoding="utf-8")
    assert "The cell of the same column in the row before" in page  # the docstrings are in it


@pytest.mark.parametrize("name", [*GUIDES, *(f"api/{path.name}" for path in REFERENCE)])
def test_links_lead_to_files_and_headings(name: str) -> None:
    path = DOCS / name
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if "://" not in target:
            assert (path.parent / target.partition("#")[0]).is_file(), target


@pytest.mark.parametrize(("name", "block"), cases("python"))
def test_python_runs(name: str, block: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("name", "block"), cases("yaml"))
def test_hooks_are_written_as_pre_commit_wants_them(name: str, block: str, tmp_path: Path) -> None:
    path = tmp_path / ".pre-commit-config.yaml"
    path.write_text(block, encoding="utf-8")
    assert yaml.safe_load(block)["repos"]
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "block"), cases("toml"))
def test_toml_means_something(name: str, block: str, tmp_path: Path) -> None:
    """A pack loads, a configuration resolves, a piece of a pyproject.toml at least parses."""
    data = tomllib.loads(block)
    if "pack" in data:
        (tmp_path / "hubei.toml").write_text(block, encoding="utf-8")
        assert "hubei" in [info.name for info in load_plugins([], [str(tmp_path / "hubei.toml")]).infos]
    elif "project" not in data:
        (tmp_path / ".disclint.toml").write_text(block, encoding="utf-8")
        assert resolve(str(tmp_path)).source


def test_the_pack_of_the_guide_passes_as_shown(tmp_path: Path) -> None:
    (pack,) = [block for block in blocks("packs.md", "toml") if "[pack]" in block]
    (tmp_path / "hubei.toml").write_text(pack, encoding="utf-8")
    (session,) = blocks("packs.md", "console")
    command, _, expected = session.removeprefix("$ ").partition("\n")
    outcome = disclint(*shlex.split(command)[1:], cwd=tmp_path)
    assert (outcome.status, outcome.out) == (0, expected)


def test_every_kind_of_rule_is_in_the_guide() -> None:
    text = (DOCS / "packs.md").read_text(encoding="utf-8")
    rows = {row[0]: row[1] for row in re.findall(r"^\| `([a-z-]+)` \|.*\| (.*) \|$", text, re.MULTILINE)}
    assert {kind.__struct_config__.tag: frozenset(fields) for kind, fields in FIELDS.items()} == {
        kind: frozenset(re.findall(r"\{(\w+)\}", fields)) for kind, fields in rows.items() if "{" in fields
    }


@pytest.mark.parametrize("module", [api, testing], ids=["api", "testing"])
def test_the_reference_leaves_nothing_out(module: object) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in REFERENCE)
    for name in getattr(module, "__all__"):  # noqa: B009 - a module without it is no interface
        documented = f":: {module.__name__}.{name}\n" in text or re.search(rf"^## {name}$", text, re.MULTILINE)  # type: ignore[attr-defined]
        assert documented, f"{name} is on no page of docs/api"


def test_all_that_is_public_says_what_it_is() -> None:
    for module in (api, testing):
        for name in module.__all__:
            value = getattr(module, name)
            if isinstance(value, type) or inspect.isfunction(value):
                assert (value.__doc__ or "").strip(), name
