"""C305: a unit in a cell whose header already says what is counted."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Applicability, Cell, Example, Finding, Fix, Mark, Phrase, Report, RuleMeta, Severity, ValueKind
from disclint_rules.common import ReportRule, by_form, cell_name, cells, written
from disclint_rules.edits import in_cell, safe

_PLAIN_YUAN = "元"
_OTHER_MARKS = frozenset((Mark.INNER_SPACE, Mark.RESIDUE))


class UnitInCell(ReportRule):
    """25个 in a count; 万元 or 元 in the amount whose header says 万元."""

    meta = RuleMeta(
        code="C305",
        name="unit-in-cell",
        title=Phrase("单元格内带单位", "a unit inside a cell"),
        why=Phrase(
            "件数列只填数字，带上“个”“件”会使汇总时无法识别。"
            "2021 年格式的收费金额在表头注明“单位：万元”，格内不再写单位；格内写“元”的，要先换算成万元。"
            "2019 年格式的采购总金额表头没有单位，格内写明单位是对的。",
            "A count is a number alone; with 个 or 件 behind it a program does not read it. In the form of 2021 the "
            "header of the fees says 万元, so the cell holds no unit, and an amount in 元 has to be converted first. "
            "The header of 采购总金额 in the form of 2019 has no unit; there it is right to write one.",
        ),
        severity=Severity.WARNING,
        authority=by_form("表头“件数”“数量”“（单位：万元）”", "headers 件数, 数量, （单位：万元）"),
        fix=Applicability.SAFE,
        messages={
            "": Phrase(
                "{where}填的是“{text}”，只填数字，去掉“{unit}”",
                '{where} holds "{text}"; enter the number without "{unit}"',
            ),
            "header": Phrase(
                "{where}填的是“{text}”，表头已注明万元，去掉“{unit}”",
                '{where} holds "{text}"; the header says 万元 already, leave out "{unit}"',
            ),
            "convert": Phrase(
                "{where}填的是“{text}”，表头的单位是万元而不是“{unit}”，请换算成万元",
                '{where} holds "{text}"; the header says 万元, not "{unit}": convert the amount',
            ),
        },
        examples=(
            Example(
                Phrase("采购项目数量写“25个”", "25个 in a count"),
                year=2020,
                set=(("active_disclosure/procurement/project_count", "25个"),),
                expect=("active_disclosure/procurement/project_count",),
            ),
            Example(
                Phrase("收费金额写“380元”和申请数量写“9件”", "380元 in the fees, 9件 in a count of requests"),
                set=(
                    ("active_disclosure/administrative_fees/amount", "380元"),
                    ("requests/new_received/natural_person", "9件"),
                ),
                expect=("active_disclosure/administrative_fees/amount", "requests/new_received/natural_person"),
            ),
            Example(
                Phrase("采购总金额的表头没有单位，格内写万元是对的", "万元 under a header without a unit"),
                year=2020,
                set=(("active_disclosure/procurement/amount", "56742.1644万元"),),
            ),
            Example(
                Phrase("收费金额只填数字", "the fees as a number alone"),
                set=(("active_disclosure/administrative_fees/amount", "0.038"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a cell."""
        for table, row, cell in cells(report):
            unit, kind = cell.value.unit, cell.form.value
            if not unit or kind is ValueKind.AMOUNT:
                continue
            message = ""
            if kind is ValueKind.AMOUNT_WAN:
                message = "header" if unit == "万元" else "convert" if unit in (_PLAIN_YUAN, "亿元") else ""
            fix = _fix(cell) if kind is ValueKind.COUNT else None
            yield self.at_cell(cell, message, fix=fix, where=cell_name(table, row, cell), text=written(cell), unit=unit)


def _fix(cell: Cell) -> Fix | None:
    """A count without its unit; an amount is never touched, for the header may mean another unit."""
    unit = cell.value.unit
    if cell.value.marks & _OTHER_MARKS or unit not in cell.text:
        return None
    number, _, rest = cell.text.partition(unit)
    return safe(f"去掉“{unit}”", f'leave out "{unit}"', (in_cell(cell, number.rstrip() + rest),))
