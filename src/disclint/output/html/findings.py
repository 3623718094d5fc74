"""A finding on the page: what is wrong, linked to where, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from disclint.finding import Finding, Phrase
from disclint.fix import Applicability
from disclint.output.html.drawing import Drawing, place, target_of
from disclint.output.html.words import both, told
from disclint.output.machine import has_lines
from disclint.output.markup import text
from disclint.output.places import is_sourced, place_text
from disclint.output.text import SEVERITIES
from disclint.result import FileResult

_LINE = Phrase("第{line}行第{column}列", "line {line}, column {column}")
_AUTHORITY = Phrase("依据：", "Authority: ")
_FIXES = {
    Applicability.SAFE: Phrase("可自动修复（--fix）：", "can be fixed with --fix: "),
    Applicability.UNSAFE: Phrase(
        "可自动修复，请核对（--fix --unsafe-fixes）：", "can be fixed with --fix --unsafe-fixes: "
    ),
    Applicability.DISPLAY: Phrase("建议：", "suggestion: "),
}
_AROUND = 60  # characters shown on either side of what is meant


def item(number: int, finding: Finding, result: FileResult, prefix: str, drawings: Sequence[Drawing]) -> Iterator[str]:
    """A finding as an item of the list: what, where, of what sum, in what words, how to mend it, on what authority."""
    severity = finding.severity
    yield f'<li class="{severity.value}" id="{prefix}n{number}">'
    yield (
        f'<p class="what"><span class="badge">{both(SEVERITIES[severity])}</span> '
        f"{told(lambda language: ' '.join(finding.message(language).split()))}</p>"
    )
    yield f'<p class="where">{_where(finding, result, drawings)}</p>'
    summands = [_related(related.path, told(related.message.text), drawings) for related in finding.related]
    if summands:
        yield f'<ul class="summands">{"".join(f"<li>{each}</li>" for each in summands)}</ul>'
    target = target_of(finding.path, drawings)
    if target is None or target[1] == target[0].table.id:  # of the part it may be, not of a cell
        yield from _excerpt(finding, result)
    if finding.fix is not None:
        words = Phrase(*finding.fix.title)
        yield f'<p class="fix">{both(_FIXES[finding.fix.applicability])}{told(words.text)}</p>'
    authority = finding.meta.authority.text
    yield f'<p class="why">{both(_AUTHORITY)}{told(authority.text)}</p></li>'


def _where(finding: Finding, result: FileResult, drawings: Sequence[Drawing]) -> str:
    position = finding.position
    words = []
    target = target_of(finding.path, drawings)
    if target is not None:
        drawn, path = target
        words.append(f'<a class="cell" href="#{drawn.ids[path]}">{place(drawn, path)}</a>')
    if finding.place is not None and not is_sourced(finding.place):
        words.append(told(partial(place_text, finding.place)))
    elif has_lines(result):
        words.append(both(_LINE, line=position.line, column=position.column))
    words.append(f"<code>{text(finding.code)} {text(finding.meta.name)}</code>")
    return " · ".join(words)


def _related(path: str, message: str, drawings: Sequence[Drawing]) -> str:
    target = target_of(path, drawings)
    return f'<a class="cell" href="#{target[0].ids[target[1]]}">{message}</a>' if target else message


def _excerpt(finding: Finding, result: FileResult) -> Iterator[str]:
    """The words around what is meant, for what is not in a table."""
    row, start, end = _row(finding, result)
    if not row.strip():
        return
    end = max(start, min(end, start + 2 * _AROUND))
    before, after = row[max(0, start - _AROUND) : start], row[end : end + _AROUND]
    marked = f"<mark>{text(row[start:end])}</mark>" if end > start else ""
    head, tail = "…" * (start > _AROUND), "…" * (end + _AROUND < len(row))
    yield f"<blockquote>{head}{text(before)}{marked}{text(after)}{tail}</blockquote>"


def _row(finding: Finding, result: FileResult) -> tuple[str, int, int]:
    """The row a finding is in, as the source has it or as a person sees it, and what of it is meant."""
    place, position = finding.place, finding.position
    if place is not None and not is_sourced(place):
        return place.text, place.start, place.end
    row = result.lines.get(position.line, "").rstrip("\r\n")
    same_line = position.end_line is None or position.end_line == position.line
    end = min(position.end_column - 1, len(row)) if position.end_column and same_line else len(row)
    return row, min(position.column - 1, len(row)), end
