"""Output formats: a name, and the module whose `write(run, color)` makes the text. An output knows no rule.

A plugin adds one through the hook `disclint_outputs`: a mapping of names to functions `(Run, bool) -> str`. The
boolean is whether to colour; where colour has no meaning it is to be ignored.
"""

from __future__ import annotations

from collections.abc import Mapping

from disclint.errors import DisclintError
from disclint.hooks import Writer

FORMATS: dict[str, str] = {
    "full": "disclint.output.full",
    "concise": "disclint.output.concise",
    "grouped": "disclint.output.grouped",
    "html": "disclint.output.html",
    "json": "disclint.output.json",
    "json-lines": "disclint.output.json_lines",
    "sarif": "disclint.output.sarif",
    "junit": "disclint.output.junit",
    "github": "disclint.output.github",
    "gitlab": "disclint.output.gitlab",
    "azure": "disclint.output.azure",
    "rdjson": "disclint.output.rdjson",
    "checkstyle": "disclint.output.checkstyle",
}

DRAWS_TABLES = frozenset({"html"})
"""Formats that show the tables as they were read."""


class UnknownFormatError(DisclintError):
    """A format nobody provides."""


def writer(name: str, added: Mapping[str, Writer]) -> Writer:
    """The writer of this name, built in or one of a plugin's (`added`); UnknownFormatError lists those there are."""
    if name in FORMATS:
        import importlib

        write: Writer = importlib.import_module(FORMATS[name]).write
        return write
    if name in added:
        return added[name]
    names = ", ".join(sorted({*FORMATS, *added}))
    raise UnknownFormatError(f"没有输出格式“{name}”，可用的有：{names} (unknown output format)")
