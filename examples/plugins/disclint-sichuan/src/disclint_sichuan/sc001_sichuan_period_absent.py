"""SC001: the period of the statistics is not stated."""

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, Rule, RuleMeta, Severity

from disclint_sichuan.period import STANDARD, periods, stated_as_year

_STATED = "，所列数据的统计期限自2023年1月1日起至2023年12月31日止"


class SichuanPeriodAbsent(Rule):
    """A report of Sichuan that does not say what time its figures are of."""

    meta = RuleMeta(
        code="SC001",
        name="sichuan-period-absent",
        title=Phrase("四川：没有写明统计期限", "Sichuan: the period of the statistics is not stated"),
        why=Phrase(
            "四川省地方标准规定年度报告的统计期限为上一年1月1日至12月31日。请在前言写明。",
            "The local standard of Sichuan lays down the period, 1 January to 31 December of the year before. State it in "
            "the lead.",
        ),
        severity=Severity.WARNING,
        authority=STANDARD,
        messages={"": Phrase("没有写明数据的统计期限", "the period of the statistics is not stated")},
        examples=(
            Example(Phrase("没有写", "not stated"), replace=((_STATED, ""),), expect=("lead",)),
            Example(Phrase("写明期限", "stated")),
            Example(Phrase("写作全年", "as the whole year"), replace=((_STATED, "，数据统计期限为2023年度"),)),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding, at the lead, or where it should be."""
        if next(periods(report), None) is None and not stated_as_year(report):
            first = next((text for path, text in report.paragraphs() if path == "lead"), None)
            yield self.finding(first.position if first else report.position, "lead")
