"""doc, wps, rtf through LibreOffice; what a file is by its content; and that a conversion stays in its cage."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclint.document import Document, Paragraph
from disclint.errors import UnreadableError
from disclint.readers import office
from disclint.readers.container import OLE_MAGIC, Container, container_of
from disclint.readers.docx import read_docx
from disclint.readers.limits import Limits
from disclint.readers.odt import read_odt
from disclint.readers.office import find_office, read_office
from disclint.testing import SampleReport
from flattenings import blank_cells, random_report
from renderers.libreoffice import NOT_INSTALLED, convert
from renderers.odt import odt, report_odt
from renderers.reading import wrong_cells
from renderers.wordxml import abstract, item, level, num, paragraph, word, zipped

needs_office = pytest.mark.skipif(find_office() is None, reason=NOT_INSTALLED)

# What a file is


def ole(*names: str, encrypted: bool = False) -> bytes:
    """An OLE2 file with these streams in its root, each of one sector."""
    size = 512
    header = bytearray(size)
    header[:8] = OLE_MAGIC
    header[0x1E:0x20] = (9).to_bytes(2, "little")
    header[0x30:0x34] = (1).to_bytes(4, "little")  # the directory begins in sector 1
    header[0x4C:] = (0).to_bytes(4, "little") + b"\xff" * (size - 0x50)
    sectors = (len(names) + 4) // 4
    fat = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    fat += [0xFFFFFFFE] * len(names)
    table = b"".join(n.to_bytes(4, "little") for n in fat).ljust(size, b"\xff")

    def entry(name: str, child: int, right: int, start: int) -> bytes:
        made = bytearray(128)
        encoded = name.encode("utf-16-le")
        made[: len(encoded)] = encoded
        made[0x40:0x42] = (len(encoded) + 2).to_bytes(2, "little")
        for place, number in ((0x44, 0xFFFFFFFF), (0x48, right), (0x4C, child), (0x74, start)):
            made[place : place + 4] = number.to_bytes(4, "little")
        return bytes(made)

    none = 0xFFFFFFFF
    entries = [entry("Root Entry", 1 if names else none, none, 0)]
    for number, name in enumerate(names):
        entries.append(entry(name, none, number + 2 if number + 1 < len(names) else none, sectors + 1 + number))
    streams = b"".join(
        (b"\xec\xa5" + bytes(8) + (b"\x00\x01" if encrypted else b"\0\0") if name == "WordDocument" else b"").ljust(
            size, b"\0"
        )
        for name in names
    )
    return bytes(header) + table + b"".join(entries).ljust(sectors * size, b"\0") + streams


KINDS = {
    "docx": (word(""), Container.DOCX),
    "docx with another main part": (
        zipped(
            {
                "_rels/.rels": '<R><r Id="1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/d.xml"/></R>',
                "word/d.xml": "<a/>",
            }
        ),
        Container.DOCX,
    ),
    "xlsx": (zipped({"xl/workbook.xml": "<a/>"}), Container.XLSX),
    "xlsb": (zipped({"xl/workbook.bin": "a"}), Container.XLSB),
    "odt": (odt(""), Container.ODT),
    "ods": (odt("", extra={"mimetype": "application/vnd.oasis.opendocument.spreadsheet\n"}), Container.ODS),
    "ofd": (zipped({"OFD.xml": "<a/>"}), Container.OFD),
    "zip": (zipped({"报告.txt": "a"}), Container.ZIP_OTHER),
    "doc": (ole("1Table", "WordDocument"), Container.OLE_DOC),
    "doc with a sheet inside": (ole("Workbook", "WordDocument"), Container.OLE_DOC),
    "doc with a password": (ole("a", "b", "c", "WordDocument", encrypted=True), Container.OLE_DOC_ENCRYPTED),
    "xls": (ole("Workbook"), Container.OLE_XLS),
    "docx with a password": (ole("EncryptionInfo", "EncryptedPackage"), Container.OLE_ENCRYPTED),
    "other OLE": (ole("VisioDocument"), Container.OLE_OTHER),
    "torn doc": (OLE_MAGIC + bytes(60) + "WordDocument".encode("utf-16-le"), Container.OLE_DOC),
    "torn OLE": (OLE_MAGIC, Container.OLE_OTHER),
    "Word 2": (b"\xdb\xa5\x2d\x00" + bytes(100), Container.OLE_OTHER),
    "rtf": (b"{\\rtf1\\ansi }", Container.RTF),
    "Word 2003 XML": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        Container.WORD_XML,
    ),
    "html": (b"<html><body>\xe4\xb8\x80</body></html>", Container.NONE),
    "text": ("一、总体情况".encode(), Container.NONE),
    "nothing": (b"", Container.NONE),
}


@pytest.mark.parametrize("name", KINDS)
def test_container(name: str) -> None:
    data, expected = KINDS[name]
    assert container_of(data) is expected


def test_a_torn_directory_does_no_harm() -> None:
    rng = random.Random(3)
    whole = ole("1Table", "WordDocument", "Data", "SummaryInformation", "CompObj")
    for _ in range(300):
        torn = bytearray(whole[: rng.randrange(8, len(whole))])
        for _ in range(5):
            torn[rng.randrange(len(torn))] = rng.randrange(256)
        assert container_of(bytes(torn)) in Container


# What is said of a file that cannot be read


@pytest.mark.parametrize("name", ["doc with a password", "docx with a password"])
def test_a_password_is_told(name: str) -> None:
    data, container = KINDS[name]
    with pytest.raises(UnreadableError, match=r"密码.*password"):
        read_office(data, "报告.doc", container)


@pytest.mark.parametrize("name", ["doc", "rtf", "Word 2003 XML", "other OLE"])
def test_without_libreoffice_it_is_said_what_to_do(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    data, container = KINDS[name]
    with pytest.raises(UnreadableError, match=r"LibreOffice.*docx.*install LibreOffice"):
        read_office(data, "报告.doc", container)


@pytest.mark.parametrize(
    ("name", "advice"), [("xlsb", "xlsx"), ("xls", "xlsx"), ("ods", "xlsx"), ("ofd", "docx"), ("zip", "解压")]
)
def test_of_other_formats_it_is_said_what_to_save_them_as(name: str, advice: str) -> None:
    data, container = KINDS[name]
    with pytest.raises(UnreadableError, match=advice):
        read_office(data, "报告", container)


def test_every_container_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    read_elsewhere = {Container.DOCX, Container.XLSX, Container.ODT, Container.NONE}
    for container in set(Container) - read_elsewhere:
        with pytest.raises(UnreadableError):
            read_office(b"", "报告", container)


@needs_office
def test_what_libreoffice_cannot_read_is_told() -> None:
    with pytest.raises(UnreadableError, match=r"无法转换|损坏|没有正文"):
        read_office(ole("VisioDocument"), "报告.doc", Container.OLE_OTHER)


# Every cell, in every format LibreOffice writes

SAMPLES = {
    f"{form}-{blanks}": blank_cells(random_report(random.Random(4), form), random.Random(4), blanks)[0]
    for form, blanks in (("2019", 0.3), ("2021", 0))
}


@pytest.fixture(scope="module", params=["doc", "rtf", "docx", "odt"])
def saved(request: pytest.FixtureRequest) -> tuple[str, dict[str, bytes]]:
    """The samples as LibreOffice saves them in a format."""
    if find_office() is None:
        pytest.skip(NOT_INSTALLED)
    written = {f"{name}.odt": report_odt(sample) for name, sample in SAMPLES.items()}
    return request.param, convert(written, request.param)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cell_is_read(name: str, saved: tuple[str, dict[str, bytes]]) -> None:
    form, files = saved
    data, sample = files[f"{name}.odt"], SAMPLES[name]
    assert _wrong(data, sample, form) == []


def _wrong(data: bytes, sample: SampleReport, form: str) -> list[str]:
    if form == "docx":
        return wrong_cells(read_docx(data, "报告.docx"), sample)
    if form == "odt":
        return wrong_cells(read_odt(data, "报告.odt"), sample)
    document = read_office(data, f"报告.{form}", container_of(data))
    assert document.format == form
    return wrong_cells(document, sample)


@needs_office
def test_numbers_survive_the_way_through_libreoffice() -> None:
    lists = abstract(0, level("chineseCounting", "%1、"), level("chineseCounting", "（%2）")) + num(1, 0)
    body = "".join(item(text, 1, at) for text, at in (("甲", 0), ("子", 1), ("丑", 1), ("乙", 0), ("寅", 1)))
    expected = ["一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅"]
    document = word(body + paragraph("完"), lists)
    assert _paragraphs(read_docx(document, "x")) == [*expected, "完"]
    for form in ("odt", "doc"):  # LibreOffice writes "?" for 、 into an rtf
        data = convert({"a.docx": document}, form)["a.docx"]
        found = read_odt(data, "x") if form == "odt" else read_office(data, "x", container_of(data))
        assert _paragraphs(found) == [*expected, "完"], form


def _paragraphs(document: Document) -> list[str]:
    return [block.number + block.text for block in document.blocks if isinstance(block, Paragraph)]


# The cage


def _script(path: Path, body: str) -> str:
    path.write_text(f"#!{sys.executable}\n{textwrap.dedent(body)}")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot stand in for a program there")
def test_at_the_time_limit_nothing_is_left(tmp_path: Path) -> None:
    note = tmp_path / "note"
    program = _script(
        tmp_path / "soffice",
        f"""
        import os, subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        with open({str(note)!r}, "w") as file:
            file.write(f"{{child.pid}} {{os.getcwd()}}")
        time.sleep(60)
        """,
    )
    started = time.monotonic()
    with pytest.raises(UnreadableError, match=r"超过 2 秒.*took more than 2 s"):
        office.to_odt(b"x", "doc", program, Limits(office_seconds=2))
    assert time.monotonic() - started < 10
    child, directory = note.read_text().split(" ", 1)
    assert not os.path.exists(directory)
    assert not _alive(int(child))


def _alive(pid: int) -> bool:
    """Whether a process still runs; one that has ended and waits to be noticed does not."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return False
        except OSError:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="a script cannot stand in for a program there")
