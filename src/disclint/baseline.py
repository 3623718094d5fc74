"""The baseline: what was found when it was written is not told again, so that only what is new fails.

A file of lines, sorted, one for each finding: fingerprint, code, report, node path. The fingerprint knows neither lines
nor formats, so a report may be edited around it, saved in another encoding, or converted; the name of the report counts
only where it stands there in two formats at once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from disclint.errors import DisclintError
from disclint.fingerprint import stem, told
from disclint.result import FileResult, Suppressed, SuppressedBy

_HEAD = "# disclint baseline 1\n"


class Baseline(Struct, frozen=True):
    """The lines of a baseline by fingerprint: one for each file it was found in."""

    lines: dict[str, list[str]]


def read_baseline(path: str) -> Baseline:
    """DisclintError if there is no such file or it is none."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
    except FileNotFoundError as error:
        raise DisclintError(
            f"没有基线文件 {path}；先用 --write-baseline {path} 写一个 (no such baseline: write it first)"
        ) from error
    except (OSError, ValueError) as error:
        raise DisclintError(f"基线文件 {path} 无法读取：{error} (cannot be read)") from error
    if not text.startswith(_HEAD):
        raise DisclintError(f"{path} 不是 disclint 的基线文件 (not a baseline of disclint)")
    lines: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            lines.setdefault(line.split("\t", 1)[0], []).append(line)
    return Baseline(lines)


def against(
    results: Sequence[FileResult], baseline: Baseline, root: str
) -> tuple[tuple[FileResult, ...], tuple[str, ...]]:
    """The results without what the baseline holds, and its lines on these files that nothing matches any more."""
    marks = [[each.fingerprint for each in told(result, root)] for result in results]
    claims: dict[str, list[str]] = {}
    for result, found in zip(results, marks, strict=True):
        for mark in found:
            if mark in baseline.lines:
                claims.setdefault(mark, []).append(_name(result, root))
    known = {mark: _entitled(claimants, baseline.lines[mark]) for mark, claimants in claims.items()}
    left = tuple(
        _without(result, [_name(result, root) in known.get(mark, ()) for mark in found])
        for result, found in zip(results, marks, strict=True)
    )
    checked = {_stem(_name(result, root)) for result in results if result.judged and not result.errors}
    stale = [
        line
        for mark, lines in baseline.lines.items()
        if mark not in claims
        for line in lines
        if _stem(_report(line)) in checked
    ]
    return left, tuple(stale)


def _entitled(claimants: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The files a finding is known in: those it was found in, else (they were converted) as many others."""
    recorded = {_report(line) for line in lines}
    same = [name for name in claimants if name in recorded]
    return [*same, *[name for name in claimants if name not in recorded][: len(lines) - len(same)]]


def _without(result: FileResult, known: Sequence[bool]) -> FileResult:
    if not any(known):
        return result
    pairs = list(zip(result.findings, known, strict=True))
    hidden = [Suppressed(finding, SuppressedBy.BASELINE) for finding, old in pairs if old]
    return replace(
        result,
        findings=tuple(finding for finding, old in pairs if not old),
        suppressed=(*result.suppressed, *hidden),
    )


def baseline_text(results: Sequence[FileResult], root: str) -> str:
    """The baseline that holds all that was found."""
    lines = {
        "\t".join((each.fingerprint, each.finding.code, _name(result, root), each.finding.path))
        for result in results
        for each in told(result, root)
    }
    return _HEAD + "".join(f"{line}\n" for line in sorted(lines))


def _name(result: FileResult, root: str) -> str:
    """The report as a line has it: line breaks and tabs, which a file name may hold, would end the line or the field."""
    suffix = os.path.splitext(result.filename)[1]
    return " ".join(f"{stem(result.filename, root)}{suffix}".split())


def _report(line: str) -> str:
    return line.split("\t")[2] if line.count("\t") >= 2 else ""


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]
