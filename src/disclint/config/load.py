"""Reads a configuration file, follows its `extend`, and says of every mistake in which line it stands."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec

from disclint.config.errors import ConfigError, meant
from disclint.config.fields import Config, Fields, FileNames, Suppression, key_of
from disclint.toml_lines import line_of

_PATHS = ("baseline", "cache-dir", "rule-packs", "local-rules")
_ADDED = ("extend-select", "extend-exclude", "suppress")  # lists that are put together
_MERGED = ("per-file-ignores", "severity", "options", "limits")  # tables that are put together key by key
_KEYS = tuple(key_of(field) for field in Fields.__struct_fields__)
_NO_TOML = (ValueError, RecursionError)  # besides TOMLDecodeError: a number of 5,000 digits, 1,000 brackets
_WHERE = re.compile(r" - at `([^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_TYPES = {
    "str": "文字 (a string)",
    "int": "整数 (a whole number)",
    "float": "数 (a number)",
    "bool": "true 或 false (true or false)",
    "array": '列表，如 ["a", "b"] (a list)',
    "object": "表，如 { a = 1 } (a table)",
    "date": "日期，如 2026-12-31 (a date)",
}


class _Layer(msgspec.Struct):
    """A file as read, and where in it each key stands."""

    path: str
    values: dict[str, Any]
    origins: dict[str, str]
    entries: list[tuple[str, int]]


def load(path: str) -> Config:
    """The configuration of a file, with what it extends. ConfigError if it, or a file it extends, is wrong."""
    layer = _layer(os.path.abspath(path), ())
    fields = {name.replace("-", "_"): value for name, value in layer.values.items()}
    fields.pop("extend", None)
    return Config(
        **fields,
        root=os.path.dirname(layer.path),
        source=layer.path,
        origins=layer.origins,
        entries=tuple(layer.entries),
    )


def parse_inline(text: str) -> dict[str, Any]:
    """The fields of `--config "year = 2023"`, in TOML; ConfigError if it is none."""
    where = f"--config “{text}”"
    try:
        content = tomllib.loads(text)
    except _NO_TOML as error:
        raise ConfigError(f"{where}：既没有这个文件，也不是 TOML：{error} (neither a file nor TOML)") from error
    if "extend" in content:
        raise ConfigError(
            f"{where}：extend 只能写在文件里；要用另一个配置文件，写 --config 文件 (extend stands in files)"
        )
    fields = _checked(content, lambda _: where)
    return {name.replace("-", "_"): fields[name] for name in content}


def _layer(path: str, above: tuple[str, ...]) -> _Layer:
    if path in above:
        chain = " → ".join(map(_shown, [*above, path]))
        raise ConfigError(f"配置文件互相 extend，绕了一圈：{chain} (the configurations extend each other in a circle)")
    text = _text(path)
    content, table = _content(path, text)

    def where(at: tuple[str | int, ...]) -> str:
        return f"{_shown(path)}:{line_of(text, at, within=table)}"

    values = _checked(content, where)
    shown = _shown(path)
    layer = _Layer(
        path,
        {key: _absolute(key, values[key], path) for key in content},
        {key: f"{shown}:{line_of(text, (key,), within=table)}" for key in content},
        [(shown, line_of(text, ("suppress", at), within=table)) for at in range(len(content.get("suppress", ())))],
    )
    base = content.get("extend")
    if base is None:
        return layer
    other = _beside(path, base)
    if not os.path.isfile(other):
        raise ConfigError(f"{where(('extend',))}：没有这个配置文件：{_shown(other)} (no such configuration file)")
    return _extended(_layer(other, (*above, path)), layer)


def _extended(base: _Layer, layer: _Layer) -> _Layer:
    """A layer over another: its own values count, but for lists and tables that are put together."""
    values = dict(base.values)
    for key, value in layer.values.items():
        if key in _ADDED and key in values:
            values[key] = [*values[key], *value]
        elif key in _MERGED and key in values:
            values[key] = {**values[key], **value}
        else:
            values[key] = value
    return _Layer(layer.path, values, {**base.origins, **layer.origins}, [*base.entries, *layer.entries])


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{_shown(path)}：不是 UTF-8 编码，请另存为 UTF-8 (not UTF-8)") from error
    except FileNotFoundError as error:
        raise ConfigError(f"{_shown(path)}：没有这个配置文件 (no such configuration file)") from error
    except OSError as error:
        raise ConfigError(f"{_shown(path)}：无法读取：{error.strerror} (cannot be read)") from error


def _content(path: str, text: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What a file says of us, and the table it says it in."""
    try:
        content = tomllib.loads(text)
    except _NO_TOML as error:
        found = re.search(r"line (\d+)", str(error))
        line = f":{found[1]}" if found else ""
        if not found and isinstance(error, tomllib.TOMLDecodeError):  # “at end of document”
            line = f":{text.count(chr(10)) + 1}"
        raise ConfigError(f"{_shown(path)}{line}：不是合法的 TOML：{error} (not valid TOML)") from error
    if os.path.basename(path) != FileNames.PYPROJECT.value:
        return content, ()
    tool = content.get("tool")
    ours = tool.get("disclint") if isinstance(tool, dict) else None
    if not isinstance(ours, dict):
        raise ConfigError(f"{_shown(path)}：没有 [tool.disclint] 一节 (no table [tool.disclint])")
    return ours, ("tool", "disclint")


