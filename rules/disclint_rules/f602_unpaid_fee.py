"""F602: requests ended because a fee was not paid, and the report says only that no fee was raised."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, show
from disclint_rules.fees import says_none, words_of_part_six
from disclint_rules.ledger import ledger

_ROW = "requests/other_fee_unpaid/total"
_TOLD = "本机关2023年度未收取信息处理费，没有其他需要报告的事项。"
_UNPAID = (
    ("requests/other_fee_unpaid/natural_person", "2"),
    ("requests/other_fee_unpaid/total", "2"),
    ("requests/granted/natural_person", "2"),
    ("requests/granted/total", "3"),
)
_PROSE = (
    ("予以公开5件", "予以公开3件"),
    ("其他处理0件", "其他处理2件"),
)


class UnpaidFee(ReportRule):
    """Row （六）2 above 0 while part six says that no fee was raised."""

    meta = RuleMeta(
        code="F602",
        name="unpaid-fee",
        title=Phrase("逾期未缴费有数而未说明", "unpaid fees are counted and not told"),
        why=Phrase(
            "表三（六）2“申请人逾期未按收费通知要求缴纳费用”有件数，说明发出过收费通知，"
            "第六部分却只写“未收取信息处理费”。两处不一定矛盾，但应写明发出收费通知的件数和未缴费的情况；"
            "如果没有发过收费通知，请核对表三这一行。",
            "Row （六）2 of table 3 counts requests that ended because the fee was not paid in time, so notices were "
            "sent, and part six says only that no fee was raised. That need not be wrong, but the notices should be "
            "told; if none was sent, check the row.",
        ),
        severity=Severity.INFO,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "国办函〔2020〕109号：申请人逾期未缴纳信息处理费的，视为放弃申请",
                "国办函〔2020〕109号: a request whose fee is not paid in time is taken as abandoned",
            ),
        ),
        messages={
            "": Phrase(
                "第六部分写未收取信息处理费，表三“申请人逾期未按收费通知要求缴纳费用”为{number}件，应说明收费通知的情况",
                "part six says that no fee was raised, table 3 has {number} requests whose fee was not paid: tell of "
                "the notices",
            ),
        },
        examples=(
            Example(
                Phrase("有逾期未缴费，只写未收取", "fees were not paid, and only that none was raised"),
                set=_UNPAID,
                replace=_PROSE,
                expect=("other_matters",),
            ),
            Example(
                Phrase("收取金额为零", "an amount of 0"),
                year=2022,
                set=_UNPAID,
                replace=(
                    *_PROSE,
                    ("本机关2022年度未收取信息处理费，没有其他需要报告的事项。", "本年度收取信息处理费0元。"),
                ),
                expect=("other_matters",),
            ),
            Example(Phrase("表三没有逾期未缴费", "no fee was left unpaid")),
            Example(
                Phrase("写明收费通知", "the notices are told"),
                set=_UNPAID,
                replace=(*_PROSE, (_TOLD, "发出收费通知2件，申请人均逾期未缴纳，未收取信息处理费。")),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at the words that say that none was raised."""
        book = ledger(report)
        number = book.number(_ROW)
        texts = words_of_part_six(report)
        if not number or not texts or any("通知" in text.text for text in texts):
            return
        if text := next((text for text in texts if says_none(text)), None):
            yield self.finding(text.position, "other_matters", related=book.related(_ROW), number=show(number))
