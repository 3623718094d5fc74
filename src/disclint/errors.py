"""The one family of errors disclint raises on purpose: each is a sentence someone can act on."""

from __future__ import annotations


class DisclintError(Exception):
    """Usage, configuration or plugin error: printed as a sentence, exit code 2."""


class UnreadableError(DisclintError):
    """A file that cannot be read or is past a limit; the other files are still checked."""


class UncheckableError(UnreadableError):
    """A file that is whole but has nothing in it to check; `reason` is the word for it a `Damage` carries.

    `encrypted`, `scanned` or `garbled`: a finding of its own, not a failure to read.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class FormError(DisclintError):
    """A form file (2019, 2021, a province's own) that does not hold together."""


class PluginError(DisclintError):
    """A plugin that cannot be loaded or breaks the rules of the house."""
