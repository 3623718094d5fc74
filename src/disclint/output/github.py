"""GitHub workflow commands: annotations of a run, by printing alone.

GitHub says nothing of the unit of columns; ours are code points. It takes columns of one line only.
"""

from __future__ import annotations

from collections.abc import Iterator

from disclint.finding import Finding, Severity
from disclint.output.machine import described, end_of, has_lines, judged, shared_path
from disclint.output.text import safe
from disclint.result import FileResult, Run

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(run: Run, color: bool = False) -> str:
    """One `::error …::message` a finding; a file that could not be checked is an error too."""
    return "".join(f"{line}\n" for result in judged(run) for line in _commands(result, run))


def _commands(result: FileResult, run: Run) -> Iterator[str]:
    path = shared_path(result.filename)
    for finding in result.findings:
        position = finding.position
        message = f"{path}:{position.line}:{position.column}: {finding.code} {described(finding, run.language)}"
        title = f"disclint {finding.code}[{finding.meta.name}]"
        properties = {"file": path, **_range(finding, result), "title": title}
        yield _command(_COMMANDS[finding.severity], properties, message)
    for sentence in result.errors:
        yield _command("error", {"file": path, "title": "disclint"}, f"{path}: {sentence}")


def _range(finding: Finding, result: FileResult) -> dict[str, object]:
    position, end = finding.position, end_of(finding.position)
    if not has_lines(result):
        return {"line": position.line}
    if end is None:
        return {"line": position.line, "col": position.column}
    line, column = end
    if line != position.line:
        return {"line": position.line, "endLine": line}
    return {"line": line, "col": position.column, "endLine": line, "endColumn": column}


def _command(name: str, properties: dict[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
