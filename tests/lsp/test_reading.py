"""What helps to read a report: hover, symbols, folding, sums beside totals."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the language server needs disclint[lsp]")
pytest.importorskip("pytest_lsp", reason="pytest-lsp is the client")

from lsprotocol import types

from disclint.template import built_in_forms
from lsp.editor import Page, asynchronous, editor
from lsp.reports import report


async def hover(page: Page, place: types.Position) -> str:
    params = types.HoverParams(page.identifier, place)
    told = await page.editor.client.text_document_hover_async(params)
    if told is None:
        return ""
    assert isinstance(told.contents, types.MarkupContent)
    return told.contents.value


@asynchronous
async def test_hover_on_a_cell_says_what_it_is_and_whether_its_sums_hold(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        text = report(("requests/result_total/total", "99")).replace("12\n二、", "𠮷\n二、")
        page = screen.open(tmp_path / "a.txt", text, "plaintext")
        told = await hover(page, page.find("99", 1))
        assert told.startswith("**表三“（七）总计”行“总计”列**：99")
        assert "✗ B402: 5 + 1 + 1 + 3 + 1 = 11，应等于 99，相差 88" in told
        assert "（一）予以公开 5" in told
        granted = page.find("（一）予以公开\t\t4", len("（一）予以公开\t\t"))
        told = await hover(page, granted)
        assert told.startswith("**表三“（一）予以公开”行“自然人”列**：4")
        assert "✓ B403: 4 + 1 = 5，等于 5" in told
        assert "**自然人** 4" in told
        assert "---" not in told  # nothing is wrong with it
        rules = await hover(page, page.find("规章\t0", 3))
        assert "不在任何勾稽关系里" in rules
        assert not await hover(page, page.find("根据《"))


@asynchronous
async def test_hover_on_a_finding_says_why(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.txt", report(("requests/granted/business", "1件")), "plaintext")
        told = await hover(page, page.find("\t1件", 1))
        assert "**C305** `unit-in-cell`" in told
        assert "只填数字" in told


@asynchronous
async def test_hover_on_a_code_in_the_configuration_gives_its_page(tmp_path: Path) -> None:
    """A configuration file is never checked as a report."""
    async with editor(tmp_path, options={"language": "en"}) as screen:
        page = screen.open(tmp_path / ".disclint.toml", 'ignore = ["B402", "blank-cell", "Z999"]\n', "toml")
        assert "# B402 results-total" in await hover(page, page.find("B402", 2))
        assert "# C301 blank-cell" in await hover(page, page.find("cell"))
        assert not await hover(page, page.find("Z999"))
        assert not await hover(page, page.find("ignore"))


@asynchronous
async def test_the_language_can_be_set_and_left_to_others_again(tmp_path: Path) -> None:
    async with editor(tmp_path, options={"language": "en"}) as screen:
        page = screen.open(tmp_path / "a.txt", report(("requests/granted/business", "1件")), "plaintext")
        (unit,) = await page.diagnostics()
        assert "table 3" in unit.message
        changed = types.DidChangeConfigurationParams({"disclint": {"language": "", "path": "", "interpreter": ""}})
        screen.client.workspace_did_change_configuration(changed)
        (unit,) = await page.next_diagnostics()
        assert "表三" in unit.message
        assert not screen.messages


@asynchronous
async def test_symbols_are_sections_tables_and_rows(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.txt", report(), "plaintext")
        params = types.DocumentSymbolParams(page.identifier)
        symbols = await screen.client.text_document_document_symbol_async(params) or ()
        form = built_in_forms()[-1]
        assert [each.name for each in symbols] == [f"{each.ordinal}、{each.title}" for each in form.sections]
        table = symbols[2].children[0]  # type: ignore[union-attr,index]
        assert table.name == "表三"
        assert len(table.children or ()) == sum(len(band.rows) for band in form.tables["requests"].bands) - 1
        assert next(row for row in table.children or () if row.name == "（七）总计").detail == "9 1 0 0 1 0 11"

        def whole(parts: object, outer: types.Range | None = None) -> None:
            """An editor refuses a name outside its part, or a part outside the one it is of."""
            for part in parts or ():  # type: ignore[attr-defined]
                inner = part.range
                assert inner.start <= part.selection_range.start <= part.selection_range.end <= inner.end
                assert outer is None or outer.start <= inner.start <= inner.end <= outer.end
                whole(part.children, inner)

        whole(symbols)


@asynchronous
async def test_sections_and_tables_fold(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.txt", report(), "plaintext")
        ranges = await screen.client.text_document_folding_range_async(types.FoldingRangeParams(page.identifier))
        lines = page.text.split("\n")
        starts = [lines[each.start_line] for each in ranges or ()]
        assert starts[0] == "一、总体情况"
        assert len(starts) == 6 + 3
        assert all(each.end_line > each.start_line for each in ranges or ())


@pytest.mark.parametrize(
    ("mode", "labels"),
    [
        ("differs", {"B402 应为 11", "B401 应为 11", "B403 应为 11"}),
        ("off", set()),
    ],
)
@asynchronous
async def test_sums_beside_totals(mode: str, labels: set[str], tmp_path: Path) -> None:
    async with editor(tmp_path, options={"inlayHints": mode}) as screen:
        page = screen.open(tmp_path / "a.txt", report(("requests/result_total/total", "99")), "plaintext")
        whole = types.Range(types.Position(0, 0), types.Position(500, 0))
        params = types.InlayHintParams(page.identifier, whole)
        hints = await screen.client.text_document_inlay_hint_async(params) or ()
        assert {each.label for each in hints} == labels
        for each in hints:
            assert page.offset(each.position) == page.text.index("99") + 2
            assert each.tooltip


@asynchronous
async def test_sums_everywhere_and_settings_that_change(tmp_path: Path) -> None:
    async with editor(tmp_path, options={"inlayHints": "always"}) as screen:
        page = screen.open(tmp_path / "a.txt", report(), "plaintext")
        whole = types.Range(types.Position(0, 0), types.Position(500, 0))

        async def labels() -> set[str]:
            params = types.InlayHintParams(page.identifier, whole)
            return {str(each.label) for each in await screen.client.text_document_inlay_hint_async(params) or ()}

        assert await labels() == {"✓ B401", "✓ B402", "✓ B403", "✓ B404"}
        changed = types.DidChangeConfigurationParams({"disclint": {"inlayHints": "differs"}})
        screen.client.workspace_did_change_configuration(changed)
        assert await labels() == set()
        wrong = types.DidChangeConfigurationParams({"disclint": {"inlayHints": "sometimes"}})
        screen.client.workspace_did_change_configuration(wrong)
        await screen.until(lambda: screen.messages)
        assert "设置有误" in screen.messages[0]
        assert await labels() == set()
