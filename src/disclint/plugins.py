"""Plugins: find → load → check. One that does not hold together is an error: rules silently absent look like a pass."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import pairwise
from typing import Any, cast

import pluggy
from msgspec import Struct

from disclint import __version__
from disclint.document import Document
from disclint.entrypoints import EntryPoint, find_entry_points
from disclint.errors import DisclintError, PluginError
from disclint.hooks import GROUP, Specs, Writer
from disclint.own import OWN
from disclint.rule import CORE_CODE, PLUGIN_CODE, Rule, RuleMeta
from disclint.template import Form, built_in_forms

CORE = EntryPoint("core", "disclint_rules", "disclint", __version__)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class PluginInfo(Struct, frozen=True):
    """A loaded plugin: where it comes from, the codes of its rules, and how long it took to load."""

    name: str
    distribution: str
    version: str
    module: str
    path: str
    rules: tuple[str, ...]
    load_ms: float

    @property
    def label(self) -> str:
        """Name, distribution and version, as error sentences give them."""
        return _label(self.name, self.distribution, self.version)


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

    def __reduce__(self) -> tuple[Callable[[], Plugins], tuple[()]]:
        # A worker that is spawned rather than forked loads the plugins anew.
        return load_plugins, ()

    @property
    def metas(self) -> tuple[RuleMeta, ...]:
        """The metadata of all rules, in the order of their codes."""
        return tuple(loaded.meta for loaded in self.rules)

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
            try:
                document = implementation.function(*(values[name] for name in implementation.argnames))
            except DisclintError:
                raise
            except Exception as error:
                label = by_name[implementation.plugin_name].label
                raise PluginError(_failed(label, "disclint_read 出错", error)) from error
            if document is not None:
                return cast(Document, document)
        return None

    def _each(self, hook: pluggy.HookCaller) -> Iterable[tuple[PluginInfo, Any]]:
        """What each plugin answers, with the plugin: pluggy's own call would not tell whose it is."""
        by_name = {info.name: info for info in self.infos}
        for implementation in sorted(hook.get_hookimpls(), key=lambda found: found.plugin_name):
            info = by_name[implementation.plugin_name]
            try:
                yield info, implementation.function()
            except PluginError:
                raise
            except Exception as error:
                raise PluginError(_failed(info.label, f"{hook.name} 出错", error)) from error


