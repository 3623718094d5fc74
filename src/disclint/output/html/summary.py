"""The top of the page: how it stands, and of many files the organs and rules at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from disclint.finding import Phrase
from disclint.output.html.words import both, quoted, told
from disclint.output.machine import shared_path
from disclint.output.overview import Organ, organs, rules
from disclint.output.text import SEVERITIES, summary_line
from disclint.result import FileResult, Run

_GOOD = Phrase("没有发现问题", "Nothing found")
_ORGANS = Phrase("各机关", "By organ")
_RULES = Phrase("问题种类", "By kind")
_FAILED = Phrase("未能检查完", "not fully checked")
_ORGAN_COLUMNS = (
    Phrase("机关", "organ"),
    Phrase("报告", "reports"),
    Phrase("错误", "errors"),
    Phrase("警告", "warnings"),
    Phrase("提示", "infos"),
)
_RULE_COLUMNS = (
    Phrase("规则", "rule"),
    Phrase("检查什么", "what it checks"),
    Phrase("级别", "severity"),
    Phrase("次数", "count"),
    Phrase("文件", "files"),
)
_RIGHT = ' class="number"'


def summary(run: Run, ids: Mapping[int, str]) -> Iterator[str]:
    """The summary, and tables of organs and rules if there is more than one file; `ids` are sections by `id`
    of their result."""
    counts = run.summary
    clean = counts.files and not (counts.errors or counts.warnings or counts.infos or counts.failed)
    yield f'<p class="summary{" good" if clean else ""}">{told(lambda language: summary_line(replace(run, language=language)))}</p>'
    listed = organs(run)
    if sum(len(organ.results) for organ in listed) < 2:
        return
    yield f'<section id="organs"><h2>{both(_ORGANS)}</h2><div class="scroll"><table class="list">'
    yield _head(_ORGAN_COLUMNS, 2)
    yield from (_organ(organ, ids) for organ in listed)
    yield "</tbody></table></div></section>"
    found = rules(run)
    if not found:
        return
    yield f'<section id="rules"><h2>{both(_RULES)}</h2><div class="scroll"><table class="list">'
    yield _head(_RULE_COLUMNS, 3)
    for each in found:
        yield (
            f'<tr><th scope="row"><code>{quoted(each.meta.code)}</code></th><td>{told(each.meta.title.text)}</td>'
            f"<td>{both(SEVERITIES[each.severity])}</td>{_number(each.count)}{_number(each.files)}</tr>"
        )
    yield "</tbody></table></div></section>"


def _head(columns: tuple[Phrase, ...], first_number: int) -> str:
    cells = "".join(
        f'<th scope="col"{_RIGHT if number >= first_number else ""}>{both(column)}</th>'
        for number, column in enumerate(columns)
    )
    return f"<thead><tr>{cells}</tr></thead><tbody>"


def _organ(organ: Organ, ids: Mapping[int, str]) -> str:
    links = [_report(result, ids, named=bool(organ.name)) for result in organ.results]
    name, reports = (quoted(organ.name), "、".join(links)) if organ.name else (links[0], "")
    counts = organ.counts
    failed = f' <span class="failed">{both(_FAILED)}</span>' if counts.failed else ""
    numbers = _number(counts.errors, "error") + _number(counts.warnings, "warning") + _number(counts.infos, "info")
    return f'<tr><th scope="row">{name}</th><td>{reports}{failed}</td>{numbers}</tr>'


def _report(result: FileResult, ids: Mapping[int, str], *, named: bool) -> str:
    """A link to the report by its year, or by the name of its file where the organ's is not known."""
    year = result.subject.year if result.subject else None
    shown = str(year) if year and named else quoted(shared_path(result.filename))
    return f'<a href="#{ids[id(result)]}">{shown}</a>' if id(result) in ids else shown


def _number(count: int, kind: str = "") -> str:
    return f'<td class="number {kind if count else "none"}">{count}</td>'
