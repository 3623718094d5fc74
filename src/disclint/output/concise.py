"""One line a finding: `path:line:col: CODE[name] message`, `[*]` before the message of one that --fix would fix.

Where lines and columns mean nothing to a person (docx, pdf, …): `path: 第3张表第7行第4列，第5页: CODE[name] message`.
"""

from __future__ import annotations

from disclint.output.fixes import can_be_made, fix_lines
from disclint.output.places import address
from disclint.output.suppressed import suppressed_lines
from disclint.output.text import safe, summary_line
from disclint.result import Run


def write(run: Run, color: bool = False) -> str:
    """All findings, the summary line and what there is to say of fixes; the last alone where no more is asked for."""
    if run.fixing.only:
        return "".join(f"{line}\n" for line in fix_lines(run))
    lines = [
        f"{address(safe(result.filename), finding, run.language)}: "
        f"{finding.code}[{finding.meta.name}] {'[*] ' if can_be_made(finding, run.fixing) else ''}"
        f"{safe(finding.message(run.language))}"
        for result in run.results
        for finding in result.findings
    ]
    return "\n".join([*lines, *suppressed_lines(run), summary_line(run), *fix_lines(run)]) + "\n"
