"""The README says what is so: its commands, their output, the rules."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import ROOT, disclint
from disclint.output import FORMATS
from disclint.plugins import load_plugins

READMES = ("README.md", "README.en.md")
PAGES = (*READMES, "docs/outputs.md")
GAP = "…"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", read(name), re.DOTALL | re.MULTILINE)


def sessions() -> Iterator[tuple[str, str]]:
    for name in PAGES:
        for block in blocks(name, "console"):
            yield name, block


@pytest.mark.parametrize(("name", "block"), list(sessions()))
def test_pasted_output_is_what_comes_out(name: str, block: str) -> None:
    """A line `…` stands for any lines, a last line `[1]` for the exit code."""
    command, _, shown = block.partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "disclint"
    outcome = disclint(*arguments, cwd=ROOT)
    status = re.search(r"^\[(\d+)\]\n\Z", shown, re.MULTILINE)
    assert outcome.status == (int(status[1]) if status else 0)
    shown = shown[: status.start()] if status else shown
    first, *later = re.split(rf"^{GAP}\n", shown, flags=re.MULTILINE)
    rest = outcome.out.removeprefix(first)
    assert len(rest) == len(outcome.out) - len(first), outcome.out
    for piece in later:
        _, found, rest = rest.partition(piece)
        assert found, outcome.out
    assert not rest, outcome.out


def test_both_languages_give_the_same_commands() -> None:
    """Comments aside; .ci/run takes the test command from here."""
    chinese, english = (
        [re.sub(r"\s+#.*", "", line) for block in blocks(name, "sh") for line in block.splitlines()] for name in READMES
    )
    assert chinese == english
    assert len([line for line in chinese if line.startswith("python3 -m venv ") and "pytest" in line]) == 1
    for language in ("yaml", "python", "toml"):
        mine, theirs = ([re.sub(r"\s+#.*", "", block) for block in blocks(name, language)] for name in READMES)
        assert mine == theirs


@pytest.mark.parametrize("name", READMES)
def test_every_rule_is_in_its_row_of_the_table(name: str) -> None:
    rows = re.findall(r"^\| [A-Z] .*\| ([A-Z][A-Z\d ]+) \|$", read(name), re.MULTILINE)
    codes = [code for row in rows for code in row.split()]
    assert codes == sorted(meta.code for meta in load_plugins([]).metas)
    for row in rows:
        assert len({code[0] for code in row.split()}) == 1


def test_the_page_on_outputs_has_every_format() -> None:
    rows = re.findall(r"^\| (`.*?)\|", read("docs/outputs.md"), re.MULTILINE)
    assert sorted(name for row in rows for name in re.findall(r"`([\w-]+)`", row)) == sorted(FORMATS)


@pytest.mark.parametrize("name", [*PAGES, "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"])
def test_links_lead_to_files(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", read(name)):
        if "://" not in target:
            assert (Path(ROOT / name).parent / target).exists(), target
