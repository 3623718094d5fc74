"""Hostile and damaged documents of every format, through the command itself: all at once, beside a good report.

No traceback, no network, little memory and time; each file that cannot be read is named with a sentence and makes the
exit code 2, and the report with a defect among them is judged as if they were not there. What each reader says of each
file is in the tests of that reader; `test_hostile` has the texts.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

import hostile_pdf
import test_hostile_office
import test_html_reader
import test_xlsx_reader
from commands import Outcome, disclint, environment
from disclint.readers.office import find_office
from disclint.testing import clean_report
from renderers.docx import docx
from renderers.html import PAGES, archive
from renderers.libreoffice import NOT_INSTALLED, convert
from renderers.wordxml import paragraph, word
from renderers.xlsx import WORKBOOKS

GOOD = clean_report(2023)
MEGABYTES = 600  # of resident memory the command itself may take, far below what the bombs unpack to

# Told by the interpreter of the command itself when it opens a connection, and at the end what memory it took.
_WITNESS = """
import atexit, os, sys
folder = os.environ["WITNESS"]
def told(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        with open(os.path.join(folder, "network"), "a") as file:
            file.write(f"{event} {arguments}\\n")
sys.addaudithook(told)
def memory():
    # not getrusage: a process begins with the peak of the one that started it
    try:
        with open("/proc/self/status") as status:
            peak = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        peak = 0
    with open(os.path.join(folder, "memory"), "w") as file:
        file.write(str(peak))
atexit.register(memory)
import disclint.__main__ as main
leave = os._exit
os._exit = lambda status: (memory(), leave(status))
"""


def check(files: Mapping[str, bytes], folder: Path, timeout: float) -> Outcome:
    """One command over all of them, a report with a defect and a good one last."""
    reports, witness = folder / "reports", folder / "witness"
    reports.mkdir()
    witness.mkdir()
    (witness / "sitecustomize.py").write_text(_WITNESS)
    for name, data in files.items():
        (reports / name).write_bytes(data)
    (reports / "差.docx").write_bytes(docx(GOOD.set("requests/granted/natural_person", "88")))
    (reports / "好.docx").write_bytes(docx(GOOD))
    outcome = disclint(
        *("check", "--output-format", "concise", "--jobs", "1", *files, "差.docx", "好.docx"),
        cwd=reports,
        env=environment([str(witness)], WITNESS=str(witness)),
        timeout=timeout,
    )
    assert not (witness / "network").exists(), (witness / "network").read_text()
    if sys.platform == "linux":
        assert int((witness / "memory").read_text()) < MEGABYTES
    assert "差.docx: 第2张表第6行第10列: B403" in outcome.out
    assert "好.docx" not in outcome.out + outcome.err
    assert "内部错误" not in outcome.err
    return outcome


# --- made to hurt -----------------------------------------------------------------------------------------------------

# Each of these must be refused, told to be read in part, or found to hold nothing: named with a sentence.
REFUSED: dict[str, Callable[[], bytes]] = {
    **{
        f"{name}.docx": (lambda name=name: test_hostile_office.HOSTILE[name][0])
        for name, (_, outcome, _) in test_hostile_office.HOSTILE.items()
        if outcome == "unreadable"
    },
    "3,000 nested tables.docx": lambda: test_hostile_office.HOSTILE["nested tables"][0],
    "5,000 columns.docx": lambda: test_hostile_office.HOSTILE["many columns"][0],
    **{
        f"{name}.xlsx": (lambda name=name: test_xlsx_reader.package(test_xlsx_reader.HOSTILE[name][0]()))
        for name in test_xlsx_reader.HOSTILE
    },
    **{
        f"{name}.html": (lambda name=name: test_html_reader.REFUSED[name][0].encode())
        for name in test_html_reader.REFUSED
    },
    "flate bomb.pdf": hostile_pdf.flate_bomb,
    "page loop.pdf": hostile_pdf.page_loop,
    "200,000 pages.pdf": hostile_pdf.many_pages,
    "400,000 rectangles.pdf": hostile_pdf.many_rectangles,
    "400,000 characters.pdf": hostile_pdf.many_characters,
}
# These may be read: what matters is that they do no harm.
HARMLESS: dict[str, Callable[[], bytes]] = {
    **{
        f"{name}.docx": (lambda name=name: test_hostile_office.HOSTILE[name][0])
        for name, (_, outcome, _) in test_hostile_office.HOSTILE.items()
        if outcome == "document" and name not in ("nested tables", "many columns")
    },
    "200,000 nested divs.html": lambda: ("<div>" * 200_000 + "x").encode(),
    "svg.html": lambda: test_html_reader.HOSTILE["svg"].encode(),
    "hatching.pdf": hostile_pdf.woven,
    "remote picture.html": lambda: b"<html><body><img src='http://127.0.0.1:9/x.png'><iframe src='http://127.0.0.1:9/'>",
    "remote style.mht": lambda: archive(GOOD).replace(b"<head>", b'<head><link rel=3Dstylesheet href=3D"http://x.invalid/a">'),
}  # fmt: skip


def test_hostile_documents(tmp_path: Path) -> None:
    files = {name: make() for name, make in (REFUSED | HARMLESS).items()}
    assert len(files) >= 60
    begun = time.monotonic()
    outcome = check(files, tmp_path, timeout=300)
    assert outcome.status == 2
    assert [name for name in REFUSED if f"{name}: " not in outcome.out + outcome.err] == []
    assert time.monotonic() - begun < 240


# --- cut off and flipped ----------------------------------------------------------------------------------------------


@cache
def _by_office(suffix: str) -> bytes:
    if find_office() is None:
        pytest.skip(NOT_INSTALLED)
    return convert({"a.docx": docx(GOOD)}, suffix)["a.docx"]


def _printed() -> bytes:
    from renderers.pdf import RENDERERS, Page

    return RENDERERS["reportlab"](GOOD, Page())


def _with_html() -> bytes:
    return b"# " + GOOD.text().encode() + b"\n\n<table><tr><td>1<td>2</table>\n"


# format: (a good file, how many damaged copies of it: a conversion by LibreOffice takes a second or two)
FORMATS: dict[str, tuple[Callable[[], bytes], int]] = {
    "txt": (lambda: GOOD.text().encode(), 20),
    "md": (_with_html, 20),
    "html": (lambda: PAGES["word"](GOOD), 20),
    "mht": (lambda: archive(GOOD), 20),
    "docx": (lambda: docx(GOOD), 20),
    "docm": (lambda: word(paragraph("标题"), extra={"word/vbaProject.bin": b"\xd0\xcf"}), 20),
    "xlsx": (lambda: WORKBOOKS["whole"](GOOD), 20),
    "pdf": (_printed, 20),
    "odt": (lambda: _by_office("odt"), 20),
    "doc": (lambda: _by_office("doc"), 3),
    "wps": (lambda: _by_office("doc"), 3),
    "rtf": (lambda: _by_office("rtf"), 3),
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_damaged_copies(suffix: str, tmp_path: Path) -> None:
    make, count = FORMATS[suffix]
    whole = make()
    rng = random.Random(suffix)
    files: dict[str, bytes] = {}
    for number in range(count):
        files[f"截断{number}.{suffix}"] = whole[: rng.randrange(1, len(whole))]
        flipped = bytearray(whole)
        for _ in range(rng.choice((1, 5, 50))):
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        files[f"翻转{number}.{suffix}"] = bytes(flipped)
    outcome = check(files, tmp_path, timeout=300)
    assert outcome.status in (1, 2)
    if suffix in ("docx", "docm", "xlsx", "pdf"):  # whose end holds what nothing can be read without
        assert [name for name in files if name.startswith("截断") and f"{name}: " not in outcome.err] == []
