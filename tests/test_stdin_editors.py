"""Editors without a language server: the text on standard input, places read from the lines that come out."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from commands import ROOT, disclint, environment
from disclint.lsp.options import Options
from disclint.testing import clean_report

EDITORS = ROOT / "editors"
NVIM = shutil.which("nvim")
WRONG = clean_report(2023).set("requests/result_total/total", "99").set("requests/granted/business", "1件").text()
COMMAND = ("check", "-", "--stdin-filename", "年报 x.md", "--output-format", "concise")


def problems() -> list[tuple[int, int, str]]:
    """Line, column and code of what is found, from the output for machines."""
    out = disclint("check", "-", "--output-format", "json", stdin=WRONG.encode()).out
    findings = json.loads(out)["findings"]
    return [(each["location"]["line"], each["location"]["column"], each["code"]) for each in findings]


def test_the_problem_matcher_reads_every_line() -> None:
    """The one VS Code's extension brings, and docs/editors.md shows."""
    package = json.loads((EDITORS / "vscode" / "package.json").read_text(encoding="utf-8"))
    (matcher,) = package["contributes"]["problemMatchers"]
    pattern = matcher["pattern"]
    documented = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    assert json.dumps(pattern["regexp"]) in documented
    outcome = disclint(*COMMAND, stdin=WRONG.encode())
    found = [match for line in outcome.out.splitlines() if (match := re.search(pattern["regexp"], line))]
    assert {match[pattern["file"]] for match in found} == {"年报 x.md"}
    assert [
        (int(match[pattern["line"]]), int(match[pattern["column"]]), match[pattern["code"]]) for match in found
    ] == problems()
    assert all(match[pattern["message"]] for match in found)
    assert len(outcome.out.splitlines()) > len(found)  # the summary is none


@pytest.mark.skipif(NVIM is None, reason="Neovim is not installed")
def test_the_documented_errorformat(tmp_path: Path) -> None:
    """As one would put it into a vimrc: file, line and message; what is no finding is left out."""
    documented = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    setting = re.search(r"^set errorformat=.*$", documented, re.MULTILINE)
    assert setting
    output = disclint(*COMMAND, stdin=WRONG.encode()).out
    (tmp_path / "output").write_text(output, encoding="utf-8")
    script = [
        setting[0],
        "cgetfile output",
        "let items = map(getqflist(), '[v:val.lnum, v:val.text, bufname(v:val.bufnr)]')",
        "call writefile([json_encode(items)], 'outcome.json')",
        "qall!",
    ]
    (tmp_path / "session.vim").write_text("\n".join(script), encoding="utf-8")
    assert NVIM is not None
    command = [NVIM, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", "session.vim"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
    items = json.loads((tmp_path / "outcome.json").read_text(encoding="utf-8"))
    assert [(line, text.split("[")[0], name) for line, text, name in items] == [
        (line, code, "年报 x.md") for line, _, code in problems()
    ]


def test_the_documentation_holds_together() -> None:
    """Its snippets can be read, and its settings are those there are."""
    text = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    for language, read in (("toml", tomllib.loads), ("json", json.loads)):
        for snippet in re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            assert read(snippet)
    settings = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    fields = msgspec.structs.fields(Options)
    assert sorted(settings) == sorted(field.encode_name for field in fields)
    package = json.loads((EDITORS / "vscode" / "package.json").read_text(encoding="utf-8"))
    offered = {name.removeprefix("disclint.") for name in package["contributes"]["configuration"]["properties"]}
    assert offered - {"path", "interpreter"} == set(settings) - {"asksForReason"}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (ROOT / "docs" / target).exists(), target


@pytest.mark.skipif(NVIM is None, reason="Neovim is not installed")
@pytest.mark.parametrize("saved", [True, False])
def test_the_vim_plugin_fills_the_quickfix_list(saved: bool, tmp_path: Path) -> None:
    """Its errorformat, in Neovim; columns are bytes there, and what is not saved counts."""
    path, outcome = tmp_path / "年报 x.md", tmp_path / "outcome.json"
    text = WRONG if saved else clean_report(2023).text()
    path.write_text(text, encoding="utf-8")
    wrong = tmp_path / "wrong"
    wrong.write_text(WRONG, encoding="utf-8")
    assert NVIM is not None
    script = [
        f"let g:disclint_command = {json.dumps(f'{sys.executable} -m disclint')}",
        f"source {EDITORS / 'vim' / 'disclint.vim'}",
        f"edit {str(path).replace(' ', chr(92) + ' ')}",
        "" if saved else f"%delete _ | 0read {wrong} | $delete _",
        "Disclint",
        "let items = map(getqflist(), '[v:val.lnum, v:val.col, v:val.text, bufname(v:val.bufnr)]')",
        f"call writefile([json_encode(items)], {json.dumps(str(outcome))})",
        "qall!",
    ]
    (tmp_path / "session.vim").write_text("\n".join(script), encoding="utf-8")
    done = subprocess.run(
        [NVIM, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", str(tmp_path / "session.vim")],
        cwd=tmp_path,
        env=environment(DISCLINT_LANG="zh", HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path)),
        capture_output=True,
        timeout=60,
        check=False,
        encoding="utf-8",
    )
    assert outcome.exists(), done.stderr
    items = json.loads(outcome.read_text(encoding="utf-8"))
    lines = WRONG.split("\n")
    assert [(line, column, text.split("[")[0]) for line, column, text, _ in items] == [
        (line, len(lines[line - 1][: column - 1].encode()) + 1, code) for line, column, code in problems()
    ]
    assert {Path(name).name for *_, name in items} == {path.name}
