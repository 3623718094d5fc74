"""The computed sum beside a total: where it is not what is written, or everywhere."""

from __future__ import annotations

from disclint.equations import spell, sums
from disclint.finding import Language, Phrase
from disclint.lsp.analysis import Analysis
from disclint.lsp.figures import computed, readable
from disclint.lsp.wire import Hint, Hinted, HintMode
from disclint.naming import show
from disclint.template import Operator

_DIFFERS = Phrase("{code} 应为 {number}", "{code}: should be {number}")
_TOOLTIP = Phrase("{left}，写的是 {right}", "{left}; written: {right}")


def hints(analysis: Analysis, first_line: int, last_line: int, mode: HintMode, language: Language) -> Hinted:
    """The sums of the totals that stand between two lines."""
    report = analysis.examined.report
    if report is None or mode is HintMode.OFF:
        return Hinted()
    found = []
    for table in readable(report):
        for each in sums(table):
            place, number = each.total.position, computed(each)
            end = place.end_column or place.column
            if not first_line <= place.line <= last_line or number is None or not each.right:
                continue
            if each.equation.operator is not Operator.EQUAL:
                continue
            differs = each.total.number != number
            if not differs and mode is not HintMode.ALWAYS:
                continue
            code = each.equation.code
            label = _DIFFERS.render(language, {"code": code, "number": show(number)}) if differs else f"✓ {code}"
            tooltip = _TOOLTIP.render(language, {"left": spell(each.left), "right": spell(each.right)})
            found.append(Hint(place.end_line or place.line, end, label, tooltip))
    return Hinted(tuple(found))
