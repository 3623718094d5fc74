"""`disclint new`: a complete package for a plugin, or one more rule in it."""

from __future__ import annotations

import os

from disclint.cli import UsageError
from disclint.cli.options import Parser, emit
from disclint.scaffold import plugin, write_plugin, write_rule


def main(arguments: list[str]) -> int:
    """Write files; UsageError or DisclintError (exit code 2) if they cannot be, or would overwrite others."""
    kind, *rest = arguments or [""]
    if kind == "plugin":
        return _plugin(rest)
    if kind == "rule":
        return _rule(rest)
    if kind in ("-h", "--help"):
        emit(_HELP)
        return 0
    raise UsageError(f"disclint new 后面写 plugin 或 rule，不能是“{kind}”。帮助 (help)：disclint new --help")


_HELP = """用法 / usage: disclint new plugin NAME [OPTIONS]
             disclint new rule CODE NAME

  plugin   新建一个插件：完整的包，测试立即通过 / a complete package, whose tests pass at once
  rule     在当前目录的插件里加一条规则 / one more rule in the plugin of the current directory

  disclint new plugin --help     选项 / the options
"""


def _plugin(arguments: list[str]) -> int:
    parser = Parser("new plugin", "新建一个插件\nstart a plugin")
    parser.add_operand("name", "NAME", "+", "名称，如 hubei", "its name, as hubei")
    parser.add_option(
        "--pack", zh="规则包：只用 TOML，不写 Python", en="a rule pack: TOML, no Python", action="store_true"
    )
    parser.add_option(
        "--prefix", zh="规则代码的前缀，二至四个字母（默认取名称）", en="letters of its codes", metavar="LETTERS"
    )
    parser.add_option("--directory", zh="写入的目录（默认 disclint-名称）", en="where to write it", metavar="DIR")
    options = parser.parse_args(arguments)
    if len(options.name) != 1:
        raise UsageError("一次新建一个插件 (one plugin at a time)")
    what = plugin(options.name[0], options.prefix, options.pack)
    folder = options.directory or what.distribution
    files = write_plugin(what, folder)
    lines = [f"{folder}{os.sep}", *(f"  {name}" for name in files), ""]
    lines += [
        "接下来 (next)：",
        f"  cd {folder}",
        "  pip install -e '.[test]'",
        "  pytest",
        f"  disclint rule {what.prefix}001",
        f"  disclint new rule {what.prefix}002 another-rule",
    ]
    emit("\n".join(lines) + "\n")
    return 0


def _rule(arguments: list[str]) -> int:
    parser = Parser("new rule", "在当前目录的插件里加一条规则\nadd a rule to the plugin of the current directory")
    parser.add_operand("code_and_name", "CODE NAME", "+", "代码和名称，如 HUB002 fee-statement", "its code and name")
    options = parser.parse_args(arguments)
    if len(options.code_and_name) != 2:
        raise UsageError("应写代码和名称两项，如 disclint new rule HUB002 fee-statement (give a code and a name)")
    code, name = options.code_and_name
    files = write_rule(code.upper(), name, os.curdir)
    emit("".join(f"{os.path.normpath(path)}\n" for path in files))
    return 0
