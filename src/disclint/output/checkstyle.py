"""Checkstyle XML: Jenkins (Warnings NG), reviewdog and many others read it. Columns are code points."""

from __future__ import annotations

from collections.abc import Iterator

from disclint import __version__
from disclint.output.machine import described, has_lines, judged, shared_path
from disclint.output.markup import tag, text
from disclint.result import FileResult, Run


def write(run: Run, color: bool = False) -> str:
    """A `checkstyle` with one `file` for each that was checked; what kept one from being checked is an `exception`."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{tag('checkstyle', version=__version__)}>"]
    for result in judged(run):
        lines += _file(result, run)
    return "\n".join([*lines, "</checkstyle>"]) + "\n"


def _file(result: FileResult, run: Run) -> Iterator[str]:
    yield f"  <{tag('file', name=shared_path(result.filename))}>"
    for finding in result.findings:
        position = finding.position
        error = tag(
            "error",
            line=position.line,
            column=position.column if has_lines(result) else None,
            severity=finding.severity.value,
            message=described(finding, run.language),
            source=f"disclint.{finding.code}",
        )
        yield f"    <{error}/>"
    for sentence in result.errors:
        yield f"    <exception>{text(sentence)}</exception>"
    yield "  </file>"
