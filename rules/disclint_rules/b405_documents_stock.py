"""B405: more documents were issued this year than there are, those repealed added."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, row_name, show
from disclint_rules.stocks import stocks

_ROW = "active_disclosure/normative_documents"


class DocumentsStock(ReportRule):
    """Table 2 of 2021: in force + repealed − issued, the stock at the beginning of the year, is negative."""

    meta = RuleMeta(
        code="B405",
        name="documents-stock",
        title=Phrase("规范性文件存量为负", "the stock of documents is negative"),
        why=Phrase(
            "年末现行有效件数加本年废止件数，减去本年制发件数，就是年初的存量，不会小于 0。"
            "小于 0 多因现行有效件数没有把本年制发的计入，或者漏填。请核对三个数。"
            "本年制发又在本年失效、没有计入废止的，属于例外，可以说明。",
            "Documents in force at the end of the year plus those repealed, less those issued, are the stock at its "
            "beginning, which cannot be below 0. Mostly the number in force does not include this year's. Check the "
            "three numbers. Documents issued and expired within the year without repeal are an exception.",
        ),
        severity=Severity.WARNING,
        authority=advice("存量不会为负", "a stock is not negative"),
        messages={
            "": Phrase(
                "{where}推算的年初存量为负：现行有效 {in_force} + 废止 {repealed} - 制发 {issued} = {stock}",
                "{where}: the stock at the beginning of the year would be negative: in force {in_force} + repealed "
                "{repealed} - issued {issued} = {stock}",
            ),
        },
        examples=(
            Example(
                Phrase("现行有效没有计入本年制发", "this year's are not among those in force"),
                set=((f"{_ROW}/issued", "9"),),
                replace=(("制发行政规范性文件1件", "制发行政规范性文件9件"),),
                expect=(f"{_ROW}/in_force",),
            ),
            Example(
                Phrase("规章", "rules"),
                year=2021,
                set=(("active_disclosure/rules/issued", "2"), ("active_disclosure/rules/repealed", "1")),
                expect=("active_disclosure/rules/in_force",),
            ),
            Example(Phrase("存量不为负", "the stock is not negative")),
            Example(
                Phrase("全部为本年制发", "all were issued this year"),
                set=((f"{_ROW}/issued", "6"),),
                replace=(("制发行政规范性文件1件", "制发行政规范性文件6件"),),
            ),
            Example(Phrase("2019 年格式没有这几列", "the form of 2019 has no such columns"), year=2020),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each row, at the number in force."""
        for stock in stocks(report, "in_force", "repealed", "issued"):
            in_force, repealed, issued = stock.numbers
            if in_force + repealed - issued < 0:
                yield self.at_cell(
                    stock.cells[0],
                    related=tuple(
                        Related(cell.position, Phrase(cell.form.label, cell.form.label), cell.path)
                        for cell in stock.cells[1:]
                    ),
                    where=row_name(stock.table, stock.row),
                    in_force=show(in_force),
                    repealed=show(repealed),
                    issued=show(issued),
                    stock=show(in_force + repealed - issued),
                )
