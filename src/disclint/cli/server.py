"""`disclint server`: the language server, over standard input and output."""

from __future__ import annotations

import sys

from disclint.cli.options import Parser
from disclint.errors import DisclintError


class MissingExtraError(DisclintError):
    """The language server without the packages it needs."""


def main(arguments: list[str]) -> int:
    """Serve an editor: 0 when it leaves as it should, 1 when it is gone; MissingExtraError without `disclint[lsp]`."""
    parser().parse_args(arguments)
    try:
        from disclint.lsp.main import serve
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("disclint"):
            raise
        raise MissingExtraError(
            f'语言服务器需要先安装：pip install "disclint[lsp]" （缺少 {error.name}） (install that first)'
        ) from error
    if sys.stdin.isatty():
        print("disclint server 由编辑器启动；Ctrl-C 结束 (started by an editor; Ctrl-C ends it)", file=sys.stderr)
    return serve()


def parser() -> Parser:
    """The parser of `disclint server`."""
    made = Parser(
        "server",
        "语言服务器，供编辑器启动，经标准输入输出通信（LSP）\n"
        "the language server: started by an editor, spoken to over standard input and output (LSP)",
    )
    made.add_option("--stdio", zh="标准输入输出，也是唯一的方式", en="the default and only way", action="store_true")
    return made
