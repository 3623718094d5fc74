"""C301: a blank cell, and what the equations say belongs there."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    Applicability,
    Cell,
    CellState,
    Example,
    Finding,
    Fix,
    Phrase,
    Related,
    Report,
    Row,
    RuleMeta,
    Severity,
    Table,
)
from disclint_rules.common import (
    Number,
    ReportRule,
    advice,
    cell_name,
    column_label,
    readable,
    row_name,
    show,
)
from disclint_rules.edits import in_cell, unsafe
from disclint_rules.equations import Sum, sums

_SHOWN = 7


class BlankCell(ReportRule):
    """Cells left blank, one finding a row."""

    meta = RuleMeta(
        code="C301",
        name="blank-cell",
        title=Phrase("空白单元格", "a blank cell"),
        why=Phrase(
            "空白可能是 0，也可能是漏填，读者和汇总系统都无法分辨。没有发生的请填 0。"
            "如果勾稽关系只容许一个数，提示中会写明“空白处应为……”，核实后填入即可。"
            "未见明文规定空白必须填 0，这是 disclint 的建议。",
            "A blank may mean 0 or a number forgotten; neither a reader nor a program can tell. Enter 0 where nothing "
            "happened. Where the equations allow one number only, the message names it: check and enter it. No norm "
            "that orders a 0 was found; this is the advice of disclint.",
        ),
        severity=Severity.WARNING,
        authority=advice(
            "disclint 的建议：没有数据的填 0，不留空白", "advice of disclint: enter 0 rather than leave a blank"
        ),
        fix=Applicability.UNSAFE,
        messages={
            "": Phrase("{where}空白，没有数据请填 0", "{where} is blank; enter 0 if there is nothing to report"),
            "forced": Phrase(
                "{where}空白，按勾稽关系空白处应为 {value}", "{where} is blank; by the equations it should be {value}"
            ),
            "conflict": Phrase(
                "{where}空白，{values}，两者不一致，请核对后填写",
                "{where} is blank; {values}, which do not agree: check the figures",
            ),
            "row": Phrase(
                "{where}有 {count} 格空白（{columns}），没有数据请填 0",
                "{where} has {count} blank cells ({columns}); enter 0 where there is nothing to report",
            ),
            "zeros": Phrase(
                "{where}有 {count} 格空白（{columns}），应填 0",
                "{where} has {count} blank cells ({columns}), which should be 0",
            ),
            "forced-row": Phrase(
                "{where}有 {count} 格空白，按勾稽关系空白处应为：{columns}",
                "{where} has {count} blank cells; by the equations they should be: {columns}",
            ),
            "whole": Phrase(
                "{where}整行 {count} 格空白，没有数据请填 0",
                "{where} is blank in all {count} cells; enter 0 where there is nothing to report",
            ),
        },
        examples=(
            Example(
                Phrase("空白处应为 4", "the blank must be 4"),
                set=(("requests/granted/natural_person", ""),),
                expect=("requests/granted/natural_person",),
            ),
            Example(
                Phrase("一行有五格空白", "five blank cells in a row"),
                year=2020,
                set=tuple(
                    (f"requests/carried_over/{column}", "")
                    for column in ("business", "research", "social_welfare", "legal_service", "other_org")
                ),
                expect=("requests/carried_over",),
            ),
            Example(
                Phrase("表四整行空白", "table 4 left blank"),
                set=tuple(
                    (f"review_litigation/cases/{group}_{outcome}", "")
                    for group in ("review", "direct", "post_review")
                    for outcome in ("upheld", "corrected", "other", "pending", "total")
                ),
                expect=("review_litigation/cases",),
            ),
            Example(
                Phrase("表二规章一格空白", "a blank cell in table 2"),
                set=(("active_disclosure/rules/repealed", ""),),
                expect=("active_disclosure/rules/repealed",),
            ),
            Example(Phrase("没有发生的填 0", "0 where nothing happened")),
            Example(
                Phrase("单元格内有附注不算空白", "a remark beside the number"),
                set=(("active_disclosure/normative_documents/issued", "1（其中修订 1 件）"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a row: at the cell if one is blank, at the row with the cells as related places if several "
        "are."""
        for table in readable(report):
            equations: list[Sum] | None = None
            for row in table.rows:
                blank = [cell for cell in row.cells if cell.state is CellState.BLANK]
                if blank and not row.missing:
                    equations = list(sums(table)) if equations is None else equations
                    yield (
                        self._cell(table, row, blank[0], equations)
                        if len(blank) == 1
                        else self._row(table, row, blank, equations)
                    )

    def _cell(self, table: Table, row: Row, cell: Cell, equations: list[Sum]) -> Finding:
        where = cell_name(table, row, cell)
        by_row, by_column = _forced(cell, equations)
        values = by_row | by_column
        if len(values) > 1:
            return self.at_cell(cell, "conflict", where=where, values=_sources(by_row, by_column))
        if values:
            fix = _zeros([cell], equations)
            return self.at_cell(cell, "forced", fix=fix, where=where, value=show(values.pop()))
        return self.at_cell(cell, where=where)

    def _row(self, table: Table, row: Row, blank: list[Cell], equations: list[Sum]) -> Finding:
        values = {cell.path: set.union(*_forced(cell, equations)) for cell in blank}
        labels = {cell.path: column_label(table, cell) for cell in blank}
        rest = [cell for cell in row.cells if cell.state is not CellState.BLANK]
        certain = all(len(found) == 1 for found in values.values())
        nothing = all(found <= {0} for found in values.values())
        columns = _listed(list(labels.values()))
        if nothing and (certain or (rest and all(cell.number == 0 for cell in rest))):
            message = "zeros"
        elif certain:
            message = "forced-row"
            columns = "、".join(f"{labels[path]} {show(min(found))}" for path, found in values.items())
        else:
            message = "row" if rest else "whole"
        return self.at_row(
            row,
            message,
            fix=_zeros(blank, equations),
            related=tuple(
                Related(cell.position, _blank(labels[cell.path], values[cell.path]), cell.path) for cell in blank
            ),
            where=row_name(table, row),
            count=len(blank),
            columns=columns,
        )


