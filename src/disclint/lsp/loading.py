"""What a checker goes by: configuration and plugins, as far as they can be used.

The command line ends at the first plugin that does not load, and at a mistake in a configuration. An editor goes on
without: half a check, and a sentence that says so, is worth more to who is typing than none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from disclint.config import Config, ConfigError, resolve
from disclint.engine import Settings
from disclint.entrypoints import EntryPoint, find_entry_points
from disclint.errors import DisclintError
from disclint.finding import Language
from disclint.loading import Origin
from disclint.lsp.wire import Start
from disclint.plugins import Plugins, load_plugins
from disclint.required import check_required
from disclint.workspace import Overrides, Workspace


class Rules(Struct, frozen=True):
    """What a file is checked by: the settings, their configuration, and what of it could not be used ("" if all)."""

    settings: Settings
    config: Config
    failure: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The configuration file with those it extends."""
        extended = {origin.rpartition(":")[0] for origin in self.config.origins.values()}
        own = {self.config.source} if self.config.source else set()
        return tuple(sorted(os.path.abspath(path) for path in own | extended if path))


class Loaded:
    """Settings by file, the language, what could not be used of the plugins, and the files the plugins are made of."""

    def __init__(self, start: Start) -> None:
        failures: list[str] = []
        isolated = Overrides(isolated=True, skip_unrelated=True, rule_seconds=start.rule_seconds)
        config = _config(start.root)
        self.plugins = _plugins(config if start.plugins else Config(root=start.root), start, failures)
        self._workspace = Workspace(replace(isolated, isolated=False), start.root, self.plugins)
        self._without = Workspace(isolated, start.root, self.plugins)
        self.failures = tuple(failures)
        self.watched = tuple(_sources(self.plugins))
        self.language = _language(start.language, config.lang, start.locale)

    def rules_for(self, path: str) -> Rules:
        """What a file is checked by: the closest configuration, or none if that is wrong."""
        try:
            return Rules(self._workspace.settings_for(path), self._workspace.config_for(path))
        except DisclintError as error:
            config = self._without.config_for(path)
            return Rules(self._without.settings_for(path), config, str(error))

    @property
    def baseline(self) -> tuple[str, str] | None:
        """The baseline of the folder and what paths in it are relative to, None if it has none."""
        config = self._own()
        return (config.baseline, config.root) if config.baseline else None

    def excluded(self, path: str, folder: bool = False) -> bool:
        """Whether a file or folder is left out."""
        try:
            return self._workspace.excluded(path, folder)
        except DisclintError:
            return False

    def source_for(self, path: str) -> str | None:
        """The configuration file closest to a file; ConfigError if it cannot be read."""
        return self._workspace.config_for(path).source

    def _own(self) -> Config:
        try:
            return self._workspace.config
        except ConfigError:
            return self._without.config


def _config(root: str) -> Config:
    """The configuration of a folder; an empty one where it is wrong, which is told with every file."""
    try:
        return resolve(root)
    except DisclintError:
        return Config(root=root)


class _Asked(Struct, frozen=True):
    """Plugins that are asked for: installed ones, packs of rules, folders of rules."""

    points: tuple[EntryPoint, ...] = ()
    packs: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def one_by_one(self) -> Iterator[_Asked]:
        """Each alone."""
        yield from (_Asked(points=(point,)) for point in self.points)
        yield from (_Asked(packs=(pack,)) for pack in self.packs)
        yield from (_Asked(folders=(folder,)) for folder in self.folders)

    def with_(self, other: _Asked) -> _Asked:
        """Both."""
        return _Asked(self.points + other.points, self.packs + other.packs, self.folders + other.folders)

    def load(self, allow_local: bool) -> Plugins:
        """All of them; PluginError or FormError for what does not hold together."""
        plugins = load_plugins(self.points, self.packs, self.folders, allow_local)
        _ = plugins.forms  # a form that does not hold together is told now, not with every document
        return plugins


def _plugins(config: Config, start: Start, failures: list[str]) -> Plugins:
    """All plugins that load together; the sentences on the others, and on those that lack, go to `failures`."""
    points = find_entry_points() if start.plugins else ()
    asked = _Asked(points, tuple(config.rule_packs), tuple(config.local_rules))
    try:
        plugins = asked.load(start.local_rules)
    except DisclintError:
        good = _Asked()
        for each in asked.one_by_one():
            try:
                good.with_(each).load(start.local_rules)
            except DisclintError as error:
                failures.append(str(error))
            else:
                good = good.with_(each)
        plugins = good.load(start.local_rules)
    try:
        check_required(config.required_plugins, plugins.infos, config.origins.get("required-plugins", ""))
    except DisclintError as error:
        failures.append(str(error))
    return plugins


def _sources(plugins: Plugins) -> Iterator[str]:
    """The files of the plugins but our own rules: who writes one sees at once what a change does."""
    packages = {info.module.partition(":")[0].partition(".")[0] for info in plugins.infos} - {"disclint_rules"}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in packages and (path := getattr(module, "__file__", None)):
            yield os.path.abspath(path)
    yield from (info.path for info in plugins.infos if info.origin is not Origin.PACKAGE)


def _language(wanted: str | None, configured: Language | None, locale: str | None) -> Language:
    """What was set, then DISCLINT_LANG, the configuration, the language of the editor, else Chinese."""
    own = configured.value if configured else None
    for value in (wanted, os.environ.get("DISCLINT_LANG"), own, locale):
        if value:
            return Language.EN if value.lower().startswith("en") else Language.ZH
    return Language.ZH
