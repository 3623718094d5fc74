"""From the checker's records to those of the protocol."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsprotocol import types

from disclint.lsp import wire
from disclint.lsp.documents import Document
from disclint.lsp.text import Text, Units

SOURCE = "disclint"

_SEVERITIES = {
    wire.Level.ERROR: types.DiagnosticSeverity.Error,
    wire.Level.WARNING: types.DiagnosticSeverity.Warning,
    wire.Level.INFO: types.DiagnosticSeverity.Information,
    wire.Level.FAILURE: types.DiagnosticSeverity.Warning,
}
_KINDS = {
    wire.NodeKind.SECTION: types.SymbolKind.Namespace,
    wire.NodeKind.TABLE: types.SymbolKind.Struct,
    wire.NodeKind.ROW: types.SymbolKind.Field,
}


def position_of(text: Text, line: int, column: int) -> types.Position:
    """A place in the editor's units."""
    return types.Position(line - 1, text.units(line - 1, column - 1))


def range_of(text: Text | None, span: wire.Span) -> types.Range:
    """A span in the editor's units; without the text to count in, code points are taken for them."""
    if text is None:
        start = types.Position(span.line - 1, span.column - 1)
        return types.Range(start, types.Position(span.end_line - 1, span.end_column - 1))
    return types.Range(position_of(text, span.line, span.column), position_of(text, span.end_line, span.end_column))


def span_of(text: Text, place: types.Range) -> wire.Span:
    """A range of the editor in lines and code points from 1."""
    return wire.Span(*point_of(text, place.start), *point_of(text, place.end))


def point_of(text: Text, place: types.Position) -> tuple[int, int]:
    """A position of the editor as line and column from 1."""
    line, character = text.place(place.line, place.character)
    return line + 1, character + 1


def disk_text(path: str, units: Units) -> Text | None:
    """The text of a file that is not open, to count in; None of one that is not UTF-8."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return Text(file.read(), units)
    except (OSError, UnicodeDecodeError):
        return None


def diagnostic(
    uri: str, version: int | None, text: Text | None, problem: wire.Problem, client: Client
) -> types.Diagnostic:
    """A problem as the editor shows it; of a file without text, at its beginning."""
    tags: list[types.DiagnosticTag] = []
    if problem.needless:
        tags.append(types.DiagnosticTag.Unnecessary)
    if problem.outdated:
        tags.append(types.DiagnosticTag.Deprecated)
    data: dict[str, Any] = {
        "name": problem.name,
        "path": problem.path,
        "fingerprint": problem.fingerprint,
        "fix": problem.fix or None,
        "version": version,
    }
    return types.Diagnostic(
        range=range_of(text, problem.span),
        severity=_SEVERITIES[problem.level],
        code=problem.code or None,
        code_description=types.CodeDescription(problem.url) if problem.url and client.code_descriptions else None,
        source=SOURCE,
        message=problem.message,
        tags=[tag for tag in tags if tag in client.tags] or None,
        related_information=[
            types.DiagnosticRelatedInformation(types.Location(uri, range_of(text, related.span)), related.message)
            for related in problem.related
        ]
        if client.related_information and problem.related
        else None,
        data=data if problem.code else None,
    )


def text_edits(text: Text, edits: Iterable[wire.Edit]) -> list[types.TextEdit]:
    """Changes of a document."""
    return [types.TextEdit(range_of(text, edit.span), edit.text) for edit in edits]


def workspace_edit(document: Document, edits: Iterable[wire.Edit], client: Client) -> types.WorkspaceEdit:
    """The same, tied to the version they are for where the editor can tell versions."""
    changes = text_edits(document.text, edits)
    if not client.document_changes:
        return types.WorkspaceEdit(changes={document.uri: changes})
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, list(changes))])


def symbol(text: Text, node: wire.Node) -> types.DocumentSymbol:
    """A part of a report, with its own parts."""
    return types.DocumentSymbol(
        name=node.name,
        detail=node.detail or None,
        kind=_KINDS[node.kind],
        range=range_of(text, node.span),
        selection_range=range_of(text, node.name_span),
        children=[symbol(text, child) for child in node.children],
    )


def flat_symbols(uri: str, text: Text, nodes: Iterable[wire.Node], holder: str = "") -> list[types.SymbolInformation]:
    """The same for an editor that knows no trees."""
    found = []
    for node in nodes:
        location = types.Location(uri, range_of(text, node.span))
        found.append(types.SymbolInformation(location, node.name, _KINDS[node.kind], container_name=holder or None))
        found += flat_symbols(uri, text, node.children, node.name)
    return found


class Client:
    """What the editor can do, as far as it matters here."""

    def __init__(self, capabilities: types.ClientCapabilities) -> None:
        documents, workspace, window = capabilities.text_document, capabilities.workspace, capabilities.window
        published = documents.publish_diagnostics if documents else None
        pulled = documents.diagnostic if documents else None
        shown = pulled or published
        self.pulls = pulled is not None
        self.related_information = bool(shown and shown.related_information)
        self.code_descriptions = bool(shown and shown.code_description_support)
        self.tags = frozenset(shown.tag_support.value_set if shown and shown.tag_support else ())
        self.versions = bool(published and published.version_support)
        edit = workspace.workspace_edit if workspace else None
        self.document_changes = bool(edit and edit.document_changes)
        hover = documents.hover if documents else None
        self.markdown = types.MarkupKind.Markdown in (hover.content_format or () if hover else ())
        symbols = documents.document_symbol if documents else None
        self.trees = bool(symbols and symbols.hierarchical_document_symbol_support)
        actions = documents.code_action if documents else None
        self.literal_actions = bool(actions and actions.code_action_literal_support)
        self.resolves_edits = bool(
            actions
            and actions.data_support
            and actions.resolve_support
            and "edit" in actions.resolve_support.properties
        )
        watched = workspace.did_change_watched_files if workspace else None
        self.watches = bool(watched and watched.dynamic_registration)
        self.configures = bool(workspace and workspace.configuration)
        self.refreshes = bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)
        self.refreshes_hints = bool(workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support)
        self.progress = bool(window and window.work_done_progress)
        self.folds_lines_only = bool(
            documents and documents.folding_range and documents.folding_range.line_folding_only
        )
