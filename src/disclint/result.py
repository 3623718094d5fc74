"""What a run yields: one result a file, and all of them with their counts. Knows neither rules nor formats."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from disclint.finding import Finding, Language, Severity


class FileResult(Struct, frozen=True):
    """What was found in one file.

    `errors` are sentences on what kept the file, or a rule on it, from being checked. `skipped` is a file found by
    walking (or under --skip-unrelated) that has nothing of a report. `lines` holds the source rows that the findings
    and their related locations stand on, by 1-based line number; empty where the format has no lines.
    """

    filename: str
    findings: tuple[Finding, ...] = ()
    errors: tuple[str, ...] = ()
    skipped: bool = False
    judged: bool = True
    lines: Mapping[int, str] = {}


def failed(filename: str, sentence: str) -> FileResult:
    """The result of a file that could not be checked."""
    return FileResult(filename, errors=(sentence,), judged=False)


class Summary(Struct, frozen=True):
    """Counts over a run: judged files, findings by severity, files skipped as unrelated, files with errors."""

    files: int
    errors: int
    warnings: int
    infos: int
    skipped: int
    failed: int


class Run(Struct, frozen=True):
    """All results of a run, in stable order, and the language to tell them in."""

    results: tuple[FileResult, ...]
    language: Language = Language.ZH
    interrupted: bool = False

    @property
    def summary(self) -> Summary:
        """The counts."""
        counts = dict.fromkeys(Severity, 0)
        for result in self.results:
            for finding in result.findings:
                counts[finding.severity] += 1
        return Summary(
            files=sum(result.judged for result in self.results),
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
            skipped=sum(result.skipped for result in self.results),
            failed=sum(bool(result.errors) for result in self.results),
        )

    def reaches(self, level: Severity) -> bool:
        """Whether any finding is at or above `level`."""
        return any(finding.severity.rank <= level.rank for result in self.results for finding in result.findings)