def load_plugins(entry_points: Iterable[EntryPoint] | None = None) -> Plugins:
    """Load the plugins found (or those given) and check them; PluginError names the one at fault and its version."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Specs)
    infos: list[PluginInfo] = []
    rules: dict[str, LoadedRule] = {}
    owners: dict[str, PluginInfo] = {}
    for point in _with_core(find_entry_points() if entry_points is None else entry_points):
        info, classes = _load(point, manager)
        infos.append(info)
        for rule in classes:
            _check_meta(rule.meta, info)
            for key in (rule.meta.code, rule.meta.name):
                if key in owners:
                    raise PluginError(_twice("规则", key, owners[key], info))
                owners[key] = info
            try:
                rules[rule.meta.code] = LoadedRule(rule(), info.name)
            except Exception as error:
                raise PluginError(_failed(info.label, f"规则 {rule.meta.code} 无法建立", error)) from error
    rules |= {own.meta.code: LoadedRule(own(), CORE.name) for own in OWN}
    return Plugins(manager, tuple(infos), tuple(rules[code] for code in sorted(rules)))


def _with_core(entry_points: Iterable[EntryPoint]) -> list[EntryPoint]:
    points = sorted(entry_points)
    for point in points:
        if point.name == CORE.name and point.distribution != CORE.distribution:
            label = _label(point.name, point.distribution, point.version)
            raise PluginError(f"插件 {label}：名称 core 留给 disclint 自带的规则 (the name `core` is taken)")
    for before, after in pairwise(points):
        if before.name == after.name:
            labels = " 与 ".join(_label(point.name, point.distribution, point.version) for point in (before, after))
            raise PluginError(f"两个插件同名：{labels} (two plugins of the same name)")
    if not any(point.name == CORE.name for point in points):
        points = sorted([CORE, *points])  # run from a source tree: nothing is installed that would name it
    return points


def _load(point: EntryPoint, manager: pluggy.PluginManager) -> tuple[PluginInfo, list[type[Rule]]]:
    label = _label(point.name, point.distribution, point.version)
    module_name, _, attribute = point.target.partition(":")
    started = time.perf_counter()
    try:
        __import__(module_name)
        module = sys.modules[module_name]
        plugin: object = module
        for part in filter(None, attribute.split(".")):
            plugin = getattr(plugin, part)
        manager.register(plugin, point.name)
        manager.check_pending()  # a misspelt hook would otherwise never be called and never be missed
        hooks = manager.get_hookcallers(plugin)
        classes = _rule_classes(point.name, manager)
    except PluginError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(_failed(label, "无法加载", error)) from error
    if not hooks:
        raise PluginError(f"插件 {label} 没有实现任何钩子，是不是少了 @hookimpl？ (no hooks; is @hookimpl missing?)")
    for rule in classes:
        if not (
            isinstance(rule, type) and issubclass(rule, Rule) and isinstance(getattr(rule, "meta", None), RuleMeta)
        ):
            raise PluginError(f"插件 {label} 给出的 {rule!r} 不是带 meta 的 Rule 子类 (not a Rule with a `meta`)")
    info = PluginInfo(
        name=point.name,
        distribution=point.distribution,
        version=point.version,
        module=point.target,
        path=os.path.abspath(getattr(module, "__file__", None) or ""),
        rules=tuple(sorted(rule.meta.code for rule in classes)),
        load_ms=(time.perf_counter() - started) * 1000,
    )
    return info, classes


def _blamed(info: PluginInfo, name: str, write: Writer) -> Writer:
    """The writer, with its failures told as the plugin's."""

    def blamed(*arguments: Any) -> str:
        try:
            return write(*arguments)
        except Exception as error:
            raise PluginError(_failed(info.label, f"输出格式 {name} 出错", error)) from error

    return blamed


def _rule_classes(name: str, manager: pluggy.PluginManager) -> list[type[Rule]]:
    return [
        rule
        for implementation in manager.hook.disclint_rules.get_hookimpls()
        if implementation.plugin_name == name
        for rule in cast("Iterable[type[Rule]]", implementation.function())
    ]


def _check_meta(meta: RuleMeta, info: PluginInfo) -> None:
    core = info.name == CORE.name
    if not (CORE_CODE if core else PLUGIN_CODE).fullmatch(meta.code):
        form = "一个大写字母加三位数字" if core else "二至四个大写字母加三位数字"
        raise PluginError(
            f"插件 {info.label} 的规则代码“{meta.code}”应为{form}"
            f" (a code must be {'one letter' if core else '2–4 capital letters'} and three digits)"
        )
    if not _NAME.fullmatch(meta.name):
        raise PluginError(
            f"插件 {info.label} 的规则 {meta.code}：名称“{meta.name}”应为小写英文加连字符 (name must be kebab-case)"
        )
    if not meta.messages:
        raise PluginError(f"插件 {info.label} 的规则 {meta.code} 没有消息 (a rule without messages)")


def _label(name: str, distribution: str, version: str) -> str:
    return f"{name}（{' '.join(filter(None, (distribution, version)))}）"


def _failed(label: str, what: str, error: BaseException) -> str:
    return f"插件 {label} {what}：{type(error).__name__}: {error} (the plugin failed)"


def _twice(kind: str, key: str, first: PluginInfo, second: PluginInfo) -> str:
    owners = f"{first.label} 与 {second.label}" if first is not second else f"{first.label} 两次"
    return f"{kind} {key} 由 {owners} 同时提供 (provided twice: {first.name}, {second.name})"
