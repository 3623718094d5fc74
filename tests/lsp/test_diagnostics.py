"""What the server says is wrong: the same as the command line, whatever the editor counts in and however it asks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

pytest.importorskip("pygls", reason="the language server needs disclint[lsp]")
pytest.importorskip("pytest_lsp", reason="pytest-lsp is the client")

from lsprotocol import types
from pytest_lsp import client_capabilities

from disclint.document import Position
from disclint.engine import check_data
from disclint.finding import Finding, Severity
from disclint.testing import clean_report
from lsp.editor import Page, asynchronous, capabilities, editor, lines_of, measure
from lsp.reports import SETTINGS, found, report
from renderers.html import clean

WRONG = report(("requests/result_total/total", "99"), ("requests/granted/business", "1件"))
SEVERITIES = {
    types.DiagnosticSeverity.Error: Severity.ERROR,
    types.DiagnosticSeverity.Warning: Severity.WARNING,
    types.DiagnosticSeverity.Information: Severity.INFO,
}


def same(page: Page, shown: Sequence[types.Diagnostic], expected: tuple[Finding, ...]) -> None:
    """Assert that what is shown is what was expected: places, codes, severities, messages, related places."""
    lines = lines_of(page.text)

    def place(line: int, column: int) -> tuple[int, int]:
        row = lines[min(line, len(lines)) - 1].rstrip("\r\n")
        return min(line, len(lines)) - 1, measure(row[: column - 1], page.editor.units)

    def marks(place_of: types.Range, position: Position) -> bool:
        start = place_of.start.line, place_of.start.character
        end = place_of.end.line, place_of.end.character
        if (position.line, position.column) == (position.end_line, position.end_column):
            return end > start  # nothing stands there; what is marked is beside it
        if start != place(position.line, position.column):
            return False
        return position.end_column is None or end == place(position.end_line or position.line, position.end_column)

    diagnostics = list(shown)
    assert [(d.code, d.message, SEVERITIES[d.severity or types.DiagnosticSeverity.Hint]) for d in diagnostics] == [
        (finding.code, finding.message(), finding.severity) for finding in expected
    ]
    for diagnostic, finding in zip(diagnostics, expected, strict=True):
        assert marks(diagnostic.range, finding.position)
        related = diagnostic.related_information or ()
        assert [each.message for each in related] == [each.message.zh for each in finding.related]
        for each, other in zip(related, finding.related, strict=True):
            assert marks(each.location.range, other.position)


@pytest.mark.parametrize("units", ["utf-8", "utf-16", "utf-32"])
@asynchronous
async def test_open_and_type_in_any_encoding(units: str, tmp_path: Path) -> None:
    """Characters of one to four bytes before, in and behind what is wrong."""
    text = (
        WRONG.replace("清河县水利局", "𠮷清河县水利局😀é")
        .replace("（七）总计", "（七）\u2028总计")
        .replace("1件", "1件𠮷")
    )
    async with editor(tmp_path, units=units) as screen:
        assert screen.result.capabilities.position_encoding == units
        page = screen.open(tmp_path / "a.txt", text, "plaintext")
        same(page, await page.diagnostics(), found(text, "a.txt"))
        at = page.text.index("99")
        page.replace(at, at + 2, "😀11")
        same(page, await page.diagnostics(), found(page.text, "a.txt"))
        page.replace(at, at + 1, "")
        same(page, await page.diagnostics(), found(page.text, "a.txt"))
        assert "99" not in page.text


@pytest.mark.parametrize("client", ["visual-studio-code", "neovim", "emacs"])
@asynchronous
async def test_what_real_editors_say_they_can(client: str, tmp_path: Path) -> None:
    """pytest-lsp complains where a server sends what such an editor has not said it understands."""
    async with editor(tmp_path, client=client_capabilities(client)) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        if screen.client.capabilities.text_document.diagnostic:
            pull = types.DocumentDiagnosticParams(page.identifier)
            shown = (await screen.client.text_document_diagnostic_async(pull)).items
        else:
            await screen.until(lambda: page.uri in screen.diagnostics)
            shown = screen.diagnostics[page.uri][1]
        assert {each.code for each in shown} == {each.code for each in found(WRONG, "a.md")}
        here = types.Range(page.find("99"), page.find("99"))
        assert await page.actions(here)
        params = types.HoverParams(page.identifier, here.start)
        assert await screen.client.text_document_hover_async(params)
        symbols = types.DocumentSymbolParams(page.identifier)
        assert await screen.client.text_document_document_symbol_async(symbols)


@asynchronous
async def test_a_thousand_random_edits_end_where_a_fresh_check_does(tmp_path: Path) -> None:
    rng = random.Random(20240131)
    pieces = [
        "0",
        "1",
        "12",
        "",
        "－",
        " ",
        "\n",
        "\r\n",
        "\t",
        "|",
        "件",
        "总计",
        "𠮷",
        "（一）",
        "2022年",
        "\ufeff",
        "一、",
        "\f",
    ]
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        clean = page.text
        seen = set()
        for number in range(1000):
            if number % 100 == 99:  # far enough from a report: begin again, all at once
                page.text = clean
                page.send([types.TextDocumentContentChangeWholeDocument(clean)])
            else:
                lines = lines_of(page.text)
                places = [
                    sum(map(len, lines[:row])) + rng.randint(0, len(lines[row].rstrip("\r\n")))
                    for row in (rng.randrange(len(lines)) for _ in range(2))
                ]
                start = places[0]
                end = start if rng.random() < 0.6 else min(start + rng.randint(0, 8), len(page.text))
                if page.text[end - 1 : end + 1] == "\r\n":
                    end += 1  # an editor has no place between them
                if page.text[start - 1 : start + 1] == "\r\n":
                    start -= 1
                page.replace(start, end, rng.choice(pieces))
            expected = found(page.text, "a.md")
            same(page, await page.diagnostics(), expected)
            seen |= {finding.code for finding in expected}
        assert len(seen) > 15  # it was about more than a few rules


@asynchronous
async def test_the_latest_version_wins(tmp_path: Path) -> None:
    """Of a burst of changes nothing is said but of the last, and of no version twice."""
    async with editor(tmp_path, options={"debounce": 150}) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        await page.diagnostics()
        versions: list[int | None] = []
        listen = screen.client.protocol.fm.features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

        @screen.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            versions.append(params.version)
            listen(params)

        for number in range(50):
            at = page.text.index("99") + 2
            page.replace(at, at, str(number % 10))
        same(page, await page.diagnostics(), found(page.text, "a.md"))
        assert versions == [page.version]


@asynchronous
async def test_pulled_diagnostics(tmp_path: Path) -> None:
    """An editor that asks gets an answer, the same one told by its name, and nothing unasked."""
    async with editor(tmp_path, client=capabilities(pull=True)) as screen:
        assert screen.result.capabilities.diagnostic_provider
        page = screen.open(tmp_path / "a.md", WRONG)

        async def pull(before: str | None = None) -> types.DocumentDiagnosticReport:
            params = types.DocumentDiagnosticParams(page.identifier, previous_result_id=before)
            return await screen.client.text_document_diagnostic_async(params)

        first = await pull()
        assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
        same(page, first.items, found(WRONG, "a.md"))
        again = await pull(first.result_id)
        assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
        at = page.text.index("99")
        page.replace(at, at + 2, "11")
        changed = await pull(first.result_id)
        assert isinstance(changed, types.RelatedFullDocumentDiagnosticReport)
        same(page, changed.items, found(page.text, "a.md"))
        assert not any(diagnostics for _, diagnostics in screen.diagnostics.values())


@asynchronous
async def test_what_is_told_of_a_finding(tmp_path: Path) -> None:
    """Its summands as related places, the page of its rule; a tag where it is something to take out, or out of date."""
    text = report(("requests/result_total/total", "99"))
    text = text.replace("逐件进行", "逐件[bookmark: _GoBack]进行").replace(
        "公开条例》", "公开条例》（国务院令第492号）", 1
    )
    async with editor(tmp_path, env={"DISCLINT_CACHE_DIR": str(tmp_path / "cache")}) as screen:
        page = screen.open(tmp_path / "a.md", text)
        told = {each.code: each for each in await page.diagnostics()}
        total = told["B402"]
        assert total.source == "disclint"
        assert total.severity is types.DiagnosticSeverity.Error
        assert total.data["path"] == "requests/result_total/total"
        assert total.code_description is not None
        page_of_rule = Path(url2pathname(urlsplit(total.code_description.href).path))
        await screen.until(page_of_rule.exists)
        assert page_of_rule.read_text(encoding="utf-8").startswith("# B402 results-total")
        assert next(each.message for each in total.related_information or ()) == "加数：（一）予以公开 5"
        assert {each.location.uri for each in total.related_information or ()} == {page.uri}
        assert told["C309"].tags == (types.DiagnosticTag.Unnecessary,)
        assert told["D806"].tags == (types.DiagnosticTag.Deprecated,)
        assert not total.tags


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("README.md", "markdown", "# 安装\n\n先安装，再运行。\n"),
        ("new.md", "markdown", ""),
        ("blank.md", "markdown", "\n\n  \n"),
    ],
)
@asynchronous
async def test_what_is_no_report_is_left_alone(name: str, language: str, text: str, tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / name, text, language)
        assert await page.diagnostics() == ()


@asynchronous
async def test_a_document_that_was_never_saved(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open("untitled:Untitled-1", WRONG)
        same(page, await page.diagnostics(), found(WRONG, "untitled.md"))


@asynchronous
async def test_a_page(tmp_path: Path) -> None:
    """HTML that says it is in GBK, as the file may be: what an editor sends is text, and no more in GBK."""
    page_text = clean(clean_report(2023).set("requests/result_total/total", "99")).decode()
    text = page_text.replace('charset="utf-8"', 'charset="gbk"').replace("清河县", "𠮷清河县")
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.html", text, "html")
        expected = found(page_text.replace("清河县", "𠮷清河县"), "a.html")
        assert "B402" in {finding.code for finding in expected}
        assert [each.code for each in await page.diagnostics()] == [finding.code for finding in expected]
        total = next(each for each in (await page.diagnostics()) if each.code == "B402")
        assert page.text[page.offset(total.range.start) : page.offset(total.range.end)].startswith("99")


@asynchronous
async def test_what_could_not_be_decoded(tmp_path: Path) -> None:
    """An editor shows a file that is not quite UTF-8 with signs for what it cannot; the check says so, too."""
    data = WRONG.encode().replace("水利局".encode(), b"\xe6\xb0", 1)
    (tmp_path / "a.md").write_bytes(data)
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", data.decode(errors="replace"))
        codes = {each.code for each in await page.diagnostics()}
        assert "C314" in codes
        assert codes == {finding.code for finding in check_data(data, "a.md", SETTINGS).findings}


@asynchronous
async def test_halves_of_characters(tmp_path: Path) -> None:
    """JSON can carry them; no file can."""
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG.replace("水利局", "\ud842局", 1))
        assert "B402" in {each.code for each in await page.diagnostics()}


@asynchronous
async def test_closing_takes_back_what_was_said(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await page.diagnostics()
        screen.client.text_document_did_close(types.DidCloseTextDocumentParams(page.identifier))
        assert await screen.published(page.uri, None) == ()
