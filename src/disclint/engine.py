"""From files to results: read, parse, run the rules. One bad file, or one bad rule, never hides the others."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from disclint.discover import STDIN, Target, shown
from disclint.document import Document
from disclint.errors import DisclintError, UnreadableError
from disclint.finding import Finding, Severity
from disclint.fix import Applicability
from disclint.plugins import LoadedRule, Plugins
from disclint.readers import DEFAULT as DEFAULT_LIMITS
from disclint.readers import Limits
from disclint.report import NOTHING_STATED, Kind, Report, Stated
from disclint.result import OWN_PAGE, FileResult, Subject, failed
from disclint.select import Selection
from disclint.suppress import COMMENTED, MARK, Entry, suppressed
from disclint.trial import judged, traceback_of

if TYPE_CHECKING:
    from disclint.seen import SeenTable

WORTH_FORKING = 20
"""Up to this many files one process is faster than two."""

RULE_SECONDS = 30.0
"""How long a rule of a plugin may take over one file. The built-in ones take milliseconds."""

WRITABLE = frozenset({"text", "markdown", "html", "docx"})
"""Formats in which a fix can be made; in the others it is for reading."""

Progress = Callable[[int, int], None]
CheckTarget = Callable[..., FileResult]


class Settings(Struct, frozen=True):
    """What a file is checked by. `stdin_filename` is what `-` is called in results.

    `fixable` are the codes of the rules whose fixes may be offered, None for all. `severity` and `configured` hold, by
    code, the severities that are not the rule's own and the rules that have options. `stated` is what is known of the
    report beside the file, `suppressions` what is not to be told of it; `comments` whether those in the file count too.
    `keep_tables`: an output shows them. A rule that is not disclint's own is given `rule_seconds` for a file (0: no limit).
    """

    plugins: Plugins
    selection: Selection
    skip_unrelated: bool = False
    stdin_filename: str = STDIN
    limits: Limits = DEFAULT_LIMITS
    fixable: frozenset[str] | None = None
    severity: Mapping[str, Severity] = {}
    configured: Mapping[str, LoadedRule] = {}
    stated: Stated = NOTHING_STATED
    suppressions: tuple[Entry, ...] = ()
    comments: bool = True
    keep_tables: bool = False
    rule_seconds: float = RULE_SECONDS

    def rules(self, kind: Kind) -> list[LoadedRule]:
        """The rules that are to judge a file of this kind."""
        if kind is Kind.REPORT:
            return [
                self.configured.get(loaded.meta.code, loaded)
                for loaded in self.plugins.rules
                if loaded.meta.code in self.selection.enabled
            ]
        # What could not be judged is said whatever is selected: it must not look like what passed.
        return [
            loaded
            for loaded in self.plugins.rules
            if kind in loaded.meta.judges and loaded.meta.code not in self.selection.ignored
        ]


def read_data(data: bytes, filename: str, settings: Settings) -> Document:
    """The document, by a plugin's reader if one knows the format; UnreadableError if none does."""
    from disclint.readers import read

    return settings.plugins.read(data, filename) or read(data, filename, settings.limits)


class Examined(Struct, frozen=True):
    """The result of a file with what it came from; no report where the file could not be read."""

    result: FileResult
    document: Document | None = None
    report: Report | None = None


def examine(data: bytes, filename: str, settings: Settings, *, walked: bool = False) -> Examined:
    """Check a file's content. Never raises on its account: what went wrong is in the result's `errors`."""
    if walked and data.startswith(OWN_PAGE.encode()):
        return Examined(FileResult(filename, skipped=True, judged=False))
    try:
        document, report = read_report(data, filename, settings)
    except DisclintError as error:
        return Examined(failed(filename, str(error)))
    except Exception as error:
        return Examined(failed(filename, _internal(error)))
    unrelated = report.kind is Kind.UNRELATED and (walked or settings.skip_unrelated)
    if unrelated or not settings.rules(report.kind):
        return Examined(FileResult(filename, skipped=True, judged=False))
    return Examined(judge(document, report, filename, settings), document, report)


def judge(document: Document, report: Report, filename: str, settings: Settings) -> FileResult:
    """The result of a file that could be read and is to be judged."""
    findings, errors = run_rules(report, settings)
    if document.damage:
        from disclint.readers.partial import left_unread

        errors = (*left_unread(document.damage), *errors)
    if findings:
        from disclint.places import placed

        findings = placed(findings, document, report.position)
    result = FileResult(
        filename,
        findings,
        errors,
        subject=Subject(report.organ, report.year, report.title.text if report.title else ""),
        tables=_tables(report) if settings.keep_tables and findings else (),
    )
    comments = settings.comments and document.format in COMMENTED and _says(document)
    if settings.suppressions or comments:
        result, own = suppressed(result, document, settings.suppressions, settings.plugins.metas if comments else None)
        own = [each for each in own if each.code in settings.selection.enabled]
        result = replace(result, findings=in_order([*result.findings, *kept(own, settings)]))
    told = (*result.findings, *(each.finding for each in result.suppressed))
    return replace(result, lines=_rows(told, document)) if told else result


def _says(document: Document) -> bool:
    """Whether a file may hold suppressions: most do not, and are not searched."""
    return any(MARK in line for line in document.lines)


def read_report(data: bytes, filename: str, settings: Settings) -> tuple[Document, Report]:
    """A file's content as read and parsed; UnreadableError where there is no reading it."""
    document = read_data(data, filename, settings)
    from disclint.parser import parse_report

    return document, parse_report(document, settings.plugins.forms, settings.stated)


