"""The server: what pygls is given, and the state all features share."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from lsprotocol import types
from msgspec.structs import replace
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.uris import to_fs_path

from disclint import __version__
from disclint.errors import DisclintError
from disclint.finding import Language
from disclint.lsp import wire
from disclint.lsp.convert import Client
from disclint.lsp.documents import NEVER, Document, Folder, Folders, Found
from disclint.lsp.options import Options, read_options
from disclint.lsp.process import CheckerError, StaleError
from disclint.lsp.text import Units

R = TypeVar("R")

_OURS = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE)


class Protocol(LanguageServerProtocol):
    """pygls's, but for the documents: its own would follow the editor's changes a second time, and not as well."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for method in _OURS:
            self.fm.builtin_features.pop(method)


class Server(LanguageServer):
    """The language server of an editor."""

    def __init__(self) -> None:
        super().__init__("disclint", __version__, protocol_cls=Protocol)
        self.documents: dict[str, Document] = {}
        self.folders = Folders()
        self.options = Options()
        self.client = Client(types.ClientCapabilities())
        self.units = Units.UTF16
        self.was_shut_down = False
        self.scanned: set[str] = set()  # files a check of the workspace has told of
        self._tasks: set[asyncio.Task[None]] = set()
        self._checks: dict[tuple[str, int, int], asyncio.Task[Found]] = {}

    def shutdown(self) -> None:
        """As pygls, but without waiting for the thread that reads: after Ctrl-C there is nothing to come any more."""
        if self._stop_event is not None:
            self._stop_event.set()
        if self._thread_pool is not None:
            self._thread_pool.shutdown(wait=False, cancel_futures=True)

    def begin(self, params: types.InitializeParams) -> None:
        """Take in what the editor says of itself."""
        self.client = Client(params.capabilities)
        self.units = Units(str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding)))
        self.folders.start = wire.Start(root="", locale=params.locale)
        self.set_options(params.initialization_options)

    def set_options(self, settings: object) -> None:
        """Take over settings; wrong ones are told, and those before stay."""
        try:
            options = read_options(settings, self.options)
        except DisclintError as error:
            self.tell(str(error), types.MessageType.Warning)
            return
        start = replace(
            self.folders.start,
            language=options.language,
            seconds=3 * options.timeout,
            rule_seconds=options.timeout / 2,
            local_rules=options.allow_local_rules,
        )
        if start != self.folders.start:
            self.folders.start = start
            self.folders.restart()
        self.options = options

    def path_of(self, uri: str) -> str | None:
        """The path of a file, None of a document that is none."""
        path = to_fs_path(uri)
        return os.path.normpath(path) if path else None

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something while the editor goes on; an end of the server ends it, too."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def forget(self, document: Document) -> None:
        """Let the checker let go of a document that was closed."""
        checker = document.folder.checker
        if checker.idle:
            with suppress(CheckerError):
                await checker.ask(lambda _: wire.Forget(document.uri), self.options.timeout)
        self.folders.keep({each.folder.root for each in self.documents.values()})

    async def suppress(self, document: Document, code: str, node: str, reason: str) -> str:
        """Write a suppression into the configuration closest to a file; the path of that. CheckerError if it cannot be."""
        task = wire.Suppress(document.place, code, node, reason)
        reply = await document.folder.checker.ask(lambda _: task, self.options.timeout)
        assert isinstance(reply, wire.Written)
        return reply.path

    @property
    def language(self) -> Language:
        """The language of what is told where no checker is asked."""
        folder = next(iter(self.folders), None)
        return Language(folder.checker.ready.language) if folder else Language.ZH

    def tell(self, message: str, kind: types.MessageType = types.MessageType.Error) -> None:
        """Show a message in a window of the editor."""
        self.window_show_message(types.ShowMessageParams(kind, message))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What pygls could not do goes to the log; the editor has no use for a window on it."""
        print(f"disclint server: {type(error).__name__}: {error}", file=sys.stderr, flush=True)

    def seconds(self, document: Document) -> float:
        """How long a check of a document may take."""
        return self.options.timeout * (1 + len(str(document.text)) / 2**20)

    async def settled(self, document: Document) -> None:
        """Wait until the document was left alone for as long as the editor's setting says."""
        while (rest := document.changed + self.options.debounce / 1000 - time.monotonic()) > 0:
            await asyncio.sleep(rest)

    async def found(self, document: Document) -> Found:
        """What is found in the latest version of a document, whoever asks; StaleError if it is closed meanwhile."""
        while not document.closed:
            generation, version = document.folder.checker.generation, document.version
            found = document.found
            if found is not None and (found.generation, found.version) == (generation, version):
                return found
            key = document.uri, generation, version
            if key not in self._checks:
                task = asyncio.create_task(self._check(document))
                task.add_done_callback(lambda _, key=key: self._checks.pop(key, None))  # type: ignore[misc]
                self._checks[key] = task
            try:
                found = await asyncio.shield(self._checks[key])
            except StaleError:
                continue
            if found.version == document.version:
                return found
        raise StaleError

    async def _check(self, document: Document) -> Found:
        folder, version = document.folder, document.version
        folder.checker.watch_folder(os.path.dirname(document.place))

        try:
            reply = await self._asked(document, wire.Check, lambda: document.version == version and not document.closed)
            assert isinstance(reply, wire.Checked)
            folder.checker.watch_files(reply.sources)
        except CheckerError as error:
            reply = wire.Checked((wire.Problem(wire.Span(1, 1, 1, 1), wire.Level.FAILURE, str(error)),))
        self.folders.rest()
        found = Found(folder.checker.generation, version, self._with_failures(folder, reply))
        if document.version == version:
            document.found = found
        return found

    def _with_failures(self, folder: Folder, checked: wire.Checked) -> wire.Checked:
        """What failed in the folder stands at the top of each of its reports, and once in a window."""
        failures = folder.checker.ready.failures
        for sentence in (*failures, *checked.failures):
            key = sentence.partition("：")[0]
            if key not in folder.told:
                folder.told.add(key)
                self.tell(sentence)
        if not checked.judged or not failures:
            return checked
        top = wire.Span(1, 1, 1, 1)
        problems = tuple(wire.Problem(top, wire.Level.FAILURE, sentence) for sentence in failures)
        return wire.Checked((*problems, *checked.problems), checked.failures, checked.judged)

    async def ask(self, document: Document, make: Callable[[wire.Text], wire.Task], kind: type[R]) -> R | None:
        """What the checker says to a task on a document; None if it has nothing, or the document has changed since."""
        version = document.version
        try:
            reply = await self._asked(document, make, lambda: document.version == version and not document.closed)
        except StaleError:
            return None
        except CheckerError as error:
            print(f"disclint server: {error}", file=sys.stderr, flush=True)
            return None
        return reply if isinstance(reply, kind) and document.version == version else None

    async def _asked(
        self, document: Document, make: Callable[[wire.Text], wire.Task], wanted: Callable[[], bool]
    ) -> wire.Reply:
        checker, seconds = document.folder.checker, self.seconds(document)

        def task(generation: int) -> wire.Task:
            return make(document.for_checker(generation))

        try:
            return await checker.ask(task, seconds, wanted)
        except CheckerError as error:
            if str(error) != wire.UNKNOWN_VERSION:
                raise
        document.known = NEVER  # it keeps a few documents only
        return await checker.ask(task, seconds, wanted)
