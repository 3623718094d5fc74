"""T203: a row of a table is missing or its label reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Reading, Report, Row, RuleMeta, Severity, Table
from disclint_rules.common import (
    ReportRule,
    by_form,
    plain,
    readable,
    replaced,
    row_label,
    table_name,
)


class TableRow(ReportRule):
    """A row of the form that the table does not have, or a row label in other words."""

    meta = RuleMeta(
        code="T203",
        name="table-row",
        title=Phrase("行目缺失或名称不符", "a table row is missing or worded otherwise"),
        why=Phrase(
            "表格的行目由格式给定，没有发生的也要保留该行并填 0；缺行会使合计无法核对，改名会使数字归错类。"
            "请按格式补上缺少的行、改正名称。标点和空格的差别不算错误；转换中受损的表格不作此项检查（见 T299）。",
            "The form fixes the rows of its tables; a row where nothing happened stays and holds 0. Without it the "
            "totals cannot be checked, and under another name its numbers are counted wrongly. Add the row or correct "
            "its label. Punctuation and spaces do not matter; a table damaged in conversion is not judged (see T299).",
        ),
        severity=Severity.ERROR,
        authority=by_form("表二、表三、表四的行目", "rows of tables 2, 3 and 4"),
        messages={
            "missing": Phrase("{table}缺少“{expected}”行", '{table} has no row "{expected}"'),
            "group": Phrase("{table}没有“{expected}”这一组的名称", '{table} has no group label "{expected}"'),
            "empty": Phrase("{table}只有表头，没有数据行", "{table} has its header, but no row of numbers"),
            "different": Phrase(
                "{table}的行目“{written}”应为“{expected}”", '{table}: the row "{written}" should read "{expected}"'
            ),
        },
        examples=(
            Example(
                Phrase("表三缺一行", "a row of table 3 is missing"),
                drop=("requests/not_processed_repeat",),
                expect=("requests/not_processed_repeat",),
            ),
            Example(
                Phrase("表二缺行政强制", "行政强制 of table 2 is missing"),
                year=2020,
                drop=("active_disclosure/compulsory_measures",),
                expect=("active_disclosure/compulsory_measures",),
            ),
            Example(
                Phrase("表四只有表头", "table 4 has only its header"),
                drop=("review_litigation/cases",),
                expect=("review_litigation/cases",),
            ),
            Example(
                Phrase("行目名称写错", "a label reads otherwise"),
                replace=(("2.重复申请", "2.重复提出申请"),),
                expect=("requests/not_processed_repeat",),
            ),
            Example(
                Phrase("行组名称写错", "a group label reads otherwise"),
                replace=(("（三）不予公开", "（三）不能公开"),),
                expect=("requests/denied",),
            ),
            Example(Phrase("行目与格式一致", "rows as in the form")),
            Example(
                Phrase("“1、”代替“1.”、直引号、半角括号不算错误", "1、 for 1., straight quotes, half-width brackets"),
                replace=(
                    ("1.属于国家秘密", "1、属于国家秘密"),
                    ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
                    ("（一）予以公开", "(一) 予以公开"),
                ),
            ),
            Example(
                Phrase("2021 年格式的简写“1.逾期不补正”", "the short label 1.逾期不补正"),
                replace=(("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """Missing rows are errors, other wordings warnings; a table without any row is one finding."""
        for table in readable(report):
            away = replaced(table)
            rows = [row for row in table.rows if row.id not in away]
            if all(row.missing for row in rows):
                # Said of a damaged table too: a header with nothing under it is the same in every conversion.
                if len(rows) == 1:
                    yield self.at_row(rows[0], "empty", table=table_name(table))
                elif table.reading is not Reading.DAMAGED:
                    yield self.finding(table.position, table.id, "empty", table=table_name(table))
            elif table.reading is not Reading.DAMAGED:
                yield from self._rows(table, away)

    def _rows(self, table: Table, away: set[str]) -> Iterator[Finding]:
        for row in table.rows:
            if row.missing:
                if row.id not in away:
                    yield self.at_row(row, "missing", table=table_name(table), expected=row_label(table, row))
            elif row.likeness < 100 and not _rightly_named(table, row):
                yield self.at_row(
                    row,
                    "different",
                    severity=Severity.WARNING,
                    table=table_name(table),
                    written=_own_label(table, row),
                    expected=row.form.label,
                )
        yield from self._groups(table)

    def _groups(self, table: Table) -> Iterator[Finding]:
        """Group labels such as （三）不予公开 that were not seen, though rows of the group are there."""
        seen = {plain(group.expected or group.text) for group in table.groups}
        for form in table.form.groups:
            rows = [row for row in table.rows if row.form.group == form.id and not row.missing]
            if rows and plain(form.label) not in seen:
                yield self.finding(
                    rows[0].position,
                    f"{table.id}/{form.id}",
                    "group",
                    severity=Severity.WARNING,
                    table=table_name(table),
                    expected=form.label,
                )


def _rightly_named(table: Table, row: Row) -> bool:
    return plain(_own_label(table, row)) in {plain(name) for name in (row.form.label, *row.form.aliases)}


def _own_label(table: Table, row: Row) -> str:
    """A row's label without the group labels that stand before it in the first row of a group."""
    label = row.label
    for group in [header.text for header in table.groups] + [group.label for group in table.form.groups]:
        label = label.removeprefix(group).strip()
    return label or row.label