def check_data(data: bytes, filename: str, settings: Settings, *, walked: bool = False) -> FileResult:
    """The result of `examine` alone."""
    return examine(data, filename, settings, walked=walked).result


def run_rules(report: Report, settings: Settings) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings of the selected rules, sorted by line, column and code, and a sentence for each rule that failed."""
    found, errors = judged(report, settings.rules(report.kind), settings.plugins, settings.rule_seconds)
    findings = [_offered(told, settings, report.format) for told in kept(found, settings)]
    return in_order(findings), errors


def kept(findings: Iterable[Finding], settings: Settings) -> Iterator[Finding]:
    """The findings that are to be told, in the severity that is wanted."""
    for finding in findings:
        wanted = settings.severity.get(finding.code)
        told = finding if wanted is None else replace(finding, severity=wanted)
        # An error that the configuration makes an info is told as one; else it would be a way to hide it.
        shown = settings.selection.keeps(told) or settings.selection.keeps(finding)
        if shown and told.code not in settings.selection.ignored:
            yield told


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by line, column and code."""
    return tuple(sorted(findings, key=lambda each: (each.position.line, each.position.column, each.code)))


def check_target(target: Target, settings: Settings) -> FileResult:
    """Check a file, or standard input for `-`; a file that cannot be opened is a sentence in the result."""
    filename = name_of(target, settings)
    try:
        data = load_target(target, settings)
    except UnreadableError as error:
        return failed(filename, str(error))
    return check_data(data, filename, settings, walked=target.walked)


def name_of(target: Target, settings: Settings) -> str:
    """What a file is called in results."""
    return settings.stdin_filename if target.path == STDIN else shown(target.path)


def load_target(target: Target, settings: Settings) -> bytes:
    """The bytes of a file; UnreadableError with a sentence if there are none."""
    if target.failure:
        raise UnreadableError(target.failure)
    return load(target.path, settings.limits)


def check_files(
    targets: Sequence[Target],
    settings_for: Callable[[str], Settings],
    plugins: Plugins,
    jobs: int = 1,
    progress: Progress | None = None,
    check: CheckTarget = check_target,
) -> Iterator[FileResult]:
    """Check files with up to `jobs` processes; results come in the order of `targets`, whatever is done first.

    `settings_for` gives those of a path; picklable, it must be for files of this one run. `progress` is told how many are done, of how many, after each file. `check` is what is done with a file; it is
    called with `settings=`, and must be picklable.
    """
    total = len(targets)
    _ = plugins.forms  # once, before forking; and a plugin's broken form is no single file's fault
    if jobs > 1 and total > WORTH_FORKING:
        from disclint.jobs import in_processes

        done = in_processes(partial(_with_settings, check, settings_for), targets, plugins.metas, jobs)
    else:
        done = ((index, _with_settings(check, settings_for, target)) for index, target in enumerate(targets))
    waiting: dict[int, FileResult] = {}
    upcoming = 0
    for count, (index, result) in enumerate(done, 1):
        waiting[index] = result
        if progress is not None:
            progress(count, total)
        while upcoming in waiting:
            yield waiting.pop(upcoming)
            upcoming += 1


def _with_settings(check: CheckTarget, settings_for: Callable[[str], Settings], target: Target) -> FileResult:
    return check(target, settings=settings_for(target.path))


def load(path: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a file, or of standard input for `-`; UnreadableError with a sentence if there are none."""
    enough = limits.file_bytes + 1  # one too many, so that the reader sees that it is too much
    try:
        if path == STDIN:
            return sys.stdin.buffer.read(enough)
        if not os.path.isfile(path) and not path.startswith("/dev/fd/"):  # <(…) of a shell has a writer
            # A pipe nobody writes to would never end.
            mode = os.stat(path).st_mode
            if not stat.S_ISDIR(mode):
                raise UnreadableError("不是普通文件；管道请用“-”读标准输入 (not a regular file: use - for a pipe)")
        with open(path, "rb") as file:
            # Asked for as much as may be, Python would set aside all of that first.
            size = os.fstat(file.fileno()).st_size
            return file.read(min(size + 1, enough) if size else enough)
    except FileNotFoundError as error:
        raise UnreadableError("没有这个文件 (no such file)") from error
    except IsADirectoryError as error:
        raise UnreadableError("这是目录，不是文件 (a directory, not a file)") from error
    except PermissionError as error:
        raise UnreadableError("没有权限读取 (no permission to read)") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UnreadableError(f"无法读取：{error} (cannot be read)") from error


def _offered(finding: Finding, settings: Settings, file_format: str) -> Finding:
    """The finding without a fix that is not wanted, and with one for reading only where files are not written."""
    fix = finding.fix
    if fix is None:
        return finding
    if settings.fixable is not None and finding.code not in settings.fixable:
        return replace(finding, fix=None)
    if file_format not in WRITABLE:
        return replace(finding, fix=replace(fix, applicability=Applicability.DISPLAY))
    return finding


def _rows(findings: Sequence[Finding], document: Document) -> Mapping[int, str]:
    numbers = {finding.position.line for finding in findings}
    numbers |= {finding.position.end_line or finding.position.line for finding in findings}
    numbers |= {related.position.line for finding in findings for related in finding.related}
    return {number: document.lines[number - 1] for number in sorted(numbers) if 1 <= number <= len(document.lines)}


def _tables(report: Report) -> tuple[SeenTable, ...]:
    from disclint.seen import seen_tables

    return seen_tables(report)


def _internal(error: Exception) -> str:
    return f"disclint 内部错误：{type(error).__name__}: {error}{traceback_of(error)} (internal error of disclint)"
