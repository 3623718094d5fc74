"""The commands: one module each, imported when called."""

from __future__ import annotations

from disclint.errors import DisclintError

COMMANDS = {
    "check": ("disclint.cli.check", "检查报告 / check reports"),
    "rule": ("disclint.cli.rule", "说明一条规则 / explain a rule"),
    "parse": ("disclint.cli.parse", "给出报告的结构和数值 / print what a report is made of"),
    "config": ("disclint.cli.config", "说明配置项 / explain the keys of a configuration"),
    "plugins": ("disclint.cli.plugins", "列出插件 / list the plugins"),
    "new": ("disclint.cli.new", "新建插件或规则 / start a plugin or a rule"),
    "test": ("disclint.cli.test", "运行规则的例子 / run the examples of rules"),
    "init": ("disclint.cli.init", "写一份配置 / write a configuration"),
    "completion": ("disclint.cli.completion", "命令行补全 / completion for a shell"),
    "clean": ("disclint.cli.clean", "删除缓存 / delete the cache"),
    "server": ("disclint.cli.server", "供编辑器用的语言服务器 / the language server of editors"),
}


class UsageError(DisclintError):
    """A command line that means nothing."""


def run(arguments: list[str]) -> int:
    """Run the command `arguments[0]` and return the exit code; UsageError if there is no such command."""
    first = arguments[0] if arguments else "--help"
    if first in COMMANDS:
        import importlib

        status: int = importlib.import_module(COMMANDS[first][0]).main(arguments[1:])
        return status
    if first in ("-h", "--help", "help"):
        print(_help(), flush=True)
        return 0 if arguments else 2
    raise UsageError(_unknown(first))


def _help() -> str:
    lines = [
        "disclint：政府信息公开工作年度报告检查工具",
        "disclint: a linter for Chinese government information disclosure annual reports",
        "",
        "用法 / usage: disclint COMMAND [OPTIONS] …",
        "",
        *(f"  {name:<10}{help}" for name, (_, help) in COMMANDS.items()),
        "",
        "  disclint COMMAND --help     命令的选项 / the options of a command",
        "  disclint --version          版本 / the version",
    ]
    return "\n".join(lines)


def _unknown(word: str) -> str:
    import difflib
    import os

    if os.path.exists(word):
        return f"缺少命令，是不是要写 disclint check {word}？ (did you mean `disclint check {word}`?)"
    near = difflib.get_close_matches(word, COMMANDS, 1)
    if near:
        return f"没有命令“{word}”，是不是要写 {near[0]}？ (no such command; did you mean `{near[0]}`?)"
    return f"没有命令“{word}”；disclint --help 列出全部命令 (no such command; see `disclint --help`)"
