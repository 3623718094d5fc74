"""B407: more items were given up this year than there were."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, row_name, show
from disclint_rules.stocks import stocks


class ItemsNegative(ReportRule):
    """Table 2 of 2019: 上一年项目数量 plus 本年增/减 is negative."""

    meta = RuleMeta(
        code="B407",
        name="items-negative",
        title=Phrase("项目数加增减为负", "the number of items is negative"),
        why=Phrase(
            "2019年格式中，上一年项目数量加本年增/减就是现有项目数量，不会小于 0。"
            "小于 0 多因增减填成了处理决定的变化，或者把现有数量当作减少数填写。请核对后改正。",
            "In the form of 2019 the items of last year plus this year's change are the items there are, which cannot "
            "be below 0. Mostly the change is that of the decisions, or the new number was entered as a decrease.",
        ),
        severity=Severity.WARNING,
        authority=advice("项目数量不会为负", "a number of items is not negative"),
        messages={
            "": Phrase(
                "{where}项目数量为负：上一年 {prior}，本年增减 {delta}，现有 {left}",
                "{where}: a negative number of items: {prior} last year, change {delta}, leaves {left}",
            ),
        },
        examples=(
            Example(
                Phrase("减少数大于上一年数量", "the decrease is more than there was"),
                year=2020,
                set=(("active_disclosure/licences/delta", "-12"),),
                expect=("active_disclosure/licences/delta",),
            ),
            Example(
                Phrase("收费项目", "charges"),
                year=2019,
                set=(
                    ("active_disclosure/administrative_fees/prior_items", "0"),
                    ("active_disclosure/administrative_fees/delta", "-1"),
                ),
                expect=("active_disclosure/administrative_fees/delta",),
            ),
            Example(Phrase("有增有减", "more and fewer"), year=2020),
            Example(
                Phrase("全部取消", "all were given up"),
                year=2020,
                set=(("active_disclosure/licences/delta", "-8"),),
            ),
            Example(
                Phrase("增减为空或一横，由 C301、C302 提示", "a blank is C301's, a dash C302's"),
                year=2020,
                set=(("active_disclosure/licences/delta", "－"), ("active_disclosure/penalties/delta", "")),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each row, at the change."""
        for stock in stocks(report, "delta", "prior_items"):
            delta, prior = stock.numbers
            if prior + delta < 0:
                related = Related(
                    stock.cells[1].position, Phrase("上一年项目数量", "items last year"), stock.cells[1].path
                )
                yield self.at_cell(
                    stock.cells[0],
                    related=(related,),
                    where=row_name(stock.table, stock.row),
                    prior=show(prior),
                    delta=show(delta),
                    left=show(prior + delta),
                )
