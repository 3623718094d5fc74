"""T204: a row group covers other rows than it names."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, GroupForm, Phrase, Reading, Report, RuleMeta, Severity, Table
from disclint_rules.common import ReportRule, by_form, numeral, plain, readable

_ROWS = (
    *("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"),
    *("5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"),
)


def page(span: int) -> str:
    """A page with the rows of （三）不予公开, whose label covers `span` of them."""
    zeros = "<td>0</td>" * 7
    rows = [f"<td>{label}</td>{zeros}</tr>" for label in _ROWS]
    body = f"<tr><td rowspan={span}>（三）不予公开</td>" + "<tr>".join(rows)
    return f"<html><body><h1>清河县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>{body}</table></body></html>"


class MergedCells(ReportRule):
    """The merged cell of a row group spans more or fewer rows than the group has."""

    meta = RuleMeta(
        code="T204",
        name="merged-cells",
        title=Phrase("合并单元格结构不符", "merged cells differ from the form"),
        why=Phrase(
            "行组名称（如“（三）不予公开”）的单元格应合并到本组的全部行。少并或多并几行，读表的人会把数字看到别的组里，"
            "自动汇总也会出错。请对照格式重新合并。只检查有真实单元格的文件（docx、html 等）。",
            "The cell of a row group such as （三）不予公开 should span all rows of the group. With fewer or more, a reader "
            "takes figures for those of another group, and so does software that collects them. Merge the cells as in the "
            "form. Checked only where a file has true cells (docx, html, …).",
        ),
        severity=Severity.INFO,
        authority=by_form("表三的行组", "the row groups of table 3"),
        messages={
            "": Phrase(
                "表{number}“{group}”跨 {written} 行，本组有 {expected} 行，应重新合并",
                'table {number}: "{group}" spans {written} rows, but the group has {expected}: merge the cells again',
            ),
        },
        examples=(
            Example(Phrase("少并了两行", "two rows too few"), text=page(6), expect=("requests/denied",)),
            Example(Phrase("没有合并", "not merged at all"), text=page(1), expect=("requests/denied",)),
            Example(Phrase("2019 年格式的报告", "a report in the form of 2019"), year=2019),
            Example(Phrase("纯文本里看不出合并", "text does not show what is merged")),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a group, at its label; a label repeated after a page break counts with its repetitions."""
        for table in readable(report):
            if table.reading is Reading.EXACT:
                for group in table.form.groups:
                    yield from self._group(table, group)

    def _group(self, table: Table, group: GroupForm) -> Iterator[Finding]:
        labels = [header for header in table.groups if plain(header.expected or "") == plain(group.label)]
        expected = sum(not row.missing and self._within(table, row.form.group, group.id) for row in table.rows)
        written = sum(label.rowspan for label in labels)
        if labels and expected and written != expected:
            yield self.finding(
                labels[0].position,
                f"{table.id}/{group.id}",
                number=Phrase(table.form.number, str(numeral(table.form.number))),
                group=group.label,
                written=written,
                expected=expected,
            )

    @staticmethod
    def _within(table: Table, group: str | None, wanted: str) -> bool:
        parents = {form.id: form.parent for form in table.form.groups}
        while group is not None and group != wanted:
            group = parents.get(group)
        return group == wanted
