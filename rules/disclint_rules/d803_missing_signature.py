"""D803: no organ or no date at the end."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice


class MissingSignature(ReportRule):
    """A report that ends without the name of the organ or without a date."""

    meta = RuleMeta(
        code="D803",
        name="missing-signature",
        title=Phrase("落款缺失", "no organ or date at the end"),
        why=Phrase(
            "落款写明由哪个机关、什么时候发布，读者据此判断是否按期公布。多数已公布的报告有落款，"
            "但未见明文要求，所以只在选用时提示。请在文末加上机关名称和日期。",
            "The organ and the date at the end tell who published the report and when, so whether it was in time. Most "
            "published reports have them; no norm that asks for them was found, so it is told on request only. Add the "
            "name of the organ and the date.",
        ),
        severity=Severity.INFO,
        authority=advice("disclint 的建议：文末署机关名称和日期", "advice of disclint: sign with organ and date"),
        messages={
            "": Phrase("文末没有落款（机关名称和日期）", "there is no organ and no date at the end"),
            "organ": Phrase("落款只有日期，没有机关名称", "there is a date at the end, but no organ"),
            "date": Phrase("落款只有机关名称，没有日期", "there is an organ at the end, but no date"),
        },
        examples=(
            Example(Phrase("没有落款", "no organ and no date"), drop=("signature",), expect=("signature",)),
            Example(
                Phrase("只有机关名称", "an organ without a date"),
                year=2020,
                replace=(("2021年1月15日", ""),),
                expect=("signature",),
            ),
            Example(Phrase("机关名称和日期分两行", "organ and date on two lines")),
            Example(
                Phrase("机关名称和日期在一行", "organ and date on one line"),
                replace=(("2024年1月15日", "清河县水利局 2024年1月15日"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the end."""
        sign = report.signature
        if sign is None or not (sign.organ or sign.date_text):
            yield self.finding(report.end, "signature")
        elif not sign.organ:
            yield self.finding(sign.position, "signature", "organ")
        elif not sign.date_text:
            yield self.finding(sign.position, "signature", "date")
