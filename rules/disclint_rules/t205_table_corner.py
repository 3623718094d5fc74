"""T205: the reminder in the corner of table 3 is missing or altered."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Applicability, Example, Finding, Phrase, Reading, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, by_form, plain, readable, table_name
from disclint_rules.edits import in_header, safe

_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


class TableCorner(ReportRule):
    """The corner cell of a table whose form prints an equation there."""

    meta = RuleMeta(
        code="T205",
        name="table-corner",
        title=Phrase("勾稽提示语缺失或改动", "the reminder in the corner is missing or altered"),
        why=Phrase(
            "表三左上角印有勾稽关系的提示，填表人和审核人据此核对每一列。删去或者改动，容易漏核。"
            "请恢复格式原文。转换中受损的表格不作此项检查。",
            "The corner of table 3 prints how the rows add up, by which each column is checked; without it the check "
            "is easily forgotten. Restore the wording of the form. A table damaged in conversion is not judged.",
        ),
        severity=Severity.INFO,
        authority=by_form("表三左上角的提示语", "the reminder in the corner of table 3"),
        fix=Applicability.SAFE,
        messages={
            "missing": Phrase(
                "{table}左上角没有提示语“{expected}”", '{table} lacks the reminder "{expected}" in its corner'
            ),
            "altered": Phrase(
                "{table}左上角的提示语“{written}”应为“{expected}”",
                '{table}: the reminder "{written}" in the corner should read "{expected}"',
            ),
        },
        examples=(
            Example(
                Phrase("提示语删去了一项", "an item is left out"),
                replace=((_CORNER, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项）"),),
                expect=("requests/corner",),
            ),
            Example(
                Phrase("左上角空白", "the corner is blank"),
                year=2020,
                replace=((_CORNER, ""),),
                expect=("requests/corner",),
            ),
            Example(Phrase("提示语与格式一致", "the reminder as in the form")),
            Example(
                Phrase("半角标点、断行不算改动", "half-width punctuation and line breaks"),
                replace=((_CORNER, "(本列数据的勾稽关系为:第一项加第二项之和, 等于第三项加第四项之和)"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a table that was read without doubt."""
        for table in readable(report):
            expected = table.form.corner
            if not expected or table.reading not in (Reading.EXACT, Reading.CLEAN):
                continue
            path = f"{table.id}/corner"
            if table.corner is None:
                yield self.finding(table.position, path, "missing", table=table_name(table), expected=expected)
            elif plain(table.corner.text) != plain(expected):
                yield self.finding(
                    table.corner.position,
                    path,
                    "altered",
                    fix=safe(
                        "恢复格式原文", "restore the wording of the form", (in_header(table, table.corner, expected),)
                    ),
                    table=table_name(table),
                    written=table.corner.text,
                    expected=expected,
                )
