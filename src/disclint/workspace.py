"""What each file is checked by: its own configuration, the closest one, under what the command line says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from disclint.config import Config, ConfigError, Suppression, resolve
from disclint.discover import STDIN
from disclint.engine import RULE_SECONDS, Settings
from disclint.plugins import Plugins, load_plugins
from disclint.select import Layer, Selection, find_rules
from disclint.settings import check_patterns, codes_of, entries_of, fixable_rules, place, settings_of
from disclint.suppress import Entry


class Overrides(Struct, frozen=True):
    """What the command line says over any configuration.

    `config` is the one file to use, `inline` fields given as `--config key=value`, `isolated` no file at all.
    `exclude` patterns are relative to the working directory, and come to those of the configuration.
    """

    config: str | None = None
    inline: Mapping[str, Any] = {}
    isolated: bool = False
    rules: Layer = Layer()
    per_file_ignores: Mapping[str, Sequence[str]] = {}
    exclude: Sequence[str] = ()
    fixable: Sequence[str] | None = None
    unfixable: Sequence[str] = ()
    skip_unrelated: bool = False
    ignore_suppressions: bool = False
    stdin_filename: str = STDIN
    allow_local_rules: bool = False
    rule_seconds: float = RULE_SECONDS


class Project(Struct, frozen=True):
    """A configuration with what comes of it; made once."""

    config: Config
    settings: Settings
    entries: tuple[Entry, ...]  # of `config.suppress`, in the same order; expired ones too
    ignores: tuple[tuple[str, str, frozenset[str]], ...]  # (folder, pattern in it, rules not for the files it fits)


class Workspace:
    """Finds the settings of a file. Everything wrong with a configuration is a ConfigError as soon as it is met."""

    def __init__(
        self, overrides: Overrides | None = None, directory: str = os.curdir, plugins: Plugins | None = None
    ) -> None:
        self.keep_tables = False
        """Whether an output shows the tables of reports; to be set before the settings are asked for."""
        self._overrides = overrides or Overrides()
        self._directory = os.path.abspath(directory)
        self._configs: dict[str, Config] = {}
        self._projects: dict[str | None, Project] = {}
        self._plugins = plugins
        self._patterns: dict[tuple[str, tuple[str, ...]], Any] = {}

    @property
    def config(self) -> Config:
        """The configuration of the working directory, which what concerns the whole run is taken from."""
        return self._config_of(self._directory)

    @property
    def settings(self) -> Settings:
        """The settings of the working directory, before those of single files."""
        return self._project(self.config).settings

    @property
    def plugins(self) -> Plugins:
        """The plugins, loaded once."""
        if self._plugins is None:
            config = self.config
            allowed = self._overrides.allow_local_rules
            self._plugins = load_plugins(None, config.rule_packs, config.local_rules, allowed)
            _check_required(config, self._plugins)
        return self._plugins

    @property
    def projects(self) -> Sequence[Project]:
        """The configurations met so far."""
        return tuple(self._projects.values())

    @property
    def narrowed(self) -> bool:
        """Whether the command line leaves out files that the configurations do not."""
        return bool(self._overrides.exclude)

    def prepare(self, paths: Iterable[str]) -> None:
        """Read the configurations of these files, so that what is wrong with one is told before any file is checked."""
        for path in paths:
            project = self._project(self.config_for(path))
            if not project.settings.selection.enabled:  # checking nothing must not look like a pass
                raise ConfigError(
                    f"{project.config.source}：选用的规则一条不剩；不要检查的文件请用 exclude 排除"
                    " (no rule is left to run; to leave files out, use exclude)"
                )

    def config_for(self, path: str) -> Config:
        """The configuration of a file; `-` is in the working directory, or where --stdin-filename says."""
        return self._config_of(os.path.dirname(self._named(path)))

    def settings_for(self, path: str) -> Settings:
        """What a file is checked by."""
        name = self._named(path)
        project = self._project(self.config_for(path))
        settings = project.settings
        ignored = [codes for root, pattern, codes in project.ignores if self._match(root, (pattern,), name)]
        if ignored:
            settings = replace(settings, selection=_without(settings.selection, frozenset().union(*ignored)))
        if project.entries and not self._overrides.ignore_suppressions:
            settings = replace(settings, suppressions=self._suppressions(project, name))
        return settings

    def excluded(self, path: str, folder: bool = False) -> bool:
        """Whether a file or folder is left out, by its configuration or by the command line."""
        own = self._overrides.exclude
        if own and self._match(self._directory, tuple(own), path, folder):
            return True
        config = self._config_of(os.path.dirname(path))
        patterns = (*config.exclude, *config.extend_exclude)
        return bool(patterns) and self._match(config.root, patterns, path, folder)

    def _named(self, path: str) -> str:
        return self._overrides.stdin_filename if path == STDIN else path

    def _config_of(self, directory: str) -> Config:
        found = self._configs.get(directory)
        if found is None and not os.path.isabs(directory):
            found = self._configs[directory] = self._config_of(os.path.abspath(directory))
        if found is None:
            overrides = self._overrides
            found = resolve(directory, overrides.config, overrides.isolated)
            known = next((each for each in self._configs.values() if each.source == found.source), None)
            if known is not None:
                found = known
            else:
                if found.source is None:
                    found = replace(found, root=self._directory)
                if overrides.inline:
                    origins = dict.fromkeys((name.replace("_", "-") for name in overrides.inline), "--config")
                    found = replace(found, **overrides.inline, origins={**found.origins, **origins})
                    if "suppress" in overrides.inline:
                        found = replace(found, entries=())
                check_patterns(found)
            self._configs[directory] = found
        return found

    def _project(self, config: Config) -> Project:
        project = self._projects.get(config.source)
        if project is None:
            self._check_plugins(config)
            settings = self._settings(config)
            project = Project(config, settings, entries_of(config, self.plugins), self._ignores(config))
            self._projects[config.source] = project
        return project

    def _check_plugins(self, config: Config) -> None:
        """Plugins are of a run: what a folder's own configuration asks for must be there, or its rules would be missed."""
        own = self.config
        if config is own:
            return
        _check_required(config, self.plugins)
        for key, asked, loaded in (
            ("rule-packs", config.rule_packs, own.rule_packs),
            ("local-rules", config.local_rules, own.local_rules),
        ):
            if not set(asked) <= set(loaded):
                raise ConfigError(
                    f"{place(config, key)}{key} 只在当前目录的配置里起作用，请写到 {own.source or '当前目录的 disclint.toml'}，"
                    f"或者进入该目录再检查 ({key} counts only in the configuration of the working directory)"
                )

    def _settings(self, config: Config) -> Settings:
        overrides = self._overrides
        settings = settings_of(config, self.plugins, overrides.rules)
        fixable = settings.fixable
        if overrides.fixable is not None or overrides.unfixable:
            own = config.fixable if overrides.fixable is None else overrides.fixable
            never = config.unfixable if overrides.fixable is None else ()
            fixable = fixable_rules(self.plugins, own, (*never, *overrides.unfixable))
        return replace(
            settings,
            fixable=fixable,
            skip_unrelated=overrides.skip_unrelated or settings.skip_unrelated,
            stdin_filename=overrides.stdin_filename,
            comments=not overrides.ignore_suppressions,
            keep_tables=self.keep_tables,
            rule_seconds=overrides.rule_seconds,
        )

    def expired(self, suppression: Suppression) -> bool:
        """Whether the day of a suppression has come."""
        return suppression.expires is not None and suppression.expires <= suppression.expires.today()

    def _suppressions(self, project: Project, name: str) -> tuple[Entry, ...]:
        return tuple(
            entry
            for entry, suppression in zip(project.entries, project.config.suppress, strict=True)
            if not self.expired(suppression) and self.covers(suppression, project.config, name)
        )

    def covers(self, suppression: Suppression, config: Config, path: str) -> bool:
        """Whether a suppression is of a file."""
        return not suppression.files or self._match(config.root, tuple(suppression.files), path)

    def _ignores(self, config: Config) -> tuple[tuple[str, str, frozenset[str]], ...]:
        """All of them are looked up at once: what is wrong is told before any file is checked, or sent to a worker."""
        ignores = [
            (config.root, pattern, codes_of(selector, config, self.plugins, "per-file-ignores"))
            for pattern, selectors in config.per_file_ignores.items()
            for selector in selectors
        ]
        for pattern, selectors in self._overrides.per_file_ignores.items():
            self._match(self._directory, (pattern,), self._directory)
            ignores += [(self._directory, pattern, find_rules(each, self.plugins.metas)) for each in selectors]
        return tuple(ignores)

    def _match(self, root: str, patterns: tuple[str, ...], path: str, folder: bool = False) -> bool:
        key = (root, patterns)
        if key not in self._patterns:
            from disclint.patterns import Patterns

            self._patterns[key] = Patterns(root, patterns)
        matched: bool = self._patterns[key].match(path, folder=folder)
        return matched


def _check_required(config: Config, plugins: Plugins) -> None:
    if config.required_plugins:
        from disclint.required import check_required

        check_required(config.required_plugins, plugins.infos, config.origins.get("required-plugins", ""))


def _without(selection: Selection, codes: frozenset[str]) -> Selection:
    return Selection(selection.enabled - codes, selection.explicit - codes, selection.ignored | codes)
