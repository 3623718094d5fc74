"""C303: a count that is not whole."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity, ValueKind
from disclint_rules.common import ReportRule, by_form, cell_name, cells, show


class FractionalCount(ReportRule):
    """A number of documents, requests or cases with a fraction."""

    meta = RuleMeta(
        code="C303",
        name="fractional-count",
        title=Phrase("件数非整数", "a count is not whole"),
        why=Phrase(
            "件数、数量只能是整数；出现小数，多因把金额填进了件数列，或者小数点、千位分隔符误写。请核对后改为整数。"
            "收费金额和采购总金额可以有小数。",
            "Documents, requests and cases are counted in whole numbers. A fraction mostly is an amount of money in "
            "the wrong column, or a misplaced point. Check it and enter a whole number. Amounts of money may have "
            "decimals.",
        ),
        severity=Severity.ERROR,
        authority=by_form("表头“件数”“数量”", "headers 件数, 数量 (counts)"),
        messages={
            "": Phrase("{where}是 {number}，件数应为整数", "{where} is {number}; a count must be whole"),
        },
        examples=(
            Example(
                Phrase("件数有小数", "a count with decimals"),
                set=(("active_disclosure/licences/decisions", "36.5"),),
                expect=("active_disclosure/licences/decisions",),
            ),
            Example(
                Phrase("采购项目数量与金额填反", "number and amount exchanged"),
                year=2020,
                set=(
                    ("active_disclosure/procurement/project_count", "18.6"),
                    ("active_disclosure/procurement/amount", "3"),
                ),
                expect=("active_disclosure/procurement/project_count",),
            ),
            Example(
                Phrase("收费金额可以有小数", "decimals in an amount"),
                set=(("active_disclosure/administrative_fees/amount", "12.35"),),
            ),
            Example(
                Phrase("采购金额可以有小数", "decimals in an amount of the form of 2019"),
                year=2020,
                set=(("active_disclosure/procurement/amount", "1756.58 万元"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a cell."""
        for table, row, cell in cells(report):
            number = cell.number
            if isinstance(number, int) or number is None or number == number.to_integral_value():
                continue
            if cell.form.value in (ValueKind.COUNT, ValueKind.SIGNED_DELTA):
                yield self.at_cell(cell, where=cell_name(table, row, cell), number=show(number))
