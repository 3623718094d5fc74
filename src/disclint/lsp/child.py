"""The checker's own process: `python -m disclint.lsp.child`. Tasks come on standard input, replies go to standard output."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from typing import BinaryIO

from disclint.discover import Target, discover
from disclint.engine import load_target
from disclint.errors import DisclintError, UnreadableError
from disclint.lsp.analysis import Analyses, UnknownVersionError
from disclint.lsp.hints import hints
from disclint.lsp.hover import explain, hover
from disclint.lsp.loading import Loaded
from disclint.lsp.outline import outline
from disclint.lsp.pages import RulePages
from disclint.lsp.problems import checked, failed
from disclint.lsp.repairs import fix_all, repairs
from disclint.lsp.watchdog import limited
from disclint.lsp.wire import (
    UNKNOWN_VERSION,
    Check,
    Checked,
    CheckFile,
    Done,
    Explain,
    Failed,
    FixAll,
    Forget,
    Hints,
    Hover,
    List,
    Listed,
    Outline,
    Ready,
    Repair,
    Reply,
    Suppress,
    Task,
    Told,
    Written,
    frame,
    receive,
    request_of,
    start_of,
)
from disclint.suppress_write import NewSuppression, write_suppression


class Checker:
    """Does what it is asked, with the plugins and configurations it began with."""

    def __init__(self, root: str, loaded: Loaded) -> None:
        self._root = root
        self._loaded = loaded
        self._language = loaded.language
        self._analyses = Analyses(loaded, root)
        self.pages = RulePages(loaded.plugins, loaded.language)

    def do(self, task: Task) -> Reply:
        """The reply to a task. Never raises: what went wrong is the reply."""
        try:
            return self._do(task)
        except UnknownVersionError:
            return Failed(UNKNOWN_VERSION)
        except DisclintError as error:
            return Failed(str(error))
        except Exception as error:
            traceback.print_exc()
            return Failed(f"disclint 内部错误：{type(error).__name__}: {error} (internal error of disclint)")

    def _do(self, task: Task) -> Reply:
        match task:
            case Check(document):
                if document.text is not None and not document.text.strip():
                    return Checked(judged=False)  # a new file is no mistake
                if self._loaded.excluded(document.path):
                    return Checked(judged=False, sources=self._loaded.rules_for(document.path).sources)
                return checked(self._analyses.of(document), self._language, self.pages)
            case Repair(document, span):
                return repairs(self._analyses.of(document), span, self._language)
            case FixAll(document):
                return fix_all(self._analyses.of(document))
            case Hover(document, line, column):
                rules = self._loaded.plugins.rules
                return hover(self._analyses.of(document), line, column, rules, self._language)
            case Outline(document):
                return outline(self._analyses.of(document), self._language)
            case Hints(document, first_line, last_line, mode):
                return hints(self._analyses.of(document), first_line, last_line, mode, self._language)
            case Explain(rule):
                return Told(explain(rule, self._loaded.plugins.rules, self._language))
            case List():
                targets = discover([self._root], self._loaded.excluded)
                return Listed(tuple(os.path.abspath(target.path) for target in targets))
            case CheckFile(path):
                try:
                    data = load_target(Target(path, walked=True), self._loaded.rules_for(path).settings)
                except UnreadableError as error:
                    return failed(str(error))
                return checked(self._analyses.file(path, data, walked=True), self._language, self.pages)
            case Suppress(path, code, node, reason):
                entry = NewSuppression(code, node, path, reason)
                return Written(write_suppression(self._loaded.source_for(path), self._root, entry))
            case Forget(uri):
                self._analyses.forget(uri)
                return Done()


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until there is nothing more to read."""
    body = receive(source)
    if body is None:
        return
    start = start_of(body)
    os.chdir(start.root)
    loaded = Loaded(start)
    checker = Checker(start.root, loaded)
    gc.freeze()  # what is loaded stays; only what documents leave behind is looked through
    _send(sink, Ready(loaded.language.value, loaded.failures, loaded.watched))
    while (body := receive(source)) is not None:
        request = request_of(body)
        with limited(request.seconds):
            reply = checker.do(request.task)
        _send(sink, reply)
        checker.pages.write()  # the editor has its answer by now


def _send(sink: BinaryIO, reply: Reply) -> None:
    sink.write(frame(reply))
    sink.flush()


def main() -> None:
    """Serve over the streams this process was given; what a plugin prints goes to standard error instead."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    serve(source, sink)


if __name__ == "__main__":
    main()
