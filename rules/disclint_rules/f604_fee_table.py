"""F604: the processing fee that was raised is more than all charges of table 2."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import Number, ReportRule, show
from disclint_rules.counting import Meaning, passages
from disclint_rules.fees import FIRST_YEAR
from disclint_rules.ledger import ledger

_CELL = "active_disclosure/administrative_fees/amount"
_TOLD = "本机关2023年度未收取信息处理费，没有其他需要报告的事项。"
_YUAN = 10_000


class FeeTable(ReportRule):
    """The fee of part six in 元 against table 2, article 20 (8), in 万元."""

    meta = RuleMeta(
        code="F604",
        name="fee-table",
        title=Phrase("处理费与表二收费矛盾", "the processing fee contradicts table 2"),
        why=Phrase(
            "河南、四川等地把信息处理费列为行政事业性收费，收取的金额应当计入表二第二十条第（八）项，"
            "该项金额就不应少于信息处理费。正文以元计，表二以万元计：380元为0.038万元。"
            "不符多因表二漏填，或者把元填进了万元。表二的尾数按四舍五入放宽，填0的放宽到500元。请核对后改正。",
            "In Henan, Sichuan and other places the processing fee is an administrative charge, so what was raised "
            "belongs into table 2, article 20 (8), which cannot be less. The prose counts in 元, the table in 万元: "
            "380元 are 0.038. Mostly the table was left at 0. Rounding is allowed for, with 0 up to 500 元.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SAMPLES,
            Phrase(
                "河南省、四川省关于信息处理费的通知把它列为行政事业性收费；其他地方按已公布报告的通行做法提示",
                "notices of Henan and Sichuan make the fee an administrative charge; elsewhere: common practice",
            ),
        ),
        messages={
            "": Phrase(
                "正文“{written}”（{wan}万元），多于表二行政事业性收费{amount}万元",
                'the prose says "{written}" ({wan} 万元), more than the {amount} 万元 of charges in table 2',
            ),
        },
        examples=(
            Example(
                Phrase("收取了处理费，表二为 0", "a fee was raised, and table 2 has 0"),
                replace=((_TOLD, "本年度收取信息处理费2950元。"),),
                expect=("other_matters",),
            ),
            Example(
                Phrase("表二少于处理费", "table 2 has less than the fee"),
                year=2022,
                set=(("active_disclosure/administrative_fees/amount", "0.12"),),
                replace=(
                    (
                        "本机关2022年度未收取信息处理费，没有其他需要报告的事项。",
                        "发出收费通知8件，收取信息处理费1.5万元。",
                    ),
                ),
                expect=("other_matters",),
            ),
            Example(
                Phrase("换算后相符", "the same in 万元"),
                set=(("active_disclosure/administrative_fees/amount", "0.295"),),
                replace=((_TOLD, "本年度收取信息处理费2950元。"),),
            ),
            Example(
                Phrase("四舍五入、其他收费", "rounded; other charges"),
                set=(("active_disclosure/administrative_fees/amount", "0.04"),),
                replace=((_TOLD, "本年度收取信息处理费 380 元。"),),
            ),
            Example(
                Phrase("应收未收、小额", "due but not paid, a small amount"),
                replace=((_TOLD, "应收信息处理费3000元，减免信息处理费2700元，实际收取信息处理费300元。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at the amount; silent where several amounts are given."""
        book = ledger(report)
        cell, amount = book.cell(_CELL), book.number(_CELL)
        if cell is None or amount is None or (report.year or 0) < FIRST_YEAR:
            return
        for passage in passages(report):
            fee = passage.voice(Meaning.FEE)
            if fee and fee.number - amount * _YUAN > _tolerance(amount):
                yield self.finding(
                    passage.place(fee),
                    passage.path,
                    related=book.related(_CELL),
                    written=passage.written(fee),
                    wan=show(Decimal(fee.number) / _YUAN),
                    amount=show(amount),
                )


def _tolerance(amount: Number) -> Decimal:
    """Half of the last digit of the table in 元; a whole number may have lost up to 0.05 万元."""
    digits = -int(amount.as_tuple().exponent) if isinstance(amount, Decimal) else 0
    return Decimal(_YUAN // 2).scaleb(-max(1, digits))
