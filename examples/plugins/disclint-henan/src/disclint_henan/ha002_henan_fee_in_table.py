"""HA002: a fee was collected, and table 2 has no charge."""

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, Rule, RuleMeta, Severity, show

from disclint_henan.fee import FIRST_YEAR, NOTICE, raised

_CELL = "active_disclosure/administrative_fees/amount"
_TOLD = "本机关2023年度未收取信息处理费，没有其他需要报告的事项。"
_SMALL = 500  # 元: rounded to 0.1 万元 it is 0, and how to round is written nowhere


class HenanFeeInTable(Rule):
    """The fee is an administrative charge in Henan, so it belongs into table 2, article 20 (8), in 万元."""

    meta = RuleMeta(
        code="HA002",
        name="henan-fee-in-table",
        title=Phrase("河南：收取了信息处理费，表二收费为0", "Henan: a fee was collected, table 2 has 0"),
        why=Phrase(
            "河南省把信息处理费列为行政事业性收费，收取的金额应计入表二第二十条第（八）项（单位万元：2950元为0.295万元）。"
            "不足500元的可能因四舍五入为0，不提示。",
            "In Henan the fee is an administrative charge; what was collected belongs into table 2, article 20 (8), in "
            "万元 (2950 元 are 0.295). Less than 500 元 may be rounded to 0.",
        ),
        severity=Severity.WARNING,
        authority=NOTICE,
        messages={
            "": Phrase(
                "第六部分写明收取信息处理费“{written}”，表二行政事业性收费为0；河南省把处理费列为行政事业性收费",
                'part six says "{written}" were collected, table 2 has 0 charges; in Henan the fee is such a charge',
            ),
        },
        examples=(
            Example(
                Phrase("收取2950元，表二为0", "2950 元 collected, 0 in table 2"),
                replace=((_TOLD, "本年度收取信息处理费2,950元。"),),
                expect=("other_matters",),
            ),
            Example(
                Phrase("以万元写", "in 万元"),
                year=2021,
                replace=(("本机关2021年度未收取信息处理费，没有其他需要报告的事项。", "共收取信息处理费 1.2 万元。"),),
                expect=("other_matters",),
            ),
            Example(
                Phrase("表二有此金额", "table 2 has it"),
                set=((_CELL, "0.295"),),
                replace=((_TOLD, "本年度收取信息处理费2950元。"),),
            ),
            Example(Phrase("未收取", "none was collected")),
            Example(
                Phrase("应收而未收", "due, not collected"),
                replace=((_TOLD, "应收取信息处理费2950元，申请人逾期未缴。"),),
            ),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """A finding at each amount; silent where table 2 does not hold a plain 0."""
        cell = report.cell(_CELL)
        if cell is None or cell.number != 0 or (report.year or 0) < FIRST_YEAR:
            return
        for fee in raised(report):
            if fee.yuan >= _SMALL:
                amount = Phrase(f"表二行政事业性收费：{show(cell.number)}", f"charges in table 2: {show(cell.number)}")
                yield self.finding(
                    fee.text.part(fee.start, fee.end),
                    "other_matters",
                    related=(Related(cell.position, amount, cell.path),),
                    written=fee.text.text[fee.start : fee.end],
                )
