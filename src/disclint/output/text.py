"""What the formats for people share: words in two languages, the summary line, and text that is safe on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclint.finding import Language, Phrase, Severity
from disclint.result import Run, Summary

if TYPE_CHECKING:
    from disclint.output.overview import Counts

SEVERITIES = {
    Severity.ERROR: Phrase("错误", "error"),
    Severity.WARNING: Phrase("警告", "warning"),
    Severity.INFO: Phrase("提示", "info"),
}

_REPLACEMENT = "\ufffd"
# What a terminal would obey rather than show: control characters and marks that turn the direction of writing. The
# text comes from other people's files.
_UNSAFE = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT
)
_UNSAFE_BUT_TAB = {code: mark for code, mark in _UNSAFE.items() if code != 0x09}
_UNSAFE |= dict.fromkeys((0x09, 0x0A, 0x0D), " ")


def safe(text: str) -> str:
    """Text on one line that no terminal obeys; as many characters as before."""
    return text if text.isprintable() else text.translate(_UNSAFE)


def safe_row(text: str) -> str:
    """The same for a source row, which keeps its tabs."""
    return text if text.isprintable() else text.translate(_UNSAFE_BUT_TAB)


def summary_line(run: Run) -> str:
    """共检查 3 个文件：2 个错误，1 个警告（跳过 4 个无关文件）, or its English."""
    summary = run.summary
    found = _found(summary)
    asides = _asides(summary, run.interrupted)
    if not summary.files:
        text = Phrase("没有检查任何文件", "No file was checked")
    elif found:
        text = Phrase(
            f"共检查 {summary.files} 个文件：" + "，".join(phrase.zh for phrase in found),
            f"Checked {summary.files} {_files(summary.files)}: " + ", ".join(phrase.en for phrase in found),
        )
    elif summary.failed or run.interrupted:
        text = Phrase(
            f"共检查 {summary.files} 个文件：未发现问题",
            f"Checked {summary.files} {_files(summary.files)}: nothing found",
        )
    else:
        text = Phrase(
            f"共检查 {summary.files} 个文件：全部通过", f"Checked {summary.files} {_files(summary.files)}: all passed"
        )
    if asides:
        text = Phrase(
            f"{text.zh}（{'，'.join(phrase.zh for phrase in asides)}）",
            f"{text.en} ({', '.join(phrase.en for phrase in asides)})",
        )
    return text.text(run.language)


def counted(counts: Summary | Counts, language: Language) -> str:
    """2 个错误，1 个警告, or its English; "" where there is nothing."""
    found = _found(counts)
    return ("，" if language is Language.ZH else ", ").join(phrase.text(language) for phrase in found)


def _found(summary: Summary | Counts) -> list[Phrase]:
    if not (summary.errors or summary.warnings or summary.infos):
        return []
    found = [
        Phrase(f"{summary.errors} 个错误", f"{summary.errors} error{_s(summary.errors)}"),
        Phrase(f"{summary.warnings} 个警告", f"{summary.warnings} warning{_s(summary.warnings)}"),
    ]
    if summary.infos:
        found.append(Phrase(f"{summary.infos} 个提示", f"{summary.infos} info{_s(summary.infos)}"))
    return found


def _asides(summary: Summary, interrupted: bool) -> list[Phrase]:
    asides = []
    if summary.skipped:
        asides.append(
            Phrase(
                f"跳过 {summary.skipped} 个无关文件", f"{summary.skipped} unrelated {_files(summary.skipped)} skipped"
            )
        )
    if summary.suppressed:
        asides.append(Phrase(f"另有 {summary.suppressed} 个已豁免", f"{summary.suppressed} suppressed"))
    if summary.failed:
        asides.append(
            Phrase(f"{summary.failed} 个文件未能检查完", f"{summary.failed} {_files(summary.failed)} not fully checked")
        )
    if interrupted:
        asides.append(Phrase("中途停止", "interrupted"))
    return asides


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _files(count: int) -> str:
    return "file" if count == 1 else "files"
