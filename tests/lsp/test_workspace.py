"""Folders with their own configuration, what changes while the server runs, and plugins that fail."""

from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("pygls", reason="the language server needs disclint[lsp]")
pytest.importorskip("pytest_lsp", reason="pytest-lsp is the client")

from lsprotocol import types

from commands import disclint, environment
from disclint.testing import clean_report
from lsp.editor import Editor, Page, asynchronous, capabilities, editor
from lsp.plugins import install, rule, uninstall
from lsp.reports import found, report
from renderers.docx import docx

WRONG = report(("requests/result_total/total", "99"), ("requests/granted/business", "1件"))
ALL = {"B401", "B402", "B403", "C305"}


async def codes(page: Page) -> set[str]:
    return {str(each.code) for each in await page.diagnostics()}


async def becomes(page: Page, expected: set[str]) -> None:
    """Wait until these codes are shown."""

    def shown() -> set[str]:
        return {str(each.code) for each in page.editor.diagnostics.get(page.uri, (0, ()))[1]}

    await page.editor.until(lambda: shown() == expected)


# --- configuration ----------------------------------------------------------------------------------------------------


@asynchronous
async def test_two_folders_with_different_configuration(tmp_path: Path) -> None:
    """Each as the command line has it there; a folder inside with its own is one more."""
    one, two = tmp_path / "one", tmp_path / "two"
    inner = two / "inner"
    for folder, config in ((one, 'ignore = ["B"]\n'), (two, 'select = ["B402"]\n'), (inner, 'ignore = ["C"]\n')):
        folder.mkdir()
        (folder / ".disclint.toml").write_text(config, encoding="utf-8")
        (folder / "a.md").write_text(WRONG, encoding="utf-8")
    async with editor(one, two) as screen:
        pages = [screen.open(folder / "a.md") for folder in (one, two, inner)]
        assert [await codes(page) for page in pages] == [{"C305"}, {"B402"}, {"B401", "B402", "B403"}]
        for page, folder in zip(pages, (one, two, inner), strict=True):
            lines = disclint("check", "--output-format", "concise", "a.md", cwd=folder).out
            assert all(f" {code}[" in lines for code in await codes(page))


@asynchronous
async def test_a_changed_configuration_is_taken_up(tmp_path: Path) -> None:
    """Written, changed, broken, mended and taken away, with no word from the editor."""
    config = tmp_path / ".disclint.toml"
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await codes(page) == ALL
        config.write_text('ignore = ["B4"]\n', encoding="utf-8")
        await becomes(page, {"C305"})
        config.write_text('ignore = ["B402"]\n\n[options]\n', encoding="utf-8")
        await becomes(page, ALL - {"B402"})
        assert not screen.messages
        config.write_text('ingore = ["B4"]\n', encoding="utf-8")
        await becomes(page, {"None"} | ALL)
        assert len(screen.messages) == 1
        assert ".disclint.toml:1" in screen.messages[0]
        config.unlink()
        await becomes(page, ALL)


@asynchronous
async def test_a_configuration_that_is_extended_is_watched_too(tmp_path: Path) -> None:
    base = tmp_path / "base" / "province.toml"
    base.parent.mkdir()
    base.write_text('ignore = ["B402"]\n', encoding="utf-8")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / ".disclint.toml").write_text('extend = "../base/province.toml"\n', encoding="utf-8")
    async with editor(folder) as screen:
        page = screen.open(folder / "a.md", WRONG)
        assert await codes(page) == ALL - {"B402"}
        base.write_text('ignore = ["C305"]\n', encoding="utf-8")
        await becomes(page, ALL - {"C305"})


@asynchronous
async def test_an_editor_that_pulls_is_told_to(tmp_path: Path) -> None:
    async with editor(tmp_path, client=capabilities(pull=True)) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        params = types.DocumentDiagnosticParams(page.identifier)
        first = await screen.client.text_document_diagnostic_async(params)
        (tmp_path / ".disclint.toml").write_text('ignore = ["B4"]\n', encoding="utf-8")
        await screen.until(lambda: screen.refreshed)
        params.previous_result_id = first.result_id
        second = await screen.client.text_document_diagnostic_async(params)
        assert [each.code for each in second.items] == ["C305"]


