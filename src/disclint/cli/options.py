"""What the commands share: the argument parser, the language, colour, and writing the result."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from disclint.cli import UsageError
from disclint.errors import DisclintError
from disclint.finding import Language

_COMPLAINTS = (
    (r"unrecognized arguments: (.+)", "不认识的参数：{0} (unrecognized arguments)"),
    (r"the following arguments are required: (.+)", "缺少参数：{0} (missing)"),
    (
        r"argument (?:-./)?(\S+): invalid choice: (.+) \(choose from (.+)\)",
        "{0} 不能是“{1}”，可用的有 (choose from)：{2}",
    ),
    (r"argument (?:-./)?(\S+): expected .+", "{0} 后面缺少值 (a value is missing)"),
    (r"argument (?:-./)?(\S+): (.+)", "{0}：{1}"),
)


class _Formatter(argparse.RawTextHelpFormatter):
    """Chinese on one line, English on the next. The width is found here: argparse would import shutil for it."""

    def __init__(self, prog: str) -> None:
        try:
            width = int(os.environ["COLUMNS"])
        except (KeyError, ValueError):
            try:
                width = os.get_terminal_size().columns
            except (OSError, ValueError):
                width = 100
        super().__init__(prog, max_help_position=30, width=max(width - 2, 40))

    def _format_action_invocation(self, action: argparse.Action) -> str:
        """`-j, --jobs N`, as Python has it from 3.13 on; before, N stood twice."""
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        value = self._format_args(action, self._get_default_metavar_for_optional(action))
        return f"{', '.join(action.option_strings)} {value}"


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are UsageErrors and whose abbreviations are none."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(
            prog=f"disclint {command}",
            description=description,
            formatter_class=_Formatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._operands = self.add_argument_group("参数 / arguments")
        self._options = self.add_argument_group("选项 / options")
        self.usage = f"{self.prog} [OPTIONS]"
        self.add_option("-h", "--help", zh="显示本帮助", en="show this help", action="help")

    def add_operand(self, name: str, metavar: str, nargs: str, zh: str, en: str, default: str | None = None) -> None:
        """What stands on the command line without a name."""
        self._operands.add_argument(name, metavar=metavar, nargs=nargs, help=f"{zh}\n{en}", default=default)
        shown = {"+": f"{metavar} ...", "*": f"[{metavar} ...]", "?": f"[{metavar}]"}[nargs]
        self.usage = f"{self.usage} {shown}"

    def add_choice(self, name: str, metavar: str, choices: Iterable[str], zh: str, en: str) -> None:
        """An operand that is one of a few words."""
        self._operands.add_argument(name, metavar=metavar, choices=list(choices), help=f"{zh}\n{en}")
        self.usage = f"{self.usage} {metavar}"

    def options(self) -> list[argparse.Action]:
        """All options, in order."""
        return [action for action in self._actions if action.option_strings]

    def add_option(self, *names: str, zh: str, en: str, **how: Any) -> None:
        """An option, with its help in both languages; `how` is argparse's."""
        self._options.add_argument(*names, help=f"{zh}\n{en}", **how)

    def add_language(self) -> None:
        """The option --lang."""
        self.add_option(
            "--lang",
            zh="消息的语言（默认：DISCLINT_LANG、配置、系统语言，否则中文）",
            en="language of messages (default: DISCLINT_LANG, the configuration, the locale, else Chinese)",
            choices=[language.value for language in Language],
        )

    def add_local_rules(self) -> None:
        """The option --allow-local-rules."""
        self.add_option(
            "--allow-local-rules",
            zh="允许运行配置中 local-rules 目录里的代码",
            en="run the code in the folders local-rules of the configuration",
            action="store_true",
        )

    def add_output_file(self) -> None:
        """The option --output-file."""
        self.add_option(
            "-o", "--output-file", zh="结果写入文件而不是屏幕", en="write to a file, not to the screen", metavar="FILE"
        )

    def add_configuration(self) -> None:
        """The options --config and --isolated."""
        self.add_option(
            "--config",
            zh="用这个配置文件；或写 TOML 的“键 = 值”，压过配置文件；可重复",
            en="use this configuration file; or `key = value` in TOML, over the file; repeatable",
            action="append",
            metavar="FILE|KEY=VALUE",
        )
        self.add_option("--isolated", zh="不用任何配置文件", en="no configuration file at all", action="store_true")

    def add_format(self, formats: Iterable[str], default: str) -> None:
        """The option --output-format of the commands that have a fixed set of them."""
        self.add_option(
            "--output-format",
            zh=f"格式（默认 {default}）",
            en=f"format (default: {default})",
            choices=sorted(formats),
            default=default,
        )

    def error(self, message: str) -> NoReturn:
        """Raise rather than exit, in words that are the same under every version of Python."""
        for pattern, sentence in _COMPLAINTS:
            found = re.match(pattern, message)
            if found:
                words = [word.replace("'", "") for word in found.groups()]
                message = sentence.format(*words) + self._meant(words[0])
                break
        raise UsageError(f"{message}。帮助 (help)：{self.prog} --help")

    def _meant(self, word: str) -> str:
        import difflib

        option = word.split()[0].partition("=")[0]
        known = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        near = [] if option in known else difflib.get_close_matches(option, known, 1)
        return f"，是不是要写 {near[0]} (did you mean {near[0]})" if near else ""


