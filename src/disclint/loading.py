"""Loads one plugin, wherever it comes from, and checks that it holds together. PluginError names it and its version."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeVar, cast

import pluggy
from msgspec import Struct

from disclint import __version__
from disclint.entrypoints import EntryPoint
from disclint.errors import DisclintError, PluginError
from disclint.hooks import API_VERSION
from disclint.rule import CORE_CODE, PLUGIN_CODE, Rule, RuleMeta
from disclint.trust import check_api, check_prefixes, declared_api

CORE = EntryPoint("core", "disclint_rules", "disclint", __version__)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

T = TypeVar("T")

_LOAD_SECONDS = 30.0  # DISCLINT_PLUGIN_SECONDS says otherwise


class Origin(Enum):
    """What a plugin is."""

    PACKAGE = "package"  # an installed Python package
    PACK = "pack"  # a pack of rules in TOML, installed or named in the configuration
    LOCAL = "local"  # a file of a folder of local rules


class PluginInfo(Struct, frozen=True):
    """A loaded plugin: where it comes from, the codes of its rules, and how long it took to load."""

    name: str
    distribution: str
    version: str
    module: str
    path: str
    rules: tuple[str, ...]
    load_ms: float
    api_version: str = API_VERSION
    prefixes: tuple[str, ...] = ()
    origin: Origin = Origin.PACKAGE

    @property
    def label(self) -> str:
        """Name, distribution and version, as error sentences give them; the path of one that is not installed."""
        return label(self.name, self.distribution or self.path, self.version)


class Loaded(NamedTuple):
    """A plugin that was loaded, and its rules."""

    info: PluginInfo
    classes: list[type[Rule]]


def load_package(point: EntryPoint, manager: pluggy.PluginManager) -> Loaded:
    """An installed Python package."""
    module_name, _, attribute = point.target.partition(":")

    def find() -> tuple[object, str]:
        __import__(module_name)
        module = sys.modules[module_name]
        plugin: object = module
        for part in filter(None, attribute.split(".")):
            plugin = getattr(plugin, part)
        return plugin, os.path.abspath(getattr(module, "__file__", None) or "")

    said = label(point.name, point.distribution, point.version)
    info = PluginInfo(point.name, point.distribution, point.version, point.target, "", (), 0.0)
    if point.name == CORE.name:
        from disclint.own import OWN

        loaded = _load(info, said, find, manager, None)
        return _checked(loaded.info, [*loaded.classes, *OWN], ())
    return bounded(said, "无法加载：导入", lambda: _load(info, said, find, manager, module_name))


def load_local(path: str, manager: pluggy.PluginManager) -> Loaded:
    """A Python file of local rules; the caller has seen to it that it is wanted."""
    name = "local-" + os.path.splitext(os.path.basename(path))[0].replace("_", "-").lower()
    module_name = f"disclint_local_{name.replace('-', '_')}"

    def find() -> tuple[object, str]:
        import importlib.util

        spec = importlib.util.spec_from_file_location(module_name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
        return module, os.path.abspath(path)

    said = label(name, path, "")
    info = PluginInfo(name, "", "", module_name, path, (), 0.0, origin=Origin.LOCAL)
    return bounded(said, "无法加载：导入", lambda: _load(info, said, find, manager, None))


def load_pack(path: str, point: EntryPoint | None = None) -> Loaded:
    """A pack of rules in TOML; of an installed one `point` says which distribution it comes with."""
    from disclint.packs import read_pack

    started = time.perf_counter()
    pack = read_pack(path)
    info = PluginInfo(
        name=point.name if point else pack.name,
        distribution=point.distribution if point else "",
        version=point.version if point else pack.version,
        module=point.target if point else "",
        path=os.path.abspath(path) if point else path,
        rules=(),
        load_ms=(time.perf_counter() - started) * 1000,
        api_version=check_api(pack.api_version, label(pack.name, path, pack.version)),
        origin=Origin.PACK,
    )
    return _checked(info, list(pack.rules), check_prefixes(pack.prefix, [rule.meta for rule in pack.rules], info.label))


def load_installed_pack(point: EntryPoint) -> Loaded:
    """The pack an installed package brings: the package is found, but none of its code is run."""
    import importlib.util

    said = label(point.name, point.distribution, point.version)
    package, _, filename = point.target.partition(":")
    if "." in package:
        raise PluginError(f"规则包 {said} 应指向一个顶层的包，而不是 {package} (must be a top-level package)")
    spec = importlib.util.find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    paths = [os.path.join(folder, f"{filename or 'pack'}.toml") for folder in folders]
    found = [path for path in paths if os.path.isfile(path)]
    if not found:
        raise PluginError(
            f"规则包 {said} 无法加载：包 {package} 里没有 {filename or 'pack'}.toml (no such file in the package)"
        )
    return load_pack(found[0], point)


def label(name: str, distribution: str, version: str) -> str:
    """Name, distribution and version of a plugin, as error sentences give them."""
    return f"{name}（{' '.join(filter(None, (distribution, version)))}）"


def failed(said: str, what: str, error: BaseException) -> str:
    """The sentence on a plugin that raised an error."""
    return f"插件 {said} {what}：{type(error).__name__}: {error} (the plugin failed)"


def bounded(said: str, what: str, call: Callable[[], T], patience: float = 1) -> T:
    """What something of a plugin answers; PluginError if it raises, or does not end. Its DisclintErrors stay."""
    from disclint.guard import Guard, OutOfTime

    guard = Guard(_seconds() * patience)
    try:
        with guard:
            guard.watch(f"插件 {said} {what}")
            return call()
    except DisclintError:
        raise
    except OutOfTime:
        raise PluginError(
            f"插件 {said} {what} 超过 {guard.seconds:g} 秒仍未结束，已中止 (it took too long and was stopped)"
        ) from None
    except (Exception, SystemExit) as error:
        raise PluginError(failed(said, f"{what} 出错", error)) from error


def _seconds() -> float:
    try:
        return float(os.environ.get("DISCLINT_PLUGIN_SECONDS") or _LOAD_SECONDS)
    except ValueError:
        raise PluginError("DISCLINT_PLUGIN_SECONDS 应为秒数 (must be a number of seconds)") from None


def _load(
    info: PluginInfo,
    said: str,
    find: Callable[[], tuple[object, str]],
    manager: pluggy.PluginManager,
    module_name: str | None,
) -> Loaded:
    started = time.perf_counter()
    try:
        plugin, path = find()
        api_version = check_api(getattr(plugin, "api_version", None), said)
        manager.register(plugin, info.name)
        manager.check_pending()  # a misspelt hook would otherwise never be called and never be missed
        hooks = manager.get_hookcallers(plugin)
        classes = _rule_classes(info.name, manager)
    except PluginError:
        raise
    except (Exception, SystemExit) as error:
        if module_name is not None:
            check_api(declared_api(module_name), said)
        raise PluginError(failed(said, "无法加载", error)) from error
    if not hooks:
        raise PluginError(f"插件 {said} 没有实现任何钩子，是不是少了 @hookimpl？ (no hooks; is @hookimpl missing?)")
    for rule in classes:
        if not (
            isinstance(rule, type) and issubclass(rule, Rule) and isinstance(getattr(rule, "meta", None), RuleMeta)
        ):
            raise PluginError(f"插件 {said} 给出的 {rule!r} 不是带 meta 的 Rule 子类 (not a Rule with a `meta`)")
    _check_codes([rule.meta for rule in classes], said, core=info.name == CORE.name)
    prefixes: tuple[str, ...] = ()
    if info.name != CORE.name:
        prefixes = check_prefixes(getattr(plugin, "code_prefix", None), [rule.meta for rule in classes], said)
    changed = _with(info, path=path, api_version=api_version, load_ms=(time.perf_counter() - started) * 1000)
    return _checked(changed, classes, prefixes)


def _checked(info: PluginInfo, classes: list[type[Rule]], prefixes: tuple[str, ...]) -> Loaded:
    return Loaded(_with(info, rules=tuple(sorted(rule.meta.code for rule in classes)), prefixes=prefixes), classes)


def _with(info: PluginInfo, **changes: Any) -> PluginInfo:
    from msgspec.structs import replace

    return replace(info, **changes)


def _rule_classes(name: str, manager: pluggy.PluginManager) -> list[type[Rule]]:
    return [
        rule
        for implementation in manager.hook.disclint_rules.get_hookimpls()
        if implementation.plugin_name == name
        for rule in cast("Iterable[type[Rule]]", implementation.function())
    ]


def _check_codes(metas: Sequence[RuleMeta], said: str, *, core: bool) -> None:
    for meta in metas:
        if not (CORE_CODE if core else PLUGIN_CODE).fullmatch(meta.code):
            form = "一个大写字母加三位数字" if core else "二至四个大写字母加三位数字"
            raise PluginError(
                f"插件 {said} 的规则代码“{meta.code}”应为{form}"
                f" (a code must be {'one letter' if core else '2–4 capital letters'} and three digits)"
            )
        if not _NAME.fullmatch(meta.name):
            raise PluginError(
                f"插件 {said} 的规则 {meta.code}：名称“{meta.name}”应为小写英文加连字符 (name must be kebab-case)"
            )
        if not meta.messages:
            raise PluginError(f"插件 {said} 的规则 {meta.code} 没有消息 (a rule without messages)")