def _checked(content: Mapping[str, Any], where: Any) -> dict[str, Any]:
    """The values of the right types, by key. ConfigError names place, key and what should stand there."""
    for key in content:
        if key not in _KEYS:
            raise ConfigError(f"{where((key,))}：没有配置项“{key}”{meant(key, _KEYS)} (unknown key)")
    _check_entries(content.get("suppress"), where)
    try:
        fields = msgspec.convert(content, Fields)
    except msgspec.ValidationError as error:
        raise ConfigError(_sentence(str(error), where)) from error
    for key in (*_PATHS, "output-format"):
        names = content.get(key, ())
        if any("\0" in name for name in ([names] if isinstance(names, str) else names)):
            raise ConfigError(f"{where((key,))}：{key} 里有 NUL 字符，不能是文件名 (a NUL is in no file name)")
    return {key: getattr(fields, key.replace("-", "_")) for key in content}


def _check_entries(entries: Any, where: Any) -> None:
    """What the types alone do not say of `[[suppress]]`: a code, a path and a reason each, no path for everything."""
    if not isinstance(entries, list):
        return
    known = [key_of(field) for field in Suppression.__struct_fields__]
    for index, entry in enumerate(entries):
        if not isinstance(entry, dict):
            continue
        for key in entry:
            if key not in known:
                at = where(("suppress", index, key))
                raise ConfigError(f"{at}：[[suppress]] 没有“{key}”这一项{meant(key, known)} (unknown key)")
        for key in ("code", "path", "reason"):
            if key not in entry or (isinstance(entry[key], str) and not entry[key].strip() and key != "path"):
                raise ConfigError(
                    f"{where(('suppress', index))}：[[suppress]] 必须写明 {key}"
                    f"{'：为什么不提示，后来的人要看得懂' if key == 'reason' else ''} (`{key}` is missing)"
                )
        if entry["path"] in ("*", "**"):
            at = where(("suppress", index, "path"))
            raise ConfigError(
                f"{at}：path 不能是整个文件；要在某些文件里停用一条规则，请用 per-file-ignores"
                " (a path for everything: use per-file-ignores)"
            )


def _sentence(message: str, where: Any) -> str:
    """msgspec's complaint as one of ours."""
    found = _WHERE.search(message)
    at: tuple[str | int, ...] = ()
    if found:
        at = tuple(int(index) if index else key for key, index in _STEP.findall(found[1].replace("[...]", "")))
        message = message[: found.start()]
    name = ".".join(str(step) for step in at if isinstance(step, str)) or "配置"
    expected = re.match(r"Expected `([^`]+)`, got `([^`]+)`", message)
    if expected:
        wanted = next((_TYPES[part] for part in expected[1].split(" | ") if part in _TYPES), expected[1])
        return f"{where(at)}：{name} 应为{wanted}，不能是 {expected[2]}"
    if message.startswith("Invalid RFC3339"):
        return f"{where(at)}：{name} 应为{_TYPES['date']}"
    choice = re.match(r"Invalid enum value '?([^']*)'?", message)
    if choice:
        return f"{where(at)}：{name} 不能是“{choice[1]}”{_choices(at)} (invalid value)"
    return f"{where(at)}：{name}：{message}"


def _choices(at: tuple[str | int, ...]) -> str:
    from disclint.finding import Language, Severity
    from disclint.report import OrganType

    enums = {"severity": Severity, "fail-level": Severity, "lang": Language, "organ-type": OrganType}
    values = [member.value for member in enums.get(str(at[0]), ())] if at else []
    return f"，可用的有 {'、'.join(values)}" if values else ""


def _absolute(key: str, value: Any, path: str) -> Any:
    if key not in _PATHS:
        return value
    return [_beside(path, each) for each in value] if isinstance(value, list) else _beside(path, value)


def _beside(path: str, name: str) -> str:
    """A path that a configuration file names: relative to the file."""
    return os.path.normpath(os.path.join(os.path.dirname(path), os.path.expanduser(name)))


def _shown(path: str) -> str:
    """A path as short as it can be told from here."""
    relative = os.path.relpath(path) if os.path.splitdrive(path)[0] == os.path.splitdrive(os.getcwd())[0] else path
    return path if relative.startswith(os.pardir) else relative
