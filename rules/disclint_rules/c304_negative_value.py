"""C304: a negative number where only the column 本年增/减 may have one."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity, ValueKind
from disclint_rules.common import ReportRule, by_form, cell_name, cells, show


class NegativeValue(ReportRule):
    """A count or an amount below zero."""

    meta = RuleMeta(
        code="C304",
        name="negative-value",
        title=Phrase("负数", "a negative number"),
        why=Phrase(
            "件数和金额不会小于 0；只有 2019 年格式的“本年增/减”列可以写负数。"
            "出现负数，多因把增减数填进了其他列，或者误加了横线。请核对后改正。",
            "Counts and amounts are never below 0; only the column 本年增/减 of the form of 2019 may hold a negative "
            "number. A negative one mostly is a change entered in the wrong column, or a stray dash. Check and "
            "correct it.",
        ),
        severity=Severity.ERROR,
        authority=by_form("表头“件数”“数量”“金额”", "headers 件数, 数量, 金额 (counts and amounts)"),
        messages={
            "": Phrase("{where}是 {number}，不应小于 0", "{where} is {number}; it cannot be below 0"),
        },
        examples=(
            Example(
                Phrase("处理决定数量为负", "a negative number of decisions"),
                set=(("active_disclosure/penalties/decisions", "-4"),),
                expect=("active_disclosure/penalties/decisions",),
            ),
            Example(
                Phrase("上一年项目数量为负", "a negative number of items"),
                year=2020,
                set=(("active_disclosure/licences/prior_items", "－8"),),
                expect=("active_disclosure/licences/prior_items",),
            ),
            Example(
                Phrase("增减列可以为负", "a negative change"),
                year=2020,
                set=(
                    ("active_disclosure/licences/delta", "-5"),
                    ("active_disclosure/administrative_fees/delta", "-1"),
                ),
            ),
            Example(Phrase("都不小于 0", "nothing below 0")),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a cell."""
        for table, row, cell in cells(report):
            number = cell.number
            if number is not None and number < 0 and cell.form.value is not ValueKind.SIGNED_DELTA:
                yield self.at_cell(cell, where=cell_name(table, row, cell), number=show(number))
