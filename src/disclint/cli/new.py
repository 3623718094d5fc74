"""`disclint new`: a complete package for a plugin, or one more rule in it."""

from __future__ import annotations

import argparse
import os

from disclint.cli import UsageError
from disclint.cli.options import Parser, emit
from disclint.scaffold import plugin, write_plugin, write_rule


def main(arguments: list[str]) -> int:
    """Write files; UsageError or DisclintError (exit code 2) if they cannot be, or would overwrite others."""
    options = parser().parse_args(arguments)
    return _plugin(options) if options.kind == "plugin" else _rule(options)


def parser() -> Parser:
    """The parser of `disclint new`."""
    made = Parser(
        "new",
        "plugin 名称：新建一个插件，完整的包，测试立即通过；rule 代码 名称：在当前目录的插件里加一条规则\n"
        "plugin NAME: a complete package, whose tests pass at once; rule CODE NAME: one more rule in the plugin of the "
        "current directory",
    )
    made.add_choice("kind", "plugin|rule", ["plugin", "rule"], "插件，或规则", "a plugin, or a rule")
    made.add_operand("names", "NAME", "+", "名称，如 hubei；规则写代码和名称", "its name; of a rule, code and name")
    made.add_option(
        "--pack", zh="规则包：只用 TOML，不写 Python", en="a rule pack: TOML, no Python", action="store_true"
    )
    made.add_option(
        "--prefix", zh="规则代码的前缀，二至四个字母（默认取名称）", en="letters of its codes", metavar="LETTERS"
    )
    made.add_option("--directory", zh="写入的目录（默认 disclint-名称）", en="where to write it", metavar="DIR")
    return made


def _plugin(options: argparse.Namespace) -> int:
    if len(options.names) != 1:
        raise UsageError("一次新建一个插件 (one plugin at a time)")
    what = plugin(options.names[0], options.prefix, options.pack)
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


def _rule(options: argparse.Namespace) -> int:
    if len(options.names) != 2:
        raise UsageError("应写代码和名称两项，如 disclint new rule HUB002 fee-statement (give a code and a name)")
    if options.pack or options.prefix or options.directory:
        raise UsageError("--pack、--prefix、--directory 只用于 disclint new plugin (these options are of a plugin's)")
    code, name = options.names
    files = write_rule(code.upper(), name, os.curdir)
    emit("".join(f"{os.path.normpath(path)}\n" for path in files))
    return 0
