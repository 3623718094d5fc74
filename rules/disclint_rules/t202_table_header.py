"""T202: a header or caption of a table is missing or reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Header, Phrase, Position, Reading, Report, RuleMeta, Severity, Table
from disclint_rules.common import ReportRule, by_form, plain, readable, table_name


class TableHeader(ReportRule):
    """A column of the form that the table does not have, or a header cell in other words."""

    meta = RuleMeta(
        code="T202",
        name="table-header",
        title=Phrase("表头列缺失或名称不符", "a table header is missing or worded otherwise"),
        why=Phrase(
            "表头说明每一列数字是什么，汇总时按表头取数；缺列或改名，数字就会归错类。"
            "请按格式恢复表头的名称和列数。括号全角半角、空格不算错误；转换中受损的表格不作此项检查（见 T299）。",
            "The header says what the numbers of a column are, and figures are collected by it; with a column missing "
            "or renamed they end up under the wrong head. Restore the header of the form. Spaces and the width of "
            "brackets do not matter; a table damaged in conversion is not judged (see T299).",
        ),
        severity=Severity.ERROR,
        authority=by_form("表二、表三、表四的表头", "headers of tables 2, 3 and 4"),
        messages={
            "missing": Phrase("{table}缺少“{expected}”列", '{table} has no column "{expected}"'),
            "unclear": Phrase(
                "{table}没有认出表头“{expected}”，请核对；若原文件完整，则是转换所致",
                '{table}: the header "{expected}" was not recognised; check it, unless the original has it whole',
            ),
            "caption": Phrase("{table}缺少栏目“{expected}”", '{table} has no caption "{expected}"'),
            "different": Phrase(
                "{table}的表头“{written}”应为“{expected}”", '{table}: the header "{written}" should read "{expected}"'
            ),
        },
        examples=(
            Example(
                Phrase("表二表头写错", "a header of table 2 reads otherwise"),
                replace=(("本年制发件数", "本年度制定件数"),),
                expect=("active_disclosure/art20_1/issued",),
            ),
            Example(
                Phrase("表三表头写错", "a header of table 3 reads otherwise"),
                year=2020,
                replace=(("社会公益组织", "社会组织"),),
                expect=("requests/header/social_welfare",),
            ),
            Example(Phrase("表头与格式一致", "headers as in the form")),
            Example(
                Phrase("半角括号和空格不算错误", "half-width brackets and spaces"),
                replace=(("第二十条第（一）项", "第二十条第 (一) 项"), ("法律服务机构", "法律服务 机构")),
            ),
            Example(
                Phrase("收费表头写作“本年收费金额”，由 T207 提示", "the short header 本年收费金额; T207 speaks"),
                replace=(("本年收费金额（单位：万元）", "本年收费金额"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """What is missing, and what stands in its place where that can be told."""
        for table in readable(report):
            if table.reading is not Reading.DAMAGED:
                yield from self._missing(table)
                yield from self._different(table)

    def _missing(self, table: Table) -> Iterator[Finding]:
        missing = list(_missing(table))
        strange = [header for header in table.headers if header.expected is None]
        # As many strange headers as missing ones: each stands for one. In a text a word of it may have been lost on
        # the way, so it is no error there; neither is a missing one beside a strange one.
        paired = len(strange) == len(missing)
        severity = Severity.WARNING if strange and table.reading is not Reading.EXACT else None
        for index, (path, expected, position) in enumerate(missing):
            message = "missing" if "/" in path[len(table.id) + 1 :] else "caption"
            if paired:
                header = strange[index]
                yield self._written(table, header, path, expected, severity)
            else:
                yield self.finding(
                    position,
                    path,
                    "unclear" if strange else message,
                    severity=severity,
                    table=table_name(table),
                    expected=expected,
                )

    def _different(self, table: Table) -> Iterator[Finding]:
        for header in table.headers:
            if header.expected and header.likeness < 100 and plain(header.text) != plain(header.expected):
                path = f"{table.id}/header/{header.expected}"
                yield self._written(table, header, path, header.expected, Severity.WARNING)

    def _written(self, table: Table, header: Header, path: str, expected: str, severity: Severity | None) -> Finding:
        return self.finding(
            header.position,
            path,
            "different",
            severity=severity,
            table=table_name(table),
            written=header.text,
            expected=expected,
        )


def _missing(table: Table) -> Iterator[tuple[str, str, Position]]:
    """Captions and columns that were not seen: path, the form's label, where it should be."""
    for band in table.bands:
        if all(row.missing for row in band.rows):
            continue  # T203 speaks of the rows
        position = band.position or (band.rows[0].position if band.form.caption else table.position)
        if band.form.caption and band.position is None:
            yield f"{table.id}/{band.form.id}", band.form.caption, position
        for column in band.missing_columns:
            yield f"{table.id}/{band.form.id if band.form.caption else 'header'}/{column.id}", column.label, position
