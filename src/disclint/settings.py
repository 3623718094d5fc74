"""From a configuration to the settings files are checked by: selectors become rules, names become things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from disclint.config import Config, ConfigError
from disclint.config.errors import meant
from disclint.document import Position
from disclint.engine import Settings
from disclint.errors import DisclintError
from disclint.finding import Severity
from disclint.plugins import LoadedRule, Plugins
from disclint.readers.limits import DEFAULT, LimitError, Limits, limits_from
from disclint.report import Stated
from disclint.select import Layer, SelectorError, choose, find_rules
from disclint.suppress import Entry


def settings_of(config: Config, plugins: Plugins, over: Layer = Layer()) -> Settings:  # noqa: B008 - frozen
    """What files of a configuration are checked by, `over` being what the command line says of rules.

    ConfigError names file and line of what does not fit the rules there are.
    """
    for key in ("select", "extend-select", "ignore", "fixable", "unfixable"):
        for selector in getattr(config, key.replace("-", "_")) or ():
            codes_of(selector, config, plugins, key)
    return Settings(
        plugins=plugins,
        selection=choose(plugins.metas, Layer(config.select, config.extend_select, config.ignore), over),
        skip_unrelated=config.skip_unrelated,
        limits=_limits(config),
        fixable=fixable_rules(plugins, config.fixable, config.unfixable),
        severity=_severity(config, plugins),
        stated=_stated(config, plugins),
        configured=_configured(config, plugins),
    )


def fixable_rules(plugins: Plugins, fixable: Sequence[str] | None, unfixable: Sequence[str]) -> frozenset[str] | None:
    """The codes of the rules whose fixes may be made; None for all."""
    if fixable is None and not unfixable:
        return None
    return choose(plugins.metas, Layer(["ALL"] if fixable is None else fixable, (), unfixable)).enabled


def codes_of(selector: str, config: Config, plugins: Plugins, key: str) -> frozenset[str]:
    """The rules a selector in a configuration stands for; ConfigError if there are none."""
    try:
        return find_rules(selector, plugins.metas)
    except SelectorError as error:
        raise ConfigError(f"{place(config, key)}{error}") from error


def entries_of(config: Config, plugins: Plugins) -> tuple[Entry, ...]:
    """The suppressions of a configuration, in their order; expired ones too."""
    entries = []
    for ordinal, suppression in enumerate(config.suppress):
        file, line = entry_place(config, ordinal)
        try:
            codes = find_rules(suppression.code, plugins.metas)
        except SelectorError as error:
            raise ConfigError(f"{file}:{line}：{error}") from error
        if len(codes) > 1:
            raise ConfigError(
                f"{file}:{line}：[[suppress]] 的 code 应为一条规则的代码或名称，不能是“{suppression.code}”"
                " (a suppression is of a single rule)"
            )
        entries.append(Entry(min(codes), suppression.path, suppression.reason, Position(line), ordinal))
    return tuple(entries)


def entry_place(config: Config, ordinal: int) -> tuple[str, int]:
    """File and line of an entry `[[suppress]]`."""
    return config.entries[ordinal] if ordinal < len(config.entries) else ("--config", 1)


def check_patterns(config: Config) -> None:
    """ConfigError for a file pattern that means nothing: before files are looked for, and with its line."""
    said: list[tuple[str, Iterable[str]]] = [
        (place(config, "exclude"), config.exclude),
        (place(config, "extend-exclude"), config.extend_exclude),
        (place(config, "per-file-ignores"), config.per_file_ignores),
    ]
    for ordinal, suppression in enumerate(config.suppress):
        file, line = entry_place(config, ordinal)
        said.append((f"{file}:{line}：", suppression.files))
    for origin, patterns in said:
        if patterns:
            from disclint.patterns import Patterns

            try:
                Patterns(config.root, patterns)
            except DisclintError as error:
                raise ConfigError(f"{origin}{error}") from error


def place(config: Config, key: str) -> str:
    """`disclint.toml:3：` of a key that is set, for the beginning of a sentence."""
    origin = config.origins.get(key)
    return f"{origin}：" if origin else ""


def _severity(config: Config, plugins: Plugins) -> Mapping[str, Severity]:
    """The severity of each rule that has another than its own: of two selectors that fit, the longer."""
    chosen: dict[str, Severity] = {}
    for selector in sorted(config.severity, key=lambda text: (text.upper() != "ALL", len(text))):
        for code in codes_of(selector, config, plugins, "severity"):
            chosen[code] = config.severity[selector]
    return chosen


def _limits(config: Config) -> Limits:
    if not config.limits:
        return DEFAULT
    try:
        return limits_from({name.replace("-", "_"): value for name, value in config.limits.items()})
    except LimitError as error:
        raise ConfigError(f"{place(config, 'limits')}{error}") from error


def _stated(config: Config, plugins: Plugins) -> Stated:
    known = [form.id for form in plugins.forms] if config.form is not None else []
    if config.form is not None and config.form not in known:
        raise ConfigError(
            f"{place(config, 'form')}没有“{config.form}”这种格式，可用的有 {'、'.join(known)} (unknown form)"
        )
    return Stated(config.form, config.year, config.organ_type)


def _configured(config: Config, plugins: Plugins) -> Mapping[str, LoadedRule]:
    """The rules that `[options.CODE]` says something of, by code."""
    configured: dict[str, LoadedRule] = {}
    rules = {loaded.meta.code: loaded for loaded in plugins.rules}
    for selector, values in config.options.items():
        codes = codes_of(selector, config, plugins, "options")
        if len(codes) > 1:
            raise ConfigError(
                f"{place(config, 'options')}[options.{selector}] 应写一条规则的代码或名称"
                " (options are of a single rule)"
            )
        for code in codes:
            loaded = rules[code]
            rule = type(loaded.rule)()
            rule.options = _options(loaded, values, config)
            configured[code] = LoadedRule(rule, loaded.plugin)
    return configured


def _options(loaded: LoadedRule, values: Mapping[str, Any], config: Config) -> Mapping[str, Any]:
    """The values if the rule has such options and they are of the right types; a ConfigError otherwise."""
    known = {option.name: option for option in loaded.meta.options}
    code = loaded.meta.code
    for name, value in values.items():
        if name not in known:
            has = f"，可设的有 {'、'.join(known)} (its options)" if known else "，它没有可设的选项 (it has none)"
            raise ConfigError(
                f"{place(config, 'options')}规则 {code} 没有选项“{name}”{meant(name, known) or has} (unknown option)"
            )
        wanted = type(known[name].default)
        fits = isinstance(value, wanted) and not (isinstance(value, bool) and wanted is not bool)
        if not fits and not (wanted is float and type(value) is int):
            raise ConfigError(
                f"{place(config, 'options')}规则 {code} 的选项 {name} 应与默认值 {known[name].default!r} 同类"
                f" (must be a {wanted.__name__})"
            )
    return dict(values)
