"""From results to what an editor shows: one problem a finding, and one for each thing that failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclint.document import Position
from disclint.failure import RuleFailed
from disclint.finding import Finding, Language, Severity
from disclint.fingerprint import told
from disclint.fix import Applicability
from disclint.lsp.analysis import Analysis
from disclint.lsp.pages import RulePages
from disclint.lsp.wire import Checked, Level, Problem, Related, Span
from disclint.output.places import place_text
from disclint.readers.partial import left_unread

_LEVELS = {Severity.ERROR: Level.ERROR, Severity.WARNING: Level.WARNING, Severity.INFO: Level.INFO}
_OUTDATED = frozenset({"outdated-citation"})
_TOP = Span(1, 1, 1, 1)


def checked(analysis: Analysis, language: Language, pages: RulePages) -> Checked:
    """What to show of a file; of one without lines (docx, pdf) at its beginning, the place in words."""
    result, document, rules = analysis.examined.result, analysis.examined.document, analysis.rules
    lines = document.lines if document and document.lines else None
    # What of the file could not be read is its own matter; the rest of a report's errors are rules that failed, each
    # of which is also a finding.
    unread = len(left_unread(document.damage)) if document else 0
    failures = result.errors[unread:] if result.judged else ()
    errors = result.errors if not failures or not _says(result.findings) else result.errors[:unread]
    configuration = (analysis.failure,) if analysis.failure and (result.judged or result.errors) else ()
    problems = [
        _problem(each.finding, each.fingerprint, lines, language, pages.address(each.finding.code))
        for each in told(result, rules.config.root)
    ]
    return Checked(
        problems=(*_failed((*configuration, *errors)), *problems),
        failures=(*configuration, *failures),
        judged=result.judged,
        sources=rules.sources,
    )


def _says(findings: Iterable[Finding]) -> bool:
    return any(finding.meta.name == RuleFailed.meta.name for finding in findings)


def failed(sentence: str) -> Checked:
    """What to show of a file that could not be opened."""
    return Checked(tuple(_failed([sentence])), judged=False)


def _failed(errors: Iterable[str]) -> Iterator[Problem]:
    return (Problem(_TOP, Level.FAILURE, error) for error in errors)


def _problem(finding: Finding, mark: str, lines: Sequence[str] | None, language: Language, url: str) -> Problem:
    meta, fix = finding.meta, finding.fix
    message = finding.message(language)
    if lines is None and finding.place is not None:
        message = f"{place_text(finding.place, language)}{'：' if language is Language.ZH else ': '}{message}"
    return Problem(
        span=span_of(finding.position, lines),
        level=_LEVELS[finding.severity],
        message=message,
        code=meta.code,
        name=meta.name,
        url=url,
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
    if not lines:
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
