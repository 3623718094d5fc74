"""doc, wps, rtf, Word's XML of 2003: LibreOffice makes an odt of it, which `odt` reads; without it, what to do instead.

Only odt: the docx and html that LibreOffice writes break the table of fifteen columns (ingest.md §3.4). The file is
foreign and LibreOffice is not: it runs with a profile of its own that follows no link, runs no macro and has no way
to the network; in a process group that is ended at the time limit; in a directory only this user can enter; with
limits of memory and file size where the system knows them, and in a network of its own on Linux where allowed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from functools import cache
from typing import TYPE_CHECKING

from disclint.errors import UncheckableError, UnreadableError
from disclint.readers.container import Container
from disclint.readers.limits import DEFAULT, Limits, size_text

if TYPE_CHECKING:
    from disclint.document import Document

# What LibreOffice is asked for, with what it calls such a file; the name it is given says nothing about the original.
_KINDS = {
    Container.OLE_DOC: ("doc", "旧版 Word/WPS 文档", "an old Word or WPS document"),
    Container.OLE_OTHER: ("doc", "旧版办公文档", "an old office document"),
    Container.RTF: ("rtf", "RTF 文档", "an RTF document"),
    Container.WORD_XML: ("xml", "Word 2003 XML 文档", "a Word 2003 XML document"),
}
# What nobody here reads, and what it has to be saved as first.
_OTHERS = {
    Container.XLSB: ("xlsb 工作簿，请另存为 xlsx", "an xlsb workbook: save it as xlsx"),
    Container.OLE_XLS: ("旧版 Excel/WPS 表格，请另存为 xlsx", "an old Excel or WPS workbook: save it as xlsx"),
    Container.ODS: ("ods 工作簿，请另存为 xlsx", "an ods workbook: save it as xlsx"),
    Container.OFD: ("OFD 版式文件，请提供 docx 原文件或导出为 PDF", "an OFD document: give its docx, or a PDF of it"),
    Container.ZIP_OTHER: ("压缩文件，请先解压", "a zip file: unpack it first"),
}
_LOCKED = frozenset({Container.OLE_ENCRYPTED, Container.OLE_DOC_ENCRYPTED})
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Common/Misc", "UseLocking", "false"),
    ("Java/VirtualMachine", "Enable", "false"),
)
# A proxy where nothing listens: what still asks for the network gets an error at once.
_PROXY = (
    ("ooInetProxyType", "2"),
    ("ooInetHTTPProxyName", "127.0.0.1"),
    ("ooInetHTTPProxyPort", "1"),
    ("ooInetHTTPSProxyName", "127.0.0.1"),
    ("ooInetHTTPSProxyPort", "1"),
    ("ooInetFTPProxyName", "127.0.0.1"),
    ("ooInetFTPProxyPort", "1"),
    ("ooInetNoProxy", ""),
)
_INSTALL_ZH = "安装 LibreOffice 后可直接检查（如 apt install libreoffice-writer-nogui），或用 Word、WPS 另存为 docx"
_INSTALL_EN = "install LibreOffice (e.g. apt install libreoffice-writer-nogui) or save it as docx"


def find_office() -> str | None:
    """The path of LibreOffice's program, None if it is not installed."""
    import shutil

    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((path for path in _PLACES if os.path.isfile(path)), None)


def read_office(data: bytes, filename: str, container: Container, limits: Limits = DEFAULT) -> Document:
    """Read a file of an old format through LibreOffice.

    UnreadableError when it is of a format nobody here reads, when it has a password, when LibreOffice is missing or cannot read it, or past a limit. There are
    no pages: those of LibreOffice are not those of the author's program.
    """
    if container in _LOCKED:
        raise UncheckableError(
            "encrypted", "文件设有密码，请去掉密码另存后再检查 (the file has a password: save it without one)"
        )
    if container in _OTHERS:
        raise UnreadableError("这是{} (this is {})".format(*_OTHERS[container]))
    suffix, zh, en = _KINDS[container]
    office = find_office()
    if office is None:
        raise UnreadableError(f"这是{zh}，{_INSTALL_ZH} (this is {en}: {_INSTALL_EN})")
    from disclint.readers.odt import read_odt

    converted = to_odt(data, suffix, office, limits)
    if converted is None:
        raise UnreadableError(
            f"这是{zh}，LibreOffice 无法转换，请用 Word 或 WPS 另存为 docx"
            f" (this is {en} that LibreOffice cannot convert: save it as docx)"
        )
    return read_odt(converted, filename, limits, made_from=suffix)


