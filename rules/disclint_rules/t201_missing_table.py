"""T201: one of the three tables is not there."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, by_form, main_section, numeral, pictured

_TRUE_COLUMNS = ("docx", "html", "xlsx")


class MissingTable(ReportRule):
    """Table 2, 3 or 4 of the form is missing."""

    meta = RuleMeta(
        code="T201",
        name="missing-table",
        title=Phrase("缺少规定表格", "a table of the form is missing"),
        why=Phrase(
            "第二、三、四部分的内容就是表格，《条例》第五十条第（一）至（三）项要求的数据都在其中；"
            "没有发生的也要保留表格并填 0，不能用文字代替。请按格式补上表格。"
            "若原文有表而此处没有，多半是转换时丢失或表格是图片，请检查原文件。",
            "Parts two to four are their tables, which hold the figures that article 50 (1) to (3) of the Regulation "
            "asks for; where nothing happened the table stays, filled with 0. Insert it as the form has it. If the "
            "original does have the table, it was lost in conversion or is a picture: check the original file.",
        ),
        severity=Severity.ERROR,
        authority=by_form("表二、表三、表四", "tables 2, 3 and 4"),
        messages={
            "": Phrase("缺少表{number}（“{title}”部分的表格）", 'table {number} is missing (the table of "{title}")'),
            "none": Phrase(
                "没有表{number}（“{title}”部分的表格）；全文没有任何表格，可能在转换中丢失或者是图片，请检查原文件",
                'there is no table {number} (the table of "{title}"); there is no table at all, they may be pictures '
                "or lost "
                "in conversion: check the original file",
            ),
        },
        examples=(
            Example(
                Phrase("缺少表四", "table 4 is missing"), drop=("review_litigation",), expect=("review_litigation",)
            ),
            Example(
                Phrase("缺少表二和表三", "tables 2 and 3 are missing"),
                year=2020,
                drop=("active_disclosure", "requests"),
                expect=("active_disclosure", "requests"),
            ),
            Example(Phrase("三张表齐全", "all three tables are there")),
            Example(
                Phrase("表格所在部分另有文字说明", "text beside the table"),
                replace=(
                    (
                        "四、政府信息公开行政复议、行政诉讼情况",
                        "四、政府信息公开行政复议、行政诉讼情况\n\n具体情况见下表。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a table, at the heading of its part or at the end."""
        if report.only_tables:
            return
        # Without any table in a text they may have been lost on the way: not the organ's error then.
        lost = not report.tables and report.format not in _TRUE_COLUMNS
        for table_id, form in report.form.tables.items():
            if table_id in report.tables:
                continue
            section = main_section(report, form.section)
            if section and pictured(report, section):
                continue  # T206 says that it cannot be checked
            yield self.finding(
                section.position if section else report.end,
                table_id,
                "none" if lost else "",
                severity=Severity.WARNING if lost else None,
                number=Phrase(form.number, str(numeral(form.number))),
                title=report.form.section(form.section).title,
            )
