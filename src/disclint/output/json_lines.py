"""JSON Lines: one finding a line, with the fields a finding has in `json`. Nothing else: no summary, no blank line."""

from __future__ import annotations

import json

from disclint.output.json import findings
from disclint.output.machine import judged
from disclint.result import Run


def write(run: Run, color: bool = False) -> str:
    """One object a line; empty where nothing was found."""
    return "".join(
        json.dumps(finding, ensure_ascii=False, separators=(",", ":")) + "\n"
        for result in judged(run)
        for finding in findings(result, run)
    )
