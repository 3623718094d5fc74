"""Documents as a checker has examined them: once for each version, whatever is asked about it."""

from __future__ import annotations

from collections import OrderedDict
from functools import cached_property

from msgspec import Struct

from disclint.engine import Examined, Settings, examine
from disclint.fixes.verdict import State, everything, state_of
from disclint.lsp.wire import Text

_KEPT = 8  # documents; another one is examined again when it is asked about
_MARK = b"\xef\xbb\xbf"


class Analysis(Struct, frozen=True, dict=True):
    """A version of a document, and what was found in it."""

    data: bytes
    filename: str
    settings: Settings
    examined: Examined

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
        return state_of(self.data, found.document, found.report, everything(self.settings))


class UnknownVersionError(Exception):
    """A version whose text was not given, or is not kept any more."""


class Analyses:
    """The documents asked about last."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept: OrderedDict[str, tuple[int, Analysis]] = OrderedDict()

    def of(self, document: Text) -> Analysis:
        """The document examined; UnknownVersionError if its text is needed and was not given."""
        version, analysis = self._kept.get(document.uri, (None, None))
        if document.text is None:
            if analysis is None or version != document.version:
                raise UnknownVersionError
        elif analysis is None or version != document.version:
            # Whatever a page says of its encoding, or text without a sign of it: this is UTF-8.
            data = _MARK + document.text.encode("utf-8", "replace")
            examined = examine(data, document.filename, self._settings)
            analysis = Analysis(data, document.filename, self._settings, examined)
            self._kept[document.uri] = document.version, analysis
        assert analysis is not None
        self._kept.move_to_end(document.uri)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return analysis

    def forget(self, uri: str) -> None:
        """Let go of a document that was closed."""
        self._kept.pop(uri, None)
