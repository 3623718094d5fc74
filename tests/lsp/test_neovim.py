"""Neovim itself, with its own client and the file that the documentation tells to install."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the language server needs disclint[lsp]")

from commands import ROOT, disclint, environment
from lsp.reports import found, report

NVIM = shutil.which("nvim")
SESSION = Path(__file__).parent / "neovim" / "session.lua"
WRONG = report(("requests/result_total/total", "99"), ("requests/granted/business", "1件"))


@pytest.mark.skipif(NVIM is None, reason="Neovim is not installed")
def test_neovim(tmp_path: Path) -> None:
    """Diagnostics where they belong in a line that begins beyond 16 bits; a fix taken; a suppression written."""
    path, outcome = tmp_path / "年报 2023.md", tmp_path / "outcome.json"
    text = WRONG.replace("（一）予以公开\t", "（一）予以公开𠮷\t", 1)
    path.write_text(text, encoding="utf-8")
    (tmp_path / ".disclint.toml").write_text('ignore = ["T203"]\n', encoding="utf-8")
    command = [sys.executable, "-m", "disclint", "server"]
    assert NVIM is not None
    done = subprocess.run(
        [
            *(NVIM, "--headless", "-u", "NONE", "-i", "NONE", "-n"),
            *("--cmd", f"let g:disclint_command = {json.dumps(command)}"),
            *("--cmd", f"let g:report = {json.dumps(str(path))}"),
            *("--cmd", f"let g:outcome = {json.dumps(str(outcome))}"),
            *("--cmd", "filetype on"),
            *("-S", str(ROOT / "editors" / "neovim" / "disclint.lua"), "-S", str(SESSION)),
        ],
        cwd=tmp_path,
        env=environment(DISCLINT_LANG="zh", HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path)),
        capture_output=True,
        timeout=120,
        check=False,
        encoding="utf-8",
    )
    assert outcome.exists(), done.stderr
    told = json.loads(outcome.read_text(encoding="utf-8"))
    assert told.get("problem") is None
    lines = text.split("\n")
    # Neovim counts bytes, from 0.
    expected = [
        [
            finding.code,
            finding.position.line - 1,
            len(lines[finding.position.line - 1][: finding.position.column - 1].encode()),
            len(lines[finding.position.line - 1][: (finding.position.end_column or 1) - 1].encode()),
        ]
        for finding in found(text, path.name)
        if finding.code != "T203"
    ]
    assert sorted(told["diagnostics"]) == sorted(expected)
    assert "1件" in told["before"]
    assert told["after"] == told["before"].replace("1件", "1")
    assert "✗ B402" in told["hover"]
    assert told["clients"] == 1
    # What was done in the editor is what the command line finds.
    left = disclint("check", "--output-format", "concise", path.name, cwd=tmp_path).out
    assert "B401" in left
    assert "C305" not in left
    assert "B402" not in left
    assert 'reason = "已核实，情况属实"' in (tmp_path / ".disclint.toml").read_text(encoding="utf-8")
