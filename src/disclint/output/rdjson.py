"""Reviewdog diagnostic format. Its columns are bytes of UTF-8, its ends exclusive.

No suggestions: a fix is made by `disclint check --fix`, which looks at what comes out before it writes.
"""

from __future__ import annotations

import json
from typing import Any

from disclint.document import Position
from disclint.output.machine import described, end_of, has_lines, judged, page_address, shared_path
from disclint.result import FileResult, Run


def write(run: Run, color: bool = False) -> str:
    """One `DiagnosticResult`; a file that could not be checked is a diagnostic without a range."""
    content = {
        "source": {"name": "disclint"},
        "diagnostics": [diagnostic for result in judged(run) for diagnostic in _diagnostics(result, run)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _diagnostics(result: FileResult, run: Run) -> list[dict[str, Any]]:
    path = shared_path(result.filename)
    diagnostics: list[dict[str, Any]] = []
    for finding in result.findings:
        address = page_address(finding.meta)
        diagnostics.append(
            {
                "message": described(finding, run.language),
                "location": {"path": path, "range": _range(finding.position, result)},
                "severity": finding.severity.value.upper(),
                "code": {"value": finding.code, **({"url": address} if address else {})},
            }
        )
    diagnostics += [
        {"message": sentence, "location": {"path": path}, "severity": "ERROR"} for sentence in result.errors
    ]
    return diagnostics


def _range(position: Position, result: FileResult) -> dict[str, Any]:
    if not has_lines(result):
        return {"start": {"line": position.line}}
    end = end_of(position)
    start = _position(position.line, position.column, result)
    return {"start": start, "end": _position(*end, result)} if end else {"start": start}


def _position(line: int, column: int, result: FileResult) -> dict[str, int]:
    """A place in bytes of UTF-8; whole lines where the row is not known."""
    row = result.lines.get(line)
    if row is None:
        return {"line": line}
    return {"line": line, "column": len(row[: column - 1].encode("utf-8", "surrogatepass")) + 1}
