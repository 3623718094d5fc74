"""The hooks a plugin may implement (pluggy, entry-point group `disclint`). Fewest possible: each is for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

import pluggy

if TYPE_CHECKING:
    from disclint.document import Document
    from disclint.rule import Rule
    from disclint.template import Form

GROUP = "disclint"

API_VERSION = "1.0"
"""Of `disclint.api`, `disclint.testing` and the hooks: the first number changes when a plugin may have to."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)

Reader = Callable[[bytes, str], "Document"]
Writer = Callable[..., str]


class Specs:
    """The hook specifications."""

    @hookspec
    def disclint_rules(self) -> Iterable[type[Rule]]:
        """Rule classes this plugin adds."""
        raise NotImplementedError

    @hookspec
    def disclint_forms(self) -> Iterable[Form]:
        """Forms this plugin adds; one with the id of a known form takes its place."""
        raise NotImplementedError

    @hookspec(firstresult=True)
    def disclint_read(self, data: bytes, filename: str) -> Document | None:
        """Read a file of a format disclint does not know; None leaves it to the others."""
        raise NotImplementedError

    @hookspec
    def disclint_outputs(self) -> Mapping[str, Writer]:
        """Output formats by name; see `disclint.output` for what a writer is given."""
        raise NotImplementedError


class Hooks(Protocol):
    """The typed face of `PluginManager.hook` (pluggy does not type-check calls)."""

    def disclint_rules(self) -> list[Iterable[type[Rule]]]: ...
    def disclint_forms(self) -> list[Iterable[Form]]: ...
    def disclint_read(self, *, data: bytes, filename: str) -> Document | None: ...
    def disclint_outputs(self) -> list[Mapping[str, Writer]]: ...