def language(option: str | None, configured: Language | None = None) -> Language:
    """The language: --lang, then DISCLINT_LANG, the configuration, the locale of the environment, else Chinese."""
    if option:
        return Language(option)
    wanted = os.environ.get("DISCLINT_LANG")
    if wanted:
        try:
            return Language(_language_code(wanted))
        except ValueError:
            raise UsageError(f"DISCLINT_LANG 只能是 zh 或 en，不能是“{wanted}” (must be zh or en)") from None
    if configured is not None:
        return configured
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return Language.EN if _language_code(value) == "en" else Language.ZH
    return Language.ZH


def _language_code(value: str) -> str:
    return value.replace("-", "_").partition("_")[0].partition(".")[0].lower()


def use_color(option: str) -> bool:
    """Whether standard output is coloured: --color, NO_COLOR, FORCE_COLOR, then whether it is a terminal."""
    if option != "auto":
        return option == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and _obeys_escapes()


def _obeys_escapes() -> bool:
    if sys.platform != "win32":
        return True
    from rich.console import detect_legacy_windows

    return not detect_legacy_windows()


def split(values: Iterable[str] | None) -> list[str] | None:
    """The items of an option that may be repeated and takes lists: `--select B401,S --select D8`."""
    if values is None:
        return None
    return [item for value in values for item in value.replace("，", ",").replace(",", " ").split()]


def emit(text: str, filename: str | None = None, *, aside: bool = False) -> None:
    """Write to standard output (standard error if `aside`), or into a file.

    A reader of our output that has gone away (`| head`) is no failure: the exit code stays what the check says.
    """
    if filename is not None:
        try:
            with open(filename, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise DisclintError(f"无法写入 {filename}：{error.strerror} (cannot write the file)") from error
        return
    if aside:
        print(text, end="", file=sys.stderr)
        return
    _to_stdout(lambda: sys.stdout.write(text))


def emit_bytes(data: bytes) -> None:
    """Write bytes as they are to standard output."""
    _to_stdout(lambda: sys.stdout.buffer.write(data))


def _to_stdout(write: Callable[[], int]) -> None:
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_stdout()
    except OSError as error:
        _drop_stdout()
        raise DisclintError(f"无法输出结果：{error.strerror} (cannot write the output)") from error


def _drop_stdout() -> None:
    """Send what is still in the buffer nowhere, so that interpreter exit does not fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
