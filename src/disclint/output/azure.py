"""Azure Pipelines logging commands: issues of a run, by printing alone. There are errors and warnings, no less."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.finding import Severity
from disclint.output.machine import described, has_lines, judged, shared_path
from disclint.output.text import safe
from disclint.result import FileResult, Run

_TYPES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "warning"}


def write(run: Run, color: bool = False) -> str:
    """One `##vso[task.logissue …]message` a finding; a file that could not be checked is an error too."""
    return "".join(f"{line}\n" for result in judged(run) for line in _commands(result, run))


def _commands(result: FileResult, run: Run) -> Iterator[str]:
    path = shared_path(result.filename)
    for finding in result.findings:
        properties: dict[str, object] = {
            "type": _TYPES[finding.severity],
            "sourcepath": path,
            "linenumber": finding.position.line,
        }
        if has_lines(result):
            properties["columnnumber"] = finding.position.column
        properties["code"] = finding.code
        yield _command(properties, f"[{finding.meta.name}] {described(finding, run.language)}")
    for sentence in result.errors:
        yield _command({"type": "error", "sourcepath": path}, sentence)


def _command(properties: dict[str, object], message: str) -> str:
    listed = "".join(f"{key}={_property(str(value))};" for key, value in properties.items())
    return f"##vso[task.logissue {listed}]{_data(message)}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace("]", "%5D").replace(";", "%3B")
