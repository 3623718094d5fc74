"""What the tables say, for rules that hold something else against them: plain numbers only, None for everything else."""

from __future__ import annotations

from collections.abc import Iterable

from disclint.api import Cell, CellState, Evidence, Mark, Phrase, Reading, Related, Report, Row, Table
from disclint_rules.common import Number, column_label, row_label, show, table_name
from disclint_rules.once import once

_INFERRED = frozenset((Evidence.HABIT, Evidence.SPLIT, Evidence.OCR, Evidence.NONE))
_DOUBTFUL = frozenset((Mark.INNER_SPACE, Mark.RESIDUE, Mark.UNIT))
GROUPS = ("denied", "unavailable", "not_processed", "other_processing")
ORGANISATIONS = ("business", "research", "social_welfare", "legal_service", "other_org")


def plain(cell: Cell | None) -> Number | None:
    """The number of a cell that was read beyond doubt."""
    if cell is None or cell.state is not CellState.NUMBER or cell.evidence in _INFERRED:
        return None
    return None if cell.value.marks & _DOUBTFUL else cell.number


class Ledger:
    """The tables by id, their rows by path, and the rows of each group of results as far as they are in the report.

    A number is None where its cell, or one of its summands, is not plain.
    """

    def __init__(self, tables: dict[str, Table], rows: dict[str, Row], results: dict[str, tuple[str, ...]]) -> None:
        self.tables = tables
        self.rows = rows
        self.results = results
        self._known: dict[str, Number | None] = {}

    def cell(self, path: str) -> Cell | None:
        """The cell at a path, None if it is not in the report."""
        row = self.rows.get(path[: path.rindex("/")])
        return next((cell for cell in row.cells if cell.path == path), None) if row else None

    def number(self, path: str) -> Number | None:
        """The number at a path."""
        if path not in self._known:
            number = plain(self.cell(path))
            self._known[path] = None if number is None or self._disputed(path, number) else number
        return self._known[path]

    def _disputed(self, path: str, total: Number) -> bool:
        """Whether a total is not the sum of what stands before it: B403 and B404 speak of that, and nothing is sure."""
        row_path, _, column = path.rpartition("/")
        if not column.endswith("total") or row_path.startswith("active_disclosure"):
            return False
        group = column.removesuffix("total")  # review_ of review_total; nothing in table 3
        parts = [plain(cell) for cell in self.rows[row_path].cells if cell.form.id.startswith(group)]
        known = [part for part in parts if part is not None]
        return len(known) == len(parts) and sum(known, start=0) != 2 * total

    def sum(self, paths: Iterable[str]) -> Number | None:
        """The sum of several cells; None if one is not plain, or if there are none."""
        numbers = [self.number(path) for path in paths]
        known = [number for number in numbers if number is not None]
        return sum(known, start=0) if known and len(known) == len(numbers) else None

    def request(self, row: str, column: str = "total") -> Number | None:
        """A number of table 3; a group of results stands for the sum of its rows."""
        rows = self.results.get(row, (row,))
        return self.sum(f"requests/{name}/{column}" for name in rows)

    def items(self, group: str, column: str = "total") -> set[Number]:
        """The numbers of the single rows of a group that are plain."""
        numbers = (self.number(f"requests/{name}/{column}") for name in self.results.get(group, ()))
        return {number for number in numbers if number is not None}

    def dispute(self, *columns: str) -> Number | None:
        """The sum of columns of table 4."""
        return self.sum(f"review_litigation/cases/{column}" for column in columns)

    def related(self, *paths: str) -> tuple[Related, ...]:
        """The cells a finding was held against."""
        return tuple(self._related(cell) for path in paths if (cell := self.cell(path)))

    def _related(self, cell: Cell) -> Related:
        row_path = cell.path[: cell.path.rindex("/")]
        table = self.tables[row_path.partition("/")[0]]
        name, label = table_name(table), row_label(table, self.rows[row_path]) or column_label(table, cell)
        number = "?" if cell.number is None else show(cell.number)
        return Related(cell.position, Phrase(f"{name.zh}：{label} {number}", f"{name.en}: {label} {number}"), cell.path)


@once
def ledger(report: Report) -> Ledger:
    """The numbers of the tables that could be read."""
    tables = {name: table for name, table in report.tables.items() if table.reading is not Reading.UNREAD}
    rows = {row.path: row for table in tables.values() for row in table.rows if not row.missing}
    results: dict[str, tuple[str, ...]] = {}
    if requests := tables.get("requests"):
        leaves = [row for row in requests.rows if row.form.leaf]
        for group in GROUPS:
            results[group] = tuple(row.id for row in leaves if row.form.group == group)
        if "requests/other_processing" in rows:
            results["other_processing"] = ("other_processing",)
    return Ledger(tables, rows, results)
