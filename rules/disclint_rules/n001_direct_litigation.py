"""N001: lawsuits without a review, since refusals must go to review first."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, show

_SINCE = 2024


class DirectLitigation(ReportRule):
    """未经复议直接起诉 above 0 in a report on 2024 or later."""

    meta = RuleMeta(
        code="N001",
        name="direct-litigation",
        title=Phrase("直接起诉提示", "lawsuits without a review: check"),
        why=Phrase(
            "2024年起施行的《行政复议法》规定，对不予公开政府信息不服的，应当先申请行政复议。"
            "因此2024年度以后“未经复议直接起诉”有数的，请核对是不是应计入“复议后起诉”。"
            "其他类型的案件、2024年以前受理的案件，仍可能直接起诉，所以只作提示。",
            "Under the law on administrative review in force since 2024, a refusal to disclose has to go to review "
            "before it goes to court. Where 未经复议直接起诉 is not 0 for 2024 or later, check whether the cases belong "
            "under 复议后起诉. Other cases, and those accepted before, may still go to court directly: a hint only.",
        ),
        severity=Severity.INFO,
        authority=Authority(
            Standing.ADVICE,
            Phrase(
                "《行政复议法》（2023年修订）关于复议前置的规定，仅据间接资料，条文未核对（年报没有明文规定）",
                "the Administrative Review Law (revised 2023) on review before lawsuit, known at second hand only "
                "(no norm on the report says so)",
            ),
        ),
        messages={
            "": Phrase(
                "“未经复议直接起诉”有 {count} 件；2024年起不予公开案件须先申请复议，请核对是否应计入“复议后起诉”",
                "{count} lawsuits without a review; since 2024 refusals go to review first: check whether they belong "
                "under 复议后起诉",
            ),
        },
        examples=(
            Example(
                Phrase("2024 年度有直接起诉 2 件", "two in a report on 2024"),
                year=2024,
                set=(
                    ("review_litigation/cases/direct_upheld", "2"),
                    ("review_litigation/cases/direct_total", "2"),
                ),
                replace=(("被提起行政诉讼0件", "被提起行政诉讼2件"),),
                expect=("review_litigation/cases/direct_total",),
            ),
            Example(
                Phrase("2025 年度有直接起诉 1 件，尚未审结", "one pending in a report on 2025"),
                year=2025,
                set=(
                    ("review_litigation/cases/direct_pending", "1"),
                    ("review_litigation/cases/direct_total", "1"),
                ),
                replace=(("被提起行政诉讼0件", "被提起行政诉讼1件"),),
                expect=("review_litigation/cases/direct_total",),
            ),
            Example(
                Phrase("2023 年度可以直接起诉", "in 2023 a lawsuit could come first"),
                set=(
                    ("review_litigation/cases/direct_upheld", "2"),
                    ("review_litigation/cases/direct_total", "2"),
                ),
                replace=(("被提起行政诉讼0件", "被提起行政诉讼2件"),),
            ),
            Example(Phrase("2024 年度没有直接起诉", "none in 2024"), year=2024),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the total."""
        table = report.tables.get("review_litigation")
        if table is None or report.year is None or report.year < _SINCE:
            return
        cell = table.cell("cases", "direct_total")
        if cell and cell.number is not None and cell.number > 0:
            yield self.at_cell(cell, count=show(cell.number))
