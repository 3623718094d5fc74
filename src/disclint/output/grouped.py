"""By organ and file, the worst first: for reviewing many reports. The table of organs comes last, where one looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from disclint.finding import Language, Phrase
from disclint.output.columns import aligned
from disclint.output.fixes import can_be_made, fix_lines
from disclint.output.overview import Organ, counts, organs
from disclint.output.places import where
from disclint.output.suppressed import suppressed_lines
from disclint.output.text import SEVERITIES, counted, safe, summary_line
from disclint.result import FileResult, Run

_REPORT = Phrase("{year}年度", "{year}")
_HEADING = Phrase("{subject}（{filename}）：{counts}", "{subject} ({filename}): {counts}")
_PLAIN_HEADING = Phrase("{filename}：{counts}", "{filename}: {counts}")
_NOT_CHECKED = Phrase("未能检查完", "not fully checked")
_COLUMNS = (
    Phrase("错误", "errors"),
    Phrase("警告", "warnings"),
    Phrase("提示", "infos"),
    Phrase("机关", "organ"),
    Phrase("报告", "reports"),
)
_CLEAN = Phrase("其余 {count} 个机关没有问题", "nothing found in the reports of {count} more")


def write(run: Run, color: bool = False) -> str:
    """Findings under their file, files under their organ, then organs and counts, the summary and what can be fixed."""
    if run.fixing.only:
        return "".join(f"{line}\n" for line in fix_lines(run))
    listed = organs(run)
    blocks = ["\n".join(_file(result, organ, run)) for organ in listed for result in organ.results if result.findings]
    if len(listed) > 1 and any(organ.counts.any for organ in listed):
        blocks.append("\n".join(_overview(listed, run.language)))
    hidden = list(suppressed_lines(run))
    if hidden:
        blocks.append("\n".join(hidden))
    blocks.append("\n".join([summary_line(run), *fix_lines(run)]))
    return "\n\n".join(blocks) + "\n"


def _file(result: FileResult, organ: Organ, run: Run) -> Iterator[str]:
    language = run.language
    values = {
        "subject": _subject(result, organ, language),
        "filename": safe(result.filename),
        "counts": counted(counts([result]), language),
    }
    yield (_HEADING if values["subject"] else _PLAIN_HEADING).render(language, values)
    rows = [
        (
            where(finding, language),
            SEVERITIES[finding.severity].text(language),
            f"{finding.code}[{finding.meta.name}]",
            ("[*] " if can_be_made(finding, run.fixing) else "") + safe(finding.message(language)),
        )
        for finding in result.findings
    ]
    yield from aligned(rows, frozenset({0}), "  ")


def _subject(result: FileResult, organ: Organ, language: Language) -> str:
    year = result.subject.year if result.subject else None
    parts = [safe(organ.name), _REPORT.render(language, {"year": year}) if organ.name and year else ""]
    return " ".join(filter(None, parts))


def _overview(listed: list[Organ], language: Language) -> Iterator[str]:
    told = [organ for organ in listed if organ.counts.any]
    rows = [tuple(column.text(language) for column in _COLUMNS), *(_row(organ, language) for organ in told)]
    if not any(organ.counts.infos for organ in told):
        rows = [(*row[:2], *row[3:]) for row in rows]
    yield from aligned(rows, frozenset(range(len(rows[0]) - 2)))
    if len(told) < len(listed):
        yield _CLEAN.render(language, {"count": len(listed) - len(told)})


def _row(organ: Organ, language: Language) -> tuple[str, ...]:
    years = Counter(result.subject.year for result in organ.results if result.subject and result.subject.year)
    reports = ("、" if language is Language.ZH else ", ").join(
        f"{year}×{count}" if count > 1 else str(year) for year, count in years.items()
    )
    reports = reports if organ.name else ""
    if organ.counts.failed:
        reports = " ".join(filter(None, (reports, _NOT_CHECKED.text(language))))
    shown = organ.name or organ.results[0].filename
    return (str(organ.counts.errors), str(organ.counts.warnings), str(organ.counts.infos), safe(shown), reports)
