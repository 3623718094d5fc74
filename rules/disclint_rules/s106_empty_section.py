"""S106: a part has a heading and nothing under it."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Section, Severity, Standing, Table
from disclint_rules.common import ARTICLE_50, ReportRule

_LEFT_TO_S113 = "other_matters"


class EmptySection(ReportRule):
    """A part without text; of a part that holds a table T201 says what is missing, of part six S113."""

    meta = RuleMeta(
        code="S106",
        name="empty-section",
        title=Phrase("部分内容为空", "a part is empty"),
        why=Phrase(
            "只有标题没有内容，等于没有报告这一项。总体情况、存在的主要问题及改进情况都必须写明，"
            "确实没有变化的也要如实说明。第六部分为空的见 S113。",
            "A heading with nothing under it reports nothing. The overall situation, the problems and the improvements "
            "must be told, and where nothing changed the report says so. Of an empty part six S113 speaks.",
        ),
        severity=Severity.ERROR,
        authority=Authority(Standing.SOURCED, ARTICLE_50),
        messages={
            "": Phrase("“{title}”部分没有内容", 'the part "{title}" has no content'),
        },
        examples=(
            Example(
                Phrase("第一部分只有标题", "part one is a bare heading"),
                replace=(("一、总体情况", "一、总体情况\n\n二、主动公开政府信息情况"),),
                drop=("active_disclosure",),
                expect=("overview",),
            ),
            Example(
                Phrase("第五部分只有标题", "part five is a bare heading"),
                year=2020,
                replace=(("五、存在的主要问题及改进情况", "五、存在的主要问题及改进情况\n\n六、其他需要报告的事项"),),
                drop=("other_matters",),
                expect=("problems",),
            ),
            Example(
                Phrase("第六部分写“无”", "part six says 无"),
                year=2020,
                replace=(("无其他需要报告的事项。", "无。"),),
            ),
            Example(Phrase("第二至四部分只有表格没有文字", "parts two to four hold a table and no text"), year=2020),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a part, if no part of that id says anything."""
        with_table = {table.section for table in report.form.tables.values()}
        silent = with_table | {section.id for section in report.sections if _told(section)} | {_LEFT_TO_S113}
        for section in report.sections:
            if section.id and section.id not in silent:
                yield self.finding(section.position, section.id, title=report.form.section(section.id).title)


def _told(section: Section) -> bool:
    return any(isinstance(block, Table) or block.text.strip() for block in section.blocks)