def _forced(cell: Cell, equations: list[Sum]) -> tuple[set[Number], set[Number]]:
    """The values that the equations of its row, and those of its column, leave for a blank cell."""
    by_row: set[Number] = set()
    by_column: set[Number] = set()
    for equation in equations:
        value = equation.forced(cell)
        if value is not None:
            (by_column if equation.equation.by_column else by_row).add(value)
    return by_row, by_column


def _zeros(blank: list[Cell], equations: list[Sum]) -> Fix | None:
    """0 in every blank cell, if the sums of its row and of its column both leave nothing else."""
    if any(_forced(cell, equations) != ({0}, {0}) for cell in blank):
        return None
    return unsafe("填 0", "enter 0", [in_cell(cell, "0") for cell in blank])


def _sources(by_row: set[Number], by_column: set[Number]) -> Phrase:
    zh, en = [], []
    for name_zh, name_en, values in (("本行", "its row", by_row), ("本列", "its column", by_column)):
        if values:
            numbers = [show(value) for value in sorted(values)]
            zh.append(f"按{name_zh}合计应为 {' 或 '.join(numbers)}")
            en.append(f"by {name_en} it should be {' or '.join(numbers)}")
    return Phrase("，".join(zh), ", ".join(en))


def _listed(labels: list[str]) -> str:
    return "、".join(labels[:_SHOWN]) + ("……" if len(labels) > _SHOWN else "")


def _blank(label: str, values: set[Number]) -> Phrase:
    if len(values) == 1:
        value = show(min(values))
        return Phrase(f"空白：{label}，应为 {value}", f"blank: {label}, should be {value}")
    return Phrase(f"空白：{label}", f"blank: {label}")
