"""Plugins: find → load → check. One that does not hold together is an error: rules silently absent look like a pass."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

import pluggy
from msgspec import Struct

from disclint.document import Document
from disclint.entrypoints import EntryPoint, find_entry_points
from disclint.errors import PluginError
from disclint.hooks import GROUP, Specs, Writer
from disclint.loading import CORE as CORE
from disclint.loading import Loaded, bounded, failed, label, load_package
from disclint.loading import PluginInfo as PluginInfo
from disclint.rule import Rule, RuleMeta
from disclint.template import Form, built_in_forms


class LoadedRule(Struct, frozen=True):
    """A rule ready to run, and the name of the plugin it comes from."""

    rule: Rule
    plugin: str

    @property
    def meta(self) -> RuleMeta:
        """Short for `rule.meta`."""
        return self.rule.meta


class Plugins(Struct, frozen=True, dict=True):
    """Everything that is loaded. Forms and outputs are asked for on first use: not every command needs them."""

    manager: pluggy.PluginManager
    infos: tuple[PluginInfo, ...]
    rules: tuple[LoadedRule, ...]
    packs: tuple[str, ...] = ()
    local_rules: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Callable[..., Plugins], tuple[None, tuple[str, ...], tuple[str, ...], bool]]:
        # A worker that is spawned rather than forked loads the plugins anew.
        return load_plugins, (None, self.packs, self.local_rules, True)

    @property
    def metas(self) -> tuple[RuleMeta, ...]:
        """The metadata of all rules, in the order of their codes."""
        return tuple(loaded.meta for loaded in self.rules)

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The codes of rules that do not come with disclint."""
        return frozenset(loaded.meta.code for loaded in self.rules if loaded.plugin != CORE.name)

    def info(self, name: str) -> PluginInfo:
        """The plugin of this name; KeyError if there is none."""
        for info in self.infos:
            if info.name == name:
                return info
        raise KeyError(name)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The national forms and those of plugins; one with a known id takes its place."""
        forms = {form.id: form for form in built_in_forms()}
        for info, added in self._each(self.manager.hook.disclint_forms):
            for form in added:
                if not isinstance(form, Form):
                    raise PluginError(f"插件 {info.label} 的 disclint_forms 给出的 {form!r} 不是 Form (not a Form)")
                forms[form.id] = form
        return tuple(forms.values())

    @cached_property
    def outputs(self) -> dict[str, Writer]:
        """Output formats of plugins by name."""
        outputs: dict[str, Writer] = {}
        owners: dict[str, PluginInfo] = {}
        for info, added in self._each(self.manager.hook.disclint_outputs):
            for name in added:
                if name in owners:
                    raise PluginError(_twice("输出格式", name, owners[name], info))
                owners[name], outputs[name] = info, _blamed(info, name, added[name])
        return outputs

    def read(self, data: bytes, filename: str) -> Document | None:
        """The document as a plugin reads it; None when none of them knows the format."""
        by_name = {info.name: info for info in self.infos}
        values = {"data": data, "filename": filename}
        for implementation in reversed(self.manager.hook.disclint_read.get_hookimpls()):  # pluggy's own order
            said = by_name[implementation.plugin_name].label
            arguments = [values[name] for name in implementation.argnames]
            document = bounded(said, "disclint_read", partial(implementation.function, *arguments))
            if isinstance(document, Document):
                return document
            if document is not None:
                raise PluginError(f"插件 {said} 的 disclint_read 给出的不是 Document (not a Document)")
        return None

    def _each(self, hook: pluggy.HookCaller) -> Iterable[tuple[PluginInfo, Any]]:
        """What each plugin answers, with the plugin: pluggy's own call would not tell whose it is."""
        by_name = {info.name: info for info in self.infos}
        for implementation in sorted(hook.get_hookimpls(), key=lambda found: found.plugin_name):
            info = by_name[implementation.plugin_name]
            yield info, bounded(info.label, hook.name, implementation.function)


