"""The baseline: what was found when it was written is not told again, so that only what is new fails.

A file of lines, sorted, one for each finding: fingerprint, code, report, node path. Only the fingerprint counts; it
knows neither lines nor formats, so a report may be edited around it, saved in another encoding, or converted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from disclint.errors import DisclintError
from disclint.fingerprint import stem, told
from disclint.result import FileResult, Suppressed, SuppressedBy

_HEAD = "# disclint baseline 1\n"


class Baseline(Struct, frozen=True):
    """The lines of a baseline by fingerprint."""

    lines: dict[str, str]


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
    entries = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return Baseline({line.split("\t", 1)[0]: line for line in entries})


def against(
    results: Iterable[FileResult], baseline: Baseline, root: str
) -> tuple[tuple[FileResult, ...], tuple[str, ...]]:
    """The results without what the baseline holds, and its lines on these files that nothing matches any more."""
    left: list[FileResult] = []
    met: set[str] = set()
    checked: set[str] = set()
    for result in results:
        if result.judged and not result.errors:
            checked.add(_name(result, root))
        marks = [each.fingerprint for each in told(result, root)]
        known = [mark in baseline.lines for mark in marks]
        met.update(mark for mark in marks if mark in baseline.lines)
        if any(known):
            hidden = [
                Suppressed(finding, SuppressedBy.BASELINE)
                for finding, old in zip(result.findings, known, strict=True)
                if old
            ]
            result = replace(
                result,
                findings=tuple(f for f, old in zip(result.findings, known, strict=True) if not old),
                suppressed=(*result.suppressed, *hidden),
            )
        left.append(result)
    stale = [line for mark, line in baseline.lines.items() if mark not in met and _report(line) in checked]
    return tuple(left), tuple(stale)


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
    return " ".join(stem(result.filename, root).split())


def _report(line: str) -> str:
    return line.split("\t")[2] if line.count("\t") >= 2 else ""
