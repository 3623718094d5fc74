"""What a run yields: one result a file, and all of them with their counts. Knows neither rules nor formats."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from disclint.finding import Finding, Language, Severity
from disclint.fix import Applicability

if TYPE_CHECKING:
    from disclint.seen import SeenTable


OWN_PAGE = "<!DOCTYPE html><!-- disclint -->"
"""How a page of disclint's own begins: one that lies among the reports is known by it, and is no report."""


class SuppressedBy(Enum):
    """What keeps a finding from being told."""

    CONFIG = "config"  # an entry [[suppress]] of the configuration
    COMMENT = "comment"  # a comment in the file itself
    BASELINE = "baseline"  # it was there when the baseline was written


class Suppressed(Struct, frozen=True):
    """A finding that is not told, and why not; `entry` is the ordinal of the suppression it fell to, where there is one."""

    finding: Finding
    by: SuppressedBy
    reason: str = ""
    entry: int = -1


class Subject(Struct, frozen=True):
    """Whose report a file is, on which year, and its title as written; "" and None where nothing tells."""

    organ: str = ""
    year: int | None = None
    title: str = ""


class FileResult(Struct, frozen=True):
    """What was found in one file.

    `errors` are sentences on what kept the file, or a rule on it, from being checked. `skipped` is a file found by
    walking (or under --skip-unrelated) that has nothing of a report. `lines` holds the source rows that the findings
    and their related locations stand on, by 1-based line number; empty where the format has no lines.

    Of a file that was fixed: `fixed` are the findings that are gone, `notes` say what was not fixed and why, `diff` is
    what would change if that was asked for, and `content` what has become of standard input. `digest`, where it is
    asked for, is of the bytes that were checked.

    `subject` is None for what could not be read. `tables` are the tables as read, of a file with findings and only if an
    output asked for them (`Settings.keep_tables`).
    """

    filename: str
    findings: tuple[Finding, ...] = ()
    errors: tuple[str, ...] = ()
    skipped: bool = False
    judged: bool = True
    lines: Mapping[int, str] = {}
    fixed: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    diff: str = ""
    content: bytes | None = None
    suppressed: tuple[Suppressed, ...] = ()
    digest: bytes = b""
    subject: Subject | None = None
    tables: tuple[SeenTable, ...] = ()


def failed(filename: str, sentence: str) -> FileResult:
    """The result of a file that could not be checked."""
    return FileResult(filename, errors=(sentence,), judged=False)


class Summary(Struct, frozen=True):
    """Counts over a run: judged files, findings by severity, files skipped as unrelated, files with errors.

    `suppressed` findings are in none of the other counts.
    `fixed` findings are gone; of those left, `fixable` have a safe fix and `fixable_unsafe` an unsafe one.
    """

    files: int
    errors: int
    warnings: int
    infos: int
    skipped: int
    failed: int
    fixed: int = 0
    fixable: int = 0
    fixable_unsafe: int = 0
    suppressed: int = 0


class Fixing(Struct, frozen=True):
    """What was asked for: to make fixes (`made`), unsafe ones too, to tell nothing but these, to list them.

    Under `diff` nothing was written: what is called fixed would be.
    """

    made: bool = False
    unsafe: bool = False
    only: bool = False
    shown: bool = False
    diff: bool = False


class Run(Struct, frozen=True):
    """All results of a run, in stable order, and the language to tell them in.

    `root` is the folder that fingerprints take file names from. Under `show_suppressed` formats for people list what
    is suppressed, too. `baseline` is whether the findings were held against one.
    """

    results: tuple[FileResult, ...]
    language: Language = Language.ZH
    interrupted: bool = False
    fixing: Fixing = Fixing()
    root: str = "."
    show_suppressed: bool = False
    baseline: bool = False

    @property
    def summary(self) -> Summary:
        """The counts."""
        counts = dict.fromkeys(Severity, 0)
        offers = dict.fromkeys(Applicability, 0)
        for result in self.results:
            for finding in result.findings:
                counts[finding.severity] += 1
                if finding.fix is not None:
                    offers[finding.fix.applicability] += 1
        return Summary(
            files=sum(result.judged for result in self.results),
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
            skipped=sum(result.skipped for result in self.results),
            failed=sum(bool(result.errors) for result in self.results),
            fixed=sum(len(result.fixed) for result in self.results),
            fixable=offers[Applicability.SAFE],
            fixable_unsafe=offers[Applicability.UNSAFE],
            suppressed=sum(len(result.suppressed) for result in self.results),
        )

    def reaches(self, level: Severity) -> bool:
        """Whether any finding is at or above `level`."""
        return any(finding.severity.rank <= level.rank for result in self.results for finding in result.findings)
