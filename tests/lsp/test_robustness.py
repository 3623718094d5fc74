"""What must not keep an editor from working: long documents, rules without end, dead processes; and the end itself."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from pathlib import Path
from statistics import median

import pytest

pytest.importorskip("pygls", reason="the language server needs disclint[lsp]")
pytest.importorskip("pytest_lsp", reason="pytest-lsp is the client")

from lsprotocol import types

from lsp.editor import Page, asynchronous, editor
from lsp.plugins import install, rule
from lsp.reports import found, report

WRONG = report(("requests/result_total/total", "99"))
LOOPS = """while "死循环" in str(report.texts and [text.text for text in report.texts()]):
            pass"""

linux = pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="needs /proc to look at processes")


async def quick(page: Page) -> float:
    """How long the server takes to answer what asks nothing of a checker, in seconds."""
    start = time.perf_counter()
    await page.editor.client.code_action_resolve_async(types.CodeAction("nothing"))
    return time.perf_counter() - start


def children(pid: int) -> list[int]:
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def resident_mb(pid: int) -> float:
    fields = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in fields if line.startswith("Pss:")) / 1024


@asynchronous
async def test_a_document_of_a_megabyte_blocks_nothing(tmp_path: Path) -> None:
    """It is checked, as it is; while that goes on, the server answers at once."""
    rng = random.Random(5)
    sentence = "全年通过政府门户网站公开信息{}条，其中财政预决算{}条；举办培训{}次。\n\n"
    prose = "".join(sentence.format(*(rng.randint(1, 99) for _ in range(3))) for _ in range(11_000))
    text = WRONG.replace("二、主动公开政府信息情况", prose + "二、主动公开政府信息情况", 1)
    assert len(text.encode()) > 2**20
    async with editor(tmp_path) as screen:
        small = screen.open(tmp_path / "small.md", report())
        await small.diagnostics()
        page = screen.open(tmp_path / "big.md", text)
        waits = []
        for number in range(20):
            page.replace(100, 100 + number % 2, "甲" * (number % 3))
            waits.append(await quick(page))
            await asyncio.sleep(0.02)
        shown = await page.diagnostics()
        start = time.perf_counter()
        expected = found(page.text, "big.md")
        whole = time.perf_counter() - start
        assert [each.code for each in shown] == [finding.code for finding in expected]
        at = len(page.text) - 5
        page.replace(at, at, "乙")
        waits.append(await quick(page))
        assert max(waits) < whole / 2  # who waited for a check would wait for all of it


@asynchronous
async def test_a_rule_without_end_is_ended(tmp_path: Path) -> None:
    """The editor goes on, and what the other rules find is shown; it is not run again until everything is reloaded."""
    install(tmp_path / "site", "endless", rule("END001", body=LOOPS))
    async with editor(tmp_path, path=[str(tmp_path / "site")], options={"timeout": 3}) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        expected = [finding.code for finding in found(WRONG, "a.md")]
        assert sorted(str(each.code) for each in await page.diagnostics()) == sorted([*expected, "END001"])
        at = page.text.index("（二）依申请公开")
        page.replace(at, at, "死循环。")
        await asyncio.sleep(0.3)
        assert await quick(page) < 0.5
        diagnostics = await page.diagnostics()
        (failure,) = [each for each in diagnostics if each.code == "Z904"]
        assert "END001" in failure.message
        assert sorted(str(each.code) for each in diagnostics) == sorted([*expected, "Z904"])
        assert len(screen.messages) == 1
        page.replace(at, at + 4, "")
        assert "Z904" in {each.code for each in await page.diagnostics()}
        params = types.ExecuteCommandParams("disclint.reload")
        await screen.client.workspace_execute_command_async(params)
        assert "END001" in {each.code for each in await page.next_diagnostics()}


@linux
@asynchronous
async def test_what_cannot_be_interrupted_is_ended_with_its_process(tmp_path: Path) -> None:
    """Code that ignores signals; the next text is checked by another process."""
    body = """import signal
        if any("卡住" in text.text for text in report.texts()):
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            while True: pass"""
    install(tmp_path / "site", "deaf", rule("DEA001", body=body))
    async with editor(tmp_path, path=[str(tmp_path / "site")], options={"timeout": 3}) as screen:
        page = screen.open(tmp_path / "a.md", WRONG.replace("（二）依申请公开", "（二）依申请公开卡住", 1))
        (failure,) = await page.diagnostics()
        assert "超过 3 秒" in failure.message
        assert "disclint_deaf.py" in failure.message
        at = page.text.index("卡住")
        page.replace(at, at + 2, "")
        assert {"B402", "DEA001"} <= {each.code for each in await page.diagnostics()}


@linux
@asynchronous
async def test_a_dead_checker_is_replaced(tmp_path: Path) -> None:
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        expected = [each.code for each in await page.diagnostics()]
        (checker,) = children(screen.pid)
        os.kill(checker, signal.SIGKILL)
        await screen.until(lambda: not alive(checker))
        page.replace(0, 0, " ")
        assert [each.code for each in await page.diagnostics()] == expected


@linux
@asynchronous
async def test_files_in_many_folders_need_few_processes(tmp_path: Path) -> None:
    async with editor() as screen:
        pages = []
        for number in range(7):
            folder = tmp_path / str(number)
            folder.mkdir()
            pages.append(screen.open(folder / "a.md", WRONG))
        for page in pages:
            assert await page.diagnostics()
        await screen.until(lambda: len(children(screen.pid)) <= 4)
        pages[0].replace(0, 0, " ")  # the one that was let go first
        assert "B402" in {each.code for each in await pages[0].diagnostics()}


@linux
@asynchronous
async def test_shutdown_and_restart(tmp_path: Path) -> None:
    """Left as an editor should leave, nothing stays behind, and a second server finds the same."""
    before = None
    for _ in range(2):
        async with editor(tmp_path) as screen:
            page = screen.open(tmp_path / "a.md", WRONG)
            shown = [(each.code, each.message) for each in await page.diagnostics()]
            assert before in (None, shown)
            before = shown
            family = children(screen.pid)
            assert family
            assert await screen.leave() == 0
            await screen.until(lambda family=family: not any(map(alive, family)), 5)


@linux
@pytest.mark.parametrize("how", ["exit", "gone", "killed", "interrupted"])
@asynchronous
async def test_an_editor_that_just_goes_leaves_nothing_running(how: str, tmp_path: Path) -> None:
    """Even while a rule runs without end."""
    install(tmp_path / "site", "endless", rule("END001", body=LOOPS))
    async with editor(tmp_path, path=[str(tmp_path / "site")], options={"timeout": 2}) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        await page.diagnostics()
        family = children(screen.pid)
        page.replace(60, 60, "死循环")
        await asyncio.sleep(0.2)
        server = screen.client._server
        assert server is not None
        if how == "exit":
            screen.client.exit(None)
        elif how == "gone":
            assert server.stdin is not None
            server.stdin.close()
        elif how == "interrupted":
            server.send_signal(signal.SIGINT)
        else:
            server.kill()
        status = await asyncio.wait_for(server.wait(), 15)
        assert status == (-signal.SIGKILL if how == "killed" else 1)
        await screen.until(lambda: not any(map(alive, family)), 10)


@linux
@asynchronous
async def test_memory_stays_flat_over_ten_thousand_edits(tmp_path: Path) -> None:
    """Of the server and the checker together; every tenth edit is waited for, and looked at in several ways."""
    rng = random.Random(1)
    async with editor(tmp_path) as screen:
        page = screen.open(tmp_path / "a.md", WRONG)
        await page.diagnostics()
        place = page.text.index("2023年，本机关")
        sizes = []
        for number in range(1, 10_001):
            if len(page.text) > len(WRONG) + 40:
                page.replace(place, place + 40, "")
            else:
                page.replace(place, place, rng.choice(["甲", "1", "𠮷", "，", "12件"]))
            if number % 10 == 0:
                await page.diagnostics()
            if number % 100 == 0:
                whole = types.Range(types.Position(0, 0), types.Position(80, 0))
                await page.actions(whole)
                symbols = types.DocumentSymbolParams(page.identifier)
                await screen.client.text_document_document_symbol_async(symbols)
            if number % 1000 == 0:
                family = [screen.pid, *children(screen.pid)]
                sizes.append(sum(map(resident_mb, family)))
        # Medians: what the collector has not yet been at comes and goes by a megabyte or two. The scanner remembers the
        # last 8,192 texts it met, which is some 7 MB in the end; a report that is kept would be 100 KB each time.
        assert median(sizes[-3:]) - median(sizes[2:5]) < 6, sizes


def test_what_is_printed_does_not_disturb_the_protocol(tmp_path: Path) -> None:
    """A plugin that prints, when it is loaded and when it checks."""

    @asynchronous
    async def talk() -> None:
        install(tmp_path / "site", "loud", "print('载入了')\n" + rule("LOU001", body="print('在查')"))
        async with editor(tmp_path, path=[str(tmp_path / "site")]) as screen:
            page = screen.open(tmp_path / "a.md", WRONG)
            assert "LOU001" in {each.code for each in await page.diagnostics()}

    talk()
