"""N002: lawsuits after a review, counted by the organ that reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, OrganType, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, show
from disclint_rules.organs import organ_of
from disclint_rules.passages import prose_of

_JOINT = "共同被告"
_LEFT_OUT = r"[不未没]\w{0,6}(?:计|统计|纳入|列入|包括|含)|剔除|除外"


class JointDefendant(ReportRule):
    """复议后起诉 above 0 in the report of a government, or of an organ that speaks of joint defendants."""

    meta = RuleMeta(
        code="N002",
        name="joint-defendant",
        title=Phrase("共同被告计数提示", "cases as a joint defendant: check"),
        why=Phrase(
            "复议机关与原机关作共同被告的诉讼，只由作出原行政行为的机关统计，复议机关不计。"
            "政府是多数复议案件的复议机关，“复议后起诉”有数的，请核对没有计入只作共同被告的案件；"
            "正文写明已经剔除的不再提示。",
            "A lawsuit in which the organ of review is a joint defendant is counted by the organ that acted first, not "
            "by the one that reviewed. Governments review most cases: where 复议后起诉 is not 0, check that no case is "
            "counted in which they merely reviewed. Where the text says that these are left out, nothing is said.",
        ),
        severity=Severity.INFO,
        authority=Authority(
            Standing.SOURCED,
            Phrase("国办公开办函〔2016〕201号", "国办公开办函〔2016〕201号"),
        ),
        messages={
            "": Phrase(
                "“复议后起诉”有 {count} 件；仅作为复议机关当共同被告的案件不计入，请核对",
                "{count} lawsuits after a review; those in which the organ merely reviewed are not counted here: check",
            ),
        },
        examples=(
            Example(
                Phrase("县政府有复议后起诉 3 件", "a county government with three"),
                replace=(("清河县水利局", "清河县人民政府"), ("被提起行政诉讼0件", "被提起行政诉讼3件")),
                set=(
                    ("review_litigation/cases/post_review_upheld", "3"),
                    ("review_litigation/cases/post_review_total", "3"),
                ),
                expect=("review_litigation/cases/post_review_total",),
            ),
            Example(
                Phrase("部门的正文写到共同被告", "a department that speaks of joint defendants"),
                replace=(("被提起行政诉讼0件", "作为共同被告被提起行政诉讼1件"),),
                set=(
                    ("review_litigation/cases/post_review_other", "1"),
                    ("review_litigation/cases/post_review_total", "1"),
                ),
                expect=("review_litigation/cases/post_review_total",),
            ),
            Example(
                Phrase("正文写明共同被告案件不计入", "the text says that they are left out"),
                replace=(
                    ("清河县水利局", "清河县人民政府"),
                    ("被提起行政诉讼0件", "被提起行政诉讼3件，作为复议机关当共同被告的案件未计入"),
                ),
                set=(
                    ("review_litigation/cases/post_review_upheld", "3"),
                    ("review_litigation/cases/post_review_total", "3"),
                ),
            ),
            Example(
                Phrase("部门有复议后起诉", "a department with lawsuits after a review"),
                replace=(("被提起行政诉讼0件", "被提起行政诉讼3件"),),
                set=(
                    ("review_litigation/cases/post_review_upheld", "3"),
                    ("review_litigation/cases/post_review_total", "3"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the total."""
        table = report.tables.get("review_litigation")
        cell = table.cell("cases", "post_review_total") if table else None
        if cell is None or cell.number is None or cell.number <= 0:
            return
        text = prose_of(report).text
        spoken = text.find(_JOINT)
        if spoken >= 0 and re.search(_LEFT_OUT, text[max(0, spoken - 30) : spoken + 44]):
            return
        if spoken >= 0 or organ_of(report).kind is OrganType.GOVERNMENT:
            yield self.at_cell(cell, count=show(cell.number))
