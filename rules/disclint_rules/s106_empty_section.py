"""S106: a part has a heading and nothing under it."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Section, Severity, Standing, Table
from disclint_rules.common import ARTICLE_50, ReportRule


class EmptySection(ReportRule):
    """A part without text; of a part that holds a table T201 says what is missing."""

    meta = RuleMeta(
        code="S106",
        name="empty-section",
        title=Phrase("部分内容为空", "a part is empty"),
        why=Phrase(
            "只有标题没有内容，等于没有报告这一项。"
            "总体情况和存在的主要问题必须写明；第六部分没有其他事项的，写“无”或“没有其他需要报告的事项”。",
            "A heading with nothing under it reports nothing. The overall situation and the problems must be told; "
            "where there is nothing else to report, part six says so (无).",
        ),
        severity=Severity.ERROR,
        authority=Authority(Standing.SOURCED, ARTICLE_50),
        messages={
            "": Phrase("“{title}”部分没有内容", 'the part "{title}" has no content'),
        },
        examples=(
            Example(
                Phrase("第六部分只有标题", "part six is a bare heading"),
                replace=(("本机关2023年度未收取信息处理费，没有其他需要报告的事项。", ""),),
                expect=("other_matters",),
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
                replace=(("本机关2023年度未收取信息处理费，没有其他需要报告的事项。", "无。"),),
            ),
            Example(Phrase("第二至四部分只有表格没有文字", "parts two to four hold a table and no text"), year=2020),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a part, if no part of that id says anything."""
        with_table = {table.section for table in report.form.tables.values()}
        told = {section.id for section in report.sections if _told(section)}
        for section in report.sections:
            if section.id and section.id not in with_table and section.id not in told:
                yield self.finding(section.position, section.id, title=report.form.section(section.id).title)


def _told(section: Section) -> bool:
    return any(isinstance(block, Table) or block.text.strip() for block in section.blocks)
