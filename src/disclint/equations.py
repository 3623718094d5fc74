"""One evaluator for every equation: B401–B404, those of a province's own form, and those of a rule pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from disclint.finding import Finding, Phrase, Related
from disclint.naming import Number, column_label, column_name, row_label, row_name, show
from disclint.report import Report
from disclint.rule import Rule
from disclint.table import Cell, CellState, Row, Table
from disclint.template import Equation, Operator, ValueKind

Side = tuple[tuple[int, Cell], ...]
Lines = dict[str, dict[str, Cell]]
_UNKNOWABLE = (CellState.AMBIGUOUS, CellState.MISSING)


def replaced(table: Table) -> set[str]:
    """Ids of rows that are rightly not there: （六）其他处理 when its three rows are, or they when it stands for them."""
    rows = {row.id: row for row in table.rows}
    away = {row.id for band in table.form.bands for row in band.rows if row.id not in rows}
    for row in rows.values():
        if not row.form.stands_for:
            continue
        originals = [rows[name] for name in row.form.stands_for if name in rows]
        if row.missing or any(not original.missing for original in originals):
            away.add(row.id)
        else:
            away.update(original.id for original in originals)
    return away


class Sum(Struct, frozen=True):
    """An equation at one column or row. A blank cell, a dash or words are an unknown that is not negative."""

    equation: Equation
    left: Side
    right: Side

    @property
    def total(self) -> Cell:
        """The cell a finding stands at: the total, which the forms write first on the right."""
        return (self.right or self.left)[0][1]

    @property
    def unknowns(self) -> list[tuple[int, Cell]]:
        """Cells without a number, with their sign when all is brought to the left."""
        return [(sign, cell) for sign, cell in self._all() if cell.number is None]

    @property
    def difference(self) -> Number:
        """Left minus right, over the cells that hold a number."""
        return _added((sign, cell.number) for sign, cell in self._all())

    def fails(self) -> bool:
        """Whether no number that is not negative, put into the unknown cells, can make the equation true."""
        rest = self.difference
        if rest == 0:
            return False
        unknowns = self.unknowns
        free = any(cell.form.value is ValueKind.SIGNED_DELTA for _, cell in unknowns)
        if rest < 0:
            return not free and not any(sign > 0 for sign, _ in unknowns)
        if rest > 0 and self.equation.operator is Operator.EQUAL:
            return not free and not any(sign < 0 for sign, _ in unknowns)
        return False

    def forced(self, cell: Cell) -> Number | None:
        """The only value this unknown cell can have by this equation, None when it leaves a choice or has no answer."""
        unknowns = self.unknowns
        signs = {sign for sign, _ in unknowns}
        mine = next((sign for sign, other in unknowns if other is cell), None)
        if mine is None or self.equation.operator is not Operator.EQUAL:
            return None
        signed = any(other.form.value is ValueKind.SIGNED_DELTA for _, other in unknowns)
        rest = self.difference
        if len(unknowns) == 1:
            value = -rest * mine
            return value if value >= 0 or signed else None
        # Several unknowns of one sign that make up nothing are nothing each.
        return 0 if rest == 0 and len(signs) == 1 and not signed else None

    def _all(self) -> Iterator[tuple[int, Cell]]:
        yield from self.left
        for sign, cell in self.right:
            yield -sign, cell


def sums(table: Table, equations: Iterable[Equation] | None = None) -> Iterator[Sum]:
    """The equations (default: those of its form), once for each column or row where all the cells they need were read."""
    equations = table.template.equations if equations is None else equations
    equations = [equation for equation in equations if equation.table == table.id]
    if not equations:
        return
    away = replaced(table)
    rows = {row.id: {cell.form.id: cell for cell in row.cells} for row in table.rows if row.id not in away}
    columns: Lines = {}
    for row_id, cells in rows.items():
        for column, cell in cells.items():
            columns.setdefault(column, {})[row_id] = cell
    for equation in equations:
        left = [term for term in equation.left if term.id not in away]
        right = [term for term in equation.right if term.id not in away]
        for line in columns.values() if equation.by_column else rows.values():
            try:
                sides = [(t.sign, line[t.id]) for t in left], [(t.sign, line[t.id]) for t in right]
            except KeyError:
                continue  # another band: it has no such column, or the row is not in this one
            if any(cell.value.state in _UNKNOWABLE for side in sides for _, cell in side):
                continue
            yield Sum(equation, tuple(sides[0]), tuple(sides[1]))


def spell(side: Side) -> str:
    """`7 + 3 = 10`; of a long sum the summands that are not 0; `?` for a cell without a number."""
    shown: list[tuple[int, Number | None]] = [
        (sign, cell.number) for sign, cell in side if len(side) <= 2 or cell.number != 0
    ] or [(1, 0)]
    text = ""
    for sign, number in shown:
        word = "?" if number is None else f"({show(number)})" if number < 0 and text else show(number)
        text += f" {'+' if sign > 0 else '-'} {word}" if text else f"{'' if sign > 0 else '-'}{word}"
    if len(shown) > 1 and all(number is not None for _, number in shown):
        text += f" = {show(_added(shown))}"
    return text


def _added(summands: Iterable[tuple[int, Number | None]]) -> Number:
    return sum((sign * number for sign, number in summands if number is not None), start=0)


def equation_messages(zh: str, en: str) -> dict[str, Phrase]:
    """The messages of an equation rule: `zh` and `en` say what does not agree."""
    return {
        "": Phrase(
            "{where}" + zh + "：{left}，应等于 {right}，相差 {difference}",
            "{where}: " + en + ": {left}, should equal {right}; the difference is {difference}",
        ),
        "at-least": Phrase(
            "{where}" + zh + "：{left}，应不小于 {right}，相差 {difference}",
            "{where}: " + en + ": {left}, should be at least {right}; the difference is {difference}",
        ),
        "blank": Phrase(
            "{where}"
            + zh
            + "：{left}，应等于 {right}，已知各数相差 {difference}；“?”处没有数字，填任何非负数都不能相等",
            "{where}: " + en + ": {left}, should equal {right}; the known numbers differ by {difference}, "
            'and no number that is not negative can stand at "?" to make it true',
        ),
    }


class EquationRule(Rule):
    """A rule whose check is the equations of the form that bear its code. A subclass sets `meta` alone."""

    def check(self, report: Report) -> Iterator[Finding]:
        """A finding at the total of every equation that cannot be true, the summands as related places."""
        for table in report.tables.values():
            for found in sums(table, self.equations(table)) if table.present else ():
                if found.fails():
                    yield self._finding(table, found)

    def equations(self, table: Table) -> Iterable[Equation]:
        """The equations to check in a table: those of its form under this rule's code."""
        return (equation for equation in table.template.equations if equation.code == self.meta.code)

    def _finding(self, table: Table, found: Sum) -> Finding:
        rows = {row.path: row for row in table.rows}
        total, by_column = found.total, found.equation.by_column
        row = _row_of(rows, total)
        at_least = found.equation.operator is Operator.AT_LEAST
        message = "at-least" if at_least else "blank" if found.unknowns else ""
        return self.at_cell(
            total,
            message,
            related=tuple(
                Related(cell.position, _summand(table, _row_of(rows, cell), cell, by_column), cell.path)
                for _, cell in (*found.left, *found.right)
                if cell is not total and cell.number != 0
            ),
            where=column_name(table, total) if by_column or not row.form.label else row_name(table, row),
            left=spell(found.left),
            right=spell(found.right) if found.right else "0",
            difference=show(max(found.difference, -found.difference)),
        )


def _row_of(rows: Mapping[str, Row], cell: Cell) -> Row:
    return rows[cell.path.rpartition("/")[0]]


def _summand(table: Table, row: Row, cell: Cell, by_column: bool) -> Phrase:
    label = row_label(table, row) if by_column else column_label(table, cell)
    if cell.number is None:
        return Phrase(f"没有数字：{label}", f"no number: {label}")
    return Phrase(f"加数：{label} {show(cell.number)}", f"summand: {label} {show(cell.number)}")