@asynchronous
async def test_excluded_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".disclint.toml").write_text('exclude = ["旧/"]\n', encoding="utf-8")
    (tmp_path / "旧").mkdir()
    async with editor(tmp_path) as screen:
        assert await codes(screen.open(tmp_path / "旧" / "a.md", WRONG)) == set()
        assert await codes(screen.open(tmp_path / "a.md", WRONG)) == ALL


@asynchronous
async def test_a_baseline_counts(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(WRONG, encoding="utf-8")
    disclint("check", "--write-baseline", "base.txt", "a.md", cwd=tmp_path)
    (tmp_path / ".disclint.toml").write_text('baseline = "base.txt"\n', encoding="utf-8")
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md")
        assert await codes(page) == set()
        at = page.text.index("99")
        page.replace(at, at + 2, "98")
        assert "B402" in await codes(page)


@asynchronous
async def test_folders_come_and_go(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    (two / ".disclint.toml").write_text('ignore = ["B"]\n', encoding="utf-8")
    async with editor(one) as screen:
        page = screen.open(two / "a.md", WRONG)
        assert await codes(page) == {"C305"}
        event = types.WorkspaceFoldersChangeEvent([types.WorkspaceFolder(two.as_uri(), "two")], [])
        screen.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        assert {each.code for each in await page.next_diagnostics()} == {"C305"}


# --- suppressing ------------------------------------------------------------------------------------------------------


async def suppress(screen: Editor, page: Page, code: str) -> None:
    place = next(each.range for each in await page.diagnostics() if each.code == code)
    action = next(each for each in await page.actions(place) if each.command and code in each.title)
    params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
    await screen.client.workspace_execute_command_async(params)


@asynchronous
async def test_not_to_be_told_again(tmp_path: Path) -> None:
    """An entry with a reason in the configuration, which is made; the command line goes by it, too."""
    name = "年报[1]（终稿）.md"
    (tmp_path / name).write_text(WRONG, encoding="utf-8")
    (tmp_path / "other.md").write_text(WRONG, encoding="utf-8")
    async with editor(tmp_path) as screen:
        page, other = screen.open(tmp_path / name), screen.open(tmp_path / "other.md")
        screen.answers = ["已核实，情况属实"]
        await suppress(screen, page, "C305")
        assert next(each.title for each in screen.questions[0].actions or ()) == "已核实，情况属实"
        await becomes(page, ALL - {"C305"})
        config = tomllib.loads((tmp_path / ".disclint.toml").read_text(encoding="utf-8"))
        assert config == {
            "suppress": [
                {
                    "files": ["/年报\\[1]（终稿）.md"],
                    "code": "C305",
                    "path": "requests/granted/business",
                    "reason": "已核实，情况属实",
                }
            ]
        }
        assert await codes(other) == ALL
    lines = disclint("check", "--output-format", "concise", cwd=tmp_path).out.splitlines()
    assert [line.split(":")[0] for line in lines if "C305" in line] == ["other.md"]


@asynchronous
async def test_not_to_be_told_again_in_what_is_there(tmp_path: Path) -> None:
    """What a configuration says stays, byte by byte; the entry comes behind it."""
    before = b'# \xe6\x9c\xac\xe7\x9c\x81\r\n[tool.disclint]\r\nignore = ["B401"]\r\n[tool.other]\r\na = 1'
    (tmp_path / "pyproject.toml").write_bytes(before)
    async with editor(tmp_path, options={"asksForReason": True}) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        place = next(each.range for each in await page.diagnostics() if each.code == "B402")
        action = next(each for each in await page.actions(place) if each.command and "B402" in each.title)
        assert action.command.command == "disclint.suppressWithReason"
        arguments = {**action.command.arguments[0], "reason": '原文"如此"'}
        params = types.ExecuteCommandParams("disclint.suppress", [arguments])
        await screen.client.workspace_execute_command_async(params)
        assert not screen.questions
        await becomes(page, {"B403", "C305"})
    after = (tmp_path / "pyproject.toml").read_bytes()
    assert after.startswith(before)
    entries = tomllib.loads(after.decode())["tool"]["disclint"]["suppress"]
    assert [(each["code"], each["reason"]) for each in entries] == [("B402", '原文"如此"')]


@asynchronous
async def test_nothing_is_written_without_an_answer(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        await suppress(screen, page, "C305")
        assert len(screen.questions) == 1
    assert not (tmp_path / ".disclint.toml").exists()


@asynchronous
async def test_a_configuration_that_cannot_take_an_entry_stays_as_it_is(tmp_path: Path) -> None:
    text = "suppress = []\n"
    (tmp_path / ".disclint.toml").write_text(text, encoding="utf-8")
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        screen.answers = ["已核实，情况属实"]
        await suppress(screen, page, "C305")
        assert len(screen.messages) == 1
    assert (tmp_path / ".disclint.toml").read_text(encoding="utf-8") == text


# --- plugins ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("raise RuntimeError('昏了头')", "昏了头"),
        ("import no_such_module", "no_such_module"),
        ("x = 1", "没有实现任何钩子"),
        (rule("B402"), "规则代码"),
        (rule("HUB001", body="raise ValueError('算错了')"), "HUB001"),
    ],
)
@asynchronous
async def test_a_plugin_that_fails_is_told_once_and_the_rest_works(source: str, says: str, tmp_path: Path) -> None:
    """One window, one diagnostic at the top of each report; our rules and those of other plugins go on."""
    installed = tmp_path / "site"
    install(installed, "bad", source)
    install(installed, "good", rule("GUD001"))
    async with editor(tmp_path, path=[str(installed)]) as screen:
        page, other = screen.open(tmp_path / "a.md", WRONG), screen.open(tmp_path / "b.md", WRONG)
        for each in (page, other):
            diagnostics = await each.diagnostics()
            (failure,) = [one for one in diagnostics if one.code in (None, "Z904")]
            assert {str(one.code) for one in diagnostics} - {str(failure.code)} == ALL | {"GUD001"}
            assert says in failure.message
            assert failure.range.start.line == 0
        page.replace(0, 0, " ")
        await page.diagnostics()
        assert len(screen.messages) == 1
        assert says in screen.messages[0]


@asynchronous
async def test_a_plugin_that_does_not_load_in_time(tmp_path: Path) -> None:
    """It is named, and the others go on."""
    install(tmp_path / "site", "bad", "while True: pass")
    install(tmp_path / "site", "good", rule("GUD001"))
    async with editor(tmp_path, path=[str(tmp_path / "site")], options={"timeout": 3}) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await codes(page) == ALL | {"GUD001", "None"}
        assert "bad" in screen.messages[0]


@asynchronous
async def test_a_plugin_that_ends_the_process_when_loaded(tmp_path: Path) -> None:
    """It cannot be told which; all are left out, and that is said."""
    install(tmp_path / "site", "bad", "import os; os._exit(3)")
    async with editor(tmp_path, path=[str(tmp_path / "site")]) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await codes(page) == ALL | {"None"}
        assert len(screen.messages) == 1


@asynchronous
async def test_packs_and_local_rules_of_the_configuration(tmp_path: Path) -> None:
    """Code beside the reports is run only where the editor says so; without that, the rest works."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.py").write_text(rule("OWN001"), encoding="utf-8")
    (tmp_path / ".disclint.toml").write_text('local-rules = ["rules"]\n', encoding="utf-8")
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await codes(page) == ALL | {"None"}
        assert "local-rules" in screen.messages[0]
    async with editor(tmp_path, options={"allowLocalRules": True}) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await codes(page) == ALL | {"OWN001"}
        (rules / "own.py").write_text(rule("OWN002"), encoding="utf-8")
        await becomes(page, ALL | {"OWN002"})


@asynchronous
async def test_a_required_plugin_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / ".disclint.toml").write_text('required-plugins = ["disclint-henan"]\n', encoding="utf-8")
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await codes(page) == ALL | {"None"}
        assert len(screen.messages) == 1
        assert "disclint-henan" in screen.messages[0]


@asynchronous
async def test_plugins_come_change_and_go_while_the_server_runs(tmp_path: Path) -> None:
    installed = tmp_path / "site"
    installed.mkdir()
    async with editor(tmp_path, path=[str(installed)]) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        assert await codes(page) == ALL
        install(installed, "hubei", rule("HUB001", "第一句"))
        await becomes(page, ALL | {"HUB001"})
        install(installed, "hubei", rule("HUB001", "换了一句话"))
        await screen.until(lambda: "换了一句话" in str(screen.diagnostics))
        uninstall(installed, "hubei")
        await becomes(page, ALL)


# --- the check of a workspace -----------------------------------------------------------------------------------------


@asynchronous
async def test_the_check_of_a_workspace(tmp_path: Path) -> None:
    """Every file as the command line finds them, with progress; what is no text at its beginning."""
    (tmp_path / "a.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "gbk.txt").write_bytes(WRONG.encode("gb18030"))
    (tmp_path / "bad.txt").write_bytes(WRONG.encode().replace("水利局".encode(), b"\xe6\xb0", 1))
    (tmp_path / "fine.md").write_text(report(), encoding="utf-8")
    (tmp_path / "README.md").write_text("# 说明\n", encoding="utf-8")
    (tmp_path / "年报.docx").write_bytes(docx(clean_report(2023).set("requests/result_total/total", "99")))
    async with editor(tmp_path) as screen:
        params = types.ExecuteCommandParams("disclint.checkWorkspace")
        counts = await screen.client.workspace_execute_command_async(params)
        shown = {
            Path(uri).name: [each.code for each in diagnostics] for uri, (_, diagnostics) in screen.diagnostics.items()
        }
        assert shown["a.md"] == shown["gbk.txt"] == [finding.code for finding in found(WRONG, "a.md")]
        assert "C314" in shown["bad.txt"]
        assert "B402" in shown[quote("年报.docx")]
        assert len(shown) == 4
        assert (counts["files"], counts["bad"]) == (5, 4)
        assert counts["problems"] == sum(map(len, shown.values()))
        gbk = next(each for uri, (_, each) in screen.diagnostics.items() if uri.endswith("gbk.txt"))
        assert [each.range.start.line + 1 for each in gbk] == [each.position.line for each in found(WRONG, "a.md")]
        table = next(each for uri, (_, each) in screen.diagnostics.items() if uri.endswith(".docx"))
        assert table[0].message.startswith("第")
        assert table[0].range.start.line == 0
        (progress,) = screen.client.progress_reports.values()
        assert isinstance(progress[0], types.WorkDoneProgressBegin)
        assert isinstance(progress[-1], types.WorkDoneProgressEnd)
        assert len(progress) == 2 + 6
        # What has become right is taken back.
        (tmp_path / "a.md").write_text(report(), encoding="utf-8")
        await screen.client.workspace_execute_command_async(params)
        assert not next(each for uri, (_, each) in screen.diagnostics.items() if uri.endswith("/a.md"))


@asynchronous
async def test_the_check_of_a_workspace_can_be_stopped(tmp_path: Path) -> None:
    """And who types meanwhile does not wait for it."""
    for number in range(300):
        (tmp_path / f"{number:03}.md").write_text(WRONG, encoding="utf-8")
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "000.md")
        await page.diagnostics()
        params = types.ExecuteCommandParams("disclint.checkWorkspace")
        work = asyncio.ensure_future(screen.client.workspace_execute_command_async(params))
        await screen.until(lambda: any(len(told) > 5 for told in screen.client.progress_reports.values()))
        at = page.text.index("99")
        page.replace(at, at + 2, "11")
        assert "B402" not in {each.code for each in await page.diagnostics()}
        assert not work.done()
        (token,) = screen.client.progress_reports
        screen.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
        counts = await work
        assert 0 < counts["files"] < 300
        assert screen.messages[-1].startswith("已停止")


def test_without_pygls_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')", encoding="utf-8")
    outcome = disclint("server", env=environment([]) | {"PYTHONPATH": f"{tmp_path}:{environment()['PYTHONPATH']}"})
    assert outcome.status == 2
    assert 'pip install "disclint[lsp]"' in outcome.err
    assert not outcome.out
