"""B404: the outcomes of table 4 must add up to 总计, three times."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import by_form
from disclint_rules.equations import EquationRule, messages


class OutcomesTotal(EquationRule):
    """Table 4: upheld, corrected, other and pending cases add up to 总计."""

    meta = RuleMeta(
        code="B404",
        name="outcomes-total",
        title=Phrase("表四总计不符", "table 4: outcomes do not add up to their total"),
        why=Phrase(
            "表四分行政复议、未经复议直接起诉、复议后起诉三组，每组的结果维持、结果纠正、其他结果、"
            "尚未审结之和应等于该组总计。“总计”包括尚未审结的案件，漏加这一项是最常见的错误。请逐组重新加总后改正。",
            "Table 4 has three groups: review, lawsuits without review, lawsuits after review. In each, upheld, "
            "corrected, other and pending cases must add up to the group's 总计. The total includes pending cases; "
            "leaving them out is the usual mistake. Add up each group again.",
        ),
        severity=Severity.ERROR,
        authority=by_form("表四各组“总计”", "table 4, the three columns 总计"),
        messages=messages("案件合计不符（四种结果之和应等于总计）", "outcomes do not add up to 总计"),
        examples=(
            Example(
                Phrase("总计漏加尚未审结", "pending cases left out of the total"),
                set=(("review_litigation/cases/review_pending", "37"),),
                expect=("review_litigation/cases/review_total",),
            ),
            Example(
                Phrase("两组诉讼总计填错", "both totals of lawsuits wrong"),
                year=2020,
                set=(
                    ("review_litigation/cases/direct_total", "28"),
                    ("review_litigation/cases/post_review_total", "39"),
                ),
                expect=("review_litigation/cases/direct_total", "review_litigation/cases/post_review_total"),
            ),
            Example(Phrase("三组合计相符", "all three groups add up")),
            Example(
                Phrase(
                    "空白一格即可解释差额，由 C301 提示", "the blank cell alone explains the difference; C301 speaks"
                ),
                set=(("review_litigation/cases/direct_total", ""),),
            ),
        ),
    )
