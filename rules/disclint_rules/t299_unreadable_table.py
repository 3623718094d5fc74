"""T299: a table, or some of it, could not be read for certain; other rules are silent there, and this one says so."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import CellState, Example, Finding, Phrase, Reading, Related, Report, Row, RuleMeta, Severity, Table
from disclint_rules.common import ReportRule, advice, replaced, row_label, table_name

_SHOWN = 3


class UnreadableTable(ReportRule):
    """What the conversion to text has damaged, so that no silence is taken for a pass."""

    meta = RuleMeta(
        code="T299",
        name="unreadable-table",
        title=Phrase("表格无法可靠解析", "a table could not be read for certain"),
        why=Phrase(
            "从 PDF 或网页转成文字时，空白格可能丢失，表头和行目可能断开，数字属于哪一列就无法确定。"
            "disclint 不猜：这些格不参与勾稽等检查，只在此说明有哪些没有检查。这不是报告的错误。"
            "要完整检查，请用 Word（docx）或网页（html）原文件。",
            "When a PDF or a page is turned into text, blank cells may be lost and headers or labels torn, so that "
            "nobody can tell to which column a number belongs. disclint does not guess: such cells take no part in "
            "the checks, and this finding tells what was left unchecked. It is no fault of the report. Check the docx "
            "or html original instead.",
        ),
        severity=Severity.INFO,
        default=True,
        authority=advice("说明 disclint 检查到哪里为止", "tells how far disclint could check"),
        messages={
            "unread": Phrase(
                "{table}无法解析，表内数据均未检查；请改用原文件（docx 或 html）",
                "{table} could not be read, nothing in it was checked; use the original file (docx or html)",
            ),
            "mostly": Phrase(
                "{table}的 {total} 格中有 {count} 格无法确定位置（{rows}），大部分数据未检查；"
                "请改用原文件（docx 或 html）",
                "{table}: {count} of {total} cells could not be placed ({rows}), most of it was not checked; use the "
                "original file (docx or html)",
            ),
            "partly": Phrase(
                "{table}的 {total} 格中有 {count} 格无法确定位置（{rows}），有关勾稽未检查",
                "{table}: {count} of {total} cells could not be placed ({rows}), equations with them were not checked",
            ),
            "labels": Phrase(
                "{table}的表头或行目在转换中受损，数据已读出，表头、行目未检查",
                "{table}: headers or labels were damaged in conversion; its numbers were read, its labels not checked",
            ),
        },
        examples=(
            Example(
                Phrase("一行里多出一个数字，各属哪一列无法确定", "a number too many in a row: whose are they?"),
                set=(("requests/granted/natural_person", "4\t1"),),
                expect=("requests",),
            ),
            Example(
                Phrase("表四的数字比列多", "more numbers than columns in table 4"),
                year=2020,
                set=(("review_litigation/cases/direct_other", "0\t0"),),
                expect=("review_litigation",),
            ),
            Example(Phrase("表格完整", "tables that read well")),
            Example(
                Phrase("空白格保留了位置，列仍可确定，由 C301 提示", "a blank cell that kept its place; C301 speaks"),
                set=(("requests/granted/research", ""),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a table: a warning when it was not read, or most of its cells were not placed."""
        for table in report.tables.values():
            if table.reading is Reading.UNREAD:
                yield self.finding(
                    table.position, table.id, "unread", severity=Severity.WARNING, table=table_name(table)
                )
            else:
                yield from self._cells(table)

    def _cells(self, table: Table) -> Iterator[Finding]:
        away = replaced(table)
        rows = [row for row in table.rows if row.id not in away]
        damaged = table.reading is Reading.DAMAGED
        if all(row.missing for row in rows) and (len(rows) == 1 or not damaged):
            return  # T203 says that there is no row at all
        lost = {row.path: _unplaced(row, damaged) for row in rows}
        doubtful = [row for row in rows if lost[row.path]]
        count, total = sum(lost.values()), sum(len(row.cells) for row in rows)
        if not doubtful and not damaged:
            return
        mostly = count * 2 > total
        yield self.finding(
            table.position,
            table.id,
            "mostly" if mostly else "partly" if doubtful else "labels",
            severity=Severity.WARNING if mostly else Severity.INFO,
            related=tuple(
                Related(
                    row.position, Phrase(f"{lost[row.path]} 格未定", f"{lost[row.path]} cells not placed"), row.path
                )
                for row in doubtful
            ),
            table=table_name(table),
            count=count,
            total=total,
            rows=_named(table, doubtful),
        )


def _unplaced(row: Row, damaged: bool) -> int:
    """Cells of a row that could not be placed; a row not found in a damaged table may have been there."""
    if row.missing:
        return len(row.cells) if damaged else 0
    return sum(cell.state is CellState.AMBIGUOUS for cell in row.cells)


def _named(table: Table, rows: list[Row]) -> Phrase:
    labels = [row_label(table, row) for row in rows[:_SHOWN]]
    if not any(labels):
        return Phrase("数据行", "row of numbers")
    more = len(rows) - _SHOWN
    zh = "、".join(f"“{label}”" for label in labels)
    en = ", ".join(f'"{label}"' for label in labels)
    return Phrase(f"{zh}等 {len(rows)} 行", f"{en} and {more} more rows") if more > 0 else Phrase(zh, en)
