"""Many files at a glance: by organ, and by rule; the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from disclint.finding import Finding, Severity
from disclint.fix import Applicability
from disclint.result import FileResult, Run

if TYPE_CHECKING:
    from disclint.rule import RuleMeta


class Counts(Struct, frozen=True):
    """How many findings of each severity, and how many files could not be checked to the end."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    failed: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.errors or self.warnings or self.infos or self.failed)

    @property
    def order(self) -> tuple[int, ...]:
        """Sorts the worst first."""
        return (-self.errors, -self.failed, -self.warnings, -self.infos)


class Organ(Struct, frozen=True):
    """The reports of one organ, by year; `name` is "" where no report said whose it is."""

    name: str
    results: tuple[FileResult, ...]
    counts: Counts


class RuleCount(Struct, frozen=True):
    """How often a rule spoke, in how many files, and for how often there is a fix that can be made."""

    meta: RuleMeta
    severity: Severity
    count: int
    files: int
    fixable: int


def counts(results: Iterable[FileResult]) -> Counts:
    """The counts over some files."""
    found: Counter[Severity] = Counter()
    failed = 0
    for result in results:
        found.update(finding.severity for finding in result.findings)
        failed += bool(result.errors)
    return Counts(found[Severity.ERROR], found[Severity.WARNING], found[Severity.INFO], failed)


def organs(run: Run) -> list[Organ]:
    """The organs whose files were checked, the worst first, then by name. A file without a name stands alone."""
    groups: dict[str, list[FileResult]] = {}
    for result in run.results:
        if result.skipped:
            continue
        name = _name(result)
        groups.setdefault(name or f"\0{result.filename}", []).append(result)
    found = [
        Organ("" if key.startswith("\0") else key, tuple(sorted(results, key=_year)), counts(results))
        for key, results in groups.items()
    ]
    return sorted(found, key=lambda organ: (organ.counts.order, organ.name, organ.results[0].filename))


def rules(run: Run) -> list[RuleCount]:
    """The rules that spoke, the most frequent first, then by code."""
    found: dict[str, list[Finding]] = {}
    files: Counter[str] = Counter()
    for result in run.results:
        for finding in result.findings:
            found.setdefault(finding.code, []).append(finding)
        files.update({finding.code for finding in result.findings})
    listed = [
        RuleCount(
            meta=each[0].meta,
            severity=min((finding.severity for finding in each), key=lambda severity: severity.rank),
            count=len(each),
            files=files[code],
            fixable=sum(
                finding.fix is not None and finding.fix.applicability is not Applicability.DISPLAY for finding in each
            ),
        )
        for code, each in found.items()
    ]
    return sorted(listed, key=lambda rule: (-rule.count, rule.meta.code))


def _name(result: FileResult) -> str:
    return "".join(result.subject.organ.split()) if result.subject else ""


def _year(result: FileResult) -> tuple[int, str]:
    return (result.subject.year or 0 if result.subject else 0, result.filename)
