"""What helps to read a report: hover, symbols, folding, sums beside totals; and formatting, which is all safe fixes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from disclint.lsp import wire
from disclint.lsp.convert import flat_symbols, point_of, position_of, range_of, symbol, text_edits
from disclint.lsp.server import Server


def register(server: Server) -> None:
    """Add these features to the server."""
    server.feature(types.TEXT_DOCUMENT_HOVER)(hover)
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(symbols)
    server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)(folding)
    server.feature(types.TEXT_DOCUMENT_INLAY_HINT)(hints)
    server.feature(types.TEXT_DOCUMENT_FORMATTING)(formatting)


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """What a cell is and whether its sums hold; why something was found; what a code in the configuration means."""
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        return None
    line, column = point_of(document.text, params.position)
    told = await ls.ask(document, lambda text: wire.Hover(text, line, column), wire.Told)
    if told is None or not told.text:
        return None
    kind = types.MarkupKind.Markdown if ls.client.markdown else types.MarkupKind.PlainText
    place = range_of(document.text, told.span) if told.span else None
    return types.Hover(types.MarkupContent(kind, told.text), place)


async def symbols(
    ls: Server, params: types.DocumentSymbolParams
) -> Sequence[types.DocumentSymbol] | Sequence[types.SymbolInformation] | None:
    """Sections, the tables in them and their rows."""
    document = ls.documents.get(params.text_document.uri)
    outlined = await ls.ask(document, wire.Outline, wire.Outlined) if document else None
    if document is None or outlined is None:
        return None
    if ls.client.trees:
        return [symbol(document.text, node) for node in outlined.nodes]
    return flat_symbols(document.uri, document.text, outlined.nodes)


async def folding(ls: Server, params: types.FoldingRangeParams) -> Sequence[types.FoldingRange] | None:
    """Sections and tables fold to their first line."""
    document = ls.documents.get(params.text_document.uri)
    outlined = await ls.ask(document, wire.Outline, wire.Outlined) if document else None
    return list(_folds(outlined.nodes)) if outlined else None


async def hints(ls: Server, params: types.InlayHintParams) -> Sequence[types.InlayHint] | None:
    """The sums an editor shows beside totals."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or ls.options.inlay_hints is wire.HintMode.OFF:
        return None
    first, last, mode = params.range.start.line + 1, params.range.end.line + 1, ls.options.inlay_hints
    hinted = await ls.ask(document, lambda text: wire.Hints(text, first, last, mode), wire.Hinted)
    if hinted is None:
        return None
    return [
        types.InlayHint(
            position_of(document.text, hint.line, hint.column), hint.label, tooltip=hint.tooltip, padding_left=True
        )
        for hint in hinted.hints
    ]


async def formatting(ls: Server, params: types.DocumentFormattingParams) -> Sequence[types.TextEdit] | None:
    """All safe fixes and nothing else: no line is wrapped, no table aligned."""
    document = ls.documents.get(params.text_document.uri)
    fixed = await ls.ask(document, wire.FixAll, wire.Edits) if document else None
    return text_edits(document.text, fixed.edits) if document and fixed else None


def _folds(nodes: Sequence[wire.Node]) -> Iterator[types.FoldingRange]:
    for node in nodes:
        if node.kind is not wire.NodeKind.ROW:
            if node.span.end_line > node.span.line:
                yield types.FoldingRange(node.span.line - 1, node.span.end_line - 1, kind=types.FoldingRangeKind.Region)
            yield from _folds(node.children)
