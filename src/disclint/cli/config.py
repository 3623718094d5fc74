"""`disclint config`: what the keys of a configuration are for, its schema; and the settings a file has."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Sequence

import msgspec

from disclint.cli import UsageError
from disclint.cli.options import Parser, emit, language
from disclint.config import Config
from disclint.config.errors import meant
from disclint.config.fields import Fields, key_of
from disclint.config.reference import KEYS
from disclint.finding import Language
from disclint.workspace import Workspace


def main(arguments: list[str]) -> int:
    """Explain a key, list them all, or print the schema."""
    options = parser().parse_args(arguments)
    tongue = language(options.lang)
    if options.schema:
        from disclint.config.schema import schema

        emit(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", options.output_file)
        return 0
    emit(_pages(options.keys, tongue) if options.keys else _list(tongue), options.output_file)
    return 0


def parser() -> Parser:
    """The parser of `disclint config`."""
    made = Parser("config", "说明配置项；不写则列出全部\nexplain the keys of a configuration; without any, list them")
    made.add_operand("keys", "KEY", "*", "配置项", "keys")
    made.add_option(
        "--schema", zh="输出 JSON Schema，供编辑器补全", en="print the JSON Schema, for editors", action="store_true"
    )
    made.add_output_file()
    made.add_language()
    return made


def _list(tongue: Language) -> str:
    width = max(map(len, KEYS))
    return "".join(f"{name:<{width}}  {_first(key.doc.text(tongue))}\n" for name, key in KEYS.items())


def _first(text: str) -> str:
    """The first sentence."""
    for stop in ("。", ". "):
        head, found, _ = text.partition(stop)
        if found:
            return head + stop.strip()
    return text


def _pages(names: Sequence[str], tongue: Language) -> str:
    english = tongue is Language.EN
    pages = []
    for name in names:
        if name not in KEYS:
            raise UsageError(f"没有配置项“{name}”{meant(name, KEYS)} (unknown key)")
        key = KEYS[name]
        default = default_text(name)
        lines = [
            name,
            "",
            key.doc.text(tongue),
            "",
            f"{'default' if english else '默认'}: {default}",
            f"{'example' if english else '例'}: {key.example}",
        ]
        if key.run:
            lines.append(
                "of a run: taken from the configuration of the working directory"
                if english
                else "整次检查只用一个值，取自当前目录的配置"
            )
        pages.append("\n".join(lines) + "\n")
    return "\n".join(pages)


def default_text(name: str) -> str:
    """The default of a key, as it stands in TOML; `unset` where there is none."""
    default = {key_of(field.name): field for field in msgspec.structs.fields(Fields)}[name]
    value = default.default_factory() if default.default is msgspec.NODEFAULT else default.default
    return _toml(value)


def show_settings(workspace: Workspace, paths: Sequence[str], tongue: Language) -> int:
    """Print what a file (the first of `paths`) is checked by, each value with where it was set."""
    path = paths[0] if paths else os.curdir
    config = workspace.config_for(os.path.join(path, "x") if os.path.isdir(path) else path)
    source = config.source or ("no configuration file" if tongue is Language.EN else "没有配置文件")
    lines = [f"# {source}", *(_setting(config, name) for name in KEYS if name != "extend")]
    settings = workspace.settings_for(path) if not os.path.isdir(path) else workspace.settings
    enabled = sorted(settings.selection.enabled)
    lines.append(f"# {len(enabled)} rules: {' '.join(enabled)}")
    emit("\n".join(lines) + "\n")
    return 0


def _setting(config: Config, name: str) -> str:
    value = getattr(config, name.replace("-", "_"))
    origin = config.origins.get(name, "default")
    return f"{'# ' if value is None else ''}{name} = {_toml(value)}  # {origin}"


def _toml(value: object) -> str:
    """A value as it stands in TOML; null, which TOML has not, as `unset`."""
    plain = msgspec.to_builtins(value, builtin_types=(datetime.date,))
    return _written(plain)


def _written(value: object) -> str:
    if value is None:
        return "unset"
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_key(k)} = {_written(v)}" for k, v in value.items() if v is not None) + " }"
            if value
            else "{}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(_written(each) for each in value) + "]"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def _key(text: str) -> str:
    bare = text.replace("-", "").replace("_", "")
    return text if bare.isalnum() and bare.isascii() else json.dumps(text, ensure_ascii=False)
