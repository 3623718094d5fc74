"""An editor for tests: pytest-lsp's client, which also complains of a server that sends what a client cannot take."""

from __future__ import annotations

import asyncio
import functools
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import from_fs_path
from pytest_lsp import LanguageClient, make_test_lsp_client

from commands import environment

Async = Callable[..., Awaitable[None]]


def asynchronous(test: Async) -> Callable[..., None]:
    """Run an async test, for five minutes at most."""

    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(300):
                await test(*arguments, **named)

        asyncio.run(bounded())

    return run


def capabilities(units: str = "utf-16", *, pull: bool = False) -> types.ClientCapabilities:
    """An editor that can do all the server makes use of, and shows diagnostics as they are sent unless `pull`."""
    kinds = types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll])
    tags = types.ClientDiagnosticsTagOptions([types.DiagnosticTag.Unnecessary, types.DiagnosticTag.Deprecated])
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[units]),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True, tag_support=tags, version_support=True, code_description_support=True
            ),
            diagnostic=types.DiagnosticClientCapabilities(related_information=True) if pull else None,
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=types.ClientCodeActionLiteralOptions(kinds),
                is_preferred_support=True,
                data_support=True,
                resolve_support=types.ClientCodeActionResolveOptions(["edit"]),
            ),
            folding_range=types.FoldingRangeClientCapabilities(),
            inlay_hint=types.InlayHintClientCapabilities(),
        ),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True) if pull else None,
            workspace_folders=True,
        ),
        window=types.WindowClientCapabilities(work_done_progress=True),
    )


