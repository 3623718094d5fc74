"""C306: a number that is oddly written."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    Applicability,
    Cell,
    CellState,
    Example,
    Finding,
    Mark,
    Phrase,
    Report,
    RuleMeta,
    Severity,
    ValueKind,
)
from disclint_rules.common import Number, ReportRule, advice, cell_name, cells, written
from disclint_rules.edits import in_cell, safe

_REASONS = {
    Mark.INNER_SPACE: Phrase("数字中间有空格", "a space inside the number"),
    Mark.FULL_WIDTH: Phrase("全角数字", "full-width digits"),
    Mark.COMMA: Phrase("多余的逗号或小数点", "a stray comma or point"),
    Mark.LEADING_ZERO: Phrase("开头多余的 0", "a leading zero"),
    Mark.SIGN: Phrase("多余的加号", "a needless plus sign"),
}


class NumberStyle(ReportRule):
    """Spaces inside a number, full-width digits, stray commas, leading zeros, a plus sign where none belongs."""

    meta = RuleMeta(
        code="C306",
        name="number-style",
        title=Phrase("数字写法异常", "an oddly written number"),
        why=Phrase(
            "“1756. 58”中间的空格、全角数字、多余的逗号，会使数字在复制和汇总时断成两截或读不出来，"
            "也让读者怀疑少了一位。请用半角数字连写；千位分隔符（1,234）和“本年增/减”列的正负号是正常写法。",
            "A space as in '1756. 58', full-width digits or a stray comma make a number fall apart when it is copied "
            "or collected, and leave a reader in doubt whether a digit is missing. Write plain digits without gaps. "
            "Thousands separators (1,234) and the signs of the column 本年增/减 are right.",
        ),
        severity=Severity.WARNING,
        authority=advice("便于阅读和汇总", "for the sake of reading and collecting the figures"),
        fix=Applicability.SAFE,
        messages={
            "": Phrase(
                "{where}写作“{text}”（{reasons}），应写作“{expected}”",
                '{where} is written "{text}" ({reasons}), should be "{expected}"',
            ),
        },
        examples=(
            Example(
                Phrase("金额中间有空格", "a space inside an amount"),
                year=2020,
                set=(("active_disclosure/procurement/amount", "1756. 58 万元"),),
                expect=("active_disclosure/procurement/amount",),
            ),
            Example(
                Phrase("全角数字、多余的 0 和加号", "full-width digits, a leading zero, a plus sign"),
                set=(
                    ("active_disclosure/licences/decisions", "３６"),
                    ("active_disclosure/penalties/decisions", "04"),
                    ("requests/granted/natural_person", "+4"),
                ),
                expect=(
                    "active_disclosure/licences/decisions",
                    "active_disclosure/penalties/decisions",
                    "requests/granted/natural_person",
                ),
            ),
            Example(
                Phrase("千位分隔符是正常写法", "thousands separators"),
                set=(("active_disclosure/licences/decisions", "14,197"),),
            ),
            Example(
                Phrase("增减列的正负号是正常写法", "signs in the column 本年增/减"),
                year=2020,
                set=(("active_disclosure/other_services/delta", "+139"), ("active_disclosure/penalties/delta", "-12")),
            ),
            Example(
                Phrase("数字与单位之间的空格", "a space before a unit that is right"),
                year=2020,
                set=(("active_disclosure/procurement/amount", "199.2 万元"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a cell, all that is odd about it in one."""
        for table, row, cell in cells(report):
            if not cell.value.marks or cell.state is not CellState.NUMBER:
                continue
            reasons = [reason for mark, reason in _REASONS.items() if mark in cell.value.marks and _odd(mark, cell)]
            if reasons and cell.number is not None:
                expected = _sign(cell) + _digits(cell.number) + _unit(cell) + cell.value.note
                clean = Mark.RESIDUE not in cell.value.marks
                yield self.at_cell(
                    cell,
                    fix=safe("改正写法", "write the number plainly", (in_cell(cell, expected),)) if clean else None,
                    where=cell_name(table, row, cell),
                    text=written(cell),
                    reasons=Phrase("、".join(r.zh for r in reasons), ", ".join(r.en for r in reasons)),
                    expected=expected,
                )


def _digits(number: Number) -> str:
    """The digits as written, zeros at the end included."""
    return str(number) if isinstance(number, int) else format(number, "f")


def _odd(mark: Mark, cell: Cell) -> bool:
    return mark is not Mark.SIGN or cell.form.value is not ValueKind.SIGNED_DELTA


def _sign(cell: Cell) -> str:
    delta = cell.form.value is ValueKind.SIGNED_DELTA and Mark.SIGN in cell.value.marks
    return "+" if delta else ""


def _unit(cell: Cell) -> str:
    return cell.value.unit if cell.form.value is ValueKind.AMOUNT else ""
