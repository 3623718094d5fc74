"""C302: a dash, a stroke or words where a number belongs."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import CellState, Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, cell_name, cells, written


class Placeholder(ReportRule):
    """`－`, `/`, 无 or other words in a value cell."""

    meta = RuleMeta(
        code="C302",
        name="placeholder",
        title=Phrase("占位符代替数字", "a placeholder or words for a number"),
        why=Phrase(
            "表格要填数字。“/”“—”“无”可以理解为 0、不适用或者数据缺失，汇总时只能当作缺失。"
            "没有发生的请填 0；文字说明请移到正文，单元格内只留数字。未见明文规定，这是 disclint 的建议。",
            "The tables want numbers. '/', a dash or 无 may mean 0, not applicable, or unknown, and can only be "
            "counted as unknown. Enter 0 where nothing happened; move words to the text and leave the number in the "
            "cell. No norm on this was found; it is the advice of disclint.",
        ),
        severity=Severity.WARNING,
        authority=advice("disclint 的建议：单元格只填数字", "advice of disclint: numbers only in value cells"),
        messages={
            "": Phrase(
                "{where}填的是“{text}”，没有发生请填 0", '{where} holds "{text}"; enter 0 if there is nothing to report'
            ),
            "text": Phrase("{where}填的是“{text}”，不是数字", '{where} holds "{text}", which is no number'),
        },
        examples=(
            Example(
                Phrase("用斜线和横线代替 0", "strokes and dashes for 0"),
                set=(
                    ("active_disclosure/rules/issued", "/"),
                    ("requests/carried_over/research", "—"),
                    ("review_litigation/cases/direct_other", "无"),
                ),
                expect=(
                    "active_disclosure/rules/issued",
                    "requests/carried_over/research",
                    "review_litigation/cases/direct_other",
                ),
            ),
            Example(
                Phrase("2019 年格式的增减列只填一个横线", "a lone dash in the column 本年增/减"),
                year=2020,
                set=(("active_disclosure/licences/delta", "－"),),
                expect=("active_disclosure/licences/delta",),
            ),
            Example(
                Phrase("填写文字", "words for a number"),
                set=(("active_disclosure/penalties/decisions", "见正文"),),
                expect=("active_disclosure/penalties/decisions",),
            ),
            Example(Phrase("没有发生的填 0", "0 where nothing happened")),
            Example(
                Phrase("增减列的正负号是规定写法", "signs in the column 本年增/减"),
                year=2020,
                set=(("active_disclosure/licences/delta", "-5"), ("active_disclosure/other_services/delta", "+139")),
            ),
            Example(
                Phrase("数字后有括号附注", "a remark in brackets behind the number"),
                set=(("active_disclosure/normative_documents/in_force", "6（其中修订 1 件）"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a cell."""
        for table, row, cell in cells(report):
            if cell.state in (CellState.PLACEHOLDER, CellState.TEXT):
                message = "text" if cell.state is CellState.TEXT else ""
                yield self.at_cell(cell, message, where=cell_name(table, row, cell), text=written(cell))
