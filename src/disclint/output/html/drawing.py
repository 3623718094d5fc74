"""What is drawn of a file's tables: which node of a report stands where on the page, and what is marked there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from disclint.finding import Finding, Phrase
from disclint.output.html.words import both
from disclint.output.markup import text
from disclint.printed import PhysicalGrid, printed_grid
from disclint.seen import SeenCell, SeenTable

_NUMBERS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6"}


class Marks(Struct):
    """What is to be marked in a file's tables: numbered findings by path, and the paths of summands.

    `prefix` begins every id of the file on the page; a finding's is `prefix` + "n" + its number.
    """

    prefix: str
    findings: Mapping[str, Sequence[tuple[int, Finding]]]
    summands: frozenset[str]


class Drawing(Struct):
    """A table ready to draw: its cells by path, the id each path has on the page."""

    table: SeenTable
    grid: PhysicalGrid
    cells: Mapping[str, SeenCell]
    labels: Mapping[tuple[int, int], str]  # place of a row's label: path of the row
    ids: Mapping[str, str]


def drawing(table: SeenTable, prefix: str) -> Drawing:
    """The table, with ids that begin with `prefix`."""
    grid = printed_grid(table.form, {})
    labels = _row_labels(grid)
    paths = [table.id, *labels.values(), *(cell.path for cell in grid.cells if cell.path)]
    return Drawing(
        table=table,
        grid=grid,
        cells={cell.path: cell for row in table.rows for cell in row.cells},
        labels=labels,
        ids={path: f"{prefix}{number}" for number, path in enumerate(dict.fromkeys(paths))},
    )


def place(drawn: Drawing, path: str) -> str:
    """表三 （七）总计 · 自然人: what a path means, in the words of the form."""
    words = [table_number(drawn.table)]
    _, _, inside = path.partition("/")
    row_id, _, column_id = inside.partition("/")
    for band in drawn.table.form.bands:
        rows = [row.label for row in band.rows if row.id == row_id]
        if rows:
            columns = [column for column in band.columns if column.id == column_id]
            named = [
                f"{column.group}·{column.label}" if not rows[0] and column.group else column.label for column in columns
            ]
            words += [text(word) for word in (*rows[:1], *named) if word]
    return " ".join(words[:2]) + "".join(f" · {word}" for word in words[2:])


def mark(prefix: str, numbered: Sequence[tuple[int, Finding]], drawings: Sequence[Drawing]) -> Marks:
    """What the findings of a file mark in its tables."""
    found: dict[str, list[tuple[int, Finding]]] = {}
    for number, finding in numbered:
        target = target_of(finding.path, drawings)
        if target is not None:
            found.setdefault(target[1], []).append((number, finding))
    summands = frozenset(related.path for _, finding in numbered for related in finding.related)
    return Marks(prefix, found, summands)


def target_of(path: str, drawings: Sequence[Drawing]) -> tuple[Drawing, str] | None:
    """The drawing a path is in, and the nearest node of it: the cell, else its row, else the table."""
    while path:
        for each in drawings:
            if path in each.ids:
                return each, path
        path = path.rpartition("/")[0]
    return None


def spoken_of(drawn: Drawing, marks: Marks) -> bool:
    """Whether a finding, or a summand of one, is in this table."""
    return any(path in drawn.ids for path in (*marks.findings, *marks.summands))


def table_number(table: SeenTable) -> str:
    """表三, or its English."""
    number = table.form.number
    return both(Phrase(f"表{number}", f"Table {_NUMBERS.get(number, number)}"))


def _row_labels(grid: PhysicalGrid) -> dict[tuple[int, int], str]:
    """The place of each row's own label, which is the last before its values."""
    paths = {cell.row: cell.path.rpartition("/")[0] for cell in grid.cells if cell.path}
    places = {cell.row: cell.column for cell in grid.cells if not cell.path and cell.row in paths}
    return {(row, column): paths[row] for row, column in places.items()}
