"""GitLab code quality: what a merge request shows of `artifacts: reports: codequality`."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from disclint.finding import Severity
from disclint.output.machine import described, judged, shared_path, told
from disclint.result import FileResult, Run

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_NOT_CHECKED = "blocker"


def write(run: Run, color: bool = False) -> str:
    """An array of issues. GitLab keeps one of those with the same fingerprint, so they are unique over the run."""
    seen: set[str] = set()
    issues = [issue for result in judged(run) for issue in _issues(result, run, seen)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issues(result: FileResult, run: Run, seen: set[str]) -> list[dict[str, Any]]:
    path = shared_path(result.filename)
    issues = [
        _issue(
            path,
            f"{each.finding.code}[{each.finding.meta.name}] {described(each.finding, run.language)}",
            each.finding.code,
            _SEVERITIES[each.finding.severity],
            each.finding.position.line,
            _unique(each.fingerprint, path, seen),
        )
        for each in told(result, run.root)
    ]
    for sentence in result.errors:
        mark = _unique(_digest(f"{path}\x1e{sentence}"), path, seen)
        issues.append(_issue(path, sentence, "disclint", _NOT_CHECKED, 1, mark))
    return issues


def _issue(path: str, description: str, check: str, severity: str, line: int, fingerprint: str) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


def _unique(fingerprint: str, path: str, seen: set[str]) -> str:
    """The fingerprint, or one of it and the whole path: a report may stand beside its own conversion."""
    while fingerprint in seen:
        fingerprint = _digest(f"{fingerprint}\x1e{path}")
    seen.add(fingerprint)
    return fingerprint


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
