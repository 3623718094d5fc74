"""What a checker goes by: configuration and plugins, as far as they can be used.

The command line ends at the first plugin that does not load. An editor goes on without it: half a check, and a sentence
that says so, is worth more to who is typing than none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from msgspec import Struct

from disclint.engine import Settings
from disclint.entrypoints import EntryPoint, find_entry_points
from disclint.errors import DisclintError
from disclint.finding import Language
from disclint.plugins import Plugins, load_plugins
from disclint.select import choose


class Loaded(Struct, frozen=True):
    """Settings to check by, what could not be used of the folder's, and the files they depend on."""

    settings: Settings
    language: Language
    failures: tuple[str, ...]
    watched: tuple[str, ...]


def load(root: str, language: str | None, locale: str | None, *, with_plugins: bool = True) -> Loaded:
    """What files in `root` are to be checked by. Never raises on account of a plugin or the configuration."""
    failures: list[str] = []
    plugins = _plugins(find_entry_points() if with_plugins else (), failures)
    settings = Settings(plugins, choose(plugins.metas), skip_unrelated=True)
    return Loaded(settings, _language(language, locale), tuple(failures), tuple(_sources(plugins)))


def _plugins(points: Iterable[EntryPoint], failures: list[str]) -> Plugins:
    """All plugins that load together; the sentences on the others go to `failures`."""
    points = list(points)
    try:
        return _whole(points)
    except DisclintError:
        good: list[EntryPoint] = []
        for point in points:
            try:
                _whole([*good, point])
            except DisclintError as error:
                failures.append(str(error))
            else:
                good.append(point)
        return _whole(good)


def _whole(points: Iterable[EntryPoint]) -> Plugins:
    plugins = load_plugins(points)
    _ = plugins.forms  # a form that does not hold together is told now, not with every document
    return plugins


def _sources(plugins: Plugins) -> Iterable[str]:
    """The files of the plugins but our own rules: who writes one sees at once what a change does."""
    packages = {info.module.partition(":")[0].partition(".")[0] for info in plugins.infos} - {"disclint_rules"}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in packages and (path := getattr(module, "__file__", None)):
            yield os.path.abspath(path)


def _language(wanted: str | None, locale: str | None) -> Language:
    """What was set, then DISCLINT_LANG, then the language of the editor, else Chinese."""
    for value in (wanted, os.environ.get("DISCLINT_LANG"), locale):
        if value:
            return Language.EN if value.lower().startswith("en") else Language.ZH
    return Language.ZH