def test_the_program_gets_next_to_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy")
    monkeypatch.setenv("SECRET_TOKEN", "x")
    note = tmp_path / "note"
    program = _script(
        tmp_path / "soffice",
        f"""
        import os, resource, stat, sys
        with open({str(note)!r}, "w") as file:
            for name in os.environ:
                print("environment", name, file=file)
            print("mode", oct(stat.S_IMODE(os.stat(os.getcwd()).st_mode)), file=file)
            print("memory", resource.getrlimit(resource.RLIMIT_AS)[0], file=file)
            print(*sys.argv, file=file)
        """,
    )
    assert office.to_odt(b"x", "doc", program) is None
    said = note.read_text()
    assert "SECRET_TOKEN" not in said and "PROXY" not in said
    assert "mode 0o700" in said
    assert "-env:UserInstallation=file:///" in said and "odt:writer8" in said
    if sys.platform == "linux":
        assert f"memory {Limits().office_memory_bytes}" in said


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine and the requests it gets."""
    requests: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                with contextlib.suppress(OSError):
                    requests.append(connection.recv(1000))
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], requests
    finally:
        server.close()


@needs_office
@pytest.mark.parametrize("caged", [True, False], ids=["network of its own", "profile alone"])
def test_a_conversion_asks_nobody(caged: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not caged:
        monkeypatch.setattr(office, "_without_network", lambda: ())
    with listening() as (port, requests):
        url = f"http://127.0.0.1:{port}/picture.png"
        rtf = (
            "{\\rtf1\\ansi Text\\par "
            f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{url}" \\\\d}}{{\\fldrslt }}}}\\par '
            f'{{\\field{{\\*\\fldinst INCLUDETEXT "{url}"}}{{\\fldrslt }}}}\\par '
            f"{{\\*\\template {url}}}}}"
        )
        document = read_office(rtf.encode(), "x.rtf", Container.RTF)
        assert any("Text" in getattr(block, "text", "") for block in document.blocks)
    assert requests == []
