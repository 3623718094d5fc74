"""One line a finding: `path:line:col: CODE[name] message`."""

from __future__ import annotations

from disclint.output.text import safe, summary_line
from disclint.result import Run


def write(run: Run, color: bool = False) -> str:
    """All findings, and the summary line."""
    lines = [
        f"{safe(result.filename)}:{finding.position.line}:{finding.position.column}: "
        f"{finding.code}[{finding.meta.name}] {safe(finding.message(run.language))}"
        for result in run.results
        for finding in result.findings
    ]
    return "\n".join([*lines, summary_line(run)]) + "\n"
