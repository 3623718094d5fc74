"""The check of a whole folder: every file, those that no editor shows included, with progress and to be stopped."""

from __future__ import annotations

import uuid

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.uris import from_fs_path

from disclint.finding import Phrase
from disclint.lsp import wire
from disclint.lsp.convert import diagnostic, disk_text
from disclint.lsp.documents import Folder
from disclint.lsp.process import Checker, CheckerError
from disclint.lsp.server import Server

CHECK_WORKSPACE = "disclint.checkWorkspace"

_TITLE = Phrase("检查年报", "Checking reports")
_DONE = Phrase(
    "检查了 {files} 份年报，{bad} 份有问题，共 {problems} 处",
    "{files} reports checked, {bad} with findings, {problems} findings in all",
)
_STOPPED = Phrase("已停止，检查了 {files} 份年报", "stopped after {files} reports")
_OFFICE_SECONDS = 120.0  # LibreOffice, or the recognition of a scan


def register(server: Server) -> None:
    """Add the command to the server."""
    server.command(CHECK_WORKSPACE)(check_workspace)


async def check_workspace(ls: Server) -> dict[str, int]:
    """Check every file of the workspace folders; counts of reports, of those with findings, and of findings."""
    counts = {"files": 0, "bad": 0, "problems": 0}
    async with Progress(ls) as progress:
        for root in ls.folders.roots:
            folder = ls.folders.of(root + "/")
            # A process of its own, so that who types does not wait for it, and to stop is to end it.
            checker = Checker(ls.folders.started_in(root))
            try:
                await _check_folder(ls, folder, checker, progress, counts)
            finally:
                checker.kill()
        stopped = progress.cancelled
    message = (_STOPPED if stopped else _DONE).render(ls.language, counts)
    ls.tell(message, types.MessageType.Info)
    return counts


async def _check_folder(
    ls: Server, folder: Folder, checker: Checker, progress: Progress, counts: dict[str, int]
) -> None:
    listed = await checker.ask(lambda _: wire.List(), _OFFICE_SECONDS)
    paths = listed.paths if isinstance(listed, wire.Listed) else ()
    opened = {document.path for document in ls.documents.values()}
    for number, path in enumerate(paths):
        if progress.cancelled:
            return
        progress.report(number, len(paths), path.removeprefix(folder.root).lstrip("/\\"))
        try:
            checked = await checker.ask(lambda _, path=path: wire.CheckFile(path), _OFFICE_SECONDS)  # type: ignore[misc]
        except CheckerError as error:
            checked = wire.Checked((wire.Problem(wire.Span(1, 1, 1, 1), wire.Level.FAILURE, str(error)),))
        if not isinstance(checked, wire.Checked):
            continue
        counts["files"] += checked.judged
        counts["bad"] += bool(checked.problems)
        counts["problems"] += len(checked.problems)
        if path not in opened:  # what is open is told as it is in the editor
            _publish(ls, path, checked)


def _publish(ls: Server, path: str, checked: wire.Checked) -> None:
    uri = from_fs_path(path)
    if uri is None or (not checked.problems and uri not in ls.scanned):
        return
    text = disk_text(path, ls.units) if checked.problems else None
    items = [diagnostic(uri, None, text, problem, ls.client) for problem in checked.problems]
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, items))
    ls.scanned.add(uri)


class Progress:
    """A bar in the editor, where it has one, with a way to stop."""

    def __init__(self, ls: Server) -> None:
        self._ls = ls
        self._token: str | None = str(uuid.uuid4()) if ls.client.progress else None

    async def __aenter__(self) -> Progress:
        if self._token is not None:
            try:
                await self._ls.work_done_progress.create_async(self._token)
            except JsonRpcException:
                self._token = None
            else:
                title = _TITLE.text(self._ls.language)
                begin = types.WorkDoneProgressBegin(title, cancellable=True, percentage=0)
                self._ls.work_done_progress.begin(self._token, begin)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._token is not None:
            self._ls.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
            self._ls.work_done_progress.tokens.pop(self._token, None)

    @property
    def cancelled(self) -> bool:
        """Whether the user wants it stopped."""
        future = self._ls.work_done_progress.tokens.get(self._token) if self._token else None
        return future is not None and future.cancelled()

    def report(self, done: int, total: int, name: str) -> None:
        """Say which file is next, of how many."""
        if self._token is not None:
            value = types.WorkDoneProgressReport(message=f"{done + 1}/{total} {name}", percentage=done * 100 // total)
            self._ls.work_done_progress.report(self._token, value)
