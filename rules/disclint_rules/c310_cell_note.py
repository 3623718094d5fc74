"""C310: a remark beside the number in a cell."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Mark, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, cell_name, cells, show


class CellNote(ReportRule):
    """22（其中修订 16 件）."""

    meta = RuleMeta(
        code="C310",
        name="cell-note",
        title=Phrase("单元格附注", "a remark in a cell"),
        why=Phrase(
            "正式公布的报告中有在数字后加括号附注的，人看得懂，汇总程序未必能取出数字。"
            "disclint 取括号前的数字。建议单元格只留数字，说明写到正文里。",
            "Published reports do carry remarks in brackets behind a number; a person understands them, a program "
            "collecting figures may not. disclint takes the number in front. Better to leave the number alone and put "
            "the remark into the text.",
        ),
        severity=Severity.INFO,
        authority=Authority(
            Standing.SAMPLES,
            Phrase("已公布的年度报告中有这种写法，没有明文规定", "found in published reports; no norm on it"),
        ),
        messages={
            "": Phrase(
                "{where}在数字 {number} 之外有附注“{note}”，建议移到正文",
                '{where} holds a remark, "{note}", beside the number {number}; better moved to the text',
            ),
        },
        examples=(
            Example(
                Phrase("括号里说明修订件数", "a remark on revisions"),
                set=(("active_disclosure/normative_documents/in_force", "6（其中修订 1 件）"),),
                expect=("active_disclosure/normative_documents/in_force",),
            ),
            Example(
                Phrase("半角括号的附注", "a remark in half-width brackets"),
                year=2020,
                set=(("active_disclosure/penalties/decisions", "4(含简易程序2件)"),),
                expect=("active_disclosure/penalties/decisions",),
            ),
            Example(Phrase("只有数字", "numbers alone")),
            Example(
                Phrase("金额带单位不是附注", "a unit is no remark"),
                year=2020,
                set=(("active_disclosure/procurement/amount", "18.6 万元"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a cell."""
        for table, row, cell in cells(report):
            if Mark.NOTE in cell.value.marks and cell.number is not None:
                yield self.at_cell(
                    cell, where=cell_name(table, row, cell), number=show(cell.number), note=cell.value.note
                )
