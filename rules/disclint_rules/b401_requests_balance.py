"""B401: what came in must be what was answered and what was carried forward, in every column of table 3."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import by_form
from disclint_rules.equations import EquationRule, messages


class RequestsBalance(EquationRule):
    """Table 3: new + carried over = total of results + carried forward."""

    meta = RuleMeta(
        code="B401",
        name="requests-balance",
        title=Phrase("表三收办结转不平衡", "table 3: requests received and handled do not balance"),
        why=Phrase(
            "表三每一列都应满足：一、本年新收 + 二、上年结转 =（七）总计 + 四、结转下年度继续办理。"
            "这是格式中唯一印在表上的勾稽关系，不平衡的报告通常会被退回。"
            "请逐列核对：漏计的答复补入第三项，尚未办结的申请计入第四项；上年结转数应与上一年度报告的结转数一致。",
            "In every column of table 3, new requests plus those carried over must equal the total of results plus "
            "those carried forward. It is the one equation printed in the form, and a report that fails it is sent "
            "back. Check each column: enter answers that were not counted, put requests not yet answered into item "
            "四, and compare the number carried over with last year's report.",
        ),
        severity=Severity.ERROR,
        authority=by_form(
            "表三左上角“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”",
            "table 3, corner cell: item 1 plus item 2 equals item 3 plus item 4",
        ),
        messages=messages(
            "收办不平衡（一加二应等于三（七）加四）",
            "requests do not balance (new + carried over = total of results + carried forward)",
        ),
        examples=(
            Example(
                Phrase("自然人列结转数填错", "wrong number carried forward, natural persons"),
                set=(("requests/carried_forward/natural_person", "97"),),
                expect=("requests/result_total/natural_person",),
            ),
            Example(
                Phrase("新收数漏计，总计列未同步", "new requests of businesses changed, total column not"),
                year=2020,
                set=(("requests/new_received/business", "58"), ("requests/carried_over/total", "63")),
                expect=("requests/result_total/business", "requests/result_total/total"),
            ),
            Example(
                Phrase("空白处填任何数都不能平衡", "no number in the blank cell can balance"),
                set=(("requests/carried_over/research", ""), ("requests/new_received/research", "91")),
                expect=("requests/result_total/research",),
            ),
            Example(Phrase("各列平衡", "all columns balance")),
            Example(
                Phrase(
                    "空白一格即可解释差额，由 C301 提示", "the blank cell alone explains the difference; C301 speaks"
                ),
                set=(("requests/carried_forward/natural_person", ""),),
            ),
            Example(
                Phrase("2020 年度报告各列平衡", "a report on 2020 that balances"),
                year=2020,
            ),
        ),
    )
