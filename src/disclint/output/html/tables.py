"""A table of the report in the printed form: what was read in its cells, the wrong ones marked and linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from disclint.finding import Phrase
from disclint.output.html.drawing import Drawing, Marks, table_number
from disclint.output.html.words import both, quoted
from disclint.output.markup import attribute, tag, text
from disclint.output.text import SEVERITIES
from disclint.printed import GridCell
from disclint.report import CellState, Reading

_STATES = {
    CellState.BLANK: Phrase("空白", "blank"),
    CellState.MISSING: Phrase("缺", "missing"),
    CellState.AMBIGUOUS: Phrase("列位不明", "unclear"),
}
_WRITTEN = Phrase("原文：", "as written: ")
_STRAYS = Phrase("表中另有不属于格式的行目：", "Rows the form does not have: ")
_READINGS = {
    Reading.DAMAGED: Phrase(
        "此表由文字还原，原文已有残缺；以原件为准。",
        "Rebuilt from text that lost something on its way; see the original.",
    ),
    Reading.UNREAD: Phrase("此表未能读出，请对照原件。", "This table could not be read; see the original."),
}

_LEGEND = Phrase("图例：", "Legend: ")
_LEGENDS = {
    CellState.PLACEHOLDER: Phrase("占位符", "placeholder"),
    CellState.TEXT: Phrase("文字", "text"),
    **_STATES,
}
_SUMMAND = Phrase("加数", "summand")


def draw(drawn: Drawing, marks: Marks) -> Iterator[str]:
    """The table as markup."""
    table, grid = drawn.table, drawn.grid
    yield '<div class="scroll"><table class="form">'
    yield f'<caption id="{drawn.ids[table.id]}">{table_number(table)} {text(table.title)}{_references(marks, table.id)}</caption>'
    valued = {cell.row for cell in grid.cells if cell.path}
    first = min(valued, default=0)
    repeated = first if not any(band.caption for band in table.form.bands) else 0
    yield "<thead>" if repeated else "<tbody>"
    for number, row in enumerate(grid.rows()):
        if repeated and number == repeated:
            yield "</thead><tbody>"
        yield "<tr>" + "".join(_cell(cell, drawn, marks, cell.row in valued) for cell in row) + "</tr>"
    yield "</tbody></table></div>"
    if table.reading in _READINGS:
        yield f'<p class="note">{both(_READINGS[table.reading])}</p>'
    if table.strays:
        yield f'<p class="note">{both(_STRAYS)}{"；".join(quoted(stray) for stray in table.strays)}</p>'


def _cell(cell: GridCell, drawn: Drawing, marks: Marks, valued: bool) -> str:
    spans = {
        "rowspan": cell.rowspan if cell.rowspan > 1 else None,
        "colspan": cell.colspan if cell.colspan > 1 else None,
    }
    if cell.path:
        return _value(cell.path, drawn, marks, spans)
    path = drawn.labels.get((cell.row, cell.column), "")
    group = "group" if (cell.rowspan if valued else cell.colspan) > 1 else ""
    row = next((row for row in drawn.table.rows if row.path == path), None)
    classes = ["missing"] if row and row.missing else []
    opening = tag(
        "th",
        **{"class": " ".join([*classes, *_severity(marks, path)]) or None},
        id=drawn.ids.get(path),
        scope=("row" if valued else "col") + group,
        **spans,
    )
    written = f"<small>{both(_WRITTEN)}{quoted(row.label)}</small>" if row and row.label else ""
    return f"<{opening}>{text(cell.text)}{written}{_references(marks, path)}</th>"


def _value(path: str, drawn: Drawing, marks: Marks, spans: Mapping[str, int | None]) -> str:
    seen = drawn.cells.get(path)
    state = seen.state if seen else CellState.MISSING
    classes = [] if state is CellState.NUMBER else [state.value]
    classes += ["summand"] if path in marks.summands else []
    opening = tag("td", **{"class": " ".join([*classes, *_severity(marks, path)]) or None}, id=drawn.ids[path], **spans)
    written = quoted(seen.text) if seen else ""
    state_shown = f'<span class="state">{both(_STATES[state])}</span>' if state in _STATES else ""
    return f"<{opening}>{written}{state_shown}{_references(marks, path)}</td>"


def _severity(marks: Marks, path: str) -> list[str]:
    found = [finding.severity for _, finding in marks.findings.get(path, ())]
    return [min(found, key=lambda severity: severity.rank).value] if found else []


def _references(marks: Marks, path: str) -> str:
    """The numbers of the findings at a path, each leading back to its finding."""
    return "".join(
        f'<a class="ref {finding.severity.value}" href="#{marks.prefix}n{number}"'
        f' title="{attribute(finding.message())}">{number}</a>'
        for number, finding in marks.findings.get(path, ())
    )


def legend(drawings: Sequence[Drawing], marks: Marks) -> str:
    """What the faces of the cells mean that occur in these tables."""
    states = {cell.state for each in drawings for cell in each.cells.values()}
    items = [
        f'<span class="sample {state.value}">{both(phrase)}</span>'
        for state, phrase in _LEGENDS.items()
        if state in states
    ]
    found = {finding.severity for each in marks.findings.values() for _, finding in each}
    items += [
        f'<span class="sample {severity.value}">{both(phrase)}</span>'
        for severity, phrase in SEVERITIES.items()
        if severity in found
    ]
    if any(path in each.ids for each in drawings for path in marks.summands):
        items.append(f'<span class="sample summand">{both(_SUMMAND)}</span>')
    return f'<p class="legend">{both(_LEGEND)}{" ".join(items)}</p>' if items else ""
