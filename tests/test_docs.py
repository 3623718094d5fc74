"""The pages: generated ones are current, links lead somewhere, what they tell to write is valid."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from commands import ROOT, disclint, environment
from disclint import __version__
from disclint.cli import COMMANDS

DOCS = ROOT / "docs"
PAGES = sorted(
    path
    for path in [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), ROOT / "benchmarks" / "README.md"]
    if "node_modules" not in path.parts
)


def test_generated_pages_are_current() -> None:
    pages: dict[str, str] = runpy.run_path(str(DOCS / "generate.py"))["pages"]()
    for name, text in pages.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"run python docs/generate.py ({name})"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_reference_and_help_have_the_same_options(command: str) -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    [part] = re.findall(rf"^## disclint {command}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    told = disclint(command, "--help", env=environment(COLUMNS="100")).out

    def options(text: str) -> set[str]:
        return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))

    assert options(part) == options(told)
    assert "--help" in options(told)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        assert other.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in anchors(other), f"{page.name}: {target}"


# --- files for others -------------------------------------------------------------------------------------------------

SCHEMAS = {
    "action.yml": "vendor.github-actions",
    ".github/workflows/disclint.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_files_of_a_ci_keep_to_its_schema(name: str, tmp_path: Path) -> None:
    path = ROOT / name
    if name != "action.yml":
        path = tmp_path / name
        assert disclint("init", "--ci", "github", "--ci", "gitlab", "--ci", "gitee", cwd=tmp_path).status == 0
        assert f"disclint=={__version__}" in path.read_text(encoding="utf-8")
    arguments = ["-m", "check_jsonschema", "--builtin-schema", SCHEMAS[name], str(path)]
    done = subprocess.run([sys.executable, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("mine", encoding="utf-8")
    outcome = disclint("init", "--pre-commit", "--ci", "gitlab", cwd=tmp_path)
    assert outcome.status == 2
    assert ".gitlab-ci.yml 已经有了，什么也没有写" in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == [".gitlab-ci.yml"]


@pytest.mark.parametrize(("name", "text"), [(".disclint.toml", ""), ("pyproject.toml", "[tool.disclint]\n")])
def test_init_puts_no_configuration_before_another(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    outcome = disclint("init", "--pre-commit", cwd=tmp_path)
    assert outcome.status == 2
    assert f"{name} 里已经有配置" in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == [name]


# --- completion, in the shells themselves -----------------------------------------------------------------------------

BASH = """
source {script}
COMP_WORDS=({words}) COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_disclint
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
autoload -Uz compinit && compinit -u -d {folder}/dump
source {script}
(( $+functions[_disclint] && $+functions[_disclint_check] )) && print -l ${{_comps[disclint]}}
"""
FISH = 'source {script}; complete -C "{line}"'

BASH_CASES = [
    ("disclint che", "check"),
    ("disclint check --output-f", "--output-format"),
    ("disclint check --lang e", "en"),
]


@pytest.mark.parametrize(("line", "expected"), BASH_CASES)
def test_bash_completes(line: str, expected: str, tmp_path: Path) -> None:
    script = tmp_path / "disclint.bash"
    script.write_text(disclint("completion", "bash").out, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", BASH.format(script=script, words=line)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    assert expected in done.stdout.split()


def test_bash_completes_names_of_files_by_itself(tmp_path: Path) -> None:
    """Readline quotes spaces and brackets; words of a script would be split at them."""
    script = tmp_path / "disclint.bash"
    script.write_text(disclint("completion", "bash").out, encoding="utf-8")
    (tmp_path / "甲 局[草稿].md").touch()
    words = BASH.format(script=script, words="disclint check 甲") + "complete -p disclint\n"
    done = subprocess.run(["bash", "-c", words], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.split("\n") == ["", "complete -o default -F _disclint disclint", ""]


def test_zsh_loads_it(tmp_path: Path) -> None:
    script = tmp_path / "_disclint"
    script.write_text(disclint("completion", "zsh").out, encoding="utf-8")
    try:
        done = subprocess.run(
            ["zsh", "-fc", ZSH.format(script=script, folder=tmp_path)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("zsh is not installed")
    assert (done.stdout.strip(), done.stderr) == ("_disclint", "")


@pytest.mark.parametrize(("line", "expected"), BASH_CASES)
def test_fish_completes(line: str, expected: str, tmp_path: Path) -> None:
    script = tmp_path / "disclint.fish"
    script.write_text(disclint("completion", "fish").out, encoding="utf-8")
    try:
        done = subprocess.run(
            ["fish", "--no-config", "-c", FISH.format(script=script, line=line)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("fish is not installed")
    assert done.stderr == ""
    assert expected in [word.split("\t")[0] for word in done.stdout.splitlines()]
