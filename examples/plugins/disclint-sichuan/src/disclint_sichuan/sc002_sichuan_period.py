"""SC002: the period of the statistics is not the calendar year of the report."""

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, Rule, RuleMeta, Severity

from disclint_sichuan.period import STANDARD, periods


class SichuanPeriod(Rule):
    """A stated period that does not run from 1 January to 31 December of the year the report is on."""

    meta = RuleMeta(
        code="SC002",
        name="sichuan-period",
        title=Phrase("四川：统计期限不是整个年度", "Sichuan: the period is not the calendar year"),
        why=Phrase(
            "四川省地方标准规定统计期限为上一年1月1日至12月31日。请核对数据的起止时间后改正。"
            "与全国通用的 D802 相同之处报两次，可在配置中 ignore D802。",
            "The local standard of Sichuan lays down 1 January to 31 December of the year before. Check the dates and "
            "correct them. The national rule D802 then speaks, too: ignore it if you like.",
        ),
        severity=Severity.ERROR,
        authority=STANDARD,
        messages={
            "": Phrase(
                "统计期限“{written}”不是整个年度，四川省规定为{year}年1月1日至12月31日",
                'the period "{written}" is not the year: Sichuan lays down 1 January to 31 December {year}',
            )
        },
        examples=(
            Example(
                Phrase("统计到11月底", "the figures end in November"),
                replace=(("至2023年12月31日止", "至2023年11月30日止"),),
                expect=("lead",),
            ),
            Example(
                Phrase("年份没有改", "the year was not changed"),
                year=2022,
                replace=(("自2022年1月1日起至2022年12月31日止", "自2021年1月1日起至2021年12月31日止"),),
                expect=("lead",),
            ),
            Example(Phrase("整个年度", "the calendar year")),
            Example(
                Phrase("全角数字、不重复年份", "full-width digits, the year once"),
                replace=(("自2023年1月1日起至2023年12月31日止", "为２０２３年１月１日—１２月３１日"),),
            ),
            Example(
                Phrase("其他日期范围不是统计期限", "other ranges of dates"),
                replace=(("组织业务培训2次", "2023年3月1日至5月31日组织业务培训2次"),),
            ),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """A finding at each wrong period; silent when the year of the report cannot be told."""
        if report.year is None:
            return
        for period in periods(report):
            if not period.is_year(report.year):
                position = period.text.part(period.start, period.end)
                yield self.finding(position, period.path, written=period.written, year=report.year)
