"""Diagnostics: sent when a document was left alone for a moment, or on request to an editor that asks for them."""

from __future__ import annotations

from lsprotocol import types

from disclint.lsp.convert import SOURCE, diagnostic
from disclint.lsp.documents import Document, Found
from disclint.lsp.process import StaleError
from disclint.lsp.server import Server
from disclint.lsp.text import Text


def register(server: Server) -> None:
    """Add what follows a document to the server."""
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(did_open)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(did_change)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(did_close)
    options = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier=SOURCE)
    server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(pull)


def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """Take a document in, and check it at once."""
    item = params.text_document
    path = ls.path_of(item.uri)
    text = Text(item.text, ls.units)
    document = Document(item.uri, path, item.language_id, item.version, text, ls.folders.of(path))
    ls.documents[item.uri] = document
    if not ls.client.pulls:
        ls.run(_push(ls, document))
    elif item.uri in ls.scanned:
        _publish(ls, item.uri, item.version, [])  # what was sent of it by a check of the workspace


def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Follow the editor, and check once it rests."""
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        return
    for change in params.content_changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = change.range.start, change.range.end
            document.text.change((start.line, start.character), (end.line, end.character), change.text)
        else:
            document.text = Text(change.text, ls.units)
    document.version = params.text_document.version
    document.touch()
    if not ls.client.pulls and not document.waiting:
        document.waiting = True
        ls.run(_push(ls, document))


def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Let go of a document, and of what was said of it."""
    document = ls.documents.pop(params.text_document.uri, None)
    if document is None:
        return
    document.closed = True
    if not ls.client.pulls:
        _publish(ls, document.uri, None, [])
    ls.run(ls.forget(document))


async def pull(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """What is wrong with a document, once it rests; that nothing has changed, if nothing has."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or document.is_configuration:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    try:
        await ls.settled(document)
        found = await ls.found(document)
    except StaleError:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    name = f"{found.generation}.{found.version}"
    if params.previous_result_id == name:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
    return types.RelatedFullDocumentDiagnosticReport(items=shown(ls, document, found), result_id=name)


def refresh(ls: Server) -> None:
    """Check every open document again: something other than its text has changed."""
    if ls.client.pulls:
        if ls.client.refreshes:
            ls.workspace_diagnostic_refresh(None)
    else:
        for document in ls.documents.values():
            ls.run(_push(ls, document))
    if ls.client.refreshes_hints:
        ls.workspace_inlay_hint_refresh(None)


def shown(ls: Server, document: Document, found: Found) -> list[types.Diagnostic]:
    """What was found, for the editor."""
    return [
        diagnostic(document.uri, found.version, document.text, problem, ls.client) for problem in found.checked.problems
    ]


async def _push(ls: Server, document: Document) -> None:
    """Send what is found in the latest version. One that changes meanwhile is checked again by its own change."""
    if document.is_configuration:
        return
    try:
        await ls.settled(document)
        document.waiting = False
        found = await ls.found(document)
    except StaleError:
        return
    if not document.closed and found.version == document.version:
        _publish(ls, document.uri, found.version, shown(ls, document, found))


def _publish(ls: Server, uri: str, version: int | None, items: list[types.Diagnostic]) -> None:
    ls.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(uri, items, version if ls.client.versions else None)
    )
