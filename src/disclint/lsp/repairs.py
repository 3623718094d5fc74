"""What can be done about findings: the fixes of `disclint check --fix`, made the same way, as changes of the text."""

from __future__ import annotations

from disclint.finding import Finding, Language
from disclint.fix import Applicability
from disclint.fixer import Plan, fix_data, fix_one
from disclint.lsp.analysis import Analysis
from disclint.lsp.edits import edits_between
from disclint.lsp.problems import span_of
from disclint.lsp.wire import Edit, Edits, Offer, Repairs, Span

_MARK = "\ufeff"
_MOST = 20  # findings at one place; each is tried before it is offered


def repairs(analysis: Analysis, span: Span, language: Language) -> Repairs:
    """An offer for each finding that touches `span`; a fix that would be refused is not offered."""
    document = analysis.examined.document
    if document is None:
        return Repairs()
    offers: list[Offer] = []
    for finding in analysis.examined.result.findings:
        place = span_of(finding.position, document.lines)
        if _touch(place, span) and len(offers) < _MOST:
            offers.append(_offer(analysis, finding, place, language))
    return Repairs(tuple(offers))


def fix_all(analysis: Analysis) -> Edits:
    """All safe fixes."""
    fixed = fix_data(analysis.data, analysis.filename, analysis.rules.settings, Plan())
    return Edits(_changes(analysis, fixed.data), len(fixed.result.fixed))


def _offer(analysis: Analysis, finding: Finding, place: Span, language: Language) -> Offer:
    fix, edits = finding.fix, tuple[Edit, ...]()
    if fix is not None and fix.applicability is not Applicability.DISPLAY and analysis.state is not None:
        outcome = fix_one(analysis.state, finding, analysis.rules.settings)
        if isinstance(outcome, bytes):
            edits = _changes(analysis, outcome)
    return Offer(
        code=finding.code,
        path=finding.path,
        message=finding.message(language),
        span=place,
        title=fix.title[language is Language.EN] if fix and edits else "",
        safe=fix is not None and fix.applicability is Applicability.SAFE,
        edits=edits,
    )


def _changes(analysis: Analysis, data: bytes) -> tuple[Edit, ...]:
    return edits_between(analysis.text, data.decode("utf-8").removeprefix(_MARK))


def _touch(one: Span, other: Span) -> bool:
    """Whether two places have anything in common; a cursor at the edge of a place counts."""
    return (one.line, one.column) <= (other.end_line, other.end_column) and (other.line, other.column) <= (
        one.end_line,
        one.end_column,
    )
