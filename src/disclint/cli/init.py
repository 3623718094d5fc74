"""`disclint init`: a configuration to begin with, and if asked for the files of pre-commit and of a CI."""

from __future__ import annotations

import os

from disclint import __version__
from disclint.cli.options import Parser, emit
from disclint.config import FileNames, find_config
from disclint.errors import DisclintError

_CI = {
    "github": ("github.yml", ".github/workflows/disclint.yml"),
    "gitlab": ("gitlab-ci.yml", ".gitlab-ci.yml"),
    "gitee": ("gitee.yml", ".workflow/disclint.yml"),
}


def main(arguments: list[str]) -> int:
    """Write the files; DisclintError, and nothing written, if one of them is there already."""
    options = parser().parse_args(arguments)
    files = [("disclint.toml", "disclint.toml")]
    if options.pre_commit:
        files.append(("pre-commit-config.yaml", ".pre-commit-config.yaml"))
    files += [_CI[name] for name in options.ci or ()]
    there = find_config(options.folder)
    if (
        there
        and os.path.dirname(there) == os.path.abspath(options.folder)
        and os.path.basename(there) != FileNames.PLAIN.value
    ):
        raise DisclintError(
            f"{there} 里已经有配置，两份只有一份起作用；什么也没有写 (the folder has its configuration; nothing was written)"
        )
    written = {os.path.join(options.folder, *target.split("/")): _template(name) for name, target in files}
    for path in written:
        if os.path.lexists(path):
            raise DisclintError(f"{path} 已经有了，什么也没有写 (is there already; nothing was written)")
    for path, text in written.items():
        try:
            os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        except OSError as error:
            raise DisclintError(f"无法建立目录：{error} (cannot make the folder)") from error
        emit(text, path)
        emit(f"{path}\n")
    return 0


def parser() -> Parser:
    """The parser of `disclint init`."""
    made = Parser("init", "在目录里写一份配置 disclint.toml\nwrite a configuration, disclint.toml, into a folder")
    made.add_operand("folder", "DIR", "?", "目录，默认当前目录", "the folder (default: .)", default=os.curdir)
    made.add_option(
        "--pre-commit", zh="也写 .pre-commit-config.yaml", en="and .pre-commit-config.yaml", action="store_true"
    )
    made.add_option(
        "--ci",
        zh="也写持续集成的文件；可重复",
        en="and the file of a CI; repeatable",
        action="append",
        choices=sorted(_CI),
    )
    return made


def _template(name: str) -> str:
    path = os.path.join(os.path.dirname(__file__), "templates", name)
    with open(path, encoding="utf-8") as file:
        return file.read().replace("{version}", __version__)
