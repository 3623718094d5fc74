"""T207: the header of the fees does not say that they are in 万元."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    Applicability,
    Example,
    Finding,
    Phrase,
    Reading,
    Report,
    RuleMeta,
    Severity,
    Table,
    ValueKind,
)
from disclint_rules.common import ReportRule, by_form, readable, table_name
from disclint_rules.edits import in_header, safe

_UNIT = "万元"
_LABEL = "本年收费金额（单位：万元）"


class FeeUnit(ReportRule):
    """本年收费金额 without （单位：万元）."""

    meta = RuleMeta(
        code="T207",
        name="fee-unit",
        title=Phrase("收费表头缺单位", "the header of the fees lacks its unit"),
        why=Phrase(
            "2021年格式的收费表头是“本年收费金额（单位：万元）”。缺了单位，读者不知道数字是元还是万元，差一万倍。"
            "请补上“（单位：万元）”，并核对金额确实以万元计。转换中受损的表格不作此项检查。",
            "In the form of 2021 the header reads 本年收费金额（单位：万元）. Without the unit nobody knows whether the "
            "figure is in 元 or in 万元, ten thousand times as much. Add it, and check that the amount is indeed in "
            "万元. A table damaged in conversion is not judged.",
        ),
        severity=Severity.WARNING,
        authority=by_form("表二表头“本年收费金额（单位：万元）”", "table 2, header 本年收费金额（单位：万元）"),
        fix=Applicability.SAFE,
        messages={
            "": Phrase(
                "{table}的表头“{written}”没有单位，应为“{expected}”",
                '{table}: the header "{written}" lacks its unit, should read "{expected}"',
            ),
        },
        examples=(
            Example(
                Phrase("表头只写“本年收费金额”", "the header says 本年收费金额 alone"),
                replace=((_LABEL, "本年收费金额"),),
                expect=("active_disclosure/header/amount",),
            ),
            Example(
                Phrase("表头写“本年收费总金额”", "the header says 本年收费总金额"),
                year=2022,
                replace=((_LABEL, "本年收费总金额"),),
                expect=("active_disclosure/header/amount",),
            ),
            Example(Phrase("单位写作“（万元）”", "the unit as （万元）"), replace=((_LABEL, "本年收费金额（万元）"),)),
            Example(Phrase("2019 年格式的采购总金额没有单位", "采购总金额 of the form of 2019 has none"), year=2020),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a header."""
        for table in readable(report):
            if table.reading is not Reading.DAMAGED:
                yield from self._judge(table)

    def _judge(self, table: Table) -> Iterator[Finding]:
        amounts = {
            column.label: column.id
            for band in table.form.bands
            for column in band.columns
            if column.value is ValueKind.AMOUNT_WAN
        }
        # The unit may stand in a cell of its own beside the label.
        if not amounts or any(_UNIT in header.text for header in (*table.headers, *table.strays)):
            return
        for header in table.headers:
            if header.expected in amounts:
                edit = in_header(table, header, header.text + "（单位：万元）")
                yield self.finding(
                    header.position,
                    f"{table.id}/header/{amounts[header.expected]}",
                    fix=safe("补上“（单位：万元）”", "add （单位：万元）", (edit,)),
                    table=table_name(table),
                    written=header.text,
                    expected=header.expected,
                )
