"""What a report is made of, as a tree an editor shows and folds by: sections, the tables in them, their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclint.document import Position
from disclint.finding import Language
from disclint.lsp.analysis import Analysis
from disclint.lsp.problems import span_of
from disclint.lsp.wire import Node, NodeKind, Outlined, Span
from disclint.naming import row_label, show, table_name
from disclint.report import Report, Row, Section, Table


def outline(analysis: Analysis, language: Language) -> Outlined:
    """The parts of a report; none of a document that is no report."""
    document, report = analysis.examined.document, analysis.examined.report
    if document is None or report is None:
        return Outlined()
    lines = document.lines
    nodes = [_table(block, lines, language) for block in report.front if isinstance(block, Table)]
    for section, last in _sections(report, len(lines)):
        nodes.append(_section(section, last, lines, language))
    return Outlined(tuple(nodes))


def _sections(report: Report, length: int) -> Iterator[tuple[Section, int]]:
    """Each section with its last line: the one before the next heading."""
    end = min(report.end.end_line or report.end.line, length)
    starts = [section.position.line for section in report.sections]
    for index, section in enumerate(report.sections):
        after = starts[index + 1] - 1 if index + 1 < len(starts) else end
        yield section, max(after, starts[index])


def _section(section: Section, last: int, lines: Sequence[str], language: Language) -> Node:
    name = span_of(section.position, lines)
    children = tuple(_table(table, lines, language) for table in section.tables)
    while last > name.end_line and not lines[last - 1].strip():
        last -= 1
    whole = Span(name.line, name.column, last, len(lines[last - 1]) + 1)
    return Node(NodeKind.SECTION, section.heading or "—", "", _around(whole, name, children), name, children)


def _table(table: Table, lines: Sequence[str], language: Language) -> Node:
    name = span_of(table.position, lines)
    children = tuple(_row(table, row, lines) for row in table.rows if not row.missing)
    whole = Span(name.line, name.column, *_end(table.end, lines))
    return Node(NodeKind.TABLE, table_name(table).text(language), "", _around(whole, name, children), name, children)


def _row(table: Table, row: Row, lines: Sequence[str]) -> Node:
    name = span_of(row.position, lines)
    cells = [span_of(cell.position, lines) for cell in row.cells]
    values = [show(cell.number) if cell.number is not None else cell.text or "—" for cell in row.cells]
    label = row_label(table, row) or " ".join(row.label.split())
    return Node(NodeKind.ROW, label or "—", " ".join(values), _around(name, name, cells), name)


def _end(position: Position, lines: Sequence[str]) -> tuple[int, int]:
    span = span_of(position, lines)
    return span.end_line, span.end_column


def _around(whole: Span, name: Span, parts: Iterable[Node | Span]) -> Span:
    """The least span that holds all of these: an editor refuses a part that sticks out."""
    spans = [whole, name, *(part.span if isinstance(part, Node) else part for part in parts)]
    start = min((span.line, span.column) for span in spans)
    end = max((span.end_line, span.end_column) for span in spans)
    return Span(*start, *end)
