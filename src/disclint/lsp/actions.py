"""Code actions: the fix of a finding, all safe fixes at once, and not to be told of it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lsprotocol import types

from disclint.finding import Phrase
from disclint.lsp import wire
from disclint.lsp.convert import SOURCE, range_of, span_of, workspace_edit
from disclint.lsp.documents import Document
from disclint.lsp.process import CheckerError
from disclint.lsp.server import Server
from disclint.lsp.workspace import look

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
SUPPRESS, SUPPRESS_WITH_REASON = "disclint.suppress", "disclint.suppressWithReason"

_FIX = Phrase("修复 {code}：{title}", "Fix {code}: {title}")
_UNSAFE = Phrase("修复 {code}（不安全，改后请核对）：{title}", "Fix {code} (unsafe, look at it afterwards): {title}")
_ALL = Phrase("修复全部可安全修复的问题", "Make all safe fixes")
_SUPPRESS = Phrase("不再提示此处 {code}…", "Do not report {code} here again…")
_WRITTEN = Phrase("已写入 {path}", "written to {path}")
_REASON = Phrase("不再提示 {code}，理由是：", "{code} is not to be reported here. The reason:")
_REASONS = (
    Phrase("已核实，情况属实", "checked: it is as written"),
    Phrase("上级要求或本地惯例", "required from above, or local custom"),
    Phrase("已公布，不再修改", "published, not to be changed"),
)


def register(server: Server) -> None:
    """Add code actions and their command to the server."""
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]
    options = types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(code_actions)
    server.feature(types.CODE_ACTION_RESOLVE)(resolve)
    server.command(SUPPRESS)(suppress)


async def code_actions(ls: Server, params: types.CodeActionParams) -> Sequence[types.CodeAction | types.Command] | None:
    """What can be done about what was found at a place."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or document.is_configuration or not ls.client.literal_actions:
        return None
    actions: list[types.CodeAction] = []
    if _asked(params.context, types.CodeActionKind.QuickFix.value):
        span = span_of(document.text, params.range)
        found = await ls.ask(document, lambda text: wire.Repair(text, span), wire.Repairs)
        for offer in found.offers if found else ():
            actions += _for_offer(ls, document, offer, params.context.diagnostics)
    if _asked(params.context, FIX_ALL) and (action := await _fix_all(ls, document)):
        actions.append(action)
    return actions


async def resolve(ls: Server, params: types.CodeAction) -> types.CodeAction:
    """The changes of an action that was offered without them."""
    data = params.data if isinstance(params.data, dict) else {}
    document = ls.documents.get(str(data.get("uri")))
    if document is not None and document.version == data.get("version"):
        fixed = await ls.ask(document, wire.FixAll, wire.Edits)
        if fixed is not None:
            params.edit = workspace_edit(document, fixed.edits, ls.client)
    return params


async def suppress(ls: Server, place: Any) -> None:
    """Write a suppression: `uri`, `code` and `path` say of what; without a `reason` the editor is asked for one."""
    document = ls.documents.get(str(place.get("uri"))) if isinstance(place, dict) else None
    if document is None or document.path is None:
        return
    code, path, reason = (str(place.get(key) or "") for key in ("code", "path", "reason"))
    if not reason:
        question = _REASON.render(ls.language, {"code": code})
        answers = [types.MessageActionItem(phrase.text(ls.language)) for phrase in _REASONS]
        answer = await ls.window_show_message_request_async(
            types.ShowMessageRequestParams(types.MessageType.Info, question, answers)
        )
        if answer is None:
            return
        reason = answer.title
    try:
        written = await ls.suppress(document, code, path, reason)
    except CheckerError as error:
        ls.tell(str(error))
        return
    look(ls)
    ls.tell(_WRITTEN.render(ls.language, {"path": written}), types.MessageType.Info)


def _for_offer(
    ls: Server, document: Document, offer: wire.Offer, diagnostics: Sequence[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    place = range_of(document.text, offer.span)
    about = [each for each in diagnostics if each.source == SOURCE and each.code == offer.code and each.range == place]
    tongue = ls.language
    if offer.edits:
        title = (_FIX if offer.safe else _UNSAFE).render(tongue, {"code": offer.code, "title": offer.title})
        yield types.CodeAction(
            title=title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=about or None,
            is_preferred=offer.safe or None,
            edit=workspace_edit(document, offer.edits, ls.client),
        )
    if document.path is None:
        return
    title = _SUPPRESS.render(tongue, {"code": offer.code})
    place_of = {"uri": document.uri, "code": offer.code, "path": offer.path, "message": offer.message}
    command = SUPPRESS_WITH_REASON if ls.options.asks_for_reason else SUPPRESS
    yield types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=about or None,
        command=types.Command(title, command, arguments=[place_of]),
    )


async def _fix_all(ls: Server, document: Document) -> types.CodeAction | None:
    """All safe fixes; where the editor can ask again, they are not made before it does."""
    found = document.found
    if found is not None and found.version == document.version and not _fixable(found.checked):
        return None
    action = types.CodeAction(title=_ALL.text(ls.language), kind=FIX_ALL)
    if ls.client.resolves_edits:
        action.data = {"uri": document.uri, "version": document.version}
        return action
    fixed = await ls.ask(document, wire.FixAll, wire.Edits)
    if fixed is None or not fixed.edits:
        return None
    action.edit = workspace_edit(document, fixed.edits, ls.client)
    return action


def _fixable(checked: wire.Checked) -> bool:
    return any(problem.fix == "safe" for problem in checked.problems)


def _asked(context: types.CodeActionContext, kind: str) -> bool:
    """Whether actions of a kind are wanted: asked for by it or one of those it is of, or nothing in particular."""
    if not context.only:
        return True
    asked = [str(getattr(each, "value", each)) for each in context.only]
    return any(kind == each or kind.startswith(f"{each}.") for each in asked)
