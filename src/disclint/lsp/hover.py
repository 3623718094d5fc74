"""What is said of a place: of a cell its name and its sums, of a finding why it matters, of a code its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclint.cli.markdown import markdown
from disclint.equations import Sum, spell
from disclint.finding import Finding, Language, Phrase
from disclint.lsp.analysis import Analysis
from disclint.lsp.figures import cell_at, sums_of
from disclint.lsp.problems import span_of
from disclint.lsp.wire import Span, Told
from disclint.naming import cell_name, column_label, row_label, show
from disclint.plugins import LoadedRule
from disclint.report import Cell, CellState, Row, Table
from disclint.template import Operator

_WORD = re.compile(r"[A-Z]{1,4}\d{3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_STATES = {
    CellState.BLANK: Phrase("空白", "blank"),
    CellState.PLACEHOLDER: Phrase("占位符“{text}”，不是数字", 'a placeholder "{text}", no number'),
    CellState.TEXT: Phrase("文字“{text}”，不是数字", 'text "{text}", no number'),
    CellState.MISSING: Phrase("表中没有", "not in the table"),
    CellState.AMBIGUOUS: Phrase("不能确定属于哪一列，不作判断", "its column is not sure; it is not judged"),
}
_NO_SUM = Phrase("不在任何勾稽关系里。", "It stands in no equation.")
_EQUALS = (
    Phrase("{left}，应等于 {right}", "{left}, should equal {right}"),
    Phrase("{left}，等于 {right}", "{left}, equals {right}"),
)
_AT_LEAST = (
    Phrase("{left}，应不小于 {right}", "{left}, should be at least {right}"),
    Phrase("{left}，不小于 {right}", "{left}, at least {right}"),
)
_OPEN = Phrase("；有的单元格没有数字，不能判断", "; a cell holds no number: it cannot be told")
_OFF = Phrase("，相差 {difference}", "; the difference is {difference}")
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\*_`[]|<"})


def hover(analysis: Analysis, line: int, column: int, rules: Sequence[LoadedRule], language: Language) -> Told:
    """What there is to say of a place in a report; of a place in another file, of the rule named there."""
    found = analysis.examined
    if found.report is None or found.document is None:
        return _code(analysis, line, column, rules, language)
    parts: list[str] = []
    span: Span | None = None
    if (there := cell_at(found.report, line, column)) is not None:
        parts.append(_cell(*there, language))
        span = span_of(there[2].position, found.document.lines)
    for finding in found.result.findings:
        place = span_of(finding.position, found.document.lines)
        if (place.line, place.column) <= (line, column) <= (place.end_line, place.end_column):
            parts.append(_why(finding, language))
            span = span or place
    return Told("\n\n---\n\n".join(parts), span)


def explain(name: str, rules: Sequence[LoadedRule], language: Language) -> str:
    """The page on a rule, "" if there is none of this code or name."""
    for loaded in rules:
        if name in (loaded.meta.code, loaded.meta.name):
            return markdown(loaded, language)
    return ""


def _code(analysis: Analysis, line: int, column: int, rules: Sequence[LoadedRule], language: Language) -> Told:
    """In a configuration file the codes and names of rules are links to what they mean."""
    lines = re.split(r"\r\n|\r|\n", analysis.text)
    row = lines[line - 1] if line <= len(lines) else ""
    for match in _WORD.finditer(row):
        if match.start() < column <= match.end() + 1 and (text := explain(match[0], rules, language)):
            return Told(text, Span(line, match.start() + 1, line, match.end() + 1))
    return Told()


def _cell(table: Table, row: Row, cell: Cell, language: Language) -> str:
    name = _escaped(cell_name(table, row, cell).text(language))
    if cell.number is None:
        value = _STATES[cell.state].render(language, {"text": _escaped(cell.text)})
    else:
        value = show(cell.number)
    lines = [f"**{name}**{'：' if language is Language.ZH else ': '}{value}"]
    told = [line for found in sums_of(table, cell.path) for line in _sum(table, found, cell, language)]
    return "\n".join([*lines, "", *(told or [_NO_SUM.text(language)])])


def _sum(table: Table, found: Sum, here: Cell, language: Language) -> Iterator[str]:
    """An equation with its numbers, and under it the cells they are of."""
    least = found.equation.operator is Operator.AT_LEAST
    holds = found.difference >= 0 if least else found.difference == 0
    left, right = spell(found.left), spell(found.right) if found.right else "0"
    relation = (_AT_LEAST if least else _EQUALS)[holds].render(language, {"left": left, "right": right})
    if found.fails():
        words = _OFF.render(language, {"difference": show(max(found.difference, -found.difference))})
        yield f"- ✗ {found.equation.code}: {relation}{words}"
    elif found.unknowns or not holds:
        yield f"- ? {found.equation.code}: {relation}{_OPEN.text(language)}"
    else:
        yield f"- ✓ {found.equation.code}: {relation}"
    rows = {row.path: row for row in table.rows}
    for sign, cell in (*found.left, *((1, cell) for _, cell in found.right)):
        if cell.number == 0 and cell is not found.total and cell is not here:
            continue
        row = rows[cell.path.rpartition("/")[0]]
        label = row_label(table, row) if found.equation.by_column else column_label(table, cell)
        number = "?" if cell.number is None else show(cell.number)
        label = _escaped(label or column_label(table, cell))
        yield f"    - {'' if sign > 0 else '− '}{f'**{label}**' if cell is here else label} {number}"


def _why(finding: Finding, language: Language) -> str:
    meta = finding.meta
    authority = meta.authority.text.text(language)
    return "\n\n".join(
        filter(
            None,
            (
                f"**{meta.code}** `{meta.name}`",
                _escaped(finding.message(language)),
                _escaped(meta.why.text(language)),
                f"*{_escaped(authority)}*" if authority else "",
            ),
        )
    )


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_MARKS)
