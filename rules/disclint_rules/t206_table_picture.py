"""T206: a table is a picture, and nobody can check it."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, main_section, numeral, pictured


class TablePicture(ReportRule):
    """Where a table of the form should stand there is a picture."""

    meta = RuleMeta(
        code="T206",
        name="table-picture",
        title=Phrase("表格为图片", "a table is a picture"),
        why=Phrase(
            "图片里的数字不能检索、复制和汇总，读屏软件也读不出来，disclint 无法核对。"
            "请把图片改为文字表格。未见明文规定不得使用图片，所以只作提醒；图片里如果不是表格，请补上表格。",
            "Figures in a picture cannot be searched, copied or collected, no screen reader speaks them, and disclint "
            "cannot check them. Put a table of text in its place. No norm that forbids pictures was found, so this is "
            "a reminder; if the picture holds no table, the table is missing and has to be added.",
        ),
        severity=Severity.WARNING,
        authority=advice(
            "disclint 的建议：表格用文字，不用图片", "advice of disclint: tables of text rather than pictures"
        ),
        messages={
            "": Phrase(
                "表{number}（“{title}”部分的表格）是图片，数据无法核对，请改为文字表格",
                'table {number} (of "{title}") is a picture and cannot be checked: put a table of text in its place',
            ),
        },
        examples=(
            Example(
                Phrase("表四是图片", "table 4 is a picture"),
                replace=(
                    (
                        "四、政府信息公开行政复议、行政诉讼情况",
                        "四、政府信息公开行政复议、行政诉讼情况\n\n![表四](images/biao4.png)",
                    ),
                ),
                drop=("review_litigation",),
                expect=("review_litigation",),
            ),
            Example(
                Phrase("表二、表三都是图片", "tables 2 and 3 are pictures"),
                year=2020,
                replace=(
                    ("二、主动公开政府信息情况", "二、主动公开政府信息情况\n\n![](2.jpg)"),
                    ("三、收到和处理政府信息公开申请情况", '三、收到和处理政府信息公开申请情况\n\n<img src="3.jpg">'),
                ),
                drop=("active_disclosure", "requests"),
                expect=("active_disclosure", "requests"),
            ),
            Example(
                Phrase("表格之外另有图片", "a picture beside the table"),
                replace=(
                    (
                        "三、收到和处理政府信息公开申请情况",
                        "三、收到和处理政府信息公开申请情况\n\n![近三年申请数量](chart.png)",
                    ),
                ),
            ),
            Example(Phrase("三张表都是文字表格", "three tables of text")),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a table; of a table that is missing without a picture T201 speaks."""
        for table_id, form in report.form.tables.items():
            section = main_section(report, form.section)
            if table_id not in report.tables and section and pictured(report, section):
                yield self.finding(
                    section.position,
                    table_id,
                    number=Phrase(form.number, str(numeral(form.number))),
                    title=report.form.section(form.section).title,
                )
