"""What the formats for people say of findings that are suppressed, where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.finding import Language, Phrase
from disclint.output.places import address
from disclint.output.text import safe
from disclint.result import Run, Suppressed, SuppressedBy

_BY = {
    SuppressedBy.CONFIG: Phrase("已在配置中豁免：{reason}", "suppressed in the configuration: {reason}"),
    SuppressedBy.COMMENT: Phrase("已在文件中豁免：{reason}", "suppressed in the file: {reason}"),
    SuppressedBy.BASELINE: Phrase("基线中已有", "in the baseline"),
}
_LINE = Phrase("{place}: {rule} {message}（{by}）", "{place}: {rule} {message} ({by})")


def fell_to(each: Suppressed, language: Language) -> str:
    """What keeps a finding from being told, with the reason given: 已在配置中豁免：…"""
    return _BY[each.by].render(language, {"reason": each.reason})


def suppressed_lines(run: Run) -> Iterator[str]:
    """A line for each finding that is suppressed, with what it fell to; none if that is not asked for."""
    if not run.show_suppressed:
        return
    for result in run.results:
        for each in result.suppressed:
            finding = each.finding
            yield _LINE.render(
                run.language,
                {
                    "place": address(safe(result.filename), finding, run.language),
                    "rule": f"{finding.code}[{finding.meta.name}]",
                    "message": safe(finding.message(run.language)),
                    "by": safe(fell_to(each, run.language)),
                },
            )
