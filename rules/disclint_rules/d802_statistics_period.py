"""D802: the period of the statistics is not the calendar year, or is not stated."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing, Text
from disclint_rules.common import ReportRule
from disclint_rules.prose import period


class StatisticsPeriod(ReportRule):
    """A stated period that does not run from 1 January to 31 December."""

    meta = RuleMeta(
        code="D802",
        name="statistics-period",
        title=Phrase("统计期限缺失或不符", "the period of the statistics is wrong or not stated"),
        why=Phrase(
            "年度报告的数据从当年 1 月 1 日统计到 12 月 31 日。写成其他起止日期，数据就不能与上年衔接，"
            "也不能与其他机关比较。请核对数据的起止时间后改正。四川省地方标准明定此期限，其他地方是通行做法；"
            "没有写明期限的只在选用时提示。",
            "The figures run from 1 January to 31 December of the year. With other dates they cannot be joined to "
            "last year's or compared with those of other organs. Check the dates and correct them. A Sichuan standard "
            "orders this period; elsewhere it is common practice. A period that is not stated is told on request only.",
        ),
        severity=Severity.ERROR,
        authority=Authority(
            Standing.SAMPLES,
            Phrase(
                "已公布的年度报告的通行做法；四川省见 DB51/T 2660—2019 第2.1条",
                "common practice in published reports; in Sichuan: DB51/T 2660—2019, clause 2.1",
            ),
        ),
        messages={
            "": Phrase(
                "统计期限“{written}”不是整个年度，应为{year}年1月1日至{year}年12月31日",
                'the period "{written}" is not the whole year, should run from 1 January {year} to 31 December {year}',
            ),
            "absent": Phrase("没有写明数据的统计期限", "the period of the statistics is not stated"),
        },
        examples=(
            Example(
                Phrase("统计到 11 月底", "the figures end in November"),
                replace=(("至2023年12月31日止", "至2023年11月30日止"),),
                expect=("lead",),
            ),
            Example(
                Phrase("起始年份没有改", "the first year was not changed"),
                year=2020,
                replace=(("自2020年1月1日起", "自2019年1月1日起"),),
                expect=("lead",),
            ),
            Example(
                Phrase("没有写明统计期限（选用时提示）", "no period stated (told on request)"),
                replace=(("，所列数据的统计期限自2023年1月1日起至2023年12月31日止", ""),),
                expect=("lead",),
            ),
            Example(Phrase("1 月 1 日至 12 月 31 日", "1 January to 31 December")),
            Example(
                Phrase("结束日期不重复写年份", "the year is not repeated"),
                replace=(("自2023年1月1日起至2023年12月31日止", "为2023 年1 月1 日—12 月31 日"),),
            ),
            Example(
                Phrase("正文中另有其他起止日期", "another range of dates in the text"),
                replace=(("发布政策解读2篇。", "发布政策解读2篇。2023年3月1日至5月31日开展专项检查。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding; a calendar year that is another than the report's is left to D801."""
        stated = period(report)
        if stated is None:
            first = next((block for block in report.front if isinstance(block, Text)), None)
            position = first.position if first else report.position
            yield self.finding(position, "lead", "absent", severity=Severity.INFO)
        elif (stated.first[1:], stated.last[1:]) != ((1, 1), (12, 31)) or stated.first[0] != stated.last[0]:
            year = report.year or stated.last[0]
            yield self.finding(stated.position, stated.path, written=stated.written, year=year)
