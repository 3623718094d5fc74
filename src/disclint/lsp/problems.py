"""From results to what an editor shows: one problem a finding, and one for each thing that failed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from disclint.document import Position
from disclint.finding import Finding, Language, Severity
from disclint.fingerprint import fingerprints
from disclint.fix import Applicability
from disclint.lsp.wire import Checked, Level, Problem, Related, Span
from disclint.result import FileResult

_LEVELS = {Severity.ERROR: Level.ERROR, Severity.WARNING: Level.WARNING, Severity.INFO: Level.INFO}
_OUTDATED = frozenset({"outdated-citation"})
_TOP = Span(1, 1, 1, 1)


def checked(result: FileResult, lines: Sequence[str] | None, language: Language, root: str = os.curdir) -> Checked:
    """What to show of a file; `lines` is its text, None where it has none (docx, pdf)."""
    marks = fingerprints(result.filename, result.findings, root)
    problems = [_problem(finding, mark, lines, language) for finding, mark in zip(result.findings, marks, strict=True)]
    # Of a file that could not be read the sentence is about the file; of one that was judged, about a rule.
    failures = result.errors if result.judged else ()
    return Checked((*_failed(result.errors), *problems), failures, result.judged)


def _failed(errors: Sequence[str]) -> Iterator[Problem]:
    return (Problem(_TOP, Level.FAILURE, error) for error in errors)


def _problem(finding: Finding, mark: str, lines: Sequence[str] | None, language: Language) -> Problem:
    meta, fix = finding.meta, finding.fix
    return Problem(
        span=span_of(finding.position, lines),
        level=_LEVELS[finding.severity],
        message=finding.message(language),
        code=meta.code,
        name=meta.name,
        path=finding.path,
        fix=fix.applicability.value if fix else "",
        fingerprint=mark,
        needless=fix is not None
        and fix.applicability is Applicability.SAFE
        and all(not edit.text and edit.position == finding.position for edit in fix.edits),
        outdated=meta.name in _OUTDATED,
        related=tuple(
            Related(span_of(related.position, lines), related.message.text(language)) for related in finding.related
        ),
    )


def span_of(position: Position, lines: Sequence[str] | None) -> Span:
    """A place as an editor can mark it: within the text, and with something in it where there is anything."""
    if lines is None:
        return _TOP
    line = min(max(position.line, 1), len(lines))
    width = len(lines[line - 1])
    column = min(max(position.column, 1), width + 1)
    if position.end_column is None:
        return Span(line, column, line, width + 1)
    end_line = min(max(position.end_line or line, line), len(lines))
    end = min(max(position.end_column, 1), len(lines[end_line - 1]) + 1)
    if (end_line, end) > (line, column):
        return Span(line, column, end_line, end)
    # Nothing stands here (a blank cell): an editor would mark nothing, or some word beside it.
    return Span(line, column, line, column + 1) if column <= width else Span(line, max(column - 1, 1), line, column)
