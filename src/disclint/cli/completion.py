"""`disclint completion bash|zsh|fish`: a script for the shell, made of the parsers of all commands."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator

from msgspec import Struct

from disclint.cli import COMMANDS
from disclint.cli.options import Parser, emit


class Flag(Struct, frozen=True):
    """An option as shells complete it; `choices` are its values, empty if any will do, None if it takes none."""

    names: tuple[str, ...]
    help: str
    choices: tuple[str, ...] | None


def main(arguments: list[str]) -> int:
    """Print the script."""
    options = parser().parse_args(arguments)
    emit(_SHELLS[options.shell]())
    return 0


def parser() -> Parser:
    """The parser of `disclint completion`."""
    made = Parser(
        "completion",
        "输出命令行补全脚本\nprint a completion script\n\n"
        "bash:  disclint completion bash > ~/.local/share/bash-completion/completions/disclint\n"
        "zsh:   disclint completion zsh > ~/.zfunc/_disclint\n"
        "fish:  disclint completion fish > ~/.config/fish/completions/disclint.fish",
    )
    made.add_choice("shell", "SHELL", sorted(_SHELLS), "bash、zsh 或 fish", "bash, zsh or fish")
    return made


def flags(command: str) -> Iterator[Flag]:
    """The options of a command."""
    for action in importlib.import_module(COMMANDS[command][0]).parser().options():
        takes = action.nargs != 0
        choices = tuple(map(str, action.choices or ())) if takes else None
        yield Flag(tuple(action.option_strings), _first(action), choices)


def _first(action: argparse.Action) -> str:
    return (
        (action.help or "").partition("\n")[0].replace("'", "").replace(":", "：").replace("[", "(").replace("]", ")")
    )


def _bash() -> str:
    cases = []
    for command in COMMANDS:
        listed = list(flags(command))
        words = " ".join(name for flag in listed for name in flag.names)
        values = "".join(
            f"        {'|'.join(flag.names)}) COMPREPLY=($(compgen -W '{' '.join(flag.choices)}' -- \"$cur\")); return ;;\n"
            for flag in listed
            if flag.choices
        )
        inner = f'      case "$prev" in\n{values}      esac\n' if values else ""
        cases.append(f"    {command})\n{inner}      words='{words}' ;;\n")
    return f"""\
# bash completion for disclint
_disclint() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '{" ".join(COMMANDS)} --help --version' -- "$cur"))
    return
  fi
  case "${{COMP_WORDS[1]}}" in
{"".join(cases)}  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
  esac
}}
complete -o default -F _disclint disclint
"""


def _zsh() -> str:
    functions = []
    for command in COMMANDS:
        specs = [_zsh_flag(flag, name) for flag in flags(command) for name in flag.names]
        body = " \\\n    ".join([*specs, "'*:file:_files'"])
        functions.append(f"_disclint_{command}() {{\n  _arguments \\\n    {body}\n}}\n")
    commands = " ".join(f"'{name}:{text.split(' / ')[0]}'" for name, (_, text) in COMMANDS.items())
    return f"""\
#compdef disclint
{"".join(functions)}
_disclint() {{
  if (( CURRENT == 2 )); then
    local -a commands=({commands})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words; (( CURRENT-- ))
  (( $+functions[_disclint_$command] )) && _disclint_$command
}}
compdef _disclint disclint
"""


def _zsh_flag(flag: Flag, name: str) -> str:
    value = "" if flag.choices is None else f":value:({' '.join(flag.choices)})" if flag.choices else ":value:_files"
    return f"'*{name}[{flag.help}]{value}'"


def _fish() -> str:
    lines = ["# fish completion for disclint"]
    for name, (_, text) in COMMANDS.items():
        lines.append(f"complete -c disclint -n __fish_use_subcommand -f -a {name} -d '{text.split(' / ')[0]}'")
    for command in COMMANDS:
        for flag in flags(command):
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names)
            value = "" if flag.choices is None else f" -x -a '{' '.join(flag.choices)}'" if flag.choices else " -r"
            lines.append(
                f"complete -c disclint -n '__fish_seen_subcommand_from {command}' {names} -d '{flag.help}'{value}"
            )
    return "\n".join(lines) + "\n"


_SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
