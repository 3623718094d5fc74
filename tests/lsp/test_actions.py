"""What can be done about a finding: the same as `--fix`, as changes of the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the language server needs disclint[lsp]")
pytest.importorskip("pytest_lsp", reason="pytest-lsp is the client")

from lsprotocol import types

from disclint.fixer import Plan, fix_data
from disclint.testing import clean_report
from lsp.editor import Page, asynchronous, editor
from lsp.reports import SETTINGS, report
from renderers.html import clean

# A safe fix, another one, an unsafe one, and what has no fix.
CELLS = (
    ("requests/granted/business", "1件"),
    ("requests/granted/research", "０"),
    ("requests/granted/social_welfare", ""),
    ("requests/result_total/total", "99"),
)
TEXTS = {
    "a.txt": ("plaintext", report(*CELLS)),
    "a.md": ("markdown", "\r\n".join(report(*CELLS).replace("水利局", "𠮷水利局").split("\n"))),
    "a.html": ("html", ""),
}


def html() -> str:
    sample = clean_report(2023)
    for path, text in CELLS:
        sample = sample.set(path, text)
    return clean(sample).decode()


def fixed(text: str, name: str, *, unsafe: bool = False) -> str:
    """What `disclint check --fix` makes of a text."""
    return fix_data(text.encode(), name, SETTINGS, Plan(unsafe)).data.decode()


def edits(action: types.CodeAction, page: Page) -> list[Any]:
    """The changes of an action, which must be for this version of this document."""
    assert action.edit is not None
    (change,) = action.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    assert (change.text_document.uri, change.text_document.version) == (page.uri, page.version)
    return list(change.edits)


@pytest.mark.parametrize("name", TEXTS)
@asynchronous
async def test_formatting_and_fix_all_do_what_fix_does(name: str, tmp_path: Path) -> None:
    language, text = TEXTS[name]
    text = text or html()
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / name, text, language)
        await page.diagnostics()
        options = types.FormattingOptions(tab_size=4, insert_spaces=True)
        params = types.DocumentFormattingParams(page.identifier, options)
        formatted = page.apply(await screen.client.text_document_formatting_async(params) or ())
        assert formatted == fixed(text, name) != text
        nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
        (action,) = await page.actions(nowhere, ["source.fixAll"])
        assert action.kind == "source.fixAll.disclint"
        assert action.edit is None
        action = await screen.client.code_action_resolve_async(action)
        assert page.apply(edits(action, page)) == formatted


@pytest.mark.parametrize("name", TEXTS)
@asynchronous
async def test_one_fix_after_the_other_ends_where_fix_does(name: str, tmp_path: Path) -> None:
    """Each is one small change, and takes away what it is for; unsafe ones say so."""
    language, text = TEXTS[name]
    text = text or html()
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / name, text, language)
        for _ in range(20):
            diagnostics = await page.diagnostics()
            fixable = [each for each in diagnostics if (each.data or {}).get("fix") in ("safe", "unsafe")]
            if not fixable:
                break
            wanted = fixable[0]
            safe = wanted.data["fix"] == "safe"
            offered = [each for each in await page.actions(wanted.range, ["quickfix"]) if each.edit]
            action = next(each for each in offered if f"{wanted.code}" in each.title)
            assert action.diagnostics == (wanted,)
            assert bool(action.is_preferred) is safe
            assert ("不安全" in action.title) is not safe
            changes = edits(action, page)
            assert sum(len(change.new_text) for change in changes) < 20
            new = page.apply(changes)
            before = len(diagnostics)
            page.text = new
            page.send([types.TextDocumentContentChangeWholeDocument(new)])
            assert len(await page.diagnostics()) < before
        assert page.text == fixed(text, name, unsafe=True)


@asynchronous
async def test_a_fix_that_would_be_refused_is_not_offered(tmp_path: Path) -> None:
    """The text is not offered what `--fix` would not make; it can still be suppressed."""
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.txt", report(*CELLS), "plaintext")
        total = next(
            each
            for each in await page.diagnostics()
            if each.code == "B402" and page.offset(each.range.start) == page.text.index("99")
        )
        actions = await page.actions(total.range)
        assert not [each for each in actions if each.edit]
        assert next(each.title for each in actions if each.command) == "不再提示此处 B401…"


@asynchronous
async def test_only_what_is_asked_for(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.txt", report(*CELLS), "plaintext")
        unit = next(each for each in await page.diagnostics() if each.code == "C305")
        kinds = {
            only: {str(getattr(each.kind, "value", each.kind)) for each in await page.actions(unit.range, [only])}
            for only in ("quickfix", "source", "source.fixAll.disclint", "refactor", "source.organizeImports")
        }
        assert kinds == {
            "quickfix": {"quickfix"},
            "source": {"source.fixAll.disclint"},
            "source.fixAll.disclint": {"source.fixAll.disclint"},
            "refactor": set(),
            "source.organizeImports": set(),
        }


@asynchronous
async def test_a_clean_report_needs_nothing(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.txt", report(), "plaintext")
        assert await page.diagnostics() == ()
        whole = types.Range(types.Position(0, 0), types.Position(500, 0))
        assert not await page.actions(whole)
        options = types.FormattingOptions(tab_size=4, insert_spaces=True)
        params = types.DocumentFormattingParams(page.identifier, options)
        assert not await screen.client.text_document_formatting_async(params)