def to_odt(data: bytes, suffix: str, office: str, limits: Limits = DEFAULT) -> bytes | None:
    """The file as odt; None when LibreOffice gives none, UnreadableError when it takes too long or gives too much."""
    with tempfile.TemporaryDirectory(prefix="disclint-", ignore_cleanup_errors=True) as directory:
        profile, out = os.path.join(directory, "profile"), os.path.join(directory, "out")
        os.makedirs(os.path.join(profile, "user"))
        os.mkdir(out)
        with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
            file.write(profile_settings())
        source = os.path.join(directory, f"report.{suffix}")
        with open(source, "wb") as target:
            target.write(data)
        command = [
            *_without_network(),
            office,
            f"-env:UserInstallation={_url(profile)}",
            "--headless",
            "--invisible",
            "--nologo",
            "--nolockcheck",
            "--norestore",
            "--convert-to",
            "odt:writer8",
            "--outdir",
            out,
            source,
        ]
        if not _run(command, directory, limits):
            seconds = limits.office_seconds
            raise UnreadableError(
                f"LibreOffice 转换超过 {seconds:g} 秒，已终止，请用 Word 或 WPS 另存为 docx"
                f" (LibreOffice took more than {seconds:g} s and was ended: save the file as docx)"
            )
        try:
            with open(os.path.join(out, "report.odt"), "rb") as result:
                converted = result.read(limits.file_bytes + 1)
        except OSError:
            return None
    if len(converted) > limits.file_bytes:
        raise UnreadableError(
            f"LibreOffice 转换后超过 {size_text(limits.file_bytes)}，未读取 (the converted file is too large: not read)"
        )
    return converted


def profile_settings() -> str:
    """The settings of the profile as LibreOffice keeps them in registrymodifications.xcu."""
    settings = [(f"/org.openoffice.Office.{path}", name, value) for path, name, value in _SETTINGS]
    settings += [("/org.openoffice.Inet/Settings", name, value) for name, value in _PROXY]
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in settings
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _url(path: str) -> str:
    from urllib.request import pathname2url

    return "file://" + pathname2url(path)


@cache
def _without_network() -> tuple[str, ...]:
    """The command that gives a process a network of its own with nothing in it; () where that is not to be had."""
    if not sys.platform.startswith("linux"):
        return ()
    command = ("unshare", "--map-root-user", "--net", "--")
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True, timeout=5, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if allowed else ()


def _environment(directory: str) -> dict[str, str]:
    """Next to nothing: no proxies, no display, no session; the home is the private directory."""
    kept = {name: os.environ[name] for name in ("PATH", "SystemRoot", "SYSTEMROOT") if name in os.environ}
    places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR"), directory)
    return kept | places | {"LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _limit(pid: int, limits: Limits) -> None:
    """Limits that the process and all it starts inherit, where the system can set them from outside."""
    try:
        import resource

        size = limits.office_memory_bytes
        resource.prlimit(pid, resource.RLIMIT_AS, (size, size))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4 * limits.file_bytes, 4 * limits.file_bytes))
        seconds = int(limits.office_seconds) + 1
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, AttributeError, OSError, ValueError):
        return  # the time limit remains


def _run(command: list[str], directory: str, limits: Limits) -> bool:
    """Run to the end; False when the time was up, and then nothing of it is left running."""
    process = subprocess.Popen(
        command,
        cwd=directory,
        env=_environment(directory),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _limit(process.pid, limits)
        process.wait(limits.office_seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all it started: LibreOffice's own program is a grandchild of ours."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()
