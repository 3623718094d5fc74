"""Instead of the findings how often each rule spoke: `--statistics`."""

from __future__ import annotations

import json

from disclint.finding import Phrase
from disclint.hooks import Writer
from disclint.output.columns import aligned
from disclint.output.fixes import fix_lines
from disclint.output.overview import RuleCount, rules
from disclint.output.text import SEVERITIES, summary_line
from disclint.result import Run

_COLUMNS = (
    Phrase("次数", "count"),
    Phrase("文件", "files"),
    Phrase("级别", "severity"),
    Phrase("规则", "rule"),
    Phrase("检查什么", "title"),
)


def statistics_writer(format_name: str) -> Writer | None:
    """The writer of statistics in the kind of a format: text for people, JSON for json; None for all others."""
    return {"full": write_text, "concise": write_text, "grouped": write_text, "json": write_json}.get(format_name)


def write_text(run: Run, color: bool = False) -> str:
    """A line a rule, the most frequent first, then the summary."""
    counts = rules(run)
    lines = []
    if counts:
        head = tuple(column.text(run.language) for column in _COLUMNS)
        lines = aligned([head, *(_row(each, run) for each in counts)], frozenset({0, 1}))
    return "\n".join([*lines, *[""] * bool(lines), summary_line(run), *fix_lines(run)]) + "\n"


def write_json(run: Run, color: bool = False) -> str:
    """An array of `{code, name, title, severity, count, files, fixable, fixable_count}`, the most frequent first."""
    content = [
        {
            "code": each.meta.code,
            "name": each.meta.name,
            "title": each.meta.title.text(run.language),
            "severity": each.severity.value,
            "count": each.count,
            "files": each.files,
            "fixable": each.fixable > 0,
            "fixable_count": each.fixable,
        }
        for each in rules(run)
    ]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _row(each: RuleCount, run: Run) -> tuple[str, ...]:
    meta = each.meta
    return (
        str(each.count),
        str(each.files),
        SEVERITIES[each.severity].text(run.language),
        f"{meta.code}[{meta.name}]",
        meta.title.text(run.language),
    )
