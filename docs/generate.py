"""Writes the pages that are made of the program itself; a test says which of them is no longer current.

python docs/generate.py
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from disclint.cli import COMMANDS
from disclint.cli.config import default_text
from disclint.config.reference import KEYS
from disclint.config.schema import schema

DOCS = Path(__file__).parent
_NOTICE = "<!-- 由 docs/generate.py 生成，请勿手改 (generated: do not edit) -->\n\n"


def pages() -> dict[str, str]:
    """The pages by name, from this folder."""
    return {
        "reference/cli.md": command_line(),
        "reference/configuration.md": configuration(),
        "disclint.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
    }


def command_line() -> str:
    """What every command says under --help."""
    parts = [f"# 命令 / Commands\n\n{_NOTICE}各命令的 `--help`。退出码、输出格式见 [输出](../outputs.md)。\n"]
    with _width("100"):
        for name in COMMANDS:
            parser = importlib.import_module(COMMANDS[name][0]).parser()
            parts.append(f"## disclint {name}\n\n```text\n{parser.format_help().rstrip()}\n```\n")
    return "\n".join(parts)


def configuration() -> str:
    """What every key of a configuration does."""
    parts = [
        "# 配置项 / Configuration\n\n"
        f"{_NOTICE}配置怎样查找、怎样继承，见 [配置](../configuration.md)。"
        "供编辑器补全的 JSON Schema：[disclint.schema.json](../disclint.schema.json)。\n"
    ]
    for name, key in KEYS.items():
        run = (
            "\n\n整次检查只用一个值，取自当前目录的配置。Of a run: taken from the working directory." if key.run else ""
        )
        parts.append(
            f"## {name}\n\n{key.doc.zh}\n\n{key.doc.en}{run}\n\n"
            f"默认 / default: `{default_text(name)}`\n\n```toml\n{key.example}\n```\n"
        )
    return "\n".join(parts)


@contextlib.contextmanager
def _width(columns: str) -> Iterator[None]:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = columns
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


if __name__ == "__main__":
    for page, text in pages().items():
        (DOCS / page).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / page).write_text(text, encoding="utf-8")
