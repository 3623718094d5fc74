"""A file on the page: whose report it is, what is wrong with it, and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from disclint.finding import Phrase
from disclint.output.html.drawing import drawing, mark, spoken_of
from disclint.output.html.findings import item
from disclint.output.html.tables import draw, legend
from disclint.output.html.words import both, quoted, told
from disclint.output.machine import shared_path
from disclint.output.overview import counts
from disclint.output.suppressed import fell_to
from disclint.output.text import counted
from disclint.result import FileResult, Run, Suppressed

_YEAR = Phrase("{year}年度", "{year}")
_UNNAMED = Phrase("（未写明机关）", "(no organ named)")
_SUPPRESSED = Phrase("另有 {count} 个已豁免，不再列出。", "{count} more are suppressed.")
_LISTED = Phrase("已豁免", "Suppressed")


def title(result: FileResult) -> str:
    """青禾县教育局 2019年度, or the name of the file where it does not say."""
    subject = result.subject
    if subject is None:
        return quoted(shared_path(result.filename))
    year = f" {both(_YEAR, year=subject.year)}" if subject.year else ""
    return (quoted(subject.organ) or both(_UNNAMED)) + year


def _source(result: FileResult) -> tuple[str, str]:
    return quoted(shared_path(result.filename)), told(lambda language: counted(counts([result]), language))


def _suppressed(each: Suppressed) -> str:
    rule = f"<code>{quoted(each.finding.code)}</code>"
    return f"{told(each.finding.message)} {rule} {told(partial(fell_to, each))}"


def section(result: FileResult, run: Run, prefix: str, *, all_tables: bool) -> Iterator[str]:
    """The file as a section with the id `prefix`; of many files only the tables that are spoken of are drawn."""
    numbered = list(enumerate(result.findings, 1))
    drawings = [drawing(table, f"{prefix}t{number}-") for number, table in enumerate(result.tables, 1)]
    marks = mark(prefix, numbered, drawings)
    yield f'<section class="file" id="{prefix}"><h2>{title(result)}</h2>'
    yield f'<p class="source">{" · ".join(filter(None, _source(result)))}</p>'
    yield from (f'<p class="failed">{quoted(sentence)}</p>' for sentence in result.errors)
    if numbered:
        yield '<ol class="findings">'
        for number, finding in numbered:
            yield from item(number, finding, result, prefix, drawings)
        yield "</ol>"
    if result.suppressed and run.show_suppressed:
        yield f'<h3>{both(_LISTED)}</h3><ul class="suppressed">'
        yield from (f"<li>{_suppressed(each)}</li>" for each in result.suppressed)
        yield "</ul>"
    elif result.suppressed:
        yield f'<p class="note">{both(_SUPPRESSED, count=len(result.suppressed))}</p>'
    shown = [each for each in drawings if all_tables or spoken_of(each, marks)]
    for each in shown:
        yield from draw(each, marks)
    if shown:
        yield legend(shown, marks)
    yield "</section>"
