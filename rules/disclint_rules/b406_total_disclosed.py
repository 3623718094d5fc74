"""B406: fewer documents are disclosed altogether than were disclosed this year."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, row_name, show
from disclint_rules.stocks import stocks

_ROW = "active_disclosure/normative_documents"


class TotalDisclosed(ReportRule):
    """Table 2 of 2019: 对外公开总数量 below 本年新公开数量."""

    meta = RuleMeta(
        code="B406",
        name="total-disclosed",
        title=Phrase("对外公开总数小于新公开数", "fewer disclosed altogether than this year"),
        why=Phrase(
            "2019年格式的“对外公开总数量”包括“本年新公开数量”，不会比它小。"
            "小于的，多因总数量填了以前年度的数，或者两列填反。请核对后改正。",
            "In the form of 2019 对外公开总数量 includes 本年新公开数量 and cannot be smaller. Mostly it has the number of "
            "earlier years, or the two columns were exchanged. Check them.",
        ),
        severity=Severity.WARNING,
        authority=advice("总数不会小于其中一部分", "a whole is not smaller than its part"),
        messages={
            "": Phrase(
                "{where}对外公开总数量{total}小于本年新公开数量{new}",
                "{where}: {total} disclosed altogether, fewer than the {new} disclosed this year",
            ),
        },
        examples=(
            Example(
                Phrase("总数量小于新公开数量", "the total is smaller"),
                year=2020,
                set=((f"{_ROW}/newly_disclosed", "8"),),
                replace=(("新公开1件", "新公开8件"),),
                expect=(f"{_ROW}/total_disclosed",),
            ),
            Example(
                Phrase("总数量漏填为 0", "a total of 0"),
                year=2019,
                set=(("active_disclosure/rules/newly_disclosed", "1"),),
                expect=("active_disclosure/rules/total_disclosed",),
            ),
            Example(Phrase("总数量不小于新公开数量", "the total is not smaller"), year=2020),
            Example(
                Phrase("全部为本年新公开", "all were disclosed this year"),
                year=2020,
                set=((f"{_ROW}/newly_disclosed", "6"),),
                replace=(("新公开1件", "新公开6件"),),
            ),
            Example(
                Phrase("空白由 C301 提示", "a blank is C301's"),
                year=2020,
                set=((f"{_ROW}/total_disclosed", ""), (f"{_ROW}/newly_disclosed", "1")),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each row, at the total."""
        for stock in stocks(report, "total_disclosed", "newly_disclosed"):
            total, new = stock.numbers
            if total < new:
                related = Related(
                    stock.cells[1].position, Phrase("本年新公开数量", "disclosed this year"), stock.cells[1].path
                )
                yield self.at_cell(
                    stock.cells[0],
                    related=(related,),
                    where=row_name(stock.table, stock.row),
                    total=show(total),
                    new=show(new),
                )
