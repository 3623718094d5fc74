"""A child process reads files in place of this one: it may hang, die or swell, and the next file is read all the same."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from disclint.document import Document, Paragraph
from disclint.errors import UnreadableError
from disclint.readers import isolation
from disclint.readers.limits import DEFAULT, Limits
from disclint.readers.wire import decode, encode

SMALL = replace(DEFAULT, child_memory_bytes=512 * 2**20)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource limits, only the clock")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No child before and after a test."""
    isolation.close()
    yield
    isolation.close()


def run(task: str, data: bytes = b"", limits: Limits = SMALL, seconds: float = 20) -> Document:
    return isolation.read_isolated(f"isolation_tasks:{task}", data, "报告.pdf", limits, seconds)


def child_of(document: Document) -> int:
    """The process that read it."""
    block = document.blocks[0]
    assert isinstance(block, Paragraph)
    return int(block.text)


# --- what works -------------------------------------------------------------------------------------------------------


def test_a_document_comes_back_as_it_was_made() -> None:
    read = run("echo", "内容".encode())
    assert read == decode(encode(read))
    assert read.filename == "报告.pdf"
    assert [type(block).__name__ for block in read.blocks] == ["Paragraph", "Grid", "Paragraph"]
    assert read.blocks[1].rows[0][0].text == "标签\n二"  # type: ignore[union-attr]
    assert read.damage[0].detail == "200×300"
    assert child_of(read) != os.getpid()


def test_one_child_reads_many_files() -> None:
    assert len({child_of(run("echo")) for _ in range(5)}) == 1


def test_a_name_that_is_no_unicode_survives() -> None:
    name = os.fsdecode(b"\xff\xfe.pdf")
    assert isolation.read_isolated("isolation_tasks:echo", b"", name, SMALL, 20).filename == name


def test_a_large_file_goes_through_the_pipe() -> None:
    text = b"x" * (5 * 2**20)
    block = run("echo", text).blocks[2]
    assert isinstance(block, Paragraph)
    assert len(block.text) == len(text)


def test_what_native_code_prints_is_not_taken_for_an_answer() -> None:
    assert run("chatter").format == "echo"
    assert run("echo").format == "echo"


# --- what does not ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("refuse", "这不是报告"),
        ("stumble", "KeyError"),
        ("abort", "进程意外终止"),
        ("no_such_task", "AttributeError"),
        ("flood", "文字过多"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_the_next_is_read(task: str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        run(task, limits=replace(SMALL, answer_bytes=100_000))
    assert run("echo").format == "echo"


def test_a_child_that_hangs_is_ended_in_time() -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableError, match="超过 1 秒"):
        run("sleep", seconds=1)
    assert time.monotonic() - begun < 10
    assert run("echo").format == "echo"


@POSIX
def test_a_child_that_swells_is_stopped_by_the_system() -> None:
    with pytest.raises(UnreadableError, match="512 MB"):
        run("swell")
    assert run("echo").format == "echo"


@POSIX
def test_a_reader_cannot_write_files(tmp_path: Path) -> None:
    target = tmp_path / "made.bin"
    with pytest.raises(UnreadableError):
        run("write", os.fsencode(target))
    assert not target.exists() or not target.stat().st_size


def test_a_file_does_not_pay_for_what_an_earlier_one_did_to_the_child() -> None:
    first = child_of(run("infect"))
    assert child_of(run("echo")) not in (first, os.getpid())


def test_a_python_that_does_not_start_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(UnreadableError, match="无法启动"):
        run("echo")


# --- nothing the child says is believed -------------------------------------------------------------------------------

POSITION = [1, 1, None, None, 1]


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "document",
        {"filename": "a", "format": "pdf", "blocks": []},
        {"filename": 1, "format": "pdf", "blocks": [], "damage": []},
        {"filename": "a", "format": "pdf", "blocks": [["text", [1, 1], ""]], "damage": []},
        {"filename": "a", "format": "pdf", "blocks": [["text", ["1", 1, None, None, 1], ""]], "damage": []},
        {"filename": "a", "format": "pdf", "blocks": [["text", [-1, 1, None, None, 1], ""]], "damage": []},
        {"filename": "a", "format": "pdf", "blocks": [["text", [True, 1, None, None, 1], ""]], "damage": []},
        {"filename": "a", "format": "pdf", "blocks": [["no layout", POSITION, [], None]], "damage": []},
        {"filename": "a", "format": "pdf", "blocks": [["exact", POSITION, [[["0", POSITION, 2**40, 1, 1]]], None]], "damage": []},
        {"filename": "a", "format": "pdf", "blocks": 7, "damage": []},
    ],
)  # fmt: skip
def test_an_answer_that_is_no_document_is_refused(said: Any) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, IndexError)):
        decode(said)


# --- processes --------------------------------------------------------------------------------------------------------


def _read_in_fork(pipe: Any) -> None:
    pipe.send((os.getpid(), child_of(run("echo"))))
    isolation.close()


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_a_forked_worker_has_a_child_of_its_own() -> None:
    ours = child_of(run("echo"))
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    worker = context.Process(target=_read_in_fork, args=(there,))
    worker.start()
    assert here.poll(30)
    _, theirs = here.recv()
    worker.join(10)
    assert worker.exitcode == 0
    assert theirs not in (ours, os.getpid())
    assert child_of(run("echo")) == ours


def test_threads_wait_for_each_other() -> None:
    seen: list[str] = []

    def read(number: int) -> None:
        block = run("echo", str(number).encode()).blocks[2]
        assert isinstance(block, Paragraph)
        seen.append(block.text)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [str(number) for number in range(8)]


@POSIX
def test_the_child_goes_when_its_parent_does() -> None:
    code = "import os\nfrom test_isolation import child_of, run\nprint(child_of(run('echo')), flush=True)\nos._exit(0)"  # no exit handlers: as if killed
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    child = int(done.stdout)
    for _ in range(100):
        if not _lives(child):
            return
        time.sleep(0.05)
    pytest.fail("the child outlived its parent")


def _lives(process: int) -> bool:
    """Whether a process runs; one that nobody has buried does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