def load_plugins(
    entry_points: Iterable[EntryPoint] | None = None,
    packs: Sequence[str] = (),
    local_rules: Sequence[str] = (),
    allow_local: bool = False,
) -> Plugins:
    """Load the plugins found (or those given) and check them; PluginError names the one at fault and its version.

    `packs` are paths of rule packs in TOML. `local_rules` are folders of Python files; their code is run only if
    `allow_local`, which nothing but the command line may say: the configuration may come with what is linted.
    """
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Specs)
    infos: list[PluginInfo] = []
    rules: dict[str, LoadedRule] = {}
    owners: dict[str, PluginInfo] = {}
    for info, classes in _all(entry_points, packs, local_rules, allow_local, manager):
        infos.append(info)
        for rule in classes:
            for key in (rule.meta.code, rule.meta.name):
                if key in owners:
                    raise PluginError(_twice("规则", key, owners[key], info))
                owners[key] = info
            try:
                rules[rule.meta.code] = LoadedRule(rule(), info.name)
            except (Exception, SystemExit) as error:
                raise PluginError(failed(info.label, f"规则 {rule.meta.code} 无法建立", error)) from error
    _check_apart(infos)
    rules_by_code = tuple(rules[code] for code in sorted(rules))
    return Plugins(manager, tuple(infos), rules_by_code, tuple(packs), tuple(local_rules))


def _all(
    entry_points: Iterable[EntryPoint] | None,
    packs: Sequence[str],
    local_rules: Sequence[str],
    allow_local: bool,
    manager: pluggy.PluginManager,
) -> Iterator[Loaded]:
    for point in _with_core(find_entry_points() if entry_points is None else entry_points):
        if point.pack:
            from disclint.loading import load_installed_pack

            yield load_installed_pack(point)
        else:
            yield load_package(point, manager)
    if packs:
        from disclint.loading import load_pack

        yield from (load_pack(path) for path in packs)
    if local_rules:
        from disclint.loading import load_local
        from disclint.local import files_of

        yield from (load_local(path, manager) for path in files_of(local_rules, allow_local))


def _with_core(entry_points: Iterable[EntryPoint]) -> list[EntryPoint]:
    points = sorted(entry_points)
    for point in points:
        if point.name == CORE.name and point.distribution != CORE.distribution:
            said = label(point.name, point.distribution, point.version)
            raise PluginError(f"插件 {said}：名称 core 留给 disclint 自带的规则 (the name `core` is taken)")
    for before, after in pairwise(points):
        if before.name == after.name:
            said = " 与 ".join(label(point.name, point.distribution, point.version) for point in (before, after))
            raise PluginError(f"两个插件同名：{said} (two plugins of the same name)")
    if not any(point.name == CORE.name for point in points):
        points = sorted([CORE, *points])  # run from a source tree: nothing is installed that would name it
    return points


def _check_apart(infos: Sequence[PluginInfo]) -> None:
    """One name, one plugin; one prefix, one distribution: `--ignore HUB` must mean the rules of one author."""
    names: dict[str, PluginInfo] = {}
    prefixes: dict[str, PluginInfo] = {}
    for info in infos:
        other = names.setdefault(info.name, info)
        if other is not info:
            raise PluginError(f"两个插件同名：{other.label} 与 {info.label} (two plugins of the same name)")
        for prefix in info.prefixes:
            other = prefixes.setdefault(prefix, info)
            if _author(other) != _author(info):
                raise PluginError(_twice("规则代码前缀", prefix, other, info))


def _author(info: PluginInfo) -> str:
    return info.distribution or os.path.dirname(os.path.abspath(info.path))


def _blamed(info: PluginInfo, name: str, write: Writer) -> Writer:
    """The writer, with its failures told as the plugin's."""

    def blamed(*arguments: Any) -> str:
        # a run of thousands of files may take a while to write
        text: object = bounded(info.label, f"输出格式 {name}", partial(write, *arguments), patience=10)
        if not isinstance(text, str):
            raise PluginError(f"插件 {info.label} 的输出格式 {name} 给出的不是文字 (an output that is no text)")
        return text

    return blamed


def _twice(kind: str, key: str, first: PluginInfo, second: PluginInfo) -> str:
    owners = f"{first.label} 与 {second.label}" if first is not second else f"{first.label} 两次"
    return f"{kind} {key} 由 {owners} 同时提供 (provided twice: {first.name}, {second.name})"
