"""B403: the kinds of applicants of table 3 must add up to 总计, in every row."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import by_form
from disclint_rules.equations import EquationRule, messages


class ApplicantsTotal(EquationRule):
    """Table 3: natural persons and the five kinds of organisations add up to 总计."""

    meta = RuleMeta(
        code="B403",
        name="applicants-total",
        title=Phrase("表三申请人合计不符", "table 3: applicants do not add up to their total"),
        why=Phrase(
            "表三每一行，自然人与五类法人或其他组织之和应等于最右一列“总计”。"
            "合计不符多因数字填错列或改了明细没有改总计。"
            "请按行重新加总；申请人类别以提出申请的主体为准，一件申请只计一次。",
            "In every row of table 3 natural persons and the five kinds of organisations must add up to the last "
            "column, 总计. A difference mostly comes from a number in the wrong column, or from a total left as it "
            "was when a part was changed. Add up the row again; each request counts once, under the one who made it.",
        ),
        severity=Severity.ERROR,
        authority=by_form("表三“总计”列", "table 3, column 总计"),
        messages=messages("申请人合计不符（自然人与各类组织之和应等于总计）", "applicants do not add up to 总计"),
        examples=(
            Example(
                Phrase("总计填错", "wrong total"),
                set=(("requests/granted/total", "96"),),
                expect=("requests/granted/total",),
            ),
            Example(
                Phrase("改了明细没有改总计", "parts changed, totals left"),
                year=2020,
                set=(("requests/new_received/research", "41"), ("requests/carried_forward/other_org", "52")),
                expect=("requests/new_received/total", "requests/carried_forward/total"),
            ),
            Example(
                Phrase("空白处填任何数都不能相等", "no number in the blank cell can make it true"),
                set=(("requests/carried_over/business", ""), ("requests/carried_over/research", "83")),
                expect=("requests/carried_over/total",),
            ),
            Example(Phrase("各行合计相符", "all rows add up")),
            Example(
                Phrase(
                    "空白一格即可解释差额，由 C301 提示", "the blank cell alone explains the difference; C301 speaks"
                ),
                set=(("requests/new_received/natural_person", ""),),
            ),
        ),
    )
