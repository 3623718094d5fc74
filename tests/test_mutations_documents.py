"""The defects of `test_mutations`, one at a time, in Word documents, pages and PDFs: the same findings, at the right cell.

The place a person is told (the table, row and column as they stand in the file) is held against the sample itself.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

import pytest

from disclint.document import Place
from disclint.engine import check_data
from disclint.finding import Finding, Severity
from disclint.readers.office import find_office
from disclint.testing import Heading, PhysicalGrid, Prose, SampleReport, clean_report
from flattenings import random_report
from renderers.docx import docx
from renderers.html import PAGES
from renderers.libreoffice import NOT_INSTALLED, convert
from renderers.xlsx import WORKBOOKS
from test_mutations import CASES, CORE, Mutation, rules, shown

Renderer = Callable[[SampleReport], bytes]


def pdf(report: SampleReport) -> bytes:
    """Pages so short that the tables break over them."""
    reportlab = pytest.importorskip("renderers.pdf")
    return bytes(reportlab.RENDERERS["reportlab"](report, reportlab.Page(height=200, split=False)))


RENDERERS: dict[str, Renderer] = {
    "docx": docx,
    "html": PAGES["clean"],
    "cms": PAGES["cms"],
    "word": PAGES["word"],
    "xlsx": WORKBOOKS["whole"],
    "pdf": pdf,
}


def apart(report: SampleReport) -> SampleReport:
    """With every paragraph a piece of its own: a change may have put several into one."""
    pieces: list[Heading | Prose | PhysicalGrid] = []
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            pieces.append(piece)
        else:
            pieces += [replace(piece, text=text) for text in piece.text.split("\n\n")]
    return replace(report, pieces=tuple(pieces))


def findings(report: SampleReport, name: str) -> list[Finding]:
    report = apart(report)
    result = check_data(RENDERERS[name](report), f"报告.{name}", rules(*CORE))
    assert not result.errors
    return [each for each in result.findings if each.severity is not Severity.INFO]


def places(report: SampleReport) -> dict[str, tuple[int, int, int]]:
    """Where each value cell is as one counts: table, row, column (a merged cell stands for all it covers)."""
    found = {}
    grids = [piece for piece in report.blocks() if isinstance(piece, PhysicalGrid)]
    for number, grid in enumerate(grids, 1):
        columns = sorted({cell.column for cell in grid.cells})
        for cell in grid.cells:
            if cell.path:
                found[cell.path] = (number, cell.row + 1, bisect_right(columns, cell.column))
    return found


def told(place: Place | None) -> tuple[int | None, int | None, int | None]:
    assert place is not None
    return place.table, place.row, place.column


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize(("mutation", "year"), CASES)
def test_one_defect(mutation: Mutation, year: int, name: str) -> None:
    report = mutation.change(clean_report(year))
    found = findings(report, name)
    assert shown(found) == sorted(mutation.expect)
    values, where = report.values(), places(report)
    for each in found:
        if each.path in where:
            assert told(each.place) == where[each.path]
            assert name not in ("docx", "pdf") or (each.place and values[each.path] in each.place.text)
        for related in each.related:
            if related.path in where:
                assert told(related.place) == where[related.path]


@pytest.mark.parametrize("name", RENDERERS)
def test_a_balanced_report_has_no_finding(name: str) -> None:
    for seed in range(4):
        report = random_report(random.Random(f"{name}{seed}"), ("2019", "2021")[seed % 2], balanced=True)
        assert shown(findings(report, name)) == [], seed


# --- by each program that writes such files ---------------------------------------------------------------------------

SPOILT = {
    "requests/result_total/total": "99",
    "requests/denied_admin_query/other_org": "",
    "requests/not_processed_complaint/natural_person": "－",
    "active_disclosure/penalties/decisions": "4件",
    "review_litigation/cases/direct_total": "7",
}
DEFECTS = [
    "B401 requests/result_total/total",
    "B402 requests/result_total/total",
    "B403 requests/result_total/total",
    "B404 review_litigation/cases/direct_total",
    "C301 requests/denied_admin_query/other_org",
    "C302 requests/not_processed_complaint/natural_person",
    "C305 active_disclosure/penalties/decisions",
]


def printed(program: str) -> Renderer:
    def render(report: SampleReport) -> bytes:
        module = pytest.importorskip("renderers.pdf")
        try:
            return bytes(module.RENDERERS[program](report, module.Page(height=200, repeat=True, split=False)))
        except module.Missing as missing:
            pytest.skip(str(missing))

    return render


def saved(suffix: str) -> Renderer:
    def render(report: SampleReport) -> bytes:
        if find_office() is None:
            pytest.skip(NOT_INSTALLED)
        return convert({"a.docx": docx(report)}, suffix)["a.docx"]

    return render


PROGRAMS: dict[str, Renderer] = {
    "weasyprint": printed("weasyprint"),
    "chromium": printed("chromium"),
    "libreoffice": printed("libreoffice"),
    "odt": saved("odt"),
    "doc": saved("doc"),
    "rtf": saved("rtf"),
    "docx by LibreOffice": saved("docx"),
}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("year", [2020, 2023])
def test_defects_as_each_program_writes_them(program: str, year: int) -> None:
    report = clean_report(year)
    report = report.fill({path: text for path, text in SPOILT.items() if path in report.values()})
    result = check_data(PROGRAMS[program](report), "报告", rules(*CORE))
    assert not result.errors
    found = [each for each in result.findings if each.severity is not Severity.INFO]
    assert shown(found) == [each for each in DEFECTS if each.split(" ")[1] in report.values()]
    where = places(report)
    for each in found:
        assert told(each.place) == where[each.path]
