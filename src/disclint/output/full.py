"""For people: each finding with its source row and caret, its related places and the authority it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

from disclint.document import Position
from disclint.finding import Finding, Language, Phrase, Severity
from disclint.fix import Applicability
from disclint.output.fixes import fix_lines
from disclint.output.frame import frame
from disclint.output.places import address, is_sourced, place_text
from disclint.output.suppressed import suppressed_lines
from disclint.output.text import SEVERITIES, safe, summary_line
from disclint.result import FileResult, Run


class Style(Enum):
    """What a piece of text is; the value is how rich paints it."""

    PLAIN = ""
    ERROR = "bold red"
    WARNING = "bold yellow"
    INFO = "bold cyan"
    MESSAGE = "bold"
    FRAME = "bright_blue"
    GOOD = "bold green"


Paint = Callable[[str, Style], str]

_SEVERITY_STYLES = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.INFO: Style.INFO}
_AUTHORITY = Phrase("依据：{text}", "authority: {text}")
_RELATED = Phrase("相关 {place}：{text}", "related {place}: {text}")
_FIXES = {
    Applicability.SAFE: Phrase("可用 --fix 修复：{title}", "fix with --fix: {title}"),
    Applicability.UNSAFE: Phrase("可用 --fix --unsafe-fixes 修复：{title}", "fix with --fix --unsafe-fixes: {title}"),
    Applicability.DISPLAY: Phrase("建议：{title}", "suggestion: {title}"),
}
_SHOWN_RELATED = 20
_MORE = Phrase("……另有 {count} 处", "… and {count} more")


def write(run: Run, color: bool = False) -> str:
    """All findings, the summary line and what there is to say of fixes; with colour by way of rich, else plain.

    Where nothing more is asked for, what there is to say of fixes alone.
    """
    fixes = fix_lines(run)
    if run.fixing.only:
        return "".join(f"{line}\n" for line in fixes)
    paint = _painter() if color else _plain
    blocks = [
        "\n".join(_finding(finding, result, run.language, paint)) + "\n"
        for result in run.results
        for finding in result.findings
    ]
    hidden = list(suppressed_lines(run))
    if hidden:
        blocks.append("\n".join(hidden) + "\n")
    summary = run.summary
    clean = summary.files and not (summary.errors or summary.warnings or summary.infos or summary.failed)
    summed = paint(summary_line(run), Style.GOOD if clean else Style.MESSAGE)
    blocks.append("\n".join([summed, *fixes]) + "\n")
    return "\n".join(blocks)


def _finding(finding: Finding, result: FileResult, language: Language, paint: Paint) -> Iterator[str]:
    severity = SEVERITIES[finding.severity].text(language)
    colon = ": " if language is Language.EN else "："
    yield (
        paint(f"{finding.code}[{finding.meta.name}]", _SEVERITY_STYLES[finding.severity])
        + " "
        + paint(severity, _SEVERITY_STYLES[finding.severity])
        + paint(colon + safe(finding.message(language)), Style.MESSAGE)
    )
    row, number, meant = _row(finding, result)
    gutter = " " * len(number)
    bar = paint("|", Style.FRAME)
    yield f"{gutter}{paint('-->', Style.FRAME)} {_place(finding, result, language)}"
    if row.strip():
        shown = frame(row, meant)
        yield f"{gutter} {bar}"
        yield f"{paint(number, Style.FRAME)} {bar} {shown.row}"
        yield f"{gutter} {bar} {shown.indent}{paint(shown.carets, _SEVERITY_STYLES[finding.severity])}"
    notes = list(_notes(finding, language))
    if notes:
        yield f"{gutter} {bar}"
        yield from (f"{gutter} {paint('=', Style.FRAME)} {note}" for note in notes)


def _place(finding: Finding, result: FileResult, language: Language) -> str:
    """报告.md:12:5, with where that is in a table of the page; 报告.docx: 第3张表第7行第4列，第5页."""
    place = address(safe(result.filename), finding, language)
    if finding.place is None or not is_sourced(finding.place):
        return place
    return f"{place} ({place_text(finding.place, language)})"


def _row(finding: Finding, result: FileResult) -> tuple[str, str, Position]:
    """(the row to show, what stands before it, where in it the finding is): a source row, or what a person sees."""
    place, position = finding.place, finding.position
    if place is not None and not is_sourced(place):
        return place.text, " ", Position(1, place.start + 1, 1, place.end + 1)
    return result.lines.get(position.line, ""), str(position.line), position


def _notes(finding: Finding, language: Language) -> Iterator[str]:
    for related in finding.related[:_SHOWN_RELATED]:
        place = f"{related.position.line}:{related.position.column}"
        if related.place is not None and not is_sourced(related.place):
            place = safe(place_text(related.place, language))
        yield _RELATED.render(language, {"place": place, "text": safe(related.message.text(language))})
    if len(finding.related) > _SHOWN_RELATED:
        yield _MORE.render(language, {"count": len(finding.related) - _SHOWN_RELATED})
    if finding.fix is not None:
        title = safe(finding.fix.title[language is Language.EN])
        yield _FIXES[finding.fix.applicability].render(language, {"title": title})
    authority = finding.meta.authority.text.text(language)
    if authority:
        yield _AUTHORITY.render(language, {"text": authority})


def _plain(text: str, style: Style) -> str:
    return text


def _painter() -> Paint:
    from rich.color import ColorSystem
    from rich.style import Style as RichStyle

    styles = {style: RichStyle.parse(style.value) for style in Style if style.value}

    def paint(text: str, style: Style) -> str:
        if style is Style.PLAIN or not text:
            return text
        return styles[style].render(text, color_system=ColorSystem.STANDARD)

    return paint
