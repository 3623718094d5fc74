"""S107: the report has no title."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule


class MissingTitle(ReportRule):
    """No line names the organ, the year and the kind of report."""

    meta = RuleMeta(
        code="S107",
        name="missing-title",
        title=Phrase("标题缺失", "no title"),
        why=Phrase(
            "标题写明是哪个机关、哪一年度的报告；没有标题，报告单独下载或转载后就认不出来，年份也无从核对。"
            "请在开头加上“（机关名称）（年份）年政府信息公开工作年度报告”。",
            "The title tells which organ and which year a report is on. Without it a copy cannot be told from others, "
            "and the year cannot be checked. Put (organ)(year)年政府信息公开工作年度报告 at the top.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SAMPLES,
            Phrase("已公布的年度报告的通行做法", "common practice in published reports"),
        ),
        messages={
            "": Phrase(
                "没有标题，应为“{expected}”",
                'there is no title; it should read "{expected}"',
            ),
        },
        examples=(
            Example(Phrase("没有标题", "no title"), drop=("title",), expect=("title",)),
            Example(
                Phrase("直接从第一部分开始", "the text begins with part one"),
                year=2020,
                drop=("title", "lead"),
                expect=("title",),
            ),
            Example(Phrase("机关在前，年份在后", "organ before year")),
            Example(
                Phrase("年份在前，标题分两行", "year before organ, on two lines"),
                replace=(
                    ("清河县水利局2023年政府信息公开工作年度报告", "2023年清河县水利局\n政府信息公开工作年度报告"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the first line."""
        if report.title is None and not report.only_tables:
            organ = report.organ or "（机关名称）"
            year = report.year or "（年份）"
            yield self.finding(report.position, "title", expected=f"{organ}{year}年政府信息公开工作年度报告")