class Page:
    """A document in the editor: what stands in it, and what was last said of it."""

    def __init__(self, editor: Editor, uri: str, text: str) -> None:
        self.editor = editor
        self.uri = uri
        self.text = text
        self.version = 1

    @property
    def identifier(self) -> types.TextDocumentIdentifier:
        """How requests name it."""
        return types.TextDocumentIdentifier(self.uri)

    def offset(self, place: types.Position) -> int:
        """Where a position of the protocol is in the text."""
        lines = lines_of(self.text)
        head = lines[place.line].rstrip("\r\n")
        index = next(i for i in range(len(head) + 1) if measure(head[:i], self.editor.units) >= place.character)
        return sum(map(len, lines[: place.line])) + index

    def position(self, offset: int) -> types.Position:
        """The position of an offset in the text."""
        above = lines_of(self.text[:offset])
        return types.Position(len(above) - 1, measure(above[-1], self.editor.units))

    def find(self, words: str, after: int = 0) -> types.Position:
        """Where words stand in the text, `after` characters of them passed."""
        return self.position(self.text.index(words) + after)

    def replace(self, start: int, end: int, text: str) -> None:
        """Type: put `text` in place of what stands between two offsets."""
        change = types.TextDocumentContentChangePartial(types.Range(self.position(start), self.position(end)), text)
        self.text = self.text[:start] + text + self.text[end:]
        self.send([change])

    def send(self, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Tell the server of changes."""
        self.version += 1
        identifier = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.editor.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))

    def apply(self, edits: Sequence[Any]) -> str:
        """The text with edits made, which must not overlap."""
        text, below = self.text, len(self.text) + 1
        for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
            start, end = self.offset(edit.range.start), self.offset(edit.range.end)
            assert start <= end <= below
            text, below = text[:start] + edit.new_text + text[end:], start
        return text

    async def diagnostics(self) -> Sequence[types.Diagnostic]:
        """What the server sends of this version."""
        return await self.editor.published(self.uri, self.version)

    async def next_diagnostics(self) -> Sequence[types.Diagnostic]:
        """What the server sends next, whatever the reason."""
        self.editor.diagnostics.pop(self.uri, None)
        return await self.editor.published(self.uri, self.version)

    async def actions(self, place: types.Range, only: Sequence[str] | None = None) -> Sequence[Any]:
        """What can be done at a place."""
        known = self.editor.diagnostics.get(self.uri, (0, ()))[1]
        here = [each for each in known if each.range == place]
        context = types.CodeActionContext(here, only=only)
        params = types.CodeActionParams(self.identifier, place, context)
        return await self.editor.client.text_document_code_action_async(params) or ()


class Editor:
    """The client with what it was told."""

    def __init__(self, client: LanguageClient, units: str) -> None:
        self.client = client
        self.units = units
        self.result: types.InitializeResult
        self.diagnostics: dict[str, tuple[int | None, Sequence[types.Diagnostic]]] = {}
        self.refreshed = 0
        self.answers: list[str] = []  # to the questions of the server, in order
        self.questions: list[types.ShowMessageRequestParams] = []
        self._news = asyncio.Event()

    @property
    def messages(self) -> list[str]:
        """What the server showed in windows."""
        return [message.message for message in self.client.messages]

    def open(self, path: Path | str, text: str | None = None, language: str = "markdown") -> Page:
        """Open a file; `text` if it is not what is on the disk."""
        uri = path if isinstance(path, str) else from_fs_path(str(path))
        assert uri is not None
        if text is None:
            assert isinstance(path, Path)
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
        page = Page(self, uri, text)
        item = types.TextDocumentItem(uri, language, page.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return page

    async def published(self, uri: str, version: int | None) -> Sequence[types.Diagnostic]:
        """The diagnostics of a version of a file, once they have come; of a file that is not open, version None."""
        while uri not in self.diagnostics or self.diagnostics[uri][0] != version:
            self._news.clear()
            await self._news.wait()
        return self.diagnostics[uri][1]

    async def until(self, true: Callable[[], object], seconds: float = 30) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "it never came to be"
            await asyncio.sleep(0.02)

    @property
    def pid(self) -> int:
        """The process of the server."""
        assert self.client._server is not None
        return self.client._server.pid

    async def leave(self) -> int:
        """Shut the server down as an editor does; its exit code."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        assert self.client._server is not None
        return await asyncio.wait_for(self.client._server.wait(), 20)

    def _listen(self) -> None:
        feature = self.client.feature
        self.client.protocol.fm.features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        self.client.protocol.fm.features.pop(types.WORKSPACE_DIAGNOSTIC_REFRESH, None)

        @feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = params.version, params.diagnostics
            self._news.set()

        @feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)
        def refreshed(params: None) -> None:
            self.refreshed += 1

        @feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
        def asked(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
            self.questions.append(params)
            return types.MessageActionItem(self.answers.pop(0)) if self.answers else None

        @feature(types.CLIENT_REGISTER_CAPABILITY)
        def registered(params: types.RegistrationParams) -> None:
            return None


@asynccontextmanager
async def editor(
    *folders: Path,
    units: str = "utf-16",
    client: types.ClientCapabilities | None = None,
    options: Mapping[str, object] | None = None,
    path: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
) -> AsyncIterator[Editor]:
    """An editor with these workspace folders open and its server running; `path` is where plugins are installed."""
    here = make_test_lsp_client()
    _mend(here)
    screen = Editor(here, units)
    screen._listen()
    variables = environment(path, DISCLINT_LANG="zh") | dict(env or {})
    await here.start_io(sys.executable, "-m", "disclint", "server", env=variables)
    roots = [types.WorkspaceFolder(from_fs_path(str(folder)) or "", folder.name) for folder in folders]
    params = types.InitializeParams(
        capabilities=client or capabilities(units),
        workspace_folders=roots,
        initialization_options={"debounce": 0} | dict(options or {}),
    )
    try:
        screen.result = await here.initialize_session(params)
        yield screen
    finally:
        server = here._server
        if server is not None and server.returncode is None:
            server.kill()
        await here.stop()


def _mend(client: LanguageClient) -> None:
    """lsprotocol takes every code action with a command for a bare command."""

    def structure(data: dict[str, Any], _: object) -> types.Command | types.CodeAction:
        bare = isinstance(data.get("command"), str)
        return converter.structure(data, types.Command if bare else types.CodeAction)

    converter = client.protocol._converter
    converter.register_structure_hook(types.Command | types.CodeAction, structure)


def lines_of(text: str) -> list[str]:
    """The lines of a text as the protocol has them, with their ends; the last may be empty."""
    lines, start, place = [], 0, 0
    while place < len(text):
        size = 2 if text.startswith("\r\n", place) else 1 if text[place] in "\r\n" else 0
        place += size or 1
        if size:
            lines.append(text[start:place])
            start = place
    return [*lines, text[start:]]


def measure(text: str, units: str) -> int:
    """How long a text is in the units an editor counts in."""
    if units == "utf-32":
        return len(text)
    return len(text.encode("utf-8")) if units == "utf-8" else len(text.encode("utf-16-le")) // 2
