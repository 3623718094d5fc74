"""C307: an amount so large that it is probably in 元, not in 万元."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    CellState,
    Example,
    Finding,
    Option,
    OrganType,
    Phrase,
    Report,
    Row,
    RuleMeta,
    Severity,
    Table,
    ValueKind,
)
from disclint_rules.common import ReportRule, by_form, cell_name, readable, show, written
from disclint_rules.organs import Organ, organ_of

_TOWNSHIP = Option("township-max", 10_000, Phrase("乡镇（街道）的上限，万元", "most for a township, 万元"))
_ORGAN = Option("department-max", 100_000, Phrase("部门的上限，万元", "most for a department, 万元"))
_COUNTY = Option("county-max", 1_000_000, Phrase("县级政府的上限，万元", "most for a county government, 万元"))


class AmountUnit(ReportRule):
    """Fees beyond what an organ of that kind collects in a year."""

    meta = RuleMeta(
        code="C307",
        name="amount-unit",
        title=Phrase("金额单位疑似错误", "an amount that is probably in the wrong unit"),
        why=Phrase(
            "“本年收费金额”以万元计。把以元计的数字原样填入，会大一万倍：380000 元应填 38，填成 380000 就是 38 亿元。"
            "请核对单位；金额确有这么大的，不必理会。按机关的层级判断：乡镇超过1亿元、部门超过10亿元、"
            "县级政府超过100亿元才提示，市级以上政府不作判断。",
            "The fees are in 万元. An amount in 元 entered as it is becomes ten thousand times too large: 380,000 元 is "
            "38. Check the unit; where the amount is right, never mind. Told only above 100 million 元 for a township, "
            "1 billion for a department, 10 billion for a county; governments of cities and above are not judged.",
        ),
        severity=Severity.INFO,
        authority=by_form("表二表头“（单位：万元）”", "table 2, header （单位：万元）"),
        messages={
            "": Phrase(
                "{where}填的是“{text}”，合 {yuan} 亿元，请核对单位是不是元",
                '{where} holds "{text}", that is {yuan} × 100 million 元: check whether it is in 元',
            ),
        },
        options=(_TOWNSHIP, _ORGAN, _COUNTY),
        examples=(
            Example(
                Phrase("以元计的收费填入万元栏", "fees in 元 under 万元"),
                set=(("active_disclosure/administrative_fees/amount", "1256300"),),
                expect=("active_disclosure/administrative_fees/amount",),
            ),
            Example(
                Phrase("镇政府收费 1.8 亿元", "a township with 180 million"),
                replace=(("清河县水利局", "清河县城关镇人民政府"),),
                set=(("active_disclosure/administrative_fees/amount", "18000"),),
                expect=("active_disclosure/administrative_fees/amount",),
            ),
            Example(
                Phrase("部门收费 2.3 亿元", "a department with 230 million"),
                set=(("active_disclosure/administrative_fees/amount", "23046.52"),),
            ),
            Example(
                Phrase("2019 年格式的采购总金额没有单位，不作判断", "采购总金额 of 2019 has no unit and is not judged"),
                year=2020,
                set=(("active_disclosure/procurement/amount", "567421644"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a cell."""
        limit = _most(organ_of(report))
        if limit is None:
            return
        most: int = self.option(limit.name)
        for table in readable(report):
            for band in table.bands:
                if any(column.value is ValueKind.AMOUNT_WAN for column in band.form.columns):
                    for row in band.rows:
                        yield from self._row(table, row, most)

    def _row(self, table: Table, row: Row, most: int) -> Iterator[Finding]:
        for cell in row.cells:
            if cell.form.value is not ValueKind.AMOUNT_WAN or cell.state is not CellState.NUMBER:
                continue
            # A unit in the cell is C305's.
            if cell.number is not None and cell.number > most and not cell.value.unit:
                yield self.at_cell(
                    cell,
                    where=cell_name(table, row, cell),
                    text=written(cell),
                    yuan=show(round(float(cell.number) / 10_000)),
                )


def _most(organ: Organ) -> Option | None:
    """The option for the amount above which the unit is doubted; None where any amount may be right."""
    if organ.kind is OrganType.TOWNSHIP:
        return _TOWNSHIP
    if organ.kind is OrganType.DEPARTMENT:
        return _ORGAN
    if organ.kind is OrganType.GOVERNMENT and organ.level in ("县", "区", "旗"):
        return _COUNTY
    return None
