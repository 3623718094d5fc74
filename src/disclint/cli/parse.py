"""`disclint parse`: what a report is made of, as a tree, as JSON (DESIGN §5) or as a CSV of its cells."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from disclint.cli.options import Parser, emit, language
from disclint.discover import STDIN, discover, shown
from disclint.document import Document, Position
from disclint.engine import Settings, load, read_data
from disclint.errors import UnreadableError
from disclint.plugins import load_plugins
from disclint.report import Cell, CellState, Kind, Report, Row, Table
from disclint.select import Selection

if TYPE_CHECKING:
    from disclint.template import Form

VERSION = 1
FAILED = 2

_CSV_FIELDS = (
    "filename", "year", "organ", "table", "row", "column", "row_label", "column_label",
    "state", "value", "text", "line",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Print what reports are made of; 2 if a file could not be read, the others are still printed."""
    options = parser().parse_args(arguments)
    language(options.lang)  # nothing printed depends on it, but a wrong DISCLINT_LANG is wrong everywhere
    settings = Settings(load_plugins(), Selection(frozenset()))
    documents = []
    failed = False
    for target in discover(options.paths):
        filename = (options.stdin_filename or STDIN) if target.path == STDIN else shown(target.path)
        try:
            if target.failure:
                raise UnreadableError(target.failure)
            documents.append(read_data(load(target.path, settings.limits), filename, settings))
        except UnreadableError as error:
            print(f"disclint: {filename}: {error}", file=sys.stderr)
            failed = True
    emit(_FORMATS[options.output_format](documents, settings.plugins.forms), options.output_file)
    return FAILED if failed else 0


def parser() -> Parser:
    """The parser of `disclint parse`."""
    made = Parser("parse", "给出报告的结构和数值\nprint what reports are made of")
    made.add_operand("paths", "PATH", "+", "文件、目录，或 -（标准输入）", "files, directories, or -")
    made.add_format(_FORMATS, "tree")
    made.add_option("--stdin-filename", zh="标准输入的文件名", en="what standard input is called", metavar="NAME")
    made.add_output_file()
    made.add_language()
    return made


def report_as_json(report: Report) -> dict[str, Any]:
    """A report as `parse --output-format json` gives it."""
    form = report.form_by_labels or (report.form if report.kind is Kind.REPORT else None)
    return {
        "filename": report.filename,
        "title": report.title.text if report.title else None,
        "organ": report.organ or None,
        "year": report.year,
        "form": form.id if form else None,
        "sections": [
            {
                "id": section.id,
                "ordinal": section.ordinal,
                "heading": section.heading,
                "location": _location(section.position),
            }
            for section in report.sections
        ],
        "tables": {
            table_id: _table(report.tables[table_id]) if table_id in report.tables else {}
            for table_id in (form or report.form).tables
        },
        "unread": [
            {
                "path": unread.path,
                "state": unread.state.value,
                "reason": unread.reason,
                "location": _location(unread.position),
            }
            for unread in report.unread
        ],
    }


def cell_value(cell: Cell) -> int | float | str | None:
    """The number of a cell, its text if that is no number, None where there is nothing sure to be given."""
    if cell.number is not None:
        return cell.number if isinstance(cell.number, int) else float(cell.number)
    return cell.text if cell.state in (CellState.TEXT, CellState.PLACEHOLDER) else None


def _table(table: Table) -> dict[str, dict[str, int | float | str | None]]:
    return {row.id: {cell.form.id: cell_value(cell) for cell in row.cells} for row in table.rows}


def _location(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _reports(documents: Sequence[Document], forms: Sequence[Form]) -> Iterator[Report]:
    from disclint.parser import parse_report

    return (parse_report(document, tuple(forms)) for document in documents)


def _write_json(documents: Sequence[Document], forms: Sequence[Form]) -> str:
    import json

    reports = [report_as_json(report) for report in _reports(documents, forms)]
    return json.dumps({"version": VERSION, "reports": reports}, ensure_ascii=False, indent=2) + "\n"


def _write_csv(documents: Sequence[Document], forms: Sequence[Form]) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV_FIELDS)
    for report in _reports(documents, forms):
        for table in report.tables.values():
            for row in table.rows:
                writer.writerows(_csv_row(report, table, row, cell) for cell in row.cells)
    return text.getvalue()


def _csv_row(report: Report, table: Table, row: Row, cell: Cell) -> tuple[object, ...]:
    value = "" if cell.number is None else cell.number
    return (
        report.filename, report.year, report.organ, table.id, row.id, cell.form.id,
        row.form.label, cell.form.label, cell.state.value, value, cell.text, cell.position.line,
    )  # fmt: skip


def _write_tree(documents: Sequence[Document], forms: Sequence[Form]) -> str:
    from disclint.parser import parse_tree

    parts = []
    for document in documents:
        heading = f"# {document.filename}\n" if len(documents) > 1 else ""
        parts.append(heading + parse_tree(document, tuple(forms)).pretty())
    return "\n".join(parts)


_FORMATS: dict[str, Callable[[Sequence[Document], Sequence[Form]], str]] = {
    "tree": _write_tree,
    "json": _write_json,
    "csv": _write_csv,
}
