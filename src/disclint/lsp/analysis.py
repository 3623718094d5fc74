"""Documents as a checker has examined them: once for each version, whatever is asked about it."""

from __future__ import annotations

import os
from collections import OrderedDict
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from disclint.baseline import against, read_baseline
from disclint.discover import shown
from disclint.engine import Examined, examine
from disclint.errors import DisclintError
from disclint.fixes.verdict import State, everything, state_of
from disclint.lsp.loading import Loaded, Rules
from disclint.lsp.wire import Text
from disclint.result import FileResult

_KEPT = 8  # documents; another one is examined again when it is asked about
_MARK = b"\xef\xbb\xbf"


class Analysis(Struct, frozen=True, dict=True):
    """A version of a document, and what was found in it."""

    data: bytes
    filename: str
    rules: Rules
    examined: Examined
    failure: str = ""  # of the configuration or the baseline

    @cached_property
    def text(self) -> str:
        """The document as the editor has it."""
        return self.data[len(_MARK) :].decode("utf-8")

    @cached_property
    def state(self) -> State | None:
        """What every rule finds, against which a fix is judged; None of a document that is not checked."""
        found = self.examined
        if found.document is None or found.report is None:
            return None
        return state_of(self.data, found.document, found.report, everything(self.rules.settings))


class UnknownVersionError(Exception):
    """A version whose text was not given, or is not kept any more."""


class Analyses:
    """The documents asked about last."""

    def __init__(self, loaded: Loaded, root: str) -> None:
        self._loaded = loaded
        self._root = root
        self._kept: OrderedDict[str, tuple[int, Analysis]] = OrderedDict()

    def of(self, document: Text) -> Analysis:
        """The document examined; UnknownVersionError if its text is needed and was not given."""
        version, analysis = self._kept.get(document.uri, (None, None))
        if document.text is None:
            if analysis is None or version != document.version:
                raise UnknownVersionError
        elif analysis is None or version != document.version:
            # Whatever a page says of its encoding, or text without a sign of it: this is UTF-8.
            analysis = self.file(document.path, _MARK + document.text.encode("utf-8", "replace"), walked=False)
            self._kept[document.uri] = document.version, analysis
        assert analysis is not None
        self._kept.move_to_end(document.uri)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return analysis

    def file(self, path: str, data: bytes, *, walked: bool) -> Analysis:
        """Content examined as that of a file, by the configuration closest to it, under the baseline of the folder."""
        rules = self._loaded.rules_for(path)
        filename = shown(path.removeprefix(os.path.join(self._root, "")))
        examined = examine(data, filename, rules.settings, walked=walked)
        failure = rules.failure
        if self._loaded.baseline:
            try:
                known = _without_known(examined.result, *self._loaded.baseline)
                examined = replace(examined, result=known)
            except DisclintError as error:
                failure = failure or str(error)
        return Analysis(data, filename, rules, examined, failure)

    def forget(self, uri: str) -> None:
        """Let go of a document that was closed."""
        self._kept.pop(uri, None)


def _without_known(result: FileResult, path: str, root: str) -> FileResult:
    (told,), _ = against((result,), read_baseline(path), root)
    return told
